"""The interval of a share, and of the difference of two shares.

What lives here: Wilson's score interval and Newcombe's method 10, which is made from two of them. What does not: rates
and means (`rates`, `means`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from pipelines.intervals.confidence import CONFIDENCE, Limits, deviations


def wilson(numerator: ArrayLike, denominator: ArrayLike, confidence: float = CONFIDENCE) -> Limits:
    """Wilson's score interval without continuity correction, as proportions; missing where nothing was counted.

    The method of the English public health profiles (PHEindicatormethods `phe_proportion`), in closed form. Unlike the
    textbook interval it stays within 0 and 1 and has a width even when nobody, or everybody, is counted.
    """
    counted = np.asarray(numerator, dtype=np.float64)
    base = np.asarray(denominator, dtype=np.float64)
    z = deviations(confidence)
    base = np.where(base > 0, base, np.nan)
    share = counted / base
    centre = share + z**2 / (2 * base)
    spread = z * np.sqrt(share * (1 - share) / base + z**2 / (4 * base**2))
    scale = 1 + z**2 / base
    # Where nobody or everybody is counted the limit is exact, and rounding errors must not say otherwise.
    lower = np.where(share == 0, 0, (centre - spread) / scale)
    upper = np.where(share == 1, 1, (centre + spread) / scale)
    return lower, upper


def newcombe(
    first: tuple[ArrayLike, ArrayLike], second: tuple[ArrayLike, ArrayLike], confidence: float = CONFIDENCE
) -> Limits:
    """The interval of the first share less the second, each given as its numerator and denominator; as proportions.

    Method 10 of Newcombe 1998 (Interval estimation for the difference between independent proportions): the two Wilson
    limits that lie apart are put together by their squares. Missing where either has nothing counted.
    """
    shares = [np.asarray(top, dtype=np.float64) / _base(bottom) for top, bottom in (first, second)]
    (low_1, high_1), (low_2, high_2) = (wilson(top, bottom, confidence) for top, bottom in (first, second))
    difference = shares[0] - shares[1]
    lower = difference - np.hypot(shares[0] - low_1, high_2 - shares[1])
    upper = difference + np.hypot(high_1 - shares[0], shares[1] - low_2)
    return lower, upper


def newcombe_of_shares(
    first: tuple[ArrayLike, ArrayLike], second: tuple[ArrayLike, ArrayLike], confidence: float = CONFIDENCE
) -> Limits:
    """The same for shares that are known with their bases, as they are published; a share stays within 0 and 1."""
    counted = [
        (np.clip(np.asarray(share, dtype=np.float64), 0.0, 1.0) * _base(base), base) for share, base in (first, second)
    ]
    return newcombe(counted[0], counted[1], confidence)


def _base(base: ArrayLike) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    counted = np.asarray(base, dtype=np.float64)
    return np.where(counted > 0, counted, np.nan)
