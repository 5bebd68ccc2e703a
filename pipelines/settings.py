"""Settings of a run: database, pseudonym key, own survey instruments. Read from the environment once.

What lives here: where settings come from and what is refused. What does not: any default that would weaken privacy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import SettingsMissing

DEFAULT_DATABASE_URL = "sqlite:///headroom.sqlite"
KEY_COMMAND = "headroom key new"
FEWEST_DISTINCT_DIGITS = 8
"""Random keys have about 16 distinct digits; fewer than this was typed by hand."""
_KEY = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PseudonymKey:
    """32 secret bytes. Never printed: its text form shows nothing."""

    secret: bytes

    def __repr__(self) -> str:
        return "PseudonymKey(secret)"


def database_url(environment: Mapping[str, str], given: str | None = None) -> str:
    """`--database` first, then `HEADROOM_DATABASE_URL`, then an SQLite file in the working folder."""
    return given or environment.get("HEADROOM_DATABASE_URL") or DEFAULT_DATABASE_URL


def instrument_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder of an authority's own survey instruments, which `HEADROOM_INSTRUMENTS` names; none without it.

    Raises `SettingsMissing` when there is no such folder.
    """
    named = environment.get("HEADROOM_INSTRUMENTS")
    if not named:
        return None
    folder = Path(named)
    if not folder.is_dir():
        raise SettingsMissing(
            "HEADROOM_INSTRUMENTS names no folder. Set it to a folder of instrument definitions, or leave it unset"
        )
    return folder


def pseudonym_key(environment: Mapping[str, str]) -> PseudonymKey:
    """The key from `HEADROOM_KEY` (64 hex characters), or from the file that `HEADROOM_KEY_FILE` names.

    Raises `SettingsMissing` when neither is set, or what is set is not a key; the text never repeats what it found.
    """
    text = environment.get("HEADROOM_KEY")
    where = "HEADROOM_KEY"
    if not text and (file := environment.get("HEADROOM_KEY_FILE")):
        where = "The file named by HEADROOM_KEY_FILE"
        try:
            text = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise SettingsMissing(
                f"{where} cannot be read. Check the path, or make a new key with: {KEY_COMMAND}"
            ) from None
    if not text:
        raise SettingsMissing(
            "No pseudonym key is set, so identifiers could not be replaced safely. Nothing has been published. "
            f"Make a key with: {KEY_COMMAND}"
        )
    if not _KEY.fullmatch(text.strip()) or len(set(text.strip())) < FEWEST_DISTINCT_DIGITS:
        raise SettingsMissing(
            f"{where} is not a pseudonym key (64 hexadecimal characters, drawn at random). Make one with: {KEY_COMMAND}"
        )
    return PseudonymKey(bytes.fromhex(text.strip()))
