"""Smoothing: the reference answers, and what an outlook may and may not depend on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders.reference_answers import cases_of
from hypothesis import given
from hypothesis import strategies as st

from pipelines.signals.arrays import Floats
from pipelines.signals.smoothing import smooth

HORIZON = 3
TOLERANCE = 0.02
"""Of the mean of the series: optimisers differ (the reference's own words)."""
EXACT = 1e-9
CASES = cases_of("forecast/forecast_reference.json")
SERIES = st.lists(st.one_of(st.none(), st.integers(0, 300)), min_size=1, max_size=30).filter(
    lambda of: of[0] is not None
)


def _one_row(values: list[float | None]) -> Floats:
    return np.array([values], dtype=np.float64)


@pytest.mark.parametrize("case", CASES)
def test_every_reference_forecast_by_smoothing_is_reproduced(case: dict[str, Any]) -> None:
    values = _one_row(case["values"])
    assert case["horizon"] == HORIZON
    smoothed, expected = smooth(values), case["expected"]["ses"]
    close = TOLERANCE * values.mean()
    assert smoothed.level[0, -1] == pytest.approx(expected["mean"][0], abs=close)
    for months in range(1, HORIZON + 1):
        lower, upper = smoothed.interval(months)
        assert lower[0, -1] == pytest.approx(expected["lower95"][months - 1], abs=close)
        assert upper[0, -1] == pytest.approx(expected["upper95"][months - 1], abs=close)


@pytest.mark.parametrize("case", CASES)
def test_at_the_ends_of_its_weights_smoothing_is_the_last_value_and_the_mean(case: dict[str, Any]) -> None:
    values = _one_row(case["values"])
    last, mean = (smooth(values, np.array([weight])).level[0, -1] for weight in (1.0, 0.0))
    assert last == pytest.approx(case["expected"]["naive"]["mean"][0], rel=EXACT)
    assert mean == pytest.approx(case["expected"]["meanf"]["mean"][0], rel=EXACT)


@given(SERIES, st.integers(1, 29))
def test_what_is_said_after_a_month_depends_on_no_later_one(values: list[float | None], months: int) -> None:
    whole, part = smooth(_one_row(values)), smooth(_one_row(values[:months]))
    for name in ("level", "weight", "spread", "points"):
        np.testing.assert_array_equal(getattr(whole, name)[:, :months], getattr(part, name))


@given(SERIES)
def test_the_level_lies_among_the_values_and_the_interval_widens(values: list[float | None]) -> None:
    shown = [value for value in values if value is not None]
    smoothed = smooth(_one_row(values))
    hair = 1e-6
    assert min(shown) - hair <= smoothed.level[0, -1] <= max(shown) + hair
    if len(shown) > 2:
        near, far = smoothed.deviation(1)[0, -1], smoothed.deviation(HORIZON)[0, -1]
        assert 0 <= near <= far


@given(SERIES, SERIES)
def test_series_are_smoothed_apart(one: list[float | None], other: list[float | None]) -> None:
    length = max(len(one), len(other))
    padded = [[None] * (length - len(each)) + each for each in (one, other)]
    together = smooth(np.array(padded, dtype=np.float64))
    for row, each in enumerate((one, other)):
        assert together.level[row, -1] == pytest.approx(smooth(_one_row(each)).level[0, -1], abs=1e-6)


def test_a_series_that_never_changes_has_no_spread() -> None:
    smoothed = smooth(_one_row([97.3] * 20))
    assert smoothed.level[0, -1] == 97.3
    assert smoothed.spread[0, -1] == 0


def test_a_missing_month_leaves_the_level_where_it_was() -> None:
    smoothed = smooth(_one_row([90.0, 92.0, 91.0, 95.0, None, None]))
    assert len({*smoothed.level[0, 3:]}) == 1
    assert smoothed.points[0].tolist() == [1, 2, 3, 4, 4, 4]


def test_of_a_rise_the_level_goes_no_further_than_it_has_come() -> None:
    """Simple smoothing follows no trend."""
    rising = [90.0 + month for month in range(24)]
    assert smooth(_one_row(rising)).level[0, -1] <= rising[-1]
