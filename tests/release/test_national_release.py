"""The Department for Education's own file, read as it is, comes out as it went in."""

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest
from builders.running import headroom, opened
from sqlalchemy import Connection, func, select

from pipelines import published
from sample_data import EXTRACTS

DFE = Path(__file__).parents[3] / "shared" / "reference" / "dfe"
WORKFORCE = DFE / "csww_indicators_2017_to_2025.csv"
COLUMNS = {
    "caseload_per_fte": "caseload_fte",
    "vacancy_rate": "vacancy_rate_fte",
    "agency_rate": "agency_rate_fte",
    "turnover_rate": "turnover_rate_fte",
    "absence_rate": "absence_rate_fte",
    "in_post_fte": "inpost_fte",
}


def _as_published(connection: Connection, measure: str) -> Counter[tuple[str, str]]:
    """Year with value or symbol of every area and year."""
    result = published.result.c
    rows = connection.execute(
        select(result.period_end, result.value, result.symbol).where(result.measure_key == measure)
    )
    return Counter((str(row.period_end.year), row.symbol or f"{row.value:g}") for row in rows)


@pytest.mark.parametrize("measure", COLUMNS)
def test_all_1463_rows_are_published_with_the_departments_own_figure_or_symbol(
    measure: str, national: Connection
) -> None:
    with WORKFORCE.open(encoding="utf-8-sig", newline="") as file:
        given = [(row["time_period"], row[COLUMNS[measure]]) for row in csv.DictReader(file)]
    assert len(given) == 1463
    expected = Counter((year, cell if cell.isalpha() else f"{float(cell):g}") for year, cell in given)
    shown = _as_published(national, measure)
    assert not expected - shown, "every figure and symbol of the file is there"
    assert {cell for _, cell in shown - expected} <= {"z"}, "and nothing else but years in which an area did not exist"


def test_nation_regions_and_authorities_stand_above_one_another(national: Connection) -> None:
    unit = published.unit.c
    levels = dict(national.execute(select(unit.level, func.count()).group_by(unit.level)).all())
    assert levels["nation"] == 1
    assert levels["region"] == 11
    assert levels["authority"] >= 150
    parents = dict(national.execute(select(unit.name, unit.parent_id)).all())
    names = dict(national.execute(select(unit.unit_id, unit.name)).all())
    assert names[parents["Inner London"]] == "London"
    assert names[parents["London"]] == "England"
    assert parents["England"] is None


def test_tables_that_are_not_used_yet_are_said_to_be(national: Connection) -> None:
    finding = published.finding.c
    messages = national.scalars(select(finding.message).where(finding.severity == "query")).all()
    for file in ("b1_children_in_need_2013_to_2025.csv", "c3_factors_identified_at_end_of_assessment_2018_to_2025.csv"):
        assert any(file in message and "not used yet" in message for message in messages), file


def test_a_councils_own_release_gains_england_from_the_same_file(tmp_path: Path) -> None:
    if not DFE.is_dir():
        pytest.skip("the published statistics are not beside this repository")
    inbox = tmp_path / "inbox"
    shutil.copytree(EXTRACTS, inbox)
    shutil.copy(WORKFORCE, inbox)
    ran = headroom("release", inbox, folder=tmp_path)
    assert ran.code == 0, ran.err
    with opened(tmp_path / "headroom.sqlite") as connection:
        benchmark = published.benchmark.c
        england = dict(
            connection.execute(
                select(benchmark.year, benchmark.value).where(
                    benchmark.measure_key == "caseload_per_fte", benchmark.population.startswith("England")
                )
            ).all()
        )
        assert (england[2025], england[2017]) == (15.2, 17.7)
        assert connection.scalar(select(func.count()).where(published.unit.c.level == "team")) > 10
