"""Identifiers replaced by keyed tokens; every column its contract does not declare left behind.

What lives here: how a token is made from an identifier. What does not: where the key comes from (`settings`).

A token is HMAC-SHA256 of the identifier under a key of 32 secret bytes, so a list of all staff numbers does not help
whoever has no key. Each purpose (practitioner, child, case) has a key of its own, so tokens of one kind never equal
those of another. 128 bits of it are kept. Tokens of one key are known by its `key_id`, which tells nothing of the key.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from pipelines.contracts.catalogue import BY_KEY
from pipelines.contracts.check import Checked
from pipelines.contracts.dataset import Column, Dataset, Purpose
from pipelines.errors import SettingsMissing
from pipelines.settings import KEY_COMMAND, PseudonymKey
from pipelines.sources.cells import coded_texts
from pipelines.sources.folding import folded

TOKEN_HEX: Final = 32
"""128 bits, so that two of a billion identifiers share a token with a chance of one in 10^21."""
KEY_ID_HEX: Final = 16
KEY_BYTES: Final = 32
FEWEST_DISTINCT_BYTES: Final = 8
"""32 random bytes hold about 30 distinct ones; a key with fewer than this was not drawn at random."""
_SUB_KEY = "headroom/1/pseudonym/"
_KEY_ID = "headroom/1/key-id"
_FINGERPRINT = "headroom/1/fingerprint"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Pseudonymised:
    """The datasets of one authority without identifiers, each frame with its declared columns and no line numbers."""

    frames: Mapping[str, pd.DataFrame]
    key_id: str

    def __repr__(self) -> str:
        rows = ", ".join(f"{len(frame)} rows of {key}" for key, frame in self.frames.items())
        return f"Pseudonymised({rows})"


def pseudonymise(checked: Checked, key: PseudonymKey) -> Pseudonymised:
    """Every identifier replaced by its token: the same person has the same token in every dataset of every run.

    Raises `SettingsMissing` for a key that is too short or was not drawn at random.
    """
    _refuse_weak(key)
    frames = {name: _without_identifiers(BY_KEY[name], frame, key) for name, frame in checked.frames.items()}
    return Pseudonymised(frames, key_id(key))


def key_id(key: PseudonymKey) -> str:
    """16 hexadecimal digits by which a key can be told from another; they tell nothing of the key."""
    return _digest(key.secret, _KEY_ID)[:KEY_ID_HEX]


def token(identifier: str, purpose: Purpose, key: PseudonymKey) -> str | None:
    """32 hexadecimal digits, or nothing for a blank identifier: all blanks must not become one person."""
    return _token(identifier, _sub_key(purpose, key))


def keyed_fingerprint(sha256: str, key: PseudonymKey) -> str:
    """The fingerprint of an extract as it is published: 64 hexadecimal digits.

    A plain hash of a short survey file could be undone by hashing every set of answers that it could hold.
    """
    return _digest(hmac.digest(key.secret, _FINGERPRINT.encode(), "sha256"), sha256)


def _without_identifiers(dataset: type[Dataset], rows: pd.DataFrame, key: PseudonymKey) -> pd.DataFrame:
    """The declared columns alone. The line numbers go too: they would lead back to the extract."""
    kept = {str(column): _kept(column, rows[column], key) for column in dataset.columns() if column in rows}
    return pd.DataFrame(kept, index=rows.index, copy=False).reset_index(drop=True)


def _kept(column: Column, cells: pd.Series[Any], key: PseudonymKey) -> pd.Series[Any]:
    if column.purpose is None:
        return cells
    sub_key = _sub_key(column.purpose, key)
    identifiers = cells.astype("category").cat
    tokens = [_token(identifier, sub_key) for identifier in identifiers.categories.to_list()]
    return pd.Series(coded_texts(identifiers.codes.to_numpy(), tokens), index=cells.index)


def _token(identifier: str, sub_key: bytes) -> str | None:
    compared = folded(identifier)
    return _digest(sub_key, compared)[:TOKEN_HEX] if compared else None


def _sub_key(purpose: Purpose, key: PseudonymKey) -> bytes:
    return hmac.digest(key.secret, f"{_SUB_KEY}{purpose}".encode(), "sha256")


def _digest(secret: bytes, text: str) -> str:
    return hmac.digest(secret, text.encode(), "sha256").hex()


def _refuse_weak(key: PseudonymKey) -> None:
    if len(key.secret) < KEY_BYTES or len(set(key.secret)) < FEWEST_DISTINCT_BYTES:
        raise SettingsMissing(
            f"The pseudonym key is not {KEY_BYTES} bytes drawn at random. Make one with: {KEY_COMMAND}"
        )
