"""How much units differ beyond chance: the spread of their z-scores with the outer ones tamed, and its variance.

What lives here: Spiegelhalter's two ways to tame outliers and the additive variance (2005, Handling over-dispersion of
performance indicators). What does not: how z-scores come about (`comparison`, `standard_funnels`).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from pipelines.signals.arrays import Flags, Floats

OUTER_SHARE: Final = 0.10


def winsorised(z: Floats, outer: float = OUTER_SHARE) -> Floats:
    """The scores with the outer tenth on each side pulled in to the tenth (quantiles of type 7)."""
    return np.clip(z, *np.quantile(z, [outer, 1 - outer]))


def inner(z: Floats, outer: float = OUTER_SHARE) -> Flags:
    """Which scores are left when the outer tenth on each side (rounded down to whole units) is left out."""
    dropped = int(len(z) * outer)
    order = np.argsort(z, kind="stable")
    kept = np.zeros(len(z), dtype=np.bool_)
    kept[order[dropped : len(z) - dropped]] = True
    return kept


def spread(z: Floats) -> float:
    """The mean square of the scores: 1 where units differ by chance alone."""
    return float((z**2).mean())


def between(phi: float, error: Floats) -> float:
    """The variance between units beyond chance (DerSimonian and Laird), never below zero."""
    weight = 1 / error**2
    units = len(error)
    beyond_chance = units * phi - (units - 1)
    return max(0.0, float(beyond_chance / (weight.sum() - (weight**2).sum() / weight.sum())))
