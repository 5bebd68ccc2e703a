from pathlib import Path

import pytest
from builders.extracts import SOUND, an_extract, an_inbox

from pipelines.check_extracts import check_paths
from pipelines.contracts.check_digits import nhs_check_digit, upn_check_letter
from pipelines.contracts.names_of_files import shown_folder, withhold_names
from pipelines.contracts.rules import Rule
from pipelines.finding import FindingSeverity
from pipelines.release_authority import CheckedInbox, check_inbox
from pipelines.sources.extract import ReadingRule, reading_finding
from pipelines.sources.inbox import ReadInbox, find_inboxes

NHS_NUMBER = "999000001" + nhs_check_digit("999000001")
UPN = upn_check_letter("000000012345") + "000000012345"


def shown(*files: str) -> list[str]:
    """The names under which files go on."""
    return [extract.file for extract in withhold_names(ReadInbox(tuple(an_extract(f, []) for f in files), ())).extracts]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("workforce_adam_lovelace.csv", "a person's name"),
        ("workforce-ADAM.csv", "a person's name"),
        ("Workforce for Mrs Lovelace.csv", "a person's name"),
        ("workforce someone@example.org.csv", "an e-mail address"),
        (f"workforce_{NHS_NUMBER}.csv", "an NHS number"),
        (f"workforce {UPN}.csv", "a unique pupil number"),
        ("workforce_AB123456C.csv", "a National Insurance number"),
        ("workforce_SW123456.csv", "a Social Work England number"),
    ],
)
def test_the_name_of_a_file_that_tells_who_somebody_is_is_withheld_from_the_door_on(
    file: str, told: str, tmp_path: Path
):
    an_inbox(tmp_path / "in", workforce=None)
    an_inbox(tmp_path / "out")
    (tmp_path / "out" / "workforce.csv").rename(tmp_path / "in" / file)
    outcome = check_inbox(find_inboxes(tmp_path / "in")[0])
    assert isinstance(outcome, CheckedInbox)
    assert outcome.inputs[1].file == "workforce (name withheld).csv"
    (found,) = outcome.findings
    assert (found.rule, found.severity, found.file) == (
        Rule.NAME_OF_FILE, FindingSeverity.QUERY, "workforce (name withheld).csv",
    )  # fmt: skip
    assert found.message == (
        f"The name of this file holds what looks like {told}. Names of files are published with a release, so this one "
        "is withheld. Rename the file."
    )


def test_names_of_files_that_tell_nobody_stay():
    files = ["workforce_2026-03.csv", "Teams March.xlsx", "involvements 20260331101500.csv", "st_james_teams.csv",
             "survey_T2026-03-31_v2 final.csv", "marlow-vale training.csv", "workforce_SW1234567.csv"]  # fmt: skip
    assert shown(*files) == files


def test_withheld_names_stay_apart_and_keep_their_suffix_where_it_is_one():
    assert shown("adam.csv", "sarah.csv", "adam.lovelace", "teams adam.XLSX") == [
        "file (name withheld).csv", "file (name withheld, 2).csv", "file (name withheld)", "teams (name withheld).XLSX",
    ]  # fmt: skip


def test_sheets_are_withheld_one_by_one_and_findings_follow_them():
    sheets = ["Adam", "Teams of Sarah", "survey"]
    read = withhold_names(
        ReadInbox(
            tuple(an_extract("adam.xlsx", SOUND["teams"], sheet=sheet) for sheet in sheets),
            (
                reading_finding(ReadingRule.NO_FORMULA_ERRORS, "adam.xlsx", "A formula failed.", sheet="Adam"),
                reading_finding(ReadingRule.KNOWN_FORMAT, "sarah.docx", "sarah.docx was not read."),
            ),
        )
    )
    assert [(extract.file, extract.sheet) for extract in read.extracts] == [
        ("file (name withheld).xlsx", "sheet (name withheld)"),
        ("file (name withheld).xlsx", "teams (name withheld)"),
        ("file (name withheld).xlsx", "survey"),
    ]
    assert [(found.file, found.sheet) for found in read.findings[:2]] == [
        ("file (name withheld).xlsx", "sheet (name withheld)"),
        ("file (name withheld)", None),
    ]
    assert read.findings[1].message == "file (name withheld) was not read."
    assert [found.sheet for found in read.findings[2:]] == [
        None, None, "sheet (name withheld)", "teams (name withheld)",
    ]  # fmt: skip


def test_a_folder_called_after_its_user_is_withheld(tmp_path: Path):
    an_inbox(tmp_path / "adam.lovelace")
    (checked,) = check_paths([tmp_path / "adam.lovelace"])
    assert checked.name == "folder (name withheld)"
    assert [(found.file, found.message) for found in checked.findings] == [
        (
            "",
            (
                "The name of this folder holds what looks like a person's name. Names of folders are published with a "
                "release, so this one is withheld. Rename the folder."
            ),
        )
    ]
    assert {file.authority for file in checked.inputs} == {"folder (name withheld)"}
    assert shown_folder("marlow-vale") == "marlow-vale"
