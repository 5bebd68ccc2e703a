"""The main job on the sample authority: nine extracts in, one protected release out."""

import shutil
from pathlib import Path

import pandas as pd
from builders.running import KEY, headroom, opened
from sqlalchemy import Connection, Table, func, select

from pipelines import published
from pipelines.contracts.catalogue import DATASETS
from pipelines.contracts.dataset import Purpose, Sensitivity
from pipelines.disclosure_control.policy import INTERNAL, policy_of
from pipelines.disclosure_control.policy_settings import PolicySetting
from pipelines.measures.catalogue import CATALOGUE
from pipelines.pseudonymise import token
from pipelines.settings import PseudonymKey
from sample_data import EXTRACTS

FIGURES = (published.unit, published.measure, published.result, published.signal, published.outlook,
           published.benchmark, published.finding, published.policy_setting)  # fmt: skip
DERIVED = (*FIGURES, published.input_file)


def _rows(database: str | Path, table: Table) -> list[tuple[object, ...]]:
    with opened(database) as connection:
        return sorted(map(tuple, connection.execute(select(table))), key=repr)


def test_every_measure_is_published_for_every_unit_it_is_meant_for(sample: Connection) -> None:
    counted = dict(
        sample.execute(
            select(published.result.c.measure_key, func.count(published.result.c.unit_id.distinct())).group_by(
                published.result.c.measure_key
            )
        ).all()
    )
    units = dict(sample.execute(select(published.unit.c.level, func.count()).group_by(published.unit.c.level)).all())
    at_or_above = {
        "team": units["team"] + units["service"] + units["authority"],
        "service": units["service"] + units["authority"],
        "authority": units["authority"],
    }
    assert counted == {measure.key: at_or_above[measure.lowest_level] for measure in CATALOGUE}


def test_the_same_extracts_give_the_same_release_in_either_database(
    sample_database: Path, tmp_path: Path, postgres_url: str
) -> None:
    ran = headroom("release", EXTRACTS, "--database", postgres_url, folder=tmp_path)
    assert ran.code == 0, ran.err
    for table in DERIVED:
        assert _rows(sample_database, table) == _rows(postgres_url, table), table.name


def test_another_pseudonym_key_changes_no_figure(sample_database: Path, tmp_path: Path) -> None:
    ran = headroom("release", EXTRACTS, folder=tmp_path, key="0d4b6f81c93ea725" * 4)
    assert ran.code == 0, ran.err
    rekeyed = tmp_path / "headroom.sqlite"
    for table in FIGURES:
        assert _rows(sample_database, table) == _rows(rekeyed, table), table.name
    key_ids = set()
    for database in (sample_database, rekeyed):
        with opened(database) as connection:
            key_ids.add(connection.scalar(select(published.release.c.pseudonym_key_id)))
    assert len(key_ids - {None}) == 2


def test_the_release_carries_the_numbers_it_was_protected_with(sample: Connection) -> None:
    columns = [column for column in published.policy_setting.c if column.name not in {"release_id", "number"}]
    held = [PolicySetting(*row) for row in sample.execute(select(*columns).order_by(published.policy_setting.c.number))]
    assert policy_of("internal", held) == INTERNAL


def test_releasing_unchanged_extracts_again_writes_nothing(sample_database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "headroom.sqlite"
    shutil.copy(sample_database, copy)
    again = headroom("release", EXTRACTS, folder=tmp_path)
    assert (again.code, "Nothing was written" in again.out) == (0, True)
    with opened(copy) as connection:
        assert connection.scalar(select(func.count()).select_from(published.release)) == 1


def test_provenance_names_every_file_with_its_rows(sample: Connection) -> None:
    recorded = {
        row.file: row.rows for row in sample.execute(select(published.input_file.c.file, published.input_file.c.rows))
    }
    assert recorded == {file.name: len(pd.read_csv(file, dtype=str)) for file in EXTRACTS.glob("*.csv")}


def test_no_identifier_of_a_child_or_practitioner_is_in_the_database_file(sample_database: Path) -> None:
    stored = sample_database.read_bytes()
    tokens = [
        (dataset.key, column)
        for dataset in DATASETS
        for column in dataset.columns()
        if column.sensitivity is Sensitivity.TOKEN
    ]
    identifiers = {
        value for key, column in tokens for value in pd.read_csv(EXTRACTS / f"{key}.csv", dtype=str)[column].dropna()
    }
    assert len(identifiers) > 1000
    assert not [value for value in identifiers if value.encode() in stored]


def test_neither_the_key_nor_a_token_is_kept_and_nothing_is_written_but_the_database(sample_database: Path) -> None:
    """A row about a person is nowhere on disk, so there is none that could be singled out by what it holds."""
    assert [file.name for file in sample_database.parent.iterdir()] == [sample_database.name]
    written, secret = sample_database.read_bytes().lower(), bytes.fromhex(KEY)
    practitioners = pd.read_csv(EXTRACTS / "workforce.csv", dtype="str")["practitioner_id"].dropna().unique()
    tokens = [token(practitioner, Purpose.PRACTITIONER, PseudonymKey(secret)) for practitioner in practitioners]
    kept_out = [KEY.encode(), secret.lower(), *(each.encode() for each in tokens if each)]
    assert len(kept_out) > 100
    assert [each for each in kept_out if each in written] == []


def test_a_hidden_cell_has_nothing_beside_it(sample: Connection) -> None:
    result = published.result.c
    hidden = sample.execute(
        select(result.value, result.base, result.lower, result.upper).where(result.symbol.is_not(None))
    ).all()
    assert hidden
    assert set(map(tuple, hidden)) == {(None, None, None, None)}


def test_a_manager_still_sees_most_of_her_own_team(sample: Connection) -> None:
    """Privacy is not bought by hiding everything: the four figures of a team's own page are mostly there.

    Of online abuse half: most of the smaller teams have one to five such children, or must cover for one that has.
    """
    result, unit = published.result.c, published.unit.c
    for measure in ("open_cases", "caseload_per_fte", "load_ratio", "online_share_of_all_cases"):
        cells = sample.execute(
            select(func.count(), func.count(result.value))
            .join_from(
                published.result,
                published.unit,
                (unit.unit_id == result.unit_id) & (unit.release_id == result.release_id),
            )
            .where(unit.level == "team", result.measure_key == measure, result.breakdown_topic == "")
        ).one()
        assert cells[1] / cells[0] > (1 / 2 if measure == "online_share_of_all_cases" else 2 / 3), measure
