"""Cases: open at a month-end, begun in a month, ended in a month.

What lives here: one row per child, and what is recorded of the case. What does not: which involvement counts
(`snapshots`), or who its holder is beyond hours and training (`staff`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.contracts.code_lists import NO, NOT_RECORDED, ONLINE_HARM, STATUS, YES
from pipelines.contracts.involvements import Involvements
from pipelines.measures.scope import Scope
from pipelines.measures.subject import Code, Flag, Span, Subject, SubjectRows
from pipelines.measures.subjects.by_month import FlagsByMonth
from pipelines.snapshots import (
    DAY,
    Positions,
    case_beginnings,
    case_endings,
    cases_open_on,
    dates,
    in_months_to,
    includes,
    last_of_each,
)

SEXUAL_ABUSE = "SAB"
ON_PLAN = "cp"


class OpenCases(Subject):
    """Every child once, in the team that holds the case; flags are of the involvement that counts."""

    key = "open_cases"
    grain = "one child whose case is open at the month-end"

    allocated = Flag("allocated", "A practitioner holds the case")
    holder_has_hours = Flag("holder_has_hours", "Whoever holds the case has available hours")
    holder_trained = Flag("holder_trained", "Whoever holds the case has current training in online abuse")
    category_recorded = Flag("category_recorded", "A category of abuse is recorded")
    for_sexual_abuse = Flag("for_sexual_abuse", "The category of abuse is sexual abuse")
    online_yes = Flag("online_yes", "The case is recorded as involving online abuse")
    online_no = Flag("online_no", "The case is recorded as not involving online abuse")
    online_recorded = Flag("online_recorded", "Somebody recorded whether the case involves online abuse")
    concern_yes = Flag("concern_yes", "Child sexual abuse or exploitation is a recorded concern")
    concern_no = Flag("concern_no", "It is recorded that sexual abuse or exploitation is no concern")
    panel_yes = Flag("panel_yes", "The case is recorded as discussed at a multi-agency panel")
    panel_recorded = Flag("panel_recorded", "Somebody recorded whether a multi-agency panel discussed the case")
    proceedings_yes = Flag("proceedings_yes", "Criminal proceedings are recorded as under way")
    proceedings_recorded = Flag("proceedings_recorded", "Somebody recorded whether criminal proceedings are under way")
    status = Code("status", "Plan or stage", STATUS)
    online_harm = Code("online_harm", "Forms of online harm", ONLINE_HARM, NOT_RECORDED)


class CasesOpened(Subject):
    """A change of team, holder or status opens nothing."""

    key = "cases_opened"
    grain = "one child whose case began in the month"


class CasesClosed(Subject):
    """A change of team, holder or status closes nothing."""

    key = "cases_closed"
    grain = "one child whose case ended in the month"


@dataclass(frozen=True, repr=False, eq=False)
class OpenAtMonthEnds:
    """The involvement that counts for each child and month-end, with codes of month, team, holder, child."""

    involvements: pd.DataFrame
    month: Positions
    team: Positions
    holder: Positions
    child: Positions


def open_at_month_ends(scope: Scope) -> OpenAtMonthEnds:
    """Who holds which case at each month-end."""
    counted = cases_open_on(scope.frame(Involvements), scope.months)
    return OpenAtMonthEnds(
        involvements=counted,
        month=np.searchsorted(scope.months, dates(counted[DAY])),
        team=scope.team(counted[Involvements.team_id]),
        holder=scope.practitioner(counted[Involvements.practitioner_id]),
        child=counted[Involvements.child_id].cat.codes.to_numpy().astype(np.intp),
    )


def open_cases(
    scope: Scope,
    cases: OpenAtMonthEnds,
    has_hours: FlagsByMonth,
    trained: FlagsByMonth,
    trained_known: Span,
) -> SubjectRows:
    """One row per child and month-end; `has_hours` and `trained` tell of practitioners by month."""
    counted = cases.involvements
    allocated = cases.holder >= 0
    online, concern = counted[Involvements.online_abuse], counted[Involvements.sexual_abuse_concern]
    online_yes, online_no = includes(online, YES), includes(online, NO)
    panel, proceedings = counted[Involvements.multi_agency_panel], counted[Involvements.criminal_proceedings]
    rows = pd.DataFrame(
        scope.placed(cases.team, cases.month, scope.months)
        | {
            OpenCases.allocated: allocated,
            OpenCases.holder_has_hours: allocated & has_hours[cases.holder, cases.month],
            OpenCases.holder_trained: allocated & trained[cases.holder, cases.month],
            OpenCases.category_recorded: counted[Involvements.category_of_abuse].notna(),
            OpenCases.for_sexual_abuse: includes(counted[Involvements.category_of_abuse], SEXUAL_ABUSE),
            OpenCases.online_yes: online_yes,
            OpenCases.online_no: online_no,
            OpenCases.online_recorded: online_yes | online_no,
            OpenCases.concern_yes: includes(concern, YES),
            OpenCases.concern_no: includes(concern, NO),
            OpenCases.panel_yes: includes(panel, YES),
            OpenCases.panel_recorded: includes(panel, YES) | includes(panel, NO),
            OpenCases.proceedings_yes: includes(proceedings, YES),
            OpenCases.proceedings_recorded: includes(proceedings, YES) | includes(proceedings, NO),
            OpenCases.status: counted[Involvements.status],
            OpenCases.online_harm: _with_blank_as_code(counted[Involvements.online_harm]),
        }
    )
    return SubjectRows(rows, {OpenCases.holder_trained: trained_known})


def cases_opened(scope: Scope) -> SubjectRows:
    """One row per child and month in which its case began."""
    return SubjectRows(_children_by_month(scope, case_beginnings(scope.frame(Involvements))))


def cases_closed(scope: Scope) -> SubjectRows:
    """One row per child and month in which its case ended."""
    return SubjectRows(_children_by_month(scope, case_endings(scope.frame(Involvements))))


def _children_by_month(scope: Scope, changes: pd.DataFrame) -> pd.DataFrame:
    """A child whose case began (or ended) twice in a month counts once, where it did so last."""
    event, month = in_months_to(dates(changes[DAY]), 1, scope.months)
    child = changes[Involvements.child_id].cat.codes.to_numpy().astype(np.intp)[event]
    last = last_of_each(child * len(scope.months) + month, dates(changes[DAY])[event])
    return pd.DataFrame(scope.placed(scope.team(changes[Involvements.team_id])[event[last]], month[last], scope.months))


def _with_blank_as_code(column: pd.Series) -> pd.Series:
    """A case of online abuse without a form is shown as such, not left out."""
    return column.cat.add_categories([NOT_RECORDED]).fillna(NOT_RECORDED)
