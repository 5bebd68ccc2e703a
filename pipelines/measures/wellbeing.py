"""Measures of the wellbeing page: what practitioners answered in a survey wave, and how many did."""

from __future__ import annotations

from pipelines.measures.measure import (
    PERCENT_SCALE,
    BenchmarkFigure,
    Direction,
    Measure,
    MeasureUnit,
    Topic,
)
from pipelines.measures.subject import count
from pipelines.measures.subjects.survey_returns import Invited, Respondents
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

SURVEY = "Local staff survey"
FOR_DISCUSSION = "A first pass, for discussion with staff; never a ranking of teams."
SELF_SELECTED = "The published comparison was a web poll of self-selected practitioners in 2013."

RETURNED = count("questionnaires_returned", Respondents)
INVITED = count("practitioners_invited", Invited)
STRESS_ANSWERED = count("stress_answered", Respondents, Respondents.stress_answered)
STRESSED = count("stressed", Respondents, *STRESS_ANSWERED.where, Respondents.stressed)
MANAGER_ANSWERED = count("manager_answered", Respondents, Respondents.manager_answered)
COULD_TELL_MANAGER = count("could_tell_manager", Respondents, *MANAGER_ANSWERED.where, Respondents.could_tell_manager)

MEASURES = (
    Measure(
        key="stressed_moderately_or_very",
        label="Practitioners moderately or very stressed by work",
        question="How many practitioners feel stressed by their work?",
        definition=(
            "Respondents who feel moderately or very stressed by work at the moment, as a share of those who answered "
            "the question."
        ),
        topic=Topic.WELLBEING,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.WAVE,
        numerator=STRESSED,
        denominator=STRESS_ANSWERED,
        scale=PERCENT_SCALE,
        base=STRESS_ANSWERED,
        base_label="respondents",
        disclosure_rule=DisclosureRule.SURVEY,
        asked_of=RETURNED,
        source=f"{SURVEY}, single question on stress as asked by Community Care 2013",
        benchmark=BenchmarkFigure("moderately_or_very_stressed"),
        caveat=f"{FOR_DISCUSSION} {SELF_SELECTED}",
    ),
    Measure(
        key="able_to_tell_manager",
        label="Practitioners able to tell their manager about stress",
        question="Would practitioners feel able to tell their line manager?",
        definition=(
            "Respondents who would feel able to tell their line manager if they were stressed by work, as a share of "
            "those who answered the question."
        ),
        topic=Topic.WELLBEING,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.HIGHER_IS_BETTER,
        period_kind=PeriodKind.WAVE,
        numerator=COULD_TELL_MANAGER,
        denominator=MANAGER_ANSWERED,
        scale=PERCENT_SCALE,
        base=MANAGER_ANSWERED,
        base_label="respondents",
        disclosure_rule=DisclosureRule.SURVEY,
        asked_of=RETURNED,
        source=f"{SURVEY}, single question on support as asked by Community Care 2013",
        benchmark=BenchmarkFigure("cannot_tell_line_manager", complement=True),
        caveat=f"{FOR_DISCUSSION} {SELF_SELECTED}",
    ),
    Measure(
        key="response_rate",
        label="Survey response rate",
        question="How many of those asked answered?",
        definition=(
            "Questionnaires returned, as a share of practitioners in post on the day of the wave with a role that "
            "could hold cases, absent or not."
        ),
        topic=Topic.WELLBEING,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.HIGHER_IS_BETTER,
        period_kind=PeriodKind.WAVE,
        numerator=RETURNED,
        denominator=INVITED,
        scale=PERCENT_SCALE,
        base=INVITED,
        base_label="practitioners in post",
        disclosure_rule=DisclosureRule.STAFF,
        source=f"{SURVEY} and workforce extract",
        benchmark=BenchmarkFigure("survey_response_rate"),
        caveat="Below 50 % the answers are indicative only (HSE Management Standards).",
    ),
)
