"""Reach the database, prepare its schema, and write to it as one.

What lives here: everything that differs between SQLite and PostgreSQL. What does not: their errors (`plain_words`), or
what is written (`release`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, func, insert, select
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from pipelines.errors import DatabaseUnusable
from pipelines.publish.plain_words import REASONS, in_plain_words, whereabouts
from pipelines.published import METADATA, SCHEMA_VERSION, driver_url, held_schema_version, schema_version

SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"
SECONDS_FOR_A_LOCK: Final = 60
"""How long one release waits for another that is being written; a national one takes a few seconds."""
SECONDS_FOR_AN_ANSWER: Final = 10
CACHE_KIBIBYTES: Final = 65_536
"""Keeps the two indexes of a council's release in memory while they grow: a third of the time saved."""
ROWS_AT_ONCE: Final = 20_000
PUBLISHING_LOCK: Final = 0x48454144
"""One number agreed between all who publish into one PostgreSQL database ("HEAD" in ASCII)."""


def connect(address: str) -> Engine:
    """An engine for a database that answers, and that is empty or holds this program's schema.

    An address that says nothing else gives up after ten seconds without an answer. Raises `DatabaseUnusable`, never
    with a password in its text.
    """
    try:
        url = driver_url(address)
    except (ArgumentError, ValueError):
        raise DatabaseUnusable(
            "The address of the database cannot be read. "
            "It looks like sqlite:///headroom.sqlite or postgresql://user@host/database"
        ) from None
    if url.drivername in {SQLITE, "sqlite+pysqlite"} and url.database not in {None, "", ":memory:"}:
        engine = _sqlite_engine(url)
    elif url.drivername == "postgresql+psycopg":
        engine = _engine(
            url, {"connect_timeout": SECONDS_FOR_AN_ANSWER, "options": f"-c lock_timeout={SECONDS_FOR_A_LOCK}s"}
        )
    else:
        raise DatabaseUnusable(
            "A database is reached by sqlite:/// and the path of a file, or by postgresql:// and a server"
        )
    if is_to_be_made(engine):
        # Opening a file that is not there would leave an empty one behind, even if nothing is published after all.
        _require_writable_folder(engine)
        return engine
    with reading(engine):
        return engine


def is_to_be_made(engine: Engine) -> bool:
    """Whether the first release will make the database: an SQLite file that is not there yet."""
    file = engine.url.database or ""
    return engine.dialect.name == SQLITE and not file.startswith("file:") and not Path(file).exists()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to a database that is empty or holds this program's schema; raises `DatabaseUnusable` otherwise."""
    with in_plain_words(engine.url), engine.connect() as connection:
        _require_schema(connection)
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction in which nobody else writes, on a database that holds the schema; all of it or nothing."""
    with in_plain_words(engine.url), engine.execution_options(is_writing=True).begin() as connection:
        if engine.dialect.name == POSTGRESQL:
            connection.execute(select(func.pg_advisory_xact_lock(PUBLISHING_LOCK)))
        if _require_schema(connection) is None:
            METADATA.create_all(connection)
            connection.execute(insert(schema_version).values(version=SCHEMA_VERSION))
        yield connection


def load(connection: Connection, table: Table, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    """Many rows at once, as tuples straight through the driver: SQLAlchemy's dictionaries cost four times as much."""
    named = ", ".join(columns)
    if connection.dialect.name == POSTGRESQL:
        _copy(connection, f"COPY {table.name} ({named}) FROM STDIN", rows)
    else:
        marks = ", ".join("?" * len(columns))
        # The table and its columns are our own; only values are data, and those are bound.
        statement = f"INSERT INTO {table.name} ({named}) VALUES ({marks})"  # noqa: S608
        while batch := list(islice(rows, ROWS_AT_ONCE)):
            connection.exec_driver_sql(statement, batch)


def _copy(connection: Connection, statement: str, rows: Iterator[tuple[Any, ...]]) -> None:
    import psycopg  # noqa: PLC0415 - a run on SQLite needs no driver for PostgreSQL

    cursor: Any = connection.connection.cursor()
    try:
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        # SQLAlchemy does not see this statement, so its error is put in the same family by hand.
        family = OperationalError if isinstance(error, psycopg.OperationalError) else DBAPIError
        raise family(None, None, error) from None


def _engine(url: URL, waits: Mapping[str, object]) -> Engine:
    """An engine that keeps no connection open after its use, so no lock and no log outlives a run.

    `waits` hold unless the address sets its own. A driver's values are never put into an error's text.
    """
    unset = {name: wait for name, wait in waits.items() if name not in url.query}
    return create_engine(url, connect_args=unset, hide_parameters=True, poolclass=NullPool)


def _sqlite_engine(url: URL) -> Engine:
    engine = _engine(url, {"timeout": SECONDS_FOR_A_LOCK})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Python would otherwise begin transactions by itself, and too late to lock out a second writer.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # A release that is forgotten leaves no bytes behind in the file's free pages.
    connection.execute("PRAGMA secure_delete = ON")


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("is_writing"):
        # With a write-ahead log readers go on reading the old release while the new one is written.
        connection.exec_driver_sql("PRAGMA journal_mode = WAL").close()
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


def _require_writable_folder(engine: Engine) -> None:
    if not os.access(Path(engine.url.database or "").resolve().parent, os.W_OK | os.X_OK):
        raise DatabaseUnusable(f"{whereabouts(engine.url)} {REASONS['SQLITE_CANTOPEN']}")


def _require_schema(connection: Connection) -> int | None:
    held = held_schema_version(connection)
    where = whereabouts(connection.engine.url)
    if held == 0:
        raise DatabaseUnusable(f"{where} holds tables of another program. Give the address of an empty database")
    if held is not None and held < SCHEMA_VERSION:
        raise DatabaseUnusable(
            f"{where} was made by an older Headroom (schema {held}; this one writes {SCHEMA_VERSION}). "
            "Publish into a new database; the old one stays readable with the version that made it"
        )
    if held is not None and held > SCHEMA_VERSION:
        raise DatabaseUnusable(
            f"{where} was made by a newer Headroom (schema {held}; this one knows {SCHEMA_VERSION}). Update Headroom"
        )
    return held
