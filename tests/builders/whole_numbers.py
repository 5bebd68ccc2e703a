"""The exact range of a hidden count in whole numbers, by integer programming: an attacker of the tests' own."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from pipelines.disclosure_control.linked_table import BoolArray, LinkedTable

NO_LIMIT = 1e5
"""Stands for `no upper limit`."""
DRAWS = 60
"""How often many counts are moved apart at once before they are asked one by one."""


class WholeNumbers:
    """Knows the sums of a table and what is known of its counts; `is_whole` is false for counts of any real value."""

    def __init__(
        self,
        table: LinkedTable,
        counts: np.ndarray,
        least: np.ndarray,
        known: BoolArray,
        is_whole: BoolArray | None = None,
    ) -> None:
        sums = table.sums
        rows = csr_array((sums.coefficient, (sums.row, sums.column)), shape=(sums.rows, table.counts))
        at = rows @ counts
        self._counts = counts
        self._sums = [LinearConstraint(rows, at, at)] if sums.rows else []
        self._bounds = Bounds(np.where(known, counts, least), np.where(known, counts, NO_LIMIT))
        # A known count need not be searched for, whatever its value.
        self._is_whole = (np.ones(table.counts, dtype=bool) if is_whole is None else is_whole) & ~known

    def range(self, target: int) -> tuple[float, float]:
        """Its least and its greatest value; infinite where there is no limit."""
        low, high = self._end(target, 1), self._end(target, -1)
        return (
            -np.inf if low < -NO_LIMIT / 2 else low,
            np.inf if high > NO_LIMIT / 2 else high,
        )

    def too_narrow(self, targets: np.ndarray, min_width: int) -> list[int]:
        """Targets for which no two tables that agree with everything shown are that far apart.

        Only for tables of whole numbers. Every such table is checked by adding up, without the solver's tolerances.
        """
        low, high = self._counts.copy(), self._counts.copy()
        draw = np.random.default_rng(0)
        for _ in range(DRAWS):
            narrow = targets[high[targets] - low[targets] < min_width]
            if not narrow.size:
                return []
            cost = np.zeros(len(low))
            cost[narrow] = draw.choice([-1.0, 1.0], len(narrow))
            table = np.round(self._least_cost(cost).x)
            assert self._agrees(table)
            low, high = np.minimum(low, table), np.maximum(high, table)
        ends = {target: self.range(target) for target in narrow.tolist()}
        return [target for target, (least, greatest) in ends.items() if greatest - least < min_width - 0.5]

    def _agrees(self, table: np.ndarray) -> bool:
        is_possible = (table >= self._bounds.lb) & (table <= self._bounds.ub)
        return bool(is_possible.all() and all((one.A @ table == one.lb).all() for one in self._sums))

    def _least_cost(self, cost: np.ndarray) -> OptimizeResult:
        found = milp(cost, constraints=self._sums, bounds=self._bounds, integrality=self._is_whole.astype(int))
        assert found.status == 0, found.message
        return found

    def _end(self, target: int, sign: int) -> float:
        cost = np.zeros(len(self._is_whole))
        cost[target] = sign
        found = self._least_cost(cost)
        # The bound that is proven, not the best example found; where nothing is whole they are one.
        return sign * float(found.fun if found.mip_dual_bound is None else found.mip_dual_bound)
