"""The dashboard as the command line serves it, in a process of its own."""

from __future__ import annotations

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


@contextmanager
def served(database: str) -> Iterator[str]:
    """The address of a running server; stopped afterwards."""
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, database], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.communicate(timeout=20)
