"""Cover for sensitive counts in a linked table, found as a circulation.

What lives here: the search in one period of one table. What does not: which counts are sensitive (`primary`), what a
release hides altogether (`secondary`), or the proof that it worked (`attack`).

The method: as long as a sensitive count cannot yet be moved far enough without contradicting what is shown, find the
cheapest way to move it (a circulation: some counts go up, others down, every sum still holds) and hide what it
touches. Zeros are shown and never used as cover; a hidden count is known to be at least 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
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
from pipelines.disclosure_control.linked_table import BoolArray, LinkedTable, whole_number_widths

WAYS: Final = ((1, True), (-1, True), (1, False), (-1, False))
"""A count is moved up; where that is impossible down; where neither suffices as far as it goes, first up, then down."""


@dataclass(frozen=True)
class KnownBesides:
    """Counts that are known whatever is hidden: to everybody, and to each of some insiders."""

    everybody: BoolArray
    insiders: Sequence[BoolArray] = ()


@dataclass(frozen=True, slots=True)
class _Period:
    """The counts of a period, what everybody knows each to be at least, and those that are known wherever they stand.

    A count that is missing binds nobody. Each of `readers` knows some counts more; the first of them none.
    """

    counts: FloatArray
    least: FloatArray
    known: BoolArray
    readers: Sequence[BoolArray]

    def room(self, reader: BoolArray) -> FloatArray:
        """How far every count may go up (first half) and down (second half) for all that a reader knows."""
        known = self.known | reader
        up = np.where(known, 0.0, UNBOUNDED)
        down = np.where(np.isnan(self.counts), UNBOUNDED, np.maximum(self.counts - self.least, 0.0))
        return np.concatenate([up, np.where(known, 0.0, down)])


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
        *,
        least: FloatArray | None = None,
        besides: KnownBesides | None = None,
    ) -> BoolArray:
        """Which cells may still be shown, given the counts of a period and the cells shown so far.

        `prices` says how much is lost with each cell. `least` is what everybody knows each count to be at least;
        without it zeros are shown, and a hidden count is at least 1. A count that is missing binds nobody. No insider
        of `besides` may narrow down what he does not know. The answer depends on this period alone: were March hidden
        otherwise in the release of May than in that of April, the two together could tell what neither does.
        """
        targets = np.flatnonzero(sensitive)
        if not targets.size:
            return shown
        period = self._period(counts, least, besides)
        self._program.forget()
        self._intruder.face(counts, period.least)
        self._intruder.explore(self._known(period, shown), targets)
        covered = self._cover(period, targets[np.lexsort((targets, counts[targets]))], shown, prices)
        return self._give_back(period, targets, covered, shown, prices)

    def uncovered(self, counts: FloatArray, sensitive: BoolArray, shown: BoolArray, besides: KnownBesides) -> IntArray:
        """Sensitive counts of the period last covered that everybody can narrow down, for want of any cover."""
        known = self._known(self._period(counts, None, besides), shown)
        return np.array(list(self._too_narrow(known, np.flatnonzero(sensitive))), dtype=np.int64)

    @staticmethod
    def _period(counts: FloatArray, least: FloatArray | None, besides: KnownBesides | None) -> _Period:
        nothing = np.zeros(len(counts), dtype=np.bool_)
        known, insiders = (nothing, ()) if besides is None else (besides.everybody, besides.insiders)
        if least is None:
            least, known = np.minimum(counts, 1), known | (counts == 0)
        return _Period(counts, least, known, (nothing, *insiders))

    def _known(self, period: _Period, shown: BoolArray) -> BoolArray:
        return self._table.shown_counts(shown) | period.known

    def _cover(self, period: _Period, targets: IntArray, shown: BoolArray, prices: FloatArray) -> BoolArray:
        """Hide cells until every target can move. The smallest come first: their cover often covers others too."""
        shown = shown.copy()
        for reader in period.readers:
            room = period.room(reader)
            self._program.bound(np.zeros(len(room)), room)
            for target in self._narrow(self._known(period, shown) | reader, targets[~reader[targets]]).tolist():
                self._cover_one(target, reader, period, room, shown, prices)
        return shown

    def _cover_one(  # noqa: PLR0917 - one step of `_cover`
        self, target: int, reader: BoolArray, period: _Period, room: FloatArray, shown: BoolArray, prices: FloatArray
    ) -> None:
        """Hide cells (in `shown`) until one target can move."""
        for towards, must_suffice in WAYS:
            known = self._known(period, shown) | reader
            least, greatest = self._intruder.reaches(known, np.array([target]))
            if whole_number_widths(least, greatest)[0] >= self._min_width[target]:
                break
            distance = self._distance(target, period.counts[target], (least[0], greatest[0]), towards)
            price = self._table.price(prices * shown)
            moved = self._cheapest_move(target, towards * distance, room, price, must_suffice=must_suffice)
            shown &= ~self._table.cells_showing(np.abs(moved) > TOLERANCE)
            self._intruder.remember(moved)

    def _narrow(self, known: BoolArray, targets: IntArray) -> IntArray:
        """Targets that no move found so far takes far enough."""
        widths = whole_number_widths(*self._intruder.reaches(known, targets))
        return targets[widths < self._min_width[targets]]

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
            if not self._is_safe(period, targets, shown):
                shown[cell] = False
        return shown

    def _is_safe(self, period: _Period, targets: IntArray, shown: BoolArray) -> bool:
        """Whether nobody can narrow a target down; of insiders only moves known already are tried, to save time."""
        known = self._known(period, shown)
        if any(True for _ in self._too_narrow(known, targets)):
            return False
        return not any(self._narrow(known | reader, targets[~reader[targets]]).size for reader in period.readers[1:])

    def _too_narrow(self, known: BoolArray, targets: IntArray) -> Iterator[int]:
        """Targets that could be narrowed down further than they may."""
        widths = self._min_width[targets]
        for width in np.unique(widths).tolist():
            yield from self._intruder.too_narrow(known, targets[widths == width], width)
