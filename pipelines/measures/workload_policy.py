"""The numbers that are policy, not fact: one dated table with a source for each, and an authority's own over it.

What lives here: limits, bands, shares, weights, targets, intervals and divisors. What does not: the file in which an
authority sets its own (`contracts.workload_settings`), or thresholds of disclosure control. To change a number for
everybody, add a row with the day from which it applies: month-ends before that day keep the number that applied.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.contracts.code_lists import ROLE, STATUS
from pipelines.contracts.workload_settings import WorkloadSettings
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
    MAKE_UP_DAYS = "days within which a cancelled supervision session can be made up for"
    WORKING_DAYS_A_YEAR = "working days by which a year of sickness absence is divided"
    LONG_WAIT_WEEKS = "weeks from which a wait for a specialist service is long"
    NEAR_LIMIT_PERCENT = "load, in % of the limit, from which a unit is near the limit"
    WELL_OVER_LIMIT_PERCENT = "load, in % of the limit, above which a unit is well over the limit"
    CASE_WEIGHT = "what one case counts for in the weighted load"
    TARGET = "what a measure should reach, in its own unit"

    @property
    def setting(self) -> str:
        """Its code in the settings file and in a release."""
        return self.name.lower()


OF_FIGURES = (
    Policy.CASE_LIMIT,
    Policy.ROLE_SHARE,
    Policy.NEWLY_QUALIFIED_SHARE,
    Policy.LONG_ABSENCE_DAYS,
    Policy.SUPERVISION_DAYS,
    Policy.SUPERVISION_GRACE_DAYS,
)
"""Numbers that an authority may set and that decide figures; bands, targets and weights only what is said of them."""


@dataclass(frozen=True, slots=True)
class PolicyNumber:
    """One number, from a day on; `applies_to` names the role, status or measure, `reason` why an authority set it."""

    policy: Policy
    value: float
    applies_from: date
    source: str
    applies_to: str = ""
    reason: str = ""


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
        Policy.MAKE_UP_DAYS, 28, ALWAYS, f"{_OURS}: four weeks, within which a session is due in any case (standard 5)."
    ),
    PolicyNumber(
        Policy.WORKING_DAYS_A_YEAR, 253, ALWAYS,
        "Department for Education, children's social work workforce census: the divisor that reproduces its rates.",
    ),
    PolicyNumber(
        Policy.LONG_WAIT_WEEKS, 26, ALWAYS,
        "NSPCC and Coventry University 2014: one child waited six months for a specialist service.",
    ),
    PolicyNumber(Policy.NEAR_LIMIT_PERCENT, 90, ALWAYS, f"{_OURS}."),
    PolicyNumber(Policy.WELL_OVER_LIMIT_PERCENT, 120, ALWAYS, f"{_OURS}."),
    *(
        PolicyNumber(
            Policy.CASE_WEIGHT, 1, ALWAYS,
            "Department for Education: a case is one child, whatever its complexity. An authority may set weights.",
            status,
        )
        for status in STATUS.labels
    ),
    PolicyNumber(Policy.TARGET, 100, ALWAYS, "The limit itself: a load of no more than 100 %.", "load_ratio"),
)  # fmt: skip
"""What the program brings along."""

SET_BY_THE_AUTHORITY = "Set by the authority"


def latest(policy: Policy) -> float:
    """The number as it is now written in the table, for definitions."""
    return max((row for row in TABLE if row.policy is policy), key=lambda row: row.applies_from).value


@dataclass(frozen=True, slots=True)
class WorkloadPolicy:
    """The numbers that apply in one authority: its own from their days on, before them and besides them the table."""

    own: tuple[PolicyNumber, ...] = ()
    table: tuple[PolicyNumber, ...] = field(default_factory=lambda: TABLE)

    def on(self, days: Days, policy: Policy, applies_to: str = "") -> NDArray[np.float64]:
        """The number that applies on each day; before the table's first day its first row, missing without any."""
        rows = self._in_turn(policy, applies_to)
        applies_from = np.array([row.applies_from for row in rows], dtype="datetime64[D]")
        place = np.searchsorted(applies_from, days, side="right")
        return np.array([self._before(rows), *(row.value for row in rows)], dtype=np.float64)[place]

    def at(self, day: date, policy: Policy, applies_to: str = "") -> PolicyNumber | None:
        """The row that applies on one day, with its source and reason; none where nobody has set anything."""
        rows = self._in_turn(policy, applies_to)
        return next((row for row in reversed(rows) if row.applies_from <= day), None)

    def in_turn(self) -> Iterator[PolicyNumber]:
        """Every row that applies at any time, by policy and what it is about, oldest first."""
        about = dict.fromkeys((row.policy, row.applies_to) for row in (*self.table, *self.own))
        for policy, applies_to in sorted(about, key=lambda each: list(Policy).index(each[0])):
            yield from self._in_turn(policy, applies_to)

    @property
    def has_weights(self) -> bool:
        """Whether the authority has set any weight."""
        return any(row.policy is Policy.CASE_WEIGHT for row in self.own)

    def weights_on(self, day: date) -> Mapping[str, float]:
        """What a case of each status counts for."""
        rows = {status: self.at(day, Policy.CASE_WEIGHT, status) for status in STATUS.labels}
        return {status: row.value for status, row in rows.items() if row is not None}

    def _before(self, rows: list[PolicyNumber]) -> float:
        """What an authority sets never reaches back."""
        return rows[0].value if rows and rows[0] not in self.own else math.nan

    def _in_turn(self, policy: Policy, applies_to: str) -> list[PolicyNumber]:
        def rows_of(rows: tuple[PolicyNumber, ...]) -> list[PolicyNumber]:
            found = [row for row in rows if (row.policy, row.applies_to) == (policy, applies_to)]
            return sorted(found, key=lambda row: row.applies_from)

        own = rows_of(self.own)
        return [row for row in rows_of(self.table) if not own or row.applies_from < own[0].applies_from] + own


SHIPPED = WorkloadPolicy()
"""Of an authority that sets nothing."""


def policy_of(settings: pd.DataFrame | None) -> WorkloadPolicy:
    """What applies in an authority with this settings file, checked before."""
    if settings is None or settings.empty:
        return SHIPPED
    by_setting = {policy.setting: policy for policy in Policy}
    columns = [
        settings[WorkloadSettings.setting],
        settings[WorkloadSettings.applies_to],
        settings[WorkloadSettings.applies_from],
        settings[WorkloadSettings.value],
        settings[WorkloadSettings.reason],
    ]
    return WorkloadPolicy(
        tuple(
            PolicyNumber(
                by_setting[setting],
                float(value),
                applies_from.date(),
                SET_BY_THE_AUTHORITY,
                applies_to if isinstance(applies_to, str) else "",
                reason,
            )
            for setting, applies_to, applies_from, value, reason in zip(*columns, strict=True)
        )
    )
