"""A real PostgreSQL server for tests: one per test process, in a folder of its own, gone when the process ends.

Use the fixture `postgres_url`: an empty database of its own for each test that asks. Where no server is installed the
test is skipped and says so; under `CI=true` it fails instead.
"""

import atexit
import functools
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg
import pytest

NUMBERS = itertools.count(1)
OPTIONS = "-c fsync=off -c full_page_writes=off -c listen_addresses= -c max_connections=40 -c shared_buffers=32MB"


def _programs() -> Path | None:
    """The folder that holds the newest server's programs."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    folders = [*reversed(installed), *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


def _account() -> dict[str, Any]:
    """Who the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@functools.cache
def server() -> Path:
    """Start a server on a socket in a folder that only its account may enter; gives the folder."""
    programs = _programs()
    if programs is None:
        unavailable = "no PostgreSQL server is installed here"
        if os.environ.get("CI") == "true":
            pytest.fail(unavailable)
        pytest.skip(unavailable)
    account = _account()
    # Not pytest's own folder: only root may enter that, and a socket's path has to be short.
    folder = Path(tempfile.mkdtemp(prefix="headroom-pg-"))
    if account:
        os.chown(folder, account["user"], account["group"])

    def run(program: str, *arguments: str) -> None:
        subprocess.run([programs / program, *arguments], check=True, cwd=folder, stdout=subprocess.DEVNULL, **account)

    def stop() -> None:
        run("pg_ctl", "stop", "-D", "held", "-m", "immediate", "-s")
        shutil.rmtree(folder, ignore_errors=True)

    run("initdb", "-D", "held", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    run("pg_ctl", "start", "-D", "held", "-w", "-s", "-l", "log", "-o", f"{OPTIONS} -k {folder}")
    atexit.register(stop)
    return folder


def new_database() -> str:
    """The address of an empty database."""
    folder = server()
    name = f"headroom_{next(NUMBERS)}"
    with psycopg.connect(f"host={folder} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql://postgres@/{name}?host={folder}"


@pytest.fixture
def postgres_url() -> str:
    """An empty database on a real server."""
    return new_database()
