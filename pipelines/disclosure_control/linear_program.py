"""One linear program, asked many times with other bounds and another objective.

What lives here: the only use of the HiGHS solver. What does not: what its columns and rows stand for.
The solver starts each time from its last answer, so a slightly different question costs a fraction of a millisecond.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

UNBOUNDED: Final = float(highspy.kHighsInf)
TOLERANCE: Final = 1e-6
"""Ten times the solver's own feasibility tolerance: less than this is nothing."""


@dataclass(frozen=True)
class SparseRows:
    """The non-zero coefficients of `rows` equations, entry by entry in the order of their rows."""

    rows: int
    row: IntArray
    column: IntArray
    coefficient: FloatArray


class LinearProgram:
    """Least cost such that every row comes to zero and every column keeps its bounds."""

    def __init__(self, rows: SparseRows, columns: int) -> None:
        self._columns = np.arange(columns, dtype=np.int32)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = columns, rows.rows
        program.col_cost_ = program.col_lower_ = program.col_upper_ = np.zeros(columns)
        program.row_lower_ = program.row_upper_ = np.zeros(rows.rows)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.searchsorted(rows.row, np.arange(rows.rows + 1)).astype(np.int32)
        program.a_matrix_.index_ = rows.column.astype(np.int32)
        program.a_matrix_.value_ = rows.coefficient
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # the library types everything but this
        self._solver.silent()
        # One thread and no presolve: the same question always gets the same answer, and the last one is kept.
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("presolve", "off")
        # Coefficients are 1 and -1, so there is nothing to scale.
        self._solver.setOptionValue("simplex_scale_strategy", 0)
        self._solver.passModel(program)

    def forget(self) -> None:
        """Start afresh, so that the answers do not depend on what was asked before."""
        self._solver.clearSolver()

    def bound(self, lower: FloatArray, upper: FloatArray) -> None:
        """Give every column its bounds."""
        self._solver.changeColsBounds(len(self._columns), self._columns, lower, upper)

    def bound_one(self, column: int, lower: float, upper: float) -> None:
        """Give one column other bounds."""
        self._solver.changeColBounds(column, lower, upper)

    def minimise(self, cost: FloatArray) -> FloatArray:
        """The columns of a cheapest solution; all zero where there is none."""
        solution = self.solution(cost)
        return np.zeros(len(self._columns)) if solution is None else solution

    def solution(self, cost: FloatArray) -> FloatArray | None:
        """The columns of a cheapest solution, if there is one."""
        self._solver.changeColsCost(len(self._columns), self._columns, cost)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._solver.getSolution().col_value)
