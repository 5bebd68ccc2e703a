"""What is said when something goes wrong, and in logs at their most talkative: places and kinds, never a row."""

import http.client
import re
import shutil
import sqlite3
import subprocess
import sys
from urllib.parse import urlsplit

from builders import exchanged, wire
from builders.served import served
from builders.wire import View

from pipelines.errors import ExitCode

STUMBLES = """
import logging, sys
logging.basicConfig(level=logging.DEBUG)
import pipelines.release_authority as stages
def stumble(pseudonymised, *_, **__):
    rows = pseudonymised.frames["workforce"].to_csv()
    raise ValueError(f"could not convert {rows}") from KeyError(rows)
stages.compute = stumble
sys.argv = ["headroom", "release", "islands"]
from pipelines.cli import main
main()
"""
"""A stage that fails the way libraries do: with the rows it stumbled over in its message."""
FIXED = ("/health", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/agent/openapi.json", "/",
         "/_stcore/script-health-check", "/caseload?unit=T17", "/robots.txt", "/manifest.json")  # fmt: skip
ELSEWHERE = ("/static/../../headroom.sqlite", "/static/..%2f..%2fheadroom.sqlite", "/app/static/headroom.sqlite",
             "/media/headroom.sqlite", "/media/..%2fheadroom.sqlite", "/component/x/../../../headroom.sqlite",
             "/_stcore/bidi-components/../headroom.sqlite", "//headroom.sqlite", "/headroom.sqlite",
             "/.streamlit/config.toml", "/dashboard/app.py", "/_stcore/upload_file/a/b")  # fmt: skip


def test_a_fault_tells_where_it_arose_and_never_what_it_stumbled_over(released):
    ran = subprocess.run(
        [sys.executable, "-c", STUMBLES],
        cwd=released[0].folder,
        env={"HEADROOM_KEY": released[0].key, "HEADROOM_DATABASE_URL": "sqlite:///none.sqlite"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == ExitCode.BUG
    assert "A fault in Headroom (ValueError)" in ran.stderr
    assert "pipelines.release_authority, line" in ran.stderr
    said = ran.stdout + ran.stderr
    assert exchanged.SECRET_WORD not in said
    assert not [secret for secret in exchanged.SECRET_FTE if secret in said]
    assert "Traceback" not in said


def test_the_log_of_a_server_that_tells_all_it_can_holds_nothing_of_a_person(released, dashboards):
    for each, dashboard in zip(released, dashboards, strict=True):
        wire.take(dashboard.url, View("caseload", (("unit", "T17"),)))
        told = dashboard.log.read_text(encoding="utf-8")
        assert "DEBUG" in told
        words = set(re.findall(r"[\w-]+", told))
        assert not words & set(exchanged.identifiers(each.folder / "inbox"))
        assert not [secret for secret in (exchanged.SECRET_WORD, *exchanged.SECRET_FTE, each.key) if secret in told]


def test_no_address_of_the_server_gives_out_a_file_or_tells_the_two_releases_apart(released, dashboards):
    for path in FIXED:
        (one, head), (other, _) = (answer(dashboard.url, path) for dashboard in dashboards)
        assert _lasting(one) == _lasting(other), path
        assert exchanged.SECRET_WORD not in one.decode("utf-8", "ignore") + head
    for path in ELSEWHERE:
        body, _ = answer(dashboards[0].url, path)
        assert b"SQLite format" not in body, path
        assert b"st.navigation" not in body, path
        assert b"[server]" not in body, path


def test_the_page_cannot_be_driven_by_another_program(dashboards):
    body, _ = answer(dashboards[0].url, "/_stcore/agent/interact", method="POST")
    assert b"not_available" in body


def answer(url: str, path: str, method: str = "GET") -> tuple[bytes, str]:
    """Body and headers, for a path that is sent exactly as written."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
    connection.request(method, path)
    got = connection.getresponse()
    body = got.read()
    connection.close()
    return body, str(got.headers)


def _lasting(body: bytes) -> bytes:
    """Without what counts requests, bytes or seconds."""
    return b"\n".join(line for line in body.split(b"\n") if not re.search(rb"^\w+(\{.*\})? [\d.e+-]+$", line))


def test_a_page_that_fails_says_a_sentence_and_sends_no_reason(released, tmp_path):
    database = tmp_path / "broken.sqlite"
    shutil.copy(released[0].database, database)
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE result SET symbol = 'kiwi' WHERE symbol = 'c' AND unit_id = 'T17'")
    connection.close()
    log = tmp_path / "log" / "server.log"
    log.parent.mkdir()
    with served(f"sqlite:///{database}", log=log) as url:
        got = wire.take(url, View("caseload", (("unit", "T17"),)))
    assert "Something went wrong" in wire.words(got.elements)
    assert not [element for element in got.elements if element.HasField("exception")]
    for reason in (b"kiwi", b"ValueError", b"Traceback", b"queries.py"):
        assert reason not in got.everything()
    assert "ValueError" in log.read_text(encoding="utf-8"), "whoever runs it finds the reason"
