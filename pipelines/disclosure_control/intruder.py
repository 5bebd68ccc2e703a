"""What somebody who adds and subtracts can derive of a hidden count in a linked table.

What lives here: the range of every hidden count, by linear programming. What does not: which cells a release shows
(`attack` asks), or any knowledge of how they were chosen.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from pipelines.disclosure_control.linear_program import TOLERANCE, FloatArray, IntArray, LinearProgram
from pipelines.disclosure_control.linked_table import BoolArray, LinkedTable, whole_number_width

ANY_NUMBER: Final = 1e6
"""More than any count of children: stands for `no upper limit`."""


class Intruder:
    """Knows every sum, every shown count and every zero, and that a hidden count is at least `least`.

    Every answer of the solver is one way the hidden counts could be, so it widens the range of all of them at once.
    """

    def __init__(self, table: LinkedTable) -> None:
        self._counts = table.counts
        self._program = LinearProgram(table.sums, table.counts)

    def ranges(
        self, counts: FloatArray, known: BoolArray, least: FloatArray, targets: IntArray
    ) -> tuple[FloatArray, FloatArray]:
        """The exact range of each target; infinite where the solver finds no upper limit."""
        self._learn(counts, known, least)
        lowest = [counts[target] + self._move(target, towards=-1.0)[target] for target in targets.tolist()]
        greatest = [counts[target] + self._move(target, towards=1.0)[target] for target in targets.tolist()]
        return np.array(lowest), np.where(np.array(greatest) > ANY_NUMBER / 2, np.inf, greatest)

    def too_narrow(
        self, counts: FloatArray, known: BoolArray, least: FloatArray, targets: IntArray, min_width: int
    ) -> IntArray:
        """Targets whose range of whole numbers is narrower than `min_width`."""
        self._learn(counts, known, least)
        low, high = counts.copy(), counts.copy()
        narrow = []
        for target in targets.tolist():
            for towards in (1.0, -1.0):
                if whole_number_width(low[target], high[target], TOLERANCE) < min_width:
                    possible = counts + self._move(target, towards)
                    low, high = np.minimum(low, possible), np.maximum(high, possible)
            if whole_number_width(low[target], high[target], TOLERANCE) < min_width:
                narrow.append(target)
        return np.array(narrow, dtype=np.int64)

    def _learn(self, counts: FloatArray, known: BoolArray, least: FloatArray) -> None:
        """What is shown cannot move; what is hidden can, as long as it stays a count."""
        self._program.bound(np.where(known, 0, least - counts), np.where(known, 0, ANY_NUMBER))

    def _move(self, target: int, towards: float) -> FloatArray:
        """How far every count is from the truth where the target is as far from it as can be."""
        cost = np.zeros(self._counts)
        cost[target] = -towards
        move = self._program.minimise(cost)
        # The truth itself, no move at all, always fits what is shown; anything else is a fault of ours.
        if move is None:
            raise ArithmeticError("The published counts contradict one another")
        return move
