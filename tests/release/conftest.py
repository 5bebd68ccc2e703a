"""Releases made once by the real command, and read by many tests."""

from pathlib import Path

import pytest
from builders.postgres import postgres_url
from builders.running import headroom
from sqlalchemy import Connection, create_engine

from sample_data import EXTRACTS

__all__ = ["postgres_url"]

DFE = Path(__file__).parents[3] / "shared" / "reference" / "dfe"


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample authority, released into an SQLite file."""
    folder = tmp_path_factory.mktemp("sample")
    ran = headroom("release", EXTRACTS, folder=folder)
    assert ran.code == 0, ran.err
    return folder / "headroom.sqlite"


@pytest.fixture
def sample(sample_database: Path) -> Connection:
    with create_engine(f"sqlite:///{sample_database}").connect() as connection:
        yield connection


@pytest.fixture(scope="session")
def national_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Department for Education's workforce statistics, released into an SQLite file without any key."""
    if not DFE.is_dir():
        pytest.skip("the published statistics are not beside this repository")
    folder = tmp_path_factory.mktemp("national")
    ran = headroom("release", DFE, folder=folder, key=None)
    assert ran.code == 0, ran.err
    return folder / "headroom.sqlite"


@pytest.fixture
def national(national_database: Path) -> Connection:
    with create_engine(f"sqlite:///{national_database}").connect() as connection:
        yield connection
