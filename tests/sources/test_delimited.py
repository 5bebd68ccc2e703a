import csv
import io

import pytest
from builders.extracts import as_cells, sha256
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources.delimited import read_delimited
from pipelines.sources.extract import Extract, ReadingRule, Received


def read(contents: bytes) -> Extract:
    found = read_delimited(Received("teams.csv", contents, sha256(contents)))
    assert found.findings == ()
    (extract,) = found.extracts
    return extract


def test_cells_stay_text_and_lines_are_numbered_as_a_spreadsheet_shows_them():
    extract = read(b"team_id,fte\n007,1.0\nT2,\n")
    assert extract.headings == ("team_id", "fte")
    assert as_cells(extract) == {2: ["007", "1.0"], 3: ["T2", None]}
    assert extract.sha256 == sha256(b"team_id,fte\n007,1.0\nT2,\n")
    assert extract.sheet is None


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_in_the_heading_line(separator: str):
    contents = f'team_id{separator}"name, long; or\tshort"\nT1{separator}"a,b;c\td"\n'.encode()
    assert read(contents).headings == ("team_id", "name, long; or\tshort")
    assert as_cells(read(contents)) == {2: ["T1", "a,b;c\td"]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
def test_accented_letters_are_read_in_every_usual_encoding(encoding: str):
    extract = read("équipe,name\nT1,Zoë\n".encode(encoding))
    assert extract.headings == ("équipe", "name")
    assert as_cells(extract) == {2: ["T1", "Zoë"]}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_ending_is_one_line(line_end: str):
    assert as_cells(read(f"a,b{line_end}1,2{line_end}3,4".encode())) == {2: ["1", "2"], 3: ["3", "4"]}


def test_a_line_break_within_a_cell_does_not_shift_the_lines_after_it():
    extract = read(b'a,"b\nand c"\n1,"two\r\nlines"\n3,4\n')
    assert extract.headings == ("a", "b\nand c")
    assert as_cells(extract) == {2: ["1", "two\r\nlines"], 3: ["3", "4"]}


def test_blank_lines_are_left_out_and_still_counted():
    assert as_cells(read(b"a,b\n1,2\n\n , \xc2\xa0\n,\n3,4\n\n")) == {2: ["1", "2"], 6: ["3", "4"]}


def test_doubled_quotation_marks_stand_for_one():
    assert as_cells(read(b'a,b\n"the ""A"" team",x\n')) == {2: ['the "A" team', "x"]}


def test_a_formula_is_text():
    assert as_cells(read(b"a,b\n=1+1,@SUM(A1)\n")) == {2: ["=1+1", "@SUM(A1)"]}


def test_a_very_long_cell_is_read_whole():
    long = b"x" * 3_000_000
    assert as_cells(read(b"a,b\n1," + long + b"\n2,3\n")) == {2: ["1", long.decode()], 3: ["2", "3"]}


def test_a_repeated_heading_keeps_both_columns():
    extract = read(b"a,a\n1,2\n")
    assert extract.headings == ("a", "a")
    assert as_cells(extract) == {2: ["1", "2"]}


def test_headings_without_rows_are_an_extract_without_rows():
    for contents in (b"a,b\n", b"a,b"):
        extract = read(contents)
        assert extract.headings == ("a", "b")
        assert extract.cells.empty


def test_a_heading_of_digits_stays_text():
    assert read(b"007,2026\n1,2\n").headings == ("007", "2026")


def test_a_heading_may_be_blank():
    assert read(b"a,,c\n1,2,3\n").headings == ("a", "", "c")


def test_every_category_is_in_use():
    extract = read(b"a,b\n1,x\n ,y\n")
    for position in range(2):
        column = extract.cells.iloc[:, position]
        assert set(column.cat.categories) == set(column.dropna())


@pytest.mark.parametrize(
    ("contents", "rule", "sentence"),
    [
        (b"", ReadingRule.NOT_EMPTY, "The file is empty."),
        (b"\xef\xbb\xbf \r\n", ReadingRule.NOT_EMPTY, "The file is empty."),
        ("a,b\n1,2\n".encode("utf-16"), ReadingRule.READABLE, "This is not text in UTF-8 or Windows-1252"),
        (b"a,b\n\x81\x8d,2\n", ReadingRule.READABLE, "This is not text in UTF-8 or Windows-1252"),
        (b'a,b\n1,"2\n3,4\n', ReadingRule.READABLE, "A quotation mark is opened and never closed"),
        (b'a,b"\n,",1\n', ReadingRule.READABLE, "The lines could not be told apart into cells."),
    ],
)
def test_what_cannot_be_read_is_one_finding(contents: bytes, rule: ReadingRule, sentence: str):
    found = read_delimited(Received("teams.csv", contents, ""))
    assert found.extracts == ()
    (finding,) = found.findings
    assert (finding.file, finding.rule) == ("teams.csv", rule)
    assert finding.message.startswith(sentence)


def test_lines_with_more_or_fewer_cells_are_named_and_the_others_read():
    contents = b"a,b\n1,2\n3\n4,5\n6,7,8\n9,0\n"
    found = read_delimited(Received("teams.csv", contents, ""))
    (extract,) = found.extracts
    (finding,) = found.findings
    assert as_cells(extract) == {2: ["1", "2"], 4: ["4", "5"], 6: ["9", "0"]}
    assert (finding.rule, finding.count, finding.lines) == (ReadingRule.EVEN_ROWS, 2, (3, 5))
    assert finding.message.startswith("Every line must have as many cells as the heading line (lines 3, 5).")


CELL = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=8)


@settings(deadline=None, derandomize=True)
@given(
    st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1)),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_a_spreadsheet_writes_is_read_back_cell_for_cell(rows: list[list[str]], separator: str):
    heading_line = [f"column {position}" for position, _ in enumerate(rows[0])]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([heading_line, *rows])
    extract = read(text.getvalue().encode())
    assert as_cells(extract) == {
        line: [cell if cell.strip() else None for cell in row]
        for line, row in enumerate(rows, start=2)
        if any(map(str.strip, row))
    }


@settings(deadline=None, derandomize=True)
@given(st.one_of(st.binary(), st.text('a,;"\n\r\t=').map(str.encode)))
def test_no_bytes_whatever_make_the_reader_fail(contents: bytes):
    found = read_delimited(Received("teams.csv", contents, ""))
    assert found.extracts or found.findings
