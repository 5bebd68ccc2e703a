"""Intervals: how far a figure could swing by chance alone.

What lives here: the interval of a share (Wilson; corrected where a good part of all answered), of a difference of two
shares (Newcombe), of a rate (exact, Byar) and of a mean or a difference of two means (Student, Welch). What does not:
which figures get one (`disclosure_control.protect`), or any comparison of units (`signals`).
"""

from pipelines.intervals.confidence import CONFIDENCE, deviations
from pipelines.intervals.finite import finite_mean, finite_wilson, margin, shrinkage
from pipelines.intervals.means import Sample, mean_interval, sample_of, welch
from pipelines.intervals.rates import FEWEST_FOR_BYAR, byar, exact_poisson, poisson, rate_interval
from pipelines.intervals.shares import newcombe, newcombe_of_shares, wilson

__all__ = [
    "CONFIDENCE",
    "FEWEST_FOR_BYAR",
    "Sample",
    "byar",
    "deviations",
    "exact_poisson",
    "finite_mean",
    "finite_wilson",
    "margin",
    "mean_interval",
    "newcombe",
    "newcombe_of_shares",
    "poisson",
    "rate_interval",
    "sample_of",
    "shrinkage",
    "welch",
    "wilson",
]
