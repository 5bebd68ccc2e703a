from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
import pytest

from pipelines.sources.cells import NotACell, cell_text, coded_texts, text_column, text_frame

MIDNIGHT = datetime(2026, 3, 31)  # noqa: DTZ001 - a cell knows of no time zone
MORNING = datetime(2026, 3, 31, 9, 30)  # noqa: DTZ001 - a cell knows of no time zone


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, None),
        ("", None),
        (" \xa0", None),
        (" kept as it is ", " kept as it is "),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (7.0, "7"),
        (0.5, "0.5"),
        (-0.0, "0"),
        (float("nan"), None),
        (Decimal("12.00"), "12"),
        (Decimal("0.25"), "0.25"),
        (date(2026, 3, 31), "2026-03-31"),
        (MIDNIGHT, "2026-03-31"),
        (MORNING, "2026-03-31 09:30:00"),
        (datetime(2026, 3, 31, tzinfo=UTC), "2026-03-31"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        (float("inf"), "inf"),
    ],
)
def test_a_cell_becomes_what_a_person_would_type(cell: object, text: str | None):
    assert cell_text(cell) == text


def test_a_whole_number_too_long_for_a_spreadsheet_shows_that_it_was_rounded():
    assert cell_text(123456789012345.0) == "123456789012345"
    assert cell_text(1234567890123456.0) == "1.23456789012346e+15"


@pytest.mark.parametrize("cell", [["Sentinel"], {"a": "Sentinel"}, b"Sentinel"])
def test_several_values_in_one_cell_are_refused_without_being_shown(cell: object):
    with pytest.raises(NotACell) as refusal:
        cell_text(cell)
    assert "Sentinel" not in str(refusal.value)


def test_texts_that_repeat_or_are_missing_share_a_category():
    column = coded_texts(np.array([0, 1, 2, -1]), ["T1", "T1", None])
    assert list(column.codes) == [0, 0, -1, -1]
    assert list(column.categories) == ["T1"]


def test_wholly_blank_rows_are_left_out_and_the_others_keep_their_line_numbers():
    cells = text_frame(["a", "a"], [text_column(["x", None, "y"]), text_column([None, None, "z"])], np.array([2, 3, 4]))
    assert list(cells.index) == [2, 4]
    assert list(cells.columns) == ["a", "a"]
