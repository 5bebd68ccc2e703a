"""What readers and the writer of releases ask alike: where the database is, which schema and which release it holds."""

from __future__ import annotations

from sqlalchemy import URL, Connection, func, inspect, make_url, select

from pipelines.published.tables import METADATA, release, schema_version
from pipelines.published.words import ReleaseStatus


def driver_url(address: str) -> URL:
    """The address as SQLAlchemy wants it: `postgresql://` and `postgres://` mean the psycopg driver.

    Raises `sqlalchemy.exc.ArgumentError` or `ValueError` for text that is no address; their texts may repeat a
    password, so they are for catching and never for showing.
    """
    url = make_url(address)
    return url.set(drivername="postgresql+psycopg") if url.drivername in {"postgresql", "postgres"} else url


def held_schema_version(connection: Connection) -> int | None:
    """The schema that the database holds; `None` where no release was ever published, 0 where it is not ours."""
    ours = inspect(connection).get_table_names()
    if schema_version.name in ours:
        return connection.scalar(select(func.max(schema_version.c.version))) or 0
    return 0 if set(METADATA.tables) & set(ours) else None


def latest_release_id(connection: Connection) -> int | None:
    """The newest release that is complete; `None` before the first."""
    newest: int | None = connection.scalar(
        select(func.max(release.c.release_id)).where(release.c.status == ReleaseStatus.PUBLISHED)
    )
    return newest
