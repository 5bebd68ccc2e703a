"""Gaps between managerial sessions: how long practitioners go without, and for how long they have gone now.

What lives here: one gap per session or month-end, with its days. What does not: quantiles of them (`counting`), or who
is supervised in time (`supervision`).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from pipelines.contracts.supervision import Supervision
from pipelines.measures.scope import Scope, known_after
from pipelines.measures.subject import Amount, Flag, Subject, SubjectRows
from pipelines.measures.subjects.away import days_of_long_absence
from pipelines.measures.subjects.by_month import latest_by_month
from pipelines.measures.subjects.sessions import is_managerial, sessions_held
from pipelines.measures.subjects.staff import Staff
from pipelines.snapshots import Days, Positions, dates, in_months_to, month_end_of

GAP_WINDOW = 3
"""Months for which a gap that is over still counts."""
_WHO, _MONTH, _PREVIOUS, _ENDS = "practitioner", "month", "previous", "ends"


class SupervisionGaps(Subject):
    """A gap begins with a session, or on joining the authority. Long absence stops its clock.

    A gap that began before the first session recorded lasts at least from then on: it is never said to be over.
    """

    key = "supervision_gaps"
    grain = (
        "one gap in the managerial supervision of a practising practitioner, open at the month-end or closed by a "
        "session in the three months to it"
    )

    still_open = Flag("still_open", "The gap is open at the month-end: each practitioner has one such gap")
    over = Flag("over", "A session has closed the gap, and its beginning is recorded")
    days = Amount("days", "Days until the session, or until the month-end, without days of long absence")


def supervision_gaps(scope: Scope, staff: Staff) -> SubjectRows:
    """Every gap by month-end; nothing known where no supervision extract was supplied."""
    sessions = sessions_held(scope)
    if sessions is None:
        return scope.nothing_known(SupervisionGaps)
    recorded = dates(sessions[Supervision.held_on])
    managerial = is_managerial(sessions)
    who, held = scope.practitioner(sessions[Supervision.practitioner_id])[managerial], recorded[managerial]
    gaps = pd.concat([_open(scope, staff, who, held), _closed(scope, staff, who, held)], ignore_index=True)
    person, month, ends = gaps[_WHO].to_numpy(), gaps[_MONTH].to_numpy(), dates(gaps[_ENDS])
    # A session of an earlier stay in the authority begins no gap of this one.
    begun = np.fmax(dates(gaps[_PREVIOUS]), staff.in_authority_since[person, month])
    told_from = np.maximum(begun, recorded.min())
    away = days_of_long_absence(scope, person, told_from, ends, month)
    still_open = gaps[SupervisionGaps.still_open].to_numpy()
    rows = pd.DataFrame(
        scope.placed(staff.team[person, month], month, scope.months)
        | {
            SupervisionGaps.still_open: still_open,
            SupervisionGaps.over: ~still_open & (begun >= recorded.min()),
            SupervisionGaps.days: (ends - told_from).astype(np.float64) - away,
        }
    )
    # The month before the window tells when the gaps that ended in it began.
    known = replace(known_after(recorded, GAP_WINDOW + 1), last=month_end_of(recorded).max())
    return SubjectRows(rows[still_open | (ends > told_from)], rows_known=known)


def _open(scope: Scope, staff: Staff, who: Positions, held: Days) -> pd.DataFrame:
    """One gap of each practising practitioner and month-end, since the last session."""
    person, month = np.nonzero(staff.practising)
    since = latest_by_month(scope, who, held)[person, month]
    return _gaps(person, month, since, scope.months[month], still_open=True)


def _closed(scope: Scope, staff: Staff, who: Positions, held: Days) -> pd.DataFrame:
    """The gap that each session of the window closed, by month-end at which its practitioner practises."""
    order = np.lexsort((held, who))
    who, held = who[order], held[order]
    previous = np.append(np.datetime64("NaT", "D"), held[:-1])
    previous[np.diff(who, prepend=-1) != 0] = np.datetime64("NaT", "D")
    session, month = in_months_to(held, GAP_WINDOW, scope.months)
    counted = staff.practising[who[session], month]
    session, month = session[counted], month[counted]
    return _gaps(who[session], month, previous[session], held[session], still_open=False)


def _gaps(person: Positions, month: Positions, previous: Days, ends: Days, *, still_open: bool) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _WHO: person,
            _MONTH: month,
            _PREVIOUS: previous.astype("datetime64[s]"),
            _ENDS: ends.astype("datetime64[s]"),
            SupervisionGaps.still_open: still_open,
        }
    )
