"""Reading a release: only a published one, only to read, and in words when it cannot be read."""

import ast
import sqlite3
from datetime import date, datetime
from pathlib import Path

import pytest
from builders.dashboard_release import council_release, fresh_database
from builders.postgres import new_database
from sqlalchemy import create_engine, insert, make_url, text
from sqlalchemy.exc import InternalError, OperationalError

from dashboard import queries
from dashboard.database import reading_engine
from dashboard.store import open_store
from pipelines.errors import DatabaseUnusable
from pipelines.organisation import Level
from pipelines.periods import PeriodKind
from pipelines.published import METADATA, driver_url


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    path = tmp_path_factory.mktemp("council") / "release.sqlite"
    council_release(f"sqlite:///{path}")
    return path


@pytest.fixture
def store(council):
    store = open_store(f"sqlite:///{council}")
    assert store is not None
    return store


def test_the_highest_units_with_results_come_first_and_those_without_are_left_out(store):
    units = store.units_with_results
    assert units[0].name == "Northmere"
    assert {unit.level for unit in units} == {Level.AUTHORITY, Level.SERVICE, Level.TEAM}
    assert len(units) == 1 + 4 + 16


def test_a_history_is_whole_figures_only_oldest_first(store):
    cells = store.history(("northmere",), ("open_cases",))
    assert len(cells) == 36
    assert [cell.period_end for cell in cells] == sorted(cell.period_end for cell in cells)
    assert {cell.breakdown for cell in cells} == {""}


def test_the_rules_of_the_charts_are_told_once(store):
    assert store.chart_profiles() == ("mdc",)


def test_a_breakdown_is_asked_for_by_itself(store):
    cells = store.breakdowns("northmere", "open_cases")
    assert {cell.breakdown for cell in cells} >= {"cp", "cin"}


def test_periods_are_told_by_what_they_cover(store):
    periods = store.periods("northmere")
    assert len(periods[PeriodKind.MONTH]) == 36
    assert periods[PeriodKind.WAVE][-1] == date(2025, 11, 30)


def test_the_months_ahead_come_with_the_next_one_first_and_only_where_the_release_holds_them(store):
    ahead = store.outlooks("northmere", "load_ratio")
    assert [each.period_end for each in ahead] == [date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30)]
    assert all(each.lower < each.middle < each.upper for each in ahead)
    assert store.outlooks("northmere", "caseload_per_fte") == ()


def test_a_hidden_cell_carries_nothing_but_its_symbol(store):
    tiny = next(unit for unit in store.organisation if unit.name == "Family group")
    cells = store.history((tiny.unit_id,), ("caseload_per_fte",))
    assert {(cell.value, cell.base, cell.lower, cell.upper) for cell in cells} == {(None, None, None, None)}


def test_the_dashboard_cannot_write(store):
    with (
        reading_engine(store.address).connect() as connection,
        pytest.raises(OperationalError, match="readonly"),
    ):
        connection.execute(text("DELETE FROM result"))


def test_the_same_answers_come_from_postgresql_and_cannot_be_written_there(store):
    address = new_database()
    writing = create_engine(driver_url(address))
    METADATA.create_all(writing)
    council = sqlite3.connect(make_url(store.address).database)
    council.row_factory = sqlite3.Row
    with writing.begin() as connection:
        for name in ("schema_version", "release", "unit", "measure", "signal", "outlook"):
            rows = council.execute(f"SELECT * FROM {name}").fetchall()
            connection.execute(insert(METADATA.tables[name]), [typed(dict(row)) for row in rows])
        results = council.execute("SELECT * FROM result WHERE unit_id = 'northmere'").fetchall()
        connection.execute(insert(METADATA.tables["result"]), [typed(dict(row)) for row in results])
    council.close()
    writing.dispose()
    shared = open_store(address)
    assert shared is not None
    asked = (("northmere",), ("caseload_per_fte", "response_rate"))
    assert sorted(shared.history(*asked), key=repr) == sorted(store.history(*asked), key=repr)
    assert shared.outlooks("northmere", "load_ratio") == store.outlooks("northmere", "load_ratio") != ()
    assert shared.periods("northmere") == store.periods("northmere")
    assert shared.units_with_results == store.units_with_results[:1]
    engine = reading_engine(address)
    with engine.connect() as connection, pytest.raises(InternalError, match="read-only"):
        connection.execute(text("DELETE FROM result"))
    engine.dispose()


def typed(row):
    """A row as SQLAlchemy wants it: SQLite keeps dates as text."""
    dates = {"period_end": date.fromisoformat, "reference_date": date.fromisoformat}
    moments = {"created_at": datetime.fromisoformat}
    return {key: (dates | moments)[key](value) if key in dates | moments else value for key, value in row.items()}


def test_before_the_first_release_there_is_no_store(tmp_path):
    fresh_database(f"sqlite:///{tmp_path}/empty.sqlite")
    assert open_store(f"sqlite:///{tmp_path}/empty.sqlite") is None


def test_an_empty_database_is_one_before_the_first_release(tmp_path):
    sqlite3.connect(tmp_path / "nothing.sqlite").close()
    assert open_store(f"sqlite:///{tmp_path}/nothing.sqlite") is None


def test_a_release_that_is_still_loading_is_not_read(council, tmp_path):
    path = tmp_path / "loading.sqlite"
    path.write_bytes(council.read_bytes())
    connection = sqlite3.connect(path)
    connection.execute("UPDATE release SET status = 'loading'")
    connection.commit()
    connection.close()
    assert open_store(f"sqlite:///{path}") is None


@pytest.mark.parametrize(
    "address", ["sqlite:////nowhere/at/all.sqlite", "postgresql://reader:secret@127.0.0.1:1/none", "no address", ""]
)
def test_an_unusable_database_is_said_in_words_without_its_address(address):
    with pytest.raises(DatabaseUnusable) as refused:
        open_store(address)
    assert "cannot be read" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_newer_schema_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "newer.sqlite"
    fresh_database(f"sqlite:///{path}")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE schema_version SET version = 99")
    connection.commit()
    connection.close()
    with pytest.raises(DatabaseUnusable, match="version 99"):
        open_store(f"sqlite:///{path}")


def test_a_corrupt_file_is_said_to_be_unreadable(tmp_path):
    (tmp_path / "corrupt.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(DatabaseUnusable, match="cannot be read"):
        open_store(f"sqlite:///{tmp_path}/corrupt.sqlite")


def test_every_cache_is_bounded_and_every_cached_answer_is_keyed_by_its_release():
    tree = ast.parse(Path(queries.__file__).read_text(encoding="utf-8"))
    cached = {
        function.name: (decorator, [argument.arg for argument in function.args.args])
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).startswith("st.cache")
    }
    assert len(cached) > 10
    for name, (decorator, arguments) in cached.items():
        assert "max_entries" in {keyword.arg for keyword in decorator.keywords}, name
        assert arguments[0] == "address", name
        assert arguments[1] == "release_id", name
