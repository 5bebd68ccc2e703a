"""Runs the dashboard's server until it is told to stop; the one door from the command line.

What lives here: binding the address, telling when the server is ready, stopping in peace. What does not: what is
served (`asgi`). Streamlit reads its settings from the environment and from `.streamlit/config.toml` beside `app`.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from pipelines.errors import UsageError

SECONDS_TO_SAY_GOODBYE = 3
SECONDS_BETWEEN_PINGS = 20
DATABASE = "HEADROOM_DATABASE_URL"
LARGEST_MESSAGE = 1024 * 1024
"""Bytes that a browser may send at once: choices and nothing else."""


class AnnouncedServer(uvicorn.Server):
    """A server that says when it accepts connections."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self.on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and not self.should_exit:
            self.on_started()


def serve(database_url: str, address: str, port: int, *, on_ready: Callable[[str], None] | None = None) -> None:
    """Serve the latest release of the database until interrupted. Port 0 takes any free port; `on_ready` gets the URL.

    Raises `UsageError` when the address or the port cannot be had.
    """
    with _bound(address, port) as listening:
        port = listening.getsockname()[1]
        os.environ |= {
            DATABASE: database_url,
            "STREAMLIT_SERVER_ADDRESS": address,
            "STREAMLIT_SERVER_PORT": str(port),
        }
        # Streamlit takes its settings when it is first imported.
        from dashboard.asgi import app  # noqa: PLC0415

        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            ws="websockets-sansio",
            ws_max_size=LARGEST_MESSAGE,
            ws_ping_interval=SECONDS_BETWEEN_PINGS,
            timeout_graceful_shutdown=SECONDS_TO_SAY_GOODBYE,
            server_header=False,
        )
        with suppress(KeyboardInterrupt):
            AnnouncedServer(config, lambda: on_ready(_url(address, port)) if on_ready else None).run([listening])


def _bound(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family)
    except OSError as refused:
        raise UsageError(
            f"The dashboard cannot listen on {address}, port {port}: {refused.strerror or refused}. "
            "Is it already running? Choose another port with --port, or another address with --address."
        ) from None


def _url(address: str, port: int) -> str:
    return f"http://[{address}]:{port}" if ":" in address else f"http://{address}:{port}"
