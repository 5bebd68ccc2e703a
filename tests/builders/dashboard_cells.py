"""Cells, definitions and places with sensible defaults, as the pages read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.cells import (
    Cell,
    Chart,
    ChartLimit,
    ChartPoint,
    Comparison,
    Definition,
    FunnelPoint,
    KnownEvent,
    Outlook,
    Place,
    Series,
    before,
)
from dashboard.readings import Reading
from dashboard.usual import Usual
from pipelines.organisation import Level, Organisation, Unit
from pipelines.periods import PeriodKind, month_ends
from pipelines.published import (
    Assurance,
    ChartKind,
    DisclosureRule,
    EventKind,
    Pattern,
    Standing,
    Symbol,
    Variation,
    Verdict,
)

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


def reading(
    *values: float | None,
    half: float | None = None,
    base: float = 20.0,
    verdict: Verdict | None = None,
    limits: tuple[float, float] | None = None,
    **changed: Any,
) -> Reading:
    """A measure with this history; `changed` alters its definition, `verdict` is what the release says of it."""
    defined, history = definition(**changed), series(*values, half=half, base=base)
    return Reading(defined, history, comparison=_comparison(defined, history, verdict, limits))


def _comparison(
    of: Definition, history: Series, verdict: Verdict | None, limits: tuple[float, float] | None
) -> Comparison | None:
    now, earlier = history[-1], before(history, of.period_kind)
    if verdict is None or earlier is None or now.value is None or earlier.value is None:
        return None
    lower, upper = limits or (None, None)
    ends = (now.period_end, earlier.period_end)
    return Comparison(now.unit_id, now.measure_key, *ends, now.value - earlier.value, lower, upper, verdict)


def dot(**changed: Any) -> FunnelPoint:
    """The Riverside team inside the limits of its authority."""
    made = FunnelPoint("A1", "T1", MARCH_2026, 20.0, 50.0, 52.0, 40.0, 64.0, 30.0, 74.0, Standing.INSIDE)
    return replace(made, **changed)


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


def chart(**changed: Any) -> Chart:
    """An XmR chart whose latest month is a concern, without a target."""
    made = Chart(
        ChartKind.XMR, "mdc", 36, Variation.CONCERN, Assurance.NO_TARGET, None, "March is lower than is usual here"
    )
    return replace(made, **changed)


def limit(first: date = date(2020, 1, 31), last: date = MARCH_2026, **changed: Any) -> ChartLimit:
    """Between 40 and 60 around 50."""
    return replace(ChartLimit(first, last, 50.0, 40.0, 60.0), **changed)


def point(**changed: Any) -> ChartPoint:
    """March 2026 alone is outside the range, for the worse."""
    return replace(ChartPoint(MARCH_2026, Pattern.SINGLE, Variation.CONCERN), **changed)


def event(**changed: Any) -> KnownEvent:
    """A reorganisation of the service in February 2026 after which figures cannot be read across."""
    made = KnownEvent(
        "S1", None, date(2026, 2, 10), EventKind.REORGANISATION, "Two teams became one", recalculates=True
    )
    return replace(made, **changed)


def usual(**changed: Any) -> Usual:
    """One range for all months, March 2026 special."""
    return replace(Usual(chart(), (limit(),), (point(),)), **changed)
