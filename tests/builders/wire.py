"""What the dashboard's server sends to a browser, taken from the socket itself: every message of a page, undrawn.

What lives here: just enough of the browser's side of the conversation to open a page and take a download. What does
not: any judgement of what was sent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENCE = 30
PATH = "/_stcore/stream"
OF_THE_RUN = ("hash", "metadata")
"""Fields that differ from one run of a page to the next."""


@dataclass(frozen=True)
class View:
    """One address of the dashboard: a page and what follows the question mark."""

    page: str
    asked: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        return f"{self.page}?{urlencode(self.asked)}"


@dataclass(frozen=True)
class Sent:
    """Everything that opening one address brought to the browser, downloads by their name among it."""

    messages: Sequence[ForwardMsg]
    downloads: Mapping[str, bytes]

    @property
    def elements(self) -> list[Element]:
        return elements(self.messages)

    def comparable(self) -> list[bytes]:
        """Each message without what tells one run, one session or one process from another."""
        return [*map(_comparable, self.messages), *(name.encode() + body for name, body in self.downloads.items())]

    def everything(self) -> bytes:
        """All of it, for a search."""
        return b"".join([*(message.SerializeToString() for message in self.messages), *self.downloads.values()])


def take(url: str, view: View) -> Sent:
    """Open one address of a running server in a session of its own, and take every download that the page offers."""
    with connect(f"{url.replace('http', 'ws')}{PATH}", subprotocols=["streamlit"], max_size=None) as socket:
        asked = BackMsg()
        asked.rerun_script.page_name = view.page
        asked.rerun_script.query_string = urlencode(view.asked)
        socket.send(asked.SerializeToString())
        messages = list(_until_finished(socket))
        session = next(m.new_session.initialize.session_id for m in messages if m.HasField("new_session"))
        offered = [found.download_button for found in elements(messages) if found.HasField("download_button")]
        downloads = {
            button.label: urlopen(url + _address(socket, session, button.deferred_file_id)).read()
            if button.deferred_file_id
            else urlopen(url + button.url).read()
            for button in offered
        }
    return Sent(messages, downloads)


def _until_finished(socket: ClientConnection) -> Iterator[ForwardMsg]:
    while True:
        message = _received(socket)
        yield message
        if message.WhichOneof("type") == "script_finished":
            return


def _received(socket: ClientConnection) -> ForwardMsg:
    frame = socket.recv(timeout=PATIENCE)
    assert isinstance(frame, bytes)
    return ForwardMsg.FromString(frame)


def _address(socket: ClientConnection, session: str, file_id: str) -> str:
    """Where a download waits that is made when it is asked for."""
    asked = BackMsg()
    asked.backend_operation_request.request_id = "1"
    asked.backend_operation_request.session_id = session
    asked.backend_operation_request.deferred_file.file_id = file_id
    socket.send(asked.SerializeToString())
    while not (answer := _received(socket)).HasField("backend_operation_response"):
        pass
    assert not answer.backend_operation_response.error_msg
    return str(answer.backend_operation_response.deferred_file.url)


def elements(messages: Sequence[ForwardMsg]) -> list[Element]:
    """What the page is made of, in the order in which it was sent."""
    return [
        message.delta.new_element
        for message in messages
        if message.HasField("delta") and message.delta.HasField("new_element")
    ]


def _comparable(message: ForwardMsg) -> bytes:
    copy = ForwardMsg()
    copy.CopyFrom(message)
    for field in OF_THE_RUN:
        copy.ClearField(field)
    if copy.HasField("new_session"):
        copy.new_session.initialize.ClearField("session_id")
    if copy.HasField("delta"):
        copy.delta.new_element.download_button.ClearField("deferred_file_id")
    return copy.SerializeToString(deterministic=True)


def charts(found: Sequence[Element]) -> list[dict[str, Any]]:
    """The specification of every chart."""
    return [json.loads(element.plotly_chart.spec) for element in found if element.HasField("plotly_chart")]


def markup(found: Sequence[Element]) -> str:
    """All markup of our own: cards, tables, lists."""
    return "\n".join(element.html.body for element in found if element.HasField("html"))


def words(found: Sequence[Element]) -> str:
    """Every title, sentence and caption."""
    texts = [
        *(element.heading.body for element in found if element.HasField("heading")),
        *(element.markdown.body for element in found if element.HasField("markdown")),
        *(element.alert.body for element in found if element.HasField("alert")),
    ]
    return "\n".join(texts).replace("\\", "")
