"""Planted values: no cell of a dropped column, and no answer that was not understood, is in anything that comes out."""

import json
from pathlib import Path

import pytest
from builders import survey_exports as exports
from builders.extracts import SOUND
from builders.survey_exports import items, put, returns
from builders.survey_reading import PRODUCTS, WAVE, outcome

from pipelines.check_extracts import check_paths
from pipelines.contracts.check import Checked

PLANTED = ("sentinel", "example.org", "192.0.2.7", "11400000", "1234-")


def everything(folder: Path, file: str, table: exports.Table) -> str:
    """Every text that comes of the file: findings, frames, names, and what the command prints."""
    read = outcome(folder, file, table)
    texts = [repr(read), *(repr(found) for found in read.findings)]
    if isinstance(read, Checked):
        texts += [frame.to_csv() for frame in read.frames.values()]
        # Categories outlive the cells that used them.
        texts += [
            " ".join(map(str, frame[column].cat.categories))
            for frame in read.frames.values()
            for column in frame
            if hasattr(frame[column], "cat")
        ]
    (checked,) = check_paths([folder])
    return "\n".join([*texts, checked.as_text(), json.dumps(checked.as_json())]).casefold()


@pytest.mark.parametrize("product", PRODUCTS)
def test_no_cell_of_a_dropped_column_comes_out(tmp_path: Path, product: str) -> None:
    file, write = PRODUCTS[product]
    told = everything(tmp_path, file, write(returns(12), items()))
    assert [value for value in PLANTED if value in told] == []


@pytest.mark.parametrize("line", [2, 7])
@pytest.mark.parametrize("column", range(2, 25))
def test_no_cell_that_was_not_understood_comes_out(tmp_path: Path, line: int, column: int) -> None:
    rows = [list(row) for row in exports.google_forms(returns(12), items())]
    rows[line - 1][column] = "Sentinel Surname"
    told = everything(tmp_path, f"survey {WAVE}.csv", rows)
    assert "sentinel" not in told


def test_a_file_without_a_heading_line_tells_nobody(tmp_path: Path) -> None:
    _, *rows = exports.microsoft_forms(returns(12), items())
    told = everything(tmp_path, f"survey {WAVE}.csv", rows)
    assert [value for value in PLANTED if value in told] == []


def test_the_rest_of_the_sound_authority_is_there(tmp_path: Path) -> None:
    """What the search above looks through holds something."""
    assert "marlow vale" in everything(tmp_path, "answers.csv", exports.long(returns(12), items()))
    assert put(tmp_path, "again.csv", [["a"], ["b"]]).exists()
    assert set(SOUND) > {"teams", "survey"}
