"""Who holds the cases of each seat, day by day, and how many hours the seat gives in each month.

What lives here: staffing put together for casework. What does not: the cases.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_data.absence import Absences, absences_of
from sample_data.draws import Flags, Numbers, Whole
from sample_data.rows import Rows, numbered, starts_group
from sample_data.seats import CASE_HOLDER, SENIOR_PRACTITIONER, Seats, seats_of
from sample_data.staffing import Posts, posts_in
from sample_data.stories import Setting
from sample_data.timeline import OPEN, Days, Timeline

NEWLY_QUALIFIED_HOURS = 0.9
FOUR_WEEKS = 28


@dataclass(frozen=True)
class Holds(Rows):
    """One row for each stretch in which one person held the cases of a seat, without gaps, by seat and day."""

    seat: Whole
    person: Whole
    begun: Days
    ended: Days


@dataclass(frozen=True)
class Staff:
    """Everybody who worked for one authority; the last posts cover absences and share a seat with the absent."""

    seats: Seats
    posts: Posts
    absences: Absences
    holds: Holds
    hours: Numbers
    """FTE available for cases: a row for each seat, a column for each month-end."""
    number: NDArray[np.str_]
    """The staff number of each person."""

    @property
    def team(self) -> Whole:
        """The team of each post."""
        return self.seats.team[self.posts.seat]

    @property
    def role(self) -> Whole:
        """The role in each post: who is newly qualified, or from an agency, is not a senior practitioner."""
        role = self.seats.role[self.posts.seat]
        junior = (self.posts.newly_qualified_until > 0) | self.posts.agency
        return np.where(junior & (role == SENIOR_PRACTITIONER), CASE_HOLDER, role)

    @property
    def practises(self) -> Flags:
        """Posts whose holders can hold cases."""
        return self.seats.holds_cases[self.posts.seat]

    @property
    def long_absences(self) -> Absences:
        """At most one for a post."""
        return self.absences.where(self.absences.ended - self.absences.begun >= FOUR_WEEKS)


def staff_of(setting: Setting, rng: np.random.Generator) -> Staff:
    """Seats, posts, absences and cover of one authority."""
    seats = seats_of(setting, rng)
    posts = posts_in(seats, setting.timeline, rng)
    absences = absences_of(posts, seats, setting, rng)
    cover = _cover(posts, absences)
    holds = _holds(posts, cover, absences, seats)
    hours = _hours(holds, posts, absences, seats, setting.timeline)
    posts = Posts.joined([posts, cover])
    return Staff(seats, posts, absences, holds, hours, _staff_numbers(posts, setting.authority.prefix))


def _staff_numbers(posts: Posts, prefix: str) -> NDArray[np.str_]:
    """Numbered in the order in which people joined."""
    people = int(posts.person.max()) + 1
    joined = np.full(people, OPEN)
    np.minimum.at(joined, posts.person, posts.started)
    rank = np.empty(people, dtype=np.int64)
    rank[np.argsort(joined, kind="stable")] = np.arange(1, people + 1)
    return numbered(prefix + "P", rank, digits=4)


def _cover(posts: Posts, absences: Absences) -> Posts:
    """An agency practitioner for each covered absence, until the day on which the cases go back."""
    away = absences.where(absences.covered)
    return Posts(
        seat=posts.seat[away.post],
        person=posts.person.max() + 1 + np.arange(len(away.post)),
        started=away.begun,
        ended=np.where(away.ended == OPEN, OPEN, away.ended + 1),
        agency=np.ones(len(away.post), dtype=bool),
        newly_qualified_until=np.zeros(len(away.post), dtype=np.int64),
    )


def _holds(posts: Posts, cover: Posts, absences: Absences, seats: Seats) -> Holds:
    """The cases of a seat pass to each new holder of it, to whoever covers, and back."""
    back = absences.where(absences.covered & (absences.ended < OPEN))
    seat = np.concatenate([posts.seat, cover.seat, posts.seat[back.post]])
    person = np.concatenate([posts.person, cover.person, posts.person[back.post]])
    begun = np.concatenate([posts.started, cover.started, back.ended + 1])
    order = np.lexsort((begun, seat))
    order = order[seats.holds_cases[seat[order]]]
    seat, begun = seat[order], begun[order]
    is_last = np.append(starts_group(seat)[1:], True)
    return Holds(seat, person[order], begun, ended=np.where(is_last, seats.closes[seat], np.append(begun[1:], OPEN)))


def _hours(holds: Holds, posts: Posts, absences: Absences, seats: Seats, timeline: Timeline) -> Numbers:
    newly_qualified_until = np.zeros(int(holds.person.max()) + 1, dtype=np.int64)
    np.maximum.at(newly_qualified_until, posts.person, posts.newly_qualified_until)
    away_from = np.full(len(newly_qualified_until), OPEN)
    unwell = absences.where(~absences.covered & (absences.ended == OPEN))
    away_from[posts.person[unwell.post]] = unwell.begun + FOUR_WEEKS
    hold, month = np.nonzero((holds.begun[:, None] <= timeline.last_day) & (timeline.last_day < holds.ended[:, None]))
    seat, person, day = holds.seat[hold], holds.person[hold], timeline.last_day[month]
    share = np.where(newly_qualified_until[person] >= day, NEWLY_QUALIFIED_HOURS, 1.0) * (away_from[person] > day)
    hours = np.zeros((len(seats.team), timeline.months))
    hours[seat, month] = seats.fte[seat] * share
    return hours
