"""What the program writes: the same bytes for the same seed, sound extracts, and codes of nobody real."""

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

from pipelines.contracts.catalogue import DATASETS
from pipelines.contracts.check import Checked, check
from pipelines.contracts.waves import Waves
from pipelines.contracts.workload_settings import WorkloadSettings
from pipelines.sources.inbox import find_inboxes, read_inbox
from sample_data import EXTRACTS, REFERENCE_DATE
from sample_data.generate import generate

DFE = Path(__file__).parents[3] / "shared" / "reference" / "dfe"
SAMPLED = [dataset for dataset in DATASETS if dataset not in {WorkloadSettings, Waves}]
"""The sample authority sets no limits of its own, so that those of the program are seen, and its survey is plain."""
FILES = {f"{dataset.key}.csv" for dataset in SAMPLED}
IDENTIFIERS = (("workforce", "practitioner_id"), ("involvements", "child_id"), ("involvements", "case_id"))
CODES = (("teams", "team_id"), ("teams", "service_id"), ("teams", "authority_id"), ("teams", "authority_name"))


def _bytes(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def _column(folder: Path, dataset: str, column: str) -> set[str]:
    return set(pd.read_csv(folder / f"{dataset}.csv", dtype=str, usecols=[column])[column])


@pytest.fixture(scope="module")
def three_authorities(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return generate(tmp_path_factory.mktemp("three"), authorities=3, months=6)


def test_the_committed_extracts_are_what_the_program_makes(tmp_path: Path) -> None:
    generate(tmp_path)
    made, committed = _bytes(tmp_path), _bytes(EXTRACTS)
    differing = {name for name in made | committed if made.get(name) != committed.get(name)}
    assert not differing, "make them again with: python -m sample_data.generate"


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for folder, seed in (("first", 7), ("again", 7), ("other", 8)):
        generate(tmp_path / folder, months=6, seed=seed)
    assert _bytes(tmp_path / "first") == _bytes(tmp_path / "again")
    assert _bytes(tmp_path / "first") != _bytes(tmp_path / "other")


def test_one_authority_stands_in_the_folder_itself_and_several_in_a_folder_each(
    tmp_path: Path, three_authorities: tuple[Path, ...]
) -> None:
    assert generate(tmp_path, months=1) == (tmp_path,)
    assert [folder.name for folder in three_authorities] == ["001", "002", "003"]
    assert all({file.name for file in folder.iterdir()} == FILES for folder in (tmp_path, *three_authorities))


def test_the_first_authority_is_the_same_however_many_follow(
    tmp_path: Path, three_authorities: tuple[Path, ...]
) -> None:
    generate(tmp_path, months=6)
    assert _bytes(tmp_path) == _bytes(three_authorities[0])


@pytest.mark.parametrize(("dataset", "column"), [*IDENTIFIERS, *CODES], ids=lambda name: name)
def test_several_authorities_share_no_code_and_no_identifier(
    three_authorities: tuple[Path, ...], dataset: str, column: str
) -> None:
    found = [_column(folder, dataset, column) for folder in three_authorities]
    assert len(set.union(*found)) == sum(map(len, found)) > 0


def test_several_authorities_differ_in_size(tmp_path: Path) -> None:
    folders = generate(tmp_path, authorities=6, months=1)
    sizes = {len(_column(folder, "teams", "team_id")) for folder in folders}
    assert min(sizes) == 16
    assert max(sizes) > 25
    assert len(sizes) > 2


@pytest.mark.parametrize("dataset", SAMPLED, ids=lambda dataset: dataset.key)
def test_headings_are_the_declared_columns_in_order(dataset: type) -> None:
    with (EXTRACTS / f"{dataset.key}.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == [str(each) for each in dataset.columns()]


@pytest.mark.parametrize("months", [1, 2, 12, 50])
def test_extracts_of_any_length_keep_their_contracts(tmp_path: Path, months: int) -> None:
    generate(tmp_path, authorities=2, months=months, seed=months)
    for inbox in find_inboxes(tmp_path):
        read = read_inbox(inbox)
        outcome = check(read.extracts, inbox.name, read.findings)
        assert isinstance(outcome, Checked), outcome
        assert outcome.findings == ()
        days = outcome.frames["establishment"]["month_end"].unique()
        assert len(days) == months
        assert max(days) == pd.Timestamp(REFERENCE_DATE)


def test_the_committed_extracts_keep_their_contracts_with_nothing_to_ask() -> None:
    (inbox,) = find_inboxes(EXTRACTS)
    read = read_inbox(inbox)
    outcome = check(read.extracts, inbox.name, read.findings)
    assert isinstance(outcome, Checked), outcome
    assert outcome.findings == ()


def test_lines_end_alike_on_every_platform_and_the_files_are_small_enough_to_keep() -> None:
    files = _bytes(EXTRACTS)
    assert not [name for name, content in files.items() if b"\r" in content or not content.endswith(b"\n")]
    assert sum(map(len, files.values())) < 3_000_000


def test_identifiers_are_a_letter_and_a_running_number() -> None:
    patterns = {"practitioner_id": r"P\d{4}", "child_id": r"C\d{6}", "case_id": r"R\d{6}"}
    for dataset, column in IDENTIFIERS:
        assert all(re.fullmatch(patterns[column], value) for value in _column(EXTRACTS, dataset, column))


def test_no_real_authority_has_the_name_or_a_code_like_it() -> None:
    if not DFE.is_dir():
        pytest.skip("the published statistics are not beside this repository")
    (file,) = DFE.glob("csww_indicators_*.csv")
    real = pd.read_csv(file, dtype=str, usecols=["new_la_code", "la_name", "region_name"])
    teams = pd.read_csv(EXTRACTS / "teams.csv", dtype=str)
    assert not set(teams["authority_name"]) & set(real["la_name"])
    assert set(teams["authority_id"].str[0]) == {"X"}
    assert "X" not in set(real["new_la_code"].dropna().str[0])
    assert set(teams["region_name"]) <= set(real["region_name"])
