"""One extract read by its contract: typed rows, and which of their cells could not be read.

What lives here: the rows of a dataset with their line numbers. What does not: the rules they may break
(`cell_rules`, `row_rules`, `reference_rules`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.contracts.dataset import Column, Dataset
from pipelines.contracts.schema import Mask, ReadColumn, read_column
from pipelines.sources.extract import Extract


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Table:
    """The columns of a dataset that an extract holds, each by row; rows keep the line numbers of the spreadsheet."""

    dataset: type[Dataset]
    extract: Extract
    columns: Mapping[Column, ReadColumn]

    def lines(self, rows: Mask) -> list[int]:
        """The line numbers of the rows marked true."""
        return [int(line) for line in self.extract.cells.index[rows]]

    def holds(self, columns: Iterable[Column]) -> bool:
        """Whether every one of the columns was supplied, so that a rule over them can be checked."""
        return all(column in self.columns for column in columns)

    def readable(self, columns: Iterable[Column]) -> Mask:
        """Rows in which no cell of the columns is at fault: one mistake is not to be told twice."""
        readable = np.ones(len(self.extract.cells), dtype=bool)
        for column in columns:
            for broken in self.columns[column].broken.values():
                readable &= ~broken.rows
            if column.required:
                readable &= self.columns[column].cells.notna().to_numpy()
        return readable

    def frame(self) -> pd.DataFrame:
        """Every declared column in order, one that was not supplied wholly missing."""
        rows = self.extract.cells.index
        nothing = pd.Series(
            pd.Categorical.from_codes(np.full(len(rows), -1), categories=pd.Index([], dtype="str")), index=rows
        )
        return pd.DataFrame(
            {
                str(column): (self.columns[column] if column in self.columns else read_column(column, nothing)).cells
                for column in self.dataset.columns()
            },
            copy=False,
        )


def read_table(dataset: type[Dataset], extract: Extract, positions: Mapping[Column, int]) -> Table:
    """The extract by its contract, from the position of each of its columns."""
    columns = {
        column: read_column(column, extract.cells.iloc[:, positions[column]])
        for column in dataset.columns()
        if column in positions
    }
    return Table(dataset, extract, columns)
