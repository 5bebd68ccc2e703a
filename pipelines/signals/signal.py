"""What a signal is: the rule, how much it asks, and the sentence that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.published import Severity


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing worth a manager's attention in one unit and period."""

    unit_id: str
    measure_key: str
    period_end: date
    rule: str
    severity: Severity
    sentence: str


@dataclass(frozen=True, slots=True)
class Signals:
    """Every signal of a release, worked out from protected results only."""

    rows: tuple[Signal, ...]
