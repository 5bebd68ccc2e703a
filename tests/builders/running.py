"""The `headroom` command as people run it: a process of its own, its exit code and what it says."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KEY = "7f3c9a1e5b2d8640" * 4


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


def headroom(*arguments: str | Path, folder: Path, key: str | None = KEY, more: Mapping[str, str] | None = None) -> Ran:
    """Run the command in `folder`, with a pseudonym key unless told otherwise."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEADROOM_")}
    environment |= ({"HEADROOM_KEY": key} if key else {}) | {"PYTHONWARNINGS": "error"} | dict(more or {})
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", *map(str, arguments)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
