"""Rows kept as columns of numbers: small frozen tables that are cut, reordered and joined, never changed.

What lives here: what such tables have in common, and identifiers. What does not: any table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sample_data.draws import Flags, Whole


@dataclass(frozen=True)
class Rows:
    """Base of tables: every field is a column, all of one length."""

    def __len__(self) -> int:
        return len(next(iter(vars(self).values())))

    def where(self, rows: Flags | Whole) -> Self:
        """The rows chosen, or the rows at these places in their order."""
        return type(self)(**{name: column[rows] for name, column in vars(self).items()})

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """All rows, one part after another."""
        return cls(**{field.name: np.concatenate([vars(part)[field.name] for part in parts]) for field in fields(cls)})


def starts_group(*columns: Whole) -> Flags:
    """Which rows differ in any of the columns from the row before; the first row always does."""
    differs: Flags = np.any([np.diff(column, prepend=-1) != 0 for column in columns], axis=0)
    return differs


def numbered(prefix: str, number: Whole, digits: int) -> NDArray[np.str_]:
    """Identifiers that nobody could take for real ones: a letter and a running number."""
    return np.char.add(prefix, np.char.zfill(number.astype(str), digits))
