"""Charts over time: mean, limits and the four patterns that chance alone rarely makes (XmR charts).

What lives here: the arithmetic of a chart for many series at once, under a named profile of rules that is stored with
the result, never mixed. What does not: which measures are watched (`watched`) or what is said of them (`baseline`).

Source: NHS England, *Making Data Count*, SPC Charts XmR Testing (Single Chart Tool v5.0); SQL v2.6a; the R package
NHSRplotthedots. They disagree, hence the profiles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from pipelines.published import Pattern
from pipelines.signals.arrays import Flags, Floats, Whole

Array = TypeVar("Array", Floats, Flags)

LIMIT_FACTOR = 2.66
"""Three standard deviations, estimated from the mean moving range of neighbouring points (3 ÷ 1.128)."""
SCREEN_FACTOR = 3.267
"""Moving ranges over this many times their mean are left out where a profile screens them."""
HAIR = 1e-10
"""Values closer than this, relative to the largest, are equal: a mean of 0.1s is not exactly 0.1 in a computer."""
OF_THREE = 3


@dataclass(frozen=True, slots=True)
class Profile:
    """A published rule set.

    `screened` leaves wild moving ranges out; `screens_points` then leaves the points that they lead to out of the mean
    too, and takes a range exactly on the bound for usual. `crossing`: patterns that may run across a recalculation of
    the limits. `outermost_counts`: whether a point outside the limits counts towards two of three. `limits_when_few`:
    whether limits stand on fewer than `fewest_points`. `precedence`: which pattern decides when a point is special both
    ways; empty means improvement is shown.
    """

    key: str
    shift: int
    trend: int
    crossing: frozenset[Pattern]
    outermost_counts: bool
    screened: bool = False
    screens_points: bool = False
    fewest_points: int = 13
    limits_when_few: bool = False
    precedence: tuple[Pattern, ...] = ()
    on_limit_is_sure: bool = False
    """A target exactly on a limit counts as reliably met, or reliably missed."""


MDC = Profile(
    key="mdc",
    shift=6,
    trend=6,
    crossing=frozenset({Pattern.SHIFT, Pattern.TREND, Pattern.TWO_OF_THREE}),
    outermost_counts=False,
)
NHSE_SQL = Profile(
    key="nhse-sql-2.6",
    shift=6,
    trend=6,
    crossing=frozenset({Pattern.TREND}),
    outermost_counts=True,
    screens_points=True,
    precedence=(Pattern.TREND, Pattern.SHIFT, Pattern.TWO_OF_THREE, Pattern.SINGLE),
    on_limit_is_sure=True,
)
PLOT_THE_DOTS = Profile(
    key="plotthedots",
    shift=7,
    trend=7,
    crossing=frozenset(),
    outermost_counts=False,
    screened=True,
    limits_when_few=True,
    precedence=(Pattern.SINGLE, Pattern.TREND, Pattern.TWO_OF_THREE, Pattern.SHIFT),
)
PROFILES = {profile.key: profile for profile in (MDC, NHSE_SQL, PLOT_THE_DOTS)}


@dataclass(frozen=True, slots=True)
class Charts:
    """One chart a row, one period a column, as given; missing and false where a value was not shown.

    `high` and `low` say, for each pattern, which points it makes special above or below what is usual.
    """

    profile: Profile
    mean: Floats
    lower: Floats
    upper: Floats
    high: Mapping[Pattern, Flags]
    low: Mapping[Pattern, Flags]
    points: Whole


@dataclass(frozen=True, slots=True)
class Limits:
    """A mean and the distance from it to either limit for each point, worked out elsewhere (`attribute_charts`).

    Series without any (a missing mean) have limits from their moving ranges. None of these is drawn below `lowest` or
    above `highest`; patterns are read before limits are cut there.
    """

    mean: Floats
    spread: Floats
    lowest: float
    highest: float


def charts(
    values: Floats,
    profile: Profile = MDC,
    sections: Whole | None = None,
    basis: Flags | None = None,
    *,
    limits: Limits | None = None,
    unjudged: Flags | None = None,
) -> Charts:
    """A chart for every row of `values` (series × periods, oldest first, missing where no value is shown).

    Neighbours are shown points next to each other: a hidden month is passed over. `sections` numbers the periods
    between recalculations of the limits; `basis` marks the points from which limits are taken (default: all). Limits
    are those of moving ranges (XmR) unless `limits` are given. `unjudged` points have no limits and no pattern.
    """
    sections = np.zeros(values.shape, dtype=np.intp) if sections is None else sections
    basis = np.ones(values.shape, dtype=np.bool_) if basis is None else basis
    # Shown points are moved to the right of their row, so that neighbours stand in neighbouring columns.
    order = np.argsort(~np.isnan(values), axis=1, kind="stable")
    packed: Floats = np.take_along_axis(values, order, axis=1)
    packed_sections: Whole = np.take_along_axis(sections, order, axis=1)
    packed_basis: Flags = np.take_along_axis(basis, order, axis=1)
    shown = ~np.isnan(packed)
    points = shown.sum(axis=1)
    mean, spread = _mean_and_spread(packed, packed_sections, packed_basis & shown, profile)
    lowest, highest = np.full((2, len(values), 1), [[[-np.inf]], [[np.inf]]])
    if limits is not None:
        given_mean, given_spread = (np.take_along_axis(each, order, axis=1) for each in (limits.mean, limits.spread))
        given = (~np.isnan(given_mean)).any(axis=1, keepdims=True)
        mean, spread = np.where(given, given_mean, mean), np.where(given, given_spread, spread)
        lowest, highest = np.where(given, limits.lowest, lowest), np.where(given, limits.highest, highest)
    if not profile.limits_when_few:
        spread[points < profile.fewest_points] = np.nan
    if unjudged is not None:
        spread[np.take_along_axis(unjudged, order, axis=1)] = np.nan
    high = _patterns(packed, mean, spread, packed_sections, profile)
    low = _patterns(-packed, -mean, spread, packed_sections, profile)
    return Charts(
        profile=profile,
        mean=put_back(np.where(shown, mean, np.nan), order),
        lower=put_back(np.where(shown, np.maximum(mean - spread, lowest), np.nan), order),
        upper=put_back(np.where(shown, np.minimum(mean + spread, highest), np.nan), order),
        high={pattern: put_back(flags & shown, order) for pattern, flags in high.items()},
        low={pattern: put_back(flags & shown, order) for pattern, flags in low.items()},
        points=points,
    )


def few_in_section(values: Floats, sections: Whole, fewest: int) -> Flags:
    """Which points stand in a section of fewer shown points than that; nothing shown is no point."""
    shown = ~np.isnan(values)
    few = np.zeros(values.shape, dtype=np.bool_)
    for section in np.unique(sections):
        inside = shown & (sections == section)
        few |= inside & (inside.sum(axis=1) < fewest)[:, None]
    return few


def put_back(packed: Array, order: Whole) -> Array:
    """The inverse of `np.take_along_axis(…, order, axis=1)`."""
    unpacked = np.empty_like(packed)
    np.put_along_axis(unpacked, order, packed, axis=1)
    return unpacked


def _mean_and_spread(values: Floats, sections: Whole, basis: Flags, profile: Profile) -> tuple[Floats, Floats]:
    """The mean and the distance from it to either limit, for each point by the section it stands in."""
    mean = np.full(values.shape, np.nan)
    spread = np.full(values.shape, np.nan)
    ranges = np.abs(np.diff(values, axis=1))
    for section in np.unique(sections):
        inside = sections == section
        counted = inside & basis
        neighbours = counted[:, 1:] & counted[:, :-1]
        if profile.screened and profile.screens_points:
            wild = neighbours & (ranges > SCREEN_FACTOR * _row_mean(ranges, neighbours)[:, None])
            average = _row_mean(ranges, neighbours & ~wild)
            counted = counted.copy()
            counted[:, 1:] &= ~wild
        else:
            average = mean_range(ranges, neighbours, screened=profile.screened)
        mean = np.where(inside, _row_mean(values, counted)[:, None], mean)
        spread = np.where(inside, LIMIT_FACTOR * average[:, None], spread)
    return mean, spread


def mean_range(ranges: Floats, counted: Flags, *, screened: bool) -> Floats:
    """The mean of the counted moving ranges of each row; where screened, of those below 3.267 times that mean."""
    average = _row_mean(ranges, counted)
    if screened:
        usual = counted & ((ranges < SCREEN_FACTOR * average[:, None]) | (average == 0)[:, None])
        average = _row_mean(ranges, usual)
    return average


def _row_mean(values: Floats, counted: Flags) -> Floats:
    """The mean of the counted values of each row; missing where none is. Exact where all are equal."""
    if not counted.size:
        return np.full(len(values), np.nan)
    number = counted.sum(axis=1)
    first = np.take_along_axis(values, counted.argmax(axis=1)[:, None], axis=1)
    above_first = np.where(counted, values - first, 0.0).sum(axis=1)
    return np.where(number > 0, first[:, 0] + above_first / np.maximum(number, 1), np.nan)


def _patterns(values: Floats, mean: Floats, spread: Floats, sections: Whole, profile: Profile) -> dict[Pattern, Flags]:
    """Which points are special on the high side. Comparisons with what is missing are false."""
    largest = np.where(np.isnan(values), 0.0, np.abs(values)).max(axis=1, keepdims=True, initial=0.0)
    hair = HAIR * largest
    judged = ~np.isnan(spread)
    above = judged & (values > mean + hair)
    beyond = judged & (values > mean + spread + hair)
    near = judged & (values > mean + spread * 2 / OF_THREE + hair)
    if not profile.outermost_counts:
        near &= ~beyond
    rises = np.zeros_like(above)
    rises[:, 1:] = judged[:, 1:] & (np.diff(values, axis=1) > hair)
    whole = {
        pattern: np.ones_like(above) if pattern in profile.crossing else _same_section(sections)
        for pattern in (Pattern.SHIFT, Pattern.TREND, Pattern.TWO_OF_THREE)
    }
    return {
        Pattern.SINGLE: beyond,
        Pattern.SHIFT: _runs(above, whole[Pattern.SHIFT], profile.shift, first_counts=True),
        Pattern.TREND: _runs(rises, whole[Pattern.TREND], profile.trend, first_counts=False),
        Pattern.TWO_OF_THREE: _two_of_three(near, above, whole[Pattern.TWO_OF_THREE]),
    }


def _same_section(sections: Whole) -> Flags:
    """Whether a point stands in the section of the point before it."""
    same = np.ones(sections.shape, dtype=np.bool_)
    same[:, 1:] = sections[:, 1:] == sections[:, :-1]
    return same


def _runs(holds: Flags, joined: Flags, length: int, *, first_counts: bool) -> Flags:
    """Points of every stretch of `length` neighbours for which `holds` is true (of a trend, from its second point)."""
    width = holds.shape[1]
    found = np.zeros_like(holds)
    for end in range(length - 1, width):
        start = end - length + 1
        steps = holds[:, start + 1 : end + 1] & joined[:, start + 1 : end + 1]
        complete = steps.all(axis=1) & (holds[:, start] | (not first_counts))
        found[:, start : end + 1] |= complete[:, None]
    return found


def _two_of_three(near: Flags, above: Flags, joined: Flags) -> Flags:
    found = np.zeros_like(near)
    for end in range(OF_THREE - 1, near.shape[1]):
        window = slice(end - OF_THREE + 1, end + 1)
        complete = (
            (near[:, window].sum(axis=1) >= OF_THREE - 1)
            & above[:, window].all(axis=1)
            & joined[:, end - 1 : end + 1].all(axis=1)
        )
        found[:, window] |= near[:, window] & complete[:, None]
    return found
