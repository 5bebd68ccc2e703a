"""Measures of the wellbeing page: what practitioners answered in a survey wave, and how many did."""

from __future__ import annotations

from pipelines.measures.measure import PERCENT_SCALE, BenchmarkFigure, Direction, Measure, MeasureUnit, Topic
from pipelines.measures.survey_measures import INVITED, RETURNED, SURVEY, of_topic
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

RESPONSE_RATE = Measure(
    key="response_rate",
    label="Survey response rate",
    question="How many of those asked answered?",
    definition=(
        "Questionnaires returned, as a share of practitioners in post on the day of the wave with a role that could "
        "hold cases, absent or not."
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
)

MEASURES = (RESPONSE_RATE, *of_topic(Topic.WELLBEING))
