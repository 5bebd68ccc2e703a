"""Each measure of the wellbeing page against an example worked out by hand."""

from datetime import date

import pytest
from builders.rows import MARCH, answer, computed, example, post, shown

from pipelines.measures.catalogue import CATALOGUE
from pipelines.periods import PeriodKind

STRESSED, CALM = {"SIS1": "very"}, {"SIS1": "a_little"}

EXAMPLES = {
    # Moderately and very together; a blank is in no denominator. T2 returned a form without this answer.
    "stressed_moderately_or_very": example(
        {"T1": 100 * 2 / 3, "T2": "x", "T3": "z", "A": 100 * 2 / 3},
        survey=[
            answer(**STRESSED), answer(SIS1="moderately"), answer(SIS1="not_at_all"), answer(), answer("T2", SIS4="no"),
        ],
    ),
    "able_to_tell_manager": example(
        {"T1": 50.0, "T2": 100.0, "T3": "z", "S1": 100 * 2 / 3},
        survey=[answer(SIS4="yes"), answer(SIS4="no"), answer("T2", SIS4="yes"), answer(**STRESSED)],
    ),
    # In T1 two of four: Abe is away and still asked, Mel the manager is not, Gus left the day before. A blank form is
    # a return. In T2 nobody was in post, yet somebody answered: not known.
    "response_rate": example(
        {"T1": 50.0, "T2": "x", "T3": 0.0, "A": 60.0},
        workforce=[
            post("ann"), post("bob"), post("cal", role="senior_practitioner"), post("abe", absent_from="2025-12-01"),
            post("mel", role="first_line_manager"), post("gus", ended="2026-03-01"),
            post("joins", started="2026-03-03"), post("dee", "T3"),
        ],
        survey=[answer(**CALM), answer(), answer("T2", **CALM)],
    ),
}  # fmt: skip


WAVE_MEASURES = [measure for measure in CATALOGUE if measure.period_kind is PeriodKind.WAVE]


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_measure_shows_what_was_worked_out_by_hand(key: str) -> None:
    EXAMPLES[key].holds_for(key)


def test_a_wave_stands_at_the_end_of_the_month_of_its_census_day() -> None:
    results = computed(survey=[answer(wave="2026-01-05", **STRESSED), answer(wave="2026-03-02", **CALM)])
    waves = results.cells[results.cells["measure_key"] == "stressed_moderately_or_very"]["period_end"]
    assert sorted(set(waves.dt.date)) == [date(2026, 1, 31), MARCH]
    by_wave = [shown(results, "stressed_moderately_or_very", wave)["T1"] for wave in (date(2026, 1, 31), MARCH)]
    assert by_wave == [100.0, 0.0]


def test_waves_outside_the_months_measured_are_left_out() -> None:
    results = computed(
        survey=[
            answer(wave="2025-03-03", **CALM),
            answer(wave="2026-03-02", **STRESSED),
            answer(wave="2026-05-04", **CALM),
        ]
    )
    waves = results.cells[results.cells["measure_key"] == "response_rate"]["period_end"]
    assert set(waves.dt.date) == {MARCH}


def test_of_two_census_days_in_a_month_all_answers_count_and_the_later_day_says_who_was_in_post() -> None:
    results = computed(
        workforce=[post("ann"), post("joins", started="2026-03-10")],
        survey=[answer(wave="2026-03-02", **STRESSED), answer(wave="2026-03-16", **CALM)],
    )
    assert shown(results, "response_rate")["T1"] == 100.0
    assert shown(results, "stressed_moderately_or_very")["T1"] == 50.0


def test_without_a_survey_its_measures_are_not_available_at_the_reference_date() -> None:
    results = computed()
    for measure in WAVE_MEASURES:
        assert set(shown(results, measure.key).values()) == {"x"}


def test_without_a_wave_in_the_months_measured_nobody_is_said_not_to_have_answered() -> None:
    results = computed(survey=[answer(wave="2024-03-04", **CALM)])
    for measure in WAVE_MEASURES:
        assert set(shown(results, measure.key).values()) == {"x"}
