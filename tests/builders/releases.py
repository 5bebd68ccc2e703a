"""Releases with sensible defaults: cells, units, findings and the whole content of a release."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from pipelines.benchmarks import Benchmark
from pipelines.contracts.inputs import InputFile
from pipelines.disclosure_control.policy import INTERNAL
from pipelines.disclosure_control.protected import PROTECTED_COLUMNS, SEAL, ProtectedResults
from pipelines.finding import Finding, FindingSeverity
from pipelines.measures.measure import Direction, Measure, MeasureUnit, Quantity, Topic
from pipelines.organisation import Level, Organisation, Unit
from pipelines.periods import PeriodKind
from pipelines.publish import ReleaseContent
from pipelines.published import DisclosureRule, Severity
from pipelines.signals.change import COLUMNS as CHANGE
from pipelines.signals.funnels import COLUMNS as POINT
from pipelines.signals.signal import Outlook, Signal, Signals

MARCH_2026 = date(2026, 3, 31)

CASES = Quantity("cases", "open_cases")
OPEN_CASES = Measure(
    key="open_cases",
    label="Open cases",
    question="How many children have an open case?",
    definition="Children whose case is open at the month-end, each counted once.",
    topic=Topic.CASELOAD,
    unit=MeasureUnit.CHILDREN,
    decimals=0,
    direction=Direction.NEITHER,
    period_kind=PeriodKind.MONTH,
    numerator=CASES,
    base=CASES,
    base_label="children",
    disclosure_rule=DisclosureRule.CHILDREN,
    source="Involvements",
)

UNITS = (
    Unit("A1", "Brackenshire", Level.AUTHORITY, None),
    Unit("S1", "Safeguarding", Level.SERVICE, "A1"),
    Unit("T1", "North team", Level.TEAM, "S1"),
)


def cell(**changed: Any) -> dict[str, Any]:
    """One protected cell: 20 open cases in the North team in March 2026."""
    return {
        "unit_id": "T1",
        "measure_key": "open_cases",
        "period_end": MARCH_2026,
        "breakdown_topic": "",
        "breakdown": "",
        "value": 20.0,
        "symbol": None,
        "base": 20.0,
        "lower": None,
        "upper": None,
        "spread": None,
        "disclosure_rule": DisclosureRule.CHILDREN,
    } | changed


def hidden_cell(**changed: Any) -> dict[str, Any]:
    """One cell that disclosure control withheld."""
    return cell(**{"value": None, "symbol": "c", "base": None} | changed)


def protected(cells: Iterable[dict[str, Any]] = (), policy: str = "internal") -> ProtectedResults:
    """Protected results of these cells, as if disclosure control had passed them."""
    frame = pd.DataFrame([*cells] or [cell()], columns=list(PROTECTED_COLUMNS))
    numbers = dict.fromkeys(("value", "base", "lower", "upper", "spread"), "float64")
    frame = frame.astype(numbers).assign(period_end=pd.to_datetime(frame["period_end"]))
    return ProtectedResults(Organisation(UNITS), (OPEN_CASES,), policy, MARCH_2026, frame, SEAL)


def input_file(**changed: Any) -> InputFile:
    """The teams extract of one authority."""
    return replace(InputFile("brackenshire", "teams.csv", None, "teams", "0" * 64, 16), **changed)


def _one_row(columns: tuple[str, ...], row: tuple[Any, ...]) -> pd.DataFrame:
    frame = pd.DataFrame([row], columns=list(columns))
    return frame.assign(**{column: pd.to_datetime(frame[column]) for column in columns if "period" in column})


def content(**changed: Any) -> ReleaseContent:
    """A small release with one of everything."""
    made = ReleaseContent(
        protected=protected(),
        policy=INTERNAL,
        pseudonym_key_id="0123456789abcdef",
        signals=Signals(
            (Signal("T1", "open_cases", MARCH_2026, "shift", Severity.WARNING, "Rising for eight months."),),
            (Outlook("T1", "open_cases", date(2026, 4, 30), 90.0, 96.5, 103.0, 100.0, 0.25, 20, 22),),
            changes=_one_row(CHANGE, ("T1", "open_cases", MARCH_2026, date(2025, 3, 31), 4.0, None, None, "higher")),
            funnel_points=_one_row(
                POINT, ("A1", "T1", "open_cases", MARCH_2026, 40.0, 96.0, 90.0, 80.0, 100.0, 70.0, 110.0, "inside")
            ),
        ),
        benchmarks=(Benchmark("open_cases", "England", 2025, 402400.0, None, None, "Department for Education", ""),),
        findings=(
            Finding(
                "survey", "survey.xlsx", "blank", FindingSeverity.QUERY, "Ask for it.", "wave", "Wave 3", 2, (4, 9)
            ),
        ),
        inputs=(input_file(),),
        software_version="0.1.0",
        created_at=datetime(2026, 4, 2, 9, 30),  # noqa: DTZ001 - the database holds universal time without a zone
    )
    return replace(made, **changed)


def content_of_month(number: int, cells: int = 3) -> ReleaseContent:
    """The release of one run among several: every value in it is `number`, so a mixture of two would show."""
    units = [f"T{position}" for position in range(cells)]
    return content(
        protected=protected(cell(unit_id=unit_id, value=float(number), base=100.0) for unit_id in units),
        inputs=(input_file(fingerprint=f"{number:064d}"),),
    )
