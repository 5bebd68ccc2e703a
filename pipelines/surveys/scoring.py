"""Answers → one row per respondent with the scores of an instrument, and the figures of a group.

What lives here: reverse items, the fewest answers a score needs, and the rule that a blank is in no denominator. What
does not: which answers count (the instrument), or how respondents are parted into groups (`measures`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.surveys.instrument import Instrument, Item, Method, Scale

_ANSWERED = "_answered"
Scores = NDArray[np.float64]


def answered(indicator: str) -> str:
    """The column that says whether the respondent is in the denominator of an indicator."""
    return f"{indicator}{_ANSWERED}"


def score(answers: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """One row per respondent, from one column of answers (option values) for each item that was asked.

    For each scale the respondent's score, missing with too few answers; for each indicator whether it holds, and
    whether it was `answered`. An item that the survey did not ask is a blank for everyone.
    """
    given = {item.code: _Given(answers.get(item.code), item, len(answers)) for item in instrument.items}
    scored: dict[str, NDArray[np.generic]] = {}
    for scale in instrument.scales:
        scored[scale.code] = _score_of(scale, [given[code] for code in scale.items])
    for indicator in instrument.indicators:
        scored[indicator.code] = given[indicator.item].is_one_of(indicator.numerator)
        scored[answered(indicator.code)] = given[indicator.item].is_one_of(indicator.denominator)
    return pd.DataFrame(scored, index=answers.index)


def group_figures(scored: pd.DataFrame, instrument: Instrument) -> Mapping[str, float]:
    """Of one group: the mean score of each scale, and the share (%) of each indicator; missing where nobody counts."""
    figures = {scale.code: float(scored[scale.code].mean()) for scale in instrument.scales}
    for indicator in instrument.indicators:
        of = scored[answered(indicator.code)]
        figures[indicator.code] = float(100 * scored.loc[of, indicator.code].mean()) if of.any() else np.nan
    return figures


class _Given:
    """The answers to one item, looked up by the few values that occur and not one by one."""

    def __init__(self, column: pd.Series | None, item: Item, respondents: int) -> None:
        self.item = item
        if column is None:
            self._code, self._values = np.full(respondents, -1, dtype=np.intp), list[str]()
        elif isinstance(column.dtype, pd.CategoricalDtype):
            self._code = column.cat.codes.to_numpy().astype(np.intp)
            self._values = column.cat.categories.tolist()
        else:
            self._code, values = pd.factorize(column)
            self._values = list(values)

    def score(self) -> Scores:
        """The score of each answer; missing for a blank and for an answer without one."""
        known = self.item.scores
        return self._look_up([known.get(value, np.nan) for value in self._values], np.nan)

    def is_one_of(self, values: tuple[str, ...] | frozenset[str]) -> NDArray[np.bool_]:
        """Whether the answer is one of these; a blank never is."""
        return self._look_up([value in values for value in self._values], False).astype(np.bool_)

    def _look_up(self, table: list[float] | list[bool], blank: float) -> Scores:
        # The code of a blank is -1: it finds the last entry.
        found: Scores = np.array([*table, blank], dtype=np.float64)[self._code]
        return found


def _score_of(scale: Scale, given: list[_Given]) -> Scores:
    scores = np.column_stack([each.score() for each in given])
    counted = ~np.isnan(scores)
    number = counted.sum(axis=1)
    enough = number >= scale.min_answered
    match scale.method:
        case Method.MEAN | Method.SUM:
            total = np.where(counted, scores, 0.0).sum(axis=1)
            value = total if scale.method is Method.SUM else total / np.maximum(number, 1)
        case Method.PERCENT_POSITIVE:
            positive = np.column_stack([each.is_one_of(scale.positive) for each in given]) & counted
            value = 100 * positive.sum(axis=1) / np.maximum(number, 1)
        case Method.PERCENT_DIFFERENCE:
            more, less = (each.is_one_of(scale.positive).astype(np.float64) for each in given)
            value = 100 * (more - less)
    return np.where(enough, value, np.nan)
