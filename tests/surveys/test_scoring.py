"""Answers become indicators, and a blank is in no denominator."""

import pandas as pd
import pytest

from pipelines.surveys.instrument import Instrument, load_instrument
from pipelines.surveys.scoring import answered, score

STRESSED, ABLE = "moderately_or_very_stressed", "able_to_tell_manager"


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
    assert score(answers, instrument).to_dict("list") == {
        STRESSED: [True, True, False, False],
        answered(STRESSED): [True, True, True, False],
        ABLE: [True, False, False, False],
        answered(ABLE): [True, False, True, False],
    }
    assert score(answers, instrument).index.tolist() == [4, 2, 9, 7]


def test_an_item_that_was_not_asked_is_answered_by_nobody(instrument: Instrument) -> None:
    scored = score(pd.DataFrame({"SIS1": ["very", "very"]}), instrument)
    assert scored[answered(ABLE)].tolist() == [False, False]
    assert scored[STRESSED].tolist() == [True, True]


def test_the_whole_frame_is_scored_as_the_golden_tests_say(instrument: Instrument) -> None:
    for golden in instrument.golden_tests:
        (row,) = score(pd.DataFrame([{"SIS1": None, "SIS4": None} | dict(golden.answers)]), instrument).to_dict(
            "records"
        )
        found = {code: row[code] if row[answered(code)] else None for code in golden.expected}
        assert found == golden.expected
