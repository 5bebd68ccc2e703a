"""Releases made once by the real command, and read by many tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders.postgres import postgres_url
from builders.running import headroom, opened
from sqlalchemy import Connection

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
def sample(sample_database: Path) -> Iterator[Connection]:
    with opened(sample_database) as connection:
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
def national(national_database: Path) -> Iterator[Connection]:
    with opened(national_database) as connection:
        yield connection
