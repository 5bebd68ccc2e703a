"""Facts about practitioners laid out as practitioner × month-end, so that cases can look up their holder at once.

What lives here: the layout and how dated records fill it. What does not: what the facts are (`staff`, `learning`,
`supervision`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipelines.measures.scope import Scope
from pipelines.snapshots import Days, Positions

FlagsByMonth = NDArray[np.bool_]
NumbersByMonth = NDArray[np.float64]
DaysByMonth = NDArray[np.datetime64]


def flags_by_month(scope: Scope, practitioner: Positions, month: Positions) -> FlagsByMonth:
    """True for each practitioner and month named."""
    flags = np.zeros((len(scope.practitioners), len(scope.months)), dtype=np.bool_)
    flags[practitioner, month] = True
    return flags


def sums_by_month(
    scope: Scope, practitioner: Positions, month: Positions, amounts: NDArray[np.float64] | None = None
) -> NumbersByMonth:
    """The amounts, or the number of rows, added up for each practitioner and month."""
    months = len(scope.months)
    sums = np.bincount(practitioner * months + month, amounts, minlength=len(scope.practitioners) * months)
    return sums.astype(np.float64).reshape(-1, months)


def latest_by_month(scope: Scope, practitioner: Positions, days: Days) -> DaysByMonth:
    """The latest of each practitioner's days on or before each month-end; missing where there was none."""
    month = np.searchsorted(scope.months, days, side="left")
    within = month < len(scope.months)
    # Numbers instead of dates, because the maximum with a missing date is missing.
    none = np.iinfo(np.int64).min
    latest = np.full((len(scope.practitioners), len(scope.months)), none)
    np.maximum.at(latest, (practitioner[within], month[within]), days[within].astype(np.int64))
    return np.maximum.accumulate(latest, axis=1).astype("datetime64[D]")
