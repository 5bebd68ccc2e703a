"""Every subject's frame of one authority, in the order in which one needs the other."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.contracts.survey_items import enabled_instruments
from pipelines.measures.scope import Scope
from pipelines.measures.subject import Subject, SubjectRows
from pipelines.measures.subjects.attendance import attendance_by_month
from pipelines.measures.subjects.cases import (
    CasesClosed,
    CasesOpened,
    OpenCases,
    cases_closed,
    cases_opened,
    open_at_month_ends,
    open_cases,
)
from pipelines.measures.subjects.holdings import holdings_by_month
from pipelines.measures.subjects.learning import ONLINE_ABUSE, learning_by_month
from pipelines.measures.subjects.practitioners import Practitioners, practitioners
from pipelines.measures.subjects.staff import staff_by_month
from pipelines.measures.subjects.staffing import Establishments, establishments
from pipelines.measures.subjects.supervision import supervised_by_month
from pipelines.measures.subjects.supervision_gaps import SupervisionGaps, supervision_gaps
from pipelines.measures.subjects.survey_returns import (
    Invited,
    Respondents,
    all_answers,
    answers_to,
    invited,
    respondents,
)
from pipelines.measures.subjects.time_use import Diaries, diaries
from pipelines.measures.subjects.turnover import Leavers, SicknessAbsences, leavers, sickness_absences
from pipelines.measures.subjects.waits import Waits, waits

SUBJECTS: tuple[type[Subject], ...] = (
    OpenCases,
    CasesOpened,
    CasesClosed,
    Practitioners,
    Establishments,
    Leavers,
    SicknessAbsences,
    SupervisionGaps,
    Diaries,
    Waits,
    Respondents,
    Invited,
    *map(answers_to, enabled_instruments()),
)


def gather(scope: Scope) -> Mapping[type[Subject], SubjectRows]:
    """The frames that quantities count, by subject."""
    cases = open_at_month_ends(scope)
    staff = staff_by_month(scope, cases)
    learning = learning_by_month(scope)
    supervised = supervised_by_month(scope, staff)
    attendance, holdings = attendance_by_month(scope, staff.practising), holdings_by_month(scope, cases)
    trained = learning.trained[ONLINE_ABUSE]
    return {
        OpenCases: open_cases(scope, cases, staff.capacity > 0, trained, learning.cover_known),
        CasesOpened: cases_opened(scope),
        CasesClosed: cases_closed(scope),
        Practitioners: practitioners(scope, staff, learning, supervised, attendance=attendance, holdings=holdings),
        Establishments: establishments(scope, staff),
        Leavers: leavers(scope),
        SicknessAbsences: sickness_absences(scope),
        SupervisionGaps: supervision_gaps(scope, staff),
        Diaries: diaries(scope, staff),
        Waits: waits(scope, cases),
        Respondents: respondents(scope),
        Invited: invited(scope),
        **all_answers(scope),
    }
