"""Margins where a good part of a finite number of people answered, against the Civil Service's own table."""

import numpy as np
import pytest

from pipelines.intervals import Sample, finite_mean, finite_wilson, margin, mean_interval, shrinkage, wilson

PRINTED = [(200, 120, 0.43, 6), (150, 80, 0.50, 8), (50, 40, 0.30, 6), (500, 375, 0.60, 2)]
"""Everybody, answers, share, and the margin in whole percentage points (Civil Service People Survey)."""


@pytest.mark.parametrize(("everybody", "answers", "share", "points"), PRINTED)
def test_the_margin_is_the_one_that_the_civil_service_prints(
    everybody: int, answers: int, share: float, points: int
) -> None:
    assert round(100 * float(margin(share, answers, everybody))) == points


@pytest.mark.parametrize(("everybody", "answers", "share", "points"), PRINTED)
def test_wilsons_interval_with_the_correction_is_about_as_wide(
    everybody: int, answers: int, share: float, points: int
) -> None:
    lower, upper = finite_wilson(share * answers, answers, everybody)
    assert 100 * (float(upper) - float(lower)) / 2 == pytest.approx(points, abs=0.6)


def test_where_everybody_answered_nothing_is_uncertain() -> None:
    assert [float(each) for each in finite_wilson(12, 40, 40)] == [0.3, 0.3]
    sample = Sample(*(np.array([each]) for each in (40.0, 3.1, 0.9)))
    assert [float(each[0]) for each in finite_mean(sample, [40.0])] == [3.1, 3.1]


@pytest.mark.parametrize("everybody", [np.nan, 39.0])
def test_without_a_population_that_can_be_right_the_interval_is_the_plain_one(everybody: float) -> None:
    assert float(shrinkage(40, everybody)) == 1.0
    np.testing.assert_array_equal(finite_wilson(12, 40, everybody), wilson(12, 40))
    sample = Sample(*(np.array([each]) for each in (40.0, 3.1, 0.9)))
    np.testing.assert_array_equal(finite_mean(sample, [everybody]), mean_interval(sample))


def test_a_share_of_nobody_has_no_interval() -> None:
    assert np.isnan(finite_wilson(0, 0, 10)).all()


def test_a_mean_of_many_of_few_is_surer_than_of_many_of_many() -> None:
    sample = Sample(*(np.array([each]) for each in (30.0, 3.0, 1.0)))
    widths = [float(np.diff(np.ravel(finite_mean(sample, [everybody])))[0]) for everybody in (31.0, 60.0, 1e9)]
    assert widths == sorted(widths)
    assert widths[0] < widths[2] / 5
