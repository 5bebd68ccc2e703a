"""Where a dataset came from, for the record that is published with a release."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file or sheet that was read: its name without folder, what it was taken for, its rows and its fingerprint.

    The fingerprint is the file's SHA-256; what is published of extracts is made from it with the pseudonym key.
    """

    authority: str
    file: str
    sheet: str | None
    dataset: str
    fingerprint: str
    rows: int
