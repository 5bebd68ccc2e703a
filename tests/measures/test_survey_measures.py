"""Measures that instruments make: each against the golden tests of its definition, through all of `compute`."""

from datetime import date

import numpy as np
import pytest
from builders.rows import MARCH, answer, computed, post, shown

from pipelines.contracts.survey_items import enabled_instruments
from pipelines.measures.catalogue import BY_KEY
from pipelines.measures.measure import Direction, MeasureUnit, Topic
from pipelines.measures.survey_measures import bands, comparisons, survey_measures
from pipelines.surveys.instrument import GoldenTest, Instrument

GOLDEN = [(instrument, golden) for instrument in enabled_instruments() for golden in instrument.golden_tests]
JANUARY_DAY, MARCH_DAY = "2026-01-05", "2026-03-02"


@pytest.mark.parametrize(("instrument", "golden"), GOLDEN, ids=lambda each: getattr(each, "id", None) or each.name)
def test_a_golden_test_holds_for_the_whole_authority(instrument: Instrument, golden: GoldenTest) -> None:
    results = computed(survey=[answer(**respondent) for respondent in golden.respondents])
    for code, expected in golden.expected.items():
        found = shown(results, instrument.keys[code])["A"]
        if expected is None:
            assert found == "x"
        else:
            assert found == pytest.approx(expected, abs=5e-5)


def test_every_measure_of_an_instrument_has_a_golden_figure_of_its_own() -> None:
    figures = {
        instrument.keys[code]
        for instrument, golden in GOLDEN
        for code, expected in golden.expected.items()
        if expected is not None
    }
    assert figures == {measure.key for measure in survey_measures()}


def test_a_score_of_a_team_is_the_mean_of_its_respondents_scores_and_not_of_its_answers() -> None:
    # Ann answers all five questions on her role, Bob only four: 5 and 1, so 3, though five of nine answers are best.
    role = ("MSIT01", "MSIT04", "MSIT11", "MSIT13", "MSIT17")
    results = computed(survey=[answer(**dict.fromkeys(role, "always")), answer(**dict.fromkeys(role[:4], "never"))])
    assert shown(results, "msit_role")["T1"] == 3.0


def test_there_is_no_overall_score_of_the_management_standards() -> None:
    assert [key for key in BY_KEY if key.startswith("msit_")] == [
        "msit_demands", "msit_control", "msit_managers_support", "msit_peer_support", "msit_relationships",
        "msit_role", "msit_change", "msit_bullying", "msit_harassment",
    ]  # fmt: skip


def test_the_spread_is_the_standard_deviation_of_the_respondents_scores() -> None:
    given = ["strongly_agree", "agree", "agree", "strongly_disagree"]
    forms = [answer(**dict.fromkeys(("MSIT26", "MSIT28", "MSIT32"), each)) for each in given]
    cells = computed(survey=forms).cells
    change = cells[(cells["measure_key"] == "msit_change") & (cells["unit_id"] == "T1")].iloc[0]
    assert change["spread"] == pytest.approx(np.std([5, 4, 4, 1], ddof=1))
    of_others = cells[~cells["measure_key"].isin([m.key for m in survey_measures() if m.numerator.bounds])]
    assert of_others["spread"].isna().all()


def test_of_a_percentage_the_spread_is_in_percentage_points() -> None:
    positive, not_so = ({f"OAC{number}": each for number in range(4, 9)} for each in ("very", "not_at_all"))
    cells = computed(survey=[answer(**positive), answer(**not_so)]).cells
    confidence = cells[(cells["measure_key"] == "oac_positive") & (cells["unit_id"] == "A")].iloc[0]
    assert (confidence["value"], confidence["spread"]) == (50.0, pytest.approx(np.std([100, 0], ddof=1)))


def test_one_respondent_has_a_score_and_no_spread() -> None:
    cells = computed(survey=[answer(**dict.fromkeys(("MSIT26", "MSIT28", "MSIT32"), "agree"))]).cells
    change = cells[(cells["measure_key"] == "msit_change") & (cells["unit_id"] == "A")].iloc[0]
    assert change["value"] == 4.0
    assert np.isnan(change["spread"])


