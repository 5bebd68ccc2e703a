"""Protected results from compact tables, through the seal: for tests only, nothing in the product may do this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipelines.disclosure_control.protected import PROTECTED_COLUMNS, SEAL, ProtectedResults
from pipelines.measures.measure import Direction, Measure, MeasureUnit, Quantity, Topic
from pipelines.organisation import Level, Organisation, Unit
from pipelines.periods import PeriodKind, months_before
from pipelines.published import DisclosureRule, Symbol

LATEST = date(2026, 10, 31)
Cell = float | Symbol | None
"""A shown value, a symbol, or no cell at all."""

_THINGS = Quantity("things", "things")


def a_measure(
    key: str,
    *,
    unit: MeasureUnit = MeasureUnit.PERCENT,
    direction: Direction = Direction.LOWER_IS_BETTER,
    kind: PeriodKind = PeriodKind.MONTH,
    decimals: int = 0,
    rule: DisclosureRule = DisclosureRule.OFFICIAL,
) -> Measure:
    is_percent = unit is MeasureUnit.PERCENT
    return Measure(
        key=key,
        label=key.replace("_", " "),
        question="",
        definition="",
        topic=Topic.CASELOAD,
        unit=unit,
        decimals=decimals,
        direction=direction,
        period_kind=kind,
        numerator=_THINGS,
        denominator=_THINGS if is_percent else None,
        scale=100.0 if is_percent else 1.0,
        base=_THINGS,
        base_label="things",
        disclosure_rule=rule,
        source="",
    )


def an_authority(teams: int = 10) -> Organisation:
    """England, Exshire (`A`), one service (`S`) and its teams `T01`, `T02` …"""
    return Organisation(
        (
            Unit("E", "England", Level.NATION, None),
            Unit("A", "Exshire", Level.AUTHORITY, "E"),
            Unit("S", "Family support", Level.SERVICE, "A"),
            *(Unit(f"T{number:02}", f"Team {number}", Level.TEAM, "S") for number in range(1, teams + 1)),
        )
    )


def a_nation(authorities: int = 20) -> Organisation:
    """England and its authorities `L01`, `L02` …"""
    return Organisation(
        (
            Unit("E", "England", Level.NATION, None),
            *(
                Unit(f"L{number:02}", f"Authority {number}", Level.AUTHORITY, "E")
                for number in range(1, authorities + 1)
            ),
        )
    )


@dataclass(frozen=True)
class Table:
    """One measure's cells by unit, oldest first, the last at `periods[-1]` (or, by month, at `LATEST`)."""

    measure: Measure
    cells: Mapping[str, Sequence[Cell]]
    bases: Mapping[str, float] | float = 20.0
    periods: Sequence[date] = ()
    spread: float = 1.0
    """Of a mean of scores."""

    def rows(self) -> list[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = []
        for unit_id, cells in self.cells.items():
            for back, cell in enumerate(reversed(cells)):
                period = self.periods[-1 - back] if self.periods else months_before(LATEST, back)
                rows += [] if cell is None else [self._row(unit_id, period, cell)]
        return rows

    def _row(self, unit_id: str, period: date, cell: float | Symbol) -> tuple[object, ...]:
        base = self.bases if isinstance(self.bases, float | int) else self.bases[unit_id]
        key = (unit_id, self.measure.key, pd.Timestamp(period), "", "")
        if isinstance(cell, Symbol):
            return (*key, None, str(cell), None, None, None, None, str(self.measure.disclosure_rule))
        spread = self.spread if self.measure.numerator.bounds else None
        return (*key, float(cell), None, float(base), None, None, spread, str(self.measure.disclosure_rule))


def protected(organisation: Organisation, *tables: Table) -> ProtectedResults:
    rows = [row for table in tables for row in table.rows()]
    cells = pd.DataFrame(rows, columns=list(PROTECTED_COLUMNS)).astype(
        {
            "value": "float64",
            "base": "float64",
            "lower": "float64",
            "upper": "float64",
            "spread": "float64",
            "symbol": "str",
        }
    )
    return ProtectedResults(
        organisation=organisation,
        measures=tuple(table.measure for table in tables),
        policy="internal",
        reference_date=LATEST,
        cells=cells,
        seal=SEAL,
    )


def authorities(number: int, teams: int) -> Organisation:
    """Many authorities of as many teams each, `A001T01` and so on."""
    units = [Unit("E", "England", Level.NATION, None)]
    for authority in range(1, number + 1):
        key = f"A{authority:03}"
        units += [Unit(key, f"Authority {authority}", Level.AUTHORITY, "E")]
        units += [Unit(f"{key}T{team:02}", f"Team {team}", Level.TEAM, key) for team in range(1, teams + 1)]
    return Organisation(tuple(units))


def protected_teams(
    organisation: Organisation, figures: Mapping[Measure, tuple[np.ndarray, float]]
) -> ProtectedResults:
    """A release of teams alone, from one matrix (teams × months, all shown) and one base for each measure."""
    teams = [unit.unit_id for unit in organisation.at(Level.TEAM)]
    frames = []
    for measure, (values, base) in figures.items():
        months = values.shape[1]
        ends = pd.DatetimeIndex([months_before(LATEST, back) for back in reversed(range(months))])
        frames.append(
            pd.DataFrame(
                {
                    "unit_id": pd.Categorical.from_codes(np.repeat(np.arange(len(teams)), months), teams),
                    "measure_key": measure.key,
                    "period_end": np.tile(ends, len(teams)),
                    "breakdown_topic": "",
                    "breakdown": "",
                    "value": values.ravel(),
                    "symbol": pd.Series([None] * values.size, dtype="str"),
                    "base": base,
                    "lower": np.nan,
                    "upper": np.nan,
                    "spread": np.nan,
                    "disclosure_rule": str(measure.disclosure_rule),
                }
            )
        )
    return ProtectedResults(organisation, tuple(figures), "internal", LATEST, pd.concat(frames), SEAL)
