from pathlib import Path

import pytest
from builders.extracts import SOUND, an_inbox, as_csv

from pipelines.errors import UsageError
from pipelines.finding import FindingSeverity
from pipelines.sources.extract import ReadingRule, Received
from pipelines.sources.inbox import Inbox, find_inboxes, read_inbox


def test_a_folder_whose_own_files_are_extracts_is_one_inbox(tmp_path: Path):
    inbox = an_inbox(tmp_path / "marlow-vale")
    (tmp_path / "marlow-vale" / "older").mkdir()
    assert find_inboxes(tmp_path / "marlow-vale") == (inbox,)
    assert inbox.name == "marlow-vale"
    assert [path.name for path in inbox.files] == sorted(f"{key}.csv" for key in SOUND)


def test_a_folder_of_such_folders_is_one_inbox_for_each_by_name(tmp_path: Path):
    for name in ("b", "a", ".hidden", "_work"):
        an_inbox(tmp_path / name)
    (tmp_path / "README.md").write_text("About these extracts", encoding="utf-8")
    assert [inbox.name for inbox in find_inboxes(tmp_path)] == ["a", "b"]


def test_an_authority_that_sent_nothing_is_not_passed_over(tmp_path: Path):
    an_inbox(tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "minutes.docx").write_bytes(b"Minutes")
    assert [(inbox.name, len(inbox.files)) for inbox in find_inboxes(tmp_path)] == [("a", len(SOUND)), ("b", 0)]


def test_a_single_file_is_an_inbox_of_one(tmp_path: Path):
    path = tmp_path / "teams.csv"
    path.write_bytes(as_csv(SOUND["teams"]))
    assert find_inboxes(path) == (Inbox(tmp_path.name, (path,)),)


def test_files_that_systems_leave_behind_are_not_seen(tmp_path: Path):
    an_inbox(tmp_path)
    for name in (".DS_Store", "~$workforce.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    assert len(find_inboxes(tmp_path)[0].files) == len(SOUND)


@pytest.mark.parametrize("name", ["nowhere", "empty", "papers"])
def test_where_nothing_is_to_be_read_the_user_is_told(tmp_path: Path, name: str):
    (tmp_path / "empty" / "also-empty").mkdir(parents=True)
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "minutes.docx").write_bytes(b"Minutes")
    with pytest.raises(UsageError, match=name):
        find_inboxes(tmp_path / name)


def test_a_file_that_cannot_be_read_stops_no_other(tmp_path: Path):
    inbox = an_inbox(tmp_path)
    (tmp_path / "training.csv").write_bytes(b"")
    (tmp_path / "minutes.docx").write_bytes(b"Minutes")
    read = read_inbox(find_inboxes(tmp_path)[0])
    assert len(read.extracts) == len(inbox.files) - 1
    assert [(found.file, found.rule, found.severity) for found in read.findings] == [
        ("minutes.docx", ReadingRule.KNOWN_FORMAT, FindingSeverity.QUERY),
        ("training.csv", ReadingRule.NOT_EMPTY, FindingSeverity.ERROR),
    ]


def test_a_file_that_has_gone_is_a_finding(tmp_path: Path):
    (finding,) = read_inbox(Inbox("a", (tmp_path / "teams.csv",))).findings
    assert finding.rule is ReadingRule.READABLE
    assert finding.message.startswith("The file cannot be opened.")


def test_a_file_is_known_by_how_it_begins_and_not_by_its_name(tmp_path: Path):
    older = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    (tmp_path / "teams.csv").write_bytes(older + bytes(600))
    (tmp_path / "workforce.csv").write_bytes(older + "EncryptedPackage".encode("utf-16-le"))
    (tmp_path / "training.csv").write_bytes(b"PK\x03\x04")
    (tmp_path / "survey.csv").write_bytes(b"PAR1")
    (tmp_path / "supervision.xlsx").write_bytes(as_csv(SOUND["supervision"]))
    read = read_inbox(find_inboxes(tmp_path)[0])
    assert [extract.file for extract in read.extracts] == ["supervision.xlsx"]
    assert {found.file: (found.rule, found.message.split(".")[0]) for found in read.findings} == {
        "survey.csv": (ReadingRule.READABLE, "The Parquet file is damaged or incomplete"),
        "teams.csv": (ReadingRule.READABLE, "This is an older Excel workbook ("),
        "training.csv": (ReadingRule.READABLE, "The workbook is damaged or incomplete"),
        "workforce.csv": (ReadingRule.NOT_PROTECTED, "The workbook is protected by a password"),
    }


def test_the_text_form_of_what_was_read_shows_nothing_of_it():
    received = Received("teams.csv", b"Sentinel", "0")
    assert repr(received) == "Received(teams.csv, 8 bytes)"
