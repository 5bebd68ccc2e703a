"""Measures of the support page beside supervision: specialist services, time for direct work, work with agencies.

A blank answer is not a no: shares of cases rest on those where it is recorded.
"""

from __future__ import annotations

from pipelines.measures.caseload import CASEWORK, OPEN_CASES
from pipelines.measures.measure import PERCENT_SCALE, BenchmarkFigure, Direction, Link, Measure, MeasureUnit, Topic
from pipelines.measures.subject import count, quantile, total
from pipelines.measures.subjects.cases import OpenCases
from pipelines.measures.subjects.time_use import Diaries
from pipelines.measures.subjects.waits import Waits
from pipelines.measures.training import PRACTISING
from pipelines.measures.workload_policy import Policy, latest
from pipelines.organisation import Level
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

REFERRALS = "Local casework extract (dates of referral to and start of specialist services)"
CLOSED_BEFORE = "A child whose case closes before the service begins is not counted from then on."
LOCAL_ANSWER = "A local answer, in no national return. Where blanks mostly mean no, the share is too high."

_LONG = latest(Policy.LONG_WAIT_WEEKS)

WAITS = count("specialist_waits", Waits)
WAITING = count("specialist_waits_open", Waits, Waits.waiting)
WAITS_OVER = count("specialist_waits_over", Waits, Waits.over)
WAITING_LONG = count("specialist_waits_open_long", Waits, *WAITING.where, Waits.long_wait)
WAITING_NOT_LONG = count("specialist_waits_open_short", Waits, *WAITING.where, Waits.long_wait.is_not)
MEDIAN_WEEKS = quantile("specialist_wait_median", Waits, Waits.weeks, Waits.over)

PANEL_RECORDED = count("panel_recorded", OpenCases, OpenCases.panel_recorded)
PANEL_NOT_RECORDED = count("panel_not_recorded", OpenCases, OpenCases.panel_recorded.is_not)
PANEL = count("panel_cases", OpenCases, *PANEL_RECORDED.where, OpenCases.panel_yes)
NO_PANEL = count("panel_ruled_out", OpenCases, *PANEL_RECORDED.where, OpenCases.panel_yes.is_not)
PROCEEDINGS_RECORDED = count("proceedings_recorded", OpenCases, OpenCases.proceedings_recorded)
PROCEEDINGS_NOT_RECORDED = count("proceedings_not_recorded", OpenCases, OpenCases.proceedings_recorded.is_not)
PROCEEDINGS = count("proceedings_cases", OpenCases, *PROCEEDINGS_RECORDED.where, OpenCases.proceedings_yes)
NO_PROCEEDINGS = count(
    "proceedings_ruled_out", OpenCases, *PROCEEDINGS_RECORDED.where, OpenCases.proceedings_yes.is_not
)
DIARIES = count("diaries", Diaries)
HOURS_DIRECT = total("diary_hours_direct", Diaries, Diaries.hours_direct, of=Diaries.person)
HOURS_RECORDED = total("diary_hours_recorded", Diaries, Diaries.hours_recorded, of=Diaries.person)

