"""Names for the arrays that signals are worked out with."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Whole: TypeAlias = NDArray[np.intp]


def rows_where(flags: Flags) -> list[int]:
    """The rows for which something is true, in order: signals are few, so sentences are written one by one."""
    rows: list[int] = np.flatnonzero(flags).tolist()
    return rows
