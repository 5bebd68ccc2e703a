from pathlib import Path

import numpy as np
import pandas as pd
from builders.extracts import POST, SOUND, an_extract, an_inbox, as_csv, check_folder, checked, extracts_of

from pipelines.contracts.catalogue import BY_KEY
from pipelines.contracts.check import Checked, Rejected, check
from pipelines.contracts.inputs import InputFile
from pipelines.contracts.rules import Rule
from pipelines.finding import FindingSeverity
from pipelines.sources.extract import ReadingRule, reading_finding


def test_sound_extracts_are_accepted_without_a_finding():
    assert checked().findings == ()
    assert list(checked().frames) == list(SOUND)


def test_a_frame_has_every_declared_column_in_order_and_no_other():
    for key, frame in checked(involvements=[{**SOUND["involvements"][0], "Notes": "x"}]).frames.items():
        assert list(frame.columns) == [str(column) for column in BY_KEY[key].columns()]


def test_columns_have_the_type_of_their_kind():
    workforce = checked().frames["workforce"].dtypes
    assert {str(name): dtype.name for name, dtype in workforce.items()} == {
        "practitioner_id": "category",
        "team_id": "category",
        "role": "category",
        "fte": "float64",
        "started": "datetime64[s]",
        "ended": "datetime64[s]",
        "agency": "category",
        "newly_qualified_until": "datetime64[s]",
        "absent_from": "datetime64[s]",
        "absent_to": "datetime64[s]",
        "absence_reason": "category",
    }


def test_a_column_that_was_not_supplied_is_wholly_missing_and_has_its_type():
    rows = [{name: cell for name, cell in row.items() if "specialist" not in name} for row in SOUND["involvements"]]
    involvements = checked(involvements=rows).frames["involvements"]
    assert involvements["specialist_referred"].isna().all()
    assert involvements["specialist_referred"].dtype == np.dtype("datetime64[s]")


def test_a_dataset_that_was_not_supplied_has_no_frame():
    accepted = checked(training=None)
    assert "training" not in accepted.frames
    assert [found.rule for found in accepted.findings] == [Rule.DATASET_SUPPLIED]


def test_rows_are_numbered_as_the_spreadsheet_numbers_them():
    assert list(checked().frames["workforce"].index) == [2, 3, 4]


def test_an_extract_may_hold_plain_text_columns():
    extracts = extracts_of()
    plain = extracts[0].cells.astype("str")
    pd.testing.assert_frame_equal(
        check([an_extract("teams.csv", SOUND["teams"]), *extracts[1:]], "a").frames["teams"],
        check([type(extracts[0])("teams.csv", None, "0", extracts[0].headings, plain), *extracts[1:]], "a").frames[
            "teams"
        ],
    )


def test_what_was_read_is_recorded_with_its_hash_and_rows():
    assert checked(training=None).inputs[1] == InputFile(
        authority="marlow-vale", file="workforce.csv", sheet=None, dataset="workforce", fingerprint="0" * 64, rows=3
    )


def test_all_findings_of_all_files_come_at_once(tmp_path: Path):
    an_inbox(tmp_path, workforce=[{**POST, "fte": "37"}, {**POST, "practitioner_id": "SW2", "role": "x"}], survey=None)
    (tmp_path / "training.csv").write_bytes(b"")
    (tmp_path / "supervision.csv").write_bytes(
        b"practitioner_id,held_on,kind,minutes,cancelled\nSW1,soon,peer,30,\nSW2\n"
    )
    outcome = check_folder(tmp_path)
    assert isinstance(outcome, Rejected)
    assert [(found.file, found.dataset, found.rule) for found in outcome.findings] == [
        ("", "survey", Rule.DATASET_SUPPLIED),
        ("supervision.csv", "supervision", Rule.DATE),
        ("supervision.csv", "supervision", ReadingRule.EVEN_ROWS),
        ("training.csv", "training", ReadingRule.NOT_EMPTY),
        ("workforce.csv", "workforce", Rule.CODE_KNOWN),
        ("workforce.csv", "workforce", Rule.WITHIN_BOUNDS),
    ]


def test_a_file_that_could_not_be_read_is_not_told_to_be_absent_too():
    unread = reading_finding(ReadingRule.READABLE, "teams.csv", "The file is damaged.")
    assert [found.rule for found in check(extracts_of(teams=None), "a", [unread]).findings] == [ReadingRule.READABLE]


def test_a_query_about_a_file_of_another_format_does_not_stand_for_a_dataset():
    query = reading_finding(ReadingRule.KNOWN_FORMAT, "teams.docx", "It was not read.", severity=FindingSeverity.QUERY)
    outcome = check(extracts_of(teams=None), "a", [query])
    assert [found.rule for found in outcome.findings] == [Rule.DATASET_REQUIRED, ReadingRule.KNOWN_FORMAT]


def test_a_failed_formula_counts_only_on_a_sheet_that_is_used():
    extracts = [an_extract("june.xlsx", rows, sheet=key) for key, rows in SOUND.items()]
    extracts.append(an_extract("june.xlsx", [{"x": "y"}], sheet="pivot"))
    failed = [
        reading_finding(ReadingRule.NO_FORMULA_ERRORS, "june.xlsx", "A formula failed.", sheet=sheet)
        for sheet in ("workforce", "pivot")
    ]
    outcome = check(extracts, "a", failed)
    assert [(found.sheet, found.rule, found.dataset) for found in outcome.findings] == [
        ("pivot", Rule.DATASET_KNOWN, ""),
        ("workforce", ReadingRule.NO_FORMULA_ERRORS, "workforce"),
    ]


def test_headings_without_rows_are_an_error():
    extracts = [*extracts_of(training=None), an_extract("training.csv", [], headings=list(SOUND["training"][0]))]
    (found,) = check(extracts, "a").findings
    assert (found.rule, found.file) == (Rule.ROWS_PRESENT, "training.csv")


def test_the_same_rows_in_every_format_give_the_same_frames(tmp_path: Path):
    for key, rows in SOUND.items():
        pd.DataFrame([*rows]).to_parquet(an_inbox_folder(tmp_path, "parquet") / f"{key}.parquet")
        (an_inbox_folder(tmp_path, "csv") / f"{key}.csv").write_bytes(as_csv(rows, ";"))
    with pd.ExcelWriter(an_inbox_folder(tmp_path, "xlsx") / "june.xlsx") as workbook:
        for key, rows in SOUND.items():
            pd.DataFrame([*rows]).to_excel(workbook, sheet_name=key.title(), index=False)
    outcomes = [check_folder(tmp_path / name) for name in ("csv", "parquet", "xlsx")]
    assert all(isinstance(outcome, Checked) and outcome.findings == () for outcome in outcomes)
    for key in SOUND:
        first, *others = (outcome.frames[key] for outcome in outcomes)
        for other in others:
            pd.testing.assert_frame_equal(first, other)


def an_inbox_folder(tmp_path: Path, name: str) -> Path:
    (tmp_path / name).mkdir(exist_ok=True)
    return tmp_path / name


def test_the_text_form_of_what_was_checked_shows_rows_by_their_number_alone():
    assert repr(checked(training=None, supervision=None, survey=None, establishment=None, time_use=None)) == (
        "Checked(marlow-vale: 2 rows of teams, 3 rows of workforce, 3 rows of involvements)"
    )
