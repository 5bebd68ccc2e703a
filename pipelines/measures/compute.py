"""Pseudonymised extracts → results: every measure in every unit, period and breakdown, nothing hidden or rounded.

What lives here: which cells there are, what is divided by what, and which symbol stands where no value can. What does
not: which rows are counted (`subjects`) and how (`counting`), or who may see a cell (`disclosure_control`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.contracts.teams import Teams
from pipelines.measures.catalogue import CATALOGUE, FLOWS, LINKS
from pipelines.measures.counting import Counter, Numbers, count_all, units_with_results
from pipelines.measures.dominance import LEAST, SumRule
from pipelines.measures.measure import Measure, Quantity
from pipelines.measures.results import CELL_COLUMNS, WHOLE, Results
from pipelines.measures.scope import Scope, scope_of
from pipelines.measures.subject import Code, Title
from pipelines.measures.subjects.gather import gather
from pipelines.measures.units import organisation_of
from pipelines.organisation import Level
from pipelines.periods import PeriodKind
from pipelines.pseudonymise import Pseudonymised
from pipelines.published import Symbol
from pipelines.snapshots import Flags

MONTHS = 36
"""Months in a release, unless fewer are known."""
_TEXTS = ("unit_id", "measure_key", "breakdown_topic", "breakdown", "symbol")


def compute(
    pseudonymised: Pseudonymised, reference_date: date | None = None, months: int = MONTHS, sum_rule: SumRule = LEAST
) -> Results:
    """Every measure of the catalogue over the last `months` months up to the reference date.

    `sum_rule` says when one or two people make up a sum; without one, as the weakest policy does.

    Without a reference date it is the last month of the establishment extract. Only `teams`, `workforce` and
    `involvements` must be there: what rests on another extract is `x` where that is missing.
    """
    organisation = organisation_of(pseudonymised.frames[Teams.key])
    scope = scope_of(pseudonymised.frames, organisation, reference_date, months)
    reference: date = scope.months[-1].item()
    return Results(organisation, CATALOGUE, LINKS, reference, _cells(scope, CATALOGUE, sum_rule), FLOWS, scope.workload)


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


def every_series(measures: Sequence[Measure], by_subject: Mapping[str, Counter] | None = None) -> tuple[Series, ...]:
    """Each measure, followed by its breakdowns code by code; titles are those that occur in rows, if any are given."""
    return tuple(series for measure in measures for series in _series_of(measure, by_subject or {}))


def _series_of(measure: Measure, by_subject: Mapping[str, Counter]) -> Iterator[Series]:
    yield Series(measure)
    for topic in measure.breakdowns:
        if isinstance(topic, Title) != (topic in measure.titled) or not isinstance(topic, Title | Code):
            raise TypeError(f"{measure.key} is broken down by {topic}, which has no list of codes")
        if isinstance(topic, Code):
            yield from (Series(measure, topic, code) for code in topic.codes)
        elif measure.numerator.subject in by_subject:
            titles = by_subject[measure.numerator.subject].subject.titles
            yield from (Series(measure, topic, title) for title in titles[topic])


def counters(scope: Scope) -> Mapping[str, Counter]:
    """What can be counted of one authority, by subject."""
    periods = {PeriodKind.MONTH: scope.months, PeriodKind.WAVE: scope.waves}
    return {
        subject.key: Counter(scope.organisation, rows, periods[subject.period_kind])
        for subject, rows in gather(scope).items()
    }


def _cells(scope: Scope, measures: Sequence[Measure], sum_rule: SumRule) -> pd.DataFrame:
    """The completed matrix: every unit at or above the lowest level × every period × every breakdown."""
    by_subject = counters(scope)
    every = every_series(measures, by_subject)
    counted = count_all((quantity for series in every for quantity in series.quantities()), by_subject)
    cells = pd.concat([_cells_of(series, counted, by_subject, sum_rule) for series in every], ignore_index=True)
    return cells[list(CELL_COLUMNS)].astype(dict.fromkeys(_TEXTS, "str"))


def _cells_of(
    series: Series, counted: Mapping[Quantity, Numbers], by_subject: Mapping[str, Counter], sum_rule: SumRule
) -> pd.DataFrame:
    """Unit by unit, the periods of each in order."""
    measure, counter = series.measure, by_subject[series.measure.numerator.subject]
    units = units_with_results(counter.organisation)
    shown = [place for place, unit in enumerate(units) if unit.level.depth <= series.lowest_level.depth]
    names = np.array([units[place].unit_id for place in shown], dtype=object)
    arrays = _figures(series, counted, by_subject)
    whole = series.part(measure.denominator) if measure.denominator and measure.is_part_of_sum else None
    is_dominated = counter.is_dominated(series.part(measure.numerator), whole, sum_rule)
    arrays["is_dominated"] = is_dominated & ~np.isnan(arrays["value"])
    arrays["spread"] = np.full_like(arrays["value"], np.nan)
    if measure.numerator.bounds is not None:
        arrays["spread"] = measure.scale * counter.spread(series.part(measure.numerator), arrays["denominator"])
    asked = _periods_asked(measure, arrays["denominator"])
    figures = {name: array[shown][:, asked].ravel() for name, array in arrays.items()}
    return pd.DataFrame(
        {
            "unit_id": np.repeat(names, asked.sum()),
            "measure_key": measure.key,
            "period_end": np.tile(counter.periods[asked], len(names)),
            "breakdown_topic": str(series.topic),
            "breakdown": series.code,
        }
        | figures
    )


def _periods_asked(measure: Measure, answered: Numbers) -> Flags:
    """The periods of a measure: of a survey question the waves in which anybody answered it, or the last if none.

    A wave that did not ask it has no cell, so that a yearly question is compared with the year before.
    """
    everything = np.ones(answered.shape[1], dtype=np.bool_)
    if measure.drawn_from is None:
        return everything
    asked: Flags = everything & (answered > 0).any(axis=0)
    return asked if asked.any() else np.arange(len(asked)) == len(asked) - 1


def _figures(
    series: Series, counted: Mapping[Quantity, Numbers], by_subject: Mapping[str, Counter]
) -> dict[str, NDArray[Any]]:
    """Numerator, denominator, base, value and symbol by unit and period; a symbol stands where there is no value."""
    measure = series.measure
    numerator, base = counted[series.part(measure.numerator)], counted[series.part(measure.base)]
    nothing = np.zeros_like(numerator)
    denominator = nothing if measure.denominator is None else counted[series.part(measure.denominator)]
    is_known = np.logical_and.reduce([by_subject[each.subject].is_known(each) for each in series.quantities()])
    lacks_answer, arises = _unanswered(measure, counted, numerator, denominator, base)
    symbol = np.full(numerator.shape, None, dtype=object)
    symbol[lacks_answer] = np.where(arises, Symbol.NOT_AVAILABLE.value, Symbol.NOT_APPLICABLE.value)[lacks_answer]
    symbol[:, ~is_known] = Symbol.NOT_AVAILABLE.value
    divisor = np.ones_like(numerator) if measure.denominator is None else denominator
    has_value = is_known & ~lacks_answer
    value = np.divide(measure.scale * numerator, divisor, out=np.full_like(numerator, np.nan), where=has_value)
    parts = {"numerator": np.nan_to_num(numerator), "denominator": denominator, "base": base}
    known_parts = {name: np.where(is_known, part, 0) for name, part in parts.items()}
    return known_parts | {"value": value, "symbol": symbol}


def _unanswered(
    measure: Measure, counted: Mapping[Quantity, Numbers], numerator: Numbers, denominator: Numbers, base: Numbers
) -> tuple[Flags, Flags]:
    """Where a value cannot be told, and where the question arises all the same.

    A ratio of something to nothing (cases held by people without hours) arises. A count of nothing is 0, unless nobody
    said of anyone whether to count them.
    """

    def number(quantity: Quantity | None) -> Numbers:
        return np.zeros_like(base) if quantity is None else counted[quantity]

    is_asked = number(measure.asked_of) > 0
    if not measure.numerator.is_additive:
        return np.isnan(numerator), base > 0
    if measure.denominator is None:
        cannot_be_told = is_asked & (number(measure.answered_by) == 0)
        return cannot_be_told, is_asked
    return denominator == 0, is_asked | (numerator > 0)
