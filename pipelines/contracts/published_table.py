"""What the checks of published tables have in common: columns by heading, blank cells, rows that repeat.

What lives here: those three. What does not: what a particular table must hold (`dfe_workforce`, `dfe_neighbours`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipelines.contracts.rules import Rule, finding
from pipelines.finding import Finding
from pipelines.sources.extract import Extract
from pipelines.sources.folding import folded
from pipelines.sources.lines import line_words


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One published table while it is checked: `cells` has the wanted columns by name, and text as received."""

    dataset: str
    extract: Extract
    cells: pd.DataFrame
    findings: tuple[Finding, ...] = field(default=())

    def finding(self, rule: Rule, message: str, *, column: str = "", lines: Sequence[int] = ()) -> Finding:
        """A broken rule of this table; the lines stand at the end of the sentence."""
        where = f" ({line_words(lines)})" if lines else ""
        return finding(rule, self.dataset, self.extract, f"{message}{where}.", column=column, lines=lines)

    def lines(self, rows: pd.Series) -> list[int]:
        """The lines, as a spreadsheet numbers them, of the rows for which the flag is true."""
        return [int(line) for line in self.cells.index[rows.to_numpy()]]

    def blank_cells(self, column: str, rows: pd.Series) -> Iterator[Finding]:
        """A finding where a cell of `column` is blank in one of `rows`."""
        if lines := self.lines(self.cells[column].isna() & rows):
            yield self.finding(Rule.FILLED_IN, f"{column} must be filled in", column=column, lines=lines)

    def repeated_rows(self, columns: list[str], grain: str) -> Iterator[Finding]:
        """A finding where two rows are the same in every one of `columns`."""
        # As text, because categories of different columns are never compared.
        if lines := self.lines(self.cells[columns].astype("str").duplicated(keep=False)):
            yield self.finding(Rule.ROW_UNIQUE, f"There must be one row for {grain}", lines=lines)


def table_of(dataset: str, extract: Extract, wanted: Sequence[str]) -> PublishedTable:
    """The wanted columns of an extract, matched by heading and not by position, and what is wrong with its headings."""
    positions: dict[str, list[int]] = {}
    for position, heading in enumerate(extract.headings):
        positions.setdefault(folded(heading), []).append(position)
    found = {column: positions.get(folded(column), []) for column in wanted}
    whole = pd.DataFrame(
        {column: extract.cells.iloc[:, at[0]] for column, at in found.items() if at}, index=extract.cells.index
    )
    table = PublishedTable(dataset, extract, whole)
    findings = [
        table.finding(
            Rule.COLUMN_ONCE if at else Rule.COLUMN_PRESENT,
            f"{column} {'stands more than once' if at else 'is missing'}. Use the file as the department published it",
            column=column,
        )
        for column, at in found.items()
        if len(at) != 1
    ]
    if extract.cells.empty:
        findings.append(table.finding(Rule.ROWS_PRESENT, "There are headings and no rows"))
    return PublishedTable(dataset, extract, whole, tuple(findings))
