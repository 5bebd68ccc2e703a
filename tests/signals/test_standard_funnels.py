"""Funnels to the letter of the field's own tools: every reference case, and the edges they leave out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders.reference_answers import cases_of

from pipelines.signals.arrays import Floats
from pipelines.signals.overdispersion import inner, winsorised
from pipelines.signals.standard_funnels import (
    INNER,
    OUTER,
    Kind,
    Significance,
    share_limits,
    significance_of_rates,
    significance_of_shares,
    standard_funnel,
)

RELATIVE = 1e-6
NAMES = {INNER: "95", OUTER: "998"}


def _counts(case: dict[str, Any]) -> tuple[Floats, Floats]:
    return np.array(case["num"], dtype=np.float64), np.array(case["den"], dtype=np.float64)


@pytest.mark.parametrize("case", cases_of("comparison/funnel_significance.json"))
def test_every_label_of_the_public_health_profiles_is_reproduced(case: dict[str, Any]) -> None:
    numerator, denominator = _counts(case)
    assert case["baseline"] == pytest.approx(case.get("multiplier", 1) * numerator.sum() / denominator.sum(), abs=1e-9)
    if case["type"] == "rate":
        labels = significance_of_rates(numerator, denominator, case["baseline"] / case["multiplier"])
    else:
        labels = significance_of_shares(numerator, denominator, case["baseline"])
        for confidence, name in NAMES.items():
            lower, upper = share_limits(denominator, case["baseline"], confidence)
            np.testing.assert_allclose(lower, case["limits"][f"lower_{name}"], atol=1e-9, rtol=0)
            np.testing.assert_allclose(upper, case["limits"][f"upper_{name}"], atol=1e-9, rtol=0)
    assert [str(label) for label in labels] == case["significance"]


@pytest.mark.parametrize("case", cases_of("comparison/funnel_overdispersion.json"))
def test_every_figure_of_funnelplotr_is_reproduced(case: dict[str, Any]) -> None:
    method = f"-{case['sr_method']}" if "sr_method" in case else ""
    ours = standard_funnel(Kind(f"{case['data_type']}{method}"), *_counts(case))
    assert ours.target == pytest.approx(case["target"], rel=RELATIVE)
    np.testing.assert_allclose(ours.z, case["z"], rtol=RELATIVE, atol=1e-12)
    trimmed = np.array([np.nan if each is None else each for each in case["z_trimmed"]])
    np.testing.assert_allclose(ours.tamed, trimmed, rtol=RELATIVE, atol=1e-12)
    assert (ours.phi, ours.tau2) == pytest.approx((case["phi"], case["tau2"]), rel=RELATIVE)
    for confidence, name in NAMES.items():
        for prefix, drawn in (("", ours.limits), ("od_", ours.wide)):
            lower, upper = drawn[confidence]
            np.testing.assert_allclose(lower, case["limits"][f"{prefix}lower_{name}"], rtol=RELATIVE, atol=1e-12)
            np.testing.assert_allclose(upper, case["limits"][f"{prefix}upper_{name}"], rtol=RELATIVE, atol=1e-12)
        np.testing.assert_array_equal(ours.outliers(confidence), np.array(case[f"outlier_{name}"]) == 1)


def test_a_share_on_its_limit_is_not_outside() -> None:
    everybody = significance_of_shares(np.array([4.0, 96.0]), np.array([4.0, 100.0]), 0.98)
    assert everybody == [Significance.INSIDE, Significance.INSIDE]


def test_limits_of_a_small_share_stop_at_nobody() -> None:
    lower, upper = share_limits(np.array([5.0]), 0.05, OUTER)
    assert lower[0] == 0
    assert 0.05 < upper[0] < 1


def test_a_unit_in_which_nothing_was_observed_is_left_out_of_the_spread() -> None:
    ours = standard_funnel(Kind.STANDARDISED_SHMI, np.array([0.0, *[20.0] * 11]), np.full(12, 20.0))
    assert ours.z[0] == -np.inf
    assert np.isfinite(ours.phi)
    assert ours.outliers(OUTER).tolist() == [True, *[False] * 11]


def test_the_outer_tenth_is_whole_units_when_left_out_and_quantiles_when_pulled_in() -> None:
    scores = np.arange(1.0, 20.0)
    assert inner(scores).sum() == 17
    assert (winsorised(scores)[0], winsorised(scores)[-1]) == pytest.approx((2.8, 17.2))
