"""A release and the next: what was published stands, and whoever kept both learns nothing more."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders.running import Ran, headroom, opened
from sqlalchemy import Connection, select, text

from pipelines import published
from pipelines.intervals import wilson
from sample_data import EXTRACTS

SEPTEMBER = "2026-09-30"


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample extracts in which one case of long standing turns out to involve online abuse."""
    inbox = tmp_path_factory.mktemp("corrected") / "extracts"
    shutil.copytree(EXTRACTS, inbox)
    file = inbox / "involvements.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    one = next(
        row
        for row in rows
        if row["team_id"] == "T05"
        and row["started"] < "2025-12-01"
        and not row["ended"]
        and row["online_abuse"] == "no"
    )
    one["online_abuse"] = "yes"
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return inbox


@pytest.fixture(scope="module")
def two_releases(tmp_path_factory: pytest.TempPathFactory, corrected: Path) -> Path:
    """September's release, and October's from corrected extracts."""
    folder = tmp_path_factory.mktemp("two")
    for arguments in ((EXTRACTS, "--reference-date", SEPTEMBER), (corrected,)):
        ran = headroom("release", *arguments, folder=folder)
        assert ran.code == 0, ran.err
    return folder


def _audit(folder: Path, *arguments: str) -> Ran:
    return headroom("audit", *arguments, folder=folder)


def _figures(connection: Connection, release_id: int) -> dict[tuple[object, ...], tuple[object, ...]]:
    held = published.result.c
    key = (held.unit_id, held.measure_key, held.period_end, held.breakdown_topic, held.breakdown)
    chosen = select(*key, held.value, held.symbol, held.base, held.lower, held.upper)
    rows = connection.execute(chosen.where(held.release_id == release_id))
    return {tuple(row[: len(key)]): tuple(row[len(key) :]) for row in rows}


def _with_limit(folder: Path, applies_from: str, value: str) -> Path:
    inbox = folder / "extracts"
    shutil.copytree(EXTRACTS, inbox)
    (inbox / "workload_settings.csv").write_text(
        f"setting,applies_to,applies_from,value,reason\ncase_limit,,{applies_from},{value},Agreed by the board\n",
        encoding="utf-8",
    )
    return inbox


