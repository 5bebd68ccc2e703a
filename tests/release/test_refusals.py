"""What is refused, with which exit code, and that nothing is published then."""

import shutil
from pathlib import Path

import pytest
from builders.running import headroom

from pipelines.errors import ExitCode
from sample_data import EXTRACTS

DEFECTIVE = Path(__file__).parents[2] / "sample_data" / "defective"


def test_a_rejected_extract_leaves_the_last_release_as_it_was(sample_database: Path, tmp_path: Path) -> None:
    database = tmp_path / "headroom.sqlite"
    shutil.copy(sample_database, database)
    before = database.read_bytes()
    inbox = tmp_path / "inbox"
    shutil.copytree(EXTRACTS, inbox)
    workforce = inbox / "workforce.csv"
    workforce.write_text(workforce.read_text(encoding="utf-8").replace(",case_holder,", ",wizard,"), encoding="utf-8")
    ran = headroom("release", inbox, folder=tmp_path)
    assert ran.code == ExitCode.EXTRACT_REJECTED
    assert "workforce.csv was not accepted" in ran.err
    assert "Nothing has been published" in ran.err
    assert "wizard" not in ran.err + ran.out
    assert "Traceback" not in ran.err
    assert database.read_bytes() == before


def test_people_without_a_key_are_refused_with_the_command_that_makes_one(tmp_path: Path) -> None:
    ran = headroom("release", EXTRACTS, folder=tmp_path, key=None)
    assert ran.code == ExitCode.SETTINGS_MISSING
    assert "headroom key new" in ran.err
    assert not list(tmp_path.glob("*.sqlite"))


def test_a_new_key_is_one_that_a_release_accepts(tmp_path: Path) -> None:
    made = headroom("key", "new", folder=tmp_path, key=None)
    assert made.code == 0
    assert "HEADROOM_KEY" in made.err
    assert made.out != headroom("key", "new", folder=tmp_path, key=None).out
    checked = headroom("release", tmp_path / "absent", folder=tmp_path, key=made.out.strip())
    assert checked.code == ExitCode.USAGE


def test_a_weaker_policy_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    weaker = tmp_path / "lenient.toml"
    weaker.write_text(
        'name = "lenient"\nbased_on = "internal"\n[floors.staff]\nvalue = 3\nreason = "More."\nsource = "Us"\n',
        encoding="utf-8",
    )
    ran = headroom("release", EXTRACTS, "--policy", weaker, folder=tmp_path)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert ran.err == (
        "lenient.toml is not a disclosure policy to release by: 1 problem. Nothing has been published.\n"
        "  1. floors.staff is 3, weaker than the 5 of internal. A policy may only be stricter: set it to 5 "
        "or more, or leave the setting out.\n"
    )
    assert not list(tmp_path.glob("*.sqlite"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["release", "absent"], ExitCode.USAGE),
        (["release", str(EXTRACTS), "--reference-date", "yesterday"], ExitCode.USAGE),
        (["release", str(EXTRACTS), "--policy", "none"], ExitCode.USAGE),
        (["release", str(EXTRACTS), "--policy", "none.toml"], ExitCode.USAGE),
        (["explain", "caseload_per_ftee"], ExitCode.USAGE),
        (["frobnicate"], ExitCode.USAGE),
        (["release", str(EXTRACTS), "--database", "postgresql://nobody:secret@127.0.0.1:1/none"], ExitCode.DATABASE),
    ],
    ids=["no inbox", "no date", "no policy", "no policy file", "no measure", "no command", "no server"],
)
def test_wrong_use_is_told_in_words(arguments: list[str], code: ExitCode, tmp_path: Path) -> None:
    ran = headroom(*arguments, folder=tmp_path)
    assert ran.code == code, ran.err
    assert ran.err.strip()
    assert "Traceback" not in ran.err
    assert "secret" not in ran.err
