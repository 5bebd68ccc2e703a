"""One line for each answer (respondent, question, answer), turned into one line for each return.

What lives here: recognising that form, and turning it. What does not: what questions and answers mean.
The respondent's number is used to put answers together and left behind; it is never in a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipelines.contracts.headings import COLUMNS_BY_HEADING, as_compared
from pipelines.contracts.survey import Survey
from pipelines.sources.cells import Codes, coded_texts
from pipelines.sources.extract import Extract

_RESPONDENT = frozenset({"respondent", "respondent id", "response id", "return", "return id", "questionnaire"})
_QUESTION = frozenset({"item", "item code", "question", "question text", "question code"})
_ANSWER = frozenset({"answer", "value", "answer text", "answer value"})


@dataclass(frozen=True, slots=True, eq=False)
class Turned:
    """The returns, with a column for each question under its text; what was wrong by line, and columns left over."""

    extract: Extract
    answered_twice: Sequence[int]
    without_respondent: Sequence[int]
    in_two_teams: Sequence[int]
    left_over: tuple[int, ...]


def long_columns(extract: Extract) -> tuple[int, int, int] | None:
    """Where respondent, question and answer stand, if this is one line for each answer."""
    found = [
        [position for position, heading in enumerate(extract.headings) if as_compared(heading) in names]
        for names in (_RESPONDENT, _QUESTION, _ANSWER)
    ]
    if any(len(positions) != 1 for positions in found):
        return None
    (respondent,), (question,), (answer,) = found
    return respondent, question, answer


def turned(extract: Extract, columns: tuple[int, int, int], left_out: Sequence[int]) -> Turned:
    """The same answers with one line for each return: the first line on which its respondent stands."""
    cells = extract.cells
    respondent, question, answer = (cells.iloc[:, position].astype("category").cat for position in columns)
    who: Codes = respondent.codes.to_numpy()
    asked: Codes = question.codes.to_numpy()
    held = (who >= 0) & (asked >= 0)
    _, first = np.unique(who[who >= 0], return_index=True)
    lines = np.sort(np.flatnonzero(who >= 0)[first])
    place = np.full(len(respondent.categories) + 1, -1)
    place[who[lines]] = np.arange(len(lines))
    at = place[who]
    pairs = pd.Series(at[held] * (len(question.categories) + 1) + asked[held])
    headings, made = [], []
    beside = {
        position: column
        for position, heading in enumerate(extract.headings)
        if (column := COLUMNS_BY_HEADING[Survey.key].get(as_compared(heading))) in {Survey.wave, Survey.team_id}
    }
    apart = np.zeros(len(lines), dtype=bool)
    for position, column in beside.items():
        coded = cells.iloc[:, position].astype("category").cat
        codes = coded.codes.to_numpy()
        own = codes[lines]
        differs = (at >= 0) & (codes >= 0) & (codes != own[at])
        apart[at[differs]] = True
        headings.append(str(column))
        made.append(coded_texts(own, list(coded.categories)))
    for number, text in enumerate(question.categories):
        of_this = held & (asked == number)
        given = np.full(len(lines), -1)
        given[at[of_this]] = answer.codes.to_numpy()[of_this]
        headings.append(text)
        made.append(coded_texts(given, list(answer.categories)))
    frame = pd.DataFrame(dict(enumerate(made)), index=cells.index[lines], copy=False)
    frame.columns = pd.Index(headings, dtype="str")
    known = {*columns, *beside, *left_out}
    return Turned(
        extract=replace(extract, headings=tuple(headings), cells=frame),
        answered_twice=_lines(cells, np.flatnonzero(held)[pairs.duplicated().to_numpy()]),
        without_respondent=_lines(cells, np.flatnonzero(~held)),
        in_two_teams=_lines(cells, lines[apart]),
        left_over=tuple(position for position in range(len(extract.headings)) if position not in known),
    )


def _lines(cells: pd.DataFrame, rows: Codes) -> list[int]:
    return [int(line) for line in cells.index[rows]]
