"""The interval of a count of events, and of a rate made from it.

What lives here: the exact limits, Byar's approximation, and the rule of which is used when. What does not: shares,
whose numerator is a part of the denominator (`shares`).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv

from pipelines.intervals.confidence import CONFIDENCE, Limits, deviations

FEWEST_FOR_BYAR: Final = 10
"""From this many events Byar's approximation is used (English public health profiles); below, the exact limits."""


def exact_poisson(events: ArrayLike, confidence: float = CONFIDENCE) -> Limits:
    """The exact limits of a count of events that happen at random (from the chi-square distribution).

    No event at all has the lower limit 0. Missing where the count is.
    """
    counted = np.asarray(events, dtype=np.float64)
    tail = (1 - confidence) / 2
    # Half of a chi-square quantile with twice as many degrees of freedom is a quantile of the gamma distribution.
    lower = np.where(counted == 0, 0.0, gammaincinv(np.where(counted == 0, 1.0, counted), tail))
    upper = gammaincinv(counted + 1, 1 - tail)
    return np.asarray(lower, dtype=np.float64), np.asarray(upper, dtype=np.float64)


def byar(events: ArrayLike, confidence: float = CONFIDENCE) -> Limits:
    """Byar's limits of a count (Breslow and Day 1987): near the exact ones from ten events on. Of none: from 0."""
    counted = np.asarray(events, dtype=np.float64)
    z = deviations(confidence)
    known = np.where(counted == 0, 1.0, counted)
    lower = np.where(counted == 0, 0.0, known * (1 - 1 / (9 * known) - z / (3 * np.sqrt(known))) ** 3)
    above = counted + 1
    return lower, above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3


def poisson(events: ArrayLike, confidence: float = CONFIDENCE) -> Limits:
    """The limits of a count as the public health profiles have them (`phe_rate`): exact below ten, else Byar's."""
    counted = np.asarray(events, dtype=np.float64)
    exact, approximate = exact_poisson(counted, confidence), byar(counted, confidence)
    few = counted < FEWEST_FOR_BYAR
    return np.where(few, exact[0], approximate[0]), np.where(few, exact[1], approximate[1])


def rate_interval(
    events: ArrayLike, exposure: ArrayLike, multiplier: float = 1.0, confidence: float = CONFIDENCE
) -> Limits:
    """The limits of `multiplier` × events ÷ exposure; missing where there is no exposure. Exposure has no error."""
    base = np.asarray(exposure, dtype=np.float64)
    per_event = multiplier / np.where(base > 0, base, np.nan)
    lower, upper = poisson(events, confidence)
    return lower * per_event, upper * per_event
