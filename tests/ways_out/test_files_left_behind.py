"""What stays on a disk: the database and nothing else, and in it nothing that was forgotten or refused."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from builders import watched, wire
from builders.exchanged import SECRET_WORD
from builders.releases import cell, content, input_file, protected
from builders.views import every_page

from pipelines.errors import ReleaseRefused
from pipelines.publish import connect, publish

DATABASE = "headroom.sqlite"
BESIDE_IT = {"", "-wal", "-shm", "-journal"}


def test_a_release_opens_no_file_to_write_but_its_database(released):
    for each in released:
        assert each.release.opened, "the watch saw the database being opened"
        assert {event for event, *_ in each.release.opened} == {"sqlite3.connect"}
        assert {place for _, place, *_ in each.release.opened} <= {DATABASE, str(each.database)}
        assert each.release.left == {DATABASE}


def test_workbooks_and_columnar_files_are_read_without_a_copy_on_disk(released, tmp_path):
    """Both are archives of a kind, which a library may unpack into a folder for temporary files."""
    folder = tmp_path / "here"
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for number, file in enumerate(sorted((released[0].folder / "islands").glob("*.csv"))):
        rows = pd.read_csv(file, dtype="str")
        if number % 2:
            rows.to_parquet(inbox / f"{file.stem}.parquet")
        else:
            book = openpyxl.Workbook()
            for row in [list(rows.columns), *rows.where(rows.notna(), None).to_numpy().tolist()]:
                book.worksheets[0].append(row)
            book.save(inbox / f"{file.stem}.xlsx")
    ran = watched.start(["check", "inbox"], folder, {}).ended()
    assert "workforce.xlsx was accepted" in ran.out
    assert "involvements.xlsx was accepted" in ran.out + ran.err or "involvements.parquet was accepted" in ran.out
    assert SECRET_WORD not in ran.out + ran.err
    assert ran.opened == ()
    assert ran.left == frozenset()


def test_the_dashboard_writes_no_file(released, dashboards):
    for each, served in zip(released, dashboards, strict=True):
        wire.take(served.url, next(every_page()))
        assert {path.name for path in served.log.parent.rglob("*")} == {served.log.name}
        assert {path.name for path in each.folder.iterdir() if path.is_file()} <= {DATABASE + end for end in BESIDE_IT}


def test_a_forgotten_release_leaves_no_bytes_in_the_file(tmp_path):
    engine = connect(f"sqlite:///{tmp_path / DATABASE}")
    many = [cell(unit_id=f"{SECRET_WORD}-{number}", value=0.4137, base=20.0) for number in range(500)]
    publish(engine, content(protected=protected(many)), keep=1)
    assert SECRET_WORD.encode() in stored(tmp_path)
    publish(engine, content(inputs=(input_file(fingerprint="1" * 64),)), keep=1)
    assert SECRET_WORD.encode() not in stored(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {DATABASE}


def test_a_release_that_the_schema_refuses_leaves_no_bytes_and_is_not_quoted(tmp_path):
    engine = connect(f"sqlite:///{tmp_path / DATABASE}")
    publish(engine, content())
    too_few = [cell(unit_id=f"{SECRET_WORD}-{number}", value=3.4137, base=3.0) for number in range(500)]
    with pytest.raises(ReleaseRefused) as refused:
        publish(engine, content(protected=protected(too_few), inputs=(input_file(fingerprint="1" * 64),)))
    told = f"{refused.value} {refused.value.__cause__} {refused.value.__suppress_context__}"
    assert SECRET_WORD not in told
    assert "3" not in told
    assert SECRET_WORD.encode() not in stored(tmp_path)


def stored(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
