"""Every sum that binds the counts of children of one period: what an intruder adds and subtracts.

What lives here: parts of the organisation and their whole, shares and their complements, declared links (breakdowns
among them), and counts that contain one another. What does not: the counts themselves (`child_counts`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pipelines.disclosure_control.grid import Grid
from pipelines.disclosure_control.linked_table import TableDraft
from pipelines.measures.measure import Link, Quantity

Rows = tuple[str, frozenset[str]]
"""What is counted: rows of a subject for which every condition holds, whatever the quantity is called."""

Families = dict[Rows, dict[int, int]]
"""For each kind of row the number of its count in each unit that has one."""


def rows_of(quantity: Quantity) -> Rows:
    """Two quantities that count the same rows are one number under two names."""
    return quantity.subject, frozenset(quantity.where)


def add_sums(draft: TableDraft, families: Families, grid: Grid, links: Sequence[Link]) -> list[tuple[int, int]]:
    """Add every sum to the draft; gives the counts of numerator and denominator of every share."""
    _add_parts_of_the_organisation(draft, families, grid)
    shares = _add_complements(draft, families, grid)
    _add_links(draft, families, links)
    _add_nested(draft, families, set(shares))
    return shares


def _add_parts_of_the_organisation(draft: TableDraft, families: Families, grid: Grid) -> None:
    """A unit is the sum of the units below it; where some of them have no cell, of these and a rest."""
    position = {unit.unit_id: number for number, unit in enumerate(grid.organisation)}
    for unit in grid.organisation:
        below = [position[child.unit_id] for child in grid.organisation.children(unit.unit_id)]
        for family in families.values():
            parts = [family[child] for child in below if child in family]
            total = family.get(position[unit.unit_id])
            if total is None or not parts:
                continue
            if len(parts) == len(below):
                draft.add_sum(total, parts)
            else:
                draft.add_rest(total, parts, draft.names[total])


def _add_complements(draft: TableDraft, families: Families, grid: Grid) -> list[tuple[int, int]]:
    """Who is in the denominator of a share and not in its numerator."""
    shares = []
    units = len(grid.organisation.units)
    for number, series in enumerate(grid.series):
        measure = series.measure
        if not measure.is_share or measure.denominator is None:
            continue
        numerators = families[rows_of(series.part(measure.numerator))]
        denominators = families[rows_of(series.part(measure.denominator))]
        for unit in sorted(numerators.keys() & denominators.keys()):
            draft.add_rest(denominators[unit], [numerators[unit]], number * units + unit)
            shares.append((numerators[unit], denominators[unit]))
    return shares


def _add_links(draft: TableDraft, families: Families, links: Sequence[Link]) -> None:
    """Declared totals; parts that no cell shows are one rest."""
    for link in links:
        parts = [families.get(rows_of(part), {}) for part in link.parts]
        for unit, total in families.get(rows_of(link.total), {}).items():
            there = [part[unit] for part in parts if unit in part]
            if there and len(there) == len(parts):
                draft.add_sum(total, there)
            elif there:
                draft.add_rest(total, there, draft.names[there[0]])


def _add_nested(draft: TableDraft, families: Families, done: Collection[tuple[int, int]]) -> None:
    """Of two counts of the same kind of row, the one with more conditions is a part of the other."""
    for part, total in _nested(list(families)):
        for unit in sorted(families[part].keys() & families[total].keys()):
            pair = families[part][unit], families[total][unit]
            if pair not in done:
                draft.add_rest(pair[1], [pair[0]], draft.names[pair[0]])


def _nested(all_rows: Sequence[Rows]) -> Iterator[tuple[Rows, Rows]]:
    """Part and total, without the pairs that another kind of row stands between."""

    def within(part: Rows, total: Rows) -> bool:
        return part[0] == total[0] and part[1] > total[1]

    for part in all_rows:
        totals = [total for total in all_rows if within(part, total)]
        yield from ((part, total) for total in totals if not any(within(other, total) for other in totals))
