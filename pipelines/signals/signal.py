"""What a signal is (the rule, how much it asks, the sentence that explains it), and what an outlook is."""

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
class Outlook:
    """What one measure of one unit is likely to be at a month-end to come, in the measure's own unit.

    95 of 100 values should lie between `lower` and `upper`; `chance_over` (0 to 1) is that of a value above
    `threshold`. Of the `tried` intervals so far ahead that past months allow, `hits` held what then came.
    """

    unit_id: str
    measure_key: str
    period_end: date
    lower: float
    middle: float
    upper: float
    threshold: float
    chance_over: float
    hits: int
    tried: int


@dataclass(frozen=True, slots=True)
class Signals:
    """Every signal and every outlook of a release, worked out from protected results only."""

    rows: tuple[Signal, ...]
    outlooks: tuple[Outlook, ...] = ()