def test_a_limit_for_months_that_were_published_by_another_is_refused_and_one_for_later_months_is_not(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert headroom("release", EXTRACTS, "--reference-date", SEPTEMBER, folder=tmp_path).code == 0
    backdated, ahead = (_with_limit(tmp_path_factory.mktemp("own"), day, "20") for day in ("2026-04-01", "2026-10-01"))
    ran = headroom("release", backdated, folder=tmp_path)
    assert ran.code == 2
    assert "case_limit from 01 April 2026 is not what figures up to September 2026 were published by" in ran.err
    assert "set new numbers from a day after 30 September 2026, or restate those months with --restate" in ran.err
    assert headroom("release", ahead, folder=tmp_path).code == 0
    again = headroom("release", ahead, folder=tmp_path)
    assert (again.code, "Nothing was written" in again.out + again.err) == (0, True)
    taken_back = headroom("release", EXTRACTS, folder=tmp_path)
    assert (taken_back.code, "case_limit from 01 October 2026" in taken_back.err) == (2, True)


def test_every_figure_of_september_stands_in_october(two_releases: Path) -> None:
    with opened(two_releases / "headroom.sqlite") as connection:
        september, october = (_figures(connection, release_id) for release_id in (1, 2))
    assert len(october) > len(september)
    assert {key: october[key] for key in september} == september


def test_readers_are_told_that_corrections_are_not_shown(two_releases: Path) -> None:
    with opened(two_releases / "headroom.sqlite") as connection:
        held = published.finding.c
        message = connection.scalar(select(held.message).where(held.release_id == 2, held.rule == "published_once"))
    assert message is not None
    assert "stay as first published" in message
    assert message.endswith("to September 2026.")


def test_both_releases_together_withstand_the_audit(two_releases: Path) -> None:
    ran = _audit(two_releases, "--json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert (found["release"], found["compared_with"], found["safe"], found["exposed"]) == (2, 1, True, [])
    assert found["narrowest"]["possible_numbers"] >= 5
    assert 0 < found["withheld"] < found["cells"]
    for parts in (found["pages"], found["why"]):
        assert sum(part["withheld"] for part in parts) == found["withheld"]
        assert sum(part["cells"] for part in parts) == found["cells"]
    assert {part["name"] for part in found["pages"]} >= {"caseload", "online abuse", "wellbeing"}
    assert found["seconds"] > 0


def test_the_audit_says_the_same_in_words(two_releases: Path) -> None:
    ran = _audit(two_releases)
    assert ran.code == 0, ran.err
    assert "Release 2 was attacked together with release 1" in ran.out
    assert "Nothing that is withheld can be worked out." in ran.out


@pytest.fixture
def tampered(two_releases: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the database after a statement that disclosure control never saw."""

    def change(statement: str) -> Path:
        for file in two_releases.glob("headroom.sqlite*"):
            shutil.copy(file, tmp_path)
        with opened(tmp_path / "headroom.sqlite") as connection:
            assert connection.execute(text(statement)).rowcount == 1
            connection.commit()
        return tmp_path

    return change


def _whole(measure_key: str, unit_id: str, day: str) -> str:
    """Where one figure of the second release stands."""
    return (
        f"release_id = 2 AND measure_key = '{measure_key}' AND breakdown_topic = '' AND unit_id = '{unit_id}' "
        f"AND period_end = '{day}'"
    )


def _recorded(connection: Connection) -> tuple[str, str, int]:
    """A team and month with its online share withheld, and how many cases it rests on: that much can be worked out."""
    for unit_id, day in connection.execute(
        text(
            "SELECT unit_id, period_end FROM result JOIN unit USING (release_id, unit_id) WHERE release_id = 2 AND "
            "level = 'team' AND measure_key = 'online_share_of_all_cases' AND symbol = 'c' ORDER BY period_end, unit_id"
        )
    ):
        figures = (
            connection.scalar(text(f"SELECT value FROM result WHERE {_whole(key, unit_id, day)}"))
            for key in ("open_cases", "online_not_recorded_share")
        )
        cases, blank_percent = figures
        if cases is not None and blank_percent is not None:
            return unit_id, day, round(cases - cases * blank_percent / 100)
    pytest.fail("no such team")


def test_the_audit_finds_a_share_that_was_shown_after_all(two_releases: Path, tampered: Callable[[str], Path]) -> None:
    with opened(two_releases / "headroom.sqlite") as connection:
        unit_id, day, recorded = _recorded(connection)
    lower, upper = (round(100 * float(limit)) for limit in wilson(3, recorded))
    folder = tampered(
        f"UPDATE result SET symbol = NULL, value = {round(300 / recorded)}, base = {recorded}, lower = {lower}, "
        f"upper = {upper} WHERE {_whole('online_share_of_all_cases', unit_id, day)}"
    )
    ran = _audit(folder, "--json")
    assert ran.code == 12, ran.err
    exposed = json.loads(ran.out)["exposed"]
    assert unit_id in {one["unit"] for one in exposed}
    assert {one["period"] for one in exposed} == {day}


def test_the_audit_says_when_figures_contradict_one_another(tampered: Callable[[str], Path]) -> None:
    folder = tampered(
        "UPDATE result SET value = value + 400, base = base + 400 WHERE release_id = 2 AND measure_key = 'open_cases' "
        "AND breakdown_topic = '' AND unit_id = 'T01' AND period_end = '2026-10-31'"
    )
    ran = _audit(folder)
    assert ran.code == 12
    assert "October 2026 contradict one another" in ran.err


def test_an_audit_before_the_first_release_says_so(tmp_path: Path) -> None:
    ran = _audit(tmp_path)
    assert (ran.code, "There is no release to audit" in ran.err) == (2, True)
    assert not list(tmp_path.iterdir())


def test_a_month_is_restated_on_request(two_releases: Path, corrected: Path, tmp_path: Path) -> None:
    for file in two_releases.glob("headroom.sqlite*"):
        shutil.copy(file, tmp_path)
    ran = headroom("release", corrected, "--restate", "2026-09", folder=tmp_path)
    assert ran.code == 0, ran.err
    with opened(tmp_path / "headroom.sqlite") as connection:
        before, after = (_figures(connection, release_id) for release_id in (2, 3))
    changed = {key for key in before if before[key] != after[key]}
    assert {str(key[2]) for key in changed} == {SEPTEMBER}
    assert all(after[key][1] == "c" for key in changed)
    assert {str(key[1]) for key in changed} & {"online_share_of_all_cases", "online_cases_by_form", "exposure_gap"}
    ran = _audit(tmp_path)
    assert ran.code == 0, ran.out
    again = headroom("release", EXTRACTS, "--restate", "2026-09", folder=tmp_path)
    assert (again.code, "September 2026 has been restated before" in again.err) == (12, True)


def _edited(folder: Path, edit: Callable[[str, list[dict[str, str]]], list[dict[str, str]]]) -> Path:
    """A copy of the sample extracts in which the rows of every file have been edited."""
    inbox = folder / "edited"
    inbox.mkdir()
    for file in sorted(EXTRACTS.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        with (inbox / file.name).open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(edit(file.stem, rows))
    return inbox


def _in_place_of(team_id: str, other: str) -> Callable[[str, list[dict[str, str]]], list[dict[str, str]]]:
    def edit(_: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [row | ({"team_id": other} if row.get("team_id") == team_id else {}) for row in rows]

    return edit


def _under(team_id: str, service_id: str, service_name: str) -> Callable[..., list[dict[str, str]]]:
    def edit(name: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
        moved = {"service_id": service_id, "service_name": service_name} if name == "teams" else {}
        return [row | (moved if row.get("team_id") == team_id else {}) for row in rows]

    return edit


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(_in_place_of("T16", "T17"), id="a small team under another code"),
        pytest.param(_under("T08", "S3", "Children in care"), id="a team that joined another service"),
    ],
)
def test_an_authority_that_was_reorganised_goes_on_with_its_history(
    two_releases: Path, tmp_path: Path, edit: Callable[..., list[dict[str, str]]]
) -> None:
    """Nothing of September that has a place in the new organisation is said otherwise, and both together are safe."""
    first = headroom("release", EXTRACTS, "--reference-date", SEPTEMBER, folder=tmp_path)
    assert first.code == 0, first.err
    ran = headroom("release", _edited(tmp_path, edit), folder=tmp_path)
    assert ran.code == 0, ran.err
    assert _audit(tmp_path).code == 0
    with opened(tmp_path / "headroom.sqlite") as connection:
        before, now = (_figures(connection, release_id) for release_id in (1, 2))
    for key in before.keys() & now.keys():
        assert now[key] == before[key] or now[key][1] == "x", key
    authority = [key for key in before if key[0] == "X99000001"]
    assert [now[key] for key in authority] == [before[key] for key in authority]


def test_a_release_to_an_earlier_month_does_not_unsay_a_later_one(corrected: Path, tmp_path: Path) -> None:
    """To October, then to September, then to October from corrected extracts: October stays as it was first said."""
    for arguments in ((EXTRACTS,), (EXTRACTS, "--reference-date", SEPTEMBER), (corrected,)):
        ran = headroom("release", *arguments, folder=tmp_path)
        assert ran.code == 0, ran.err
    assert "corrected since" in ran.err
    with opened(tmp_path / "headroom.sqlite") as connection:
        first, last = (_figures(connection, release_id) for release_id in (1, 3))
    assert first == last


def test_a_month_that_was_never_published_cannot_be_restated(two_releases: Path, tmp_path: Path) -> None:
    for file in two_releases.glob("headroom.sqlite*"):
        shutil.copy(file, tmp_path)
    ran = headroom("release", EXTRACTS, "--restate", "2030-01", folder=tmp_path)
    assert (ran.code, "January 2030 cannot be restated" in ran.err) == (2, True)


def test_a_case_fewer_is_restated_with_the_averages_that_it_moves(two_releases: Path, tmp_path: Path) -> None:
    def edit(name: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return rows[:-1] if name == "involvements" else rows

    for arguments in ((EXTRACTS,), (_edited(tmp_path, edit), "--restate", "2026-10")):
        ran = headroom("release", *arguments, folder=tmp_path)
        assert ran.code == 0, ran.err
    assert _audit(tmp_path).code == 0
    with opened(tmp_path / "headroom.sqlite") as connection:
        before, now = (_figures(connection, release_id) for release_id in (1, 2))
    changed = {key for key in before if before[key] != now[key]}
    assert {str(key[1]) for key in changed} >= {"open_cases", "caseload_per_fte"}
    assert {now[key][1] for key in changed} == {"c"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE result SET disclosure_rule = 'official', symbol = NULL, value = 3, base = 3 WHERE {cell}",
        "UPDATE result SET measure_key = 'cases_shut' WHERE {cell}",
        "UPDATE result SET symbol = 'low' WHERE {cell}",
    ],
)
def test_a_cell_that_the_audit_would_not_attack_is_refused(tampered: Callable[[str], Path], statement: str) -> None:
    ran = _audit(tampered(statement.format(cell=_whole("in_post_fte", "T16", "2026-10-31"))))
    assert (ran.code, "never publishes" in ran.err) == (12, True)


def test_authorities_that_take_turns_agree_with_their_own_release(tmp_path: Path) -> None:
    """A release of another authority stands between two of the first, which had one answer more to its survey."""
    made = headroom("sample", "--out", "both", "--authorities", "2", "--months", "14", folder=tmp_path)
    assert made.code == 0, made.err
    first, second = sorted((tmp_path / "both").iterdir())
    survey = first / "survey.csv"
    for authority in (first, second, first):
        ran = headroom("release", authority, folder=tmp_path)
        assert ran.code == 0, ran.err
        lines = survey.read_text(encoding="utf-8").splitlines()
        survey.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")
    with opened(tmp_path / "headroom.sqlite") as connection:
        one, again = (_figures(connection, release_id) for release_id in (1, 3))
    assert one == again
    found = json.loads(_audit(tmp_path, "--json").out)
    assert (found["release"], found["compared_with"]) == (3, 1)
