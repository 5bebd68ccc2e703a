"""Counts that add up to one another, and the published cells that show them.

What lives here: the shape of such a table, the same for every period. What does not: which counts are in it
(`child_counts`), which of its cells are hidden (`secondary`) or what can be derived from the others (`attack`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipelines.disclosure_control.linear_program import TOLERANCE, FloatArray, IntArray, SparseRows

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class LinkedTable:
    """`counts` numbers, the sums that bind them, and `cells`, each of which shows one or several of the counts.

    In every row of `sums` the coefficients times the counts come to 0: a total equals its parts. `cell[i]` shows
    `count[i]`; a count that no cell shows is known only through the sums.
    """

    counts: int
    cells: int
    sums: SparseRows
    cell: IntArray
    count: IntArray

    def shown_counts(self, shown_cells: BoolArray) -> BoolArray:
        """Counts that at least one shown cell shows."""
        return self.price(shown_cells.astype(np.float64)) > 0

    def price(self, cell_prices: FloatArray) -> FloatArray:
        """What hiding each count costs: the prices of all cells that show it."""
        return np.bincount(self.count, cell_prices[self.cell], minlength=self.counts).astype(np.float64)

    def cells_showing(self, counts: BoolArray) -> BoolArray:
        """Cells that show at least one of these counts."""
        return np.bincount(self.cell, counts[self.count], minlength=self.cells) > 0

    def deduced(self, known: BoolArray) -> BoolArray:
        """The counts that follow from the known ones one by one: the last unknown count of a sum."""
        row, column = self.sums.row, self.sums.column
        while True:
            is_open = ~known[column]
            unknown = np.bincount(row, is_open, minlength=self.sums.rows)
            last = column[is_open & (unknown[row] == 1)]
            if not last.size:
                return known
            known = known.copy()
            known[last] = True


def whole_number_widths(least: FloatArray, greatest: FloatArray) -> FloatArray:
    """How far apart the least and the greatest whole number of each range are."""
    return np.asarray(np.floor(greatest + TOLERANCE) - np.ceil(least - TOLERANCE))


@dataclass
class TableDraft:
    """A linked table while it is put together, with what is known of each count beside its shape."""

    values: list[FloatArray] = field(default_factory=list)
    """For each count its true value in every period."""
    names: list[int] = field(default_factory=list)
    """For each count a cell after which it can be named in a message."""
    may_be_sensitive: list[bool] = field(default_factory=list)
    _sums: list[list[tuple[int, float]]] = field(default_factory=list)
    _rests: dict[tuple[int, int], int] = field(default_factory=dict)
    _shows: list[tuple[int, int]] = field(default_factory=list)

    def add_count(self, values: FloatArray, name: int, *, may_be_sensitive: bool = True) -> int:
        """The number of a new count."""
        self.values.append(values)
        self.names.append(name)
        self.may_be_sensitive.append(may_be_sensitive)
        return len(self.values) - 1

    def show(self, cell: int, count: int) -> None:
        """Say that a cell shows a count."""
        self._shows.append((cell, count))

    def add_sum(self, total: int, parts: Sequence[int], less: Sequence[int] = ()) -> None:
        """Say that the total is its parts, less what is to be taken away from them."""
        self._sums.append([(total, 1.0), *((part, -1.0) for part in parts), *((part, 1.0) for part in less)])
        if len(parts) == 2 and not less:  # noqa: PLR2004 - each of two parts is what the other leaves of the total
            self._rests |= {(total, part): rest for part, rest in zip(parts, reversed(parts), strict=True)}

    def add_rest(self, total: int, parts: Sequence[int], name: int, *, may_be_sensitive: bool = True) -> int:
        """Say that the total is more than these parts: what is left over is a count too, which no cell shows."""
        left = self.values[total] - np.sum([self.values[part] for part in parts], axis=0)
        rest = self.add_count(np.maximum(left, 0), name, may_be_sensitive=may_be_sensitive)
        self.add_sum(total, [*parts, rest])
        return rest

    def rest(self, part: int, total: int) -> int | None:
        """The count of what is in the total and not in the part, where there is one."""
        return self._rests.get((total, part))

    def table(self, cells: int) -> LinkedTable:
        """The finished table of `cells` cells."""
        entries = [(row, column, by) for row, one_sum in enumerate(self._sums) for column, by in one_sum]
        row, column, coefficient = np.array(entries, dtype=np.float64).reshape(-1, 3).T
        cell, count = np.array(self._shows, dtype=np.int64).reshape(-1, 2).T
        sums = SparseRows(len(self._sums), row.astype(np.int64), column.astype(np.int64), coefficient)
        return LinkedTable(len(self.values), cells, sums, cell, count)
