"""What an inbox says about its survey files beside them: waves, instruments, what numbers are, and its teams.

What lives here: reading `waves` and `teams` for that. What does not: whether they keep their contracts
(`contracts.check`, which tells everything that is wrong with them).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

import pandas as pd

from pipelines.contracts.dataset import Dataset
from pipelines.contracts.headings import as_compared, match_headings
from pipelines.contracts.survey_items import enabled_instruments
from pipelines.contracts.table import read_table
from pipelines.contracts.teams import Teams
from pipelines.contracts.waves import Waves
from pipelines.sources.extract import Extract
from pipelines.sources.folding import folded
from pipelines.surveys.instrument import Instrument

_DATE_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{2})[-_.]?(0[1-9]|1[0-2])[-_.]?([0-3][0-9])(?![0-9])")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is said of one survey file; `left_out` are positions of columns, the first is 0.

    `version`: of the questionnaire, where it was changed; as compared, empty until then.
    """

    wave: date | None = None
    values_are: str | None = None
    instruments: tuple[Instrument, ...] = ()
    version: str = ""
    left_out: tuple[int, ...] = ()


Recognised = Sequence[tuple[Extract, str | None]]


def settings_of(recognised: Recognised) -> Mapping[str, Setting]:
    """The setting of each file that `waves` names, by its name as compared (`stem`)."""
    by_id = {instrument.id: instrument for instrument in enabled_instruments()}
    settings = {}
    for row in _rows(Waves, recognised).astype("object").to_dict("records"):
        said: dict[str, Any] = {str(column): None if pd.isna(cell) else cell for column, cell in row.items()}
        if said[Waves.file]:
            settings[stem(said[Waves.file])] = Setting(
                wave=said[Waves.wave].date() if said[Waves.wave] else None,
                values_are=said[Waves.values_are],
                instruments=tuple(by_id[key] for key in (said[Waves.instrument] or "").split(";") if key),
                version=folded(said[Waves.version] or ""),
                left_out=tuple(map(_position, re.findall(r"[A-Za-z]+", said[Waves.leave_out] or ""))),
            )
    return settings


def team_codes(recognised: Recognised) -> Mapping[str, str]:
    """The code of each team by its code and its name, folded; a name that two teams share is none."""
    teams = _rows(Teams, recognised)
    rows = teams[[Teams.team_id, Teams.team_name]].dropna().astype("object").drop_duplicates()
    pairs = [(str(code), str(name)) for code, name in rows.itertuples(index=False)]
    named = Counter(folded(name) for _, name in pairs)
    return {folded(name): code for code, name in pairs if named[folded(name)] == 1} | {
        folded(code): code for code, _ in pairs
    }


def stem(file: str) -> str:
    """The name of a file without suffix, capitals and signs between words."""
    return as_compared(PurePath(file).stem)


def date_in_name(file: str) -> date | None:
    """The one date in the name of a file, as `2026-03-31`."""
    found = {match.groups() for match in _DATE_IN_NAME.finditer(file)}
    if len(found) != 1:
        return None
    try:
        return date(*map(int, found.pop()))
    except ValueError:
        return None


def _rows(dataset: type[Dataset], recognised: Recognised) -> pd.DataFrame:
    """The rows of a small dataset, unchecked; none where it is not there."""
    extract = next((extract for extract, key in recognised if key == dataset.key), None)
    if extract is None:
        return pd.DataFrame({str(column): [] for column in dataset.columns()})
    return read_table(dataset, extract, match_headings(dataset, extract).positions).frame()


def _position(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
