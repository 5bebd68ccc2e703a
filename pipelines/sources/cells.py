"""Cells as text: what a spreadsheet or a Parquet file holds as numbers and dates becomes what a person would type.

What lives here: one cell to text, and columns of text to the frame of an extract.
What does not: reading text as numbers and dates again (`contracts.schema`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]  # ships no types

Codes = npt.NDArray[np.integer[Any]]

LONGEST_EXACT = 10**15
"""Spreadsheets keep 15 digits; a longer whole number has been rounded and is written so that one can see it."""


class NotACell(TypeError):
    """A list, a structure or raw bytes stand where one value belongs. Its text never shows them."""


def cell_text(cell: object) -> str | None:
    """What a person would type: dates as 2026-03-31, whole numbers without `.0`, true and false; blank is missing.

    Raises `NotACell` for anything that is not one value.
    """
    match cell:
        case None:
            return None
        case str():
            return cell if cell.strip() else None
        case bool():
            return "true" if cell else "false"
        case datetime():
            return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
        case int() | float() | Decimal():
            return _number_text(cell)
        case date() | time() | timedelta():
            return str(cell)
    raise NotACell("A cell holds more than one value")


def _number_text(number: float | Decimal) -> str | None:
    if number != number:  # noqa: PLR0124 - not a number, in every numeric type
        return None
    if isinstance(number, float) and abs(number) >= LONGEST_EXACT:
        return f"{number:.14e}"
    return str(int(number)) if number == int(number) else str(number)


def text_column(texts: Sequence[str | None]) -> pd.Categorical:
    """One column of text."""
    return coded_texts(np.arange(len(texts)), texts)


def coded_texts(codes: Codes, texts: Sequence[str | None]) -> pd.Categorical:
    """One column whose cells are positions in `texts` (-1 is missing), which may repeat and may be missing."""
    distinct = dict.fromkeys(texts)
    distinct.pop(None, None)
    if len(distinct) < len(texts):
        position_of = {text: position for position, text in enumerate(distinct)}
        codes = np.array([*(position_of.get(text, -1) for text in texts), -1])[codes]
    return _categories(codes, pa.array(distinct, pa.string()))


def dictionary_column(column: pa.DictionaryArray) -> pd.Categorical:
    """One column of text that Arrow holds as codes and their distinct texts; white space alone is missing."""
    codes, distinct = arrow_codes(column), column.dictionary
    blank = pc.equal(pc.utf8_trim_whitespace(distinct), "").to_numpy(zero_copy_only=False)
    if blank.any():
        renumbered = np.append(np.where(blank, -1, np.cumsum(~blank) - 1), -1)
        codes, distinct = renumbered[codes], distinct.filter(pa.array(~blank))
    return _categories(codes, distinct)


def arrow_codes(column: pa.DictionaryArray) -> Codes:
    """The position of each cell among the distinct ones, -1 where it is missing."""
    return np.asarray(column.indices.fill_null(-1).to_numpy(zero_copy_only=False))


def _categories(codes: Codes, distinct: pa.Array) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=pd.Index(distinct.to_pandas(), dtype="str"), validate=False)


def text_frame(headings: Sequence[str], columns: Sequence[pd.Categorical], lines: Codes) -> pd.DataFrame:
    """The cells of an extract, wholly blank rows left out; `lines` are the row numbers a spreadsheet shows."""
    cells = pd.DataFrame(dict(enumerate(columns)), index=pd.Index(lines, name="line"), copy=False)
    blank = np.ones(len(cells), dtype=bool)
    for column in columns:
        if not blank.any():
            break
        blank &= column.codes == -1
    if blank.any():
        cells = cells[~blank]
    cells.columns = pd.Index(list(headings), dtype="str")
    return cells
