"""Every chart over time of a release, as the tables that are published.

What lives here: all monthly measures of all units laid out as rows, whole columns at a time. What does not: how one
measure is charted (`charting`), or the writing of tables (`publish`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipelines.measures.measure import Direction
from pipelines.periods import PeriodKind
from pipelines.published import ChartKind, Pattern, Variation
from pipelines.signals.arrays import Flags, Floats, Whole, rows_where
from pipelines.signals.chart_words import COMMON, words_of
from pipelines.signals.charting import KINDS, Charted, charted_in
from pipelines.signals.funnels import LOAD
from pipelines.signals.panel import Panel
from pipelines.signals.rare_events import g_limits
from pipelines.signals.signal import NO_CHARTS, ChartTables
from pipelines.signals.targets import target_of
from pipelines.signals.verdict import SAID, Target, Words, assured
from pipelines.signals.words import months


def charts_of_release(panel: Panel) -> ChartTables:
    """The chart of every unit and monthly measure that shows anything."""
    parts = [
        _Layout(panel, charted_in(panel, shown), target_of(panel, key)).tables()
        for key, shown in panel.measures.items()
        if shown.measure.period_kind is PeriodKind.MONTH
    ]
    if not parts:
        return NO_CHARTS
    return ChartTables(*(pd.concat(tables, ignore_index=True) for tables in zip(*parts, strict=True)))


@dataclass(frozen=True, slots=True)
class _Layout:
    """The rows of one measure. `target`, by unit: what it should reach, missing where there is none."""

    panel: Panel
    charted: Charted
    target: Floats

    def tables(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        gaps = {row: _Gaps.of(self.charted, row) for row in rows_where(self.charted.is_of(ChartKind.GAPS))}
        return self._charts(gaps), self._limits(gaps), self._points(gaps)

    def _frame(self, units: Whole, columns: Mapping[str, Any]) -> pd.DataFrame:
        ids = np.array([unit.unit_id for unit in self.panel.units], dtype=object)
        return pd.DataFrame({"unit_id": ids[units], "measure_key": self.charted.shown.measure.key, **columns})

    def _charts(self, gaps: Mapping[int, _Gaps]) -> pd.DataFrame:
        charted = self.charted
        rows = np.flatnonzero(charted.is_drawn)
        last = charted.latest[rows]
        special = charted.verdict.special[rows, last]
        variation = self._variation(rows, last)
        is_judged = charted.is_judged[rows]
        variation[~is_judged] = str(Variation.NOT_JUDGED)
        words = np.full(len(rows), COMMON, dtype=object)
        for place in rows_where(special | ~is_judged):
            row = int(rows[place])
            words[place] = words_of(charted, row, self.panel.units[row].level)
        for row, gap in gaps.items():
            place = int(np.searchsorted(rows, row))
            variation[place], words[place] = str(gap.variation), gap.words
        kinds = np.array([str(kind) for kind in KINDS], dtype=object)
        return self._frame(
            rows,
            {
                "kind": kinds[charted.kind[rows]],
                "profile": charted.chart.profile.key,
                "points": charted.chart.points[rows],
                "variation": variation,
                "assurance": self._assurance(rows, last),
                "target": self.target[rows],
                "words": words,
            },
        )

    def _assurance(self, rows: Whole, last: Whole) -> list[str]:
        chart, better = self.charted.chart, self._better()
        held = (chart.lower[rows, last].tolist(), chart.upper[rows, last].tolist(), self.target[rows].tolist())
        return [
            str(assured(lower, upper, None if np.isnan(target) else Target(target, better), chart.profile))
            for lower, upper, target in zip(*held, strict=True)
        ]

    def _better(self) -> Direction:
        """Which way the target lies: a load should stay below its limit, though no load is better in itself."""
        measure = self.charted.shown.measure
        return Direction.LOWER_IS_BETTER if measure.key == LOAD else measure.direction

    def _variation(self, unit: Whole, column: Whole) -> Words:
        """What special months say. No load is better in itself, but an unusual one over its limit is a worse one."""
        charted = self.charted
        special, high = charted.verdict.special[unit, column], charted.verdict.high[unit, column]
        said = charted.verdict.variations(unit, column)
        if charted.verdict.direction is Direction.NEITHER and self._better() is Direction.LOWER_IS_BETTER:
            target = self.target[unit]
            value, mean = (
                charted.as_published(each)[unit, column] for each in (charted.shown.value, charted.chart.mean)
            )
            said[special & high & (value > target)] = str(Variation.CONCERN)
            said[special & ~high & (mean > target)] = str(Variation.IMPROVEMENT)
        return said

    def _limits(self, gaps: Mapping[int, _Gaps]) -> pd.DataFrame:
        """One row for each stretch of equal limits: a section, or a month where the limits follow the base."""
        charted, periods = self.charted, self._periods()
        unit, column = np.nonzero(~np.isnan(charted.shown.value))
        chart = charted.chart
        limits = [charted.as_published(each) for each in (chart.mean, chart.lower, chart.upper)]
        drawn = np.stack([each[unit, column] for each in limits])
        new = (drawn[:, 1:] != drawn[:, :-1]) & ~np.isnan(drawn[:, 1:] + drawn[:, :-1])
        new |= np.isnan(drawn[:, 1:]) != np.isnan(drawn[:, :-1])
        section = charted.sections[unit, column]
        begins = np.ones(len(unit), dtype=np.bool_)
        begins[1:] = (unit[1:] != unit[:-1]) | (section[1:] != section[:-1]) | new.any(axis=0)
        first = np.flatnonzero(begins)
        last = np.append(first[1:], len(unit))[: len(first)] - 1
        rows, columns = unit[first], column[first]
        centre, lower, upper = (each[rows, columns] for each in limits)
        centre, upper = centre.copy(), upper.copy()
        published = self.panel.measures[charted.shown.measure.key].value
        for place in rows_where(charted.is_of(ChartKind.RUN)[rows]):
            of_section = published[unit[first[place]], column[first[place] : last[place] + 1]]
            centre[place] = np.median(of_section)
        for place in rows_where(charted.is_of(ChartKind.GAPS)[rows]):
            gap = gaps[int(rows[place])]
            centre[place], upper[place] = gap.centre, gap.upper
        return self._frame(
            rows,
            {
                "first_period": periods[columns],
                "last_period": periods[column[last]],
                "centre": centre,
                "lower": lower,
                "upper": upper,
            },
        )

    def _points(self, gaps: Mapping[int, _Gaps]) -> pd.DataFrame:
        verdict, special = self.charted.verdict, self.charted.verdict.special.copy()
        for row, gap in gaps.items():
            special[row] = gap.special
        unit, column = np.nonzero(special)
        patterns = np.array([str(pattern) for pattern in verdict.patterns], dtype=object)
        pattern = patterns[verdict.pattern[unit, column]]
        variation = self._variation(unit, column)
        if gaps:
            of_gaps = np.isin(unit, list(gaps))
            pattern[of_gaps] = str(Pattern.SINGLE)
            variation[of_gaps] = str(SAID[verdict.direction][0])
        return self._frame(unit, {"period_end": self._periods()[column], "pattern": pattern, "variation": variation})

    def _periods(self) -> np.ndarray[Any, np.dtype[np.datetime64]]:
        return np.array(self.charted.shown.periods, dtype="datetime64[s]")


@dataclass(frozen=True, slots=True)
class _Gaps:
    """Months without any between months with some: `special` marks months that ended, or are in, too long a gap."""

    centre: float
    upper: float
    special: Flags
    variation: Variation
    words: str

    @classmethod
    def of(cls, charted: Charted, row: int) -> _Gaps:
        values = charted.shown.value[row]
        shown = np.flatnonzero(~np.isnan(values))
        some = np.flatnonzero(values[shown] > 0)
        gaps: Floats = np.diff(some) - 1.0
        limits = g_limits(gaps[None, :])
        centre, upper = float(limits.centre[0]), float(limits.upper[0])
        running = len(shown) - 1 - int(some[-1])
        special = np.zeros(values.shape, dtype=np.bool_)
        special[shown[some[1:][gaps > upper]]] = True
        special[shown[-1]] |= running > upper
        usual = f"about {months(round(centre))}" if round(centre) else "less than a month"
        if special[shown[-1]]:
            long = running if running > upper else int(gaps[-1])
            variation = SAID[charted.verdict.direction][0]
            return cls(
                centre, upper, special, variation, f"Unusually long without any: {months(long)}; {usual} is usual."
            )
        said = f"Nothing beyond the usual: {usual} without any between months with some."
        return cls(centre, upper, special, Variation.COMMON_CAUSE, said)
