"""Measures of the online abuse page: how much of the work involves it, what form it takes, and who holds it untrained.

A blank flag is not a no: shares rest on cases with the answer recorded, and the share not recorded stands beside them.
"""

from __future__ import annotations

from pipelines.measures.caseload import CASEWORK, OPEN_CASES
from pipelines.measures.measure import (
    PERCENT_SCALE,
    BenchmarkFigure,
    Direction,
    Link,
    Measure,
    MeasureUnit,
    Topic,
)
from pipelines.measures.subject import count
from pipelines.measures.subjects.cases import OpenCases
from pipelines.measures.subjects.practitioners import Practitioners
from pipelines.organisation import Level
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

LOCAL_FLAG = "Online abuse is a local flag: no national return has a code for it, so there is no official comparison."
BLANKS = "Where blanks mostly mean no, the share is too high: read it beside the share not recorded."

RECORDED = count("online_recorded", OpenCases, OpenCases.online_recorded)
NOT_RECORDED = count("online_not_recorded", OpenCases, OpenCases.online_recorded.is_not)
ONLINE = count("online_cases", OpenCases, *RECORDED.where, OpenCases.online_yes)
NOT_ONLINE = count("online_ruled_out", OpenCases, *RECORDED.where, OpenCases.online_yes.is_not)
EXPOSED = count("online_cases_exposed", OpenCases, *ONLINE.where, OpenCases.allocated, OpenCases.holder_trained.is_not)
SEXUAL_ABUSE = count("sexual_abuse_cases", OpenCases, OpenCases.concern_yes)
SEXUAL_ABUSE_RECORDED = count("sexual_abuse_online_recorded", OpenCases, *RECORDED.where, OpenCases.concern_yes)
SEXUAL_ABUSE_NOT_RECORDED = count(
    "sexual_abuse_online_not_recorded", OpenCases, *NOT_RECORDED.where, OpenCases.concern_yes
)
SEXUAL_ABUSE_ONLINE = count("sexual_abuse_online", OpenCases, *ONLINE.where, OpenCases.concern_yes)
SEXUAL_ABUSE_NOT_ONLINE = count("sexual_abuse_not_online", OpenCases, *NOT_ONLINE.where, OpenCases.concern_yes)
OTHER_RECORDED = count("other_online_recorded", OpenCases, *RECORDED.where, OpenCases.concern_yes.is_not)
OTHER_ONLINE = count("other_online", OpenCases, *ONLINE.where, OpenCases.concern_yes.is_not)
MAY_BE_SEXUAL_ABUSE = count("may_be_sexual_abuse", OpenCases, OpenCases.concern_no.is_not)
"""Sexual abuse or exploitation is a concern, or nobody has said that it is not."""
MAY_BE_ONLINE = count("may_be_online", OpenCases, OpenCases.online_no.is_not)
HOLDERS_MAYBE = count("may_hold_sexual_abuse", Practitioners, Practitioners.may_hold_sexual_abuse)
HOLDERS_RECORDED = count("holders_sexual_abuse_recorded", Practitioners, Practitioners.holds_sexual_abuse_recorded)
HOLDERS_QUARTER = count("holders_quarter_online", Practitioners, *HOLDERS_RECORDED.where, Practitioners.quarter_online)
FEWEST_HOLDERS = 10
"""A share of fewer holders would be set beside a national survey and mean nothing."""

