import io
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from builders.extracts import as_cells, sha256
from pyarrow import parquet

from pipelines.sources.extract import ReadFile, ReadingRule, Received
from pipelines.sources.parquet import read_parquet

MIDNIGHT = datetime(2026, 3, 31)  # noqa: DTZ001 - a cell knows of no time zone
MORNING = datetime(2026, 3, 31, 9, 30)  # noqa: DTZ001 - a cell knows of no time zone


def stored(columns: dict[str, pa.Array]) -> bytes:
    contents = io.BytesIO()
    parquet.write_table(pa.table(columns), contents)
    return contents.getvalue()


def read(contents: bytes) -> ReadFile:
    return read_parquet(Received("teams.parquet", contents, sha256(contents)))


def test_typed_columns_become_what_a_person_would_type():
    contents = stored(
        {
            "text": pa.array(["007", " ", None]),
            "whole": pa.array([1, None, 3], pa.int64()),
            "share": pa.array([0.5, 1.0, None]),
            "decimal": pa.array([Decimal("0.60"), Decimal("1.00"), None]),
            "day": pa.array([date(2026, 3, 31), None, None]),
            "moment": pa.array([MIDNIGHT, MORNING, None]),
            "flag": pa.array([True, False, None]),
            "coded": pa.array(["a", "b", "a"]).dictionary_encode(),
        }
    )
    (extract,) = read(contents).extracts
    assert extract.headings == ("text", "whole", "share", "decimal", "day", "moment", "flag", "coded")
    assert as_cells(extract) == {
        2: ["007", "1", "0.5", "0.60", "2026-03-31", "2026-03-31", "true", "a"],
        3: [None, None, "1", "1", None, "2026-03-31 09:30:00", "false", "b"],
        4: [None, "3", None, None, None, None, None, "a"],
    }
    assert (extract.file, extract.sheet, extract.sha256) == ("teams.parquet", None, sha256(contents))


def test_rows_are_numbered_as_if_a_heading_line_stood_above_them():
    (extract,) = read(stored({"a": pa.array(["x", None, "y"])})).extracts
    assert list(extract.cells.index) == [2, 4]


def test_a_table_of_several_row_groups_is_one_table():
    contents = io.BytesIO()
    parquet.write_table(pa.table({"a": [1, 2, 3, 4]}), contents, row_group_size=1)
    (extract,) = read(contents.getvalue()).extracts
    assert as_cells(extract) == {2: ["1"], 3: ["2"], 4: ["3"], 5: ["4"]}


def test_a_table_without_rows_has_its_headings():
    (extract,) = read(stored({"a": pa.array([], pa.string()), "b": pa.array([], pa.int64())})).extracts
    assert extract.headings == ("a", "b")
    assert extract.cells.empty


@pytest.mark.parametrize(
    "column",
    [
        pa.array([["x"]]),
        pa.array([{"a": 1}]),
        pa.array([b"Sentinel"]),
        pa.array([10**12], pa.timestamp("s")),
        pa.array([0], pa.timestamp("s", "Sentinel/Sentinel")),
    ],
    ids=["list", "structure", "bytes", "year 33658", "unknown time zone"],
)
def test_a_column_of_something_else_is_named_by_its_letter(column: pa.Array):
    (finding,) = read(stored({"a": pa.array(["x"]), "Sentinel": column})).findings
    assert finding.rule is ReadingRule.READABLE
    assert finding.message.startswith("Column B holds something other than text, numbers, dates or yes and no.")


def test_a_file_cut_short_is_damaged():
    (finding,) = read(stored({"a": pa.array(["x"])})[:-20]).findings
    assert finding.rule is ReadingRule.READABLE


def test_an_encrypted_file_is_told_apart_from_a_damaged_one():
    (finding,) = read(b"PARE" + stored({"a": pa.array(["x"])})[4:]).findings
    assert finding.rule is ReadingRule.NOT_PROTECTED
