"""Cells, definitions and places with sensible defaults, as the pages read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.cells import Cell, Definition, Outlook, Place, Series
from dashboard.readings import Reading
from pipelines.organisation import Level, Organisation, Unit
from pipelines.periods import PeriodKind, month_ends
from pipelines.published import DisclosureRule, Symbol

MARCH_2026 = date(2026, 3, 31)
UNITS = (
    Unit("A1", "Northmere", Level.AUTHORITY, None),
    Unit("S1", "Safeguarding", Level.SERVICE, "A1"),
    Unit("T1", "Riverside", Level.TEAM, "S1"),
    Unit("T2", "Quayside", Level.TEAM, "S1"),
)


def definition(**changed: Any) -> Definition:
    """A share of practitioners where more is better."""
    made = Definition(
        key="supervised",
        topic="support",
        label="Supervised in time",
        question="Who is supervised in time?",
        definition="Practitioners supervised in time",
        unit="%",
        decimals=0,
        direction="higher_is_better",
        period_kind=PeriodKind.MONTH,
        base_label="practitioners",
        disclosure_rule=DisclosureRule.STAFF,
        source="Supervision extract",
        caveat="",
    )
    return replace(made, **changed)


def cell(**changed: Any) -> Cell:
    """Half of the Riverside team in March 2026, without an interval."""
    made = Cell("T1", "supervised", MARCH_2026, "", 50.0, None, 20.0, None, None)
    return replace(made, **changed)


def hidden(symbol: Symbol = Symbol.CONFIDENTIAL, **changed: Any) -> Cell:
    """A cell that holds a symbol and nothing else."""
    return cell(**{"value": None, "symbol": symbol, "base": None} | changed)


def series(*values: float | None, half: float | None = None, base: float = 20.0) -> Series:
    """Months up to March 2026, oldest first; `None` is hidden, `half` the half width of every interval."""
    ends = month_ends(date(2020, 1, 31), MARCH_2026)[-len(values) :]
    return tuple(
        hidden(period_end=end)
        if value is None
        else cell(
            period_end=end,
            value=value,
            base=base,
            lower=None if half is None else value - half,
            upper=None if half is None else value + half,
        )
        for value, end in zip(values, ends, strict=True)
    )


def reading(*values: float | None, half: float | None = None, base: float = 20.0, **changed: Any) -> Reading:
    """A measure with this history; `changed` alters its definition."""
    return Reading(definition(**changed), series(*values, half=half, base=base))


def ahead(*middles: float, half: float = 4.0, **changed: Any) -> tuple[Outlook, ...]:
    """Months after March 2026, the interval `half` wider on each side with every month."""
    ends = month_ends(date(2026, 4, 30), date(2026, 12, 31))
    return tuple(
        replace(Outlook(end, middle - half * number, middle, middle + half * number, 100.0, 0.34, 20, 22), **changed)
        for number, (end, middle) in enumerate(zip(ends, middles, strict=False), start=1)
    )


def place(unit_id: str = "T1") -> Place:
    """A unit of a small organisation in March 2026."""
    organisation = Organisation(UNITS)
    return Place(organisation, organisation[unit_id], MARCH_2026, PeriodKind.MONTH, date(2026, 4, 10))
