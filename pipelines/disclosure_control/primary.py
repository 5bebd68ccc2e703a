"""Which figures are sensitive in themselves, whatever else is shown.

What lives here: the rules of a policy applied cell by cell and count by count. What does not: what has to be hidden
so that these cannot be worked out (`secondary` for counts of children, `contributors` for groups of staff).
"""

from __future__ import annotations

import numpy as np

from pipelines.disclosure_control.answered_in_part import few_in_part, told_together
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
    """Cells that rest on too few, that one or two people make up, or that tell of a small group that it is alike."""
    small = np.zeros(grid.row.shape, dtype=np.bool_)
    for number, series in enumerate(grid.series):
        is_about_children = series.measure.disclosure_rule is DisclosureRule.CHILDREN
        rests_on_few = _few_children if is_about_children else _few_contributors
        small[number] = rests_on_few(grid, number, policy) | _is_uniform(grid, number, policy)
    for pair in told_together(grid):
        scale, question = pair
        # What is hidden for other reasons counts as shown, so that the choice does not hang on the order of the rules.
        is_there = grid.has_value[scale] & grid.has_value[question]
        small[scale] |= few_in_part(grid, pair, is_there, policy.floor(DisclosureRule.SURVEY))
    return small | (grid.is_dominated & grid.has_value)


def _few_contributors(grid: Grid, number: int, policy: Policy) -> BoolArray:
    """Fewer members of staff, or respondents, than the floor, or than the measure asks for."""
    return is_small(grid.base[number], policy.fewest(grid.series[number].measure))


def _few_children(grid: Grid, number: int, policy: Policy) -> BoolArray:
    """A count of 1 to 5 among everything the cell gives away: numerator, denominator, base, and a share's rest."""
    floor = policy.floor(DisclosureRule.CHILDREN)
    series = grid.series[number]
    given_away = [getattr(grid, array)[number] for array, _ in shown_by(series)]
    if series.measure.is_share:
        given_away.append(grid.denominator[number] - grid.numerator[number])
    return np.asarray(np.array([is_small(counts, floor) for counts in given_away]).any(axis=0))


def _is_uniform(grid: Grid, number: int, policy: Policy) -> BoolArray:
    """Shares of a small group of which all, or none, are counted. That no child is counted is shown, as zeros are.

    Whoever belongs to the group knows about himself, so nearly all and nearly none may tell as much (the margin).
    """
    measure = grid.series[number].measure
    if not measure.is_share:
        return np.zeros(grid.row.shape[1:], dtype=np.bool_)
    counted, asked = grid.numerator[number], grid.denominator[number]
    margin = policy.insider_margin(measure.disclosure_rule)
    all_or_none = counted >= asked - margin
    if measure.disclosure_rule is not DisclosureRule.CHILDREN:
        all_or_none |= counted <= margin
    return np.asarray(all_or_none & is_small(asked, policy.fewest_alike(measure)))


def sensitive_counts(counts: CountTable, policy: Policy) -> BoolArray:
    """By period: counts of 1 to 5 children, and how many there are in a small group that is all alike."""
    rule = DisclosureRule.CHILDREN
    sensitive = is_small(counts.value, policy.floor(rule)) & counts.may_be_sensitive
    numerator, denominator, _ = counts.shares.T
    alike = counts.value[:, numerator] == counts.value[:, denominator]
    small = is_small(counts.value[:, denominator], policy.uniform_floor(rule))
    period, share = np.nonzero(alike & small)
    sensitive[period, numerator[share]] = True
    return sensitive
