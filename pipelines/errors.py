"""Errors meant for people, each with its own exit code and never a person's value.

What lives here: one family of exceptions that the command line turns into one plain message and an exit code, and the
words for a fault that is none of these.
What does not: findings (see `contracts.finding`), which are gathered, not raised.
"""

from __future__ import annotations

from enum import IntEnum
from traceback import walk_tb
from typing import ClassVar


class ExitCode(IntEnum):
    """What the `headroom` command tells the shell. 2 is the command line library's own for wrong usage."""

    DONE = 0
    BUG = 1
    USAGE = 2
    EXTRACT_REJECTED = 10
    SETTINGS_MISSING = 11
    RELEASE_REFUSED = 12
    DATABASE = 13
    NOT_ALLOWED = 14


class HeadroomError(Exception):
    """Something a person can mend. The text says what, where and what to do."""

    exit_code: ClassVar[ExitCode] = ExitCode.BUG


class UsageError(HeadroomError):
    """The command was given something that is not there or does not fit."""

    exit_code = ExitCode.USAGE


class ExtractRejected(HeadroomError):
    """An extract breaks its contract; the text lists every finding."""

    exit_code = ExitCode.EXTRACT_REJECTED


class SettingsMissing(HeadroomError):
    """A setting without which the run would be unsafe is absent or malformed."""

    exit_code = ExitCode.SETTINGS_MISSING


class ReleaseRefused(HeadroomError):
    """Disclosure control found a cell that could be worked out; names measure and unit, never the number."""

    exit_code = ExitCode.RELEASE_REFUSED


class DatabaseUnusable(HeadroomError):
    """The database cannot be reached, or holds an older or newer schema than this program."""

    exit_code = ExitCode.DATABASE


class NotAllowed(HeadroomError):
    """The reader may not see this part of the organisation."""

    exit_code = ExitCode.NOT_ALLOWED


def in_places(fault: BaseException) -> str:
    """A fault of this program by its kind and by where it arose, for whoever mends it.

    Its text is left out: a library's message may quote the very cell that it stumbled over.
    """
    frames = [
        (frame.f_globals.get("__name__", "?"), line, frame.f_code.co_name)
        for frame, line in walk_tb(fault.__traceback__)
    ]
    arose = "\n".join(f"  {module}, line {line}, in {function}" for module, line, function in frames)
    return (
        f"A fault in Headroom ({type(fault).__name__}). Please report these lines; they hold nothing from an extract:\n"
        f"{arose}"
    )
