"""What a series is likely to do next if it goes on as before: simple exponential smoothing, without any trend.

What lives here: the arithmetic, for many series at once. What does not: which measures are looked ahead at, or what is
said of them (`outlook`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.signals.arrays import Floats, Whole
from pipelines.signals.comparison import NOTE
from pipelines.signals.spc import HAIR

WEIGHTS: Floats = np.linspace(0.0, 1.0, 101)
"""What the newest value may count for, from nothing (the level is the mean of all) to everything (it is the last)."""
_ESTIMATED = 2
"""The weight and the level at the start are estimated from the values themselves."""


@dataclass(frozen=True, slots=True)
class Smoothed:
    """What could be said after each value (series × periods), from it and those before; missing before the first.

    `level` is what is expected of every later period, `weight` what the newest value counted for, `spread` the
    standard deviation one period ahead (missing with two values or fewer), `points` how many values there were.
    """

    level: Floats
    weight: Floats
    spread: Floats
    points: Whole

    def deviation(self, ahead: int) -> Floats:
        """The standard deviation so many periods ahead: the level may move on the way."""
        return self.spread * np.sqrt(1 + (ahead - 1) * self.weight**2)

    def interval(self, ahead: int) -> tuple[Floats, Floats]:
        """The limits between which 95 of 100 values should lie so many periods ahead."""
        reach = NOTE * self.deviation(ahead)
        return self.level - reach, self.level + reach


def smooth(values: Floats, weights: Floats = WEIGHTS) -> Smoothed:
    """Series × periods; where a value is missing the level stays as it is.

    The next error is then counted as if nothing were missing, which makes the spread wider rather than narrower.

    The state space model with additive errors (ETS A,N,N; Hyndman et al. 2008). For each weight the best level at the
    start is found exactly, because errors are linear in it. Of the weights the one with the least squared errors is
    taken; where they are least around two, the greater: short series are often fitted best by a level that never moves,
    and one that may move leaves more room (R's `ets` and statsmodels stop there as well). Sums are carried along, so
    one pass gives what would have been said after every period.
    """
    known = ~np.isnan(values)
    # Distances from the first value: a series that never changes then has no error at all.
    origin = values[np.arange(len(values)), known.argmax(axis=1)][:, None]
    size = (len(values), len(weights))
    level, squares, crossed, faded = (np.zeros(size) for _ in range(4))
    start = np.ones(size)
    steps = []
    for period in range(values.shape[1]):
        is_in = known[:, period][:, None]
        error = np.where(is_in, values[:, period][:, None] - origin - level, 0.0)
        squares += error**2
        crossed += error * start
        faded += np.where(is_in, start**2, 0.0)
        level = level + weights * error
        start = np.where(is_in, start * (1 - weights), start)
        steps.append(_best(level, start, (squares, crossed, faded)))
    best, least, place = (np.stack(each, axis=1) for each in zip(*steps, strict=True))
    points = known.cumsum(axis=1)
    begun = points > 0
    left = np.where(points > _ESTIMATED, points - _ESTIMATED, np.nan)
    return Smoothed(
        level=np.where(begun, best + origin, np.nan),
        weight=np.where(begun, weights[place], np.nan),
        spread=np.sqrt(least / left),
        points=points,
    )


def _best(level: Floats, start: Floats, sums: tuple[Floats, Floats, Floats]) -> tuple[Floats, Floats, Whole]:
    """For each series the level and the squared errors under the best weight, and which weight that is."""
    squares, crossed, faded = sums
    first = np.divide(crossed, faded, out=np.zeros_like(crossed), where=faded > 0)
    errors = np.maximum(squares - crossed * first, 0.0)
    falling = errors[:, :-1] - errors[:, 1:] > HAIR * squares[:, 1:]
    # Down from the greatest weight for as long as errors do not rise.
    place = np.where(falling, np.arange(1, falling.shape[1] + 1), 0).max(axis=1, initial=0)
    rows = np.arange(len(errors))
    return (level + start * first)[rows, place], errors[rows, place], place
