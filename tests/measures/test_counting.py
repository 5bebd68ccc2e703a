"""Rows become numbers: conditions, and the median of durations of which some still run."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.measures.counting import median_duration, rows_where

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
    found = median_duration(durations, is_over)
    assert (None if np.isnan(found) else found) == expected


@given(st.lists(st.integers(1, 60), min_size=1, max_size=200))
def test_where_nothing_still_runs_it_is_the_lower_median(weeks: list[int]) -> None:
    durations = np.array(weeks, dtype=np.float64)
    assert median_duration(durations, np.ones(len(weeks), dtype=bool)) == sorted(weeks)[(len(weeks) - 1) // 2]
