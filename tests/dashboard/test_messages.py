"""Sentences that compare figures."""

from dataclasses import replace

import pytest
from builders.dashboard_cells import cell, definition, hidden, place, reading

from dashboard import headlines, messages
from dashboard.messages import Direction
from dashboard.readings import Comparator, Part, Reading
from pipelines.organisation import Level, Unit
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule, Symbol, Verdict

A_YEAR = 12


def a_year_apart(then: float | None, now: float | None, **changed) -> Reading:
    return reading(*([then] * A_YEAR), now, **changed)


@pytest.mark.parametrize(
    ("verdict", "now", "said"),
    [
        (Verdict.BETTER, 70, "better: 20 percentage points higher than a year ago"),
        (Verdict.WORSE, 30, "worse: 20 percentage points lower than a year ago"),
        (Verdict.HIGHER, 70, "20 percentage points higher than a year ago"),
        (Verdict.LOWER, 30, "20 percentage points lower than a year ago"),
        (Verdict.SAME, 50, "the same as a year ago"),
        (Verdict.NO_CLEAR_CHANGE, 55, "no clear change from a year ago"),
        (Verdict.TOO_FEW_TO_TEST, 90, "too few to test for change from a year ago"),
    ],
)
def test_a_change_is_worded_as_the_release_judges_it(verdict, now, said):
    assert messages.change(a_year_apart(50, now, verdict=verdict)).text == said


def test_every_verdict_has_words():
    assert set(messages.DIRECTIONS) == set(Verdict)


def test_without_a_verdict_nothing_is_compared():
    assert messages.change(a_year_apart(50, 70, half=5)).direction is Direction.NOT_COMPARABLE


def test_a_tested_change_says_how_sure_it_is_and_that_the_staff_are_the_same():
    said = messages.how_tested(a_year_apart(50, 70, verdict=Verdict.BETTER, limits=(-3.2, 33.4)))
    assert "between 3 lower and 33 higher (percentage points)" in said
    assert messages.SAME_STAFF in said
    waves = reading(50, 70, verdict=Verdict.BETTER, limits=(-3, 33), period_kind=PeriodKind.WAVE)
    assert messages.SAME_STAFF not in messages.how_tested(waves)


@pytest.mark.parametrize("verdict", [Verdict.TOO_FEW_TO_TEST, Verdict.HIGHER, Verdict.SAME])
def test_what_is_not_tested_is_said_not_to_be(verdict):
    said = messages.how_tested(a_year_apart(50, 70, verdict=verdict))
    assert messages.NOT_NO_CHANGE in said


def test_where_nothing_is_compared_nothing_is_said_of_tests():
    assert messages.how_tested(a_year_apart(50, None)) == ""
    assert messages.how_tested(a_year_apart(50, 70, verdict=Verdict.HIGHER, unit="children")) == ""


@pytest.mark.parametrize("then", [50, None])
def test_a_hidden_figure_is_compared_with_nothing(then):
    assert messages.change(a_year_apart(then, None)).direction is Direction.NOT_COMPARABLE
    assert messages.told(messages.change(a_year_apart(then, None))) == ""


def test_a_hidden_earlier_figure_is_said_to_be_hidden_and_not_to_be_missing():
    change = messages.change(a_year_apart(None, 50))
    assert change.direction is Direction.EARLIER_HIDDEN
    assert messages.told(change) == "Not comparable, because the figure of a year ago is hidden."


def test_a_short_history_has_nothing_to_compare_with():
    assert messages.change(reading(50, 60)).direction is Direction.NOT_COMPARABLE


def test_a_year_is_compared_with_the_year_before_and_a_wave_with_the_wave_before():
    assert messages.change(reading(40, 60, verdict=Verdict.HIGHER, period_kind=PeriodKind.YEAR)).text.endswith(
        "than in 2026"
    )
    assert messages.change(reading(40, 60, verdict=Verdict.HIGHER, period_kind=PeriodKind.WAVE)).text.endswith(
        "than in February 2026"
    )


@pytest.mark.parametrize(("value", "stands"), [(16.0, "above"), (15.0, "below"), (15.24, "level with")])
def test_a_comparator_is_said_with_its_population_and_year(value, stands):
    rate = definition(unit="cases per FTE", decimals=1)
    said = messages.against(value, Comparator("England", 15.2, 2025), rate)
    assert said == f"{stands} 15.2 (England, 2025)"


