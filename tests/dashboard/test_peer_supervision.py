"""When peer supervision began, and which surveys lie before and after it."""

from datetime import date

from builders.dashboard_cells import MARCH_2026, cell, hidden, series

from dashboard import peer_supervision as peers


def test_it_begins_with_the_first_of_three_months_over_a_half_after_months_under_a_quarter():
    assert peers.first_month(series(10, 20, 55, 60, 70)) == date(2026, 1, 31)
    assert peers.first_month(series(10, 20, 55, 40, 60, 70)) is None
    assert peers.first_month(series(30, 40, 55, 60, 70)) is None
    assert peers.first_month(series(55, 60, 70)) is None


def test_a_hidden_month_breaks_the_run_and_is_no_beginning():
    assert peers.first_month(series(10, 55, None, 60, 70)) is None
    assert peers.first_month(series(10, None, 55, 60, 70)) == date(2026, 1, 31)


def test_of_two_beginnings_the_later_one_counts():
    assert peers.first_month(series(10, 60, 60, 60, 20, 55, 60, 65)) == date(2026, 1, 31)


def test_the_last_survey_that_may_be_shown_stands_on_either_side():
    waves = [
        cell(period_end=date(2025, 6, 30), value=80.0),
        hidden(period_end=date(2025, 9, 30)),
        cell(period_end=date(2026, 2, 28), value=60.0),
        hidden(period_end=MARCH_2026),
    ]
    before, after = peers.before_and_after(waves, date(2026, 1, 31))
    assert (before.value, after.value) == (80.0, 60.0)
    before, after = peers.before_and_after(waves[1:2], date(2026, 1, 31))
    assert before.symbol == "c"
    assert after is None


def test_with_few_answers_nothing_is_called_better_or_worse():
    few, many = (cell(value=value, base=base) for value, base in ((60.0, 12.0), (40.0, 31.0)))
    assert peers.judged(few, many) == "20 points lower; too few to test"
    assert peers.judged(cell(value=60.0, base=40.0), many) == "20 points lower"
    assert peers.judged(few, hidden()) == "not comparable"
    assert peers.judged(None, many) == "not comparable"
