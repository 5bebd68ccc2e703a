from typing import Any

import pandas as pd
import pytest
from builders.extracts import COURSE, INVOLVEMENT, POST, SESSION, TEAM, an_extract, checked, errors

from pipelines.contracts.cell_rules import check_cells
from pipelines.contracts.dataset import Column, Dataset, Kind
from pipelines.contracts.table import read_table


def typed(key: str, column: str, **changed: Any) -> list[Any]:
    """One column of the accepted authority, missing cells as `None`."""
    cells = checked(**changed).frames[key][column]
    return [None if missing else cell for cell, missing in zip(cells, cells.isna(), strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-31",
        "31/03/2026",
        " 2026-03-31 ",
        "2026-03-31 00:00",
        "2026-03-31T00:00:00",
        "31/03/2026 00:00:00",
        "2026-03-31T00:00:00.000Z",
        "2026-03-31T00:00:00+00:00",
    ],
)
def test_a_date_may_be_written_as_iso_or_as_day_month_year(text: str):
    sessions = [{**SESSION, "held_on": text}]
    assert typed("supervision", "held_on", supervision=sessions) == [pd.Timestamp("2026-03-31")]


def test_a_date_of_which_nothing_can_be_seen_is_blank():
    posts = [{**POST, "ended": "\u200b"}, {**POST, "practitioner_id": "SW2"}]
    assert typed("workforce", "ended", workforce=posts) == [None, None]


def test_days_and_months_of_one_digit_are_read_day_first():
    sessions = [{**SESSION, "held_on": "1/2/2026"}]
    assert typed("supervision", "held_on", supervision=sessions) == [pd.Timestamp("2026-02-01")]


@pytest.mark.parametrize(
    "text", ["03/31/2026", "31/03/26", "31.03.2026", "20260331", "2026-02-30", "2026-03-31 09:30", "soon", "0000-01-01",
             "٢٠٢٦-٠٣-٣١"]
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str):
    assert errors(supervision=[{**SESSION, "held_on": text}]) == [
        "held_on must be a date such as 2026-03-31 or 31/03/2026, without a time of day (line 2)."
    ]


@pytest.mark.parametrize("text", ["46112", "46112.0", "46112.5"])
def test_the_serial_number_of_a_spreadsheet_is_told_apart_from_other_slips(text: str):
    assert errors(supervision=[{**SESSION, "held_on": text}]) == [
        (
            "held_on holds the serial number of a spreadsheet where a date belongs (line 2). "
            "Format the column as a date and export it again."
        )
    ]


@pytest.mark.parametrize(
    ("column", "text", "advice"),
    [
        ("ended", "9999-12-31", "Leave the cell blank where the date is not known."),
        ("ended", "2101-01-01", "Leave the cell blank where the date is not known."),
        ("started", "01/01/1899", "Correct it."),
    ],
)
def test_a_date_in_the_far_past_or_future_is_a_stand_in(column: str, text: str, advice: str):
    assert errors(involvements=[{**INVOLVEMENT, column: text}]) == [
        f"{column} must lie in the years 1900 to 2100 (line 2). {advice}"
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [("0.6", 0.6), ("1", 1.0), (" .5 ", 0.5), ("1.", 1.0), ("5E-1", 0.5), ("", None), ("\u200b", None)],
)
def test_a_number_is_read_as_it_stands(text: str, number: float | None):
    assert typed("supervision", "minutes", supervision=[{**SESSION, "minutes": text}]) == [number]


@pytest.mark.parametrize("text", ["half", "50%", "1,000", "0,5", "nan", "inf", "1_0", "£3", "1 day, 6:00:00", "٣"])
def test_what_is_no_plain_number_is_refused(text: str):
    assert errors(training=[{**COURSE, "hours": text}]) == [
        "hours must be a plain number, without unit, percent sign or separator of thousands (line 2)."
    ]


def test_a_number_out_of_bounds_comes_with_the_hint_of_its_column():
    rows = [{**POST, "practitioner_id": f"SW{number}", "fte": "37" if number > 2 else "1"} for number in range(1, 17)]
    assert errors(workforce=rows) == [
        "fte must be between 0 and 1 (14 lines: 4, 5, 6 …). Were hours entered instead of FTE?"
    ]


