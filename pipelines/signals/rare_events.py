"""Limits of what happens so seldom that most months have none: T charts (days) and G charts (months) between events.

What lives here: the arithmetic, for many series at once, each row the gaps of one series, missing where it has fewer.
What does not: which measures are rare (`charting`). Only the upper limit of a G chart means anything: no gap is
unusually short.

Source: NHS England, Making Data Count, SPC Charts SQL Query v2.6a; Nelson 1994 (days to the power of 1/3.6).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.signals.arrays import Floats
from pipelines.signals.spc import LIMIT_FACTOR, mean_range

POWER = 3.6
"""Days between independent events, to the power of one over this, are nearly normal."""
TWO_OF_THREE = 2 / 3
SIGMAS = 3.0


@dataclass(frozen=True, slots=True)
class RareLimits:
    """One entry for each series. A lower line is missing where it would lie below nothing."""

    centre: Floats
    upper: Floats
    upper_two_sigma: Floats
    lower_two_sigma: Floats
    lower: Floats


def t_limits(days: Floats) -> RareLimits:
    """Of days between events: an XmR chart of the transformed days, turned back into days."""
    turned = days ** (1 / POWER)
    known = ~np.isnan(turned)
    mean = _mean(turned)
    ranges = np.abs(np.diff(turned, axis=1))
    spread = LIMIT_FACTOR * mean_range(ranges, known[:, 1:] & known[:, :-1], screened=False)
    return RareLimits(
        centre=_days(mean),
        upper=_days(mean + spread),
        upper_two_sigma=_days(mean + TWO_OF_THREE * spread),
        lower_two_sigma=_days(mean - TWO_OF_THREE * spread),
        lower=_days(mean - spread),
    )


def g_limits(gaps: Floats) -> RareLimits:
    """Of how many periods without an event lie between two with one (a geometric distribution)."""
    mean = _mean(gaps)
    deviation = np.sqrt(mean * (mean + 1))
    none = np.full(mean.shape, np.nan)
    return RareLimits(mean, mean + SIGMAS * deviation, mean + 2 * deviation, none, none)


def _days(turned: Floats) -> Floats:
    return np.where(turned >= 0, np.maximum(turned, 0.0) ** POWER, np.nan)


def _mean(values: Floats) -> Floats:
    known = ~np.isnan(values)
    number = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    average: Floats = np.divide(total, number, out=np.full(len(values), np.nan), where=number > 0)
    return average
