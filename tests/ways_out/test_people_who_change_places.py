"""Nothing that leaves tells two authorities apart that only hidden figures tell apart.

The people of two small teams change places, everybody gets another identifier, and the key is another one. What is
still different afterwards has been told by somebody's row. The one thing that may differ is the hash of a file.
"""

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
from builders import exchanged, views, wire
from builders.releases import content
from builders.results import CASELOAD, ONLINE_SHARE, OPEN_CASES, results
from builders.running import Ran, headroom, opened
from builders.watched import Watched
from sqlalchemy import select

from pipelines.cli import headroom as command
from pipelines.disclosure_control.policy import INTERNAL
from pipelines.disclosure_control.protect import protect
from pipelines.errors import ExitCode
from pipelines.publish import connect, publish
from pipelines.published import METADATA
from pipelines.signals.read_signals import read_signals

HASH = re.compile(rb"\b[0-9a-f]{64}\b")
FINGERPRINT = re.compile(r"(fingerprint|pseudonym key) [0-9a-f]+")
MADE_AT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d\.\d+)?")
SECONDS = re.compile(r"\"seconds\": [\d.]+")

COMMANDS = {
    "audit": (("audit", "--json"),),
    "check": (("check", "inbox", "islands"),),
    "release": (("release", "islands"),),
    "releases": (("releases",),),
}
"""How each command that reads rows or releases is run, besides the release that the other tests look into; what
`dashboard` serves is read further down."""
ANOTHER = "another.sqlite"
VARYING = {"fingerprint", "inputs_sha256", "pseudonym_key_id", "created_at"}
SAY_NOTHING_OF_PEOPLE = {"demo", "explain", "instruments check", "instruments list", "instruments show", "key id",
                         "key new", "measures", "sample"}  # fmt: skip
"""They are given neither extracts nor a release (`demo` has its own synthetic ones)."""


def unhashed(stored: bytes, database: Path) -> bytes:
    """A database file without the hashes and the moment of its making."""
    with opened(database) as connection:
        known = [
            *connection.scalars(select(METADATA.tables["input_file"].c.fingerprint)),
            *connection.scalars(select(METADATA.tables["release"].c.inputs_sha256)),
            *connection.scalars(select(METADATA.tables["release"].c.pseudonym_key_id)),
        ]
        made = connection.scalars(select(METADATA.tables["release"].c.created_at)).all()
    for text in (*known, *(f"{moment:%Y-%m-%d %H:%M:%S}" for moment in made)):
        stored = stored.replace(text.encode(), b"#" * len(text))
    return stored


def test_the_two_authorities_differ_in_the_rows_of_every_person(released):
    one, other = ({*exchanged.identifiers(each.folder / "inbox")} for each in released)
    assert len(one) == len(other) > 10_000
    assert len(one & other) < len(one) / 2, "identifiers stayed with whoever had them"


def test_the_exchanged_people_have_other_true_figures_and_none_is_shown(released, truth):
    hidden_true = truth[truth["unit_id"].isin(exchanged.AMONG_OTHERS.teams) & (truth["breakdown"] == "")]
    one, other = (hidden_true[hidden_true["unit_id"] == team] for team in exchanged.AMONG_OTHERS.teams)
    differing = (one["value"].to_numpy() != other["value"].to_numpy()) & one["value"].notna().to_numpy()
    assert {"in_post_fte", "caseload_per_fte", "training_hours_per_practitioner",
            "stressed_moderately_or_very"} <= set(one["measure_key"][differing])  # fmt: skip
    with opened(released[0].database) as connection:
        result = METADATA.tables["result"].c
        shown = connection.scalars(
            select(result.value).where(result.unit_id.in_(exchanged.AMONG_OTHERS.teams), result.value.is_not(None))
        )
        assert set(shown) == {0.0}


def test_the_database_files_are_the_same_byte_for_byte(released):
    one, other = (unhashed(each.database.read_bytes(), each.database) for each in released)
    assert hashlib.sha256(one).hexdigest() == hashlib.sha256(other).hexdigest()


def test_every_table_holds_the_same_rows_but_for_hashes_and_moment(released):
    for table in METADATA.sorted_tables:
        columns = [column for column in table.c if column.name not in VARYING]
        rows = []
        for each in released:
            with opened(each.database) as connection:
                rows.append(connection.execute(select(*columns)).all())
        assert rows[0] == rows[1], table.name


