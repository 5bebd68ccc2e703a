"""Limits, bands and targets of each authority, and what its case weights make of a load."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from builders.protected import LATEST, Table, a_measure, protected

from pipelines.disclosure_control.protected import SEAL, ProtectedResults
from pipelines.measures.measure import Direction, MeasureUnit
from pipelines.measures.workload_policy import SET_BY_THE_AUTHORITY, Policy, PolicyNumber, WorkloadPolicy
from pipelines.organisation import Level, Organisation, Unit
from pipelines.published import Symbol
from pipelines.signals.load_limits import Band, load_limits
from pipelines.signals.outlook import look_ahead
from pipelines.signals.panel import Panel, lay_out
from pipelines.signals.read_signals import read_signals
from pipelines.signals.signal import WeightedLoad
from pipelines.signals.targets import target_of
from pipelines.signals.weighted_load import weigh_loads

TWO = Organisation(
    (
        Unit("E", "England", Level.NATION, None),
        Unit("A", "Exshire", Level.AUTHORITY, "E"),
        Unit("B", "Wyeshire", Level.AUTHORITY, "E"),
        Unit("S", "Family support", Level.SERVICE, "A"),
        Unit("T", "North", Level.TEAM, "S"),
        Unit("U", "South", Level.TEAM, "B"),
    )
)
AUGUST, SEPTEMBER = date(2026, 8, 31), date(2026, 9, 30)
LOAD = a_measure("load_ratio", direction=Direction.NEITHER)


def own(policy: Policy, value: float, applies_from: date = AUGUST, applies_to: str = "") -> PolicyNumber:
    return PolicyNumber(policy, value, applies_from, SET_BY_THE_AUTHORITY, applies_to, "Agreed by the board")


def of_two(own_of_a: tuple[PolicyNumber, ...], *tables: Table) -> ProtectedResults:
    policies = {"A": WorkloadPolicy(own_of_a), "B": WorkloadPolicy()}
    return replace(protected(TWO, *tables), seal=SEAL, workload=policies)


def panel(*own_of_a: PolicyNumber, loads: list[float] | None = None) -> Panel:
    cells = {unit: loads or [95.0, 95.0, 95.0] for unit in ("A", "B", "S", "T", "U")}
    return lay_out(of_two(own_of_a, Table(LOAD, cells)))


def rows_of(values: np.ndarray, found: Panel) -> dict[str, float]:
    return {unit.unit_id: float(value) for unit, value in zip(found.units, values, strict=True)}


def test_two_authorities_have_limits_of_their_own_and_the_nation_that_of_the_program() -> None:
    found = panel(own(Policy.CASE_LIMIT, 20))
    limits = load_limits(found, [date(2026, 7, 31), AUGUST])
    assert rows_of(limits.limit[:, 0], found) == {"E": 15, "A": 15, "B": 15, "S": 15, "T": 15, "U": 15}
    assert rows_of(limits.limit[:, 1], found) == {"E": 15, "A": 20, "B": 15, "S": 20, "T": 20, "U": 15}
    assert rows_of(limits.is_own, found) == {"E": 0, "A": 1, "B": 0, "S": 1, "T": 1, "U": 0}


def test_the_same_load_falls_into_other_bands_on_both_sides_of_a_date() -> None:
    found = panel(own(Policy.NEAR_LIMIT_PERCENT, 70), own(Policy.WELL_OVER_LIMIT_PERCENT, 105))
    limits = load_limits(found, [date(2026, 8, 30), AUGUST])
    team = [unit.unit_id for unit in found.units].index("T")
    assert limits.of(np.full((6, 2), 110.0))[team].tolist() == [Band.OVER, Band.WELL_OVER]
    assert limits.of(np.full((6, 2), 75.0))[team].tolist() == [Band.WITHIN, Band.NEAR]


def test_sentences_name_the_limit_of_the_authority() -> None:
    table = Table(LOAD, {"T": [125.0] * 4, "U": [125.0] * 4})
    said = {each.unit_id: each.sentence for each in read_signals(of_two((own(Policy.CASE_LIMIT, 20),), table)).rows}
    assert said["T"].startswith("Load has been above the limit since July 2026 (four months): 125% of 20 cases")
    assert "above the indicative limit since July 2026 (four months): 125% of 15 cases" in said["U"]


def test_a_new_limit_is_no_change_of_load() -> None:
    """The same cases before and after: 20 instead of 10 from September on halves the ratio and nothing else."""
    steady, halved = [98.0, 102.0] * 18, [98.0, 102.0] * 17 + [49.0, 51.0]
    changed = (own(Policy.CASE_LIMIT, 10, date(2000, 1, 1)), own(Policy.CASE_LIMIT, 20, date(2026, 9, 1)))
    found = read_signals(of_two(changed, Table(LOAD, {"T": halved})))
    assert [each.rule for each in found.rows] == []
    without = read_signals(of_two((), Table(LOAD, {"T": halved})))
    assert [each.rule for each in without.rows] == ["load_easing"]
    (ahead, *_) = look_ahead(lay_out(of_two(changed, Table(LOAD, {"T": halved}))))
    (as_before, *_) = look_ahead(lay_out(of_two((), Table(LOAD, {"T": steady}))))
    assert ahead.middle == pytest.approx(as_before.middle / 2, abs=1)


def test_a_target_is_that_of_the_authority_on_the_day_and_only_the_load_has_one_anyway() -> None:
    vacancies = Table(a_measure("vacancy_rate"), {"T": [10.0], "U": [10.0]})
    found = lay_out(of_two((own(Policy.TARGET, 8, SEPTEMBER, "vacancy_rate"),), Table(LOAD, {"T": [95.0]}), vacancies))
    assert target_of(found, "load_ratio").tolist() == [100] * 6
    found_of = rows_of(target_of(found, "vacancy_rate"), found)
    assert {unit for unit, value in found_of.items() if value == 8} == set("AST")
    assert np.isnan(target_of(found, "vacancy_rate", AUGUST)).all()
    assert np.isnan(target_of(found, "not_there")).all()


def with_types(loads: dict[str, float | Symbol], types: dict[str, dict[str, float | Symbol]]) -> ProtectedResults:
    """One month: the load of each unit and its open cases by type, as they are shown."""
    open_cases = a_measure("open_cases", unit=MeasureUnit.CHILDREN, direction=Direction.NEITHER)
    whole = of_two(
        (own(Policy.CASE_WEIGHT, 1.5, applies_to="cp"), own(Policy.CASE_WEIGHT, 0.5, applies_to="care_leaver")),
        Table(LOAD, {unit: [load] for unit, load in loads.items()}),
        Table(open_cases, {"A": [60.0]}),
    )
    pattern = whole.cells[whole.cells["measure_key"] == "open_cases"].iloc[0].to_dict()
    rows = [
        pattern | {"unit_id": unit, "breakdown_topic": "status", "breakdown": status}
        | ({"value": None, "symbol": str(shown)} if isinstance(shown, Symbol) else {"value": shown})
        for unit, by_type in types.items()
        for status, shown in by_type.items()
    ]  # fmt: skip
    cells = pd.concat([whole.cells, pd.DataFrame(rows).astype(whole.cells.dtypes.to_dict())], ignore_index=True)
    return replace(whole, seal=SEAL, cells=cells)


def test_the_weighted_load_is_the_load_times_the_average_weight_of_the_shown_cases() -> None:
    types = {"A": {"cin": 30, "cp": 20, "care_leaver": 10}, "S": {"cin": 6, "cp": 6}}
    found = with_types({"A": 100.0, "S": 80.0}, types)
    # A: (30 + 20 × 1.5 + 10 × 0.5) ÷ 60 = 65/60; S: (6 + 9) ÷ 12 = 1.25.
    assert list(weigh_loads(found)) == [
        WeightedLoad("A", LATEST, pytest.approx(100 * 65 / 60), None, pytest.approx(65 / 60)),
        WeightedLoad("S", LATEST, 100.0, None, 1.25),
    ]


@pytest.mark.parametrize("cp", [Symbol.CONFIDENTIAL, Symbol.NOT_AVAILABLE])
def test_a_hidden_type_or_load_hides_it_and_a_team_has_none(cp: Symbol) -> None:
    hidden = Symbol.CONFIDENTIAL
    found = with_types({"A": hidden, "S": 80.0, "T": 90.0}, {"A": {"cin": 6, "cp": 6}, "S": {"cin": 6, "cp": cp}})
    assert list(weigh_loads(found)) == [
        WeightedLoad("A", LATEST, None, hidden, None), WeightedLoad("S", LATEST, None, hidden, None),
    ]  # fmt: skip


def test_without_weights_there_is_no_weighted_load() -> None:
    found = with_types({"A": 100.0}, {"A": {"cin": 6, "cp": 6}})
    assert list(weigh_loads(replace(found, seal=SEAL, workload={"A": WorkloadPolicy()}))) == []


def test_a_run_across_a_new_limit_is_counted_whole_and_begins_where_it_began() -> None:
    """Raised since March by the same cases; the limit goes from 15 to 20 in July."""
    quiet, raised = [98.0, 102.0] * 14, [118.0, 122.0] * 4
    cells = [*quiet, *raised[:4], *(value * 15 / 20 for value in raised[4:])]
    since_july = own(Policy.CASE_LIMIT, 20, date(2026, 7, 1))
    for numbers, loads in (((), [*quiet, *raised]), ((since_july,), cells)):
        charts = read_signals(of_two(numbers, Table(LOAD, {"T": loads}))).charts.charts
        assert charts["words"].tolist()[0].startswith("Higher than usual for this team since March 2026: eight months")


def test_a_new_rule_of_capacity_begins_the_past_anew_and_is_marked() -> None:
    """Half of the hours of a role no longer count from June on: every load steps up and nothing has happened."""
    stepped = [70.0, 72.0] * 15 + [92.0, 94.0] * 3
    halved = own(Policy.ROLE_SHARE, 0.5, date(2026, 5, 31), "senior_practitioner")
    table = Table(LOAD, {"T": stepped, "A": stepped})
    assert [each.rule for each in read_signals(of_two((), table)).rows] == ["overload", "overload"]
    found = read_signals(of_two((halved,), table))
    assert found.rows == ()
    assert [(each.unit_id, each.label) for each in found.events if each.measure_key == "load_ratio"] == [
        ("A", "A new rule of capacity")
    ]


@pytest.mark.parametrize(
    "number",
    [own(Policy.CASE_LIMIT, 20), own(Policy.LONG_ABSENCE_DAYS, 14)],
    ids=["limit", "rule of capacity"],
)
def test_no_change_of_load_is_told_across_a_new_limit_or_rule(number: PolicyNumber) -> None:
    vacancies = Table(a_measure("vacancy_rate"), {"T": [10.0] * 36})
    table = Table(LOAD, {"T": [95.0] * 36})
    without = read_signals(of_two((), table, vacancies)).changes
    changes = read_signals(of_two((number,), table, vacancies)).changes
    of_load = changes[changes["measure_key"] == "load_ratio"]
    assert of_load["period_end"].max() == pd.Timestamp(2026, 7, 31)
    assert (without["measure_key"] == "load_ratio").sum() == len(of_load) + 3
    assert (changes["measure_key"] == "vacancy_rate").sum() == (without["measure_key"] == "vacancy_rate").sum()
