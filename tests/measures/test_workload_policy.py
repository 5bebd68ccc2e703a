"""Policy numbers are one dated table, and an authority's own stand over it from their days on."""

from datetime import date

import numpy as np
import pytest
from builders.rows import CLOSED_LONG_AGO, FEBRUARY, JANUARY, MARCH, Row, computed, post, shown, spells

from pipelines.contracts.code_lists import ROLE, STATUS
from pipelines.contracts.workload_settings import BANDS, BOUNDS, SETTING, TARGETS
from pipelines.measures.catalogue import BY_KEY
from pipelines.measures.measure import Direction, MeasureUnit
from pipelines.measures.workload_policy import (
    ALWAYS,
    SET_BY_THE_AUTHORITY,
    SHIPPED,
    TABLE,
    Policy,
    PolicyNumber,
    WorkloadPolicy,
    latest,
)
from pipelines.periods import PeriodKind

DAYS = np.array(["1980-01-01", "2026-02-28", "2026-03-01", "2027-01-01"], dtype="datetime64[D]")


def own(policy: Policy, value: float, applies_from: date, applies_to: str = "") -> PolicyNumber:
    return PolicyNumber(policy, value, applies_from, SET_BY_THE_AUTHORITY, applies_to, "Agreed by the board")


def setting(name: str, value: float, applies_from: str = "2020-01-01", applies_to: str | None = None) -> Row:
    """A row of the settings file."""
    return {
        "setting": name, "applies_to": applies_to, "applies_from": applies_from, "value": value,
        "reason": "Agreed by the board",
    }  # fmt: skip


def test_every_number_is_in_the_table_with_a_source() -> None:
    assert {row.policy for row in TABLE} == set(Policy)
    assert all(row.source for row in TABLE)
    assert {row.applies_to for row in TABLE if row.policy is Policy.ROLE_SHARE} == set(ROLE.labels)
    assert {row.applies_to for row in TABLE if row.policy is Policy.CASE_WEIGHT} == set(STATUS.labels)
    assert {row.value for row in TABLE if row.policy is Policy.CASE_WEIGHT} == {1}


def test_what_may_be_set_is_a_number_of_the_program_and_what_the_program_brings_along_may_be_set() -> None:
    settable = {policy.setting for policy in Policy} & set(BOUNDS)
    assert settable == set(BOUNDS) == set(SETTING.labels)
    for row in TABLE:
        # The target of the load is its limit, and nothing else.
        if row.policy.setting in BOUNDS and row.policy is not Policy.TARGET:
            bounds = BOUNDS[row.policy.setting]
            assert row.applies_to in (bounds.codes or ("",))
            assert bounds.least <= row.value <= bounds.greatest
    near, well_over = (BOUNDS[band] for band in BANDS)
    assert near.greatest == well_over.least == 100


@pytest.mark.parametrize("key", TARGETS)
def test_a_target_is_set_for_a_measure_that_there_is_and_within_what_it_can_reach(key: str) -> None:
    measure = BY_KEY[key]
    assert TARGETS[key] == 100 if measure.unit is MeasureUnit.PERCENT else TARGETS[key] > 0


@pytest.mark.parametrize("key", TARGETS)
def test_a_target_is_set_only_where_a_chart_can_hold_a_measure_against_it(key: str) -> None:
    assert BY_KEY[key].period_kind is PeriodKind.MONTH
    assert BY_KEY[key].direction is not Direction.NEITHER


def test_a_number_applies_from_its_day_on_and_the_first_one_before_that() -> None:
    changed = WorkloadPolicy(table=(PolicyNumber(Policy.CASE_LIMIT, 12, date(2026, 3, 1), "A later standard"), *TABLE))
    assert changed.on(DAYS, Policy.CASE_LIMIT).tolist() == [15, 15, 12, 12]
    assert SHIPPED.on(DAYS, Policy.CASE_LIMIT).tolist() == [15] * 4
    assert latest(Policy.CASE_LIMIT) == 15


def test_an_authoritys_own_number_stands_over_the_table_from_its_day_on() -> None:
    later_standard = PolicyNumber(Policy.CASE_LIMIT, 12, date(2026, 6, 1), "A later standard")
    policy = WorkloadPolicy((own(Policy.CASE_LIMIT, 18, date(2026, 3, 1)),), (*TABLE, later_standard))
    assert policy.on(DAYS, Policy.CASE_LIMIT).tolist() == [15, 15, 18, 18]
    row = policy.at(date(2026, 12, 31), Policy.CASE_LIMIT)
    assert row is not None
    assert (row.value, row.reason) == (18, "Agreed by the board")
    in_force = [row for row in policy.in_turn() if row.policy is Policy.CASE_LIMIT]
    assert [(row.applies_from, row.value) for row in in_force] == [(ALWAYS, 15), (date(2026, 3, 1), 18)]


