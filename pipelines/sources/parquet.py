"""Parquet files as received.

What lives here: their columns as text. What does not: other formats (beside this file), or the meaning of a cell.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]  # ships no types

from pipelines.sources.cells import NotACell, arrow_codes, cell_text, coded_texts, text_frame
from pipelines.sources.extract import Extract, ReadFile, ReadingRule, Received, refused
from pipelines.sources.lines import column_letters

PARQUET = b"PAR1"
ENCRYPTED_PARQUET = b"PARE"
_NO_TEXT = (pa.ArrowException, NotACell, ValueError, OverflowError, KeyError)
"""Beside values that are none: dates after the year 9999, and time zones that nobody knows."""


def read_parquet(received: Received) -> ReadFile:
    """The one table of a Parquet file. It has no lines, so they are numbered as if a heading line stood above it."""
    from pyarrow import parquet  # noqa: PLC0415 - most extracts are delimited text

    if received.contents.startswith(ENCRYPTED_PARQUET):
        return refused(ReadingRule.NOT_PROTECTED, received, "The file is encrypted. Save it without encryption.")
    try:
        table = parquet.read_table(pa.BufferReader(received.contents))
    except (pa.ArrowException, OSError):
        return refused(ReadingRule.READABLE, received, "The Parquet file is damaged or incomplete. Export it again.")
    columns = []
    for position, column in enumerate(table.columns):
        try:
            columns.append(_text(column))
        except _NO_TEXT:
            return refused(
                ReadingRule.READABLE,
                received,
                f"Column {column_letters(position)} holds something other than text, numbers, dates or yes and no. "
                "Leave it out of the extract.",
            )
    headings = tuple(table.column_names)
    extract = Extract(
        file=received.file,
        sheet=None,
        sha256=received.sha256,
        headings=headings,
        cells=text_frame(headings, columns, np.arange(2, table.num_rows + 2)),
    )
    return ReadFile((extract,))


def _text(column: pa.ChunkedArray) -> pd.Categorical:
    """One column as text, each distinct value converted once. Raises `NotACell`, or an error of Arrow's."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    encoded = column.combine_chunks().dictionary_encode()
    return coded_texts(arrow_codes(encoded), [cell_text(value) for value in encoded.dictionary.to_pylist()])
