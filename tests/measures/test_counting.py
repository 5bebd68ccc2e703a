"""Rows become numbers: conditions, and quantiles of durations of which some still run."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.measures.counting import duration_quantile, rows_where
from pipelines.measures.measure import MEDIAN

ROWS = pd.DataFrame(
    {
        "held": [True, True, False, False],
        "online": [True, False, True, False],
        "harm": pd.Categorical(["images;grooming", "images", "grooming", None]),
    }
)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ((), [True, True, True, True]),
        (("held",), [True, True, False, False]),
        (("not held", "online"), [False, False, True, False]),
        (("harm=grooming",), [True, False, True, False]),
        (("harm=grooming", "held"), [True, False, False, False]),
    ],
)
def test_a_row_counts_where_every_condition_holds(conditions: tuple[str, ...], expected: list[bool]) -> None:
    assert rows_where(ROWS, conditions).tolist() == expected


@pytest.mark.parametrize(
    ("over", "running", "expected"),
    [
        ([4.0, 8.0, 16.0], [10.0, 30.0], 16.0),
        ([1.0, 2.0, 3.0], [], 2.0),
        ([1.0, 2.0, 3.0, 4.0], [], 2.0),
        ([5.0], [1.0, 2.0], 5.0),
        ([5.0], [6.0, 7.0], None),
        ([], [6.0], None),
        ([], [], None),
        ([10.0, 10.0], [10.0, 10.0], 10.0),
    ],
    ids=[
        "by hand", "all over", "an even number", "running ones leave before", "fewer than half", "all running",
        "nobody", "running ones of the same length are still at risk",
    ],
)  # fmt: skip
def test_the_median_is_the_time_by_which_half_are_over(
    over: list[float], running: list[float], expected: float | None
) -> None:
    durations = np.array([*over, *running])
    is_over = np.array([*[True] * len(over), *[False] * len(running)], dtype=bool)
    found = duration_quantile(durations, is_over, MEDIAN)
    assert (None if np.isnan(found) else found) == expected


@pytest.mark.parametrize(
    ("share", "expected"), [(0.1, 4.0), (0.25, 8.0), (0.5, 16.0), (0.7, 16.0), (0.71, None), (0.9, None)]
)
def test_a_quantile_is_the_time_by_which_its_share_is_over(share: float, expected: float | None) -> None:
    """Still going on after 4, 8 and 16 weeks: 4/5, 3/5 and 3/10; that more are over is never seen."""
    durations, is_over = np.array([4.0, 8.0, 16.0, 10.0, 30.0]), np.array([True, True, True, False, False])
    found = duration_quantile(durations, is_over, share)
    assert (None if np.isnan(found) else found) == expected


@given(st.lists(st.integers(1, 60), min_size=1, max_size=200), st.integers(1, 99))
def test_where_nothing_still_runs_it_is_the_plain_quantile(weeks: list[int], percent: int) -> None:
    """The least of the durations that so many per cent do not exceed: of four the second is the median."""
    durations = np.array(weeks, dtype=np.float64)
    found = duration_quantile(durations, np.ones(len(weeks), dtype=bool), percent / 100)
    assert found == sorted(weeks)[-(-percent * len(weeks) // 100) - 1]


@given(st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=60), st.integers(1, 98))
def test_a_larger_share_takes_no_less_time(gaps: list[tuple[int, bool]], percent: int) -> None:
    durations, is_over = (np.array(each) for each in zip(*gaps, strict=True))
    sooner, later = (duration_quantile(durations, is_over, each / 100) for each in (percent, percent + 1))
    assert np.isnan(later) or sooner <= later
