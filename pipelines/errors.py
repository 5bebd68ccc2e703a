"""Errors meant for people, each with its own exit code and never a person's value.

What lives here: one family of exceptions that the command line turns into one plain message and an exit code.
What does not: findings (see `contracts.finding`), which are gathered, not raised.
"""

from __future__ import annotations

from enum import IntEnum
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
