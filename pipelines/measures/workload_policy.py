"""The numbers that are policy, not fact: one dated table with a source for each, edited here and nowhere else.

What lives here: limits, shares, intervals and divisors that measures use. What does not: the bands of a load ratio
(`signals.load_limits`) or thresholds of disclosure control. To change a number, add a row with the day from which it
applies: month-ends before that day keep the number that applied to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from pipelines.contracts.code_lists import ROLE
from pipelines.snapshots import Days

ALWAYS = date(1990, 1, 1)


class Policy(StrEnum):
    """What a number decides."""

    CASE_LIMIT = "cases a full-time practitioner may hold"
    ROLE_SHARE = "share of a role's hours that is meant for cases"
    NEWLY_QUALIFIED_SHARE = "share of a full workload in the assessed and supported year"
    LONG_ABSENCE_DAYS = "days away from which nobody counts on the practitioner's hours"
    TRAINING_CURRENT_YEARS = "years a course counts as current when it names no last day"
    SUPERVISION_GRACE_DAYS = "days a session may come late and still be in time"
    SUPERVISION_DAYS = "days between managerial supervision sessions"
    NEWLY_QUALIFIED_WEEKLY_DAYS = "days after joining for which a newly qualified practitioner is supervised weekly"
    NEWLY_QUALIFIED_WEEKLY = "days between those weekly sessions"
    NEWLY_QUALIFIED_FORTNIGHTLY_DAYS = "days after joining for which supervision is at least fortnightly"
    NEWLY_QUALIFIED_FORTNIGHTLY = "days between those fortnightly sessions"
    WORKING_DAYS_A_YEAR = "working days by which a year of sickness absence is divided"
    LONG_WAIT_WEEKS = "weeks from which a wait for a specialist service is long"


@dataclass(frozen=True, slots=True)
class PolicyNumber:
    """One number, from a day on. A share of a role names the role."""

    policy: Policy
    value: float
    applies_from: date
    source: str
    role: str = ""


_STANDARD_5 = "Local Government Association, Standards for employers of social workers in England 2020, standard 5"
_OURS = "This project's own choice"

TABLE = (
    PolicyNumber(
        Policy.CASE_LIMIT, 15, ALWAYS,
        "Setting the Bar, Social Work Scotland 2022, indicative. England has no statutory limit, and its directors "
        "call a single figure arbitrary.",
    ),
    *(
        PolicyNumber(Policy.ROLE_SHARE, 1.0, ALWAYS, f"{_OURS}: an authority may set less for any role.", role)
        for role in ROLE.labels
    ),
    PolicyNumber(
        Policy.NEWLY_QUALIFIED_SHARE, 0.90, ALWAYS,
        "Assessed and supported year in employment: 90 % of the workload of a practitioner in years two and three.",
    ),
    PolicyNumber(
        Policy.LONG_ABSENCE_DAYS, 28, ALWAYS,
        f"{_OURS}: four weeks. Devon (2018) takes long-term sick and maternity leave out of the denominator.",
    ),
    PolicyNumber(Policy.TRAINING_CURRENT_YEARS, 3, ALWAYS, f"{_OURS}, stated in the contract of the training extract."),
    PolicyNumber(Policy.SUPERVISION_GRACE_DAYS, 4, ALWAYS, f"{_OURS}: a session that slips over a long weekend."),
    PolicyNumber(Policy.SUPERVISION_DAYS, 31, ALWAYS, f"{_STANDARD_5}: at least monthly."),
    PolicyNumber(Policy.NEWLY_QUALIFIED_WEEKLY_DAYS, 42, ALWAYS, f"{_STANDARD_5}: weekly for six weeks."),
    PolicyNumber(Policy.NEWLY_QUALIFIED_WEEKLY, 7, ALWAYS, f"{_STANDARD_5}: weekly for six weeks."),
    PolicyNumber(Policy.NEWLY_QUALIFIED_FORTNIGHTLY_DAYS, 182, ALWAYS, f"{_STANDARD_5}: fortnightly to six months."),
    PolicyNumber(Policy.NEWLY_QUALIFIED_FORTNIGHTLY, 14, ALWAYS, f"{_STANDARD_5}: fortnightly to six months."),
    PolicyNumber(
        Policy.WORKING_DAYS_A_YEAR, 253, ALWAYS,
        "Department for Education, children's social work workforce census: the divisor that reproduces its rates.",
    ),
    PolicyNumber(
        Policy.LONG_WAIT_WEEKS, 26, ALWAYS,
        "NSPCC and Coventry University 2014: one child waited six months for a specialist service.",
    ),
)  # fmt: skip


def latest(policy: Policy) -> float:
    """The number as it is now written in the table, for definitions."""
    return max((row for row in TABLE if row.policy is policy), key=lambda row: row.applies_from).value


def policy_on(days: Days, policy: Policy, role: str = "") -> NDArray[np.float64]:
    """The number that applies on each day; before the first row's day, the first row."""
    rows = sorted((row for row in TABLE if (row.policy, row.role) == (policy, role)), key=lambda row: row.applies_from)
    applies_from = np.array([row.applies_from for row in rows], dtype="datetime64[D]")
    place = np.maximum(np.searchsorted(applies_from, days, side="right") - 1, 0)
    return np.array([row.value for row in rows], dtype=np.float64)[place]
