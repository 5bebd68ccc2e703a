"""Survey waves: what is said of answers that changed, and low response."""

from __future__ import annotations

from datetime import date

from builders.protected import Cell, Table, a_measure, an_authority, protected

from pipelines.measures.catalogue import BY_KEY
from pipelines.measures.measure import Direction
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule, Severity, Symbol
from pipelines.signals.read_signals import read_signals
from pipelines.signals.signal import Signal

WAVES = [date(2025, 10, 10), date(2026, 4, 10), date(2026, 10, 9)]
LOWER, HIGHER, NEITHER = Direction.LOWER_IS_BETTER, Direction.HIGHER_IS_BETTER, Direction.NEITHER


def _wave(key: str, direction: Direction, cells: dict[str, list[Cell]], bases: dict[str, float] | float) -> Table:
    return Table(
        a_measure(key, direction=direction, kind=PeriodKind.WAVE, rule=DisclosureRule.SURVEY), cells, bases, WAVES
    )


def _signals(*tables: Table) -> list[Signal]:
    return list(read_signals(protected(an_authority(2), *tables)).rows)


def test_worse_answers_are_a_notice_and_far_worse_a_warning() -> None:
    cells: dict[str, list[Cell]] = {"A": [50.0, 50.0, 62.0], "S": [50.0, 50.0, 75.0], "T01": [50.0, 50.0, 90.0]}
    stressed = _wave("stressed_moderately_or_very", LOWER, cells, {"A": 150, "S": 100, "T01": 12})
    service, authority = _signals(stressed)
    assert (service.unit_id, service.rule, service.severity) == ("S", "survey_change", Severity.WARNING)
    assert (authority.unit_id, authority.severity) == ("A", Severity.NOTICE)
    assert authority.sentence == (
        "Answers are worse: 62% of 150 were moderately or very stressed by work in the survey of October 2026, "
        "against 50% of 150 in April 2026."
    )


def test_better_answers_are_an_improvement() -> None:
    able = _wave("able_to_tell_manager", HIGHER, {"A": [40.0, 40.0, 60.0]}, 120)
    (signal,) = _signals(able)
    assert signal.severity is Severity.IMPROVEMENT
    assert signal.sentence.startswith("Answers are better: 60% of 120 were ")


def test_a_question_without_a_better_direction_raises_nothing() -> None:
    assert _signals(_wave("able_to_tell_manager", NEITHER, {"A": [40.0, 40.0, 60.0]}, 120)) == []


def _scores(key: str, earlier: float, later: float, number: float, spread: float) -> list[Signal]:
    return _signals(Table(BY_KEY[key], {"A": [earlier, earlier, later]}, number, WAVES, spread))


def test_scores_that_are_far_worse_are_a_warning_and_far_better_ones_an_improvement() -> None:
    """Of 50 and 50 with a spread of 0.9 the margin of 99.8% is 0.57."""
    (worse,) = _scores("msit_demands", 3.5, 2.9, 50, 0.9)
    assert (worse.unit_id, worse.rule, worse.severity) == ("A", "survey_change", Severity.WARNING)
    assert worse.sentence == (
        "Management Standards: demands: answers are worse, 2.90 of 5 (50 respondents) in the survey of October 2026, "
        "against 3.50 of 5 in April 2026."
    )
    (better,) = _scores("msit_demands", 2.9, 3.5, 50, 0.9)
    assert better.severity is Severity.IMPROVEMENT


def test_scores_that_changed_by_more_than_chance_but_not_far_are_no_signal() -> None:
    """0.5 is beyond the margin of 95% (0.36) and within that of 99.8%."""
    assert _scores("msit_demands", 3.5, 3.0, 50, 0.9) == []
    assert _scores("msit_demands", 3.0, 3.5, 50, 0.9) == []


def test_a_theme_is_told_from_twenty_answers_in_percent_and_a_gap_without_a_better_way_never() -> None:
    (theme,) = _scores("oac_positive", 40, 70, 20, 20.0)
    assert theme.sentence == (
        "Confidence in work with online abuse: answers are better, 70% (20 respondents) in the survey of October 2026, "
        "against 40% in April 2026."
    )
    assert _scores("oac_positive", 40, 70, 19, 20.0) == []
    assert _scores("csa_peer_gap", 10, 70, 100, 20.0) == []


def test_one_wave_or_a_hidden_wave_raises_nothing() -> None:
    assert _signals(_wave("able_to_tell_manager", HIGHER, {"A": [60.0]}, 120)) == []
    assert _signals(_wave("able_to_tell_manager", HIGHER, {"A": [20.0, Symbol.CONFIDENTIAL, 60.0]}, 120)) == []


def test_a_survey_that_fewer_than_half_answered_is_indicative_only() -> None:
    cells: dict[str, list[Cell]] = {"A": [70.0, 49.6], "S": [70.0, 50.0], "T01": [70.0, 30.0]}
    (signal,) = _signals(_wave("response_rate", HIGHER, cells, 130))
    assert (signal.unit_id, signal.rule, signal.severity) == ("A", "low_response", Severity.NOTICE)
    assert signal.sentence == ("The survey of October 2026 is indicative only: 50% of 130 practitioners answered.")