def test_a_wave_that_did_not_ask_a_question_has_no_cell_of_it() -> None:
    results = computed(survey=[answer(wave=JANUARY_DAY, SIS1="very", SIS2="very"), answer(wave=MARCH_DAY, SIS1="very")])

    def periods(key: str) -> set[date]:
        return set(results.cells[results.cells["measure_key"] == key]["period_end"].dt.date)

    assert periods("stressed_moderately_or_very") == {date(2026, 1, 31), MARCH}
    assert periods("very_or_extremely_stressful") == {date(2026, 1, 31)}
    assert shown(results, "msit_demands") == dict.fromkeys(["A", "S1", "S2", "T1", "T2", "T3"], "x")


def test_a_team_without_forms_has_no_answers_and_one_whose_forms_leave_the_question_out_has_unknown_ones() -> None:
    results = computed(
        workforce=[post("ann"), post("bob", "T2"), post("cal", "T3")],
        survey=[answer(SIS2="very"), answer("T2", SIS1="very")],
    )
    assert shown(results, "very_or_extremely_stressful") == {
        "A": 100.0, "S1": 100.0, "S2": "z", "T1": 100.0, "T2": "x", "T3": "z",
    }  # fmt: skip


def test_pages_directions_and_units_follow_from_the_definition() -> None:
    kinds = {
        key: (BY_KEY[key].topic, BY_KEY[key].unit, BY_KEY[key].decimals, BY_KEY[key].direction)
        for key in ("msit_demands", "proxy_stress", "oac_positive", "csa_peer_gap", "oac8_not_know_signs", "sup_90min")
    }
    higher, lower = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER
    assert kinds == {
        "msit_demands": (Topic.WELLBEING, MeasureUnit.SCORE, 2, higher),
        "proxy_stress": (Topic.WELLBEING, MeasureUnit.POINTS, 1, lower),
        "oac_positive": (Topic.TRAINING, MeasureUnit.PERCENT, 0, higher),
        "csa_peer_gap": (Topic.SUPPORT, MeasureUnit.POINTS, 0, Direction.NEITHER),
        "oac8_not_know_signs": (Topic.TRAINING, MeasureUnit.PERCENT, 0, lower),
        "sup_90min": (Topic.SUPPORT, MeasureUnit.PERCENT, 0, higher),
    }


def test_definitions_say_which_answers_count_and_how_a_score_comes_about() -> None:
    assert BY_KEY["oac8_not_know_signs"].definition == (
        "Respondents who said “Not very confident” or “Not at all confident” of “How confident are you that you can "
        "recognise the signs of the online sexual abuse of children?”, as a share of those who answered. Not counted: "
        "“Not applicable to my role”."
    )
    assert BY_KEY["msit_demands"].definition == (
        "The mean of a respondent's scores on 8 questions, from 1 to 5 (higher is better); the mean of it over all who "
        "answered at least 6 of them. Questions that are put the other way are turned round."
    )
    assert BY_KEY["csa_peer_gap"].definition == (
        "Respondents who said “Strongly agree” or “Agree” of “I can talk openly about difficult cases with my "
        "colleagues” less those who did of “I can talk openly about difficult cases with my manager”, in percentage "
        "points; of those who answered both."
    )
    assert (BY_KEY["msit_demands"].least, BY_KEY["msit_demands"].most) == (1, 5)
    assert (BY_KEY["oac_positive"].least, BY_KEY["oac_positive"].most) == (0, 100)
    assert BY_KEY["open_cases"].least is None


def test_the_bands_of_a_scale_begin_where_the_reference_cuts_and_each_has_its_words() -> None:
    of_demands = [(band.number, band.begins, band.label) for band in bands() if band.measure_key == "msit_demands"]
    assert of_demands == [
        (1, None, "Urgent action needed"),
        (2, 2.9387, "Clear need for improvement"),
        (3, 3.1024, "Good, but need for improvement"),
        (4, 3.2937, "Doing very well, maintain performance"),
    ]
    assert len({band.measure_key for band in bands()}) == 7


def test_each_finding_of_the_survey_of_2013_stands_beside_its_question() -> None:
    published = {
        key: [(each.value, each.number, each.self_selected) for each in found]
        for key, found in comparisons().items()
        if key.startswith("oac")
    }
    figures = {
        "oac1_ge25": 49, "oac2_concerned": 50, "oac3_need_support": 66.7, "oac4_not_confident": 34,
        "oac5_not_knowledgeable": 47, "oac6_not_right_questions": 36, "oac7_not_confident_cases": 30,
        "oac8_not_know_signs": 50, "oac_positive": 60.6, "oac1_25_49": 49,
    }  # fmt: skip
    assert published == {key: [(figure, 327, True)] for key, figure in figures.items()}
