"""Wilson's interval against the reference answers and by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from pipelines.intervals import wilson

REFERENCE = Path(__file__).parents[2] / "shared" / "conformance" / "comparison" / "wilson_proportions.json"


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference answers are not here")
def test_wilson_equals_the_reference_implementation() -> None:
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))
    assert reference["cases"]
    for case in reference["cases"]:
        lower, upper = wilson(case["x"], case["n"], case["confidence"])
        assert lower == pytest.approx(case["lower"], abs=reference["tolerance"]), case["id"]
        assert upper == pytest.approx(case["upper"], abs=reference["tolerance"]), case["id"]


def test_half_of_a_hundred_lies_between_40_and_60_percent() -> None:
    lower, upper = wilson([50], [100])
    assert lower[0] == pytest.approx(0.4038, abs=5e-5)
    assert upper[0] == pytest.approx(0.5962, abs=5e-5)


def test_nobody_and_everybody_stay_within_0_and_1() -> None:
    lower, upper = wilson([0, 8], [8, 8])
    assert lower[0] == 0
    assert 0 < upper[0] < 1
    assert 0 < lower[1] < 1
    assert upper[1] == 1


def test_no_base_gives_no_interval() -> None:
    lower, upper = wilson([0, 3], [0, 10])
    assert np.isnan([lower[0], upper[0]]).all()
    assert not np.isnan([lower[1], upper[1]]).any()
