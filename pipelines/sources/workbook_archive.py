"""What a workbook (.xlsx) says of its sheets that the reader of its cells does not: failed formulas, and their extent.

What lives here: looking into the archive that an .xlsx file is. What does not: its cells (`workbook`).
The reader gives a failed formula (#N/A, #REF!) as a blank, and a blank date of ending means *still open*.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath

_SHEET_ID = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\s\w+:id="([^"]+)"')
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ID = re.compile(rb'\bId="([^"]+)"')
_TARGET = re.compile(rb'\bTarget="([^"]+)"')
_EXTENT = re.compile(rb'<(?:\w+:)?dimension\s+ref="[A-Z]+[0-9]+:([A-Z]+)([0-9]+)"')
_ANY_FAILED = re.compile(rb"""\st=["']e["']""")
_FAILED_CELL = re.compile(rb"""<(?:\w+:)?c\b(?=[^>]*\st=["']e["'])[^>]*?\sr=["'][A-Z]+([0-9]+)["']""")


_DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)

MOST_CELLS = 20_000_000
MOST_BYTES = 2**31
"""A sheet that claims more is not an extract: one stray cell in its last corner would fill the memory."""


class NotAWorkbook(Exception):
    """The bytes are no archive, or the archive holds no workbook."""


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """Whether a sheet reaches too far to be read, and the lines on which a formula failed, each once."""

    is_too_large: bool
    failed_lines: tuple[int, ...] = ()


def stored_sheets(contents: bytes) -> tuple[StoredSheet, ...]:
    """The sheets in the order of their tabs. Raises `NotAWorkbook`."""
    try:
        with zipfile.ZipFile(BytesIO(contents)) as archive:
            targets = _targets(archive.read("xl/_rels/workbook.xml.rels"))
            ids = _SHEET_ID.findall(archive.read("xl/workbook.xml"))
            return tuple(_stored_sheet(archive, targets[sheet_id]) for sheet_id in ids)
    except _DAMAGE:
        raise NotAWorkbook from None


def _targets(relationships: bytes) -> Mapping[bytes, str]:
    """The part of the archive that each id stands for."""
    targets = {}
    for relationship in _RELATIONSHIP.findall(relationships):
        if (sheet_id := _ID.search(relationship)) and (target := _TARGET.search(relationship)):
            targets[sheet_id[1]] = normpath(join("/xl", target[1].decode())).lstrip("/")
    return targets


def _stored_sheet(archive: zipfile.ZipFile, target: str) -> StoredSheet:
    if archive.getinfo(target).file_size > MOST_BYTES:
        return StoredSheet(is_too_large=True)
    xml = archive.read(target)
    extent = _EXTENT.search(xml)
    failed = _FAILED_CELL.findall(xml) if _ANY_FAILED.search(xml) else []
    return StoredSheet(
        is_too_large=extent is not None and _column_number(extent[1]) * int(extent[2]) > MOST_CELLS,
        failed_lines=tuple(dict.fromkeys(map(int, failed))),
    )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
