"""Intervals by hand, and what they must do for every input."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intervals import (
    Sample,
    byar,
    deviations,
    exact_poisson,
    mean_interval,
    newcombe,
    newcombe_of_shares,
    poisson,
    rate_interval,
    sample_of,
    welch,
    wilson,
)

LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.99, 0.998])


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
    assert np.isnan(newcombe(([1], [4]), ([0], [0]))).all()
    assert np.isnan(rate_interval([3], [0.0])).all()


def test_nothing_counted_has_three_events_as_its_upper_limit() -> None:
    """The rule of three: e to the power of -3 is 5%, of -3.689 half of it."""
    assert [float(each) for each in exact_poisson(0, 0.9)] == pytest.approx([0, 2.9957], abs=5e-5)
    assert [float(each) for each in poisson(0)] == pytest.approx([0, 3.6889], abs=5e-5)
    assert float(byar(0)[0]) == 0


def test_limits_leave_out_as_much_on_either_side() -> None:
    assert deviations(0.95) == pytest.approx(1.959964, abs=5e-7)
    assert deviations(0.998) == pytest.approx(3.090232, abs=5e-7)


@given(st.integers(0, 2000), LEVELS)
def test_a_count_lies_inside_its_limits_and_both_ways_nearly_agree(events: int, confidence: float) -> None:
    exact, approximate = exact_poisson(events, confidence), byar(events, confidence)
    for lower, upper in (exact, approximate, poisson(events, confidence)):
        assert 0 <= lower <= events < upper
    if events >= 10:
        np.testing.assert_allclose(exact, approximate, rtol=0.05)


PAIRS = st.integers(1, 300).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@given(PAIRS, PAIRS, LEVELS)
def test_a_difference_of_shares_lies_inside_its_limits_and_turns_with_them(
    first: tuple[int, int], second: tuple[int, int], confidence: float
) -> None:
    lower, upper = newcombe(first, second, confidence)
    turned = newcombe(second, first, confidence)
    difference = first[0] / first[1] - second[0] / second[1]
    hair = 1e-12
    assert -1 - hair <= lower <= difference + hair
    assert difference - hair <= upper <= 1 + hair
    assert (-upper, -lower) == pytest.approx(turned, abs=1e-12)
    shares = newcombe_of_shares((first[0] / first[1], first[1]), (second[0] / second[1], second[1]), confidence)
    assert (lower, upper) == pytest.approx(shares, abs=1e-9)


def test_two_values_have_a_wide_interval_and_one_has_none() -> None:
    # The quantile of Student's t with one degree of freedom is 12.7062; the error of the mean of 4 and 6 is 1.
    lower, upper = mean_interval(sample_of([4, 6]))
    assert (lower[0], upper[0]) == pytest.approx((5 - 12.7062, 5 + 12.7062), abs=1e-4)
    assert np.isnan(mean_interval(sample_of([4]))).all()
    assert np.isnan(mean_interval(sample_of([]))).all()


def test_welch_by_hand() -> None:
    # Errors 0.5 and 0.6, together √0.61 = 0.78102; degrees of freedom 0.61² ÷ (0.0625 ÷ 15 + 0.1296 ÷ 24) = 38.8976.
    first, second = _sample(16, 5.0, 2.0), _sample(25, 3.0, 3.0)
    lower, upper = welch(first, second)
    assert (lower[0], upper[0]) == pytest.approx((2 - 2.02286 * 0.78102, 2 + 2.02286 * 0.78102), abs=1e-4)


def test_welch_of_groups_alike_in_size_and_spread_is_the_t_interval_of_both() -> None:
    # Pooled: error 2 × √(2 ÷ 12) and 22 degrees of freedom, whose quantile is 2.07387.
    lower, upper = welch(_sample(12, 6.0, 2.0), _sample(12, 5.0, 2.0))
    assert (lower[0], upper[0]) == pytest.approx((1 - 2.07387 * 0.81650, 1 + 2.07387 * 0.81650), abs=1e-4)


def test_welch_needs_two_values_on_each_side_and_takes_nobody_differing_as_exact() -> None:
    assert np.isnan(welch(_sample(1, 6.0, np.nan), _sample(12, 5.0, 2.0))).all()
    assert [float(each[0]) for each in welch(_sample(5, 6.0, 0.0), _sample(5, 5.0, 0.0))] == [1, 1]


def _sample(number: float, mean: float, spread: float) -> Sample:
    return Sample(*(np.array([each], dtype=np.float64) for each in (number, mean, spread)))
