import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import openpyxl
import pytest
from builders.extracts import as_cells, sha256
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources.extract import ReadFile, ReadingRule, Received
from pipelines.sources.workbook import read_workbook
from pipelines.sources.workbook_archive import MOST_BYTES, NotAWorkbook, stored_sheets

MORNING = datetime(2026, 3, 31, 9, 30)  # noqa: DTZ001 - a cell knows of no time zone


SHEET = "xl/worksheets/sheet1.xml"


def a_workbook(sheets: Mapping[str, Sequence[Sequence[object]]], failed: Sequence[str] = ()) -> bytes:
    """A workbook with the given rows; the cells called `failed` on its first sheet hold a failed formula."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cell in failed:
        workbook.worksheets[0][cell].value = "#N/A"
        workbook.worksheets[0][cell].data_type = "e"
    stored = io.BytesIO()
    workbook.save(stored)
    return stored.getvalue()


def read(contents: bytes) -> ReadFile:
    return read_workbook(Received("june.xlsx", contents, sha256(contents)))


def rewritten(contents: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with some bytes of one of its parts replaced."""
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contents)) as before, zipfile.ZipFile(stored, "w") as after:
        for name in before.namelist():
            assert name != part or old in before.read(name)
            after.writestr(name, before.read(name).replace(old, new) if name == part else before.read(name))
    return stored.getvalue()


def test_every_sheet_with_cells_is_a_table_of_its_own():
    contents = a_workbook({"teams": [["team_id"], ["T1"]], "notes": [], "workforce": [["fte"], [0.5]]})
    found = read(contents)
    assert found.findings == ()
    assert [(extract.file, extract.sheet, extract.headings) for extract in found.extracts] == [
        ("june.xlsx", "teams", ("team_id",)),
        ("june.xlsx", "workforce", ("fte",)),
    ]
    assert {extract.sha256 for extract in found.extracts} == {sha256(contents)}
    assert [extract.place for extract in found.extracts] == ["june.xlsx, sheet teams", "june.xlsx, sheet workforce"]


def test_numbers_dates_and_truth_values_become_what_a_person_would_type():
    rows = [
        ["a", "b", "c", "d"],
        [1, 0.5, date(2026, 3, 31), True],
        [7.0, "007", MORNING, None],
    ]
    (extract,) = read(a_workbook({"teams": rows})).extracts
    assert as_cells(extract) == {
        2: ["1", "0.5", "2026-03-31", "true"],
        3: ["7", "007", "2026-03-31 09:30:00", None],
    }


def test_blank_rows_are_left_out_and_still_counted():
    (extract,) = read(a_workbook({"teams": [["a", "b"], [1, 2], [], [None, " "], [3, None]]})).extracts
    assert as_cells(extract) == {2: ["1", "2"], 5: ["3", None]}


def test_a_sheet_whose_first_row_is_blank_has_blank_headings():
    (extract,) = read(a_workbook({"teams": [[], ["a", "b"], [1, 2]]})).extracts
    assert extract.headings == ("", "")
    assert as_cells(extract) == {2: ["a", "b"], 3: ["1", "2"]}


def test_headings_without_rows_are_an_extract_without_rows():
    (extract,) = read(a_workbook({"teams": [["a", "b"]]})).extracts
    assert extract.headings == ("a", "b")
    assert extract.cells.empty


def test_hidden_sheets_are_read():
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["a"])
    hidden = workbook.create_sheet("hidden")
    hidden.sheet_state = "hidden"
    hidden.append(["b"])
    stored = io.BytesIO()
    workbook.save(stored)
    assert [extract.sheet for extract in read(stored.getvalue()).extracts] == ["Sheet", "hidden"]


def test_a_failed_formula_is_an_error_and_not_a_blank():
    rows = [["team_id", "ended"], ["T1", None], ["T2", None], ["T3", None]]
    found = read(a_workbook({"A & B": rows, "C": [["x"]]}, failed=["B3", "A4", "B4"]))
    (finding,) = found.findings
    assert (finding.rule, finding.sheet, finding.lines) == (ReadingRule.NO_FORMULA_ERRORS, "A & B", (3, 4))
    assert finding.message.startswith("Cells hold a failed formula such as #N/A or #REF! (lines 3, 4).")
    assert len(found.extracts) == 2


def test_a_workbook_without_cells_is_empty():
    (finding,) = read(a_workbook({"Sheet1": [], "Sheet2": []})).findings
    assert finding.rule is ReadingRule.NOT_EMPTY


@pytest.mark.parametrize("length", [4, 1000, 3000, -40])
def test_a_workbook_cut_short_is_damaged(length: int):
    (finding,) = read(a_workbook({"teams": [["team_id"], ["T1"]]})[:length]).findings
    assert finding.rule is ReadingRule.READABLE
    assert finding.message.startswith("The workbook is damaged or incomplete.")


def test_an_archive_that_is_no_workbook_is_damaged():
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("letter.txt", "Dear all")
    (finding,) = read(stored.getvalue()).findings
    assert finding.rule is ReadingRule.READABLE


def test_a_sheet_that_reaches_to_the_last_corner_is_refused_before_it_fills_the_memory():
    contents = a_workbook({"teams": [["team_id"], ["T1"]]})
    far = rewritten(contents, SHEET, b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    (finding,) = read(far).findings
    assert finding.rule is ReadingRule.READABLE
    assert finding.message.startswith("A sheet reaches far beyond its table.")


def test_a_sheet_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked():
    contents = a_workbook({"teams": [["team_id"], ["T1"]]})
    directory = contents.index(b"PK\x01\x02")
    # The archive's own list of its parts gives the unpacked size of each, 22 bytes before its name.
    size_at = contents.index(SHEET.encode(), directory) - 22
    claims_more = contents[:size_at] + (MOST_BYTES + 1).to_bytes(4, "little") + contents[size_at + 4 :]
    assert [sheet.is_too_large for sheet in stored_sheets(claims_more)] == [True]


def test_a_sheet_that_is_listed_and_not_there_is_damage():
    contents = a_workbook({"teams": [["team_id"], ["T1"]]})
    for old, new in ((b"sheet1.xml", b"sheet9.xml"), (b' Id="rId1"', b' Id="rId7"'), (b"Target=", b"Towards=")):
        with pytest.raises(NotAWorkbook):
            stored_sheets(rewritten(contents, "xl/_rels/workbook.xml.rels", old, new))


WHOLE = a_workbook({"teams": [["team_id", "team_name"], *([f"T{number}", number / 2] for number in range(30))]})


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1), st.integers(4, len(WHOLE)))
def test_no_damage_whatever_makes_the_reader_fail(changes: list[tuple[int, int]], length: int):
    damaged = bytearray(WHOLE)
    for position, byte in changes:
        damaged[position] = byte
    found = read(bytes(damaged[:length]))
    assert found.extracts or found.findings
