"""Sickness and other leave, and the agency practitioners who cover the longest of it.

What lives here: when somebody was away. What does not: joining and leaving (`staffing`), who has the cases (`holding`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_data.draws import Flags, Whole, chosen, pick
from sample_data.organisation import Story
from sample_data.rows import Rows
from sample_data.seats import Seats
from sample_data.staffing import HISTORY, Posts
from sample_data.stories import Setting
from sample_data.timeline import OPEN, YEAR, Days, Timeline, after_working_days, settled_day, working_day

SICK, NEW_CHILD, OTHER, TRAINING = "SIC", "MAT", "OTH", "TRN"
LONG_A_YEAR = 0.055
"""Absences of four weeks or more for each employed practitioner and year; all are covered by an agency."""
LONG_FOR_NEW_CHILD = 0.5
SHORT_A_YEAR = 1.45
SHORT_A_YEAR_OVERLOADED = 3.6
OVERLOADED_FOR_DAYS = 240
FURTHER_DAYS = (0, 0, 1, 1, 2, 2, 3, 4, 4, 7, 11, 15)
"""Working days of a short absence beyond its first. All stay under four weeks: the practitioner counts as available."""
LONGEST_SHORT = 25
"""Days a short absence may take up, weekends included."""
SICK_FOR_DAYS = 75
"""The absent practitioner of the overloaded team has been away this long, and still holds cases."""


@dataclass(frozen=True)
class Absences(Rows):
    """One row for each absence of the holder of a post; at most one at a time."""

    post: Whole
    begun: Days
    ended: Days
    reason: NDArray[np.str_]
    covered: Flags
    """An agency practitioner has the cases meanwhile."""


def absences_of(posts: Posts, seats: Seats, setting: Setting, rng: np.random.Generator) -> Absences:
    """Every absence of employed staff, by post and day."""
    timeline = setting.timeline
    overloaded = setting.tells(Story.OVERLOAD)[seats.team[posts.seat]]
    turn = timeline.end - OVERLOADED_FOR_DAYS
    long = _long(posts, seats.holds_cases[posts.seat] & ~overloaded & ~posts.agency, timeline, rng)
    longer = Absences.joined([long, _uncovered(posts, seats, timeline)])
    short = Absences.joined(
        [
            _short(posts, timeline.start - HISTORY, np.where(overloaded, turn, timeline.end), SHORT_A_YEAR, rng),
            _short(posts, turn, np.where(overloaded, timeline.end, turn), SHORT_A_YEAR_OVERLOADED, rng),
        ]
    )
    absences = Absences.joined([longer, _clear_of(short, longer, len(posts))])
    return absences.where(np.lexsort((absences.begun, absences.post)))


def _long(posts: Posts, possible: Flags, timeline: Timeline, rng: np.random.Generator) -> Absences:
    """At most one for a post, well after it began and back before it ends."""
    new_child = rng.random(len(posts)) < LONG_FOR_NEW_CHILD
    length = np.where(new_child, 270 + 90 * rng.random(len(posts)), 40 + 50 * rng.random(len(posts))).astype(np.int64)
    earliest = np.maximum(posts.started + 200, timeline.start - HISTORY)
    latest = np.minimum(posts.ended, timeline.end + 90) - length - 30
    years = np.maximum(latest - earliest, 0) / YEAR
    post = np.flatnonzero(chosen(rng, LONG_A_YEAR * years * possible, np.zeros_like(posts.seat)))
    begun = settled_day(earliest[post] + (rng.random(len(post)) * years[post] * YEAR).astype(np.int64))
    ended = settled_day(begun + length[post]) - 1
    return Absences(
        post=post,
        begun=begun,
        ended=np.where(ended > timeline.end, OPEN, ended),
        reason=np.where(new_child[post], NEW_CHILD, SICK),
        covered=np.ones(len(post), dtype=bool),
    ).where(begun <= timeline.end)


def _uncovered(posts: Posts, seats: Seats, timeline: Timeline) -> Absences:
    """The sick leave of the overloaded team, which nobody covers."""
    post = np.flatnonzero(seats.first_holder_until[posts.seat] == OPEN)
    begun = working_day(np.full(len(post), timeline.end - SICK_FOR_DAYS))
    return Absences(post, begun, np.full(len(post), OPEN), np.full(len(post), SICK), np.zeros(len(post), dtype=bool))


def _short(posts: Posts, first: int, last: Whole, a_year: float, rng: np.random.Generator) -> Absences:
    """Spread over the part of each employed post from `first` to `last`, one in each of equal pieces of it."""
    begin = np.maximum(posts.started, first)
    held = np.maximum(np.minimum(posts.ended, last) - begin, 0) * ~posts.agency
    number = np.floor(a_year * held / YEAR + rng.random(len(posts))).astype(np.int64)
    post = np.repeat(np.arange(len(posts)), number)
    piece = (held // np.maximum(number, 1))[post]
    place = np.arange(len(post)) - np.repeat(np.cumsum(number) - number, number)
    further = pick(rng.random(len(post)), FURTHER_DAYS, [1 / len(FURTHER_DAYS)] * len(FURTHER_DAYS))
    room = np.maximum(piece - LONGEST_SHORT, 0)
    begun = working_day(begin[post] + place * piece + (rng.random(len(post)) * room).astype(np.int64))
    ended = after_working_days(begun, further)
    absences = Absences(
        post=post,
        begun=begun,
        ended=ended,
        reason=pick(rng.random(len(post)), (SICK, OTHER, TRAINING), (0.95, 0.03, 0.02)),
        covered=np.zeros(len(post), dtype=bool),
    )
    return absences.where((ended < np.minimum(posts.ended[post], last[post])) & (piece > LONGEST_SHORT))


def _clear_of(short: Absences, longer: Absences, posts: int) -> Absences:
    """Without those that touch the longer absence of the same post."""
    begun, ended = np.full(posts, OPEN), np.zeros(posts, dtype=np.int64)
    begun[longer.post], ended[longer.post] = longer.begun, longer.ended
    return short.where((short.ended < begun[short.post]) | (short.begun > ended[short.post]))
