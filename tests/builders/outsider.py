"""Somebody who knows all that is published and nothing of how it was protected: an attacker of the tests' own."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

ANY_NUMBER = 10_000
DRAWS = 12
"""How often many targets are moved apart at once before they are asked one by one."""


class Outsider:
    """Writes down every published number as a line about unknown whole numbers; `true` are these numbers."""

    def __init__(self, true: np.ndarray) -> None:
        self._true = true
        self._lines: dict[bytes, tuple[np.ndarray, float, float]] = {}

    def learn(self, line: np.ndarray, least: float, most: float = ANY_NUMBER) -> None:
        """That this sum of unknowns is no less and no more."""
        key = line.tobytes()
        _, low, high = self._lines.get(key, (line, -ANY_NUMBER, ANY_NUMBER))
        self._lines[key] = line, max(low, least), min(high, most)

    def too_narrow(self, targets: Mapping[Hashable, np.ndarray], min_width: int) -> list[Hashable]:
        """Targets for which no two possible truths are that far apart."""
        if not targets:
            return []
        names, lines = list(targets), np.array(list(targets.values()))
        low = high = lines @ self._true
        draw = np.random.default_rng(0)
        for _ in range(DRAWS):
            narrow = high - low < min_width
            if not narrow.any():
                return []
            possible = np.round(self._least_cost(draw.choice([-1.0, 1.0], int(narrow.sum())) @ lines[narrow]).x)
            assert self._agrees(possible)
            low, high = np.minimum(low, lines @ possible), np.maximum(high, lines @ possible)
        return [
            names[place]
            for place in np.flatnonzero(high - low < min_width).tolist()
            if sum(-self._end(sign * lines[place]) for sign in (1, -1)) < min_width - 0.5
        ]

    def _agrees(self, possible: np.ndarray) -> bool:
        """Whether a truth that the solver has found is one, without its tolerances."""
        return bool((possible >= 0).all()) and all(
            least <= line @ possible <= most for line, least, most in self._lines.values()
        )

    def _end(self, cost: np.ndarray) -> float:
        """The least that this sum can be, as far as it is proven."""
        return float(self._least_cost(cost).mip_dual_bound)

    def _least_cost(self, cost: np.ndarray) -> OptimizeResult:
        lines, least, most = zip(*self._lines.values(), strict=True)
        found = milp(
            cost,
            constraints=LinearConstraint(np.array(lines), least, most),
            bounds=Bounds(0, ANY_NUMBER),
            integrality=np.ones(len(cost)),
        )
        assert found.status == 0, found.message
        return found
