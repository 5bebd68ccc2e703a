"""`headroom check`: which paths are checked together, and what is said of them."""

import shutil
from pathlib import Path

import pytest

from pipelines.check_extracts import check_paths
from pipelines.errors import UsageError
from sample_data import EXTRACTS

DEFECTIVE = Path(__file__).parents[1] / "sample_data" / "defective"


def test_a_good_inbox_is_accepted_file_by_file_with_its_rows() -> None:
    (checked,) = check_paths([EXTRACTS])
    assert not checked.is_rejected
    assert checked.as_text().count("was accepted as") == 9
    assert checked.as_json()["accepted"] is True


def test_a_bad_inbox_is_rejected_and_says_why() -> None:
    (checked,) = check_paths([DEFECTIVE / "within_bounds"])
    assert checked.is_rejected
    assert checked.as_text().startswith("workforce.csv was not accepted")
    assert [found["rule"] for found in checked.as_json()["findings"] if found["severity"] == "error"] == [
        "within_bounds"
    ]


def test_a_single_file_is_not_blamed_for_the_others(tmp_path: Path) -> None:
    (checked,) = check_paths([EXTRACTS / "workforce.csv"])
    assert (checked.is_rejected, checked.findings) == (False, ())
    assert checked.as_text() == "Nothing was found wrong."


def test_files_named_together_are_checked_against_one_another(tmp_path: Path) -> None:
    teams = tmp_path / "teams.csv"
    lines = (EXTRACTS / "teams.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    teams.write_text("".join(lines[:-1]), encoding="utf-8")
    (checked,) = check_paths([teams, EXTRACTS / "workforce.csv"])
    assert {found.rule for found in checked.findings} == {"reference_known"}


def test_a_folder_of_folders_is_one_inbox_for_each_authority(tmp_path: Path) -> None:
    for name in ("east", "west"):
        shutil.copytree(EXTRACTS, tmp_path / name)
    assert [checked.name for checked in check_paths([tmp_path])] == ["east", "west"]


def test_a_path_that_is_not_there_is_said_to_be() -> None:
    with pytest.raises(UsageError, match="is not there"):
        check_paths([Path("absent")])
