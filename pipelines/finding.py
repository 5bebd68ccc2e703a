"""One thing found wrong with an extract, in words that hold no person's value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingSeverity(StrEnum):
    """An error stops the release; a query is published with it and asked of whoever made the extract."""

    ERROR = "error"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class Finding:
    """What, where and what to do. `lines` are numbered as a spreadsheet shows them, at most the first ten."""

    dataset: str
    file: str
    rule: str
    severity: FindingSeverity
    message: str
    column: str = ""
    sheet: str | None = None
    count: int = 1
    lines: tuple[int, ...] = ()
