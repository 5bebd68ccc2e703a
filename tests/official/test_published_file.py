"""The department's own file as it is: nothing lost, nothing changed, and nothing shown that it withholds."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from builders.official import published_files
from builders.releases import content
from sqlalchemy import select

from pipelines.contracts.official import CheckedOfficial, check_official
from pipelines.disclosure_control.policy import load_policy
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.finding import FindingSeverity
from pipelines.measures.official import FIGURES, official_results
from pipelines.organisation import Level
from pipelines.publish import connect, publish
from pipelines.published import result
from pipelines.signals.signal import Signals
from pipelines.sources.dfe_statistics import separate_official
from pipelines.sources.inbox import find_inboxes, read_inbox

ROWS = 1463
SYMBOLS = {"c", "x", "z", "u", "low"}


@pytest.fixture(scope="module")
def checked() -> CheckedOfficial:
    """What the pipeline makes of the department's folder."""
    (inbox,) = find_inboxes(published_files())
    received = read_inbox(inbox)
    assert received.findings == ()
    separated = separate_official(received.extracts)
    assert separated.own == ()
    return check_official(separated, inbox.name)


@pytest.fixture(scope="module")
def protected(checked: CheckedOfficial) -> ProtectedResults:
    """The national release, through disclosure control as any other."""
    assert checked.statistics is not None
    return protect(official_results(checked.statistics), load_policy("internal"))


@pytest.fixture(scope="module")
def source() -> list[dict[str, str]]:
    """The file as anybody else would read it."""
    with (published_files() / "csww_indicators_2017_to_2025.csv").open(encoding="utf-8") as text:
        return list(csv.DictReader(text))


def unit_of(row: dict[str, str]) -> str:
    return row["old_la_code"].replace(" / ", "-") or row["region_code"] or row["country_code"]


def published_cells(source: list[dict[str, str]], column: str) -> Iterator[tuple[tuple[str, int], str]]:
    for row in source:
        yield (unit_of(row), int(row["time_period"])), row[column]


@pytest.mark.parametrize(("measure_key", "column"), [(figure.measure_key, figure.column) for figure in FIGURES])
def test_all_rows_of_the_release_equal_the_published_ones_exactly(
    protected: ProtectedResults, source: list[dict[str, str]], measure_key: str, column: str
) -> None:
    cells = protected.cells[protected.cells["measure_key"] == measure_key]
    ours = {
        (unit_id, period_end.year): symbol if pd.isna(value) else value
        for unit_id, period_end, value, symbol in zip(
            *(cells[column] for column in ("unit_id", "period_end", "value", "symbol")), strict=True
        )
    }
    theirs = {key: text if text in SYMBOLS else float(text) for key, text in published_cells(source, column)}
    assert len(theirs) == ROWS
    assert {key: ours[key] for key in theirs} == theirs
    # What the file does not list is a council in a year in which it did not exist.
    assert {ours[key] for key in ours.keys() - theirs.keys()} == {"z"}


def test_no_withheld_cell_became_a_number_and_each_symbol_is_there_as_often_as_in_the_file(
    protected: ProtectedResults, source: list[dict[str, str]]
) -> None:
    listed = {(unit_of(row), int(row["time_period"])) for row in source}
    cells = protected.cells
    keys = zip(cells["unit_id"], cells["period_end"].dt.year, strict=True)
    ours = cells[[key in listed for key in keys]]
    for figure in FIGURES:
        theirs = Counter(text for _, text in published_cells(source, figure.column) if text in SYMBOLS)
        of_measure = ours.loc[ours["measure_key"] == figure.measure_key, "symbol"].dropna()
        assert Counter(of_measure) == theirs, figure.measure_key
    withheld = cells["symbol"].notna()
    assert cells.loc[withheld, ["value", "base", "lower", "upper"]].isna().all(axis=None)


def test_the_matrix_of_areas_years_and_measures_is_complete(protected: ProtectedResults) -> None:
    units = [unit.unit_id for unit in protected.organisation]
    keys = protected.cells[["unit_id", "measure_key", "period_end"]]
    assert not keys.duplicated().any()
    assert len(keys) == len(units) * len(FIGURES) * 9
    assert {level: len(protected.organisation.at(level)) for level in Level} == {
        Level.NATION: 1,
        Level.REGION: 11,
        Level.AUTHORITY: 156,
        Level.SERVICE: 0,
        Level.TEAM: 0,
    }


def test_councils_that_came_went_or_changed_their_code_keep_one_id_each(protected: ProtectedResults) -> None:
    names = {unit.unit_id: unit.name for unit in protected.organisation.at(Level.AUTHORITY)}
    assert {code: names[code] for code in ("370", "373", "815", "825", "933")} == {
        "370": "Barnsley",
        "373": "Sheffield",
        "815": "North Yorkshire",
        "825": "Buckinghamshire",
        "933": "Somerset",
    }
    assert {name for name in names.values() if "(" in name} == {
        "Bournemouth (to 2018)",
        "Cumbria (to 2022)",
        "Dorset (to 2018)",
        "Kingston upon Thames and Richmond upon Thames (joint return)",
        "North Northamptonshire and West Northamptonshire (joint return)",
        "Northamptonshire (to 2020)",
        "Poole (to 2018)",
    }
    assert len(set(names.values())) == len(names)


def test_the_other_files_of_the_folder_are_reported_and_stop_nothing(checked: CheckedOfficial) -> None:
    assert [(found.file, found.severity) for found in checked.findings] == [
        ("b1_children_in_need_2013_to_2025.csv", FindingSeverity.QUERY),
        ("c3_factors_identified_at_end_of_assessment_2018_to_2025.csv", FindingSeverity.QUERY),
    ]
    assert [(file.file, file.rows) for file in checked.inputs] == [
        ("csww_indicators_2017_to_2025.csv", ROWS),
        ("derived_stats_neighbours_long.csv", 1530),
    ]


def test_what_is_read_back_from_the_database_is_what_was_published(
    protected: ProtectedResults, checked: CheckedOfficial, source: list[dict[str, str]], tmp_path: Path
) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'national.sqlite'}")
    made = publish(engine, content(protected=protected, signals=Signals(()), inputs=checked.inputs))
    assert made.cells == len(protected.cells)
    assert made.hidden == 4
    with engine.connect() as connection:
        rows = connection.execute(
            select(result.c.unit_id, result.c.period_end, result.c.value, result.c.symbol).where(
                result.c.measure_key == "caseload_per_fte"
            )
        ).all()
    ours = {(row.unit_id, row.period_end.year): row.symbol if row.value is None else row.value for row in rows}
    for key, text in published_cells(source, "caseload_fte"):
        assert ours[key] == (text if text in SYMBOLS else float(text))
