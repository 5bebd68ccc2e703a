"""How the text of a cell is read: each kind of column, once for every distinct text.

What lives here: text to identifier, code, date or number, or the rule that the text breaks.
What does not: rows, lines and sentences (`table`, `cell_rules`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.contracts.dataset import Column, Kind
from pipelines.contracts.direct_identifiers import MAY_NOT_HOLD, identifying_texts, place_of
from pipelines.contracts.rules import Rule
from pipelines.sources.cells import coded_texts
from pipelines.sources.folding import folded

Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.integer[Any]]

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Dates outside are stand-ins for *unknown* (0001-01-01, 9999-12-31) or slips of the hand."""
_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?"
_ISO_DATE = re.compile(rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}}){_MIDNIGHT}")
_BRITISH_DATE = re.compile(rf"(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})/(?P<year>[0-9]{{4}}){_MIDNIGHT}")
_SERIAL_DATE = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
"""What a spreadsheet keeps for the dates from 1927 to 2173, and shows where the cell is not formatted as a date."""
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_ROUNDED_BY_SPREADSHEET = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+[0-9]+")
CODE_SEPARATOR = ";"
WRITTEN_FREELY = frozenset({Kind.IDENTIFIER, Kind.TEXT})
"""Kinds that are read whatever stands in the cell."""

Value = str | date | float | None
CellReader = Callable[[Column, str], Value]
"""What one text stands for: its value, nothing where it is blank after all, or the `Rule` it breaks.

A `Rule` is text too, but no cell is ever one: what a reader returns is asked for its class, never compared.
"""


def _identifier(_: Column, text: str) -> str | None:
    """Identifiers are kept in the form in which they are compared, so that one person has one identifier."""
    if "+" in text and _ROUNDED_BY_SPREADSHEET.fullmatch(text.strip()):
        return Rule.IDENTIFIER_WHOLE
    return folded(text) or None


def _text(column: Column, text: str) -> str | None:
    if not folded(text):
        return None
    trimmed = text.strip()
    return trimmed if column.maximum is None or len(trimmed) <= column.maximum else Rule.TEXT_SHORT


def _code(column: Column, text: str) -> str | None:
    known = column.codes.by_spelling if column.codes else {}
    compared = folded(text)
    return known.get(compared, Rule.CODE_KNOWN) if compared else None


def _codes(column: Column, text: str) -> str | None:
    """Several codes in the order of the code list, each once."""
    read = {_code(column, part) for part in text.split(CODE_SEPARATOR)}
    if any(isinstance(code, Rule) for code in read):
        return Rule.CODE_KNOWN
    listed = column.codes.labels if column.codes else {}
    return CODE_SEPARATOR.join(code for code in listed if code in read) or None


def _date(_: Column, text: str) -> Value:
    compared = folded(text).upper()
    if not compared:
        return None
    parts = _ISO_DATE.fullmatch(compared) or _BRITISH_DATE.fullmatch(compared)
    if parts is None:
        return Rule.DATE_NOT_SERIAL if _SERIAL_DATE.fullmatch(compared) else Rule.DATE
    try:
        day = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except ValueError:
        return Rule.DATE
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else Rule.DATE_IN_RANGE


def _number(column: Column, text: str) -> Value:
    compared = folded(text)
    if not compared:
        return None
    if not _NUMBER.fullmatch(compared):
        return Rule.NUMBER
    number = float(compared)
    lowest = -math.inf if column.minimum is None else column.minimum
    highest = math.inf if column.maximum is None else column.maximum
    return number if lowest <= number <= highest and math.isfinite(number) else Rule.WITHIN_BOUNDS


CELL_READERS: dict[Kind, CellReader] = {
    Kind.IDENTIFIER: _identifier,
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.DATE: _date,
    Kind.NUMBER: _number,
}


@dataclass(frozen=True, slots=True, repr=False)
class BrokenCells:
    """The rows whose cell breaks a rule, and the distinct texts that do so (for *did you mean*, never to be shown)."""

    rows: Mask
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class ReadColumn:
    """One column as typed values by row, missing where the cell is blank or breaks a rule."""

    cells: pd.Series[Any]
    broken: Mapping[Rule, BrokenCells]


def read_column(column: Column, cells: pd.Series[Any]) -> ReadColumn:
    """The typed values of a column of text: categories for texts and codes, `datetime64[s]`, or floats."""
    received = cells.astype("category").cat
    codes: Codes = received.codes.to_numpy()
    texts: list[str] = received.categories.to_list()
    values: list[Value] = []
    broken: dict[Rule, list[int]] = {}
    read = CELL_READERS[column.kind]
    for position, text in enumerate(texts):
        value = read(column, text)
        if isinstance(value, Rule):
            broken.setdefault(value, []).append(position)
            value = None
        values.append(value)
    for position in _identifying(column, texts, broken):
        values[position] = None
    return ReadColumn(
        pd.Series(_typed(column, codes, values), index=cells.index, name=str(column)),
        {rule: _broken_cells(codes, texts, positions) for rule, positions in broken.items()},
    )


def _identifying(column: Column, texts: Sequence[str], broken: dict[Rule, list[int]]) -> Sequence[int]:
    """The positions of texts that would tell who somebody is, which are then told to break that rule and no other.

    A code, date or number that was read says nothing of anybody; what could not be read may be anything.
    """
    unread = [position for positions in broken.values() for position in positions]
    asked = range(len(texts)) if column.kind in WRITTEN_FREELY else unread
    found = identifying_texts([texts[position] for position in asked], MAY_NOT_HOLD[place_of(column)])
    identifying = sorted(asked[position] for position in found)
    if identifying:
        for rule, positions in list(broken.items()):
            broken[rule] = [position for position in positions if position not in set(identifying)]
            if not broken[rule]:
                del broken[rule]
        broken[Rule.NO_DIRECT_IDENTIFIER] = identifying
    return identifying


def _broken_cells(codes: Codes, texts: Sequence[str], positions: Sequence[int]) -> BrokenCells:
    breaks = np.zeros(len(texts) + 1, dtype=bool)
    breaks[positions] = True
    return BrokenCells(breaks[codes], tuple(texts[position] for position in positions))


def _typed(column: Column, codes: Codes, values: Sequence[Value]) -> pd.Categorical | npt.NDArray[Any]:
    """The value of each cell; `codes` are positions in `values`, and -1, the last, is missing."""
    match column.kind:
        case Kind.DATE:
            return np.array([*values, None], dtype="datetime64[D]").astype("datetime64[s]")[codes]
        case Kind.NUMBER:
            return np.array([*values, None], dtype=float)[codes]
        case Kind.CODE if column.codes:
            listed = list(column.codes.labels)
            positions = {code: position for position, code in enumerate(listed)}
            listed_codes = np.array([*(positions.get(str(value), -1) for value in values), -1])
            return pd.Categorical.from_codes(listed_codes[codes], categories=pd.Index(listed, dtype="str"))
        case _:
            return coded_texts(codes, [None if value is None else str(value) for value in values])
