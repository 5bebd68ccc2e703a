"""The staff survey: who was in post on the day of a wave, and what was answered.

What lives here: respondents and those invited, by wave. What does not: how an answer becomes an indicator
(`surveys.scoring`). Answers are never joined to practitioners: a team and a wave are all they share.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.contracts.survey import Survey
from pipelines.contracts.workforce import Workforce
from pipelines.measures.scope import Scope
from pipelines.measures.subject import Flag, Subject, SubjectRows
from pipelines.measures.subjects.staff import HOLDING_ROLES
from pipelines.periods import PeriodKind
from pipelines.snapshots import DAY, dates, month_end_of, practitioners_in_post
from pipelines.surveys.definition import load_instrument
from pipelines.surveys.scoring import answered, score

INSTRUMENT = load_instrument("single_item_stress")
STRESSED, ABLE_TO_TELL = "moderately_or_very_stressed", "able_to_tell_manager"


class Respondents(Subject):
    """A blank answer is in no denominator."""

    key = "respondents"
    grain = "one returned questionnaire of a wave"
    period_kind = PeriodKind.WAVE

    stress_answered = Flag("stress_answered", "Said how stressed they are")
    stressed = Flag("stressed", "Is moderately or very stressed by work")
    manager_answered = Flag("manager_answered", "Said whether they could tell their manager")
    could_tell_manager = Flag("could_tell_manager", "Would feel able to tell the line manager about stress")


class Invited(Subject):
    """Those with a role that could hold cases, absent or not. Managers are not asked."""

    key = "invited"
    grain = "one practitioner in post on the day of a wave"
    period_kind = PeriodKind.WAVE


def respondents(scope: Scope) -> SubjectRows:
    """One row per returned questionnaire of a wave in the window."""
    if not scope.has_a_wave():
        return scope.nothing_known(Respondents)
    survey = scope.frame(Survey)
    held = month_end_of(dates(survey[Survey.wave]))
    returns = survey[np.isin(held, scope.waves)]
    scored = score(returns, INSTRUMENT)
    wave = np.searchsorted(scope.waves, month_end_of(dates(returns[Survey.wave])))
    return SubjectRows(
        pd.DataFrame(
            scope.placed(scope.team(returns[Survey.team_id]), wave, scope.waves)
            | {
                Respondents.stress_answered: scored[answered(STRESSED)].to_numpy(),
                Respondents.stressed: scored[STRESSED].to_numpy(),
                Respondents.manager_answered: scored[answered(ABLE_TO_TELL)].to_numpy(),
                Respondents.could_tell_manager: scored[ABLE_TO_TELL].to_numpy(),
            }
        )
    )


def invited(scope: Scope) -> SubjectRows:
    """One row per practitioner and wave. Of two census days in a month the later one counts."""
    if not scope.has_a_wave():
        return scope.nothing_known(Invited)
    days = np.unique(dates(scope.frame(Survey)[Survey.wave]))
    held = days[np.searchsorted(days, scope.waves, side="right") - 1]
    posts = practitioners_in_post(scope.frame(Workforce), held)
    asked = posts[posts[Workforce.role].isin(HOLDING_ROLES)]
    wave = np.searchsorted(held, dates(asked[DAY]))
    return SubjectRows(pd.DataFrame(scope.placed(scope.team(asked[Workforce.team_id]), wave, scope.waves)))