@pytest.mark.parametrize(
    ("minimum", "maximum", "sentence"),
    [
        (0, None, "n must be 0 or more (line 2)."),
        (None, -5, "n must be -5 or less (line 2)."),
        (None, None, "n must be a number that a computer can hold (line 2)."),
    ],
)
def test_a_bound_on_one_side_is_said_as_such(minimum: float | None, maximum: float | None, sentence: str):
    class OneColumn(Dataset):
        key = "one_column"
        grain = "one number"
        n = Column("n", Kind.NUMBER, "A number", minimum=minimum, maximum=maximum)

    text = "1e999" if minimum is maximum else "-1" if minimum == 0 else "7"
    (found,) = check_cells(read_table(OneColumn, an_extract("n.csv", [{"n": text}]), {OneColumn.n: 0}))
    assert found.message == sentence


@pytest.mark.parametrize("text", ["cp", "CP", " Child protection ", "child protection PLAN"])
def test_a_code_is_known_by_itself_its_label_or_a_declared_spelling(text: str):
    assert typed("involvements", "status", involvements=[{**INVOLVEMENT, "status": text}]) == ["cp"]


def test_codes_stand_in_the_order_of_their_list():
    categories = checked().frames["involvements"]["status"].cat.categories
    assert list(categories) == ["assessment", "cin", "cp", "cla", "care_leaver", "other"]


def test_an_unknown_code_is_counted_and_the_nearest_known_one_suggested():
    found = ["cpp", "cn", "zz", "cn"]
    rows = [{**INVOLVEMENT, "case_id": f"C{number}", "status": text} for number, text in enumerate(found)]
    (sentence,) = errors(involvements=rows)
    assert sentence == (
        "status: 3 codes are not in the code list (lines 2, 3, 4, 5). Did you mean cin or cp? "
        "Use assessment, cin, cp, cla, care_leaver or other."
    )


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("images; Grooming", "grooming;images"),
        ("peer;peer;", "peer"),
        ("Coercion or blackmail over images", "coercion"),
        (" ; ", None),
        ("", None),
    ],
)
def test_several_codes_in_a_cell_stand_once_each_in_the_order_of_their_list(text: str, codes: str | None):
    assert typed("involvements", "online_harm", involvements=[{**INVOLVEMENT, "online_harm": text}]) == [codes]


def test_one_unknown_code_among_several_is_an_unknown_entry():
    assert errors(involvements=[{**INVOLVEMENT, "online_harm": "images;groming"}]) == [
        (
            "online_harm: 1 entry is not in the code list (line 2). Did you mean grooming? "
            "Use grooming, images, coercion, livestream, contact, exposure, peer or other."
        )
    ]


def test_a_blank_cell_that_must_be_filled_in_is_an_error_and_any_other_stays_missing():
    rows = [{**INVOLVEMENT, "child_id": "\u200b", "online_abuse": "", "practitioner_id": " "}]
    assert errors(involvements=rows) == ["child_id must be filled in (line 2)."]
    assert errors(teams=[{**TEAM, "team_name": "\ufeff"}, {**TEAM, "team_id": "T2"}]) == [
        "team_name must be filled in (line 2)."
    ]
    assert typed("involvements", "online_abuse", involvements=[{**rows[0], "child_id": "P1"}]) == [None]


def test_a_cell_that_cannot_be_read_is_not_told_to_be_blank_too():
    assert errors(workforce=[{**POST, "fte": "x"}, {**POST, "practitioner_id": "SW2", "fte": ""}]) == [
        "fte must be filled in (line 3).",
        "fte must be a plain number, without unit, percent sign or separator of thousands (line 2).",
    ]


@pytest.mark.parametrize("text", ["4.10203E+11", "1E+15", " 1.23456789012346e+15 "])
def test_an_identifier_that_a_spreadsheet_rounded_is_refused(text: str):
    assert errors(involvements=[{**INVOLVEMENT, "case_id": text}]) == [
        (
            "case_id was rounded by a spreadsheet to a number such as 1.2E+11 (line 2). "
            "Format the column as text at its source and export it again."
        )
    ]


def test_identifiers_are_kept_in_the_form_in_which_they_are_compared():
    rows = [{**INVOLVEMENT, "practitioner_id": " ＳＷ1 "}, {**INVOLVEMENT, "case_id": "C2", "practitioner_id": "sw1"}]
    assert typed("involvements", "practitioner_id", involvements=rows) == ["sw1", "sw1"]


def test_texts_keep_their_capitals_and_lose_surrounding_space():
    rows = [{**TEAM, "team_name": " Zoë's Team \n"}, {**TEAM, "team_id": "T2"}]
    assert typed("teams", "team_name", teams=rows) == ["Zoë's Team", "North"]


def test_a_text_that_is_shown_everywhere_has_a_greatest_length():
    teams = [{**TEAM, "team_name": "x" * 80}, {**TEAM, "team_id": "T2", "team_name": "x" * 81}]
    assert errors(teams=teams) == ["team_name must be at most 80 characters long (line 3)."]
