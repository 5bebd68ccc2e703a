"""Time diaries: how many of a practitioner's hours in a month were spent with children and families.

What lives here: one diary per practitioner and month. What does not: who practises (`staff`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.contracts.time_use import TimeUse
from pipelines.measures.scope import Scope
from pipelines.measures.subject import Amount, Person, Subject, SubjectRows
from pipelines.measures.subjects.staff import Staff
from pipelines.snapshots import dates, in_months_to


class Diaries(Subject):
    """In the main team. A diary without hours, or of somebody who did not practise at the month-end, is not counted."""

    key = "diaries"
    grain = "one practising practitioner's time diary of the month"

    person = Person("person", "Whose diary it is")
    hours_direct = Amount("hours_direct", "Hours with children and families")
    hours_recorded = Amount("hours_recorded", "All hours of the diary")


def diaries(scope: Scope, staff: Staff) -> SubjectRows:
    """One row per practitioner and month; nothing known where no diaries were supplied."""
    if not scope.has(TimeUse):
        return scope.nothing_known(Diaries)
    extract = scope.frame(TimeUse)
    row, month = in_months_to(dates(extract[TimeUse.month_end]), 1, scope.months)
    who = scope.practitioner(extract[TimeUse.practitioner_id])[row]
    direct, recorded = (
        extract[column].to_numpy(np.float64)[row] for column in (TimeUse.hours_direct, TimeUse.hours_recorded)
    )
    rows = pd.DataFrame(
        scope.placed(staff.team[who, month], month, scope.months)
        | {Diaries.person: who, Diaries.hours_direct: direct, Diaries.hours_recorded: recorded}
    )
    return SubjectRows(rows[staff.practising[who, month] & (recorded > 0)])
