"""Both databases, each real and empty."""

from pathlib import Path

import pytest
from builders.postgres import new_database


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database: each test runs on SQLite and on PostgreSQL."""
    return f"sqlite:///{tmp_path / 'releases.sqlite'}" if request.param == "sqlite" else new_database()
