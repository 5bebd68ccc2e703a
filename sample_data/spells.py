"""Spells of cases, and what one month does to those that are open.

What lives here: the rows of casework and the plan of a month. What does not: who decides it (`casework`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sample_data.allocation import NOBODY
from sample_data.draws import Whole
from sample_data.rows import Rows
from sample_data.timeline import Days


@dataclass(frozen=True)
class Spells(Rows):
    """One row for each spell of a case in one seat, team and status. `seat` is NOBODY until somebody is found."""

    case: Whole
    child: Whole
    team: Whole
    seat: Whole
    status: Whole
    started: Days
    ended: Days


class MonthPlan:
    """What happens to each open case in one month: at most one thing, on the day drawn for it."""

    def __init__(self, cases: Spells, day: Days) -> None:
        self.cases = cases
        self.day = day
        self.idle = np.ones(len(cases), dtype=bool)
        self.ends = np.zeros(len(cases), dtype=bool)
        self.team, self.status, self.seat = cases.team.copy(), cases.status.copy(), cases.seat.copy()

    def end(self, rows: Whole) -> None:
        self.idle[rows], self.ends[rows] = False, True

    def change_status(self, rows: Whole, status: Whole) -> None:
        self.idle[rows], self.status[rows] = False, status

    def change_holder(self, rows: Whole) -> None:
        self.idle[rows], self.seat[rows] = False, NOBODY

    def move(self, rows: Whole, team: Whole, status: Whole) -> None:
        self.change_holder(rows)
        self.team[rows], self.status[rows] = team, status

    def cases_of_teams(self, teams: int) -> Whole:
        return np.bincount(self.team[~self.ends], minlength=teams)

    def ended_spells(self) -> Spells:
        return replace(self.cases, ended=self.day).where(~self.idle)

    def going_on(self) -> Spells:
        stay = self.cases.where(self.idle)
        change = replace(self.cases, team=self.team, status=self.status, seat=self.seat, started=self.day)
        return Spells.joined([stay, change.where(~self.idle & ~self.ends)])
