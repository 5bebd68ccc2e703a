"""The instruments an authority adds: definitions in a folder of its own, beside those that are shipped.

What lives here: reading the folder, and what two instruments may not share. What does not: what a definition must hold
(`definition`), or where the folder is (`settings`). One with the id of a shipped instrument takes its place, so that it
can be switched on or off.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.errors import SettingsMissing
from pipelines.surveys.definition import InstrumentUnusable, load_instrument, read_instrument, shipped
from pipelines.surveys.instrument import Instrument

LARGEST = 2_000_000
"""Bytes of a definition; the largest shipped one has thirty thousand."""


def all_instruments(folder: Path | None) -> tuple[Instrument, ...]:
    """Every instrument by its id, in use or not.

    Raises `SettingsMissing` naming each file that cannot be used and why, or what two instruments in use share.
    """
    found = {instrument: load_instrument(instrument) for instrument in shipped()}
    wrong = []
    for file in () if folder is None else sorted(folder.glob("*.json")):
        try:
            instrument = read_definition(file)
        except InstrumentUnusable as unusable:
            wrong += [f"{file.name}: {fault}" for fault in unusable.faults]
        else:
            found[instrument.id] = instrument
    instruments = tuple(found[key] for key in sorted(found))
    wrong += _shared([instrument for instrument in instruments if instrument.enabled])
    if wrong:
        listed = "\n".join(f"  {number}. {fault}" for number, fault in enumerate(wrong, 1))
        raise SettingsMissing(
            f"The folder of HEADROOM_INSTRUMENTS holds what cannot be used. Nothing has been published.\n{listed}"
        )
    return instruments


def read_definition(file: Path) -> Instrument:
    """The instrument of one file. Raises `InstrumentUnusable` when it is none."""
    try:
        if file.stat().st_size > LARGEST:
            raise InstrumentUnusable(f"the file is larger than {LARGEST:,} bytes")
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InstrumentUnusable("the file cannot be read as UTF-8 text") from None
    return read_instrument(text)


def fingerprint(folder: Path | None) -> str | None:
    """SHA-256 of every definition in the folder; none without one."""
    if folder is None:
        return None
    held = hashlib.sha256()
    for file in sorted(folder.glob("*.json")):
        held.update(hashlib.sha256(file.read_bytes()).digest())
    return held.hexdigest()


def _shared(instruments: Sequence[Instrument]) -> Iterator[str]:
    """Codes of questions, and names of figures, that two instruments in use have both."""
    codes = [item.code for instrument in instruments for item in instrument.items]
    written = {code.casefold(): code for code in codes}
    items = Counter(map(str.casefold, codes))
    keys = Counter(key for instrument in instruments for key in instrument.keys.values())
    yield from (f"question {written[code]} is in two instruments" for code, times in items.items() if times > 1)
    yield from (f"{key} is a figure of two instruments" for key, times in keys.items() if times > 1)
