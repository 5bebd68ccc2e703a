"""Results of a small organisation from compact tables: figures of teams are given, those above them added up."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.measures.measure import Direction, Link, Measure, MeasureUnit, Quantity, Statistic, Topic
from pipelines.measures.results import CELL_COLUMNS, Results
from pipelines.organisation import Level, Organisation, Unit
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

MARCH_2026 = date(2026, 3, 31)
AUTHORITY = "A"

OPEN = Quantity("open", "cases")
RECORDED = Quantity("recorded", "cases", ("recorded",))
NOT_RECORDED = Quantity("not_recorded", "cases", ("not_recorded",))
ONLINE = Quantity("online", "cases", ("recorded", "online"))
HOLDERS = Quantity("holders", "practitioners", ("holds",))
OVER_LIMIT = Quantity("over_limit", "practitioners", ("holds", "over"))
HELD = Quantity("held", "practitioners", ("holds",), Statistic.SUM, "cases")
HOLDER_FTE = Quantity("holder_fte", "practitioners", ("holds",), Statistic.SUM, "fte")
ANSWERED = Quantity("answered", "answers", ("answered",))
STRESSED = Quantity("stressed", "answers", ("answered", "stressed"))


def measure(key: str, numerator: Quantity, **changed: Any) -> Measure:
    """A measure; with a denominator of the same subject a percentage of it, otherwise a number."""
    denominator = changed.get("denominator")
    is_percentage = denominator is not None and denominator.statistic is Statistic.COUNT
    defaults: dict[str, Any] = {
        "label": key.replace("_", " ").capitalize(),
        "question": "How many?",
        "definition": "As counted.",
        "topic": Topic.CASELOAD,
        "unit": MeasureUnit.PERCENT if is_percentage else MeasureUnit.CHILDREN,
        "decimals": 1 if denominator else 0,
        "direction": Direction.NEITHER,
        "period_kind": PeriodKind.MONTH,
        "base": denominator if is_percentage else numerator,
        "base_label": "children",
        "disclosure_rule": DisclosureRule.CHILDREN,
        "source": "Extracts",
        "scale": 100.0 if is_percentage else 1.0,
    }
    return Measure(key=key, numerator=numerator, **defaults | changed)


OPEN_CASES = measure("open_cases", OPEN)
ONLINE_CASES = measure("online_cases", ONLINE)
ONLINE_SHARE = measure("online_share", ONLINE, denominator=RECORDED)
NOT_RECORDED_SHARE = measure("not_recorded_share", NOT_RECORDED, denominator=OPEN)
OVER_LIMIT_SHARE = measure(
    "over_limit_share", OVER_LIMIT, denominator=HOLDERS, disclosure_rule=DisclosureRule.STAFF, base_label="holders"
)
CASELOAD = measure(
    "caseload", HELD, denominator=HOLDER_FTE, base=HOLDERS, disclosure_rule=DisclosureRule.STAFF,
    unit=MeasureUnit.CASES_PER_FTE,
)  # fmt: skip
STRESSED_SHARE = measure(
    "stressed_share", STRESSED, denominator=ANSWERED, disclosure_rule=DisclosureRule.SURVEY,
    period_kind=PeriodKind.WAVE,
)  # fmt: skip

OPEN_IS_RECORDED_OR_NOT = Link(OPEN, (RECORDED, NOT_RECORDED))


@dataclass(frozen=True)
class Figure:
    """Numerator, denominator and base of one team."""

    numerator: float
    denominator: float = 0.0
    base: float | None = None


Figures = Mapping[str, int | tuple[float, ...]]
"""By team: a count, a share as (counted, asked), or (numerator, denominator, base)."""


def organisation(services: Mapping[str, Sequence[str]]) -> Organisation:
    """One authority with its services and their teams."""
    units = [Unit(AUTHORITY, "Brackenshire", Level.AUTHORITY, None)]
    units += [Unit(service, f"Service {service}", Level.SERVICE, AUTHORITY) for service in services]
    units += [Unit(team, f"Team {team}", Level.TEAM, service) for service, teams in services.items() for team in teams]
    return Organisation(tuple(units))


def results(
    services: Mapping[str, Sequence[str]],
    figures: Mapping[Measure | tuple[Measure, str, str], Figures],
    links: Sequence[Link] = (),
    day: date = MARCH_2026,
) -> Results:
    """Complete results of one period; a measure may be given once whole and once for each category of a breakdown."""
    tree = organisation(services)
    rows: list[dict[str, Any]] = []
    for name, by_team in figures.items():
        one, topic, breakdown = name if isinstance(name, tuple) else (name, "", "")
        for unit in tree:
            if unit.level.depth <= one.lowest_level.depth:
                teams = [below.unit_id for below in (unit, *tree.descendants(unit.unit_id)) if below.unit_id in by_team]
                parts = [_three(one, by_team[team]) for team in teams]
                key = (unit.unit_id, one.key, pd.Timestamp(day), topic, breakdown)
                rows.append(_cell(one, key, tuple(map(sum, zip(*parts, strict=True))) if parts else (0.0, 0.0, 0.0)))
    cells = pd.DataFrame(rows, columns=list(CELL_COLUMNS)).astype({"symbol": "str"})
    measures = dict.fromkeys(name[0] if isinstance(name, tuple) else name for name in figures)
    return Results(tree, tuple(measures), tuple(links), day, cells)


def _three(one: Measure, given: float | tuple[float, ...]) -> tuple[float, float, float]:
    if not isinstance(given, tuple):
        return (float(given), 0.0, float(given))
    numerator, denominator, *base = given
    return (float(numerator), float(denominator), float(base[0] if base else denominator))


def _cell(one: Measure, key: tuple[Any, ...], parts: tuple[float, ...]) -> dict[str, Any]:
    numerator, denominator, base = parts
    if one.denominator is None:
        value: float | None = numerator
    else:
        value = numerator / denominator * one.scale if denominator else None
    symbol = "z" if value is None else None
    return dict(zip(CELL_COLUMNS, (*key, numerator, denominator, base, False, value, symbol, math.nan), strict=True))


def shown(protected: ProtectedResults, measure_key: str) -> dict[str, str | float]:
    """By unit what is published of a measure (whole): the value, or the symbol."""
    cells = protected.cells[(protected.cells["measure_key"] == measure_key) & (protected.cells["breakdown"] == "")]
    return {
        unit: symbol if isinstance(symbol, str) else value
        for unit, symbol, value in zip(cells["unit_id"], cells["symbol"], cells["value"], strict=True)
    }
