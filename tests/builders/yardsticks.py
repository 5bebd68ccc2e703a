"""Plain ways of looking ahead, as yardsticks for the one that the product uses.

What lives here: the latest value, the mean of all, and the latest value with the average change carried on, each with
its textbook 95 % interval (Hyndman and Athanasopoulos, Forecasting: Principles and Practice). What does not: simple
exponential smoothing (`pipelines.signals.smoothing`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import t

from pipelines.signals.arrays import Floats
from pipelines.signals.comparison import NOTE

CONFIDENCE = 0.975


@dataclass(frozen=True)
class Ahead:
    """What is expected so many months ahead, with the limits of 95 of 100; one entry per series."""

    middle: Floats
    lower: Floats
    upper: Floats


def _around(middle: Floats, reach: Floats) -> Ahead:
    return Ahead(middle, middle - reach, middle + reach)


def latest_value(values: Floats, months: int) -> Ahead:
    """As in the latest month; errors are the changes from month to month."""
    spread = np.sqrt((np.diff(values, axis=1) ** 2).mean(axis=1))
    return _around(values[:, -1], NOTE * spread * np.sqrt(months))


def mean_of_all(values: Floats, _months: int) -> Ahead:
    """As in the average month, however far ahead; Student's t, because spread and mean are estimated."""
    number = values.shape[1]
    spread = values.std(axis=1, ddof=1) * np.sqrt(1 + 1 / number)
    return _around(values.mean(axis=1), t.ppf(CONFIDENCE, number - 1) * spread)


def change_carried_on(values: Floats, months: int) -> Ahead:
    """The latest month and the average change since the first, over and over: a straight line drawn on."""
    changes = np.diff(values, axis=1)
    number = changes.shape[1]
    each = changes.mean(axis=1)
    spread = changes.std(axis=1, ddof=1)
    return _around(values[:, -1] + months * each, NOTE * spread * np.sqrt(months * (1 + months / number)))


YARDSTICKS: dict[str, Callable[[Floats, int], Ahead]] = {
    "the latest month": latest_value,
    "the mean of all months": mean_of_all,
    "the average change carried on": change_carried_on,
}
