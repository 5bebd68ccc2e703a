"""The counts of children behind a release, as one linked table that holds in every period.

What lives here: which counts each cell shows. What does not: what they add up to (`sums`), which of them are
sensitive (`primary`) or which cells are hidden (`secondary`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from pipelines.disclosure_control.grid import Grid, Series
from pipelines.disclosure_control.linear_program import FloatArray, IntArray
from pipelines.disclosure_control.linked_table import BoolArray, LinkedTable, TableDraft
from pipelines.disclosure_control.sums import Carried, Families, Rows, add_sums, rows_of
from pipelines.measures.measure import Flow, Link, Quantity, Statistic


@dataclass(frozen=True)
class CountTable:
    """A linked table with its counts in every period; its cells are those of the grid, series by series.

    `value` is period × count, missing where nothing was counted. `part` says of each entry of `table.cell` whether the
    cell shows the count as its numerator (0), denominator (1) or base (2). `name` is a cell after which each count can
    be named in a message. `shares` holds the counts of numerator, denominator and the rest of every share, one a row.
    `carried` binds a month to the one before. `closed` counts who is in no unit of today.
    """

    table: LinkedTable
    value: FloatArray
    name: IntArray
    part: IntArray
    may_be_sensitive: BoolArray
    shares: IntArray
    carried: tuple[Carried, ...]
    closed: IntArray


def count_table(grid: Grid, links: Sequence[Link], flows: Sequence[Flow]) -> CountTable:
    """Everything about children that can be added and subtracted in one period."""
    draft = TableDraft()
    families, parts = _add_families(grid, draft)
    sums = add_sums(draft, families, grid, links, flows)
    cells = len(grid.series) * len(grid.organisation.units)
    return CountTable(
        table=draft.table(cells),
        value=np.column_stack(draft.values) if draft.values else np.zeros((len(grid.periods), 0)),
        name=np.array(draft.names, dtype=np.int64),
        part=np.array(parts, dtype=np.int64),
        may_be_sensitive=np.array(draft.may_be_sensitive, dtype=np.bool_),
        shares=np.array(sums.shares, dtype=np.int64).reshape(-1, 3),
        carried=tuple(sums.carried),
        closed=np.array(sums.closed, dtype=np.int64),
    )


PARTS: Final = ("numerator", "denominator", "base")


def shown_by(series: Series) -> Iterator[tuple[str, Quantity]]:
    """The counts that a shown cell of the series gives away, with the array of the grid that holds them.

    A share shown with its base gives its numerator; a mean or a quantile shown with its base gives the base.
    """
    measure = series.measure
    for array, quantity in zip(PARTS, (measure.numerator, measure.denominator, measure.base), strict=True):
        if quantity is not None and quantity.statistic is Statistic.COUNT:
            yield array, series.part(quantity)


def _add_families(grid: Grid, draft: TableDraft) -> tuple[Families, list[int]]:
    """One count for each quantity and unit, however many measures show it; and as which part each cell shows it."""
    families: Families = {}
    parts: list[int] = []
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
                parts.append(PARTS.index(array))
    for rows, family in families.items():
        for count in family.values():
            # Where no unit has a figure nothing was counted, and 0 would claim that there was nobody.
            draft.values[count] = np.where(is_known[rows], draft.values[count], np.nan)
    return families, parts
