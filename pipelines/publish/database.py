"""Reach the database, prepare its schema, and say in one sentence what is wrong with it when it cannot be used.

What lives here: everything that differs between SQLite and PostgreSQL, and every error of either.
What does not: what is written (`release`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, func, insert, select
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from pipelines.errors import DatabaseUnusable, ReleaseRefused
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

REASONS: Final[Mapping[str, str]] = {
    "SQLITE_NOTADB": "is not a database. Nothing was changed; give another address with --database",
    "SQLITE_CORRUPT": "is damaged. Restore it from a backup, or give another address with --database",
    "SQLITE_READONLY": "may not be written. Change the permissions of the file and its folder",
    "SQLITE_CANTOPEN": "cannot be opened. Check that the folder is there and that you may write to it",
    "SQLITE_BUSY": "is busy with another release. Wait until that is published, then run this one again",
    "SQLITE_FULL": "has no room left. Free some space on its disk, then run again",
    "SQLITE_IOERR": "cannot be read or written. Check the disk it is on",
    "08": "cannot be reached. Check that the server is running, and the host, user, password and name in the address",
    "25006": "may not be written. Connect to the primary server, as a role that may write",
    "42501": "may not be written by this role. Grant it the right to create and write tables",
    "53100": "has no room left. Free some space on its disk, then run again",
    "53300": "has no connection free. Try again later",
    "55P03": "is busy with another release. Wait until that is published, then run this one again",
    "57P": "was shut down while it was in use. Run again when the server is back",
}
"""By SQLite's error name or by the start of PostgreSQL's SQLSTATE: what is wrong and what to do."""
BROKEN_RULE: Final = ("SQLITE_CONSTRAINT", "23")


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
    with reading(engine):
        return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to a database that is empty or holds this program's schema; raises `DatabaseUnusable` otherwise."""
    with _in_plain_words(engine.url), engine.connect() as connection:
        _require_schema(connection)
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction in which nobody else writes, on a database that holds the schema; all of it or nothing."""
    with _in_plain_words(engine.url), engine.execution_options(is_writing=True).begin() as connection:
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
        raise DBAPIError(None, None, error) from None


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


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("is_writing"):
        # With a write-ahead log readers go on reading the old release while the new one is written.
        connection.exec_driver_sql("PRAGMA journal_mode = WAL").close()
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


def _require_schema(connection: Connection) -> int | None:
    held = held_schema_version(connection)
    where = _shown(connection.engine.url)
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


@contextmanager
def _in_plain_words(url: URL) -> Iterator[None]:
    """Turn a driver's error into one sentence without password or values; an error in this program stays as it is."""
    try:
        yield
    except DBAPIError as error:
        code = _code(error)
        if code.startswith(BROKEN_RULE):
            raise ReleaseRefused(
                f"The database refused the release ({_broken_rule(error)}). Nothing has been published"
            ) from None
        reason = next((reason for start, reason in REASONS.items() if code.startswith(start)), None)
        if reason is None:
            raise
        raise DatabaseUnusable(f"{_shown(url)} {reason}") from None


def _code(error: DBAPIError) -> str:
    """SQLite's name of the error or PostgreSQL's SQLSTATE."""
    code = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    # psycopg gives none where no server answered; SQLite gives none for wrong use of its driver.
    return code or ("08" if "psycopg" in type(error.orig).__module__ else "")


def _broken_rule(error: DBAPIError) -> str:
    """The constraint's name; PostgreSQL's full text would quote the row."""
    details = getattr(error.orig, "diag", None)
    return details.constraint_name or details.message_primary if details else str(error.orig)


def _shown(url: URL) -> str:
    """Where the database is, without user, password or options."""
    if url.get_backend_name() == SQLITE:
        return f"The database file {url.database}"
    return f"The database {url.database or ''} on {url.host or url.query.get('host', 'this machine')}"
