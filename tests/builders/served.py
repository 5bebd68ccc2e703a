"""The dashboard as the command line serves it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from dashboard.serve import serve
serve(sys.argv[1], "127.0.0.1", 0, on_ready=lambda url: print(url, flush=True))
"""
EVERYTHING = "import logging; logging.basicConfig(level=logging.DEBUG)\n"
"""Every library says all it can, as somebody who looks for a fault would have it."""


@contextmanager
def served(database: str, *, log: Path | None = None) -> Iterator[str]:
    """The address of a running server; stopped afterwards.

    With `log` all that can be said is said there, and its folder is the server's home and place for temporary files.
    """
    apart = (
        {} if log is None else {"STREAMLIT_LOGGER_LEVEL": "debug", "HOME": str(log.parent), "TMPDIR": str(log.parent)}
    )
    environment = os.environ | apart
    with (log or Path(os.devnull)).open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", EVERYTHING + SCRIPT if log else SCRIPT, database],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=said if log else None,
            text=True,
        )
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
            process.communicate(timeout=20)
