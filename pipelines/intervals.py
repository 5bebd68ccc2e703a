"""Intervals round a share: how far a small base lets it swing by chance alone.

What lives here: Wilson's score interval. What does not: which figures get one (`disclosure_control.protect`), or any
comparison between units (`signals.comparison`).
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

CONFIDENCE = 0.95


def wilson(
    numerator: ArrayLike, denominator: ArrayLike, confidence: float = CONFIDENCE
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Wilson's score interval without continuity correction, as proportions; missing where nothing was counted.

    The method of the English public health profiles (PHEindicatormethods `phe_proportion`), in closed form. Unlike the
    textbook interval it stays within 0 and 1 and has a width even when nobody, or everybody, is counted.
    """
    counted = np.asarray(numerator, dtype=np.float64)
    base = np.asarray(denominator, dtype=np.float64)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    base = np.where(base > 0, base, np.nan)
    share = counted / base
    centre = share + z**2 / (2 * base)
    spread = z * np.sqrt(share * (1 - share) / base + z**2 / (4 * base**2))
    scale = 1 + z**2 / base
    # Where nobody or everybody is counted the limit is exact, and rounding errors must not say otherwise.
    lower = np.where(share == 0, 0, (centre - spread) / scale)
    upper = np.where(share == 1, 1, (centre + spread) / scale)
    return lower, upper
