"""Overload: the limit, the unit's own past and its peers, and cases nobody has hours for."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from builders.protected import Cell, Table, a_measure, an_authority, protected

from pipelines.measures.measure import Direction, MeasureUnit
from pipelines.published import Severity, Symbol
from pipelines.signals.load_limits import Band, load_limits
from pipelines.signals.panel import lay_out
from pipelines.signals.read_signals import read_signals
from pipelines.signals.signal import Signal

HIDDEN = Symbol.CONFIDENTIAL
STEADY = [97.0, 99.0] * 18
"""Near the limit, never over, nothing unusual."""


def _load(cells: dict[str, list[Cell]]) -> Table:
    return Table(a_measure("load_ratio", direction=Direction.NEITHER), cells, bases=8)


def _cases(key: str, cells: dict[str, list[Cell]]) -> Table:
    return Table(a_measure(key, unit=MeasureUnit.CHILDREN, direction=Direction.NEITHER), cells, bases=90)


def _signals(*tables: Table, teams: int = 2) -> list[Signal]:
    return list(read_signals(protected(an_authority(teams), *tables)).rows)


def _only(signals: list[Signal]) -> Signal:
    assert len(signals) == 1, signals
    return signals[0]


@pytest.mark.parametrize(
    ("load_ratio", "band"),
    [
        (89.9, Band.WITHIN),
        (90, Band.NEAR),
        (100, Band.NEAR),
        (100.1, Band.OVER),
        (120, Band.OVER),
        (120.1, Band.WELL_OVER),
        (float("nan"), Band.WITHIN),
    ],
)
def test_bands_begin_where_the_table_says(load_ratio: float, band: Band) -> None:
    limits = load_limits(lay_out(protected(an_authority(1), _load({"T01": [90.0]}))), [date(2026, 10, 31)])
    assert limits.of(np.full((4, 1), load_ratio)).tolist() == [[band]] * 4


def test_load_near_the_limit_and_usual_says_nothing() -> None:
    assert _signals(_load({"T01": [*STEADY], "T02": [70.0]})) == []


def test_the_limit_alone_is_a_notice_that_says_how_far_and_since_when() -> None:
    signal = _only(_signals(_load({"T01": [104.0] * 31 + [99.0] + [104.0, 107.0, 105.0, 106.4]})))
    assert signal == Signal(
        "T01",
        "load_ratio",
        date(2026, 10, 31),
        "overload",
        Severity.NOTICE,
        "Load has been above the indicative limit since July 2026 (four months): 106% of 15 cases per full-time "
        "practitioner in October 2026, up from 104% a year earlier.",
        since=date(2026, 7, 31),
    )


def test_a_load_just_over_the_limit_does_not_read_as_the_limit() -> None:
    assert (
        "since August 2026 (three months): 100.3% of 15"
        in _only(_signals(_load({"T01": [99.0, 101.0, 102.0, 100.3]}))).sentence
    )


def test_two_months_over_the_limit_are_not_told_yet() -> None:
    assert _signals(_load({"T01": [99.0, 101.0, 102.0], "T02": [105.0, 99.0, 105.0]})) == []


@pytest.mark.parametrize(("months_well_over", "severity"), [(1, Severity.NOTICE), (2, Severity.WARNING)])
def test_well_over_the_limit_counts_double_from_the_second_month(months_well_over: int, severity: Severity) -> None:
    assert _only(_signals(_load({"T01": [99.0, *[128.0] * months_well_over]}))).severity is severity


def test_a_team_that_drifted_well_over_the_limit_is_critical() -> None:
    drift = [98.0, 96.0] * 14 + [101.0, 106.0, 112.0, 118.0, 123.0, 128.0, 133.0, 138.0]
    signal = _only(_signals(_load({"T01": [*drift]})))
    assert signal.severity is Severity.CRITICAL
    assert signal.sentence == (
        "Load has been above the indicative limit since March 2026 (eight months): 138% of 15 cases per full-time "
        "practitioner in October 2026, up from 96% a year earlier; it has been above its usual level in each of the "
        "last seven months."
    )


def test_over_the_limit_and_unusual_and_apart_is_critical() -> None:
    teams = {f"T{number:02}": [*STEADY] for number in range(2, 13)}
    rising = [80.0, 82.0] * 15 + [104.0, 108.0, 110.0, 112.0, 116.0, 118.0]
    load = _load({"T01": rising, **teams})
    cases = _cases("open_cases", {team: [900.0] * 36 for team in ("T01", *teams)})
    signal = _only(_signals(load, cases, teams=12))
    assert signal.severity is Severity.CRITICAL
    assert signal.sentence.endswith("; it has been above its usual level in each of the last six months and stands "
                                    "well above the other teams of Exshire.")  # fmt: skip


def test_an_unusual_rise_below_the_limit_is_a_notice() -> None:
    near = _only(_signals(_load({"T01": [80.0, 82.0] * 15 + [96.0, 97.0, 98.0, 97.0, 96.0, 98.0]})))
    assert (near.severity, near.sentence[:38]) == (Severity.NOTICE, "Load is close to the indicative limit:")
    within = _only(_signals(_load({"T01": [60.0, 62.0] * 15 + [76.0, 77.0, 78.0, 77.0, 76.0, 78.0]})))
    assert (within.severity, within.sentence[:39]) == (Severity.NOTICE, "Load is within the indicative limit: 78")


def test_a_change_below_one_case_per_practitioner_is_not_told() -> None:
    assert _signals(_load({"T01": [80.0] * 30 + [86.0] * 6})) == []


def test_one_odd_month_is_not_told() -> None:
    assert _signals(_load({"T01": [60.0, 70.0, 65.0] * 11 + [66.0, 61.0, 88.0]})) == []


def test_load_that_came_down_is_an_improvement() -> None:
    signal = _only(_signals(_load({"T01": [124.0, 126.0] * 14 + [100.0, 98.0, 97.0, 98.0, 96.0, 95.0, 96.0, 96.0]})))
    assert (signal.rule, signal.severity) == ("load_easing", Severity.IMPROVEMENT)
    assert signal.sentence == (
        "Load has come down to 96% of 15 cases per full-time practitioner in October 2026, down from 126% a year "
        "earlier: it has been below its usual level in each of the last eight months."
    )


def test_a_light_load_that_falls_is_no_news() -> None:
    assert _signals(_load({"T01": [70.0, 72.0] * 14 + [40.0] * 8})) == []


def test_hidden_months_are_passed_over_and_a_hidden_latest_month_says_nothing() -> None:
    over = [104.0, 106.0] * 17
    signal = _only(_signals(_load({"T01": [*over, HIDDEN, 105.0]})))
    assert "since November 2023 (in all 35 months shown): 105%" in signal.sentence
    assert signal.since == date(2023, 11, 30)
    assert _signals(_load({"T01": [*over, 105.0, HIDDEN]})) == []


def test_the_same_load_as_a_year_earlier_is_said_to_be_the_same() -> None:
    sentence = _only(_signals(_load({"T01": [105.2] * 13}))).sentence
    assert sentence.endswith("105% of 15 cases per full-time practitioner in October 2026, the same as a year earlier.")


def test_peers_are_not_heard_where_fewer_than_eight_teams_are_shown() -> None:
    others = [f"T{number:02}" for number in range(2, 9)]
    load = _load({"T01": [119.0] * 3, **{team: [98.0] for team in others}})
    seven, eight = (_cases("open_cases", {team: [900.0] for team in shown}) for shown in
                    (["T01", *others[:6]], ["T01", *others]))  # fmt: skip
    assert _only(_signals(load, seven, teams=8)).severity is Severity.NOTICE
    assert _only(_signals(load, eight, teams=8)).severity is Severity.WARNING


def test_all_of_a_units_cases_without_capacity_is_critical() -> None:
    signals = _signals(_cases("open_cases", {"T01": [34.0]}), _cases("cases_without_capacity", {"T01": [34.0]}))
    signal = _only(signals)
    assert (signal.rule, signal.severity) == ("no_capacity", Severity.CRITICAL)
    assert signal.sentence == (
        "All 34 open cases had nobody with hours to work on them in October 2026: they were unallocated, or held by "
        "someone absent or without hours."
    )


def test_a_tenth_of_the_cases_without_capacity_is_a_warning_and_less_is_not() -> None:
    open_cases = _cases("open_cases", {"T01": [100.0], "T02": [100.0], "A": [0.0]})
    without = _cases("cases_without_capacity", {"T01": [10.0], "T02": [9.0], "A": [0.0]})
    signal = _only(_signals(open_cases, without))
    assert (signal.unit_id, signal.severity, signal.sentence[:20]) == ("T01", Severity.WARNING, "10 of 100 open cases")


def test_cases_without_capacity_are_not_read_where_open_cases_are_hidden() -> None:
    open_cases = _cases("open_cases", {"T01": [HIDDEN], "T02": [50.0]})
    assert _signals(open_cases, _cases("cases_without_capacity", {"T01": [12.0], "T02": [HIDDEN]})) == []
    assert _signals(_cases("cases_without_capacity", {"T01": [12.0]})) == []
