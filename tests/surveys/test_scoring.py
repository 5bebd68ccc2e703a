"""Answers become scores and shares, a blank is in no denominator, and a plain reckoning by hand says the same."""

import json
import math
import random
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipelines.surveys.definition import load_instrument, shipped
from pipelines.surveys.instrument import Instrument
from pipelines.surveys.scoring import answered, group_figures, score

STRESSED, ABLE = "stressed_moderately_or_very", "able_to_tell_manager"
Answers = dict[str, str]
REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "instruments.json"


def _golden_tests_of_the_reference() -> list[Any]:
    """Instrument and golden test as parameters, or one skipped parameter."""
    if not REFERENCE.is_file():
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"the reference is not here: {REFERENCE.name}"))]
    known = json.loads(REFERENCE.read_text(encoding="utf-8"))["instruments"]
    return [
        pytest.param((each["id"], golden), id=f"{each['id']} {golden['name']}")
        for each in known
        for golden in each.get("golden_tests", [])
    ]


@pytest.fixture(name="instrument")
def _instrument() -> Instrument:
    return load_instrument("single_item_stress")


def test_each_respondent_gets_each_indicator_and_whether_it_was_answered(instrument: Instrument) -> None:
    answers = pd.DataFrame(
        {
            "SIS1": pd.Categorical(["moderately", "very", "a_little", None]),
            "SIS4": pd.Categorical(["yes", None, "no", None]),
        },
        index=[4, 2, 9, 7],
    )
    scored = score(answers, instrument)
    assert scored.index.tolist() == [4, 2, 9, 7]
    assert scored[[STRESSED, answered(STRESSED), ABLE, answered(ABLE)]].to_dict("list") == {
        STRESSED: [True, True, False, False],
        answered(STRESSED): [True, True, True, False],
        ABLE: [True, False, False, False],
        answered(ABLE): [True, False, True, False],
    }


def test_an_item_that_was_not_asked_is_answered_by_nobody(instrument: Instrument) -> None:
    scored = score(pd.DataFrame({"SIS1": ["very", "very"]}), instrument)
    assert scored[answered(ABLE)].tolist() == [False, False]
    assert scored[STRESSED].tolist() == [True, True]
    assert math.isnan(group_figures(scored, instrument)[ABLE])


def test_a_survey_without_returns_has_columns_and_no_rows() -> None:
    instrument = load_instrument("hse_msit")
    scored = score(pd.DataFrame({"MSIT01": pd.Series([], dtype="str")}), instrument)
    assert len(scored) == 0
    assert {scale.code for scale in instrument.scales} <= set(scored.columns)


@pytest.mark.parametrize(("blanks", "is_scored"), [(2, True), (3, False)])
def test_a_scale_is_scored_from_the_fewest_answers_it_asks_for(blanks: int, is_scored: bool) -> None:
    instrument = load_instrument("hse_msit")
    demands = next(scale for scale in instrument.scales if scale.code == "demands")
    answers = dict.fromkeys(demands.items[blanks:], "never")
    (found,) = score(pd.DataFrame([answers]), instrument)["demands"]
    assert (found == 5.0) is is_scored
    assert math.isnan(found) is not is_scored


@pytest.mark.parametrize("key", shipped())
def test_a_plain_reckoning_of_a_thousand_respondents_says_the_same(key: str) -> None:
    definition = json.loads(
        files("pipelines.surveys").joinpath("instruments", f"{key}.json").read_text(encoding="utf-8")
    )
    rng = random.Random(key)
    respondents = [_invented(definition, rng) for _ in range(1000)]
    instrument = load_instrument(key)
    frame = pd.DataFrame(respondents, columns=[item["code"] for item in definition["items"]])
    scored = score(frame, instrument)
    for scale in definition.get("scales", []):
        expected = [_by_hand(scale, definition, respondent) for respondent in respondents]
        assert any(each is not None for each in expected)
        np.testing.assert_allclose(
            scored[scale["code"]].to_numpy(), [np.nan if each is None else each for each in expected], atol=1e-12
        )
        of_group = [each for each in expected if each is not None]
        assert group_figures(scored, instrument)[scale["code"]] == pytest.approx(sum(of_group) / len(of_group))
    for indicator in definition.get("indicators", []):
        given = [respondent.get(indicator["item"]) for respondent in respondents]
        counted = [each for each in given if each in indicator["denominator"]]
        share = 100 * sum(each in indicator["numerator"] for each in counted) / len(counted)
        assert group_figures(scored, instrument)[indicator["code"]] == pytest.approx(share)


def _invented(definition: dict[str, Any], rng: random.Random) -> Answers:
    """One respondent; some leave a few items blank, some most."""
    blank = rng.choice([0.0, 0.0, 0.1, 0.6])
    return {
        item["code"]: rng.choice(definition["response_sets"][item["response_set"]])["value"]
        for item in definition["items"]
        if rng.random() >= blank
    }


def _by_hand(scale: dict[str, Any], definition: dict[str, Any], respondent: Answers) -> float | None:
    scores, positives = [], []
    for code in scale["items"]:
        item = next(each for each in definition["items"] if each["code"] == code)
        options = {each["value"]: each["score"] for each in definition["response_sets"][item["response_set"]]}
        known = [each for each in options.values() if each is not None]
        given = options.get(respondent.get(code, ""))
        if given is None:
            continue
        scores.append(min(known) + max(known) - given if item.get("reverse") else given)
        positives.append(respondent[code] in scale.get("positive", []))
    if len(scores) < scale["min_answered"]:
        return None
    match scale["method"]:
        case "mean":
            return sum(scores) / len(scores)
        case "sum":
            return sum(scores)
        case "percent_positive":
            return 100 * sum(positives) / len(positives)
    return 100.0 * (positives[0] - positives[1])


@pytest.mark.parametrize("case", _golden_tests_of_the_reference())
def test_a_golden_test_of_the_reference_holds_for_the_shipped_instrument(case: tuple[str, dict[str, Any]]) -> None:
    """Answers stand there by value, by place among the answers, or by score before questions are turned round."""
    key, golden = case
    instrument = load_instrument(key)
    respondents = [{golden["item"]: each} for each in golden["answers"]] if "item" in golden else [golden["answers"]]
    options = {item.code: item.options for item in instrument.items}

    def value_of(code: str, given: str | int) -> str:
        if isinstance(given, str):
            return given
        if "coding" in golden:
            return next(option.value for option in options[code] if option.score == given)
        return options[code][given - 1].value

    scored = score(
        pd.DataFrame([{code: value_of(code, each) for code, each in one.items()} for one in respondents]), instrument
    )
    figures = group_figures(scored, instrument)
    for code, expected in golden["expected"].items():
        if code == "n":
            (figure,) = (each for each in golden["expected"] if each != "n")
            assert scored[answered(figure)].sum() == expected
        else:
            assert figures[code] == pytest.approx(np.nan if expected is None else expected, abs=5e-5, nan_ok=True)
