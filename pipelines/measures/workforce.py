"""Measures of the workforce page: who is in post, what is vacant, who left and what sickness took.

Definitions follow the Department for Education's children's social work workforce census, so that a council can stand
beside the official statistics; ours are worked out each month, the census once a year on 30 September.
"""

from __future__ import annotations

from pipelines.measures.measure import (
    PERCENT_SCALE,
    BenchmarkFigure,
    Direction,
    Link,
    Measure,
    MeasureUnit,
    Topic,
)
from pipelines.measures.subject import count, total
from pipelines.measures.subjects.practitioners import Practitioners
from pipelines.measures.subjects.staffing import Establishments
from pipelines.measures.subjects.turnover import Leavers, SicknessAbsences
from pipelines.measures.training import IN_POST
from pipelines.measures.workload_policy import Policy, latest
from pipelines.organisation import Level
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

WORKFORCE = "Local workforce extract; definition of the children's social work workforce census (DfE)"
ESTABLISHMENT = "Local workforce and establishment extracts; definition of the workforce census (DfE)"

EMPLOYED = count("practitioners_employed", Practitioners, *IN_POST.where, Practitioners.agency.is_not)
FROM_AGENCY = count("practitioners_from_agency", Practitioners, *IN_POST.where, Practitioners.agency)
IN_POST_FTE = total("in_post_fte", Practitioners, Practitioners.fte, *EMPLOYED.where, of=Practitioners.person)
AGENCY_FTE = total("agency_fte", Practitioners, Practitioners.fte, *FROM_AGENCY.where, of=Practitioners.person)
WHOLE_FTE = total("agency_and_in_post_fte", Practitioners, Practitioners.fte, *IN_POST.where, of=Practitioners.person)
WORKING_DAYS = total("working_days", Practitioners, Practitioners.working_days, *EMPLOYED.where)
VACANT_FTE = total("vacant_fte", Establishments, Establishments.vacant_fte)
VACANT_OR_FILLED_FTE = total("vacant_or_filled_fte", Establishments, Establishments.vacant_or_filled_fte)
LEAVERS_FTE = total("leavers_fte", Leavers, Leavers.fte, of=Leavers.person)
DAYS_LOST = total("fte_days_lost", SicknessAbsences, SicknessAbsences.fte_days_lost, of=SicknessAbsences.person)

MEASURES = (
    Measure(
        key="in_post_fte",
        label="Practitioners in post, full-time equivalent",
        question="How much of a workforce is there?",
        definition="FTE of social workers of every role in post at the month-end, agency staff excluded.",
        topic=Topic.WORKFORCE,
        unit=MeasureUnit.FTE,
        decimals=1,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=IN_POST_FTE,
        base=EMPLOYED,
        base_label="practitioners in post",
        disclosure_rule=DisclosureRule.STAFF,
        source=WORKFORCE,
        caveat="Counts contracts: absent practitioners are in post.",
    ),
    Measure(
        key="agency_rate",
        label="Agency staff, as a share of the workforce",
        question="How much of the work rests on agency staff?",
        definition="Agency FTE divided by agency FTE and FTE in post together, at the month-end.",
        topic=Topic.WORKFORCE,
        unit=MeasureUnit.PERCENT,
        decimals=1,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=AGENCY_FTE,
        denominator=WHOLE_FTE,
        scale=PERCENT_SCALE,
        base=IN_POST,
        base_label="practitioners, agency staff included",
        disclosure_rule=DisclosureRule.STAFF,
        lowest_level=Level.SERVICE,
        source=WORKFORCE,
        benchmark=BenchmarkFigure("agency_rate_fte"),
        caveat="Includes agency staff who cover vacancies and absences alike.",
    ),
    Measure(
        key="vacancy_rate",
        label="Vacant posts",
        question="How many posts stand empty?",
        definition=(
            "Vacant FTE divided by vacant FTE and FTE in post together, at the month-end. A vacancy counts even where "
            "agency staff cover it."
        ),
        topic=Topic.WORKFORCE,
        unit=MeasureUnit.PERCENT,
        decimals=1,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=VACANT_FTE,
        denominator=VACANT_OR_FILLED_FTE,
        scale=PERCENT_SCALE,
        base=EMPLOYED,
        base_label="practitioners in post",
        disclosure_rule=DisclosureRule.STAFF,
        asked_of=EMPLOYED,
        source=ESTABLISHMENT,
        benchmark=BenchmarkFigure("vacancy_rate_fte"),
        caveat="Teams that the establishment extract leaves out in a month count in neither part of the rate.",
    ),
    Measure(
        key="turnover_rate",
        label="Practitioners who left in a year",
        question="How many practitioners leave?",
        definition=(
            "FTE of practitioners who left the authority in the twelve months to the month-end, divided by FTE in post "
            "at the end of them. Agency staff, and moves inside the authority, are not counted."
        ),
        topic=Topic.WORKFORCE,
        unit=MeasureUnit.PERCENT,
        decimals=1,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=LEAVERS_FTE,
        denominator=IN_POST_FTE,
        scale=PERCENT_SCALE,
        base=EMPLOYED,
        base_label="practitioners in post",
        disclosure_rule=DisclosureRule.STAFF,
        lowest_level=Level.SERVICE,
        source=WORKFORCE,
        benchmark=BenchmarkFigure("turnover_rate_fte"),
        caveat="A leaver counts in the service left. Rolling twelve months: neighbouring months share most leavers.",
    ),
    Measure(
        key="absence_rate",
        label="Working time lost to sickness in a year",
        question="How much working time does sickness take?",
        definition=(
            "FTE weekdays lost to sickness in the twelve months to the month-end, divided by FTE in post at the end of "
            f"them × {latest(Policy.WORKING_DAYS_A_YEAR):g} working days. Agency staff are not counted."
        ),
        topic=Topic.WORKFORCE,
        unit=MeasureUnit.PERCENT,
        decimals=1,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=DAYS_LOST,
        denominator=WORKING_DAYS,
        scale=PERCENT_SCALE,
        base=EMPLOYED,
        base_label="practitioners in post",
        disclosure_rule=DisclosureRule.STAFF,
        lowest_level=Level.SERVICE,
        source=WORKFORCE,
        benchmark=BenchmarkFigure("sickness_absence_rate"),
        caveat=(
            "Bank holidays within an absence count as lost, which adds at most three per cent of the rate. Rolling "
            "twelve months: neighbouring months share most absences."
        ),
    ),
)

LINKS = (
    Link(IN_POST, (EMPLOYED, FROM_AGENCY)),
    Link(WHOLE_FTE, (IN_POST_FTE, AGENCY_FTE)),
)
