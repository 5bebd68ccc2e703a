"""The `headroom` command as people run it: a process of its own, its exit code and what it says."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine

from pipelines.published import driver_url

KEY = "7f3c9a1e5b2d8640" * 4


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


def headroom(*arguments: str | Path, folder: Path, key: str | None = KEY, more: Mapping[str, str] | None = None) -> Ran:
    """Run the command in `folder`, with a pseudonym key unless told otherwise."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEADROOM_")}
    environment |= ({"HEADROOM_KEY": key} if key else {}) | {"PYTHONWARNINGS": "error"} | dict(more or {})
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", *map(str, arguments)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@contextmanager
def opened(database: str | Path) -> Iterator[Connection]:
    """A connection to an SQLite file or to the database at an address, closed at the end of the block."""
    url = f"sqlite:///{database}" if isinstance(database, Path) else driver_url(database)
    with create_engine(url, poolclass=NullPool).connect() as connection:
        yield connection
