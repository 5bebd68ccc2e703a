"""What somebody who adds and subtracts can derive of the hidden counts of a linked table.

What lives here: the range of a hidden count, by linear programming. What does not: which cells a release shows
(`attack` and `circulation` say so), or any knowledge of why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from pipelines.disclosure_control.linear_program import TOLERANCE, FloatArray, IntArray, LinearProgram
from pipelines.disclosure_control.linked_table import BoolArray, LinkedTable, whole_number_width

ANY_NUMBER: Final = 1e6
"""More than any count of children: stands for `no upper limit`."""

EXPLORATIONS: Final = 3
"""Neighbours in a list of targets, then pairs, then fours are moved apart."""


class Intruder:
    """Knows every sum and every zero, and that a hidden count is at least `least`; is told what is shown.

    A move is how far every count is from the truth in one of the ways it could be. Every answer of the solver is such
    a move and is remembered, because it says something about the range of every other count as well.
    """

    def __init__(self, table: LinkedTable) -> None:
        self._table = table
        self._program = LinearProgram(table.sums, table.counts)
        self._counts = self._least = np.zeros(table.counts)
        self._moves = np.zeros((0, table.counts))

    def face(self, counts: FloatArray, least: FloatArray | None = None) -> None:
        """Turn to another period; as zeros are shown, a hidden count is at least 1 unless `least` says otherwise."""
        self._counts = counts
        self._least = np.minimum(counts, 1) if least is None else least
        self._moves = np.zeros((1, len(counts)))
        self._program.forget()

    def remember(self, move: FloatArray) -> None:
        """Keep a move, our own or one that somebody else has found."""
        self._moves = np.vstack([self._moves, move])

    def reach(self, target: int, known: BoolArray) -> tuple[float, float]:
        """The least and the greatest that the remembered moves make of a target, given the known counts."""
        low, high = self._reach(known)
        return float(low[target]), float(high[target])

    def _reach(self, known: BoolArray) -> tuple[FloatArray, FloatArray]:
        is_possible = ~(np.abs(self._moves[:, known]) > TOLERANCE).any(axis=1)
        moves = self._moves[is_possible]
        return self._counts + moves.min(axis=0), self._counts + moves.max(axis=0)

    def ranges(self, known: BoolArray, targets: IntArray) -> tuple[FloatArray, FloatArray]:
        """The exact range of each target; infinite where there is no upper limit."""
        self._learn(known)
        ends = [[self._counts[one] + self._push(one, towards)[one] for one in targets.tolist()] for towards in (-1, 1)]
        least, greatest = np.array(ends)
        return least, np.where(greatest > ANY_NUMBER / 2, np.inf, greatest)

    def too_narrow(self, known: BoolArray, targets: IntArray, min_width: int) -> Iterator[int]:
        """Targets whose least and greatest whole number are less than `min_width` apart, as they are found."""
        known = self._table.deduced(known)
        yield from targets[known[targets]].tolist()
        self._learn(known)
        low, high = self._reach(known)
        for target in targets[~known[targets]].tolist():
            for towards in (1, -1):
                if whole_number_width(low[target], high[target]) < min_width:
                    move = self._push(target, towards)
                    self.remember(move)
                    low, high = np.minimum(low, self._counts + move), np.maximum(high, self._counts + move)
            if whole_number_width(low[target], high[target]) < min_width:
                yield target

    def explore(self, known: BoolArray, targets: IntArray) -> None:
        """Look for moves of many targets at once, up and down in turn, to spare asking for each of them."""
        self._learn(self._table.deduced(known))
        for bit in range(EXPLORATIONS):
            for towards in (1, -1):
                cost = np.zeros(len(self._counts))
                cost[targets] = np.where(np.arange(len(targets)) >> bit & 1, towards, -towards)
                self.remember(self._program.minimise(cost))

    def _learn(self, known: BoolArray) -> None:
        """What is known cannot move; anything else can, as long as it stays a count. A missing count is anything."""
        room_down = np.nan_to_num(self._counts - self._least, nan=ANY_NUMBER)
        self._program.bound(np.where(known, 0, -room_down), np.where(known, 0, ANY_NUMBER))

    def _push(self, target: int, towards: int) -> FloatArray:
        """How every count has moved where the target is as far from the truth as it can be."""
        cost = np.zeros(len(self._counts))
        cost[target] = -towards
        return self._program.minimise(cost)
