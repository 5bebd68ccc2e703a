"""Pseudonymised extracts → results: every measure in every unit, period and breakdown, nothing hidden or rounded.

What lives here: which cells there are, what is divided by what, and which symbol stands where no value can. What does
not: which rows are counted (`subjects`) and how (`counting`), or who may see a cell (`disclosure_control`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.contracts.teams import Teams
from pipelines.measures.catalogue import CATALOGUE, FLOWS, LINKS
from pipelines.measures.counting import Counter, Numbers, count_all, units_with_results
from pipelines.measures.measure import Measure, Quantity, Statistic
from pipelines.measures.results import CELL_COLUMNS, WHOLE, Results
from pipelines.measures.scope import Scope, scope_of
from pipelines.measures.subject import Code
from pipelines.measures.subjects.gather import gather
from pipelines.measures.units import organisation_of
from pipelines.organisation import Level
from pipelines.periods import PeriodKind
from pipelines.pseudonymise import Pseudonymised
from pipelines.published import Symbol
from pipelines.snapshots import Days

MONTHS = 36
"""Months in a release, unless fewer are known."""
_NO_SYMBOL = ""
_TEXTS = ("unit_id", "measure_key", "breakdown_topic", "breakdown", "symbol")


def compute(pseudonymised: Pseudonymised, reference_date: date | None = None, months: int = MONTHS) -> Results:
    """Every measure of the catalogue over the last `months` months up to the reference date.

    Without a reference date it is the last month of the establishment extract. Only `teams`, `workforce` and
    `involvements` must be there: what rests on another extract is `x` where that is missing.
    """
    organisation = organisation_of(pseudonymised.frames[Teams.key])
    scope = scope_of(pseudonymised.frames, organisation, reference_date, months)
    reference: date = scope.months[-1].item()
    return Results(organisation, CATALOGUE, LINKS, reference, _cells(scope, CATALOGUE), FLOWS)


@dataclass(frozen=True, slots=True)
class Series:
    """One measure, whole or one code of a breakdown, in every unit and period."""

    measure: Measure
    topic: str = WHOLE
    code: str = WHOLE

    @property
    def lowest_level(self) -> Level:
        """Breakdowns may start higher than the whole does."""
        levels = (self.measure.lowest_level, self.measure.breakdowns_from)
        return self.measure.lowest_level if self.topic == WHOLE else min(levels, key=lambda level: level.depth)

    def part(self, quantity: Quantity) -> Quantity:
        return quantity if self.topic == WHOLE else quantity.part(self.topic, self.code)

    def quantities(self) -> Iterator[Quantity]:
        """Everything that has to be counted for the series."""
        measure = self.measure
        yield from (self.part(each) for each in (measure.numerator, measure.denominator, measure.base) if each)
        yield from (each for each in (measure.asked_of, measure.answered_by) if each)


def every_series(measures: Sequence[Measure]) -> tuple[Series, ...]:
    """Each measure, followed by its breakdowns code by code."""
    return tuple(series for measure in measures for series in _series_of(measure))


def _series_of(measure: Measure) -> Iterator[Series]:
    yield Series(measure)
    for topic in measure.breakdowns:
        if not isinstance(topic, Code):
            raise TypeError(f"{measure.key} is broken down by {topic}, which has no list of codes")
        yield from (Series(measure, topic, code) for code in topic.codes)


def counters(scope: Scope) -> Mapping[str, Counter]:
    """What can be counted of one authority, by subject."""
    periods = {PeriodKind.MONTH: scope.months, PeriodKind.WAVE: scope.waves}
    return {
        subject.key: Counter(scope.organisation, rows, periods[subject.period_kind])
        for subject, rows in gather(scope).items()
    }


@dataclass(frozen=True, slots=True)
class _Figures:
    """What is worked out of one series: arrays of unit × period. A symbol stands where there is no value."""

    numerator: Numbers
    denominator: Numbers
    base: Numbers
    value: Numbers
    symbol: NDArray[np.str_]


def _cells(scope: Scope, measures: Sequence[Measure]) -> pd.DataFrame:
    """The completed matrix: every unit at or above the lowest level × every period × every breakdown."""
    units = units_with_results(scope.organisation)
    by_subject = counters(scope)
    every = every_series(measures)
    counted = count_all((quantity for series in every for quantity in series.quantities()), by_subject)
    columns: dict[str, list[NDArray[np.object_] | Numbers | Days]] = {column: [] for column in CELL_COLUMNS}
    for series in every:
        shown = np.array([unit.level.depth <= series.lowest_level.depth for unit in units])
        periods = by_subject[series.measure.numerator.subject].periods
        names = np.array([unit.unit_id for unit in units], dtype=object)[shown]
        figures = _figures(series, counted, by_subject)
        columns["unit_id"].append(np.repeat(names, len(periods)))
        columns["period_end"].append(np.tile(periods, len(names)))
        keys = {"measure_key": series.measure.key, "breakdown_topic": series.topic, "breakdown": series.code}
        for column, key in keys.items():
            columns[column].append(np.full(len(names) * len(periods), str(key), dtype=object))
        for figure in fields(figures):
            columns[figure.name].append(getattr(figures, figure.name)[shown].ravel())
    cells = pd.DataFrame({column: np.concatenate(parts) for column, parts in columns.items()})
    return cells.astype(dict.fromkeys(_TEXTS, "str")).assign(
        symbol=lambda each: each["symbol"].mask(each["symbol"] == _NO_SYMBOL)
    )


def _figures(series: Series, counted: Mapping[Quantity, Numbers], by_subject: Mapping[str, Counter]) -> _Figures:
    measure = series.measure
    numerator, base = counted[series.part(measure.numerator)], counted[series.part(measure.base)]
    denominator = np.zeros_like(numerator) if measure.denominator is None else counted[series.part(measure.denominator)]
    is_known = np.logical_and.reduce([by_subject[each.subject].is_known(each) for each in series.quantities()])
    symbol = np.where(is_known, _symbols(measure, counted, numerator, denominator, base), Symbol.NOT_AVAILABLE.value)
    has_value = symbol == _NO_SYMBOL
    divisor = np.ones_like(numerator) if measure.denominator is None else denominator
    value = np.divide(measure.scale * numerator, divisor, out=np.full_like(numerator, np.nan), where=has_value)
    return _Figures(
        numerator=np.where(is_known, np.nan_to_num(numerator), 0),
        denominator=np.where(is_known, denominator, 0),
        base=np.where(is_known, base, 0),
        value=value,
        symbol=symbol,
    )


def _symbols(
    measure: Measure, counted: Mapping[Quantity, Numbers], numerator: Numbers, denominator: Numbers, base: Numbers
) -> NDArray[np.str_]:
    """`z` where the question does not arise, `x` where it does and no answer is recorded; otherwise nothing.

    A ratio of something to nothing (cases held by people without hours) is `x` too. A plain count of nothing is 0.
    """
    if measure.numerator.statistic is Statistic.MEDIAN:
        lacks_answer, arises = np.isnan(numerator), base > 0
    else:
        answers = denominator if measure.answered_by is None else counted[measure.answered_by]
        asked = numerator if measure.asked_of is None else counted[measure.asked_of]
        arises = (asked > 0) | (numerator > 0)
        is_plain_count = measure.denominator is None
        can_lack = arises if is_plain_count else np.ones_like(arises)
        lacks_answer = can_lack & (answers == 0) & (not is_plain_count or measure.answered_by is not None)
    return np.select(
        [lacks_answer & arises, lacks_answer], [Symbol.NOT_AVAILABLE.value, Symbol.NOT_APPLICABLE.value], _NO_SYMBOL
    )
