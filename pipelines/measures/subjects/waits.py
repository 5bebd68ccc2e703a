"""Waits for a specialist service: from the referral until it began, or until now.

What lives here: one wait per child and month-end, still running ones included. What does not: the median of them
(`counting`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.contracts.involvements import Involvements
from pipelines.measures.scope import Scope, known_after
from pipelines.measures.subject import Amount, Flag, Subject, SubjectRows
from pipelines.measures.subjects.cases import OpenAtMonthEnds
from pipelines.measures.workload_policy import Policy
from pipelines.snapshots import Positions, dates, in_months_to, last_of_each, open_on

SERVED_WINDOW = 12
"""Months for which a wait that is over still counts."""
_DAYS_A_WEEK = 7
_CHILD, _MONTH, _TEAM, _REFERRED, _BEGAN = "child", "month", "team", "referred", "began"


class Waits(Subject):
    """A wait ends when the service begins; of a child whose case closes before, it is not counted from then on.

    A child with two referrals is counted once: still waiting before served, then the longer wait.
    """

    key = "waits"
    grain = "one child who waits for a specialist service at the month-end, or whose wait ended in the year before"

    waiting = Flag("waiting", "The service has not begun")
    over = Flag("over", "The service has begun, so the wait is over")
    long_wait = Flag("long_wait", "The wait has lasted longer than 26 weeks")
    weeks = Amount("weeks", "Weeks from the referral until the service began, or until the month-end")


def waits(scope: Scope, cases: OpenAtMonthEnds) -> SubjectRows:
    """One row per child and month-end; nothing known where no referral was ever supplied."""
    if not scope.has(Involvements, Involvements.specialist_referred):
        return scope.nothing_known(Waits)
    referrals = _referrals(scope)
    by_month = pd.concat([_running(scope, referrals, cases), _ended(scope, referrals, cases)])
    counted = by_month.take(
        last_of_each(
            (by_month[_CHILD] * len(scope.months) + by_month[_MONTH]).to_numpy(),
            by_month[Waits.waiting].to_numpy(),
            by_month[Waits.weeks].to_numpy(),
        )
    )
    month, waiting, weeks = (counted[column].to_numpy() for column in (_MONTH, Waits.waiting, Waits.weeks))
    rows = pd.DataFrame(
        scope.placed(counted[_TEAM].to_numpy(), month, scope.months)
        | {
            Waits.waiting: waiting,
            Waits.over: ~waiting,
            Waits.long_wait: weeks > scope.number(Policy.LONG_WAIT_WEEKS)[month],
            Waits.weeks: weeks,
        }
    )
    # Whose case closed before the casework extract begins is not in it, though the service may have begun that year.
    known = known_after(scope.first_ending, SERVED_WINDOW)
    return SubjectRows(rows, dict.fromkeys((Waits.over, Waits.weeks), known))


def _referrals(scope: Scope) -> pd.DataFrame:
    """One row per child and day of referral, with the day the service began, in the team that held the case last."""
    involvements = scope.frame(Involvements).dropna(subset=Involvements.specialist_referred)
    spells = pd.DataFrame(
        {
            _CHILD: involvements[Involvements.child_id].cat.codes.to_numpy().astype(np.intp),
            _TEAM: scope.team(involvements[Involvements.team_id]),
            _REFERRED: dates(involvements[Involvements.specialist_referred]),
            _BEGAN: dates(involvements[Involvements.specialist_started]),
            Involvements.started: dates(involvements[Involvements.started]),
        }
    )
    in_order = spells.sort_values([_CHILD, _REFERRED, Involvements.started, _TEAM], ignore_index=True)
    return in_order.groupby([_CHILD, _REFERRED], as_index=False).agg({_BEGAN: "min", _TEAM: "last"})


def _running(scope: Scope, referrals: pd.DataFrame, cases: OpenAtMonthEnds) -> pd.DataFrame:
    """Waits that go on at a month-end, in the team that holds the open case now."""
    referred = dates(referrals[_REFERRED])
    wait, month = open_on(referred, dates(referrals[_BEGAN]), scope.months)
    child = referrals[_CHILD].to_numpy()[wait]
    team = _team_now(scope, cases, child, month)
    weeks = (scope.months[month] - referred[wait]).astype(np.float64) / _DAYS_A_WEEK
    running = {_CHILD: child, _MONTH: month, _TEAM: team, Waits.waiting: True, Waits.weeks: weeks}
    return pd.DataFrame(running)[team >= 0]


def _ended(scope: Scope, referrals: pd.DataFrame, cases: OpenAtMonthEnds) -> pd.DataFrame:
    """Waits whose service began in the twelve months to a month-end; a closed case stays in its last team."""
    referred, began = dates(referrals[_REFERRED]), dates(referrals[_BEGAN])
    wait, month = in_months_to(began, SERVED_WINDOW, scope.months)
    child = referrals[_CHILD].to_numpy()[wait]
    now, last = _team_now(scope, cases, child, month), referrals[_TEAM].to_numpy()[wait]
    weeks = (began - referred)[wait].astype(np.float64) / _DAYS_A_WEEK
    team = np.where(now >= 0, now, last)
    return pd.DataFrame({_CHILD: child, _MONTH: month, _TEAM: team, Waits.waiting: False, Waits.weeks: weeks})


def _team_now(scope: Scope, cases: OpenAtMonthEnds, child: Positions, month: Positions) -> Positions:
    """The team that holds each child's open case at the month-end; -1 where the case is not open."""
    months = len(scope.months)
    open_cases = pd.Series(cases.team, index=cases.child * months + cases.month)
    return open_cases.reindex(child * months + month, fill_value=-1).to_numpy()
