"""The children's social work workforce statistics as the Department for Education publishes them.

What lives here: the layout of that table (one row is one area in one year), its symbols, and whether a file keeps
both. What does not: what becomes of the figures (`measures.official`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.contracts.published_table import PublishedTable, table_of
from pipelines.contracts.rules import Rule
from pipelines.finding import Finding
from pipelines.organisation import Level
from pipelines.published import Symbol
from pipelines.sources.dfe_statistics import OfficialTable
from pipelines.sources.extract import Extract
from pipelines.sources.folding import folded
from pipelines.sources.lines import listing

YEAR = "time_period"
LEVEL = "geographic_level"
LEVELS: Mapping[str, Level] = {
    "national": Level.NATION,
    "regional": Level.REGION,
    "local authority": Level.AUTHORITY,
}
AREA_COLUMNS = (
    "country_code", "country_name", "region_code", "region_name", "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
COUNCIL_COLUMNS = AREA_COLUMNS[4:]
JOINT = "/"
"""Stands between the councils of a return that they make together, in codes and in names."""
AREA_COLUMNS_OF: Mapping[Level, tuple[str, ...]] = {
    Level.NATION: AREA_COLUMNS[:2],
    Level.REGION: AREA_COLUMNS[:4],
    Level.AUTHORITY: AREA_COLUMNS,
}
"""What a row of each level says about where it is; the rest is blank."""
FIGURE_COLUMNS = (
    "inpost_fte", "inpost_headcount", "turnover_rate_fte", "agency_rate_fte", "vacancy_rate_fte", "case_holders_fte",
    "caseload_fte", "absence_rate_fte",
)  # fmt: skip
"""The figures that are used, of the 22 in the file."""

SYMBOLS: Mapping[str, Symbol] = {
    **{symbol.value: symbol for symbol in Symbol},
    "k": Symbol.ROUNDS_TO_ZERO,
    ":": Symbol.NOT_AVAILABLE,
    "..": Symbol.NOT_AVAILABLE,
    "...": Symbol.NOT_AVAILABLE,
    ".": Symbol.NOT_APPLICABLE,
}
"""Every symbol the department prints or, in older files, printed where no number stands; capitals do not matter."""
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, eq=False)
class WorkforceStatistics:
    """Three frames of one index, one row per area and year; each figure is a number or has a symbol.

    `areas`: `year`, `level` and `AREA_COLUMNS` as text. `numbers` and `symbols`: a column for each of
    `FIGURE_COLUMNS`, missing where the other one is not.
    """

    areas: pd.DataFrame
    numbers: pd.DataFrame
    symbols: pd.DataFrame


def check_workforce(extract: Extract) -> WorkforceStatistics | Sequence[Finding]:
    """The statistics, or everything that is wrong with the file."""
    table = table_of(OfficialTable.WORKFORCE, extract, (YEAR, LEVEL, *AREA_COLUMNS, *FIGURE_COLUMNS))
    if table.findings:
        return table.findings
    levels = _recoded(table.cells[LEVEL], {name: level.value for name, level in LEVELS.items()})
    numbers = table.cells[list(FIGURE_COLUMNS)].apply(_numbers)
    symbols = table.cells[list(FIGURE_COLUMNS)].apply(_recoded, codes=SYMBOLS)
    findings = [*_areas_and_years(table, levels), *_figures(table, numbers, symbols)]
    if findings:
        return findings
    areas = table.cells[list(AREA_COLUMNS)].astype("str")
    return WorkforceStatistics(areas.assign(year=table.cells[YEAR].astype("int64"), level=levels), numbers, symbols)


def _areas_and_years(table: PublishedTable, levels: pd.Series) -> Iterator[Finding]:
    years = table.cells[YEAR].astype("str")
    if lines := table.lines(~years.str.fullmatch(_YEAR).fillna(value=False).astype(bool)):
        yield table.finding(Rule.DATE, f"{YEAR} must be a year such as 2025", column=YEAR, lines=lines)
    if lines := table.lines(levels.isna()):
        known = listing(["National", "Regional", "Local authority"], "or")
        yield table.finding(Rule.CODE_KNOWN, f"{LEVEL} must be {known}", column=LEVEL, lines=lines)
    for column in AREA_COLUMNS:
        needing = [level.value for level, columns in AREA_COLUMNS_OF.items() if column in columns]
        yield from table.blank_cells(column, levels.isin(needing))
    councils = table.cells[list(COUNCIL_COLUMNS)].astype("str").apply(lambda column: column.str.count(JOINT))
    if lines := table.lines(councils.max(axis=1) > councils.min(axis=1)):
        message = (
            f"{listing(COUNCIL_COLUMNS)} must each name the same councils, with {JOINT} between those of one return"
        )
        yield table.finding(Rule.ROWS_AGREE, message, lines=lines)
    yield from table.repeated_rows([YEAR, LEVEL, "region_code", "old_la_code"], "one area in one year")


def _figures(table: PublishedTable, numbers: pd.DataFrame, symbols: pd.DataFrame) -> Iterator[Finding]:
    everywhere = pd.Series(data=True, index=table.cells.index)
    for column in FIGURE_COLUMNS:
        yield from table.blank_cells(column, everywhere)
        text = table.cells[column]
        unread = text.notna() & numbers[column].isna() & symbols[column].isna()
        # A mistyped number and an unheard symbol are mended in different ways.
        has_digit = text.astype("str").str.contains(r"\d", regex=True).fillna(value=False).astype(bool)
        if lines := table.lines(unread & has_digit):
            message = f"{column} must be a number from 0 up, with a point for decimals and nothing for thousands"
            yield table.finding(Rule.NUMBER, message, column=column, lines=lines)
        if lines := table.lines(unread & ~has_digit):
            message = f"{column} holds a symbol that is not known; {listing([*SYMBOLS])} are"
            yield table.finding(Rule.CODE_KNOWN, message, column=column, lines=lines)


def _numbers(column: pd.Series) -> pd.Series:
    """Each text that is a number as that number, to its last digit; anything else is missing."""
    texts = column.cat.categories
    numbers = [float(text.strip()) if _NUMBER.fullmatch(text.strip()) else np.nan for text in texts]
    return pd.Series(np.array([*numbers, np.nan])[column.cat.codes], index=column.index)


def _recoded(column: pd.Series, codes: Mapping[str, str]) -> pd.Series:
    """Each text that is a key of `codes`, compared without capitals, as its code; anything else is missing."""
    known = {text: codes[folded(text)] for text in column.cat.categories if folded(text) in codes}
    return column.astype("str").map(known)
