"""Supervision by practitioner and month-end: who is due, who had it in time, who met peers, whose was cancelled.

What lives here: sessions laid against months and the rule of when one is due. What does not: the intervals, which are
policy (`workload_policy`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pipelines.contracts.supervision import Supervision
from pipelines.measures.scope import Scope, known_after
from pipelines.measures.subject import NEVER, Span
from pipelines.measures.subjects.away import back_from_long_absence
from pipelines.measures.subjects.by_month import (
    DaysByMonth,
    FlagsByMonth,
    NumbersByMonth,
    flags_by_month,
    latest_by_month,
)
from pipelines.measures.subjects.cancellations import Cancelled, cancelled_by_month
from pipelines.measures.subjects.sessions import is_managerial, sessions_held
from pipelines.measures.subjects.staff import Staff
from pipelines.measures.workload_policy import Policy
from pipelines.snapshots import dates, in_months_to, month_end_of

WITH_PEERS = ("peer", "group")
PEER_WINDOW = 3
"""Months in which one session with peers is looked for."""


@dataclass(frozen=True, repr=False, eq=False)
class Supervised:
    """Facts by practitioner × month-end. `in_time` is told only of those who are `due`."""

    due: FlagsByMonth
    in_time: FlagsByMonth
    with_peers: FlagsByMonth
    cancelled: Cancelled
    managerial_known: Span
    peers_known: Span


def supervised_by_month(scope: Scope, staff: Staff) -> Supervised:
    """Everyone's supervision at every month-end; nothing known where no supervision extract was supplied."""
    sessions, cancelled = sessions_held(scope), cancelled_by_month(scope)
    if sessions is None:
        nobody = np.zeros(staff.in_post.shape, dtype=np.bool_)
        return Supervised(nobody, nobody, nobody, cancelled, NEVER, NEVER)
    who, held = scope.practitioner(sessions[Supervision.practitioner_id]), dates(sessions[Supervision.held_on])
    managerial = is_managerial(sessions)
    with_peers = sessions[Supervision.kind].isin(WITH_PEERS).to_numpy()
    session, month = in_months_to(held[with_peers], PEER_WINDOW, scope.months)
    # A month without a single session is one that a late extract does not tell of yet.
    last = month_end_of(held).max()
    interval = longest_interval(scope, staff)
    return Supervised(
        due=_due(scope, staff, interval),
        in_time=_days_to_month_end(scope, latest_by_month(scope, who[managerial], held[managerial])) <= interval,
        with_peers=flags_by_month(scope, who[with_peers][session], month),
        cancelled=cancelled,
        # The session before the first one recorded is not known, so a whole month must have gone by.
        managerial_known=replace(known_after(held, 2), last=last),
        peers_known=replace(known_after(held, PEER_WINDOW), last=last),
    )


def longest_interval(scope: Scope, staff: Staff) -> NumbersByMonth:
    """The most days that may have gone by since a managerial session, grace included.

    Newly qualified practitioners are supervised weekly at first, then fortnightly, by their days in the authority.
    """

    def number(policy: Policy) -> NumbersByMonth:
        return scope.number(policy)

    served = _days_to_month_end(scope, staff.in_authority_since)
    weekly = staff.newly_qualified & (served <= number(Policy.NEWLY_QUALIFIED_WEEKLY_DAYS))
    fortnightly = staff.newly_qualified & (served <= number(Policy.NEWLY_QUALIFIED_FORTNIGHTLY_DAYS))
    interval = np.where(fortnightly, number(Policy.NEWLY_QUALIFIED_FORTNIGHTLY), number(Policy.SUPERVISION_DAYS))
    interval = np.where(weekly, number(Policy.NEWLY_QUALIFIED_WEEKLY), interval)
    return interval + number(Policy.SUPERVISION_GRACE_DAYS)


def _due(scope: Scope, staff: Staff, interval: NumbersByMonth) -> FlagsByMonth:
    """Practising, not away for long, and at work for a whole interval since joining or coming back from an absence."""
    at_work = np.fmin(
        _days_to_month_end(scope, staff.in_authority_since), _days_to_month_end(scope, back_from_long_absence(scope))
    )
    return staff.practising & ~staff.long_absent & (at_work >= interval)


def _days_to_month_end(scope: Scope, days: DaysByMonth) -> NumbersByMonth:
    """How many days each day lies back at each month-end; missing where there is none."""
    lies_back = (scope.months - days).astype(np.float64)
    lies_back[np.isnat(days)] = np.nan
    return lies_back
