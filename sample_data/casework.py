"""Cases month by month: they begin at assessment, change status, move between teams and end, as the teams' loads allow.

What lives here: the course of cases, each spell in one seat, team and status. What does not: who sat in the seat then
(`involvements`), or what a case is about (`concerns`).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sample_data.allocation import NOBODY, allocated
from sample_data.courses import (
    CHANGES,
    CHANGES_HOLDER_A_MONTH,
    CHANGES_TO,
    ENDS,
    MONTHS_HELD_AT_FIRST,
    STATUS_AT_FIRST,
    STATUS_ON_ARRIVAL,
    STATUSES,
    TAKES_FROM,
    drawn_statuses,
)
from sample_data.draws import Whole, rank_in, spread
from sample_data.holding import Staff
from sample_data.organisation import Work
from sample_data.rows import starts_group
from sample_data.spells import MonthPlan, Spells
from sample_data.stories import Aspect, Setting
from sample_data.timeline import OPEN, YEAR, Days, settled_day

LIMIT = 15
NOISE = 0.025
"""How far a team's load may lie from its level in one month,"""
BETWEEN_TEAMS = 0.008
"""and its level from the usual one."""
BETWEEN_PRACTITIONERS = 0.1
"""How far the share of a practitioner may lie from that of another with the same hours."""
LONGEST_HELD = 6 * YEAR
FIRST_OF_FAMILY = 0.65
"""Chance that a new case is not of a brother or sister of the one before."""
KNOWN_BEFORE = 0.2
"""Share of new cases of children whose earlier case had ended."""


def course_of_cases(staff: Staff, setting: Setting, rng: np.random.Generator) -> Spells:
    """Every spell open at some time in the months covered, in no particular order."""
    book = _CaseBook(staff, setting, rng)
    open_cases = book.first_cases()
    ended: list[Spells] = []
    for month in range(setting.timeline.months):
        plan = MonthPlan(open_cases, setting.timeline.day_in(month, rng.random(len(open_cases))))
        book.plan_month(plan, month)
        ended.append(plan.ended_spells())
        open_cases = book.with_newcomers(plan, month)
    return Spells.joined([*ended, open_cases])


def _loads(staff: Staff, setting: Setting, rng: np.random.Generator) -> Whole:
    """How many cases each team is to carry at each month-end."""
    teams = setting.authority.teams
    level = setting.level(Aspect.LOAD)
    told = np.array([team.story is not None for team in teams])
    level += (BETWEEN_TEAMS * (2 * spread(rng, len(teams)) - 1) * ~told)[:, None]
    level += NOISE * (2 * rng.random(level.shape) - 1)
    hours = np.zeros(level.shape)
    np.add.at(hours, staff.seats.team, staff.hours)
    return np.rint(LIMIT * hours * level).astype(np.int64)


