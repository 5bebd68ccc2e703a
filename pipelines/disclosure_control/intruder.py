"""What somebody who adds and subtracts can derive of the hidden counts of a linked table.

What lives here: the range of a hidden count, by linear programming. What does not: which cells a release shows
(`attack` and `circulation` say so), or any knowledge of why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from pipelines.disclosure_control.linear_program import TOLERANCE, FloatArray, IntArray, LinearProgram
from pipelines.disclosure_control.linked_table import BoolArray, LinkedTable, whole_number_widths

ANY_NUMBER: Final = 1e6
"""More than any count of children: stands for `no upper limit`."""

MANY_AT_ONCE: Final = 6
"""Questions about all open targets together before each is asked about by itself."""

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
        self._counts = self._least = self._greatest = np.zeros(table.counts)
        self._moves = np.zeros((0, table.counts))
        self._touches = np.zeros((0, table.counts), dtype=np.float32)

    def face(self, counts: FloatArray, least: FloatArray | None = None, greatest: FloatArray | None = None) -> None:
        """Turn to another period; as zeros are shown, a hidden count is at least 1 unless `least` says otherwise.

        `counts` are the true ones, or any others that fit all that is shown (see `fitting`).
        """
        self._counts = counts
        self._least = np.minimum(counts, 1) if least is None else least
        self._greatest = np.full(len(counts), np.inf) if greatest is None else greatest
        self._moves = np.zeros((1, len(counts)))
        self._touches = np.zeros((1, len(counts)), dtype=np.float32)
        self._program.forget()

    def fitting(self, least: FloatArray, greatest: FloatArray) -> FloatArray | None:
        """Some counts within these limits of which every sum holds, if there are any."""
        self._program.forget()
        self._program.bound(least, np.minimum(greatest, ANY_NUMBER))
        return self._program.solution(np.zeros(len(least)))

    def remember(self, move: FloatArray) -> None:
        """Keep a move, our own or one that somebody else has found."""
        self._moves = np.vstack([self._moves, move])
        self._touches = np.vstack([self._touches, (np.abs(move) > TOLERANCE).astype(np.float32)])

    def reaches(self, known: BoolArray, targets: IntArray) -> tuple[FloatArray, FloatArray]:
        """The least and the greatest that the remembered moves make of each target, given the known counts."""
        is_possible = self._touches @ known.astype(np.float32) == 0
        moves = self._moves[np.ix_(is_possible, targets)]
        return self._counts[targets] + moves.min(axis=0), self._counts[targets] + moves.max(axis=0)

    def ranges(self, known: BoolArray, targets: IntArray) -> tuple[FloatArray, FloatArray]:
        """The exact range of each target; infinite where there is no upper limit."""
        self._learn(known)
        ends = [[self._counts[one] + self._push(one, towards)[one] for one in targets.tolist()] for towards in (-1, 1)]
        least, greatest = np.array(ends)
        return least, np.where(greatest > ANY_NUMBER / 2, np.inf, greatest)

    def too_narrow(self, known: BoolArray, targets: IntArray, min_width: int) -> Iterator[int]:
        """Targets whose least and greatest whole number are less than `min_width` apart, as they are found."""
        low, high = self.reaches(known, targets)
        is_open = whole_number_widths(low, high) < min_width
        if not is_open.any():
            return
        known = self._table.deduced(known)
        self._learn(known)
        targets, low, high = targets[is_open], low[is_open], high[is_open]
        for place, target in enumerate(targets.tolist()):
            for towards in (1, -1):
                if not known[target] and whole_number_widths(low[place], high[place]) < min_width:
                    move = self._push(target, towards)
                    self.remember(move)
                    # Each answer says something about every other target, too.
                    low = np.minimum(low, self._counts[targets] + move[targets])
                    high = np.maximum(high, self._counts[targets] + move[targets])
            if known[target] or whole_number_widths(low[place], high[place]) < min_width:
                yield target

    def narrowed(self, known: BoolArray, targets: IntArray, enough: float) -> tuple[FloatArray, FloatArray]:
        """Least and greatest of each target: exact where they are less than `enough` apart, else at least as far."""
        known = self._table.deduced(known)
        self._learn(known)
        everyone = np.arange(len(self._counts))
        low, high = self.reaches(known, everyone)

        def learn(cost: FloatArray) -> None:
            move = self._counts + self._program.minimise(cost)
            np.minimum(low, move, out=low)
            np.maximum(high, move, out=high)

        open_targets = targets[~known[targets]]
        for attempt in range(MANY_AT_ONCE):
            open_targets = open_targets[high[open_targets] - low[open_targets] < enough - TOLERANCE]
            cost = np.zeros(len(low))
            # Pairs, then fours … are moved apart: what is hidden often adds up to what is shown.
            cost[open_targets] = np.where(np.arange(len(open_targets)) >> (attempt // 2 % EXPLORATIONS) & 1, 1.0, -1.0)
            learn(cost if attempt % 2 else -cost)
        for target in open_targets.tolist():
            for towards in (-1.0, 1.0):
                if high[target] - low[target] < enough - TOLERANCE:
                    cost = np.zeros(len(low))
                    cost[target] = towards
                    learn(cost)
        return low[targets], high[targets]

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
        room_up = np.minimum(np.nan_to_num(self._greatest - self._counts, nan=ANY_NUMBER), ANY_NUMBER)
        self._program.bound(np.where(known, 0, -room_down), np.where(known, 0, room_up))

    def _push(self, target: int, towards: int) -> FloatArray:
        """How every count has moved where the target is as far from the truth as it can be."""
        cost = np.zeros(len(self._counts))
        cost[target] = -towards
        return self._program.minimise(cost)
