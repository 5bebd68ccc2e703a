"""Policy numbers are one dated table."""

from datetime import date

import numpy as np
import pytest
from builders.rows import CLOSED_LONG_AGO, MARCH, computed, post, shown, spells

from pipelines.contracts.code_lists import ROLE
from pipelines.measures import workload_policy
from pipelines.measures.workload_policy import TABLE, Policy, PolicyNumber, latest, policy_on

CHANGES_IN_MARCH = PolicyNumber(Policy.CASE_LIMIT, 12, date(2026, 3, 1), "A later standard")


@pytest.fixture(name="limit_of_twelve_from_march")
def _limit_of_twelve_from_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workload_policy, "TABLE", (CHANGES_IN_MARCH, *TABLE))


def test_every_number_is_in_the_table_with_a_source() -> None:
    assert {row.policy for row in TABLE} == set(Policy)
    assert all(row.source for row in TABLE)
    assert {row.role for row in TABLE if row.policy is Policy.ROLE_SHARE} == set(ROLE.labels)


@pytest.mark.usefixtures("limit_of_twelve_from_march")
def test_a_number_applies_from_its_day_on_and_the_first_one_before_that() -> None:
    days = np.array(["1980-01-01", "2026-02-28", "2026-03-01", "2027-01-01"], dtype="datetime64[D]")
    assert policy_on(days, Policy.CASE_LIMIT).tolist() == [15, 15, 12, 12]
    assert latest(Policy.CASE_LIMIT) == 12


@pytest.mark.usefixtures("limit_of_twelve_from_march")
def test_month_ends_before_a_change_keep_the_number_that_applied() -> None:
    results = computed(involvements=[CLOSED_LONG_AGO, *spells(12)], workforce=[post("ann")])
    by_month = [shown(results, "load_ratio", month)["T1"] for month in (date(2026, 2, 28), MARCH)]
    assert by_month == [80.0, 100.0]


def test_a_role_may_have_a_share_of_its_hours_for_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    half = PolicyNumber(Policy.ROLE_SHARE, 0.5, date(2020, 1, 1), "Local", "senior_practitioner")
    monkeypatch.setattr(workload_policy, "TABLE", (*TABLE, half))
    results = computed(
        involvements=[CLOSED_LONG_AGO, *spells(15), *spells(15, "sue", "T2")],
        workforce=[post("ann"), post("sue", "T2", role="senior_practitioner")],
    )
    found = shown(results, "load_ratio")
    assert (found["T1"], found["T2"]) == (100.0, 200.0)
