"""Load three months ahead: between what limits it is likely to lie, and how likely it is to be over the limit.

What lives here: which series are long enough to look ahead, how earlier outlooks would have fared, and what is
published of it. What does not: the arithmetic of one series (`smoothing`) or the limit (`load_limits`). No trend is
followed: of a load that has risen the outlook says only where it has come to. It raises no signal: see decision 35.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from pipelines.periods import month_ends, next_month_end
from pipelines.published import MONTHS_AHEAD, MONTHS_BEFORE_AN_OUTLOOK, SHOWN_FOR_AN_OUTLOOK
from pipelines.signals.arrays import Flags, Floats, Whole, rows_where
from pipelines.signals.funnels import LOAD
from pipelines.signals.load_limits import OVER
from pipelines.signals.new_rules import comparable
from pipelines.signals.panel import Panel, Shown
from pipelines.signals.signal import Outlook
from pipelines.signals.smoothing import Smoothed, smooth

MONTHS_TO_LEARN_FROM = 12
"""An outlook from less than a year is not tried: its spread would rest on a handful of months."""


@dataclass(frozen=True, slots=True)
class Record:
    """For each series, of how many outlooks its past allows to try (`tried`) the interval held what came (`hits`)."""

    hits: Whole
    tried: Whole


def look_ahead(panel: Panel) -> Iterator[Outlook]:
    """The load of every unit shown for long enough, for each of the months ahead, in the organisation's order."""
    shown = panel.monthly(LOAD)
    if shown is None:
        return
    by_month = month_by_month(comparable(panel, shown))
    rows = rows_where(is_long_enough(by_month))
    values = by_month[rows]
    smoothed = smooth(values)
    ahead = [_ahead(smoothed, values, months) for months in range(1, MONTHS_AHEAD + 1)]
    for place, row in enumerate(rows):
        period_end, threshold = shown.latest, OVER
        for limits, deviation, record in ahead:
            period_end = next_month_end(period_end)
            # No load is below nothing.
            lower, middle = (max(float(each), 0.0) for each in (limits[0][place], smoothed.level[place, -1]))
            yield Outlook(
                unit_id=panel.units[row].unit_id,
                measure_key=shown.measure.key,
                period_end=period_end,
                lower=lower,
                middle=middle,
                upper=float(limits[1][place]),
                threshold=threshold,
                chance_over=chance_over(threshold, middle, float(deviation[place])),
                hits=int(record.hits[place]),
                tried=int(record.tried[place]),
            )


def _ahead(smoothed: Smoothed, values: Floats, months: int) -> tuple[tuple[Floats, Floats], Floats, Record]:
    lower, upper = smoothed.interval(months)
    return (lower[:, -1], upper[:, -1]), smoothed.deviation(months)[:, -1], tried_on_the_past(smoothed, values, months)


def month_by_month(shown: Shown) -> Floats:
    """Units × every month from the first to the latest, also those for which no unit has a cell."""
    months = month_ends(shown.periods[0], shown.latest)
    values = np.full((len(shown.value), len(months)), np.nan)
    values[:, [months.index(period) for period in shown.periods]] = shown.value
    return values


def is_long_enough(values: Floats) -> Flags:
    """For each series, whether its latest value and enough of those before it are shown."""
    shown = ~np.isnan(values[:, -MONTHS_BEFORE_AN_OUTLOOK:])
    enough: Flags = shown[:, -1] & (shown.sum(axis=1) >= SHOWN_FOR_AN_OUTLOOK)
    return enough


def tried_on_the_past(smoothed: Smoothed, values: Floats, months: int) -> Record:
    """Every outlook so many months ahead that could have been made from a year or more, against what then came.

    Each uses only the months up to its own; neighbouring ones share most of them and are no independent trials. From a
    month that is not shown none is made, and none for it.
    """
    lower, upper = (limit[:, :-months] for limit in smoothed.interval(months))
    made, came = values[:, :-months], values[:, months:]
    could = (smoothed.points[:, :-months] >= MONTHS_TO_LEARN_FROM) & ~np.isnan(made + came)
    held = could & (lower <= came) & (came <= upper)
    return Record(hits=held.sum(axis=1), tried=could.sum(axis=1))


def chance_over(threshold: float, middle: float, deviation: float) -> float:
    """The chance (0 to 1) of a value above the threshold; without any spread it is over or it is not."""
    if deviation <= 0:
        return float(middle > threshold)
    return 1 - NormalDist(middle, deviation).cdf(threshold)
