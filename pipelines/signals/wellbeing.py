"""What two survey waves say together, and when a survey can say little.

What lives here: the test between waves, its four wordings, and the rule on low response. What does not: any comparison
of teams by their answers, which is never made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pipelines.measures.measure import PERCENT_SCALE, Direction
from pipelines.organisation import Level
from pipelines.periods import PeriodKind, label
from pipelines.published import Severity
from pipelines.signals.arrays import Floats, rows_where
from pipelines.signals.comparison import NOTE, SPECIAL
from pipelines.signals.panel import Panel, Shown
from pipelines.signals.rule import Rule
from pipelines.signals.signal import Signal
from pipelines.signals.words import month, percent

FEWEST_ANSWERS = 30
"""A single question is tested only with this many answers in both waves (Civil Service People Survey)."""
LOW_RESPONSE = 50.0

QUESTIONS = {
    "stressed_moderately_or_very": "moderately or very stressed by work",
    "able_to_tell_manager": "able to tell their line manager about stress",
}
RESPONSE_RATE = "response_rate"

SURVEY_CHANGE = Rule(
    key="survey_change",
    label="Changed between surveys",
    description=(
        "An answer differs between the last two waves by more than chance (two-sample test, each wave taken as a "
        "sample of what staff might say at another time). With fewer than 30 answers in either wave there are too few "
        "to test and nothing is said."
    ),
    severity="Worse: a notice, beyond 99.8% a warning. Better: an improvement.",
    source="Civil Service People Survey, significance testing 2018.",
)
LOW_RESPONSE_RULE = Rule(
    key="low_response",
    label="Indicative only",
    description="Fewer than half of the practitioners of an authority or service returned the latest survey.",
    severity="A notice.",
    source="Project rule: under 50% response a survey is indicative only.",
)


class Change(StrEnum):
    """The only four things said of a change between waves."""

    BETTER = "better"
    WORSE = "worse"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_FEW = "too few to test"


@dataclass(frozen=True, slots=True)
class Answers:
    """The share giving an answer (%) and how many answered, one entry per unit."""

    share: Floats
    number: Floats


def deviations_between(earlier: Answers, later: Answers) -> Floats:
    """How far the later share lies from the earlier one, in standard errors; missing where there are too few to test.

    Two-sample test of proportions with a pooled variance, without finite-population correction.
    """
    tested = (np.minimum(earlier.number, later.number) >= FEWEST_ANSWERS) & ~np.isnan(earlier.share + later.share)
    first, second = (np.where(tested, wave.number, 1.0) for wave in (earlier, later))
    pooled = (first * earlier.share + second * later.share) / (first + second) / PERCENT_SCALE
    error = PERCENT_SCALE * np.sqrt(pooled * (1 - pooled) * (1 / first + 1 / second))
    deviations = np.where(tested, 0.0, np.nan)
    np.divide(later.share - earlier.share, error, out=deviations, where=tested & (error > 0))
    return deviations


def change_in_words(deviation: float, direction: Direction) -> Change:
    """The wording of a tested change; a question without a better direction is never better or worse."""
    if np.isnan(deviation):
        return Change.TOO_FEW
    if abs(deviation) <= NOTE or direction is Direction.NEITHER:
        return Change.NO_CLEAR_CHANGE
    rose_as_hoped = bool(deviation > 0) is (direction is Direction.HIGHER_IS_BETTER)
    return Change.BETTER if rose_as_hoped else Change.WORSE


def read_survey(panel: Panel) -> Iterator[Signal]:
    """Answers that changed between the last two waves."""
    for key, answer in QUESTIONS.items():
        shown = panel.by_wave(key)
        if shown is not None and len(shown.periods) > 1:
            yield from _changes(panel, shown, answer)


def _changes(panel: Panel, shown: Shown, answer: str) -> Iterator[Signal]:
    earlier, later = (Answers(shown.value[:, wave], shown.base[:, wave]) for wave in (-2, -1))
    deviation = deviations_between(earlier, later)
    for row in rows_where(np.abs(deviation) > NOTE):
        change = change_in_words(deviation[row], shown.measure.direction)
        severity = {
            Change.BETTER: Severity.IMPROVEMENT,
            Change.WORSE: Severity.WARNING if abs(deviation[row]) > SPECIAL else Severity.NOTICE,
        }.get(change)
        if severity is not None:
            sentence = (
                f"Answers are {change}: {percent(later.share[row])} of {later.number[row]:,.0f} were {answer} in the "
                f"{label(shown.latest, PeriodKind.WAVE)}, against {percent(earlier.share[row])} of "
                f"{earlier.number[row]:,.0f} in {month(shown.periods[-2])}."
            )
            yield panel.signal(row, shown, SURVEY_CHANGE, severity, sentence)


def read_response(panel: Panel) -> Iterator[Signal]:
    """Authorities and services where the latest wave is indicative only."""
    shown = panel.by_wave(RESPONSE_RATE)
    if shown is None:
        return
    is_whole = panel.at(Level.AUTHORITY) | panel.at(Level.SERVICE)
    for row in rows_where(is_whole & (shown.value[:, -1] < LOW_RESPONSE)):
        sentence = (
            f"The {label(shown.latest, PeriodKind.WAVE)} is indicative only: {percent(shown.value[row, -1])} of "
            f"{shown.base[row, -1]:,.0f} practitioners answered."
        )
        yield panel.signal(row, shown, LOW_RESPONSE_RULE, Severity.NOTICE, sentence)
