"""The funnels of a release: who takes part, and that signals say what the published points show."""

from __future__ import annotations

from datetime import date

import pytest
from builders.protected import Cell, Table, a_measure, a_nation, an_authority, protected

from pipelines.measures.measure import MeasureUnit
from pipelines.periods import PeriodKind
from pipelines.published import Standing, Symbol
from pipelines.signals.read_signals import read_signals
from pipelines.signals.signal import Signals

SHARE = "peer_supervision_in_time"
FAR = {Standing.HIGH, Standing.LOW}


def _teams(shares: list[Cell], bases: float = 40) -> Signals:
    cells = {f"T{number:02}": [share] for number, share in enumerate(shares, start=1)}
    return read_signals(protected(an_authority(len(shares)), Table(a_measure(SHARE), cells, bases)))


def test_a_team_far_from_the_others_is_outside_and_a_signal_says_so() -> None:
    read = _teams([95.0, *[30.0, 32.0, 28.0, 31.0] * 3])
    points = read.funnel_points.set_index("unit_id")
    assert points["group_id"].unique().tolist() == ["A"]
    assert points["standing"].to_dict()["T01"] == Standing.HIGH
    assert set(points["standing"].drop("T01")) == {Standing.INSIDE}
    assert (points["size"] == 40).all()
    far = points.loc["T01"]
    assert far["value"] > far["upper_998"] > far["upper_95"] > far["pooled"] > far["lower_95"] > far["lower_998"]
    assert [(signal.unit_id, signal.rule) for signal in read.rows] == [("T01", "apart_from_authority")]


def test_units_stand_in_the_order_of_the_organisation() -> None:
    assert _teams([float(90 - number) for number in range(12)]).funnel_points["unit_id"].is_monotonic_increasing


def test_a_hidden_figure_takes_no_part_and_changes_nothing_for_the_others() -> None:
    shown: list[Cell] = [30.0, 35.0, 40.0, 45.0] * 3
    with_hidden = _teams([*shown, Symbol.CONFIDENTIAL]).funnel_points
    assert with_hidden.equals(_teams(shown).funnel_points)


@pytest.mark.parametrize(("teams", "points"), [(7, 0), (8, 8)])
def test_fewer_than_eight_shown_teams_are_not_compared(teams: int, points: int) -> None:
    assert len(_teams([30.0 + number for number in range(teams)]).funnel_points) == points


def test_a_load_is_compared_by_the_cases_that_hours_allow_for() -> None:
    loads: dict[str, list[Cell]] = {f"T{number:02}": [100.0 + number] for number in range(1, 10)}
    cases: dict[str, list[Cell]] = {f"T{number:02}": [150.0 + number] for number in range(1, 10)}
    tables = Table(a_measure("load_ratio"), loads), Table(a_measure("open_cases", unit=MeasureUnit.CHILDREN), cases)
    points = read_signals(protected(an_authority(9), *tables)).funnel_points.set_index("unit_id")
    assert points.loc["T05", "size"] == pytest.approx(155 / 1.05, abs=0.005)
    assert points["pooled"].iloc[0] == pytest.approx(100 * sum(range(151, 160)) / points["size"].sum(), abs=0.01)
    without = read_signals(protected(an_authority(9), tables[0])).funnel_points
    assert without.empty, "where open cases are not shown, nothing is worked out"


def test_authorities_are_compared_within_the_nation_on_their_latest_year() -> None:
    years = [date(2024, 9, 30), date(2025, 9, 30)]
    rate = a_measure("caseload_per_fte", unit=MeasureUnit.CASES_PER_FTE, kind=PeriodKind.YEAR, decimals=1)
    cells: dict[str, list[Cell]] = {f"L{number:02}": [15.0, 15.0 + number % 3 / 10] for number in range(1, 21)}
    cells |= {"L20": [15.0, 40.0], "E": [15.0, 15.2], "L07": [15.0, Symbol.CONFIDENTIAL]}
    read = read_signals(protected(a_nation(20), Table(rate, cells, 150, years)))
    points = read.funnel_points.set_index("unit_id")
    assert "L07" not in points.index
    assert set(points["group_id"]) == {"E"}
    apart = {signal.unit_id for signal in read.rows if signal.rule == "apart_in_england"}
    assert apart == set(points.index[points["standing"].isin(FAR)]) == {"L20"}


def test_limits_are_ordered_and_a_unit_outside_is_beyond_its_own_limit() -> None:
    points = _teams([0.0, 2.0, 0.0, 1.0, 3.0, 100.0, 0.0, 1.0, 2.0, 100.0], bases=15).funnel_points
    assert (points["lower_998"] <= points["lower_95"]).all()
    assert (points["upper_95"] <= points["upper_998"]).all()
    assert points["lower_998"].min() >= 0
    assert points["upper_998"].max() <= 100
    high = points[points["standing"] == Standing.HIGH]
    assert (high["value"] > high["upper_998"]).all()
