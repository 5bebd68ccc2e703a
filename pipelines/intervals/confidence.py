"""How sure an interval is, and how wide that makes it."""

from __future__ import annotations

from statistics import NormalDist
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

CONFIDENCE: Final = 0.95

Limits: TypeAlias = tuple[NDArray[np.float64], NDArray[np.float64]]
"""The lower and the upper limit of each figure."""


def deviations(confidence: float) -> float:
    """Standard deviations of a bell curve between the middle and the limit that leaves out half of the rest."""
    return NormalDist().inv_cdf((1 + confidence) / 2)
