"""Whether a figure has changed: one rule for every page, signal and export.

What lives here: the figure that each one is compared with, the interval of the difference, and its verdict. What does
not: what is said of it (`wellbeing`, the dashboard), or a unit's longer past (`baseline`).

A share is tested by Newcombe's interval of the difference on the published shares and bases, a mean of scores by
Welch's on the published means, spreads and bases; a survey question only from thirty answers in both waves, a theme
from twenty, an index from ten. Nothing else is tested: of a count, a rate or a load the difference is told as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.intervals import CONFIDENCE, Sample, newcombe, welch
from pipelines.measures.measure import PERCENT_SCALE, Direction, Measure, MeasureUnit
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule, Verdict
from pipelines.signals.arrays import Flags, Floats, Whole
from pipelines.signals.known_events import KnownEvent, lies_between
from pipelines.signals.panel import MONTHS_IN_A_YEAR

KEPT_DECIMALS: Final = 2
"""Of the limits of a difference, beyond those of the figure itself."""


class Answered(StrEnum):
    """What a survey figure sums up: the more answers stand behind each person's score, the fewer people suffice."""

    QUESTION = "question"
    THEME = "theme"
    INDEX = "index"


FEWEST_ANSWERS: Final = {Answered.QUESTION: 30, Answered.THEME: 20, Answered.INDEX: 10}
"""In both waves (Civil Service People Survey, significance testing 2018)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Values as published and what they rest on, an entry for each unit."""

    value: Floats
    base: Floats
    spread: Floats | None = None
    """The standard deviation of a mean of scores."""

    @property
    def sample(self) -> Sample:
        """Means of scores ready to be tested; without a spread nothing can be."""
        return Sample(self.base, self.value, np.full_like(self.value, np.nan) if self.spread is None else self.spread)

    def of(self, rows: slice) -> Figures:
        """Some of the units."""
        return Figures(self.value[rows], self.base[rows], None if self.spread is None else self.spread[rows])


@dataclass(frozen=True, slots=True)
class Compared:
    """The later figures less the earlier ones with the limits of that (missing where not tested), and the verdicts."""

    difference: Floats
    lower: Floats
    upper: Floats
    verdict: Whole
    """Places in `VERDICTS`."""


VERDICTS: Final = tuple(Verdict)
_PLACE: Final = {verdict: place for place, verdict in enumerate(VERDICTS)}


def is_tested(measure: Measure) -> bool:
    """Whether chance can be told from published figures alone: of a share by its base, of scores by their spread."""
    is_told = measure.is_share or measure.numerator.bounds is not None
    return is_told and measure.disclosure_rule is not DisclosureRule.OFFICIAL


def compare(measure: Measure, earlier: Figures, later: Figures, confidence: float = CONFIDENCE) -> Compared:
    """Figures of one measure in two periods; every value is shown.

    The two are taken for independent samples. A month and the same month a year earlier are not quite: most of the
    staff are the same people.
    """
    difference = np.round(later.value - earlier.value, measure.decimals) + 0.0
    unknown = np.full(difference.shape, np.nan)
    if not is_tested(measure):
        return Compared(difference, unknown, unknown, _untested(difference))
    if measure.numerator.bounds is not None:
        return compare_means(measure, earlier.sample, later.sample, _summed_up(measure), confidence)
    counted = [
        (np.round(np.clip(each.value / PERCENT_SCALE, 0.0, 1.0) * each.base), each.base) for each in (later, earlier)
    ]
    few = np.zeros(difference.shape, dtype=np.bool_)
    if measure.disclosure_rule is DisclosureRule.SURVEY:
        few = np.minimum(earlier.base, later.base) < FEWEST_ANSWERS[Answered.QUESTION]
    lower, upper = (PERCENT_SCALE * limit for limit in newcombe(counted[0], counted[1], confidence))
    return _judged(measure, difference, (lower, upper), few)


def _summed_up(measure: Measure) -> Answered:
    return Answered.THEME if measure.unit is MeasureUnit.PERCENT else Answered.INDEX


def compare_means(
    measure: Measure, earlier: Sample, later: Sample, answered: Answered, confidence: float = CONFIDENCE
) -> Compared:
    """Means of a survey in two waves, by Welch's interval; `answered` decides from how many answers on they are tested.

    The means are on the measure's own scale.
    """
    difference = np.round(later.mean - earlier.mean, measure.decimals) + 0.0
    few = np.minimum(earlier.number, later.number) < FEWEST_ANSWERS[answered]
    return _judged(measure, difference, welch(later, earlier, confidence), few)


def _judged(measure: Measure, difference: Floats, limits: tuple[Floats, Floats], few: Flags) -> Compared:
    lower, upper = (np.where(few, np.nan, np.round(limit, measure.decimals + KEPT_DECIMALS) + 0.0) for limit in limits)
    rises, falls = lower > 0, upper < 0
    up, down = {
        Direction.HIGHER_IS_BETTER: (Verdict.BETTER, Verdict.WORSE),
        Direction.LOWER_IS_BETTER: (Verdict.WORSE, Verdict.BETTER),
        Direction.NEITHER: (Verdict.HIGHER, Verdict.LOWER),
    }[measure.direction]
    untold = few | np.isnan(lower) | np.isnan(upper)
    said = [Verdict.TOO_FEW_TO_TEST, up, down]
    verdict = np.select([untold, rises, falls], [_PLACE[each] for each in said], _PLACE[Verdict.NO_CLEAR_CHANGE])
    return Compared(difference, lower, upper, verdict.astype(np.intp))