def test_nothing_applies_where_nobody_set_anything() -> None:
    assert np.isnan(SHIPPED.on(DAYS, Policy.TARGET, "vacancy_rate")).all()
    assert SHIPPED.at(MARCH, Policy.TARGET, "vacancy_rate") is None


def test_month_ends_before_a_change_keep_the_number_that_applied() -> None:
    results = computed(
        involvements=[CLOSED_LONG_AGO, *spells(12)],
        workforce=[post("ann")],
        workload_settings=[setting("case_limit", 12, "2026-03-01")],
    )
    assert [shown(results, "load_ratio", month)["T1"] for month in (FEBRUARY, MARCH)] == [80.0, 100.0]


def test_a_team_worked_out_by_hand() -> None:
    """Two roles, one newly qualified, one absent, and a limit that changes on the first of February.

    Ann 1.0, senior Sue 0.8 × half of her role, Ned 1.0 × 0.8 newly qualified, Abe away for 21 days by 31 January.
    January: limit 15, Abe counts on with 1.0 → capacity 1 + 0.4 + 0.8 + 1 = 3.2 → 48 cases allowed.
    February: limit 20 and Abe away for 49 days → capacity 2.2 → 44 cases allowed.
    """
    results = computed(
        workforce=[
            post("ann"),
            post("sue", role="senior_practitioner", fte=0.8),
            post("ned", newly_qualified_until="2026-12-31"),
            post("abe", absent_from="2026-01-11"),
        ],
        involvements=[CLOSED_LONG_AGO, *spells(11), *spells(11, "sue"), *spells(11, "ned"), *spells(11, "abe")],
        workload_settings=[
            setting("case_limit", 20, "2026-02-01"),
            setting("role_share", 0.5, applies_to="senior_practitioner"),
            setting("newly_qualified_share", 0.8),
            setting("long_absence_days", 30),
        ],
    )
    assert shown(results, "load_ratio", JANUARY)["T1"] == pytest.approx(100 * 44 / 48)
    assert shown(results, "load_ratio", FEBRUARY)["T1"] == pytest.approx(100 * 44 / 44)
    # Sue has 6 cases' worth of hours in January; Ann 15, Ned 12, Abe 15.
    assert shown(results, "over_limit_share", JANUARY)["T1"] == pytest.approx(25)
    # Sue has 8 in February, and Abe no hours at all.
    assert shown(results, "over_limit_share", FEBRUARY)["T1"] == pytest.approx(50)
    # The Department's figure knows of none of this: 44 cases by 3.8 full-time posts in both months.
    assert shown(results, "caseload_per_fte", JANUARY) == shown(results, "caseload_per_fte", FEBRUARY)
    assert shown(results, "caseload_per_fte", MARCH)["T1"] == pytest.approx(44 / 3.8)


def test_supervision_has_the_authoritys_own_intervals() -> None:
    extracts = {
        "workforce": [post("ann"), post("bob")],
        "supervision": [
            {"practitioner_id": name, "held_on": day, "kind": "managerial", "minutes": 60.0}
            for name, day in (
                ("ann", "2026-01-05"),
                ("bob", "2026-01-05"),
                ("ann", "2026-03-02"),
                ("bob", "2026-02-18"),
            )
        ],
        "involvements": [CLOSED_LONG_AGO, *spells(2)],
    }
    every_six_weeks = [setting("supervision_days", 42), setting("supervision_grace_days", 0)]
    assert shown(computed(**extracts), "managerial_supervision_in_time")["T1"] == 50
    slower = computed(**extracts, workload_settings=every_six_weeks)
    assert shown(slower, "managerial_supervision_in_time")["T1"] == 100


def test_weights_and_targets_change_no_measure() -> None:
    """Weights only speak beside the load, from shown figures; turning them on moves no cell."""
    extracts = {"workforce": [post("ann")], "involvements": [CLOSED_LONG_AGO, *spells(9), *spells(4, "bob")]}
    weighted = computed(
        **extracts,
        workload_settings=[
            setting("case_weight", 2, applies_to="cin"), setting("target", 90, applies_to="vacancy_rate"),
        ],
    )  # fmt: skip
    assert weighted.cells.equals(computed(**extracts).cells)
