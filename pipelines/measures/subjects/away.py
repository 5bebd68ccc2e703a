"""Absences: when a practitioner was away, and since when for long.

What lives here: absences joined where no day lies between, whatever their reasons. What does not: days lost to sickness
(`turnover`), or what a long absence does to capacity and supervision (`staff`, `supervision`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.contracts.workforce import Workforce
from pipelines.measures.scope import Scope
from pipelines.measures.subjects.by_month import DaysByMonth, FlagsByMonth, flags_by_month, latest_by_month
from pipelines.measures.workload_policy import Policy
from pipelines.snapshots import Days, Positions, dates, day_after, episodes, last_of_each, open_on

_WHO, _LEFT, _BACK, _STRETCH = "practitioner", "left", "back", "stretch"


def long_absent_by_month(scope: Scope) -> FlagsByMonth:
    """Who is away at each month-end and has been for four weeks, the month-end included."""
    away = _absences(scope)
    left = dates(away[_LEFT])
    absence, month = open_on(left, dates(away[_BACK]), scope.months)
    days_away = (day_after(scope.months)[month] - left[absence]).astype(np.int64)
    is_long = days_away >= scope.number(Policy.LONG_ABSENCE_DAYS)[month]
    return flags_by_month(scope, away[_WHO].to_numpy()[absence[is_long]], month[is_long])


def back_from_long_absence(scope: Scope) -> DaysByMonth:
    """The last day of return from an absence of four weeks or more; missing where there was none."""
    over = _absences(scope).dropna(subset=_BACK)
    left, back = dates(over[_LEFT]), dates(over[_BACK])
    is_long = (back - left).astype(np.int64) >= scope.workload.on(back, Policy.LONG_ABSENCE_DAYS)
    return latest_by_month(scope, over[_WHO].to_numpy()[is_long], back[is_long])


def days_of_long_absence(
    scope: Scope, practitioner: Positions, begins: Days, ends: Days, month: Positions
) -> NDArray[np.float64]:
    """How many days of absences that have lasted four weeks by a month-end lie in each stretch, its last day left out.

    A row of the arguments is a stretch of one practitioner, told of at one month-end.
    """
    away = _absences(scope)
    stretches = pd.DataFrame({_WHO: practitioner, _STRETCH: np.arange(len(practitioner))})
    pairs = stretches.merge(away, on=_WHO)
    stretch, left = pairs[_STRETCH].to_numpy(), dates(pairs[_LEFT])
    told = month[stretch]
    until = np.fmin(dates(pairs[_BACK]), day_after(scope.months)[told])
    is_long = (until - left).astype(np.int64) >= scope.number(Policy.LONG_ABSENCE_DAYS)[told]
    within = (np.minimum(until, ends[stretch]) - np.maximum(left, begins[stretch])).astype(np.float64)
    return np.bincount(stretch, np.maximum(within, 0) * is_long, minlength=len(practitioner)).astype(np.float64)


def _absences(scope: Scope) -> pd.DataFrame:
    """One row per practitioner and unbroken absence: the first day away and the day back, missing while it lasts."""
    away = scope.frame(Workforce).dropna(subset=Workforce.absent_from)
    who = scope.practitioner(away[Workforce.practitioner_id])
    left, back = dates(away[Workforce.absent_from]), day_after(dates(away[Workforce.absent_to]))
    episode = episodes(who, left, back)
    first, last = last_of_each(episode, -left.astype(np.int64)), last_of_each(episode, np.isnat(back), back)
    return pd.DataFrame({_WHO: who[first], _LEFT: left[first], _BACK: back[last]})
