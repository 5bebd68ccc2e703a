"""Where a dataset came from, for the record that is published with a release."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file or sheet that was read: its name without folder, what it was taken for, its hash and its rows."""

    authority: str
    file: str
    sheet: str | None
    dataset: str
    sha256: str
    rows: int
