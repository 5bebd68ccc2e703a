"""Training by practitioner and month-end: what is current, how many hours, and in whose time.

What lives here: courses laid against months. What does not: who counts as a practitioner (`staff`, `practitioners`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.contracts.training import Training
from pipelines.measures.scope import Scope, known_after
from pipelines.measures.subject import NEVER, Span
from pipelines.measures.subjects.by_month import FlagsByMonth, NumbersByMonth, flags_by_month, sums_by_month
from pipelines.measures.workload_policy import Policy
from pipelines.snapshots import Days, Flags, dates, day_after, in_months_to, includes, is_yes, open_on

ONLINE_ABUSE, CHILD_SEXUAL_ABUSE, DIVERSITY = "online_abuse", "child_sexual_abuse", "diversity"
EMOTIONAL_IMPACT = "emotional_impact"
TOPICS = (ONLINE_ABUSE, CHILD_SEXUAL_ABUSE, DIVERSITY, EMOTIONAL_IMPACT)
LAPSING_WINDOW = 3
"""Months ahead in which training that lapses is told of."""
HOURS_WINDOW = 12
"""Months over which hours are added up."""


@dataclass(frozen=True, repr=False, eq=False)
class Learning:
    """Facts by practitioner × month-end.

    `trained`: has current training, by topic; `lapsing`: has it, and none of what is recorded still counts three months
    later. Hours are of the last twelve months; `hours_recorded` are those of
    which it is recorded whether they were the practitioner's own time. Cover is known from the first course on, hours
    once the records reach back twelve months.
    """

    trained: Mapping[str, FlagsByMonth]
    lapsing: Mapping[str, FlagsByMonth]
    hours: NumbersByMonth
    hours_recorded: NumbersByMonth
    hours_own_time: NumbersByMonth
    cover_known: Span
    hours_known: Span


def learning_by_month(scope: Scope) -> Learning:
    """Everyone's training at every month-end; nothing known where no training extract was supplied."""
    if not scope.has(Training):
        nobody = np.zeros((len(scope.practitioners), len(scope.months)), dtype=np.bool_)
        nothing = nobody.astype(np.float64)
        none = dict.fromkeys(TOPICS, nobody)
        return Learning(none, none, nothing, nothing, nothing, NEVER, NEVER)
    courses = scope.frame(Training)
    completed, own_time = dates(courses[Training.completed]), courses[Training.own_time]
    trained = {topic: _trained(scope, courses, completed, topic) for topic in TOPICS}
    return Learning(
        trained=trained,
        lapsing={
            topic: trained[topic] & ~_trained(scope, courses, completed, topic, LAPSING_WINDOW) for topic in TOPICS
        },
        hours=_hours(scope, courses, completed, np.ones(len(courses), dtype=np.bool_)),
        hours_recorded=_hours(scope, courses, completed, own_time.notna().to_numpy()),
        hours_own_time=_hours(scope, courses, completed, is_yes(own_time)),
        cover_known=known_after(completed, 1),
        hours_known=known_after(completed, HOURS_WINDOW),
    )


def _trained(scope: Scope, courses: pd.DataFrame, completed: Days, topic: str, months_on: int = 0) -> FlagsByMonth:
    """Completed by the month-end and current on the month-end so many months on, the last day included."""
    covers = includes(courses[Training.topics], topic)
    # Only the month counts in which it lapses: a whole month earlier is a month-end earlier.
    lapses = not_current_from(scope, courses, completed)[covers]
    until = (lapses.astype("datetime64[M]") - months_on).astype("datetime64[D]")
    course, month = open_on(completed[covers], until, scope.months)
    return flags_by_month(scope, scope.practitioner(courses[Training.practitioner_id])[covers][course], month)


def not_current_from(scope: Scope, courses: pd.DataFrame, completed: Days) -> Days:
    """The day after the last day named, otherwise the same day some years after completion."""
    years = scope.workload.on(completed, Policy.TRAINING_CURRENT_YEARS).astype(np.int64)
    month = completed.astype("datetime64[M]")
    # Whole years later the same day of the month exists, but for 29 February, which runs on into 1 March.
    anniversary = (month + 12 * years).astype("datetime64[D]") + (completed - month.astype("datetime64[D]"))
    expires = day_after(dates(courses[Training.expires]))
    return np.where(np.isnat(expires), anniversary, expires)


def _hours(scope: Scope, courses: pd.DataFrame, completed: Days, chosen: Flags) -> NumbersByMonth:
    course, month = in_months_to(completed[chosen], HOURS_WINDOW, scope.months)
    who = scope.practitioner(courses[Training.practitioner_id])[chosen]
    return sums_by_month(scope, who[course], month, courses[Training.hours].to_numpy(np.float64)[chosen][course])
