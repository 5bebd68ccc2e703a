"""Every reference answer on intervals, within the tolerance that the reference states."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders.reference_answers import cases_of

from pipelines.intervals import byar, exact_poisson, mean_interval, newcombe, rate_interval, sample_of, wilson

TO_9, TO_8 = 1e-9, 1e-8


@pytest.mark.parametrize("case", cases_of("comparison/wilson_proportions.json"))
def test_every_reference_interval_of_a_share_is_reproduced(case: dict[str, Any]) -> None:
    lower, upper = wilson(case["x"], case["n"], case["confidence"])
    assert (float(lower), float(upper)) == pytest.approx((case["lower"], case["upper"]), abs=TO_9)


@pytest.mark.parametrize("case", cases_of("comparison/difference_of_proportions.json"))
def test_every_reference_difference_of_shares_is_reproduced(case: dict[str, Any]) -> None:
    lower, upper = newcombe((case["x1"], case["n1"]), (case["x2"], case["n2"]), case["confidence"])
    assert (float(lower), float(upper)) == pytest.approx((case["lower"], case["upper"]), abs=TO_9)
    if "published" in case:
        assert np.round([lower, upper], 4).tolist() == case["published"]


@pytest.mark.parametrize("case", cases_of("comparison/poisson_rates.json"))
def test_every_reference_interval_of_a_rate_is_reproduced(case: dict[str, Any]) -> None:
    limits = rate_interval(case["x"], case["n"], case["multiplier"], case["confidence"])
    assert [float(each) for each in limits] == pytest.approx([case["lower"], case["upper"]], rel=TO_8, abs=TO_8)
    rate = case["multiplier"] / case["n"]
    exact = [float(each) * rate for each in exact_poisson(case["x"], case["confidence"])]
    assert exact == pytest.approx([case["exact_lower"], case["exact_upper"]], rel=TO_8, abs=TO_8)


@pytest.mark.parametrize("case", cases_of("comparison/poisson_rates.json"))
def test_byar_is_used_from_ten_events_on(case: dict[str, Any]) -> None:
    lower, upper = rate_interval(case["x"], case["n"], confidence=case["confidence"])
    way = byar if case["method"] == "Byars" else exact_poisson
    expected = [float(each) / case["n"] for each in way(case["x"], case["confidence"])]
    assert [float(lower), float(upper)] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("case", cases_of("comparison/means_t.json"))
def test_every_reference_interval_of_a_mean_is_reproduced(case: dict[str, Any]) -> None:
    sample = sample_of(case["values"])
    lower, upper = mean_interval(sample, case["confidence"])
    assert [sample.number[0], sample.mean[0], sample.spread[0]] == pytest.approx(
        [case["n"], case["mean"], case["sd"]], abs=TO_9
    )
    assert (lower[0], upper[0]) == pytest.approx((case["lower"], case["upper"]), abs=TO_9)
