"""Delimited text (CSV and its kin) as received.

What lives here: the encoding, the separator, quoted line breaks and uneven rows.
What does not: other formats (beside this file), or the meaning of a cell (`contracts`).
"""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
from pyarrow import csv

from pipelines.finding import Finding
from pipelines.sources.cells import dictionary_column, text_column, text_frame
from pipelines.sources.extract import Extract, ReadFile, ReadingRule, Received, reading_finding, refused
from pipelines.sources.lines import line_words

SEPARATORS = (",", ";", "\t", "|")
AS_CODES = pa.dictionary(pa.int32(), pa.string())
"""Text as Arrow reads it: each distinct text once, and a code in every cell."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_HEADING_LINE = re.compile(rb'(?:[^"\r\n]++|"[^"]*+(?:"|\Z))*+(?:\r\n|\n|\r|\Z)')
"""The first line as a spreadsheet shows it: line breaks within quotation marks belong to a cell."""
_QUOTED = re.compile(r'"[^"]*"')

AS_TEXT_ADVICE = "Save it again as CSV UTF-8."


def read_delimited(received: Received) -> ReadFile:
    """The one table of a delimited file: UTF-8 (with or without byte order mark) or Windows-1252; `,`, `;` or tab."""
    text = _as_utf8(received.contents)
    if text is None:
        return refused(
            ReadingRule.READABLE,
            received,
            f"This is not text in UTF-8 or Windows-1252, so no line could be read. {AS_TEXT_ADVICE}",
        )
    if not text.strip():
        return refused(ReadingRule.NOT_EMPTY, received, "The file is empty. Export it again, or leave it out.")
    if text.count(b'"') % 2:
        return refused(
            ReadingRule.READABLE,
            received,
            "A quotation mark is opened and never closed, so lines run into one another. "
            "The file may have been cut short: export it again, or double every quotation mark within a cell.",
        )
    try:
        return _read_table(received, text)
    except pa.ArrowException:
        return refused(
            ReadingRule.READABLE, received, f"The lines could not be told apart into cells. {AS_TEXT_ADVICE}"
        )


def _as_utf8(contents: bytes) -> bytes | None:
    """The same text in UTF-8 without byte order mark; nothing where it is neither UTF-8 nor Windows-1252."""
    contents = contents.removeprefix(_BYTE_ORDER_MARK)
    if b"\0" in contents:
        return None
    try:
        contents.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return contents.decode("windows-1252").encode("utf-8")
        except UnicodeDecodeError:
            return None
    return contents


def _read_table(received: Received, text: bytes) -> ReadFile:
    heading_line = _HEADING_LINE.match(text)
    rows_start = heading_line.end() if heading_line else 0
    separator = _separator(text[:rows_start].decode())
    headings = _headings(text[:rows_start].rstrip(b"\r\n") + b"\n", separator)
    columns, uneven = _cells(pa.py_buffer(text).slice(rows_start), separator, len(headings))
    lines = np.delete(np.arange(2, 2 + len(columns[0]) + len(uneven)), uneven)
    extract = Extract(
        file=received.file,
        sheet=None,
        sha256=received.sha256,
        headings=headings,
        cells=text_frame(headings, columns, lines),
    )
    return ReadFile((extract,), _uneven_rows(received.file, uneven))


def _headings(heading_line: bytes, separator: str) -> tuple[str, ...]:
    """The cells of the heading line. Raises `ArrowInvalid` where its quotation marks do not make one line of it."""
    # Arrow calls the columns f0, f1 …; without a type it would take a heading such as 2026 for a number.
    names = (f"f{position}" for position in range(heading_line.count(separator.encode()) + 1))
    table = csv.read_csv(
        pa.BufferReader(heading_line),
        read_options=csv.ReadOptions(
            autogenerate_column_names=True, use_threads=False, block_size=len(heading_line) + 1
        ),
        parse_options=csv.ParseOptions(delimiter=separator, newlines_in_values=True, ignore_empty_lines=False),
        convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
    )
    if table.num_rows != 1:
        raise pa.ArrowInvalid
    return tuple(column[0].as_py() for column in table.columns)


def _cells(rows: pa.Buffer, separator: str, width: int) -> tuple[list[pd.Categorical], list[int]]:
    """Columns of text, and the positions of the rows (the first is 0) that have more or fewer cells than `width`."""
    names = [str(position) for position in range(width)]
    if not rows.size:
        return [text_column([]) for _ in names], []
    uneven: list[int] = []

    def note_uneven(row: csv.InvalidRow) -> str:
        uneven.append(row.number - 1)
        return "skip"

    table = csv.read_csv(
        pa.BufferReader(rows),
        # One block, so that no cell is too long for it; one thread, because only then are rows numbered.
        read_options=csv.ReadOptions(column_names=names, use_threads=False, block_size=rows.size + 1),
        parse_options=csv.ParseOptions(
            delimiter=separator,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=note_uneven,
        ),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, AS_CODES),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            check_utf8=False,
        ),
    )
    return [dictionary_column(column.combine_chunks()) for column in table.columns], uneven


def _uneven_rows(file: str, uneven: list[int]) -> tuple[Finding, ...]:
    if not uneven:
        return ()
    lines = [position + 2 for position in uneven]
    return (
        reading_finding(
            ReadingRule.EVEN_ROWS,
            file,
            f"Every line must have as many cells as the heading line ({line_words(lines)}). "
            "A separator or a line break within a text may lack its quotation marks.",
            lines=lines,
        ),
    )


def _separator(heading_line: str) -> str:
    """The separator that occurs most often outside quotation marks in the heading line."""
    outside = Counter(_QUOTED.sub("", heading_line))
    return max(SEPARATORS, key=lambda sign: outside[sign])
