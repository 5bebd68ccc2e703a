"""Pseudonymised rows of a small authority, written by hand: what a test is about, it states; the rest has defaults.

Tokens read as `child_1` or `ann` here; in the product they are 32 hexadecimal digits and say nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import pytest

from pipelines.contracts.catalogue import BY_KEY
from pipelines.contracts.dataset import Dataset, Kind
from pipelines.measures.compute import compute
from pipelines.measures.results import WHOLE, Results
from pipelines.pseudonymise import Pseudonymised

Row = dict[str, Any]

JANUARY, FEBRUARY, MARCH = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)
"""The months that most tests look at; March is the reference date."""
LONG_AGO = "2015-01-01"


def team(team_id: str, service_id: str = "S1", **changed: Any) -> Row:
    """A team of authority A; without more, in service S1 and no region."""
    return {
        "team_id": team_id,
        "team_name": f"Team {team_id}",
        "service_id": service_id,
        "service_name": f"Service {service_id}",
        "authority_id": "A",
        "authority_name": "Marlow Vale",
    } | changed


TEAMS = (team("T1"), team("T2"), team("T3", "S2"))


def post(practitioner_id: str, team_id: str = "T1", **changed: Any) -> Row:
    """A full-time case holder, employed long ago and still there."""
    return {
        "practitioner_id": practitioner_id,
        "team_id": team_id,
        "role": "case_holder",
        "fte": 1.0,
        "started": LONG_AGO,
        "agency": "no",
    } | changed


def spell(child_id: str, practitioner_id: str | None = "ann", team_id: str = "T1", **changed: Any) -> Row:
    """A child in need's case open since the start of 2025, held by Ann, nothing recorded of online abuse."""
    return {
        "case_id": f"case of {child_id}",
        "child_id": child_id,
        "practitioner_id": practitioner_id,
        "team_id": team_id,
        "started": "2025-01-06",
        "status": "cin",
    } | changed


def spells(number: int, practitioner_id: str | None = "ann", team_id: str = "T1", **changed: Any) -> list[Row]:
    """Cases of so many children of one holder, all alike."""
    names = (f"child {place} of {practitioner_id} in {team_id}" for place in range(number))
    return [spell(name, practitioner_id, team_id, **changed) for name in names]


CLOSED_LONG_AGO = spell("somebody else", None, started=LONG_AGO, ended="2016-01-01")
"""An ending before every month under test, so that the casework extract tells of all of them."""


def course(practitioner_id: str, **changed: Any) -> Row:
    """Six hours on online abuse in working time, completed in 2025."""
    return {
        "practitioner_id": practitioner_id,
        "course": "Course",
        "topics": "online_abuse",
        "completed": "2025-06-01",
        "hours": 6.0,
        "own_time": "no",
    } | changed


def session(practitioner_id: str, held_on: str, kind: str = "managerial", **changed: Any) -> Row:
    """An hour and a half of supervision; nothing is said of cancelling."""
    return {"practitioner_id": practitioner_id, "held_on": held_on, "kind": kind, "minutes": 90.0} | changed


def diary(
    practitioner_id: str, hours_direct: float, hours_recorded: float = 100.0, month_end: str = "2026-03-31"
) -> Row:
    """A time diary of March, of a hundred hours."""
    return {
        "practitioner_id": practitioner_id,
        "month_end": month_end,
        "hours_direct": hours_direct,
        "hours_recorded": hours_recorded,
    }


def answer(team_id: str = "T1", wave: str = "2026-03-02", **changed: Any) -> Row:
    """A returned questionnaire on which nothing is answered."""
    return {"wave": wave, "team_id": team_id} | changed


def staffing(team_id: str, vacancies_fte: float, month_end: str = "2026-03-31") -> Row:
    """Ten posts at a month-end, of which some stand empty."""
    return {"month_end": month_end, "team_id": team_id, "posts_fte": 10.0, "vacancies_fte": vacancies_fte}


def pseudonymised(
    *,
    teams: Sequence[Row] = TEAMS,
    workforce: Sequence[Row] = (post("ann"),),
    involvements: Sequence[Row] = (CLOSED_LONG_AGO,),
    **others: Sequence[Row],
) -> Pseudonymised:
    """The extracts of one authority; those not named were not supplied."""
    given = {"teams": teams, "workforce": workforce, "involvements": involvements} | others
    return Pseudonymised({key: typed(BY_KEY[key], rows) for key, rows in given.items()}, "test")


def typed(dataset: type[Dataset], rows: Sequence[Row]) -> pd.DataFrame:
    """Every declared column with its type: categories, days and numbers; what a row leaves out is blank."""
    columns: dict[str, Any] = {}
    for column in dataset.columns():
        cells = [row.get(column) for row in rows]
        match column.kind:
            case Kind.DATE:
                columns[str(column)] = pd.to_datetime(pd.Series(cells, dtype="str")).astype("datetime64[s]")
            case Kind.NUMBER:
                columns[str(column)] = pd.Series(cells, dtype="float64")
            case _:
                columns[str(column)] = pd.Series(cells, dtype="str").astype("category")
    return pd.DataFrame(columns)


def computed(reference_date: date | None = MARCH, months: int = 3, **extracts: Sequence[Row]) -> Results:
    """The measures of these extracts, by default of January to March 2026."""
    return compute(pseudonymised(**extracts), reference_date, months)


def shown(results: Results, measure_key: str, period_end: date = MARCH, topic: str = WHOLE) -> dict[Any, Any]:
    """The value or symbol of each unit at one period; of each unit and code where a breakdown is asked for."""
    cells = results.cells
    chosen = cells[
        (cells["measure_key"] == measure_key)
        & (cells["period_end"] == pd.Timestamp(period_end))
        & (cells["breakdown_topic"] == topic)
    ]
    known = chosen["value"].astype(object).where(chosen["symbol"].isna(), chosen["symbol"])
    keys = chosen["unit_id"] if topic == WHOLE else zip(chosen["unit_id"], chosen["breakdown"], strict=True)
    return dict(zip(keys, known, strict=True))


@dataclass(frozen=True)
class Example:
    """Rows of a small authority, and by hand what a measure must show of them in March 2026.

    Cells of the units that are not named are not looked at.
    """

    expected: Mapping[str, float | str]
    extracts: Mapping[str, Any]
    period_end: date = MARCH

    def holds_for(self, measure_key: str) -> None:
        """Work the measure out and compare."""
        found = shown(computed(**self.extracts), measure_key, self.period_end)
        assert {unit: found[unit] for unit in self.expected} == pytest.approx(dict(self.expected))


def example(expected: Mapping[str, float | str], period_end: date = MARCH, **extracts: Sequence[Row]) -> Example:
    """An example; an ending long ago is added to the casework, so that all three months are measured."""
    casework = {"involvements": [CLOSED_LONG_AGO, *extracts.get("involvements", ())]}
    return Example(expected, {**extracts, **casework}, period_end)
