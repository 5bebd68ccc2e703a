"""Which cells of a release must be hidden so that no sensitive one can be worked out from the rest.

What lives here: the two searches for cover, over counts of children and over groups of staff and respondents, applied
to every period. What does not: the searches themselves (`circulation`, `contributors`), or what is sensitive
(`primary`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from pipelines.disclosure_control.child_counts import CountTable
from pipelines.disclosure_control.circulation import CountCover, KnownBesides
from pipelines.disclosure_control.contributors import Group, GroupCover, Limits
from pipelines.disclosure_control.grid import NOT_THERE, Grid
from pipelines.disclosure_control.linear_program import FloatArray
from pipelines.disclosure_control.linked_table import BoolArray
from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.primary import is_small, sensitive_counts, small_cells
from pipelines.disclosure_control.standing import Standing
from pipelines.disclosure_control.sums import series_by_base, wholes_by_part
from pipelines.measures.measure import Measure

TOP_PRICE: Final = 100.0
"""The whole authority is the last resort for cover: there what began and ended is the change of what is open."""


@dataclass(frozen=True)
class HiddenCells:
    """Cells to hide, and those (by series, period and unit) for which there was not enough to hide."""

    cells: BoolArray
    uncovered: BoolArray


def hidden_child_cells(grid: Grid, counts: CountTable, policy: Policy, standing: Standing) -> HiddenCells:
    """Cells about children to hide: the small ones, and what covers them, beyond what the release before lays down."""
    stands, is_new = grid.marked(standing.shown), grid.marked(standing.is_new)
    moved = grid.marked(standing.moved)
    small = small_cells(grid, policy) | grid.marked(standing.withheld) | moved
    sensitive = sensitive_counts(counts, policy)
    prices = _prices(grid)
    cover = CountCover(counts.table, policy.min_width.value)
    shown, uncovered = grid.has_value & ~small, np.zeros_like(small)
    insiders = _managers(grid, counts) if policy.informed_units.value else []
    for period in range(len(grid.periods)):
        if not is_new[:, period].any():
            continue
        fixed = counts.table.shown_counts(stands[:, period].ravel())
        # The stock of the month before counts as known, whether or not it is shown.
        fixed[[carried.before for carried in counts.carried]] = True
        besides = KnownBesides(fixed, insiders)
        sensitive[period] |= counts.table.shown_counts(moved[:, period].ravel())
        still_shown = cover.shown_after(
            counts.value[period],
            sensitive[period],
            shown[:, period].ravel(),
            prices[:, period].ravel(),
            besides=besides,
        )
        shown[:, period] = still_shown.reshape(shown[:, period].shape)
        left = cover.uncovered(counts.value[period], sensitive[period], still_shown, besides)
        series, unit = np.divmod(counts.name[left], len(grid.organisation.units))
        uncovered[series, period, unit] = True
    return HiddenCells(small | (grid.has_value & ~shown), uncovered)


def _managers(grid: Grid, counts: CountTable) -> list[BoolArray]:
    """For every smallest unit that is shown the counts that its manager knows without any release."""
    unit = counts.name % len(grid.organisation.units)
    with_parts = set(grid.above[np.unique(unit)].tolist())
    smallest = [place for place in np.unique(unit).tolist() if place not in with_parts]
    return [np.asarray(unit == place) for place in smallest] if len(smallest) > 1 else []


def _prices(grid: Grid) -> FloatArray:
    """How much is lost with each cell: more for larger groups, most for the whole authority."""
    with_cells = np.append(grid.is_there.any(axis=(0, 1)), False)  # the last stands for "nothing above"
    at_top = ~with_cells[grid.above]
    return (1 + np.log1p(grid.base)) * np.where(at_top, TOP_PRICE, 1.0)


def hidden_group_cells(grid: Grid, policy: Policy, standing: Standing) -> BoolArray:
    """Cells about staff or respondents to hide; figures with the same base hide the same units."""
    is_new = grid.marked(standing.is_new)
    small = small_cells(grid, policy) | grid.marked(standing.withheld | standing.moved)
    hidden = small.copy()
    for numbers in series_by_base(grid).values():
        for period in np.flatnonzero(is_new[numbers].any(axis=(0, 2))).tolist():
            hidden[numbers, period] = _hidden_groups(grid, numbers, period, small[numbers, period], policy)
    for part, wholes in wholes_by_part(grid).items():
        for period in np.flatnonzero(is_new[[part, *wholes]].any(axis=(0, 2))).tolist():
            hidden[part, period] = _hidden_part(grid, part, wholes, hidden[:, period], period=period, policy=policy)
    return hidden


def _hidden_groups(grid: Grid, numbers: list[int], period: int, small: BoolArray, policy: Policy) -> list[BoolArray]:
    """The units to hide in each series of one base: all alike, in a share also what its uniform groups need."""
    base = grid.base[numbers, period].max(axis=0)
    everywhere = np.asarray(grid.is_there[numbers, period].any(axis=0))
    limits = _limits(replace(grid.series[numbers[0]].measure, fewest=0), policy)
    pattern = _covered(grid, (base,), everywhere, is_small(base, limits.floor), limits)
    hidden = []
    for number, small_here in zip(numbers, small, strict=True):
        measure, there = grid.series[number].measure, grid.is_there[number, period]
        own = _limits(measure, policy)
        figures = (base, *_figures(grid, number, period)[1:])
        is_mixed = None
        if not measure.is_share and grid.is_dominated[number, period].any():
            part, whole = grid.numerator[number, period], grid.denominator[number, period]
            # Scores may add up to anything; a sum of nothing, or of all there is, tells of everybody.
            may_be_mixed = there if measure.numerator.bounds else (part > 0) & (part != whole)
            is_mixed = np.asarray(may_be_mixed & ~grid.is_dominated[number, period])
        elif (
            not measure.is_share
            and own == limits
            and np.array_equal(there, everywhere)
            and not small_here[~pattern].any()
        ):
            hidden.append(pattern)
            continue
        hidden.append(_covered(grid, figures, there, (pattern | small_here) & there, own, is_mixed=is_mixed))
    return hidden


def _limits(measure: Measure, policy: Policy) -> Limits:
    """How large a group must be of whom a figure of the measure can be known."""
    margin = policy.insider_margin(measure.disclosure_rule)
    return Limits(policy.fewest(measure), policy.fewest_alike(measure), policy.min_width.value, margin)


def _hidden_part(
    grid: Grid, part: int, wholes: list[int], hidden: BoolArray, *, period: int, policy: Policy
) -> BoolArray:
    """The units to hide of a figure about some of the people of other figures, given what is hidden of every figure.

    Where a whole is hidden, so is its part. Whoever is in a whole and not in the part is a group like any other, and
    can be told by subtraction wherever both are shown.
    """
    measure, there = grid.series[part].measure, grid.is_there[part, period]
    own, of_rest = _limits(measure, policy), _limits(replace(measure, fewest=0), policy)
    figures = _figures(grid, part, period)
    rests = [
        tuple(everybody - some for everybody, some in zip(_figures(grid, whole, period), figures, strict=False))
        for whole in wholes
    ]
    found: BoolArray = hidden[part] | (hidden[wholes].any(axis=0) & grid.has_value[part, period])
    for whole, rest in zip(wholes, rests, strict=True):
        for place in np.flatnonzero(grid.has_value[part, period] & grid.has_value[whole, period]).tolist():
            found[place] |= of_rest.is_too_small(Group(*(float(figure[place]) for figure in rest)))
    before = -1
    while before < found.sum():
        before = int(found.sum())
        found = _covered(grid, figures, there, found & there, own)
        for rest in rests:
            found = _covered(grid, rest, there, found, of_rest)
    return found


def _figures(grid: Grid, number: int, period: int) -> tuple[FloatArray, ...]:
    """By unit how many contribute; of a share also how many are counted, and how many were asked."""
    base = grid.base[number, period]
    if not grid.series[number].measure.is_share:
        return (base,)
    return base, grid.numerator[number, period], grid.denominator[number, period]


def _covered(
    grid: Grid,
    figures: tuple[FloatArray, ...],
    is_there: BoolArray,
    hidden: BoolArray,
    limits: Limits,
    *,
    is_mixed: BoolArray | None = None,
) -> BoolArray:
    """The units to hide, given those hidden first; `figures` are contributors, for a share also counted and asked.

    `is_mixed` says for a sum where nobody makes up too much of it.
    """
    if not hidden.any() and not _has_rest(grid, figures[0], is_there):
        return hidden
    units = grid.organisation.units
    mixed = np.zeros_like(is_there) if is_mixed is None else is_mixed
    there = {units[place].unit_id: place for place in grid.deepest_first if is_there[place]}
    cover = GroupCover(
        groups={
            unit_id: Group(*(float(figure[place]) for figure in figures), is_mixed=bool(mixed[place]))
            for unit_id, place in there.items()
        },
        below={
            unit_id: [part.unit_id for part in grid.organisation.children(unit_id) if part.unit_id in there]
            for unit_id in there
        },
        limits=replace(limits, is_of_sums=is_mixed is not None),
        hidden={units[place].unit_id for place in np.flatnonzero(hidden).tolist()},
    )
    found = cover.find()
    return np.array([unit.unit_id in found for unit in units])


def _has_rest(grid: Grid, contributors: FloatArray, is_there: BoolArray) -> bool:
    """Whether some unit holds people that none of its parts does."""
    parts = np.flatnonzero(is_there & (grid.above != NOT_THERE))
    in_parts = np.bincount(grid.above[parts], contributors[parts], minlength=len(contributors))
    return bool(((in_parts > 0) & (contributors > in_parts)).any())
