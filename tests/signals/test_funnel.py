"""Funnels: the reference answers, and what a funnel must never do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders.reference_answers import cases_of
from hypothesis import given
from hypothesis import strategies as st

from pipelines.signals.comparison import NOTE, SPECIAL, Scale, funnel

RELATIVE = 1e-6
SCALES = {("PR", None): Scale.SHARE, ("SR", "CQC"): Scale.RATE}
"""The reference's kinds that this project uses; its other two transformations are not ours."""


def _cases(scale: Scale) -> list[Any]:
    return [
        case
        for case in cases_of("comparison/funnel_overdispersion.json")
        if case.marks or SCALES.get((case.values[0]["data_type"], case.values[0].get("sr_method"))) is scale
    ]


@pytest.mark.parametrize("case", _cases(Scale.SHARE))
def test_every_reference_funnel_of_shares_is_reproduced(case: dict[str, Any]) -> None:
    ours = funnel(np.array(case["num"], dtype=np.float64), np.array(case["den"], dtype=np.float64), Scale.SHARE)
    assert ours.pooled == pytest.approx(case["target"], rel=RELATIVE)
    assert (ours.phi, ours.tau2) == pytest.approx((case["phi"], case["tau2"]), rel=RELATIVE)
    np.testing.assert_allclose(ours.z, case["z"], rtol=RELATIVE, atol=1e-12)
    for deviations, name in ((NOTE, "95"), (SPECIAL, "998")):
        for prefix, overdispersed in (("", False), ("od_", True)):
            lower, upper = ours.limits(deviations, overdispersed=overdispersed)
            np.testing.assert_allclose(lower, case["limits"][f"{prefix}lower_{name}"], rtol=RELATIVE, atol=1e-12)
            np.testing.assert_allclose(upper, case["limits"][f"{prefix}upper_{name}"], rtol=RELATIVE)
        np.testing.assert_array_equal(np.abs(ours.deviation) > deviations, np.array(case[f"outlier_{name}"]) == 1)


@pytest.mark.parametrize("case", _cases(Scale.RATE))
def test_every_reference_funnel_of_rates_has_the_same_spread(case: dict[str, Any]) -> None:
    """The reference draws the limits of a rate on another scale than its z-scores; ours are drawn on the same."""
    observed, expected = (np.array(case[key], dtype=np.float64) for key in ("num", "den"))
    ours = funnel(observed, expected, Scale.RATE, pooled=case["target"])
    assert (ours.phi, ours.tau2) == pytest.approx((case["phi"], case["tau2"]), rel=RELATIVE)
    np.testing.assert_allclose(ours.z, case["z"], rtol=RELATIVE)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(40, 60)), min_size=8, max_size=30),
    st.sampled_from(list(Scale)),
    st.sampled_from([NOTE, SPECIAL]),
)
def test_a_unit_is_outside_its_limits_exactly_when_it_deviates_that_far(
    units: list[tuple[int, int]], scale: Scale, deviations: float
) -> None:
    events, exposure = (np.array(column, dtype=np.float64) for column in zip(*units, strict=True))
    ours = funnel(events, exposure, scale)
    lower, upper = ours.limits(deviations)
    value = events / exposure
    assert (lower <= ours.pooled + 1e-12).all()
    assert (upper >= ours.pooled - 1e-12).all()
    # A clipped limit is the end of the scale: nothing lies beyond it.
    hair = 1e-9
    assert (value[ours.deviation > deviations + hair] >= upper[ours.deviation > deviations + hair] - hair).all()
    assert (value[ours.deviation < -deviations - hair] <= lower[ours.deviation < -deviations - hair] + hair).all()
    assert (value[np.abs(ours.deviation) < deviations] <= upper[np.abs(ours.deviation) < deviations] + hair).all()


def test_limits_at_the_ends_of_the_scale_do_not_fold_back() -> None:
    nearly_all = funnel(np.array([9.0, 10, 10, 10, 10, 10, 10, 9]), np.full(8, 10.0), Scale.SHARE)
    nearly_none = funnel(np.array([1.0, 0, 0, 0, 0, 0, 0, 1]), np.full(8, 10.0), Scale.SHARE)
    assert (nearly_all.limits(SPECIAL)[1] == 1).all()
    assert (nearly_none.limits(SPECIAL)[0] == 0).all()


def test_units_that_differ_no_more_than_chance_get_no_allowance() -> None:
    alike = funnel(np.array([20.0, 21, 19, 20, 22, 18, 20, 20]), np.full(8, 100.0), Scale.SHARE)
    assert alike.tau2 == 0
    apart = funnel(np.array([5.0, 40, 10, 35, 60, 3, 20, 50]), np.full(8, 100.0), Scale.SHARE)
    assert apart.tau2 > 0
    assert (np.abs(apart.deviation) < np.abs(apart.z)).all()


@pytest.mark.parametrize("scale", Scale)
def test_units_without_any_event_do_not_differ(scale: Scale) -> None:
    none = funnel(np.zeros(8), np.full(8, 30.0), scale)
    assert (none.deviation <= 0).all()
    assert not (np.abs(none.deviation) > NOTE).any()
