"""A command run under watch: every file that the process opens to write, every place that it reaches.

What lives here: the watching, through the interpreter's own audit events, which no code can switch off. What does not:
files that a C library opens without telling the interpreter; for those the folders are looked through afterwards.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SCRIPT = """
import atexit, json, os, sys
found = []
MADE = {"os.mkdir", "os.rename", "os.link", "os.symlink", "os.truncate", "sqlite3.connect", "tempfile.mkstemp",
        "tempfile.mkdtemp", "shutil.copyfile", "shutil.move", "shutil.make_archive", "socket.connect",
        "socket.sendto", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "webbrowser.open"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
def watch(event, told):
    if event == "open":
        path, mode, flags = told
        if any(sign in (mode or "") for sign in "wax+") or (flags or 0) & WRITING:
            found.append([event, str(path)])
    elif event in MADE:
        found.append([event, *map(str, told)])
sys.addaudithook(watch)
sys.dont_write_bytecode = True
keep = os.open(sys.argv.pop(1), os.O_WRONLY)
del found[:]
atexit.register(lambda: os.write(keep, json.dumps(found).encode()))
from pipelines.cli import main
main()
"""
COVERAGE = ".coverage"
"""The measurement of coverage, where it runs, has files of its own."""


@dataclass(frozen=True)
class Watched:
    """How a command ended, what it said, what it opened to write, and every file that was there when it had ended."""

    code: int
    out: str
    err: str
    opened: tuple[tuple[str, ...], ...]
    left: frozenset[str]


@dataclass(frozen=True)
class Running:
    """A command under watch that has been started; `folder` is its working folder, its home and its temporary one."""

    process: subprocess.Popen[str]
    folder: Path
    before: frozenset[str]
    told: Path

    def ended(self) -> Watched:
        out, err = self.process.communicate(timeout=120)
        seen = [tuple(one) for one in json.loads(self.told.read_text(encoding="utf-8") or "[]")]
        opened = tuple(one for one in seen if not any(COVERAGE in part for part in one))
        self.told.unlink()
        return Watched(self.process.returncode, out, err, opened, _files(self.folder) - self.before)


def start(arguments: Sequence[str], folder: Path, more: Mapping[str, str]) -> Running:
    """Start `headroom` under watch, with `folder` for everything: working folder, home and temporary files."""
    told = folder.parent / f"{folder.name}.opened"
    told.touch()
    places = dict.fromkeys(("HOME", "TMPDIR", "SQLITE_TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(folder))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEADROOM_")}
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(told), *arguments],
        cwd=folder,
        env=environment | places | {"PYTHONDONTWRITEBYTECODE": "1"} | dict(more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    return Running(process, folder, _files(folder), told)


def _files(folder: Path) -> frozenset[str]:
    found = (path for path in folder.rglob("*") if path.is_file() and COVERAGE not in path.name)
    return frozenset(path.relative_to(folder).as_posix() for path in found)
