"""Cover for sensitive counts in a linked table, found as a circulation.

What lives here: the search in one period of one table. What does not: which counts are sensitive (`primary`), what a
release hides altogether (`secondary`), or the proof that it worked (`attack`).

The method: as long as a sensitive count cannot yet be moved far enough without contradicting what is shown, find the
cheapest way to move it (a circulation: some counts go up, others down, every sum still holds) and hide what it
touches. Zeros are shown and never used as cover; a hidden count is known to be at least 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

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

WAYS: Final = ((1, True), (-1, True), (1, False), (-1, False))
"""A count is moved up; where that is impossible down; where neither suffices as far as it goes, first up, then down."""


@dataclass(frozen=True, slots=True)
class _Period:
    """The counts of a period, what everybody knows each to be at least, and those that are known wherever they stand.

    A count that is missing binds nobody.
    """

    counts: FloatArray
    least: FloatArray
    known: BoolArray

    def room(self) -> FloatArray:
        """How far every count may go up (first half) and down (second half)."""
        is_missing = np.isnan(self.counts)
        up = np.where(self.known, 0.0, UNBOUNDED)
        down = np.where(is_missing, UNBOUNDED, np.where(self.known, 0.0, np.maximum(self.counts - self.least, 0.0)))
        return np.concatenate([up, down])


class CountCover:
    """The search for cover in one table, period by period (its shape is the same in each).

    `min_width` is how far apart the least and the greatest value of a sensitive count must stay: one number, or one
    for each count.
    """

    def __init__(self, table: LinkedTable, min_width: int | IntArray) -> None:
        self._table = table
        self._min_width = np.broadcast_to(np.asarray(min_width, dtype=np.int64), table.counts)
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

    def shown_after(
        self,
        counts: FloatArray,
        sensitive: BoolArray,
        shown: BoolArray,
        prices: FloatArray,
        least: FloatArray | None = None,
    ) -> BoolArray:
        """Which cells may still be shown, given the counts of a period and the cells shown so far.

        `prices` says how much is lost with each cell. `least` is what everybody knows each count to be at least;
        without it zeros are shown, and a hidden count is at least 1. A count that is missing binds nobody. The answer
        depends on this period alone: were March hidden otherwise in the release of May than in that of April, the two
        together could tell what neither does.
        """
        targets = np.flatnonzero(sensitive)
        if not targets.size:
            return shown
        if least is None:
            period = _Period(counts, np.minimum(counts, 1), counts == 0)
        else:
            period = _Period(counts, least, np.zeros(len(counts), dtype=np.bool_))
        self._program.forget()
        self._intruder.face(counts, period.least)
        self._intruder.explore(self._known(period, shown), targets)
        covered = self._cover(period, targets[np.lexsort((targets, counts[targets]))], shown, prices)
        return self._give_back(period, targets, covered, shown, prices)

    def _known(self, period: _Period, shown: BoolArray) -> BoolArray:
        return self._table.shown_counts(shown) | period.known

    def _cover(self, period: _Period, targets: IntArray, shown: BoolArray, prices: FloatArray) -> BoolArray:
        """Hide cells until every target can move. The smallest come first: their cover often covers others too."""
        shown = shown.copy()
        room = period.room()
        self._program.bound(np.zeros(len(room)), room)
        for target in targets.tolist():
            for towards, must_suffice in WAYS:
                ends = self._intruder.reach(target, self._known(period, shown))
                if whole_number_width(*ends) >= self._min_width[target]:
                    break
                distance = self._distance(target, period.counts[target], ends, towards)
                price = self._table.price(prices * shown)
                moved = self._cheapest_move(target, towards * distance, room, price, must_suffice=must_suffice)
                shown &= ~self._table.cells_showing(np.abs(moved) > TOLERANCE)
                self._intruder.remember(moved)
        return shown

    def _distance(self, target: int, count: float, ends: tuple[float, float], towards: int) -> float:
        """How far a count must go up, or down, to leave a range as wide as it needs with the other end as it is."""
        least, greatest = ends
        width = float(self._min_width[target])
        if towards > 0:
            return math.ceil(least - TOLERANCE) + width - count
        return count + width - math.floor(greatest + TOLERANCE)

    def _cheapest_move(
        self, target: int, by: float, room: FloatArray, price: FloatArray, *, must_suffice: bool
    ) -> FloatArray:
        """How every count moves when `target` moves that far at the least price; otherwise as far as it can.

        Where that is impossible nothing moves; the attack that follows will find the target, and name it.
        """
        up, down = target, target + self._table.counts
        moving, still = (up, down) if by > 0 else (down, up)
        cost = np.concatenate([price, price])
        if must_suffice:
            if abs(by) > room[moving]:
                return np.zeros(self._table.counts)
            self._program.bound_one(moving, abs(by), room[moving])
        else:
            self._program.bound_one(moving, 0, min(room[moving], abs(by)))
            cost[moving] = -cost.sum() - 1
        self._program.bound_one(still, 0, 0)
        moves = self._program.minimise(cost)
        for column in (up, down):
            self._program.bound_one(column, 0, room[column])
        up_moves, down_moves = np.split(moves, 2)
        return np.asarray(up_moves - down_moves)

    def _give_back(
        self, period: _Period, targets: IntArray, covered: BoolArray, shown_before: BoolArray, prices: FloatArray
    ) -> BoolArray:
        """Show again what later cover has made superfluous, the most valuable cells first."""
        shown = covered.copy()
        cover = np.flatnonzero(shown_before & ~covered)
        for cell in cover[np.lexsort((cover, -prices[cover]))].tolist():
            shown[cell] = True
            if self._leaves_too_little(self._known(period, shown), targets):
                shown[cell] = False
        return shown

    def _leaves_too_little(self, known: BoolArray, targets: IntArray) -> bool:
        """Whether some target could be narrowed down further than it may."""
        widths = self._min_width[targets]
        return any(
            True
            for width in np.unique(widths).tolist()
            for _ in self._intruder.too_narrow(known, targets[widths == width], width)
        )
