"""Funnels as the field's own tools draw them, to the letter.

What lives here: the significance labels of the English public health profiles (PHEindicatormethods
`assign_funnel_significance`), and FunnelPlotR's funnels of shares (PR), ratios of counts (RC) and standardised ratios
(SR, of the Care Quality Commission and of the hospital mortality indicator). What does not: the funnel of our own pages
and signals (`comparison`): its shares are FunnelPlotR's in every figure; its rates have limits on the scale of their
z-scores, which FunnelPlotR's have not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

import numpy as np

from pipelines.intervals import deviations, exact_poisson, poisson
from pipelines.signals.arrays import Flags, Floats
from pipelines.signals.comparison import NOTE, SPECIAL, Scale, funnel
from pipelines.signals.overdispersion import OUTER_SHARE, between, inner, spread, winsorised

Limits: TypeAlias = tuple[Floats, Floats]
INNER, OUTER = 0.95, 0.998
"""The confidence of the two pairs of limits."""
ROUNDED: Final = {INNER: NOTE, OUTER: SPECIAL}
"""The deviations to them as FunnelPlotR has them, to six decimals."""
HALF_A_COUNT = 0.5
"""Added to both counts of a ratio, so that none at all has a logarithm."""


class Significance(StrEnum):
    """The labels of the public health profiles; the number is the chance of lying beyond that limit."""

    LOW_OUTER = "Low (0.001)"
    LOW = "Low (0.025)"
    INSIDE = "Not significant"
    HIGH = "High (0.025)"
    HIGH_OUTER = "High (0.001)"


def share_limits(denominator: Floats, pooled: float, confidence: float) -> Limits:
    """Limits of a share at each denominator around the pooled one, by the normal approximation; within 0 and 1."""
    reach = deviations(confidence) * np.sqrt(pooled * (1 - pooled) / denominator)
    return np.clip(pooled - reach, 0.0, 1.0), np.clip(pooled + reach, 0.0, 1.0)


def significance_of_shares(numerator: Floats, denominator: Floats, pooled: float) -> list[Significance]:
    """Each share against the limits around the pooled one."""
    share = numerator / denominator
    limits = [share_limits(denominator, pooled, confidence) for confidence in (INNER, OUTER)]
    return _labelled([(share < lower, share > upper) for lower, upper in limits])


def significance_of_rates(events: Floats, exposure: Floats, pooled: float) -> list[Significance]:
    """The limits of each count of events (exact below ten, else Byar's) against what the pooled rate would expect."""
    expected = pooled * exposure
    limits = [poisson(events, confidence) for confidence in (INNER, OUTER)]
    return _labelled([(upper < expected, lower > expected) for lower, upper in limits])


def _labelled(sides: list[tuple[Flags, Flags]]) -> list[Significance]:
    (low, high), (low_outer, high_outer) = sides
    rules = [low_outer, high_outer, low, high]
    labels = [Significance.LOW_OUTER, Significance.HIGH_OUTER, Significance.LOW, Significance.HIGH]
    chosen = np.select(rules, list(range(len(rules))), len(rules)).tolist()
    return [[*labels, Significance.INSIDE][place] for place in chosen]


class Kind(StrEnum):
    """What is compared, by FunnelPlotR's names."""

    SHARE = "PR"
    RATIO_OF_COUNTS = "RC"
    STANDARDISED_CQC = "SR-CQC"
    STANDARDISED_SHMI = "SR-SHMI"


@dataclass(frozen=True, slots=True)
class StandardFunnel:
    """`z` allows for chance alone, `tamed` are those scores that `phi` is the spread of (missing: left out).

    `value` is numerator over denominator, compared with limits around `target` that allow for chance alone
    (`limits`) or for the usual differences between units, too (`wide`), by confidence.
    """

    target: float
    value: Floats
    z: Floats
    tamed: Floats
    phi: float
    tau2: float
    limits: dict[float, Limits]
    wide: dict[float, Limits]

    def outliers(self, confidence: float) -> Flags:
        """Which units lie outside the limits that allow for usual differences."""
        lower, upper = self.wide[confidence]
        return (self.value < lower) | (self.value > upper)


def standard_funnel(kind: Kind, numerator: Floats, denominator: Floats) -> StandardFunnel:
    """The funnel of one kind; of standardised ratios the denominator is what was expected, and the target is 1."""
    return _DRAWN[kind](numerator, denominator)


def _shares(numerator: Floats, denominator: Floats) -> StandardFunnel:
    ours = funnel(numerator, denominator, Scale.SHARE)
    limits, wide = (
        {each: ours.limits(ROUNDED[each], overdispersed=is_wide) for each in (INNER, OUTER)}
        for is_wide in (False, True)
    )
    value = numerator / denominator
    return StandardFunnel(ours.pooled, value, ours.z, winsorised(ours.z), ours.phi, ours.tau2, limits, wide)


def _ratios_of_counts(numerator: Floats, denominator: Floats) -> StandardFunnel:
    target = float(numerator.sum() / denominator.sum())
    padded = [counted + HALF_A_COUNT for counted in (numerator, denominator)]
    error = np.sqrt(numerator / padded[0] ** 2 + denominator / padded[1] ** 2)
    z = (np.log(padded[0] / padded[1]) - np.log(target)) / error
    tamed = winsorised(z)
    phi = spread(tamed)
    tau2 = between(phi, error)
    drawn = 0.5 / np.sqrt(denominator)
    limits, wide = (
        {each: _around_logarithm(target, drawn, variance, each) for each in (INNER, OUTER)} for variance in (0.0, tau2)
    )
    return StandardFunnel(target, numerator / denominator, z, tamed, phi, tau2, limits, wide)


def _around_logarithm(target: float, error: Floats, variance: float, confidence: float) -> Limits:
    reach = ROUNDED[confidence] * np.sqrt(error**2 + variance)
    return target * np.exp(-reach), target * np.exp(reach)


def _cqc(observed: Floats, expected: Floats) -> StandardFunnel:
    error = 0.5 / np.sqrt(expected)
    z = (np.sqrt(observed / expected) - 1.0) / error
    tamed = winsorised(z)
    phi = spread(tamed)
    tau2 = between(phi, error)
    wide = {}
    for confidence in (INNER, OUTER):
        reach = ROUNDED[confidence] * np.sqrt(error**2 + tau2)
        wide[confidence] = (1.0 - reach, 1.0 + reach)
    return StandardFunnel(1.0, observed / expected, z, tamed, phi, tau2, _expected_limits(expected), wide)


def _shmi(observed: Floats, expected: Floats) -> StandardFunnel:
    """The outer tenths are left out. Nothing observed at all has no logarithm: such a unit is as low as can be."""
    error = 1.0 / np.sqrt(expected)
    with np.errstate(divide="ignore"):
        z = np.log(observed / expected) / error
    kept = inner(z, OUTER_SHARE)
    phi = spread(z[kept])
    tau2 = between(phi, error[kept])
    wide = {each: _around_logarithm(1.0, error, tau2, each) for each in (INNER, OUTER)}
    tamed = np.where(kept, z, np.nan)
    return StandardFunnel(1.0, observed / expected, z, tamed, phi, tau2, _expected_limits(expected), wide)


def _expected_limits(expected: Floats) -> dict[float, Limits]:
    """Chance alone: the exact limits of the expected count, as a ratio to it."""
    return {
        confidence: (lower / expected, upper / expected)
        for confidence in (INNER, OUTER)
        for lower, upper in [exact_poisson(expected, confidence)]
    }


_DRAWN: Final[dict[Kind, Callable[[Floats, Floats], StandardFunnel]]] = {
    Kind.SHARE: _shares,
    Kind.RATIO_OF_COUNTS: _ratios_of_counts,
    Kind.STANDARDISED_CQC: _cqc,
    Kind.STANDARDISED_SHMI: _shmi,
}
