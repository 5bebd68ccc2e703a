"""A process of its own that publishes, and that can be told at which step to die.

The processes come from a server that has the libraries loaded already, so each starts in hundredths of a second; the
death is a real SIGKILL of a real process.
"""

import multiprocessing
import os
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy import event

from builders.releases import content_of_month
from pipelines.publish import connect, publish

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pipelines.publish", "psycopg", "sqlalchemy.dialects.sqlite"])
PATIENCE = 60


@dataclass
class Run:
    """A process that publishes; `tells` says that it is about to, then how many steps it took."""

    child: Any
    tells: Connection

    def wait_until_publishing(self) -> None:
        assert self.tells.poll(PATIENCE)
        assert self.tells.recv() == "publishing"

    def exit_code(self) -> int:
        """Wait for its end; minus nine where it was killed."""
        self.child.join(PATIENCE)
        code: int = self.child.exitcode
        self.child.close()
        return code

    def kill(self) -> None:
        os.kill(self.child.pid, signal.SIGKILL)


def start(url: str, number: int, *, cells: int, last_step: int = 0) -> Run:
    """Publish release `number` in a process of its own, killed before its step `last_step` (0: never)."""
    here, there = PROCESSES.Pipe(duplex=False)
    child = PROCESSES.Process(target=_publish, args=(url, number, cells, last_step, there))
    child.start()
    there.close()
    return Run(child, here)


def _publish(url: str, number: int, cells: int, last_step: int, tell: Connection) -> None:
    engine = connect(url)
    made = content_of_month(number, cells)
    steps = 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps == last_step:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", step)
    event.listen(engine, "commit", step)
    tell.send("publishing")
    publish(engine, made)
    tell.send(steps)
