"""What two survey waves say together, and when a survey can say little.

What lives here: which answers are watched between waves, and the rule on low response. What does not: the test itself
(`change`), or any comparison of teams by their answers, which is never made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipelines.measures.measure import Measure, MeasureUnit
from pipelines.organisation import Level
from pipelines.periods import PeriodKind, label
from pipelines.published import Severity, Verdict
from pipelines.signals.arrays import rows_where
from pipelines.signals.change import VERDICTS, Figures, compare
from pipelines.signals.known_events import lies_between
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
        "in either wave there are too few to test and nothing is said. Of scores (the seven Management Standards, the "
        "Proxy Stress Index, confidence with online abuse and the like) only a change outside the 99.8% interval is "
        "told, because there are many of them; from 10 respondents, of a theme of statements from 20. Waves that asked "
        "in another version of a questionnaire are not compared."
    ),
    severity="Worse: a notice, outside the 99.8% interval a warning. Better: an improvement.",
    source=(
        "Newcombe 1998, method 10; Welch 1947; Civil Service People Survey, significance testing 2018 (fewest answers)."
    ),
)
LOW_RESPONSE_RULE = Rule(
    key="low_response",
    label="Indicative only",
    description="Fewer than half of the practitioners of an authority or service returned the latest survey.",
    severity="A notice.",
    source="Project rule: under 50% response a survey is indicative only.",
)


def read_survey(panel: Panel) -> Iterator[Signal]:
    """Answers that changed between the last two waves that asked for them."""
    for key, shown in panel.measures.items():
        if shown.measure.period_kind is not PeriodKind.WAVE or len(shown.periods) <= 1:
            continue
        if key in QUESTIONS:
            yield from _changes(panel, shown, _of_a_question)
        elif shown.measure.numerator.bounds is not None:
            yield from _changes(panel, shown, _of_scores)


def _changes(panel: Panel, shown: Shown, say: Callable[[Shown, int, Verdict], str]) -> Iterator[Signal]:
    earlier, later = (Figures(shown.value[:, wave], shown.base[:, wave], shown.spread[:, wave]) for wave in (-2, -1))
    changed = compare(shown.measure, earlier, later)
    beyond = compare(shown.measure, earlier, later, FAR)
    days = shown.periods[-2], shown.latest
    for row in rows_where((changed.lower > 0) | (changed.upper < 0)):
        verdict, is_far = VERDICTS[changed.verdict[row]], changed.verdict[row] == beyond.verdict[row]
        severity = {
            Verdict.BETTER: Severity.IMPROVEMENT,
            Verdict.WORSE: Severity.WARNING if is_far else Severity.NOTICE,
        }.get(verdict)
        is_told = is_far or shown.measure.numerator.bounds is None
        unit_id, key = panel.units[row].unit_id, shown.measure.key
        if severity is None or not is_told or lies_between(panel.organisation, panel.events, unit_id, key, days):
            continue
        yield panel.signal(row, shown, SURVEY_CHANGE, severity, say(shown, row, verdict))


def _of_a_question(shown: Shown, row: int, verdict: Verdict) -> str:
    (then, now), (asked_then, asked_now) = shown.value[row, -2:], shown.base[row, -2:]
    return (
        f"Answers are {verdict}: {percent(now)} of {asked_now:,.0f} were {QUESTIONS[shown.measure.key]} in the "
        f"{label(shown.latest, PeriodKind.WAVE)}, against {percent(then)} of {asked_then:,.0f} in "
        f"{month(shown.periods[-2])}."
    )


def _of_scores(shown: Shown, row: int, verdict: Verdict) -> str:
    measure = shown.measure
    then, now = (_score(value, measure) for value in shown.value[row, -2:])
    return (
        f"{measure.label}: answers are {verdict}, {now} ({shown.base[row, -1]:,.0f} respondents) in the "
        f"{label(shown.latest, PeriodKind.WAVE)}, against {then} in {month(shown.periods[-2])}."
    )


def _score(value: float, measure: Measure) -> str:
    if measure.unit is MeasureUnit.PERCENT:
        return percent(value)
    return f"{value:.{measure.decimals}f}{f' of {measure.most:g}' if measure.unit is MeasureUnit.SCORE else ''}"


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
