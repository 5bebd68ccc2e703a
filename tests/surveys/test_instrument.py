"""An instrument is data, and one that does not hold together is refused whole."""

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from pipelines.contracts.code_lists import STRESS, YES_NO
from pipelines.contracts.survey import Survey
from pipelines.surveys.instrument import InstrumentUnusable, load_instrument, read_instrument

Definition = dict[str, Any]
SHIPPED = sorted(path.name for path in files("pipelines.surveys").joinpath("instruments").iterdir())


def definition() -> Definition:
    text = files("pipelines.surveys").joinpath("instruments", "single_item_stress.json").read_text(encoding="utf-8")
    read: Definition = json.loads(text)
    return read


@pytest.mark.parametrize("file", SHIPPED)
def test_every_shipped_instrument_passes_its_own_golden_tests(file: str) -> None:
    instrument = load_instrument(file.removesuffix(".json"))
    assert file == f"{instrument.id}.json"
    assert instrument.golden_tests


def test_the_answers_of_the_instrument_are_those_the_contract_accepts() -> None:
    instrument = load_instrument("single_item_stress")
    answers = {item.code: item.answers for item in instrument.items}
    assert answers == {Survey.sis1: STRESS.labels, Survey.sis4: YES_NO.labels}


def _with_item_twice(wrong: Definition) -> None:
    wrong["items"].append(wrong["items"][0])


def _with_small_groups(wrong: Definition) -> None:
    wrong["min_group_size"] = 9


def _with_unknown_answers(wrong: Definition) -> None:
    wrong["items"][0]["response_set"] = "agreement"


def _with_protected_text(wrong: Definition) -> None:
    wrong["licence"]["item_text_shippable"] = False
    wrong["items"][0]["text"] = "Official wording"


def _with_unknown_item(wrong: Definition) -> None:
    wrong["indicators"][0]["item"] = "SIS9"


def _with_answer_not_taken(wrong: Definition) -> None:
    wrong["indicators"][0]["denominator"].append("extremely")


def _with_numerator_outside(wrong: Definition) -> None:
    wrong["indicators"][0]["denominator"].remove("very")


def _with_undated_benchmark(wrong: Definition) -> None:
    del wrong["indicators"][0]["benchmark"]["year"]


def _without_golden_test(wrong: Definition) -> None:
    wrong["golden_tests"] = []


def _with_failing_golden_test(wrong: Definition) -> None:
    wrong["golden_tests"][0]["expected"]["able_to_tell_manager"] = False


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_with_item_twice, "SIS1 is used twice"),
        (_with_small_groups, "groups of fewer than 10 respondents may not be reported"),
        (_with_unknown_answers, "SIS1 takes answers that are not defined"),
        (_with_protected_text, "SIS1 carries a text that may not be given away"),
        (_with_unknown_item, "moderately_or_very_stressed is made of an item that is not there"),
        (_with_answer_not_taken, "moderately_or_very_stressed counts answers that its item does not take"),
        (_with_numerator_outside, "moderately_or_very_stressed has a numerator outside its denominator"),
        (_with_undated_benchmark, "the benchmark of moderately_or_very_stressed lacks its year or source"),
        (_without_golden_test, "there is no golden test"),
        (
            _with_failing_golden_test,
            "golden test “moderately stressed and able to tell” fails for able_to_tell_manager",
        ),
    ],
)
def test_a_definition_that_would_score_wrongly_is_refused_with_the_reason(
    spoil: Callable[[Definition], None], reason: str
) -> None:
    wrong = definition()
    spoil(wrong)
    with pytest.raises(InstrumentUnusable, match="single_item_stress") as refused:
        read_instrument(json.dumps(wrong))
    assert reason in str(refused.value)


def test_an_indicator_needs_no_benchmark() -> None:
    without = definition()
    for indicator in without["indicators"]:
        del indicator["benchmark"]
    assert [indicator.benchmark for indicator in read_instrument(json.dumps(without)).indicators] == [{}, {}]