def test_a_measure_is_read_in_one_sentence():
    caseload = reading(
        16.0, *[15.0] * 11, 17.3, verdict=Verdict.HIGHER, unit="cases per FTE", decimals=1, direction="neither"
    )
    with_england = replace(caseload, comparators=(Comparator("England", 15.2, 2025),))
    assert messages.reads(with_england, place()) == (
        "17.3 cases per FTE in March 2026, 1.3 cases per FTE higher than a year ago, above 15.2 (England, 2025)."
    )


def test_a_hidden_figure_is_read_as_its_reason():
    said = messages.reads(reading(50, None), place())
    assert said.startswith("March 2026: hidden to protect staff: fewer than 5 practitioners")


def test_a_page_whose_figures_are_hidden_says_whom_that_protects():
    message = messages.hidden(reading(None), place())
    assert message.title == "The figures of Riverside (Safeguarding) are hidden to protect people"
    assert "fewer than 5 practitioners" in message.sentence
    assert "may show more" in message.sentence


def test_a_page_whose_figures_were_never_recorded_does_not_speak_of_protection():
    nothing = Reading(definition(), (hidden(Symbol.NOT_AVAILABLE),))
    message = messages.hidden(nothing, place())
    assert message.title == "There is no figure for Riverside (Safeguarding)"
    assert "nothing was recorded" in message.sentence


def _caseload(value):
    return {"caseload_per_fte": reading(value, unit="cases per FTE", decimals=1, key="caseload_per_fte")}


def _load(*values):
    load = reading(100.0, key="load_ratio")
    teams = [Unit(f"T{number}", f"Team {number}", Level.TEAM, "S1") for number in range(len(values))]
    cells = [hidden() if value is None else cell(value=value) for value in values]
    return {"load_ratio": load}, [Part(unit, now) for unit, now in zip(teams, cells, strict=True)]


def test_caseload_names_the_team_furthest_over_the_limit_and_counts_only_what_is_shown():
    load, teams = _load(120.0, 145.0, 90.0, None)
    message = headlines.caseload(place("A1"), _caseload(17.3) | load, teams)
    assert message.title == "Northmere holds 17.3 cases per FTE"
    assert "Two of the three teams that can be shown hold more cases" in message.sentence
    assert "Team 1 is furthest over, at 145%" in message.sentence


def test_a_team_at_the_limit_is_not_over_it():
    load, teams = _load(100.0, 99.0)
    message = headlines.caseload(place("A1"), _caseload(15.0) | load, teams)
    assert "None of the two teams that can be shown hold more" in message.sentence
    assert "furthest" not in message.sentence


def _wellbeing(stressed, rate):
    survey = {"period_kind": PeriodKind.WAVE, "disclosure_rule": DisclosureRule.SURVEY}
    return {
        "stressed_moderately_or_very": reading(stressed, key="stressed_moderately_or_very", **survey),
        "response_rate": reading(rate, key="response_rate", period_kind=PeriodKind.WAVE),
    }


@pytest.mark.parametrize(("rate", "indicative"), [(49.9, True), (50.0, False), (80.0, False)])
def test_a_survey_that_fewer_than_half_answered_is_indicative_only(rate, indicative):
    message = headlines.wellbeing(place("A1"), _wellbeing(61.0, rate), ())
    assert message.title.startswith("Indicative only") is indicative
    assert ("indicative only" in message.sentence) is indicative


def test_wellbeing_always_says_how_many_answered_and_what_a_survey_is_for():
    shown = headlines.wellbeing(place("A1"), _wellbeing(61.0, 63.0), ())
    kept_back = headlines.wellbeing(place("A1"), _wellbeing(None, None), ())
    assert "Response rate in March 2026: 63%" in shown.sentence
    assert "never to rank teams" in shown.sentence
    assert "never to rank teams" in kept_back.sentence


@pytest.mark.parametrize(("symbol", "said"), [(Symbol.CONFIDENTIAL, True), (Symbol.NOT_APPLICABLE, False)])
def test_a_gap_in_training_is_said_to_be_hidden_only_where_it_is(symbol, said):
    readings = {
        "online_share_of_all_cases": reading(20, key="online_share_of_all_cases"),
        "exposure_gap": Reading(definition(key="exposure_gap"), (hidden(symbol),)),
    }
    message = headlines.online_abuse(place(), readings, ())
    assert ("is hidden, to protect children" in message.sentence) is said
