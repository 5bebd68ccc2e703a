"""The interval of a mean, and of the difference of two means.

What lives here: Student's t interval and Welch's for two groups that need not vary alike. What does not: what may be
published of a mean; its number, mean and spread together are three published figures.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from pipelines.intervals.confidence import CONFIDENCE, Limits

FEWEST_VALUES = 2
"""Of a single value nobody can tell how far others would vary."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Groups by how many values they have, their mean and their standard deviation (of a sample), an entry for each."""

    number: NDArray[np.float64]
    mean: NDArray[np.float64]
    spread: NDArray[np.float64]

    @property
    def variance_of_mean(self) -> NDArray[np.float64]:
        """Missing with fewer than two values."""
        return self.spread**2 / np.where(self.number >= FEWEST_VALUES, self.number, np.nan)


def sample_of(values: ArrayLike) -> Sample:
    """One group from its values; without a spread where there is only one."""
    known = np.asarray(values, dtype=np.float64)
    spread = known.std(ddof=1) if known.size >= FEWEST_VALUES else np.nan
    mean = known.mean() if known.size else np.nan
    return Sample(*(np.atleast_1d(np.float64(each)) for each in (known.size, mean, spread)))


def mean_interval(sample: Sample, confidence: float = CONFIDENCE) -> Limits:
    """Student's t interval of each mean (PHEindicatormethods `phe_mean`); missing with fewer than two values."""
    enough = sample.number >= FEWEST_VALUES
    reach = np.full(sample.number.shape, np.nan)
    reach[enough] = stdtrit(sample.number[enough] - 1, (1 + confidence) / 2)
    half = reach * np.sqrt(sample.variance_of_mean)
    return sample.mean - half, sample.mean + half


def welch(first: Sample, second: Sample, confidence: float = CONFIDENCE) -> Limits:
    """The interval of the first mean less the second (Welch 1947, degrees of freedom after Satterthwaite).

    Missing where either has fewer than two values. Where nobody differs from anybody in both, the difference is exact.
    """
    variances = first.variance_of_mean, second.variance_of_mean
    together = variances[0] + variances[1]
    parts = sum(
        variance**2 / np.maximum(sample.number - 1, 1)
        for variance, sample in zip(variances, (first, second), strict=True)
    )
    freedom = np.divide(together**2, parts, out=np.ones_like(together), where=parts > 0)
    half = stdtrit(freedom, (1 + confidence) / 2) * np.sqrt(together)
    difference = first.mean - second.mean
    return difference - half, difference + half
