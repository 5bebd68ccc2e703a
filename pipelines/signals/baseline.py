"""How the latest value of each unit stands against its own past, and how that is said.

What lives here: one voice, heard by several rules: a chart over time is special at its last point, and by enough to
matter. What does not: the arithmetic of charts (`spc`) or severity (the rules).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.published import Pattern
from pipelines.signals.arrays import Flags, Floats, Whole
from pipelines.signals.charting import Charted
from pipelines.signals.spc import HAIR, Profile
from pipelines.signals.words import number

RECENT = 6
"""Periods that are judged, not part of what they are judged by."""
LATELY = 3
"""Periods whose average must stand clear: one odd month is no signal."""
CLEAR = 2.1
"""Standard deviations of the earlier values, taken as they are. Caseload and training carry over from month to month,
so neighbours are alike and limits from moving ranges are too narrow; this keeps a slow ordinary swing from being told
as news. Chosen by simulation: where half of a month's chance carries over, fewer than one stable team in eight is
called unusual in a year, and seven in ten rises of two cases per practitioner are found within six months."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """For each unit: whether its latest value is unusually high or low for it, and what is usual.

    `pattern` is the one that its chart tells. `average` and `points` are those since the last recalculation.
    `in_a_row` counts the latest shown values on one side of the average.
    """

    profile: Profile
    high: Flags
    low: Flags
    pattern: tuple[Pattern, ...]
    average: Floats
    points: Whole
    in_a_row: Whole

    def said_of(self, row: int) -> str:
        """`has been above its usual level in each of the last seven months`; asked only where high or low."""
        high = bool(self.high[row])
        side, moved, extreme = ("above", "risen", "high") if high else ("below", "fallen", "low")
        match self.pattern[row]:
            case Pattern.SHIFT:
                return f"has been {side} its usual level in each of the last {number(int(self.in_a_row[row]))} months"
            case Pattern.TREND:
                return f"has {moved} for at least {number(self.profile.trend - 1)} months in a row"
            case Pattern.SINGLE:
                return f"is {side} anything its own past would lead one to expect"
            case _:
                return f"has been unusually {extreme} in two of the last three months"


def read_baseline(charted: Charted, material: float | Floats) -> Baseline:
    """Every unit's latest value against its chart, the one that is published.

    Special only where the chart says so at the last period, the value is at least `material` (in the measure's own
    unit, one for all or one for each unit) away from the average, *and* the last three months stand clear of what the
    earlier ones ranged over. A unit's past begins with the last recalculation of its limits.
    """
    values, chart, verdict = charted.shown.value, charted.chart, charted.verdict
    values = np.where(charted.sections == charted.sections[:, -1:], values, np.nan)
    average = chart.mean[:, -1]
    distance = values[:, -1] - average
    clear = _clear_of_the_past(values)
    special, high = verdict.special[:, -1], verdict.high[:, -1]
    return Baseline(
        profile=chart.profile,
        high=special & high & (distance >= material) & (clear >= CLEAR),
        low=special & ~high & (distance <= -material) & (clear <= -CLEAR),
        pattern=tuple(verdict.patterns[place] for place in verdict.pattern[:, -1].tolist()),
        average=average,
        points=(~np.isnan(values)).sum(axis=1),
        in_a_row=latest_in_a_row(np.sign(charted.shown.value - chart.mean)),
    )


def _clear_of_the_past(values: Floats) -> Floats:
    """How many standard deviations of the earlier values the average of the latest lies from theirs."""
    earlier, lately = (_mean_and_deviation(part) for part in (values[:, :-RECENT], values[:, -LATELY:]))
    return (lately[0] - earlier[0]) / np.maximum(earlier[1], HAIR)


def _mean_and_deviation(values: Floats) -> tuple[Floats, Floats]:
    """Of the shown values of each row; missing where there are none."""
    shown = ~np.isnan(values)
    number = np.where(shown.any(axis=1), shown.sum(axis=1), np.nan)
    mean = np.where(shown, values, 0.0).sum(axis=1) / number
    squares = np.where(shown, values - mean[:, None], 0.0) ** 2
    return mean, np.sqrt(squares.sum(axis=1) / np.maximum(number - 1, 1))


def latest_in_a_row(state: Floats) -> Whole:
    """How many values at the end of each row equal the last; what is not shown is passed over and not counted."""
    shown = ~np.isnan(state)
    alike = (state == state[:, -1:]) | ~shown
    unbroken = np.logical_and.accumulate(alike[:, ::-1], axis=1)[:, ::-1]
    counts: Whole = (unbroken & shown).sum(axis=1)
    return counts
