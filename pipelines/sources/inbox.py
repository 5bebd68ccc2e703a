"""Where extracts are found, and every file of one authority read.

What lives here: folders, and which reader takes which file. What does not: the readers (one file per format).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import UsageError
from pipelines.finding import Finding, FindingSeverity
from pipelines.sources.delimited import read_delimited
from pipelines.sources.extract import Extract, ReadFile, ReadingRule, Received, reading_finding, refused
from pipelines.sources.parquet import ENCRYPTED_PARQUET, PARQUET, read_parquet
from pipelines.sources.workbook import COMPOUND_FILE, WORKBOOK, read_compound_file, read_workbook

Reader = Callable[[Received], ReadFile]

SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".parquet"})
"""Names that extracts have; a file of another name is reported and not opened."""
READERS: tuple[tuple[bytes, Reader], ...] = (
    (WORKBOOK, read_workbook),
    (COMPOUND_FILE, read_compound_file),
    (PARQUET, read_parquet),
    (ENCRYPTED_PARQUET, read_parquet),
)
"""How a file begins, and who reads it: a workbook saved as .csv is still one. Anything else is delimited text."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """One authority's files, by the name of the folder they were found in."""

    name: str
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ReadInbox:
    """Every table that could be read, and what was wrong with those that could not."""

    extracts: tuple[Extract, ...]
    findings: tuple[Finding, ...]


def find_inboxes(path: Path) -> tuple[Inbox, ...]:
    """A folder whose own files are extracts is one inbox; otherwise each of its folders that holds some, by name.

    An empty folder among them counts, so that an authority which sent nothing is reported and not passed over. A
    single file is an inbox of one. Raises `UsageError` where there is nothing to read.
    """
    if path.is_file():
        return (Inbox(path.resolve().parent.name, (path,)),)
    if not path.is_dir():
        raise UsageError(f"{path} is not there. Give a folder of extracts, or a folder with one folder per authority.")
    if any(map(_is_extract, _files(path))):
        return (Inbox(path.resolve().name, _files(path)),)
    folders = sorted(folder for folder in path.iterdir() if folder.is_dir() and not folder.name.startswith((".", "_")))
    inboxes = tuple(Inbox(folder.name, _files(folder)) for folder in folders if _is_inbox(folder))
    if not any(inbox.files for inbox in inboxes):
        raise UsageError(f"{path} holds no extracts (CSV, XLSX or Parquet), and neither do the folders in it.")
    return inboxes


def read_inbox(inbox: Inbox) -> ReadInbox:
    """Every file of the inbox, read as text; a file that cannot be read is a finding and stops no other."""
    read = [_read(path) for path in inbox.files]
    return ReadInbox(
        extracts=tuple(extract for file in read for extract in file.extracts),
        findings=tuple(finding for file in read for finding in file.findings),
    )


def _files(folder: Path) -> tuple[Path, ...]:
    """The folder's own files by name, without those that systems leave behind (hidden, or an open workbook's lock)."""
    return tuple(sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$"))))


def _is_extract(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


def _is_inbox(folder: Path) -> bool:
    return any(map(_is_extract, _files(folder))) or not any(folder.iterdir())


def _read(path: Path) -> ReadFile:
    if not _is_extract(path):
        message = f"{path.name} is not CSV, XLSX or Parquet, so it was not read."
        query = reading_finding(ReadingRule.KNOWN_FORMAT, path.name, message, severity=FindingSeverity.QUERY)
        return ReadFile(findings=(query,))
    try:
        contents = path.read_bytes()
    except OSError:
        unread = Received(path.name, b"", "")
        return refused(
            ReadingRule.READABLE, unread, "The file cannot be opened. Close it elsewhere and check its rights."
        )
    received = Received(path.name, contents, hashlib.sha256(contents).hexdigest())
    reader = next((reader for start, reader in READERS if contents.startswith(start)), read_delimited)
    return reader(received)