MEASURES = (
    Measure(
        key="exposure_gap",
        label="Online abuse cases held without online abuse training",
        question="How many of these children are worked with by somebody not trained for it?",
        definition=(
            "Open cases that involve online abuse and are held by a practitioner without current training in online "
            "abuse, as a share of open cases recorded as involving online abuse."
        ),
        topic=Topic.ONLINE_ABUSE,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=EXPOSED,
        denominator=ONLINE,
        scale=PERCENT_SCALE,
        base=ONLINE,
        base_label="children",
        disclosure_rule=DisclosureRule.CHILDREN,
        asked_of=MAY_BE_ONLINE,
        source="Local casework and training extracts",
        caveat=f"{LOCAL_FLAG} Cases that nobody holds are in the base only. Training not recorded counts as none.",
    ),
    Measure(
        key="online_share_of_all_cases",
        label="Cases that involve online abuse",
        question="What share of children's cases involves online abuse?",
        definition="Open cases recorded as involving online abuse, as a share of open cases with the answer recorded.",
        topic=Topic.ONLINE_ABUSE,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=ONLINE,
        denominator=RECORDED,
        scale=PERCENT_SCALE,
        base=RECORDED,
        base_label="children with the answer recorded",
        disclosure_rule=DisclosureRule.CHILDREN,
        asked_of=OPEN_CASES,
        source=CASEWORK,
        caveat=f"{LOCAL_FLAG} {BLANKS}",
    ),
    Measure(
        key="online_share_of_sexual_abuse_cases",
        label="Sexual abuse cases that involve online abuse",
        question="What share of sexual abuse and exploitation cases involves online abuse?",
        definition=(
            "Open cases recorded as involving online abuse, as a share of open cases with a concern for child sexual "
            "abuse or exploitation and the online answer recorded."
        ),
        topic=Topic.ONLINE_ABUSE,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=SEXUAL_ABUSE_ONLINE,
        denominator=SEXUAL_ABUSE_RECORDED,
        scale=PERCENT_SCALE,
        base=SEXUAL_ABUSE_RECORDED,
        base_label="children with the answer recorded",
        disclosure_rule=DisclosureRule.CHILDREN,
        lowest_level=Level.SERVICE,
        asked_of=MAY_BE_SEXUAL_ABUSE,
        source=f"{CASEWORK}; question of the BASW/NSPCC survey of social workers 2013",
        benchmark=BenchmarkFigure("online_share_of_sexual_abuse_cases"),
        caveat=f"{LOCAL_FLAG} {BLANKS}",
    ),
    Measure(
        key="holders_quarter_online",
        label="Holders with a quarter of sexual abuse cases online",
        question="Of how many practitioners do a quarter of sexual abuse cases involve online abuse?",
        definition=(
            "Practitioners of whose open cases with a concern for child sexual abuse or exploitation and the online "
            "answer recorded at least a quarter involve online abuse, as a share of all who hold such a case."
        ),
        topic=Topic.ONLINE_ABUSE,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=HOLDERS_QUARTER,
        denominator=HOLDERS_RECORDED,
        scale=PERCENT_SCALE,
        base=HOLDERS_RECORDED,
        base_label="holders of such cases",
        disclosure_rule=DisclosureRule.STAFF,
        lowest_level=Level.SERVICE,
        asked_of=HOLDERS_MAYBE,
        source=f"{CASEWORK}; question of the BASW/NSPCC survey of social workers 2013",
        benchmark=BenchmarkFigure("oac1_ge25"),
        fewest=FEWEST_HOLDERS,
        caveat=(
            f"{LOCAL_FLAG} {BLANKS} Where somebody holds few such cases, one of them decides. Records tell what was "
            "recorded, the survey what practitioners said of their own cases. Fewer than ten holders are not shown."
        ),
    ),
    Measure(
        key="online_not_recorded_share",
        label="Cases with no answer recorded on online abuse",
        question="For what share of cases has nobody recorded whether abuse was online?",
        definition="Open cases where the online abuse flag is blank or “not recorded”, as a share of all open cases.",
        topic=Topic.ONLINE_ABUSE,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=NOT_RECORDED,
        denominator=OPEN_CASES,
        scale=PERCENT_SCALE,
        base=OPEN_CASES,
        base_label="children",
        disclosure_rule=DisclosureRule.CHILDREN,
        source=CASEWORK,
        caveat=LOCAL_FLAG,
    ),
    Measure(
        key="online_cases_by_form",
        label="Children whose case involves online abuse",
        question="How many children's cases involve online abuse, and in what form?",
        definition=(
            "Open cases recorded as involving online abuse, by form of online harm. A case may have several forms; one "
            "without any stands under not recorded."
        ),
        topic=Topic.ONLINE_ABUSE,
        unit=MeasureUnit.CHILDREN,
        decimals=0,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=ONLINE,
        base=ONLINE,
        base_label="children",
        disclosure_rule=DisclosureRule.CHILDREN,
        breakdowns=(OpenCases.online_harm,),
        lowest_level=Level.SERVICE,
        asked_of=OPEN_CASES,
        answered_by=RECORDED,
        source=CASEWORK,
        caveat=f"{LOCAL_FLAG} Forms overlap, so they do not add up to the whole.",
    ),
)

LINKS = (
    Link(OPEN_CASES, (RECORDED, NOT_RECORDED)),
    Link(RECORDED, (ONLINE, NOT_ONLINE)),
    Link(SEXUAL_ABUSE, (SEXUAL_ABUSE_RECORDED, SEXUAL_ABUSE_NOT_RECORDED)),
    Link(SEXUAL_ABUSE_RECORDED, (SEXUAL_ABUSE_ONLINE, SEXUAL_ABUSE_NOT_ONLINE)),
    Link(RECORDED, (SEXUAL_ABUSE_RECORDED, OTHER_RECORDED)),
    Link(ONLINE, (SEXUAL_ABUSE_ONLINE, OTHER_ONLINE)),
)
