"""Write a release in one transaction, keep the last twelve under its policy, and list what is held.

What lives here: the order of events. What does not: rows (`rows`), databases (`database`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from pipelines import published
from pipelines.errors import ReleaseRefused
from pipelines.publish.content import ReleaseContent
from pipelines.publish.database import is_to_be_made, load, reading, writing
from pipelines.publish.held import complete_releases
from pipelines.publish.rows import large_tables, release_row, rows_of, small_tables
from pipelines.published import ReleaseStatus, Symbol, held_schema_version, latest_release_id

KEPT_RELEASES = 12
"""A year of monthly releases, so that a figure quoted in a board paper can be found again."""


@dataclass(frozen=True, slots=True)
class PublishedRelease:
    """What the run left behind; `hidden` counts the cells that disclosure control or a publisher withheld (`c`)."""

    release_id: int
    unchanged: bool
    cells: int
    hidden: int

    def sentence(self) -> str:
        """What happened, for whoever ran it."""
        if self.unchanged:
            return f"These inputs are release {self.release_id} already. Nothing was written."
        withheld = f"{self.hidden:,} of them withheld to protect people" if self.hidden else "none of them withheld"
        return f"Release {self.release_id} is published: {self.cells:,} cells, {withheld}."


@dataclass(frozen=True, slots=True)
class HeldRelease:
    """One release in the database and how many files it was made from."""

    release_id: int
    created_at: datetime
    reference_date: date
    policy: str
    software_version: str
    inputs_sha256: str
    pseudonym_key_id: str | None
    inputs: int

    def sentence(self) -> str:
        """One line of a list."""
        return (
            f"Release {self.release_id}: to {self.reference_date:%d %B %Y}, policy {self.policy}, "
            f"made {self.created_at:%Y-%m-%d %H:%M} from {self.inputs} input{'' if self.inputs == 1 else 's'} "
            f"(fingerprint {self.inputs_sha256[:12]}; pseudonym key {self.pseudonym_key_id or 'not needed'}) "
            f"by Headroom {self.software_version}"
        )


def publish(engine: Engine, content: ReleaseContent, keep: int = KEPT_RELEASES) -> PublishedRelease:
    """Write one release, or nothing where the newest one has the same fingerprint.

    Readers see the release before or this one, never part of either. Older releases than the newest `keep` go in the
    same transaction, policy by policy. Raises `DatabaseUnusable`, or `ReleaseRefused` when a row breaks a rule of the
    schema.
    """
    with writing(engine) as connection:
        newest = latest_release_id(connection)
        if newest is not None and _fingerprint(connection, newest) == content.inputs_sha256:
            return _outcome(connection, newest, unchanged=True)
        _require_that_nothing_came_between(connection, content)
        release_id = (newest or 0) + 1
        _write(connection, release_id, content)
        _forget_all_but(connection, keep, content.policy.name)
        return _outcome(connection, release_id, unchanged=False)


def _require_that_nothing_came_between(connection: Connection, content: ReleaseContent) -> None:
    newest = max(complete_releases(connection, content.protected.policy), default=0)
    if content.follows not in {None, newest}:
        raise ReleaseRefused(
            "Nothing has been published: another release was published while this one was made, and the two have to "
            "agree. Run the command again."
        )


def held_releases(engine: Engine) -> tuple[HeldRelease, ...]:
    """Every complete release, newest first."""
    table, files = published.release.c, published.input_file.c
    columns = [column for column in table if column.name != "status"]
    inputs = select(func.count()).where(files.release_id == table.release_id).scalar_subquery()
    held = (
        select(*columns, inputs.label("inputs"))
        .where(table.status == ReleaseStatus.PUBLISHED)
        .order_by(table.release_id.desc())
    )
    if is_to_be_made(engine):
        return ()
    with reading(engine) as connection:
        if held_schema_version(connection) is None:
            return ()
        return tuple(HeldRelease(**row) for row in connection.execute(held).mappings())


def _write(connection: Connection, release_id: int, content: ReleaseContent) -> None:
    connection.execute(insert(published.release), release_row(release_id, content))
    for table, rows in small_tables(release_id, content).items():
        if rows:
            connection.execute(insert(table), rows)
    for table, frame in large_tables(content).items():
        load(connection, table, ("release_id", *frame.columns), rows_of(release_id, frame))
    connection.execute(
        update(published.release)
        .where(published.release.c.release_id == release_id)
        .values(status=ReleaseStatus.PUBLISHED)
    )


def _forget_all_but(connection: Connection, keep: int, policy: str) -> None:
    """Policies are counted by themselves: the next release under one has to agree with the last."""
    held = published.release.c
    of_policy = held.policy == policy
    kept = connection.scalars(select(held.release_id).where(of_policy).order_by(held.release_id.desc()).limit(keep))
    connection.execute(delete(published.release).where(of_policy, held.release_id < min(kept.all())))


def _fingerprint(connection: Connection, release_id: int) -> str | None:
    held = published.release.c
    return connection.scalar(select(held.inputs_sha256).where(held.release_id == release_id))


def _outcome(connection: Connection, release_id: int, *, unchanged: bool) -> PublishedRelease:
    held = published.result.c
    counted = select(func.count(), func.count().filter(held.symbol == Symbol.CONFIDENTIAL))
    cells, hidden = connection.execute(counted.where(held.release_id == release_id)).one()
    return PublishedRelease(release_id, unchanged=unchanged, cells=cells, hidden=hidden)
