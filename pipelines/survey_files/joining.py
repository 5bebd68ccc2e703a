"""Survey files of several waves as one extract, because a dataset is one.

What lives here: which files can be joined, and that no wave stands in two. What does not: how one file is read
(`standardise`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from pipelines.contracts.dataset import Column
from pipelines.contracts.headings import COLUMNS_BY_HEADING, as_compared
from pipelines.contracts.schema import read_column
from pipelines.contracts.survey import Survey
from pipelines.finding import Finding
from pipelines.sources.extract import Extract
from pipelines.sources.lines import listing
from pipelines.survey_files import sentences as say


def is_plain(extract: Extract) -> bool:
    """Whether a file has the form of the contract and nothing else, so that it can be joined to an export."""
    supplied = [_column(heading) for heading in extract.headings]
    needed = {Survey.wave, Survey.team_id}
    return None not in supplied and needed < set(supplied) and len(set(supplied)) == len(supplied)


def waves_again(extracts: Sequence[Extract]) -> Iterator[Finding]:
    """Waves that stand in two files: an export made twice, or two questionnaires, would count a person twice."""
    first: dict[str, Extract] = {}
    for extract in extracts:
        (wave,) = (at for at, heading in enumerate(extract.headings) if _column(heading) is Survey.wave)
        days = days_of(extract.cells.iloc[:, wave].array)
        months = {f"{day:%B %Y}" for day in days}
        if again := sorted(months & first.keys()):
            yield say.wave_again(say.About(extract), again[0], first[again[0]].place)
        first |= dict.fromkeys(months - first.keys(), extract)


def joined_surveys(extracts: Sequence[Extract]) -> Extract:
    """Several survey files as one extract, under their names and one fingerprint over all; lines are those of each."""
    if len(extracts) == 1:
        return extracts[0]
    frames = [
        extract.cells.set_axis([str(_column(heading)) for heading in extract.headings], axis="columns")
        for extract in extracts
    ]
    supplied = {heading for frame in frames for heading in frame.columns}
    headings = [str(column) for column in Survey.columns() if column in supplied]
    joined = pd.concat([frame.reindex(columns=headings).astype("object") for frame in frames], axis="index").astype(
        "category"
    )
    joined.index.name = "line"
    return Extract(
        file=listing([extract.file for extract in extracts]),
        sheet=None,
        sha256=hashlib.sha256("".join(extract.sha256 for extract in extracts).encode()).hexdigest(),
        headings=tuple(headings),
        cells=joined,
    )


def days_of(wave: Any) -> list[date]:
    """The census days among the texts of a column, in order; what is no date is told by the contract."""
    days = read_column(Survey.wave, pd.Series(wave)).cells.dropna().unique()
    return sorted(pd.Timestamp(day).date() for day in days)


def _column(heading: str) -> Column | None:
    return COLUMNS_BY_HEADING[Survey.key].get(as_compared(heading))
