"""Practitioners in post and the cases they hold, by month-end, and with that their capacity.

What lives here: who is in post, where, with how many hours and cases. What does not: what they learnt or who
supervised them (`learning`, `supervision`), or the frame that is counted (`practitioners`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.contracts.code_lists import ROLE
from pipelines.contracts.workforce import Workforce
from pipelines.measures.scope import Scope
from pipelines.measures.subjects.away import long_absent_by_month
from pipelines.measures.subjects.by_month import (
    DaysByMonth,
    FlagsByMonth,
    NumbersByMonth,
    flags_by_month,
    sums_by_month,
)
from pipelines.measures.subjects.cases import OpenAtMonthEnds
from pipelines.measures.workload_policy import Policy
from pipelines.snapshots import (
    DAY,
    IN_AUTHORITY_SINCE,
    NEWLY_QUALIFIED,
    Positions,
    dates,
    is_yes,
    last_of_each,
    practitioners_in_post,
)

HOLDING_ROLES = ("case_holder", "senior_practitioner")
"""Roles that could hold cases. Others count among practitioners only while they hold one."""
NOWHERE = -1


@dataclass(frozen=True, repr=False, eq=False)
class Staff:
    """Facts by practitioner × month-end. `team` is the main team, or where the cases stand of somebody not in post.

    `fte` is 0 for those not in post. `capacity` is the share of a full-time practitioner's cases that may be held.
    `practising` are those in post who could hold cases, or do.
    """

    team: Positions
    in_post: FlagsByMonth
    agency: FlagsByMonth
    practising: FlagsByMonth
    newly_qualified: FlagsByMonth
    long_absent: FlagsByMonth
    fte: NumbersByMonth
    cases_held: NumbersByMonth
    capacity: NumbersByMonth
    in_authority_since: DaysByMonth


def staff_by_month(scope: Scope, cases: OpenAtMonthEnds) -> Staff:
    """Everyone in post or holding a case, at every month-end."""
    posts = practitioners_in_post(scope.frame(Workforce), scope.months)
    who = scope.practitioner(posts[Workforce.practitioner_id])
    month = np.searchsorted(scope.months, dates(posts[DAY]))

    def flags(column: NDArray[np.bool_]) -> FlagsByMonth:
        return flags_by_month(scope, who[column], month[column])

    def numbers(column: NDArray[np.float64]) -> NumbersByMonth:
        return sums_by_month(scope, who, month, column)

    in_post = flags_by_month(scope, who, month)
    long_absent = in_post & long_absent_by_month(scope)
    held = cases.holder >= 0
    cases_held = sums_by_month(scope, cases.holder[held], cases.month[held])
    team = _team_of_cases(scope, cases, in_post)
    team[who, month] = scope.team(posts[Workforce.team_id])
    since = np.full(in_post.shape, np.datetime64("NaT", "D"))
    since[who, month] = dates(posts[IN_AUTHORITY_SINCE])
    return Staff(
        team=team,
        in_post=in_post,
        agency=flags(is_yes(posts[Workforce.agency])),
        practising=flags(posts[Workforce.role].isin(HOLDING_ROLES).to_numpy()) | (in_post & (cases_held > 0)),
        newly_qualified=flags(posts[NEWLY_QUALIFIED].to_numpy()),
        long_absent=long_absent,
        fte=numbers(posts[Workforce.fte].to_numpy()),
        cases_held=cases_held,
        capacity=numbers(_hours_for_cases(scope, posts, month)) * ~long_absent,
        in_authority_since=since,
    )


def _hours_for_cases(scope: Scope, posts: pd.DataFrame, month: Positions) -> NDArray[np.float64]:
    """FTE × share of the role × share when newly qualified."""
    role_shares = np.array([scope.number(Policy.ROLE_SHARE, role) for role in ROLE.labels])
    role = posts[Workforce.role].cat.set_categories(list(ROLE.labels)).cat.codes.to_numpy()
    learning = scope.number(Policy.NEWLY_QUALIFIED_SHARE)[month]
    share = role_shares[role, month] * np.where(posts[NEWLY_QUALIFIED], learning, 1.0)
    hours: NDArray[np.float64] = posts[Workforce.fte].to_numpy() * share
    return hours


def _team_of_cases(scope: Scope, cases: OpenAtMonthEnds, in_post: FlagsByMonth) -> Positions:
    """For those who hold cases but have no post any more: the team in which most of these cases stand.

    Ties go to the first team of the extract. Everyone else is nowhere yet.
    """
    team = np.full(in_post.shape, NOWHERE, dtype=np.intp)
    gone = np.flatnonzero(~in_post[cases.holder, cases.month] & (cases.holder >= 0))
    teams, months = len(scope.teams), len(scope.months)
    places, number = np.unique(
        (cases.holder[gone] * months + cases.month[gone]) * teams + cases.team[gone], return_counts=True
    )
    most = places[last_of_each(places // teams, number, -places)]
    team[most // teams // months, most // teams % months] = most % teams
    return team
