"""A database that cannot be used is told in one sentence: what is wrong, what to do, and never a password."""

import sqlite3
import traceback
from pathlib import Path

import pytest
from builders.postgres import new_database
from builders.releases import content
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from pipelines.errors import DatabaseUnusable, ExitCode
from pipelines.publish import connect, held_releases, publish
from pipelines.published import SCHEMA_VERSION, driver_url

PASSWORD = "hunter2-not-to-be-shown"


def by_hand(url: str, statement: str, **values: object) -> None:
    """What somebody else does to the database."""
    with create_engine(driver_url(url), poolclass=NullPool).begin() as connection:
        connection.execute(text(statement), values)


def why_unusable(url: str) -> str:
    with pytest.raises(DatabaseUnusable) as refusal:
        publish(connect(url), content(inputs=()))
    shown = "".join(traceback.format_exception(refusal.value))
    assert PASSWORD not in shown
    assert refusal.value.exit_code == ExitCode.DATABASE
    sentence = str(refusal.value)
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://headroom:{PASSWORD}@127.0.0.1:1/headroom",
        f"postgres://headroom:{PASSWORD}@127.0.0.1:1/headroom",
        f"postgresql+psycopg://127.0.0.1:1/headroom?user=headroom&password={PASSWORD}",
    ],
)
def test_a_server_that_does_not_answer(url: str) -> None:
    assert why_unusable(url) == (
        "The database headroom on 127.0.0.1 cannot be reached. Check that the server is running, and the host, user, "
        "password and name in the address"
    )


def test_a_database_that_the_server_does_not_have() -> None:
    assert "cannot be reached" in why_unusable(new_database().replace("@/headroom", f":{PASSWORD}@/missing"))


@pytest.mark.parametrize(
    "url",
    ["releases", "", f"postgresql://headroom:{PASSWORD}@host:port/headroom", f"//:{PASSWORD}"],
)
def test_text_that_is_no_address(url: str) -> None:
    assert why_unusable(url) == (
        "The address of the database cannot be read. "
        "It looks like sqlite:///headroom.sqlite or postgresql://user@host/database"
    )


@pytest.mark.parametrize(
    "url",
    [f"mysql://headroom:{PASSWORD}@host/headroom", "oracle+unheard://host", "sqlite://", "sqlite:///:memory:"],
)
def test_a_kind_of_database_that_keeps_no_releases(url: str) -> None:
    assert why_unusable(url) == (
        "A database is reached by sqlite:/// and the path of a file, or by postgresql:// and a server"
    )


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "releases.sqlite"
    assert why_unusable(f"sqlite:///{missing}") == (
        f"The database file {missing} cannot be opened. Check that the folder is there and that you may write to it"
    )


def test_a_file_that_is_no_database_is_left_as_it_was(tmp_path: Path) -> None:
    letter = tmp_path / "letter.sqlite"
    letter.write_text("Dear colleague,\n" * 100)
    assert why_unusable(f"sqlite:///{letter}") == (
        f"The database file {letter} is not a database. Nothing was changed; give another address with --database"
    )
    assert letter.read_text() == "Dear colleague,\n" * 100


def test_a_damaged_file(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.sqlite"
    publish(connect(f"sqlite:///{damaged}"), content())
    pages = bytearray(damaged.read_bytes())
    pages[4096:] = b"\xff" * (len(pages) - 4096)
    damaged.write_bytes(pages)
    assert why_unusable(f"sqlite:///{damaged}") == (
        f"The database file {damaged} is damaged. Restore it from a backup, or give another address with --database"
    )


def test_a_file_that_may_only_be_read(tmp_path: Path) -> None:
    held = tmp_path / "releases.sqlite"
    publish(connect(f"sqlite:///{held}"), content())
    read_only = f"sqlite:///file:{held}?mode=ro&uri=true"
    with pytest.raises(DatabaseUnusable, match=r"may not be written. Change the permissions"):
        publish(connect(read_only), content(inputs=()))
    assert [release.release_id for release in held_releases(connect(read_only))] == [1]


def test_a_server_on_which_this_role_may_only_read() -> None:
    url = new_database()
    publish(connect(url), content())
    reader = f"{url}&options=-c%20default_transaction_read_only%3Don"
    assert why_unusable(reader).endswith("may not be written. Connect to the primary server, as a role that may write")
    assert [release.release_id for release in held_releases(connect(reader))] == [1]


def test_a_role_without_the_right_to_write() -> None:
    url = new_database()
    publish(connect(url), content())
    by_hand(url, "CREATE ROLE onlooker LOGIN IN ROLE pg_read_all_data")
    sentence = why_unusable(url.replace("postgres@", "onlooker@"))
    assert sentence.endswith("may not be written by this role. Grant it the right to create and write tables")


@pytest.mark.parametrize("held", [0, SCHEMA_VERSION - 1, SCHEMA_VERSION + 1])
def test_another_schema_is_refused_and_left_alone(database_url: str, held: int) -> None:
    publish(connect(database_url), content())
    by_hand(database_url, "UPDATE schema_version SET version = :held", held=held)
    sentence = why_unusable(database_url)
    if held > SCHEMA_VERSION:
        assert (
            f"was made by a newer Headroom (schema {held}; this one knows {SCHEMA_VERSION}). Update Headroom"
            in sentence
        )
    elif held > 0:
        assert f"was made by an older Headroom (schema {held}; this one writes {SCHEMA_VERSION}). Publish" in sentence
    else:
        assert "holds tables of another program" in sentence


def test_tables_of_another_program_are_left_alone(database_url: str) -> None:
    by_hand(database_url, "CREATE TABLE release (version INTEGER)")
    assert why_unusable(database_url).endswith("holds tables of another program. Give the address of an empty database")


def test_a_database_shared_with_tables_of_other_names_is_used(database_url: str) -> None:
    by_hand(database_url, "CREATE TABLE somebody_elses (thing INTEGER)")
    assert publish(connect(database_url), content()).release_id == 1


def test_an_error_in_the_program_itself_is_not_dressed_up_as_a_bad_database(database_url: str) -> None:
    engine = connect(database_url)
    publish(engine, content())
    by_hand(database_url, "ALTER TABLE release RENAME COLUMN policy TO something_else")
    with pytest.raises(DBAPIError, match="policy"):
        held_releases(engine)


def test_a_run_waits_for_another_only_as_long_as_the_address_allows(tmp_path: Path) -> None:
    held = tmp_path / "releases.sqlite"
    publish(connect(f"sqlite:///{held}"), content())
    other = sqlite3.connect(held, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        sentence = why_unusable(f"sqlite:///{held}?timeout=0.05")
    finally:
        other.close()
    assert sentence.endswith("is busy with another release. Wait until that is published, then run this one again")


def test_on_a_server_too_a_run_waits_only_as_long_as_the_address_allows() -> None:
    url = new_database()
    impatient = f"{url}&options=-c%20lock_timeout%3D50ms"
    publish(connect(url), content())
    other = connect(url)
    with other.execution_options(is_writing=True).begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(1212498244)"))
        assert "is busy with another release" in why_unusable(impatient)