class _Register:
    """Numbers given to cases and children so far, and the children whose cases have ended."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.cases, self.children = 0, 0
        self.closed_children = np.zeros(0, dtype=np.int64)

    def begun(self, team: Whole, status: Whole, started: Days) -> Spells:
        """New cases under new numbers: some of children known before, the rest of new children."""
        new = len(team)
        child = self.children + 1 + np.arange(new)
        known = np.flatnonzero(self.rng.random(new) < KNOWN_BEFORE)[: len(self.closed_children)]
        self.closed_children = self.rng.permutation(self.closed_children)
        child[known] = self.closed_children[: len(known)]
        self.closed_children = self.closed_children[len(known) :]
        case = self.cases + 1 + np.arange(new)
        self.cases, self.children = self.cases + new, self.children + new
        return Spells(case, child, team, np.full(new, NOBODY), status, started, np.full(new, OPEN))

    def close(self, children: Whole) -> None:
        self.closed_children = np.append(self.closed_children, children)


class _CaseBook:
    """Decides month by month which cases end, change, move and begin, so that every team carries its load."""

    def __init__(self, staff: Staff, setting: Setting, rng: np.random.Generator) -> None:
        self.staff, self.timeline, self.rng = staff, setting.timeline, rng
        self.work = setting.authority.work
        self.teams = len(self.work)
        self.load = _loads(staff, setting, rng)
        uneven = 1 + BETWEEN_PRACTITIONERS * (2 * spread(rng, len(staff.hours)) - 1)
        self.room = staff.hours * uneven[:, None]
        self.register = _Register(rng)

    def first_cases(self) -> Spells:
        """The cases open when the months begin, in the middle of their course."""
        team = np.repeat(np.arange(self.teams), self.load[:, 0])
        status = drawn_statuses(self.work[team], STATUS_AT_FIRST, self.rng)
        months = -np.log1p(-self.rng.random(len(team))) * MONTHS_HELD_AT_FIRST[status]
        held = np.minimum((months * 30).astype(np.int64), LONGEST_HELD)
        return self._allocated(self.register.begun(team, status, settled_day(self.timeline.start - 8 - held)), 0)

    def plan_month(self, plan: MonthPlan, month: int) -> None:
        """Cases of a seat that closes find new holders; then courses run on; then teams fill up from upstream."""
        closes = self.staff.seats.closes[plan.seat]
        leaving = np.flatnonzero((closes >= self.timeline.first_day[month]) & (closes <= self.timeline.last_day[month]))
        plan.day[leaving] = closes[leaving]
        plan.change_holder(leaving)
        self._follow_courses(plan)
        for work, sources in TAKES_FROM:
            wanted = np.where(self.work == work, self.load[:, month] - plan.cases_of_teams(self.teams), 0)
            self._end_surplus(plan, -wanted)
            self._take_from(plan, sources, wanted)

    def _follow_courses(self, plan: MonthPlan) -> None:
        drawn = self.rng.random(len(plan.cases))
        course = self.work[plan.team] * len(STATUSES) + plan.status
        ends, changes = ENDS[course], CHANGES[course]
        idle = plan.idle.copy()
        plan.end(np.flatnonzero(idle & (drawn < ends)))
        changing = np.flatnonzero(idle & (drawn >= ends) & (drawn < ends + changes))
        plan.change_status(changing, CHANGES_TO[course[changing]])
        plan.change_holder(np.flatnonzero(idle & (drawn > 1 - CHANGES_HOLDER_A_MONTH)))

    def _end_surplus(self, plan: MonthPlan, surplus: Whole) -> None:
        """A team that would carry too many cases ends some."""
        idle = np.flatnonzero(plan.idle)
        turn = rank_in(plan.team[idle], self.rng.random(len(idle)))
        plan.end(idle[turn < surplus[plan.team[idle]]])

    def _take_from(self, plan: MonthPlan, sources: tuple[Work, ...], wanted: Whole) -> None:
        """Teams with room take cases from teams upstream, as far as there are any."""
        upstream = np.flatnonzero(plan.idle & np.isin(self.work[plan.team], sources))
        team = self.rng.permutation(np.repeat(np.arange(self.teams), np.maximum(wanted, 0)))
        taken = self.rng.permutation(upstream)[: len(team)]
        team = team[: len(taken)]
        plan.move(taken, team, drawn_statuses(self.work[team], STATUS_ON_ARRIVAL, self.rng))

    def with_newcomers(self, plan: MonthPlan, month: int) -> Spells:
        """The cases open after the month: those that went on, and new ones where a team still has room."""
        wanted = np.maximum(self.load[:, month] - plan.cases_of_teams(self.teams), 0)
        team = np.repeat(np.arange(self.teams), wanted)
        is_first = (self.rng.random(len(team)) < FIRST_OF_FAMILY) | starts_group(team)
        eldest = np.maximum.accumulate(np.where(is_first, np.arange(len(team)), 0))
        started = self.timeline.day_in(month, self.rng.random(len(team)))[eldest]
        begun = self.register.begun(team, drawn_statuses(self.work[team], STATUS_ON_ARRIVAL, self.rng), started)
        # Only now, so that no child comes back before its case has ended.
        self.register.close(plan.cases.child[plan.ends])
        return self._allocated(Spells.joined([plan.going_on(), begun]), month)

    def _allocated(self, cases: Spells, month: int) -> Spells:
        waiting = np.flatnonzero(cases.seat == NOBODY)
        waiting = waiting[np.lexsort((cases.case[waiting], cases.started[waiting], cases.team[waiting]))]
        newcomers, others = cases.where(waiting), cases.seat[cases.seat != NOBODY]
        # Brothers and sisters came on one day, under numbers that follow each other.
        is_first = starts_group(newcomers.case - np.arange(len(waiting)), newcomers.started, newcomers.team)
        seat = cases.seat.copy()
        seat[waiting] = allocated(newcomers.team, is_first, others, self.room[:, month], self.staff.seats.team)
        return replace(cases, seat=seat)
