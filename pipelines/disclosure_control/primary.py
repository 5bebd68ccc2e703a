"""Which figures are sensitive in themselves, whatever else is shown.

What lives here: the rules of a policy applied cell by cell and count by count. What does not: what has to be hidden
so that these cannot be worked out (`secondary` for counts of children, `contributors` for groups of staff).
"""

from __future__ import annotations

import numpy as np

from pipelines.disclosure_control.child_counts import CountTable, shown_by
from pipelines.disclosure_control.grid import Grid
from pipelines.disclosure_control.linear_program import FloatArray
from pipelines.disclosure_control.linked_table import BoolArray
from pipelines.disclosure_control.policy import Policy
from pipelines.published import DisclosureRule


def is_small(contributors: FloatArray, floor: int) -> BoolArray:
    """Fewer than the floor, but not nobody: zero is shown."""
    return np.asarray((contributors > 0) & (contributors < floor))


def small_cells(grid: Grid, policy: Policy) -> BoolArray:
    """Cells that rest on too few, or tell of a small group that all in it are alike."""
    return np.array(
        [
            _small_children(grid, number, policy)
            if series.measure.disclosure_rule is DisclosureRule.CHILDREN
            else is_small(grid.base[number], policy.floor(series.measure.disclosure_rule))
            for number, series in enumerate(grid.series)
        ],
        dtype=np.bool_,
    ).reshape(grid.row.shape)


def _small_children(grid: Grid, number: int, policy: Policy) -> BoolArray:
    """A count of 1 to 5 among everything the cell gives away: numerator, denominator, base, and a share's rest."""
    floor = policy.floor(DisclosureRule.CHILDREN)
    series = grid.series[number]
    small = np.array([is_small(getattr(grid, array)[number], floor) for array, _ in shown_by(series)]).any(axis=0)
    if series.measure.is_share:
        small |= is_small(grid.denominator[number] - grid.numerator[number], floor)
    return np.asarray(small | uniform_cells(grid, number, policy))


def uniform_cells(grid: Grid, number: int, policy: Policy) -> BoolArray:
    """Shares of a small group of which all, or none, are counted. That no child is counted is shown, as zeros are."""
    measure = grid.series[number].measure
    if not measure.is_share:
        return np.zeros(grid.row.shape[1:], dtype=np.bool_)
    counted, asked = grid.numerator[number], grid.denominator[number]
    is_uniform = counted == asked
    if measure.disclosure_rule is not DisclosureRule.CHILDREN:
        is_uniform |= counted == 0
    return np.asarray(is_uniform & is_small(asked, policy.uniform_floor(measure.disclosure_rule)))


def sensitive_counts(counts: CountTable, policy: Policy) -> BoolArray:
    """By period: counts of 1 to 5 children, and how many there are in a small group that is all alike."""
    rule = DisclosureRule.CHILDREN
    sensitive = is_small(counts.value, policy.floor(rule)) & counts.may_be_sensitive
    numerator, denominator = counts.shares.T
    alike = counts.value[:, numerator] == counts.value[:, denominator]
    small = is_small(counts.value[:, denominator], policy.uniform_floor(rule))
    period, share = np.nonzero(alike & small)
    sensitive[period, numerator[share]] = True
    return sensitive