def test_every_command_says_the_same(released):
    assert {*COMMANDS, *SAY_NOTHING_OF_PEOPLE, "dashboard"} == set(_commands(command)), "say how the new one is run"
    one, other = released
    assert _told(one.release) == _told(other.release)
    every = [arguments for group in COMMANDS.values() for arguments in group]
    with ThreadPoolExecutor(2) as both:
        said = list(both.map(lambda each: [_run(each, arguments) for arguments in every], released))
    assert said[0] == said[1]
    codes = {arguments: code for arguments, (code, _) in zip(every, said[0], strict=True)}
    assert codes["check", "inbox", "islands"] == codes["releases",] == ExitCode.DONE
    assert codes["release", "islands"] in {ExitCode.DONE, ExitCode.RELEASE_REFUSED}
    for _, text in said[0]:
        assert re.findall(r"\d+", text.partition("Measure and unit:")[2]) == [], "a refusal names no figure"
    # Of the islands either nothing is published, or the same.
    files = [each.folder / ANOTHER for each in (one, other)]
    published = [unhashed(file.read_bytes(), file) if file.exists() else b"" for file in files]
    assert published[0] == published[1]
    assert all(published) == (codes["release", "islands"] == ExitCode.DONE)


def _commands(group: click.Group, above: str = "") -> list[str]:
    found = []
    for name, one in group.commands.items():
        found += _commands(one, f"{above}{name} ") if isinstance(one, click.Group) else [f"{above}{name}"]
    return found


def _run(of, arguments: tuple[str, ...]) -> tuple[int, str]:
    more = {"HEADROOM_DATABASE_URL": of.url if arguments[0] in {"releases", "audit"} else f"sqlite:///{ANOTHER}"}
    return _told(headroom(*arguments, folder=of.folder, key=of.key, more=more))


def _told(ran: Ran | Watched) -> tuple[int, str]:
    said = f"{ran.out}\n{ran.err}"
    said = SECONDS.sub("seconds", said)
    said = MADE_AT.sub("then", FINGERPRINT.sub("fingerprint", HASH.sub(b"hash", said.encode()).decode()))
    assert exchanged.SECRET_WORD not in said
    return ran.code, said


def test_every_page_and_download_is_the_same(sent, dashboards):
    for view, one in sent.items():
        other = wire.take(dashboards[1].url, view)
        assert [*map(_unhashed, one.comparable())] == [*map(_unhashed, other.comparable())], view.path
    for view, another in zip(sent, [*sent][1:], strict=False):
        told_apart = dict(view.asked).get("unit") != dict(another.asked).get("unit") and not {view, another} & _FORGED
        assert not told_apart or sent[view].comparable() != sent[another].comparable(), "a comparison sees a difference"


_FORGED = set(views.forged())


def _unhashed(part: bytes) -> bytes:
    return re.sub(rb"\d+ \w+ \d{4}, \d\d:\d\d UTC", b"then", HASH.sub(b"hash", part))


def test_counts_of_children_that_change_places_leave_the_same_file(tmp_path):
    """The same for counts of children, whose cover is chosen with them in mind: here there is only one choice."""
    services = {"S": ("T1", "T2", "T3"), "V": ("T4", "T5")}
    stored = []
    for first, second in ((2, 4), (4, 2)):
        cases = {"T1": first, "T2": second, "T3": 60, "T4": 70, "T5": 80}
        shares = {"T1": (first - 1, first), "T2": (second - 1, second), "T3": (20, 55), "T4": (25, 60), "T5": (30, 70)}
        staff = {"T1": (first, 0.3 * first, 3), "T2": (second, 0.3 * second, 3), "T3": (60, 6.0, 8), "T4": (70, 6.5, 9),
                 "T5": (80, 7.1, 10)}  # fmt: skip
        figures = {OPEN_CASES: cases, ONLINE_SHARE: shares, CASELOAD: staff}
        safe = protect(results(services, figures), INTERNAL)
        database = tmp_path / f"{first}.sqlite"
        publish(connect(f"sqlite:///{database}"), content(protected=safe, signals=read_signals(safe)))
        stored.append(database.read_bytes())
        hidden = safe.cells[safe.cells["unit_id"].isin(["T1", "T2"])]
        assert set(hidden["symbol"]) == {"c"}
    assert stored[0] == stored[1]
