"""The counts of children behind a release, as one linked table that holds in every period.

What lives here: which counts each cell shows. What does not: what they add up to (`sums`), which of them are
sensitive (`primary`) or which cells are hidden (`secondary`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.disclosure_control.grid import Grid, Series
from pipelines.disclosure_control.linear_program import FloatArray, IntArray
from pipelines.disclosure_control.linked_table import BoolArray, LinkedTable, TableDraft
from pipelines.disclosure_control.sums import Families, Rows, add_sums, rows_of
from pipelines.measures.measure import Flow, Link, Quantity, Statistic


@dataclass(frozen=True)
class CountTable:
    """A linked table with its counts in every period; its cells are those of the grid, series by series.

    `value` is period × count, missing where nothing was counted. `name` is a cell after which each count can be named
    in a message. `shares` holds the counts of numerator and denominator of every share, one pair a row.
    """

    table: LinkedTable
    value: FloatArray
    name: IntArray
    may_be_sensitive: BoolArray
    shares: IntArray


def count_table(grid: Grid, links: Sequence[Link], flows: Sequence[Flow]) -> CountTable:
    """Everything about children that can be added and subtracted in one period."""
    draft = TableDraft()
    families = _add_families(grid, draft)
    shares = add_sums(draft, families, grid, links, flows)
    cells = len(grid.series) * len(grid.organisation.units)
    return CountTable(
        table=draft.table(cells),
        value=np.column_stack(draft.values) if draft.values else np.zeros((len(grid.periods), 0)),
        name=np.array(draft.names, dtype=np.int64),
        may_be_sensitive=np.array(draft.may_be_sensitive, dtype=np.bool_),
        shares=np.array(shares, dtype=np.int64).reshape(-1, 2),
    )


def shown_by(series: Series) -> Iterator[tuple[str, Quantity]]:
    """The counts that a shown cell of the series gives away, with the array of the grid that holds them.

    A share shown with its base gives its numerator; a mean or a median shown with its base gives the base.
    """
    measure = series.measure
    for array, quantity in (
        ("numerator", measure.numerator),
        ("denominator", measure.denominator),
        ("base", measure.base),
    ):
        if quantity is not None and quantity.statistic is Statistic.COUNT:
            yield array, series.part(quantity)


def _add_families(grid: Grid, draft: TableDraft) -> Families:
    """One count for each quantity and unit, however many measures show it."""
    families: Families = {}
    is_known: dict[Rows, BoolArray] = {}
    units = len(grid.organisation.units)
    for number, series in enumerate(grid.series):
        there = np.flatnonzero(grid.is_there[number].any(axis=0)).tolist()
        for array, quantity in shown_by(series):
            rows = rows_of(quantity)
            values = getattr(grid, array)[number]
            family = families.setdefault(rows, {})
            is_known[rows] = is_known.get(rows, False) | grid.is_known[number].any(axis=1)
            for unit in there:
                cell = number * units + unit
                if unit not in family:
                    family[unit] = draft.add_count(np.zeros(len(grid.periods)), cell)
                # A period in which this series has no cell holds 0, another series may know better.
                draft.values[family[unit]] = np.maximum(draft.values[family[unit]], values[:, unit])
                draft.show(cell, family[unit])
    for rows, family in families.items():
        for count in family.values():
            # Where no unit has a figure nothing was counted, and 0 would claim that there was nobody.
            draft.values[count] = np.where(is_known[rows], draft.values[count], np.nan)
    return families
