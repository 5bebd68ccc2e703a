"""An extract as received: text cells with the line numbers of a spreadsheet, and what can go wrong in reading one.

What lives here: the types every reader takes and gives, and the rules of reading.
What does not: the readers (one file per format), or any idea of what the cells mean (`contracts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from pipelines.finding import Finding, FindingSeverity
from pipelines.sources.lines import KEPT_LINES


class ReadingRule(StrEnum):
    """What must hold before the cells of a file can be looked at."""

    KNOWN_FORMAT = "known_format"
    READABLE = "readable"
    NOT_PROTECTED = "not_protected"
    NOT_EMPTY = "not_empty"
    EVEN_ROWS = "even_rows"
    NO_FORMULA_ERRORS = "no_formula_errors"


@dataclass(frozen=True, slots=True)
class Received:
    """A file before it is read: its name without folder, and its bytes with their SHA-256."""

    file: str
    contents: bytes
    sha256: str

    def __repr__(self) -> str:
        return f"Received({self.file}, {len(self.contents)} bytes)"


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """One table as received: a file, or one sheet of a workbook.

    `headings` are the first line, as received. `cells` holds text as categories, each of them in use, blank cells
    missing: one column per heading in the same order, headings repeated where the file repeats them. Its index is the
    row number a spreadsheet shows: the heading is 1, and a cell with line breaks in it still counts as one row. Rows
    in which every cell is blank are left out. The text form shows no cell and no heading: a file without a heading
    line has a person in its place.
    """

    file: str
    sheet: str | None
    sha256: str
    headings: tuple[str, ...]
    cells: pd.DataFrame

    def __repr__(self) -> str:
        return f"Extract({self.place}, {len(self.headings)} columns, {len(self.cells)} rows)"

    @property
    def place(self) -> str:
        """How a sentence names the table: `teams.csv`, or `june.xlsx, sheet teams`."""
        return self.file if self.sheet is None else f"{self.file}, sheet {self.sheet}"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What one file gave: a table for each sheet with cells in it, and what was found wrong on the way."""

    extracts: tuple[Extract, ...] = ()
    findings: tuple[Finding, ...] = ()


def reading_finding(
    rule: ReadingRule,
    file: str,
    message: str,
    *,
    sheet: str | None = None,
    lines: Sequence[int] = (),
    severity: FindingSeverity = FindingSeverity.ERROR,
) -> Finding:
    """A finding made before anyone knows which dataset the file holds; `lines` are all of them, in order."""
    return Finding(
        dataset="",
        file=file,
        rule=rule,
        severity=severity,
        message=message,
        sheet=sheet,
        count=max(len(lines), 1),
        lines=tuple(lines[:KEPT_LINES]),
    )


def refused(rule: ReadingRule, received: Received, message: str) -> ReadFile:
    """A file of which nothing can be read, and why."""
    return ReadFile(findings=(reading_finding(rule, received.file, message),))
