"""The worked example of the docs, read from the page and released with the sample authority."""

import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from builders.running import headroom

from pipelines.contracts.workload_settings import BOUNDS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "workload-settings.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(name="released", scope="module")
def _released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("settings")
    shutil.copytree(ROOT / "sample_data" / "extracts", folder / "inbox")
    (folder / "inbox" / "workload_settings.csv").write_text(EXAMPLE[0], encoding="utf-8")
    ran = headroom("release", folder / "inbox", folder=folder)
    assert ran.code == 0, ran.err
    return folder / "headroom.sqlite"


def rows(database: Path, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(database) as connection:
        return connection.execute(question).fetchall()


def test_the_release_carries_what_the_program_brings_and_what_the_authority_set(released: Path) -> None:
    limits = rows(released, "SELECT applies_from, value, reason FROM workload_setting WHERE setting = 'case_limit'")
    assert limits == [("1990-01-01", 15, ""), ("2026-04-01", 18, "Agreed by the senior leadership team")]
    targets = rows(released, "SELECT applies_to, value FROM workload_setting WHERE setting = 'target'")
    assert targets == [("load_ratio", 100), ("managerial_supervision_in_time", 90)]


def test_the_sentences_and_outlooks_of_the_release_use_its_own_limit(released: Path) -> None:
    said = [str(row[0]) for row in rows(released, "SELECT sentence FROM signal WHERE rule = 'overload'")]
    assert said
    assert all("of 18 cases per full-time practitioner" in each and "indicative" not in each for each in said)


def test_every_weighted_load_can_be_worked_out_by_whoever_has_the_release(released: Path) -> None:
    """So it tells nothing more: whatever hidden counts fit the other tables fit them with the weighted load."""
    held = rows(released, "SELECT unit_id, period_end, value, symbol FROM weighted_load")
    of_status = "measure_key = 'open_cases' AND breakdown_topic = 'status'"
    types: dict[tuple[object, object], list[tuple[object, ...]]] = {}
    question = f"SELECT unit_id, period_end, breakdown, value FROM result WHERE {of_status}"
    for unit, day, *shown in rows(released, question):
        types.setdefault((unit, day), []).append(tuple(shown))
    loads = {
        (unit, day): value
        for unit, day, value in rows(
            released, "SELECT unit_id, period_end, value FROM result WHERE measure_key = 'load_ratio'"
        )
    }
    levels = dict(rows(released, "SELECT unit_id, level FROM unit"))
    assert any(value is not None for *_, value, _ in held)
    assert any(symbol == "c" for *_, symbol in held)
    for unit, day, value, _ in held:
        assert levels[unit] != "team"
        assert str(day) >= "2026-04-01"
        counts, load = dict(types[unit, day]), loads[unit, day]
        if load is None or None in counts.values():
            assert value is None
        else:
            weighted = sum(count * (1.5 if status == "cp" else 1) for status, count in counts.items())
            assert value == pytest.approx(load * weighted / sum(counts.values()))


def test_without_the_file_the_release_has_no_weighted_load_and_only_what_the_program_brings(tmp_path: Path) -> None:
    ran = headroom("release", ROOT / "sample_data" / "extracts", folder=tmp_path)
    assert ran.code == 0, ran.err
    database = tmp_path / "headroom.sqlite"
    assert rows(database, "SELECT * FROM weighted_load") == []
    assert rows(database, "SELECT DISTINCT reason FROM workload_setting") == [("",)]


def test_the_example_sets_only_what_may_be_set() -> None:
    assert {line.split(",")[0] for line in EXAMPLE[0].splitlines()[1:]} <= set(BOUNDS)
