"""What a margin becomes where a good part of a finite number of people answered: nobody left out, nothing uncertain.

What lives here: the correction for a finite population, for shares and means. What does not: over time, where staff of
both surveys are taken for a sample of what they might have said, and no correction applies (`shares`, `means`).

Civil Service People Survey, quality and methodology: 1.96 √(p (1 − p) ÷ n) √((N − n) ÷ (N − 1)).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.intervals.confidence import CONFIDENCE, Limits, deviations
from pipelines.intervals.means import Sample, mean_interval
from pipelines.intervals.shares import wilson


def shrinkage(number: ArrayLike, population: ArrayLike) -> NDArray[np.float64]:
    """√((N − n) ÷ (N − 1)): by how much a margin shrinks when `number` of `population` answered.

    1 where the population is not known, or is said to be smaller than the number that answered.
    """
    answered, everybody = (np.asarray(each, dtype=np.float64) for each in (number, population))
    is_known = np.isfinite(everybody) & (everybody >= answered) & (everybody > 1)
    left = np.divide(everybody - answered, everybody - 1, out=np.ones(np.shape(is_known)), where=is_known)
    return np.asarray(np.sqrt(left))


def margin(share: ArrayLike, number: ArrayLike, population: ArrayLike) -> NDArray[np.float64]:
    """Half of the textbook interval of a share (a proportion) with the correction, as the Civil Service prints it."""
    of = np.asarray(share, dtype=np.float64)
    spread = np.sqrt(of * (1 - of) / np.asarray(number, dtype=np.float64))
    return np.asarray(deviations(CONFIDENCE) * spread * shrinkage(number, population))


def finite_wilson(numerator: ArrayLike, denominator: ArrayLike, population: ArrayLike) -> Limits:
    """Wilson's interval as of so many more answers as make its margin shrink; the share itself where all answered."""
    counted, base = (np.asarray(each, dtype=np.float64) for each in (numerator, denominator))
    factor = np.broadcast_to(shrinkage(base, population), base.shape)
    weight = np.divide(1.0, factor**2, out=np.ones_like(base), where=factor > 0)
    lower, upper = wilson(counted * weight, base * weight)
    share = counted / np.where(base > 0, base, np.nan)
    return np.where(factor > 0, lower, share), np.where(factor > 0, upper, share)


def finite_mean(sample: Sample, population: ArrayLike) -> Limits:
    """Student's interval of each mean with the correction; missing with fewer than two values."""
    factor = shrinkage(sample.number, population)
    lower, upper = mean_interval(sample)
    return sample.mean - (sample.mean - lower) * factor, sample.mean + (upper - sample.mean) * factor
