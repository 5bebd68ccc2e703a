"""Limits of shares and rates whose base changes from month to month: p and u charts, and Laney's p' and u'.

What lives here: the arithmetic of the limits, for many series at once. What does not: the patterns that make a month
special (`spc`, the same for every kind of chart) or which measure gets which chart (`charting`).

Source: Laney 2002, Improved control charts for attributes; Provost and Murray, The Health Care Data Guide. A p' chart
does not change where every base is multiplied by the same number, so the base need only be in proportion.
"""

from __future__ import annotations

import numpy as np

from pipelines.published import ChartKind
from pipelines.signals.arrays import Flags, Floats, Whole
from pipelines.signals.spc import Limits, mean_range, put_back

SIGMAS = 3.0
RANGE_TO_SIGMA = 1.128
"""The mean range of two neighbours of a normal series of spread one."""


def share_limits(values: Floats, base: Floats, sections: Whole, basis: Flags, *, scale: float = 1.0) -> Limits:
    """Of a p chart: chance alone, as of so many tosses. `values` are shares of `scale`, `base` what they rest on."""
    mean, deviation = _share(values, base, sections, basis, scale)
    return Limits(mean, SIGMAS * deviation, 0.0, scale)


def rate_limits(values: Floats, base: Floats, sections: Whole, basis: Flags) -> Limits:
    """Of a u chart: chance alone, as of events that do not wait for each other. `values` are events for one of base."""
    mean, deviation = _rate(values, base, sections, basis)
    return Limits(mean, SIGMAS * deviation, 0.0, np.inf)


def laney_limits(
    kind: ChartKind,
    values: Floats,
    base: Floats,
    sections: Whole,
    basis: Flags,
    *,
    screened: bool = False,
    scale: float = 1.0,
) -> Limits:
    """Of a p' or u' chart: chance as above, widened or narrowed by how far neighbouring months really differ.

    Series × periods, missing where nothing is shown. `basis` marks the points that limits are taken from; moving ranges
    of 3.267 times their mean and more are left out where `screened`.
    """
    if kind is ChartKind.P_PRIME:
        (mean, deviation), highest = _share(values, base, sections, basis, scale), scale
    else:
        (mean, deviation), highest = _rate(values, base, sections, basis), np.inf
    standard = np.divide(values - mean, deviation, out=np.zeros_like(values), where=deviation > 0)
    order = np.argsort(~np.isnan(values), axis=1, kind="stable")
    packed, packed_sections, counted = (
        np.take_along_axis(each, order, axis=1) for each in (standard, sections, basis & ~np.isnan(values))
    )
    ranges = np.abs(np.diff(packed, axis=1))
    sigma = np.full(values.shape, np.nan)
    for section in np.unique(sections):
        inside = (packed_sections == section) & counted
        neighbours = inside[:, 1:] & inside[:, :-1]
        average = mean_range(ranges, neighbours, screened=screened)
        sigma = np.where(packed_sections == section, average[:, None] / RANGE_TO_SIGMA, sigma)
    return Limits(mean, SIGMAS * deviation * put_back(sigma, order), 0.0, highest)


def _share(values: Floats, base: Floats, sections: Whole, basis: Flags, scale: float) -> tuple[Floats, Floats]:
    mean = pooled(values, base, sections, basis)
    return mean, np.sqrt(np.maximum(mean * (scale - mean), 0.0) / base)


def _rate(values: Floats, base: Floats, sections: Whole, basis: Flags) -> tuple[Floats, Floats]:
    mean = pooled(values, base, sections, basis)
    return mean, np.sqrt(mean / base)


def pooled(values: Floats, base: Floats, sections: Whole, basis: Flags) -> Floats:
    """All events of a section over all of its base, from the points of `basis`, at every point of the section."""
    mean = np.full(values.shape, np.nan)
    shown = ~np.isnan(values) & (base > 0) & basis
    for section in np.unique(sections):
        inside = sections == section
        counted = shown & inside
        events = np.where(counted, values * base, 0.0).sum(axis=1)
        total = np.where(counted, base, 0.0).sum(axis=1)
        average = np.divide(events, total, out=np.full(len(values), np.nan), where=total > 0)
        mean = np.where(inside, average[:, None], mean)
    return mean
