"""What a rule is: its key, what it looks for in plain words, and where it comes from.

What lives here: the declaration, and how agreement between voices becomes severity. What does not: any rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.published import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `key` is what a signal carries; `description` and `severity` are read by people."""

    key: str
    label: str
    description: str
    severity: str
    source: str


def by_agreement(voices: int) -> Severity:
    """One voice is a notice, two that agree are a warning, three or more are critical."""
    return (Severity.NOTICE, Severity.WARNING, Severity.CRITICAL)[min(voices, 3) - 1]
