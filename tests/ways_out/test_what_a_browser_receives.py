"""The same in a real Chromium: whatever its network log holds, pages, scripts, messages and downloads."""

import base64
import re
from dataclasses import dataclass, field
from datetime import date

import pytest
from builders import exchanged, hidden_cells, views, wire
from builders.browser import CHROMIUM, CHROMIUM_ARGUMENTS, FIRST_CHART
from builders.running import opened
from playwright.sync_api import sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="No Chromium is installed here.")
PAGES = ("", "caseload", "data-and-methods")


@dataclass
class Received:
    """What one page brought: messages by the socket, and the bodies of all other answers by their address."""

    messages: list[ForwardMsg] = field(default_factory=list)
    bodies: dict[str, bytes] = field(default_factory=dict)

    def everything(self) -> bytes:
        return b"".join([*(message.SerializeToString() for message in self.messages), *self.bodies.values()])


@pytest.fixture(scope="module")
def received(dashboards):
    """The overview, a topic, a hidden team and data and methods, one after the other in one browser."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(accept_downloads=True)
        found: dict[str, Received] = {}
        into = Received()
        network = page.context.new_cdp_session(page)
        network.send("Network.enable", {"maxTotalBufferSize": 200_000_000, "maxResourceBufferSize": 50_000_000})
        answered: dict[str, str] = {}
        network.on(
            "Network.webSocketFrameReceived",
            lambda told: into.messages.append(ForwardMsg.FromString(base64.b64decode(told["response"]["payloadData"]))),
        )
        network.on(
            "Network.responseReceived", lambda told: answered.update({told["requestId"]: told["response"]["url"]})
        )
        finished: set[str] = set()
        network.on("Network.loadingFinished", lambda told: finished.add(told["requestId"]))
        for asked in (*PAGES, f"caseload?unit={views.HIDDEN}"):
            into.messages, into.bodies = [], {}
            page.goto(f"{dashboards[0].url}/{asked}")
            page.wait_for_selector(FIRST_CHART)
            if "unit=" in asked:
                with page.expect_download() as waiting:
                    page.get_by_role("button", name="Download these figures").click()
                into.bodies["download"] = waiting.value.path().read_bytes()
            for request, url in list(answered.items()):
                # Streamlit's own scripts are the same for everybody; a download is not kept by the network log.
                if request in finished and not re.search(r"/static/.*\.(js|css|woff2)|/media/", url):
                    got = network.send("Network.getResponseBody", {"requestId": request})
                    into.bodies[url] = base64.b64decode(got["body"]) if got["base64Encoded"] else got["body"].encode()
            answered.clear()
            found[asked] = Received(list(into.messages), dict(into.bodies))
        browser.close()
    return found


def test_messages_and_answers_were_seen(received):
    for asked, got in received.items():
        assert any(message.HasField("new_session") for message in got.messages), asked
        assert wire.charts(wire.elements(got.messages)), asked
        assert [url for url in got.bodies if "/_stcore/" in url or url == "download"], asked


def test_a_browser_receives_nothing_of_a_person(received, released):
    everything = b"".join(got.everything() for got in received.values())
    assert not {*re.findall(rb"[\w-]+", everything)} & {
        one.encode() for one in exchanged.identifiers(released[0].folder / "inbox")
    }
    for secret in (exchanged.SECRET_WORD, *exchanged.SECRET_FTE, *exchanged.SECRET_HOURS):
        assert secret.encode() not in everything


def test_a_browser_receives_no_number_of_a_hidden_team(received, released):
    got = received[f"caseload?unit={views.HIDDEN}"]
    elements = wire.elements(got.messages)
    with opened(released[0].database) as connection:
        book = hidden_cells.read(connection)
    (spec,) = wire.charts(elements)
    assert hidden_cells.check_over_time(spec, book, views.HIDDEN, "caseload_per_fte") >= 36
    assert hidden_cells.check_cards(wire.markup(elements)) >= 3
    assert hidden_cells.check_download(got.bodies["download"], book) >= 36
    months = {
        f"{end:%b %Y}": figure.is_hidden
        for (unit, key, end, _), figure in book.cells.items()
        if (unit, key) == (views.HIDDEN, "caseload_per_fte") and end <= date(2026, 10, 31)
    }
    assert hidden_cells.check_table(wire.markup(elements), months) == 36


def test_the_table_of_pressures_holds_symbols_where_a_browser_shows_them(received):
    assert hidden_cells.check_pressures(wire.markup(wire.elements(received[""].messages))) > 0
