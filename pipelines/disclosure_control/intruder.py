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


class Intruder:
    """Knows every sum and every zero, and that a hidden count is at least `least`; is told what is shown.

    A move is how far every count is from the truth in one of the ways it could be. Every answer of the solver is such
    a move and is remembered, because it says something about the range of every other count as well.
    """

    def __init__(self, table: LinkedTable) -> None:
        self._program = LinearProgram(table.sums, table.counts)
        self._counts = self._least = np.zeros(table.counts)
        self._moves: list[FloatArray] = []

    def face(self, counts: FloatArray, least: FloatArray | None = None) -> None:
        """Turn to another period; as zeros are shown, a hidden count is at least 1 unless `least` says otherwise."""
        self._counts = counts
        self._least = np.minimum(counts, 1) if least is None else least
        self._moves = [np.zeros(len(counts))]

    def remember(self, move: FloatArray) -> None:
        """Take over a move that somebody else has found."""
        self._moves.append(move)

    def ranges(self, known: BoolArray, targets: IntArray) -> tuple[FloatArray, FloatArray]:
        """The exact range of each target; infinite where there is no upper limit."""
        self._learn(known)
        ends = [[self._counts[one] + self._push(one, towards)[one] for one in targets.tolist()] for towards in (-1, 1)]
        least, greatest = np.array(ends)
        return least, np.where(greatest > ANY_NUMBER / 2, np.inf, greatest)

    def too_narrow(self, known: BoolArray, targets: IntArray, min_width: int) -> Iterator[int]:
        """Targets whose least and greatest whole number are less than `min_width` apart, as they are found."""
        self._learn(known)
        still_possible = [move for move in self._moves if np.abs(move[known]).max(initial=0) <= TOLERANCE]
        low, high = (self._counts + end for end in (np.min(still_possible, axis=0), np.max(still_possible, axis=0)))
        for target in targets.tolist():
            for towards in (1, -1):
                if whole_number_width(low[target], high[target]) < min_width:
                    move = self._push(target, towards)
                    self.remember(move)
                    low, high = np.minimum(low, self._counts + move), np.maximum(high, self._counts + move)
            if whole_number_width(low[target], high[target]) < min_width:
                yield target

    def _learn(self, known: BoolArray) -> None:
        """What is known cannot move; anything else can, as long as it stays a count."""
        self._program.bound(np.where(known, 0, self._least - self._counts), np.where(known, 0, ANY_NUMBER))

    def _push(self, target: int, towards: int) -> FloatArray:
        """How every count has moved where the target is as far from the truth as it can be."""
        cost = np.zeros(len(self._counts))
        cost[target] = -towards
        move = self._program.minimise(cost)
        # No move at all always fits what is shown, so there is always an answer.
        if move is None:
            raise ArithmeticError("The solver failed on a question that has an answer")
        return move
