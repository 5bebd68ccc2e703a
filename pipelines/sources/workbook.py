"""Excel workbooks (.xlsx) as received: one table for each sheet that holds cells.

What lives here: sheets, passwords, damage, and cells whose formula failed.
What does not: other formats (beside this file), or the meaning of a cell (`contracts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import zip_longest

import numpy as np

from pipelines.finding import Finding
from pipelines.sources.cells import cell_text, text_column, text_frame
from pipelines.sources.extract import Extract, ReadFile, ReadingRule, Received, reading_finding, refused
from pipelines.sources.lines import line_words
from pipelines.sources.workbook_archive import NotAWorkbook, StoredSheet, stored_sheets

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a password-protected workbook begins, and an Excel workbook of before 2007."""
WORKBOOK = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_compound_file(received: Received) -> ReadFile:
    """Never read: a workbook behind a password, or one in the format of before 2007."""
    if _ENCRYPTED in received.contents:
        return refused(
            ReadingRule.NOT_PROTECTED,
            received,
            "The workbook is protected by a password. Save it without one.",
        )
    return refused(ReadingRule.READABLE, received, "This is an older Excel workbook (.xls). Save it as .xlsx.")


def read_workbook(received: Received) -> ReadFile:
    """Every sheet with cells in it, hidden ones too; the first row of each is its heading line."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - most extracts are delimited text

    try:
        stored = stored_sheets(received.contents)
        if any(sheet.is_too_large for sheet in stored):
            return refused(
                ReadingRule.READABLE,
                received,
                "A sheet reaches far beyond its table. Delete the empty rows and columns after it and save again.",
            )
        workbook = CalamineWorkbook.from_filelike(BytesIO(received.contents))
        sheets = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names
        }
    except (NotAWorkbook, CalamineError):
        return refused(
            ReadingRule.READABLE,
            received,
            "The workbook is damaged or incomplete. Open it in Excel, save it as .xlsx and send it again.",
        )
    extracts = tuple(_extract(received, name, rows) for name, rows in sheets.items() if any(map(any, rows)))
    if not extracts:
        return refused(ReadingRule.NOT_EMPTY, received, "No sheet holds anything. Export it again, or leave it out.")
    return ReadFile(extracts, tuple(_failed_formulas(received.file, tuple(sheets), stored)))


def _extract(received: Received, sheet: str, rows: Sequence[Sequence[object]]) -> Extract:
    heading_cells, *cells = rows
    headings = tuple(cell_text(cell) or "" for cell in heading_cells)
    columns = [text_column([cell_text(cell) for cell in column]) for column in zip(*cells, strict=True)]
    if not cells:
        columns = [text_column([]) for _ in headings]
    return Extract(
        file=received.file,
        sheet=sheet,
        sha256=received.sha256,
        headings=headings,
        cells=text_frame(headings, columns, np.arange(2, len(rows) + 1)),
    )


def _failed_formulas(file: str, sheets: Sequence[str], stored: Sequence[StoredSheet]) -> Iterator[Finding]:
    """A formula that failed reads as a blank, and a blank says something (*still open*), so it is an error."""
    for sheet, as_stored in zip_longest(sheets, stored):
        if sheet and as_stored and as_stored.failed_lines:
            yield reading_finding(
                ReadingRule.NO_FORMULA_ERRORS,
                file,
                f"Cells hold a failed formula such as #N/A or #REF! ({line_words(as_stored.failed_lines)}). "
                "Mend them, or paste the sheet as values and leave unknown cells blank.",
                sheet=sheet,
                lines=as_stored.failed_lines,
            )
