"""Cover for sensitive counts in a linked table, found as a circulation.

What lives here: the search in one period of one table. What does not: which counts are sensitive (`primary`), what a
release hides altogether (`secondary`), or the proof that it worked (`attack`).

The method: as long as a sensitive count cannot yet be moved far enough without contradicting what is shown, find the
cheapest way to move it (a circulation: some counts go up, others down, every sum still holds) and hide what it
touches. Zeros are shown and never used as cover; a hidden count is known to be at least 1.
"""

from __future__ import annotations

import math

import numpy as np

from pipelines.disclosure_control.intruder import Intruder
from pipelines.disclosure_control.linear_program import (
    TOLERANCE,
    UNBOUNDED,
    FloatArray,
    IntArray,
    LinearProgram,
    SparseRows,
)
from pipelines.disclosure_control.linked_table import BoolArray, LinkedTable, whole_number_width


class CountCover:
    """The search for cover in one table, period by period (its shape is the same in each)."""

    def __init__(self, table: LinkedTable, min_width: int) -> None:
        self._table = table
        self._min_width = min_width
        self._intruder = Intruder(table)
        sums = table.sums
        # Every count may go up (first half of the columns) or down (second half).
        doubled = SparseRows(
            sums.rows,
            np.repeat(sums.row, 2),
            np.column_stack([sums.column, sums.column + table.counts]).ravel(),
            np.column_stack([sums.coefficient, -sums.coefficient]).ravel(),
        )
        self._program = LinearProgram(doubled, 2 * table.counts)

    def shown_after(self, counts: FloatArray, sensitive: BoolArray, shown: BoolArray, prices: FloatArray) -> BoolArray:
        """Which cells may still be shown, given the counts of a period and the cells shown so far.

        `prices` says how much is lost with each cell. A count that is missing binds nobody. The answer depends on this
        period alone: were March hidden otherwise in the release of May than in that of April, the two together could
        tell what neither does.
        """
        targets = np.flatnonzero(sensitive)
        if not targets.size:
            return shown
        self._program.forget()
        self._intruder.face(counts)
        self._intruder.explore(self._known(counts, shown), targets)
        covered = self._cover(counts, targets[np.lexsort((targets, counts[targets]))], shown, prices)
        return self._give_back(counts, targets, covered, shown, prices)

    def _known(self, counts: FloatArray, shown: BoolArray) -> BoolArray:
        """Zeros are shown, wherever they stand."""
        return np.asarray(self._table.shown_counts(shown) | (counts == 0))

    def _cover(self, counts: FloatArray, targets: IntArray, shown: BoolArray, prices: FloatArray) -> BoolArray:
        """Hide cells until every target can move. The smallest come first: their cover often covers others too."""
        shown = shown.copy()
        is_missing = np.isnan(counts)
        room_up = np.where(is_missing | (counts > 0), UNBOUNDED, 0.0)
        room_down = np.where(is_missing, UNBOUNDED, np.maximum(counts - 1, 0.0))
        self._program.bound(np.zeros(2 * len(counts)), np.concatenate([room_up, room_down]))
        for target in targets.tolist():
            least, greatest = self._intruder.reach(target, self._known(counts, shown))
            if whole_number_width(least, greatest) >= self._min_width:
                continue
            rise = math.ceil(least - TOLERANCE) + self._min_width - counts[target]
            moved = self._cheapest_move(target, rise, room_down[target], self._table.price(prices * shown))
            shown &= ~self._table.cells_showing(np.abs(moved) > TOLERANCE)
            self._intruder.remember(moved)
        return shown

    def _cheapest_move(self, target: int, rise: float, room_down: float, price: FloatArray) -> FloatArray:
        """How every count moves when `target` goes up by `rise` at the least price.

        Where that is impossible nothing moves; the attack that follows will find the target, and name it.
        """
        down = target + self._table.counts
        self._program.bound_one(target, rise, UNBOUNDED)
        self._program.bound_one(down, 0, 0)
        moves = self._program.minimise(np.concatenate([price, price]))
        self._program.bound_one(target, 0, UNBOUNDED)
        self._program.bound_one(down, 0, room_down)
        up_moves, down_moves = np.split(moves, 2)
        return np.asarray(up_moves - down_moves)

    def _give_back(
        self, counts: FloatArray, targets: IntArray, covered: BoolArray, shown_before: BoolArray, prices: FloatArray
    ) -> BoolArray:
        """Show again what later cover has made superfluous, the most valuable cells first."""
        shown = covered.copy()
        cover = np.flatnonzero(shown_before & ~covered)
        for cell in cover[np.lexsort((cover, -prices[cover]))].tolist():
            shown[cell] = True
            if any(True for _ in self._intruder.too_narrow(self._known(counts, shown), targets, self._min_width)):
                shown[cell] = False
        return shown
