"""Months, reporting years and their names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import periods
from pipelines.periods import PeriodKind


@pytest.mark.parametrize(
    ("day", "end", "following", "before"),
    [
        (date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 28), date(2025, 12, 31)),
        (date(2024, 2, 10), date(2024, 2, 29), date(2024, 3, 31), date(2024, 1, 31)),
        (date(2025, 12, 1), date(2025, 12, 31), date(2026, 1, 31), date(2025, 11, 30)),
    ],
)
def test_a_day_belongs_to_a_month_with_neighbours(day: date, end: date, following: date, before: date) -> None:
    assert periods.month_end(day) == end
    assert periods.next_month_end(day) == following
    assert periods.previous_month_end(day) == before


def test_a_month_counts_only_once_it_has_ended() -> None:
    assert periods.last_complete_month_end(date(2026, 3, 30)) == date(2026, 2, 28)
    assert periods.last_complete_month_end(date(2026, 3, 31)) == date(2026, 3, 31)
    assert periods.month_ends(date(2025, 12, 5), date(2026, 2, 27)) == [date(2025, 12, 31), date(2026, 1, 31)]


def test_twelve_months_before_a_leap_february_is_the_end_of_february() -> None:
    assert periods.months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_the_month_before_the_next_is_this_one(day: date) -> None:
    assert periods.previous_month_end(periods.next_month_end(day)) == periods.month_end(day)
    assert (periods.month_end(day) + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (PeriodKind.MONTH, "September 2025"),
        (PeriodKind.WAVE, "survey of September 2025"),
        (PeriodKind.YEAR, "year to 30 September 2025"),
    ],
)
def test_a_period_is_named_in_words(kind: PeriodKind, words: str) -> None:
    assert periods.label(date(2025, 9, 30), kind) == words
