"""The statistical neighbours of each authority, as the Department for Education derives them.

What lives here: the layout of that table and whether a file keeps it. What does not: comparing with neighbours
(`benchmarks`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pipelines.contracts.published_table import table_of
from pipelines.contracts.rules import Rule
from pipelines.finding import Finding
from pipelines.sources.dfe_statistics import OfficialTable
from pipelines.sources.extract import Extract

AUTHORITY, RANK, NEIGHBOUR = COLUMNS = ("LA.number", "SN_rank", "SN_LA_number")

Neighbours = Mapping[str, tuple[str, ...]]
"""The neighbours of each authority, nearest first, all by the department's three-digit codes."""


def check_neighbours(extract: Extract) -> Neighbours | Sequence[Finding]:
    """The neighbours, or everything that is wrong with the file."""
    table = table_of(OfficialTable.NEIGHBOURS, extract, COLUMNS)
    if table.findings:
        return table.findings
    ranks = pd.to_numeric(table.cells[RANK].astype("str"), errors="coerce")
    findings = [
        finding
        for column in COLUMNS
        for finding in table.blank_cells(column, pd.Series(data=True, index=table.cells.index))
    ]
    if lines := table.lines(ranks.isna() & table.cells[RANK].notna()):
        findings.append(table.finding(Rule.NUMBER, f"{RANK} must be a number", column=RANK, lines=lines))
    findings += table.repeated_rows([AUTHORITY, RANK], "one authority and rank")
    if findings:
        return findings
    nearest_first = table.cells.astype("str").assign(rank=ranks).sort_values([AUTHORITY, "rank"])
    return {str(code): tuple(found) for code, found in nearest_first.groupby(AUTHORITY)[NEIGHBOUR]}
