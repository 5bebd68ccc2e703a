"""What two survey waves say together, and when a survey can say little.

What lives here: which answers are watched between waves, and the rule on low response. What does not: the test itself
(`change`), or any comparison of teams by their answers, which is never made.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.organisation import Level
from pipelines.periods import PeriodKind, label
from pipelines.published import Severity, Verdict
from pipelines.signals.arrays import rows_where
from pipelines.signals.change import VERDICTS, Figures, compare
from pipelines.signals.panel import Panel, Shown
from pipelines.signals.rule import Rule
from pipelines.signals.signal import Signal
from pipelines.signals.words import month, percent

FAR = 0.998
"""The confidence of the interval outside which a worse answer is a warning."""
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
        "An answer differs between the last two waves by more than chance (the 95% interval of the difference leaves "
        "out zero; each wave is taken as a sample of what staff might say at another time). With fewer than 30 answers "
        "in either wave there are too few to test and nothing is said."
    ),
    severity="Worse: a notice, outside the 99.8% interval a warning. Better: an improvement.",
    source="Newcombe 1998, method 10; Civil Service People Survey, significance testing 2018 (fewest answers).",
)
LOW_RESPONSE_RULE = Rule(
    key="low_response",
    label="Indicative only",
    description="Fewer than half of the practitioners of an authority or service returned the latest survey.",
    severity="A notice.",
    source="Project rule: under 50% response a survey is indicative only.",
)


def read_survey(panel: Panel) -> Iterator[Signal]:
    """Answers that changed between the last two waves."""
    for key, answer in QUESTIONS.items():
        shown = panel.by_wave(key)
        if shown is not None and len(shown.periods) > 1:
            yield from _changes(panel, shown, answer)


def _changes(panel: Panel, shown: Shown, answer: str) -> Iterator[Signal]:
    earlier, later = (Figures(shown.value[:, wave], shown.base[:, wave]) for wave in (-2, -1))
    changed = compare(shown.measure, earlier, later)
    beyond = compare(shown.measure, earlier, later, FAR)
    for row in rows_where((changed.lower > 0) | (changed.upper < 0)):
        verdict = VERDICTS[changed.verdict[row]]
        severity = {
            Verdict.BETTER: Severity.IMPROVEMENT,
            Verdict.WORSE: Severity.WARNING if VERDICTS[beyond.verdict[row]] is verdict else Severity.NOTICE,
        }.get(verdict)
        if severity is not None:
            sentence = (
                f"Answers are {verdict}: {percent(later.value[row])} of {later.base[row]:,.0f} were {answer} in the "
                f"{label(shown.latest, PeriodKind.WAVE)}, against {percent(earlier.value[row])} of "
                f"{earlier.base[row]:,.0f} in {month(shown.periods[-2])}."
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