def _untested(difference: Floats) -> Whole:
    """Nothing is called better or worse, nor unclear, that was not tested."""
    places = [_PLACE[Verdict.HIGHER], _PLACE[Verdict.LOWER]]
    return np.select([difference > 0, difference < 0], places, _PLACE[Verdict.SAME]).astype(np.intp)


COLUMNS: Final = (
    "unit_id",
    "measure_key",
    "period_end",
    "earlier_period",
    "difference",
    "lower",
    "upper",
    "verdict",
)


def read_changes(protected: ProtectedResults, events: Sequence[KnownEvent] = ()) -> pd.DataFrame:
    """Every whole figure that is shown together with the one it is compared with; the columns are `COLUMNS`.

    Months are compared with the year before, survey waves and years with the one before in which the unit has a cell,
    shown or not; not across a new version of a questionnaire, which `events` tell.
    """
    cells = protected.cells[protected.cells["breakdown_topic"] == ""]
    units = [unit.unit_id for unit in protected.organisation.units]
    measures = protected.measures
    measure = pd.Categorical(cells["measure_key"], categories=[each.key for each in measures]).codes.astype(np.int64)
    unit = pd.Categorical(cells["unit_id"], categories=units).codes.astype(np.int64)
    period = cells["period_end"].to_numpy(dtype="datetime64[D]")
    order = np.lexsort((period, unit, measure))
    series, period = (measure * len(units) + unit)[order], period[order]
    by_month = np.array([each.period_kind is PeriodKind.MONTH for each in measures], dtype=np.bool_)[measure[order]]
    earlier = np.where(by_month, _a_year_earlier(series, period), _before(series))
    value, base, spread = (cells[column].to_numpy(dtype=np.float64)[order] for column in ("value", "base", "spread"))
    both = np.flatnonzero((earlier >= 0) & np.isfinite(value) & np.isfinite(value[earlier]))
    now, then = (Figures(value[rows], base[rows], spread[rows]) for rows in (both, earlier[both]))
    compared = _by_measure(measures, series[both] // len(units), then, now)
    keys = [each.key for each in measures]
    changes = pd.DataFrame(
        {
            "unit_id": np.array(units, dtype=object)[series[both] % len(units)],
            "measure_key": np.array(keys, dtype=object)[series[both] // len(units)],
            "period_end": period[both].astype("datetime64[s]"),
            "earlier_period": period[earlier[both]].astype("datetime64[s]"),
            "difference": compared.difference,
            "lower": compared.lower,
            "upper": compared.upper,
            "verdict": np.array([str(each) for each in VERDICTS], dtype=object)[compared.verdict],
        }
    )
    return _of_one_questionnaire(changes, protected, events)


def _of_one_questionnaire(
    changes: pd.DataFrame, protected: ProtectedResults, events: Sequence[KnownEvent]
) -> pd.DataFrame:
    """Without changes between two waves of which the later asked in another version."""
    by_wave = {measure.key for measure in protected.measures if measure.period_kind is PeriodKind.WAVE}
    concerned = {event.measure_key for event in events if event.recalculates} & by_wave
    parted = np.zeros(len(changes), dtype=np.bool_)
    for row in np.flatnonzero(changes["measure_key"].isin(concerned)).tolist():
        unit_id, key, later, earlier = changes.iloc[row, :4]
        parted[row] = lies_between(protected.organisation, events, unit_id, key, (earlier.date(), later.date()))
    return changes[~parted].reset_index(drop=True)


def _before(series: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Whole:
    """For each row the one before it in the same series, or −1."""
    rows = np.arange(len(series)) - 1
    return np.where((rows >= 0) & (series == series[rows]), rows, -1)


def _a_year_earlier(
    series: np.ndarray[tuple[int], np.dtype[np.int64]], period: np.ndarray[tuple[int], np.dtype[np.datetime64]]
) -> Whole:
    """For each row that of the same series twelve months before, or −1."""
    month = period.astype("datetime64[M]").astype(np.int64)
    span = int(month.max(initial=0)) + MONTHS_IN_A_YEAR + 1
    key = series * span + month
    found = np.searchsorted(key, key - MONTHS_IN_A_YEAR)
    # A year before the first month of a series lies in the one before it, whose rows are another unit's.
    return np.where((key[found] == key - MONTHS_IN_A_YEAR) & (series[found] == series), found, -1)


def _by_measure(
    measures: tuple[Measure, ...], of: np.ndarray[tuple[int], np.dtype[np.int64]], then: Figures, now: Figures
) -> Compared:
    """Every measure by its own rule; rows are in the order of the measures."""
    bounds = np.searchsorted(of, np.arange(len(measures) + 1))
    parts = [
        compare(
            measure,
            then.of(slice(start, end)),
            now.of(slice(start, end)),
        )
        for measure, start, end in zip(measures, bounds[:-1], bounds[1:], strict=True)
    ]
    return Compared(
        difference=np.concatenate([part.difference for part in parts]),
        lower=np.concatenate([part.lower for part in parts]),
        upper=np.concatenate([part.upper for part in parts]),
        verdict=np.concatenate([part.verdict for part in parts]),
    )
