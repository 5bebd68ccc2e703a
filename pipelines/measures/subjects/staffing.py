"""Posts: what a team is meant to have, what stands empty and what is filled, at a month-end."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.contracts.establishment import Establishment
from pipelines.measures.scope import Scope
from pipelines.measures.subject import Amount, Subject, SubjectRows
from pipelines.measures.subjects.by_month import NumbersByMonth
from pipelines.measures.subjects.staff import Staff
from pipelines.snapshots import dates, in_months_to


class Establishments(Subject):
    """A team that the establishment extract leaves out in a month has no row, and counts in neither part of a rate."""

    key = "establishments"
    grain = "one team at one month-end"

    vacant_fte = Amount("vacant_fte", "Vacant posts, FTE, covered by agency staff or not")
    vacant_or_filled_fte = Amount("vacant_or_filled_fte", "Vacant posts and employed practitioners in post, FTE")


def establishments(scope: Scope, staff: Staff) -> SubjectRows:
    """One row per team and month-end of the extract."""
    if not scope.has(Establishment):
        return scope.nothing_known(Establishments)
    extract = scope.frame(Establishment)
    row, month = in_months_to(dates(extract[Establishment.month_end]), 1, scope.months)
    team = scope.team(extract[Establishment.team_id])[row]
    vacant = extract[Establishment.vacancies_fte].to_numpy(np.float64)[row]
    filled = _employed_fte(scope, staff)[team, month]
    return SubjectRows(
        pd.DataFrame(
            scope.placed(team, month, scope.months)
            | {Establishments.vacant_fte: vacant, Establishments.vacant_or_filled_fte: vacant + filled}
        )
    )


def _employed_fte(scope: Scope, staff: Staff) -> NumbersByMonth:
    """Team × month-end: FTE in post, agency staff excluded."""
    who, month = np.nonzero(staff.in_post & ~staff.agency)
    months = len(scope.months)
    key = staff.team[who, month] * months + month
    fte: NumbersByMonth = np.bincount(key, staff.fte[who, month], minlength=len(scope.teams) * months).astype(
        np.float64
    )
    return fte.reshape(-1, months)