MEASURES = (
    Measure(
        key="specialist_wait_median",
        label="Usual wait for a specialist service",
        question="How long does a child wait for a specialist service?",
        definition=(
            "The time by which the service has begun for half of the children referred, in weeks: children still "
            "waiting at the month-end and those for whom it began in the twelve months before. Waits that go on count "
            "for as long as they have lasted (Kaplan–Meier)."
        ),
        topic=Topic.SUPPORT,
        unit=MeasureUnit.WEEKS,
        decimals=1,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=MEDIAN_WEEKS,
        base=WAITS,
        base_label="children",
        disclosure_rule=DisclosureRule.CHILDREN,
        lowest_level=Level.SERVICE,
        source=f"{REFERRALS}; long waits found by NSPCC and Coventry University 2014",
        caveat=f"{CLOSED_BEFORE} Not available while for fewer than half of the children the service has begun.",
    ),
    Measure(
        key="specialist_wait_over_26_weeks",
        label=f"Children waiting longer than {_LONG:g} weeks",
        question="How many of the children waiting have waited more than half a year?",
        definition=(
            f"Children waiting for a specialist service at the month-end for more than {_LONG:g} weeks, as a share of "
            "all children waiting."
        ),
        topic=Topic.SUPPORT,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=WAITING_LONG,
        denominator=WAITING,
        scale=PERCENT_SCALE,
        base=WAITING,
        base_label="children waiting",
        disclosure_rule=DisclosureRule.CHILDREN,
        lowest_level=Level.SERVICE,
        source=f"{REFERRALS}; one child waited six months (NSPCC and Coventry University 2014)",
        caveat=CLOSED_BEFORE,
    ),
    Measure(
        key="specialist_waits_open",
        label="Children waiting for a specialist service",
        question="How many children are waiting for a specialist service?",
        definition="Children with an open case, referred to a specialist service that has not begun at the month-end.",
        topic=Topic.SUPPORT,
        unit=MeasureUnit.CHILDREN,
        decimals=0,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=WAITING,
        base=WAITING,
        base_label="children",
        disclosure_rule=DisclosureRule.CHILDREN,
        lowest_level=Level.SERVICE,
        source=REFERRALS,
        caveat=CLOSED_BEFORE,
    ),
    Measure(
        key="direct_work_share",
        label="Working time spent with children and families",
        question="How much of their time can practitioners spend with children and families?",
        definition=(
            "Hours with children and families, as a share of all hours in the time diaries of the month: diaries of "
            "practitioners in post who could hold cases (or do)."
        ),
        topic=Topic.SUPPORT,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.HIGHER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=HOURS_DIRECT,
        denominator=HOURS_RECORDED,
        scale=PERCENT_SCALE,
        base=DIARIES,
        base_label="practitioners with a diary",
        disclosure_rule=DisclosureRule.STAFF,
        asked_of=PRACTISING,
        source="Local time diaries; question of the workload survey of the Social Work Task Force 2009",
        benchmark=BenchmarkFigure("time_in_direct_contact_with_clients"),
        caveat="Rests on what practitioners wrote down. Who kept no diary is not counted.",
    ),
    Measure(
        key="cases_multi_agency_share",
        label="Cases discussed at a multi-agency panel",
        question="How much of the work is done with other agencies at a panel?",
        definition=(
            "Open cases recorded as discussed at a multi-agency panel, as a share of open cases with the answer "
            "recorded."
        ),
        topic=Topic.SUPPORT,
        unit=MeasureUnit.PERCENT,
        decimals=1,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=PANEL,
        denominator=PANEL_RECORDED,
        scale=PERCENT_SCALE,
        base=PANEL_RECORDED,
        base_label="children with the answer recorded",
        disclosure_rule=DisclosureRule.CHILDREN,
        lowest_level=Level.SERVICE,
        asked_of=OPEN_CASES,
        source=CASEWORK,
        caveat=f"{LOCAL_ANSWER} Preparing for a panel and acting on it take time that a count of cases does not show.",
    ),
    Measure(
        key="cases_in_proceedings_share",
        label="Cases in criminal proceedings",
        question="How much of the work goes with criminal proceedings?",
        definition=(
            "Open cases recorded with criminal proceedings under way, as a share of open cases with the answer "
            "recorded."
        ),
        topic=Topic.SUPPORT,
        unit=MeasureUnit.PERCENT,
        decimals=1,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=PROCEEDINGS,
        denominator=PROCEEDINGS_RECORDED,
        scale=PERCENT_SCALE,
        base=PROCEEDINGS_RECORDED,
        base_label="children with the answer recorded",
        disclosure_rule=DisclosureRule.CHILDREN,
        lowest_level=Level.SERVICE,
        asked_of=OPEN_CASES,
        source=CASEWORK,
        caveat=f"{LOCAL_ANSWER} Statements and evidence take time that a count of cases does not show.",
    ),
)

LINKS = (
    Link(WAITS, (WAITING, WAITS_OVER)),
    Link(WAITING, (WAITING_LONG, WAITING_NOT_LONG)),
    Link(OPEN_CASES, (PANEL_RECORDED, PANEL_NOT_RECORDED)),
    Link(PANEL_RECORDED, (PANEL, NO_PANEL)),
    Link(OPEN_CASES, (PROCEEDINGS_RECORDED, PROCEEDINGS_NOT_RECORDED)),
    Link(PROCEEDINGS_RECORDED, (PROCEEDINGS, NO_PROCEEDINGS)),
)
