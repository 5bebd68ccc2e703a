"""The training extract: courses that practitioners complete, renew late, and let lapse.

What lives here: courses and who attends them. What does not: supervision, or what a team needs (`stories`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.contracts.training import Training
from sample_data.draws import Numbers, Whole, chosen, pick
from sample_data.holding import Staff
from sample_data.rows import Rows
from sample_data.stories import Aspect, Setting
from sample_data.timeline import OPEN, YEAR, Days, Timeline, dates, working_day

COUNTS_FOR = 3 * YEAR
"""How long a course counts as current where it does not say."""
EARLIEST_RENEWAL, LATEST_RENEWAL = -30, 90
"""Days after a course has ceased to count."""
TRAINED_SEXUAL_ABUSE, TRAINED_DIVERSITY = 0.76, 0.7
LONGEST_TO_FIRST = 100
"""Days until somebody new attends for the first time."""
OTHER_COURSES_A_YEAR = 2.4
OWN_TIME, OWN_TIME_NOT_RECORDED = 0.24, 0.08
PROVIDERS, PROVIDERS_SHARES = (
    ("Sampleshire Learning Hub", "Regional partnership", "University", ""),
    (0.5, 0.3, 0.15, 0.05),
)


@dataclass(frozen=True, slots=True)
class Course:
    """A course on offer. `counts_for` is its validity in days where it states one."""

    title: str
    topics: str
    hours: float
    counts_for: int | None = None


COURSES = (
    Course("Online abuse: recognising and responding", "online_abuse", 6.0, counts_for=YEAR),
    Course("Sexual abuse and the internet", "online_abuse;child_sexual_abuse", 9.0, counts_for=YEAR),
    Course("Child sexual abuse: assessment and support", "child_sexual_abuse", 12.0),
    Course("Working across cultures and faiths", "diversity", 6.0),
    Course("Looking after yourself: secondary trauma", "emotional_impact", 3.5),
    Course("Analysis in assessments", "other", 6.0),
    Course("Court skills", "other", 7.0),
    Course("Domestic abuse and children", "other", 6.0),
    Course("Recording that children can read", "other", 3.0),
)
ONLINE_COURSES, SEXUAL_ABUSE_COURSES, DIVERSITY_COURSES, FIRST_OTHER = (0, 1), (2,), (3,), 4


@dataclass(frozen=True)
class Learners(Rows):
    """Everybody who could hold cases, once, with the first seat, the first and the last day."""

    person: Whole
    seat: Whole
    begun: Days
    ended: Days


@dataclass(frozen=True)
class Completed(Rows):
    """One row for each course completed by one learner."""

    learner: Whole
    course: Whole
    on: Days


def training(staff: Staff, setting: Setting, rng: np.random.Generator) -> pd.DataFrame:
    """Courses completed, from three years before the months covered (older ones no longer count), by day."""
    learners, timeline = _learners(staff), setting.timeline
    online = setting.level(Aspect.TRAINED_ONLINE)[:, -1]

    def attends(share: Numbers | float) -> Whole:
        """Whether somebody attends goes with the seat, so that joining and leaving keep a team's cover."""
        seats = chosen(rng, share * staff.seats.holds_cases, staff.seats.team)
        return np.flatnonzero(seats[learners.seat])

    completed = Completed.joined(
        [
            _renewed(learners.where(rows), rows, courses, timeline, rng)
            for rows, courses in (
                (attends(online[staff.seats.team]), ONLINE_COURSES),
                (attends(TRAINED_SEXUAL_ABUSE), SEXUAL_ABUSE_COURSES),
                (attends(TRAINED_DIVERSITY), DIVERSITY_COURSES),
            )
        ]
        + [_now_and_then(learners, timeline, rng)]
    )
    completed = completed.where(np.lexsort((completed.course, completed.learner, completed.on)))
    return _extract(completed, staff.number[learners.person], rng)


def _extract(completed: Completed, number: NDArray[np.str_], rng: np.random.Generator) -> pd.DataFrame:
    drawn = rng.random(len(completed))
    own_time = np.where(drawn < OWN_TIME, "yes", np.where(drawn < 1 - OWN_TIME_NOT_RECORDED, "no", ""))
    expires = completed.on + np.array([course.counts_for or OPEN for course in COURSES])[completed.course]
    frame = pd.DataFrame(
        {
            Training.practitioner_id: number[completed.learner],
            Training.course: np.array([course.title for course in COURSES])[completed.course],
            Training.topics: np.array([course.topics for course in COURSES])[completed.course],
            Training.completed: dates(completed.on, last=OPEN),
            Training.expires: dates(expires, last=OPEN - 1),
            Training.hours: np.array([course.hours for course in COURSES])[completed.course],
            Training.own_time: own_time,
            Training.provider: pick(rng.random(len(completed)), PROVIDERS, PROVIDERS_SHARES),
        }
    )
    return frame.drop_duplicates(list(Training.unique))


def _learners(staff: Staff) -> Learners:
    posts = staff.posts.where(staff.practises)
    order = np.lexsort((posts.started, posts.person))
    posts = posts.where(order)
    person, first = np.unique(posts.person, return_index=True)
    last = np.append(first[1:], len(posts)) - 1
    return Learners(person, posts.seat[first], posts.started[first], posts.ended[last])


def _renewed(
    learners: Learners, rows: Whole, courses: tuple[int, ...], timeline: Timeline, rng: np.random.Generator
) -> Completed:
    """Attended some months after joining, then again about when it ceases to count, often late."""
    counts_for = COURSES[courses[0]].counts_for or COUNTS_FOR
    earliest = timeline.start - COUNTS_FOR
    lag = rng.random(len(rows)) * np.where(learners.begun < earliest, counts_for, LONGEST_TO_FIRST)
    first = np.maximum(learners.begun, earliest) + 10 + lag.astype(np.int64)
    times = (timeline.end - earliest) // (counts_for + EARLIEST_RENEWAL) + 1
    late = EARLIEST_RENEWAL + rng.random((len(rows), times)) * (LATEST_RENEWAL - EARLIEST_RENEWAL)
    gaps = counts_for + late.astype(np.int64)
    on = working_day(first[:, None] + np.cumsum(gaps, axis=1) - gaps)
    row, time = np.nonzero(on <= np.minimum(learners.ended, timeline.end)[:, None])
    course = pick(rng.random(len(row)), courses, [1 / len(courses)] * len(courses))
    return Completed(rows[row], course, on[row, time])


def _now_and_then(learners: Learners, timeline: Timeline, rng: np.random.Generator) -> Completed:
    """Other courses, from a year before the months covered, for the hours they add."""
    begun = np.maximum(learners.begun, timeline.start - YEAR)
    served = np.maximum(np.minimum(learners.ended, timeline.end) - begun, 0)
    number = np.floor(served / YEAR * OTHER_COURSES_A_YEAR + rng.random(len(begun))).astype(np.int64)
    learner = np.repeat(np.arange(len(begun)), number)
    on = begun[learner] + (rng.random(len(learner)) * np.maximum(served[learner] - 3, 0)).astype(np.int64)
    course = FIRST_OTHER + (rng.random(len(learner)) * (len(COURSES) - FIRST_OTHER)).astype(np.int64)
    return Completed(learner, course, np.minimum(working_day(on), timeline.end))
