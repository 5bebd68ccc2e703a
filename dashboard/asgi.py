"""The served application: start-up work, security headers, a health route, and errors said in words.

What lives here: everything around the pages that the browser's server needs. What does not: the pages (`app`), or the
server that runs this (`serve`; `uvicorn dashboard.asgi:app` and `streamlit run dashboard/asgi.py` work as well).
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import anyio
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from pipelines.errors import DatabaseUnusable

A_CHART: Final = {"data": [{"type": "scatter", "x": [0], "y": [0]}, {"type": "bar"}], "layout": {"template": {}}}
LOG = logging.getLogger("headroom.dashboard")

# Streamlit's scripts set styles inline and compile chart and table code at run time; everything else stays closed.
CONTENT_SECURITY_POLICY: Final = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; "
    "connect-src 'self' ws: wss:; "
    "worker-src 'self' blob:; "
    "object-src 'none'; "
    "base-uri 'self'; "
    "form-action 'self'; "
    "frame-ancestors 'none'"
)
SECURITY_HEADERS: Final = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class SecurityHeaders:
    """Adds the headers to every answer; nothing is read from a request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *SECURITY_HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


async def health(_: Request) -> Response:
    """The process answers. Whether a release can be read is said on the page."""
    return JSONResponse({"status": "ok"})


def say_that_a_page_failed(error: Exception) -> bool:
    """A sentence for the reader, the reason for the log; `True` keeps Streamlit from showing its own."""
    LOG.error("A page failed", exc_info=error)
    st.error(
        "Something went wrong while this page was put together. The other pages still work. "
        "Whoever runs Headroom finds the reason in the log of the server."
    )
    return True


@asynccontextmanager
async def started(_: st.App) -> AsyncIterator[None]:
    """Loads what the first page needs, then takes it out of every later garbage collection."""
    await anyio.to_thread.run_sync(warm_up)
    gc.collect()
    gc.freeze()
    yield


def warm_up() -> None:
    """The first reader should not wait for chart code to be imported or for the release to be read."""
    # Only now: caches that are declared before Streamlit has started warn about it.
    from dashboard.shell import address  # noqa: PLC0415
    from dashboard.store import open_store  # noqa: PLC0415

    drawn = import_module("plotly.tools").return_figure_from_figure_or_data(A_CHART, validate_figure=True)
    import_module("plotly.io").to_json(drawn, validate=False)
    with suppress(DatabaseUnusable):
        store = open_store(address(os.environ))
        if store is not None:
            _ = store.organisation, store.definitions, store.units_with_results, store.signals(), store.benchmarks()


app = st.App(
    Path(__file__).with_name("app.py"),
    lifespan=started,
    routes=[Route("/health", health)],
    middleware=[Middleware(SecurityHeaders)],
    on_script_error=say_that_a_page_failed,
)
