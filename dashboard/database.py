"""The way into the published tables: an engine that can only read, and which release is the latest.

What lives here: opening, and what is wrong when that fails, in words. What does not: any question to a release
(`queries`).
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from pipelines import published as tables
from pipelines.errors import DatabaseUnusable
from pipelines.published import SCHEMA_VERSION


def latest_release(address: str) -> int | None:
    """The newest complete release; `None` before the first.

    Raises `DatabaseUnusable` when the database cannot be read or holds another schema.
    """
    try:
        with reading_engine(address).connect() as connection:
            held = tables.held_schema_version(connection)
            if held is None:
                return None
            if held != SCHEMA_VERSION:
                raise DatabaseUnusable(
                    f"The database holds version {held} of the published tables and this program reads version "
                    f"{SCHEMA_VERSION}. Install the version of Headroom that made the release, or make a new release."
                )
            return tables.latest_release_id(connection)
    except (SQLAlchemyError, ArgumentError, ValueError):
        # The driver's own text may repeat the address and its password.
        raise DatabaseUnusable(
            "The database cannot be read. Check the address given with --database or HEADROOM_DATABASE_URL, "
            "and that a release has been made with: headroom release INBOX"
        ) from None


@st.cache_resource(max_entries=4, show_spinner=False)
def reading_engine(address: str) -> Engine:
    """An engine that can only read: SQLite by its open mode, any database by a read-only connection."""
    url = tables.driver_url(address)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, execution_options={"postgresql_readonly": True})
    if url.database and url.database != ":memory:":
        url = url.set(database=f"file:{Path(url.database).resolve().as_posix()}", query={"mode": "ro", "uri": "true"})
    engine = create_engine(url)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
    return engine
