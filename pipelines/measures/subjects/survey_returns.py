"""The staff survey: who was in post on the day of a wave, who returned a form, and what was answered.

What lives here: returned forms and those invited, by wave, and the answers to each instrument scored. What does not:
how an answer becomes a score (`surveys.scoring`). Answers are never joined to practitioners: a team and a wave are all
they share.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.contracts.survey import Survey
from pipelines.contracts.survey_items import enabled_instruments
from pipelines.contracts.workforce import Workforce
from pipelines.measures.scope import Scope
from pipelines.measures.subject import NEVER, Amount, Flag, Person, Subject, SubjectColumn, SubjectRows
from pipelines.measures.subjects.staff import HOLDING_ROLES
from pipelines.periods import PeriodKind
from pipelines.snapshots import DAY, Days, Flags, dates, month_end_of, practitioners_in_post
from pipelines.surveys.instrument import Instrument, Method, Scale
from pipelines.surveys.scoring import answered, score

RESPONDENT = "respondent"
IN_PERCENT = 100.0


class Respondents(Subject):
    """Whatever was asked of them; a form without a single answer is returned all the same."""

    key = "respondents"
    grain = "one returned questionnaire of a wave"
    period_kind = PeriodKind.WAVE


class Invited(Subject):
    """Those with a role that could hold cases, absent or not. Managers are not asked."""

    key = "invited"
    grain = "one practitioner in post on the day of a wave"
    period_kind = PeriodKind.WAVE


@cache
def answers_to(instrument: Instrument) -> type[Subject]:
    """The subject of one instrument: a flag for each indicator, a score for each scale, and whether it has one.

    A blank answer is in no denominator.
    """
    return type(
        "Answers",
        (Subject,),
        {
            "key": f"answers_{instrument.id}",
            "grain": f"one returned questionnaire of a wave, read for: {instrument.title}",
            "period_kind": PeriodKind.WAVE,
            **{str(column): column for column in _columns(instrument)},
        },
    )


def _columns(instrument: Instrument) -> Iterator[SubjectColumn]:
    if instrument.scales:
        yield Person(RESPONDENT, "Whose form it is")
    for scale in instrument.scales:
        yield Flag(answered(scale.told.key), f"Answered enough questions of: {scale.title}")
        yield Amount(scale.told.key, scale.title)
    for indicator in instrument.indicators:
        yield Flag(answered(indicator.told.key), f"Gave an answer that counts: {indicator.title}")
        yield Flag(indicator.told.key, indicator.title)


def all_answers(scope: Scope) -> dict[type[Subject], SubjectRows]:
    """The answers to every instrument that is in use."""
    return {answers_to(instrument): answers(scope, instrument) for instrument in enabled_instruments()}


def answers(scope: Scope, instrument: Instrument) -> SubjectRows:
    """One row per returned questionnaire of a wave in the window, whatever it asked."""
    subject = answers_to(instrument)
    if not scope.has_a_wave():
        return scope.nothing_known(subject)
    within, placed = _returned(scope)
    scored = score(scope.frame(Survey)[within], instrument)
    facts: dict[str, NDArray[Any]] = {RESPONDENT: np.arange(len(scored))}
    for scale in instrument.scales:
        known = scored[scale.code].notna().to_numpy()
        facts[answered(scale.told.key)] = known
        facts[scale.told.key] = np.where(known, scored[scale.code].to_numpy(), 0.0) / divisor(scale)
    for indicator in instrument.indicators:
        facts[answered(indicator.told.key)] = scored[answered(indicator.code)].to_numpy()
        facts[indicator.told.key] = scored[indicator.code].to_numpy()
    # What nobody answered was not asked, and is not known of teams without a form either.
    unasked = {key: NEVER for key in map(answered, instrument.keys.values()) if not np.any(facts[key])}
    return SubjectRows(pd.DataFrame(placed | facts), unasked)


def divisor(scale: Scale) -> float:
    """What is shown as a percentage is counted as a share of one."""
    return IN_PERCENT if scale.method is Method.PERCENT_POSITIVE else 1.0


def respondents(scope: Scope) -> SubjectRows:
    """One row per returned questionnaire of a wave in the window."""
    return SubjectRows(pd.DataFrame(_returned(scope)[1])) if scope.has_a_wave() else scope.nothing_known(Respondents)


def _returned(scope: Scope) -> tuple[Flags, dict[str, object]]:
    """Which rows of the survey are of a wave in the window, and where each of these stands."""
    survey = scope.frame(Survey)
    held = month_end_of(dates(survey[Survey.wave]))
    within = np.isin(held, scope.waves)
    team = scope.team(survey[Survey.team_id])[within]
    return within, scope.placed(team, np.searchsorted(scope.waves, held[within]), scope.waves)


def invited(scope: Scope) -> SubjectRows:
    """One row per practitioner and wave. Of two census days in a month the later one counts."""
    if not scope.has_a_wave():
        return scope.nothing_known(Invited)
    held = _census_days(scope)
    posts = practitioners_in_post(scope.frame(Workforce), held)
    asked = posts[posts[Workforce.role].isin(HOLDING_ROLES)]
    wave = np.searchsorted(held, dates(asked[DAY]))
    return SubjectRows(pd.DataFrame(scope.placed(scope.team(asked[Workforce.team_id]), wave, scope.waves)))


def _census_days(scope: Scope) -> Days:
    days = np.unique(dates(scope.frame(Survey)[Survey.wave]))
    last: Days = days[np.searchsorted(days, scope.waves, side="right") - 1]
    return last
