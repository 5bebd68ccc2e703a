"""An instrument is data, and one that does not hold together is refused whole."""

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from pipelines.contracts.code_lists import STRESS, YES_NO
from pipelines.contracts.survey import Survey
from pipelines.surveys.definition import InstrumentUnusable, load_instrument, read_instrument, shipped

Definition = dict[str, Any]
REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "instruments.json"
STRUCTURE_ONLY = {"proqol5", "stss", "swemwbs"}


def text_of(instrument: str) -> str:
    return files("pipelines.surveys").joinpath("instruments", f"{instrument}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("instrument", shipped())
def test_every_shipped_instrument_keeps_the_schema_and_passes_its_own_golden_tests(instrument):
    read = read_instrument(text_of(instrument))
    assert read == load_instrument(instrument)
    assert read.id == instrument
    tested = {code for golden in read.golden_tests for code in golden.expected}
    assert {scale.code for scale in read.scales} <= tested


def test_the_shipped_instruments_are_those_that_were_agreed_and_only_some_are_on():
    of = {instrument: load_instrument(instrument) for instrument in shipped()}
    counts = {key: (len(each.items), len(each.scales)) for key, each in of.items()}
    assert counts == {
        "basw_nspcc_online_abuse": (8, 1),
        "cbi": (19, 3),
        "csps_proxy_stress": (8, 1),
        "hse_msit": (35, 7),
        "nspcc_coventry_csa": (12, 3),
        "proqol5": (30, 3),
        "single_item_stress": (5, 0),
        "stss": (17, 4),
        "supervision": (8, 1),
        "swemwbs": (7, 1),
    }
    assert {key for key, each in of.items() if not each.enabled} == {"cbi", *STRUCTURE_ONLY}


@pytest.mark.parametrize("instrument", sorted(STRUCTURE_ONLY))
def test_of_an_instrument_that_may_not_be_given_away_there_are_numbers_and_no_words(instrument):
    definition = json.loads(text_of(instrument))
    assert not definition["licence"]["item_text_shippable"]
    labels = [item["label"] for item in definition["items"]]
    assert labels == [f"Item {number}" for number in range(1, len(labels) + 1)]


def test_items_scales_and_reverse_items_are_those_of_the_reference():
    if not REFERENCE.is_file():
        pytest.skip("the reference is not here: ../shared/reference/instruments.json")
    for known in json.loads(REFERENCE.read_text(encoding="utf-8"))["instruments"]:
        ours = json.loads(text_of(known["id"]))
        scales = {scale["code"]: scale for scale in ours.get("scales", [])}
        for scale in known["scales"]:
            mine = scales[scale["code"]]
            assert (mine["items"], mine["range"], mine["direction"]) == (
                scale["items"], scale["range"], scale["direction"],
            )  # fmt: skip
            assert mine["min_answered"] == scale.get("min_answered", len(scale["items"]))
        if isinstance(known["items"], list):
            assert [
                (item["code"], item.get("reverse", False), item.get("wording_sha256")) for item in ours["items"]
            ] == [(item["code"], item.get("reverse", False), item.get("wording_sha256")) for item in known["items"]]


def test_the_bands_of_the_management_standards_are_in_words_with_rising_cut_points():
    bands = load_instrument("hse_msit").bands
    assert bands is not None
    assert bands.cut_points["demands"] == (2.9387, 3.1024, 3.2937)
    assert bands.labels[0] == "Urgent action needed"
    assert len(bands.cut_points) == 7


def test_every_comparison_names_its_population_and_a_self_selected_poll_says_so():
    for instrument in map(load_instrument, shipped()):
        for comparison in instrument.comparisons:
            assert comparison.population
            assert comparison.source
            assert comparison.self_selected == ("self-selected" in comparison.population)


def test_the_answers_of_the_instrument_are_those_the_contract_accepts() -> None:
    by_code = {item.code: item for item in load_instrument("single_item_stress").items}
    accepted = {Survey.sis1: STRESS.labels, Survey.sis4: YES_NO.labels}
    for code, labels in accepted.items():
        assert [option.value for option in by_code[str(code)].options] == list(labels)


def _with_item_twice(wrong: Definition) -> None:
    wrong["items"].append(wrong["items"][0])


def _with_small_groups(wrong: Definition) -> None:
    wrong["min_group_size"] = 9


def _with_unknown_answers(wrong: Definition) -> None:
    wrong["items"][0]["response_set"] = "agreement"


def _with_a_text_of_its_own(wrong: Definition) -> None:
    wrong["items"][0]["text"] = "Official wording"


def _with_unknown_item(wrong: Definition) -> None:
    wrong["indicators"][0]["item"] = "CSA19"


def _with_answer_not_taken(wrong: Definition) -> None:
    wrong["indicators"][0]["denominator"].append("extremely")


def _with_numerator_outside(wrong: Definition) -> None:
    wrong["indicators"][0]["denominator"].remove("brief")


def _with_undated_benchmark(wrong: Definition) -> None:
    wrong["benchmarks"] = [{"of": "csa_training", "value": 3, "population": "Some", "source": "Somewhere"}]


def _with_a_benchmark_of_nothing(wrong: Definition) -> None:
    wrong["benchmarks"] = [{"of": "csa", "value": 3, "population": "Some", "source": "Somewhere", "year": 2014}]


def _without_golden_test(wrong: Definition) -> None:
    wrong["golden_tests"] = []


def _with_failing_golden_test(wrong: Definition) -> None:
    wrong["golden_tests"][0]["expected"]["csa_manager"] = 40


def _with_golden_test_of_nothing(wrong: Definition) -> None:
    wrong["golden_tests"][0]["respondents"][0]["CSA99"] = "agree"


def _with_scale_of_nothing(wrong: Definition) -> None:
    wrong["scales"][0]["items"][0] = "CSA99"


def _with_an_item_counted_twice(wrong: Definition) -> None:
    wrong["scales"][0]["items"][0] = wrong["scales"][0]["items"][1]


def _with_too_many_answers_asked(wrong: Definition) -> None:
    wrong["scales"][0]["min_answered"] = 4


def _with_nothing_positive(wrong: Definition) -> None:
    del wrong["scales"][0]["positive"]


def _with_unknown_positive(wrong: Definition) -> None:
    wrong["scales"][0]["positive"] = ["often"]


def _with_a_difference_of_three(wrong: Definition) -> None:
    wrong["scales"][0]["method"] = "percent_difference"


def _with_a_sum_of_some(wrong: Definition) -> None:
    wrong["scales"][0] |= {"method": "sum", "min_answered": 2}


def _with_falling_cut_points(wrong: Definition) -> None:
    wrong["bands"] = {"source": "Us", "labels": ["Low", "Middle", "High"], "cut_points": {"csa_training": [2, 1]}}


def _with_too_few_cut_points(wrong: Definition) -> None:
    wrong["bands"] = {"source": "Us", "labels": ["Low", "Middle", "High"], "cut_points": {"csa_training": [2]}}


def _with_bands_of_nothing(wrong: Definition) -> None:
    wrong["bands"] = {"source": "Us", "labels": ["Low", "High"], "cut_points": {"csa": [2]}}


def _with_another_range(wrong: Definition) -> None:
    wrong["scales"][0]["range"] = [0, 1000]


def _with_an_answer_twice(wrong: Definition) -> None:
    options = wrong["response_sets"]["agreement5_na"]
    options.append(dict(options[0]))


def _with_nothing_to_turn_round(wrong: Definition) -> None:
    item = next(item for item in wrong["items"] if item["code"] == "CSA10")
    wrong["response_sets"]["yes_no"] = [{"value": value, "label": value, "score": None} for value in ("yes", "no")]
    item |= {"response_set": "yes_no", "reverse": True}


def _with_every_item_told(wrong: Definition) -> None:
    scale, indicator = wrong["scales"][0], wrong["indicators"][-1]
    wrong["indicators"] += [indicator | {"code": f"told_{item}", "item": item} for item in scale["items"]]
    scale["min_answered"] = len(scale["items"]) - 1


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_with_item_twice, "CSA1 is used twice"),
        (_with_small_groups, "min_group_size: 9 is less than the minimum of 10"),
        (_with_unknown_answers, "CSA1 takes answers that are not defined"),
        (_with_a_text_of_its_own, "items[0]: Additional properties are not allowed ('text' was unexpected)"),
        (_with_unknown_item, "csa_no_depth is made of an item that is not there"),
        (_with_answer_not_taken, "csa_no_depth counts answers that its item does not take"),
        (_with_numerator_outside, "csa_no_depth has a numerator outside its denominator"),
        (_with_undated_benchmark, "benchmarks[0]: 'year' is a required property"),
        (_with_a_benchmark_of_nothing, "a benchmark is of csa, which is not there"),
        (_without_golden_test, "golden_tests: [] should be non-empty"),
        (_with_failing_golden_test, "golden test “the gap is of the same respondents” fails for csa_manager"),
        (_with_golden_test_of_nothing, "“the gap is of the same respondents” names CSA99, which is not there"),
        (_with_scale_of_nothing, "csa_training is made of CSA99, which is not there"),
        (_with_an_item_counted_twice, "csa_training counts CSA3 twice"),
        (_with_too_many_answers_asked, "csa_training asks for more answers than it has items"),
        (_with_nothing_positive, "csa_training does not say which answers are positive"),
        (_with_unknown_positive, "csa_training calls answers positive that its items do not take"),
        (_with_a_difference_of_three, "csa_training is a difference and needs two items, both answered"),
        (_with_a_sum_of_some, "csa_training is a sum and needs every item answered"),
        (_with_falling_cut_points, "the cut points of csa_training do not rise"),
        (_with_too_few_cut_points, "the bands of csa_training need one cut point fewer than there are labels"),
        (_with_bands_of_nothing, "bands are given for csa, which is not there"),
        (_with_another_range, "csa_training has not the range that its items give: 0 to 100"),
        (_with_an_answer_twice, "agreement5_na has the answer strongly_agree twice"),
        (_with_nothing_to_turn_round, "CSA10 is to be turned round and has no answer with a score"),
        (_with_every_item_told, "csa_training has an indicator for each of its items and needs every one of them"),
    ],
)
def test_a_definition_that_would_score_wrongly_is_refused_with_the_reason(
    spoil: Callable[[Definition], None], reason: str
) -> None:
    wrong = json.loads(text_of("nspcc_coventry_csa"))
    spoil(wrong)
    with pytest.raises(InstrumentUnusable) as refused:
        read_instrument(json.dumps(wrong))
    assert reason in str(refused.value)


def test_a_definition_that_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(InstrumentUnusable, match="nested too deeply"):
        read_instrument("[" * 200_000)


def test_everything_wrong_is_told_at_once() -> None:
    wrong = json.loads(text_of("nspcc_coventry_csa"))
    _with_unknown_item(wrong)
    _with_scale_of_nothing(wrong)
    with pytest.raises(InstrumentUnusable, match=r"csa_training is made of CSA99.*csa_no_depth is made of an item"):
        read_instrument(json.dumps(wrong))


def test_a_file_that_is_no_json_says_where() -> None:
    with pytest.raises(InstrumentUnusable, match="This is no JSON: line 2, column 1"):
        read_instrument('{"id": "own",\n')
