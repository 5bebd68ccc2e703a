"""The served application: where it listens, what its answers carry, how it stops."""

import json
import os
import signal
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from builders.dashboard_release import fresh_database
from builders.served import SCRIPT, served

from dashboard import asgi, theme
from dashboard.serve import serve
from pipelines.errors import UsageError
from pipelines.published import Variation

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "dashboard" / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    database = f"sqlite:///{tmp_path_factory.mktemp('served')}/empty.sqlite"
    fresh_database(database)
    with served(database) as url:
        yield url


def test_it_says_where_it_is_once_it_answers(address):
    assert address.startswith("http://127.0.0.1:")
    with urlopen(f"{address}/health") as answer:
        assert json.load(answer) == {"status": "ok"}


@pytest.mark.parametrize("path", ["/", "/caseload", "/health", "/static/nothing-there.js"])
def test_every_answer_carries_the_security_headers(address, path):
    try:
        with urlopen(f"{address}{path}") as answer:
            headers = answer.headers
    except HTTPError as refused:
        headers = refused.headers
        refused.close()
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "http" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in headers


def test_another_site_may_not_read_an_answer(address):
    with urlopen(Request(f"{address}/_stcore/health", headers={"Origin": "https://elsewhere.example"})) as answer:
        assert answer.headers.get("Access-Control-Allow-Origin") is None


def test_a_port_that_is_taken_is_said_in_words():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UsageError, match="Choose another port"):
        serve("sqlite://", "127.0.0.1", taken.getsockname()[1])


def test_it_stops_when_told_to(tmp_path):
    fresh_database(f"sqlite:///{tmp_path}/empty.sqlite")
    command = [sys.executable, "-c", SCRIPT, f"sqlite:///{tmp_path}/empty.sqlite"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline().startswith("http://")
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in said


def test_an_error_in_a_page_is_said_in_words_and_its_reason_goes_to_the_log(monkeypatch, caplog):
    shown = []
    monkeypatch.setattr(asgi.st, "error", shown.append)
    assert asgi.say_that_a_page_failed(ValueError("a cause")) is True
    assert "a cause" not in shown[0]
    assert "a cause" in caplog.text


def test_nothing_is_sent_home_and_no_traceback_is_shown():
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["client"] == {"toolbarMode": "viewer", "showErrorDetails": "none", "showErrorLinks": False}
    assert SETTINGS["server"]["address"] == "127.0.0.1"
    assert SETTINGS["runner"]["magicEnabled"] is False


def test_the_page_and_the_charts_share_their_colours():
    page = SETTINGS["theme"]
    assert page["primaryColor"] == page["linkColor"] == theme.MAIN
    assert (page["backgroundColor"], page["secondaryBackgroundColor"]) == (theme.PAPER, theme.PANEL)
    assert (page["textColor"], page["borderColor"]) == (theme.INK, theme.BORDER)
    assert page["chartCategoricalColors"] == theme.TEMPLATE["layout"]["colorway"]


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def on_paper(translucent: str) -> str:
    """The colour that `rgba(...)` makes on white."""
    *channels, alpha = (float(part) for part in translucent.removeprefix("rgba(").removesuffix(")").split(","))
    return "#" + "".join(f"{round(255 - alpha * (255 - each)):02x}" for each in channels)


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        *((ink, theme.PAPER) for ink in (theme.INK, theme.MUTED, theme.MAIN, theme.COMPANION, theme.REFERENCE)),
        (theme.CONTEXT, theme.PAPER),
        (theme.MUTED, theme.PANEL),
        *((theme.SEVERITY_INK[severity], theme.SEVERITY_FILL[severity]) for severity in theme.SEVERITY_INK),
        *((ink, theme.PAPER) for ink in theme.VARIATION_INK.values()),
    ],
)
def test_every_text_reads_at_four_and_a_half_to_one(ink, paper):
    assert contrast(ink, paper) >= 4.5


@pytest.mark.parametrize(
    ("mark", "paper"),
    [
        *((theme.VARIATION_INK[each], theme.PAPER) for each in Variation),
        *((theme.VARIATION_SIGN[each], theme.VARIATION_FILL[each]) for each in Variation),
        (theme.USUAL_EDGE, theme.PAPER),
        (theme.USUAL_EDGE, theme.PANEL),
        (theme.MAIN, on_paper(theme.USUAL)),
        (theme.USUAL_EDGE, on_paper(theme.USUAL)),
    ],
)
def test_every_mark_is_told_from_its_ground_at_three_to_one(mark, paper):
    """Fills may be brighter than that: each has an outline that is not."""
    assert contrast(mark, paper) >= 3


def test_a_server_leaves_nothing_in_the_environment_of_the_tests():
    assert "STREAMLIT_SERVER_PORT" not in os.environ
