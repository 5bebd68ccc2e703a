"""Managerial sessions that were cancelled, and whether another was held in the weeks after.

What lives here: cancelled sessions laid against months. What does not: the weeks, which are policy (`workload_policy`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipelines.contracts.supervision import Supervision
from pipelines.measures.scope import Scope, known_after
from pipelines.measures.subject import NEVER, Span
from pipelines.measures.subjects.away import days_of_long_absence
from pipelines.measures.subjects.by_month import FlagsByMonth, flags_by_month
from pipelines.measures.subjects.sessions import is_cancelled, is_managerial
from pipelines.measures.workload_policy import Policy
from pipelines.snapshots import dates, day_after, in_months_to, month_end_of

CANCELLED_WINDOW = 3
"""Months in which the time to make up for a cancelled session ran out."""
_WHO, _PLANNED, _HELD = "practitioner", "planned", "held"


@dataclass(frozen=True, repr=False, eq=False)
class Cancelled:
    """Facts by practitioner × month-end: who had a session cancelled, and who had one that was not made up for."""

    any: FlagsByMonth
    not_made_up: FlagsByMonth
    known: Span


def cancelled_by_month(scope: Scope) -> Cancelled:
    """Everyone's cancelled managerial sessions; nothing known where nobody records whether one was cancelled.

    A session is told of once the days to make up for it have run out. It was made up for by any managerial session held
    from the day it was planned for to the last of these days; one may make up for several. A session is left out where
    its practitioner was away for long on one of these days.
    """
    if not scope.has(Supervision, Supervision.cancelled):
        nobody = np.zeros((len(scope.practitioners), len(scope.months)), dtype=np.bool_)
        return Cancelled(nobody, nobody, NEVER)
    sessions = scope.frame(Supervision)
    cancelled = _with_next_held(scope, sessions)
    who, planned, held = cancelled[_WHO].to_numpy(), dates(cancelled[_PLANNED]), dates(cancelled[_HELD])
    allowed = scope.workload.on(planned, Policy.MAKE_UP_DAYS).astype("timedelta64[D]")
    session, month = in_months_to(planned + allowed, CANCELLED_WINDOW, scope.months)
    until = day_after(planned + allowed)[session]
    there = days_of_long_absence(scope, who[session], planned[session], until, month) == 0
    session, month = session[there], month[there]
    # A comparison with no date at all is false: nothing made up for it.
    lost = ~(held <= planned + allowed)[session]
    # Where blank means held, the first answer recorded is the first cancellation.
    answered = dates(sessions[Supervision.held_on])[sessions[Supervision.cancelled].notna().to_numpy()]
    last = month_end_of(dates(sessions[Supervision.held_on])[~is_cancelled(sessions)])
    return Cancelled(
        any=flags_by_month(scope, who[session], month),
        not_made_up=flags_by_month(scope, who[session][lost], month[lost]),
        # The month before the window holds sessions whose time ran out in it.
        known=replace(known_after(answered, CANCELLED_WINDOW + 1), last=last.max()) if len(last) else NEVER,
    )


def _with_next_held(scope: Scope, sessions: pd.DataFrame) -> pd.DataFrame:
    """One row per cancelled managerial session with the next one held, that day included; missing where none was."""
    managerial = sessions[is_managerial(sessions)]
    off = is_cancelled(managerial)
    who = scope.practitioner(managerial[Supervision.practitioner_id])
    day = managerial[Supervision.held_on].to_numpy()
    planned = pd.DataFrame({_WHO: who[off], _PLANNED: day[off]}).sort_values(_PLANNED)
    held = pd.DataFrame({_WHO: who[~off], _HELD: day[~off]}).sort_values(_HELD)
    return pd.merge_asof(planned, held, left_on=_PLANNED, right_on=_HELD, by=_WHO, direction="forward")
