"""What is wrong with a database, in one sentence: no password, no value, and what to do about it.

What lives here: the errors of both drivers and the words for them. What does not: any use of a database (`database`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from pipelines.errors import DatabaseUnusable, ReleaseRefused

NO_ANSWER: Final = "08"
BROKEN_RULE: Final = ("SQLITE_CONSTRAINT", "23")
BUSY: Final = "is busy with another release. Wait until that is published, then run this one again"
FULL: Final = "has no room left. Free some space on its disk, then run again"
REASONS: Final[Mapping[str, str]] = {
    "SQLITE_NOTADB": "is not a database. Nothing was changed; give another address with --database",
    "SQLITE_CORRUPT": "is damaged. Restore it from a backup, or give another address with --database",
    "SQLITE_READONLY": "may not be written. Change the permissions of the file and its folder",
    "SQLITE_CANTOPEN": "cannot be opened. Check that the folder is there and that you may write to it",
    "SQLITE_BUSY": BUSY,
    "SQLITE_FULL": FULL,
    "SQLITE_IOERR": "cannot be read or written. Check the disk it is on",
    NO_ANSWER: "cannot be reached. Check that the server is running, and the host, user, password and name in the "
    "address",
    "25006": "may not be written. Connect to the primary server, as a role that may write",
    "42501": "may not be written by this role. Grant it the right to create and write tables",
    "53100": FULL,
    "53300": "has no connection free. Try again later",
    "55P03": BUSY,
    "57P": "was shut down while it was in use. Run again when the server is back",
}
"""By SQLite's error name or by the start of PostgreSQL's SQLSTATE: what is wrong and what to do."""


@contextmanager
def in_plain_words(url: URL) -> Iterator[None]:
    """Turn a driver's error into a `DatabaseUnusable`, or into a `ReleaseRefused` where a row breaks the schema.

    An error that is neither is one in this program and stays as it is.
    """
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
        raise DatabaseUnusable(f"{whereabouts(url)} {reason}") from None


def whereabouts(url: URL) -> str:
    """Where the database is, without user, password or options."""
    if url.get_backend_name() == "sqlite":
        return f"The database file {url.database}"
    return f"The database {url.database or ''} on {url.host or url.query.get('host', 'this machine')}"


def _code(error: DBAPIError) -> str:
    """SQLite's name of the error, or PostgreSQL's SQLSTATE, which a server that does not answer cannot give."""
    code = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    return code or (NO_ANSWER if isinstance(error, OperationalError) else "")


def _broken_rule(error: DBAPIError) -> str:
    """The constraint's name; PostgreSQL's full text would quote the row."""
    details = getattr(error.orig, "diag", None)
    return details.constraint_name or details.message_primary if details else str(error.orig)
