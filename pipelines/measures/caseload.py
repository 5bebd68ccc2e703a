"""Measures of the caseload page: how many cases, who holds them, and how that compares with the hours available."""

from __future__ import annotations

from pipelines.contracts.code_lists import STATUS
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
from pipelines.measures.subjects.cases import ON_PLAN, CasesClosed, CasesOpened, OpenCases
from pipelines.measures.subjects.practitioners import Practitioners
from pipelines.measures.workload_policy import Policy, latest
from pipelines.organisation import Level
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

CASEWORK = "Local casework and workforce extracts"
COMPLEXITY = "The number of cases does not account for how complex they are (Department for Education)."
_LIMIT, _LEARNING = latest(Policy.CASE_LIMIT), latest(Policy.NEWLY_QUALIFIED_SHARE)
LIMIT = "Limit: Setting the Bar, Scotland 2022, indicative, unless the authority has set its own. England has none."
NUMBERS = (
    f"The limit is {_LIMIT:g}, the share when newly qualified {_LEARNING:.2f} and an absence long from "
    f"{latest(Policy.LONG_ABSENCE_DAYS):g} days, unless the authority has set its own."
)

OPEN_CASES = count("open_cases", OpenCases)
UNALLOCATED = count("unallocated_cases", OpenCases, OpenCases.allocated.is_not)
ALLOCATED = count("allocated_cases", OpenCases, OpenCases.allocated)
WITHOUT_CAPACITY = count("cases_without_capacity", OpenCases, OpenCases.holder_has_hours.is_not)
HELD_WITHOUT_CAPACITY = count(
    "cases_held_without_capacity", OpenCases, OpenCases.allocated, OpenCases.holder_has_hours.is_not
)
HELD_WITH_CAPACITY = count("cases_held_with_capacity", OpenCases, OpenCases.allocated, OpenCases.holder_has_hours)
OPENED = count("cases_opened", CasesOpened)
CLOSED = count("cases_closed", CasesClosed)
ON_PLANS = OPEN_CASES.part(OpenCases.status, ON_PLAN)
PLANS_WITH_CATEGORY = count("plans_with_category", OpenCases, *ON_PLANS.where, OpenCases.category_recorded)
PLANS_WITHOUT_CATEGORY = count("plans_without_category", OpenCases, *ON_PLANS.where, OpenCases.category_recorded.is_not)
PLANS_FOR_SEXUAL_ABUSE = count(
    "plans_for_sexual_abuse", OpenCases, *PLANS_WITH_CATEGORY.where, OpenCases.for_sexual_abuse
)
PLANS_FOR_OTHER_ABUSE = count(
    "plans_for_other_abuse", OpenCases, *PLANS_WITH_CATEGORY.where, OpenCases.for_sexual_abuse.is_not
)
HOLDERS = count("case_holders", Practitioners, Practitioners.holds_cases)
HOLDERS_IN_POST = count("case_holders_in_post", Practitioners, Practitioners.holds_cases, Practitioners.in_post)
HOLDERS_GONE = count("case_holders_not_in_post", Practitioners, Practitioners.holds_cases, Practitioners.in_post.is_not)
HOLDERS_OVER_LIMIT = count(
    "case_holders_over_limit", Practitioners, Practitioners.holds_cases, Practitioners.over_limit
)
HOLDERS_WITHIN_LIMIT = count(
    "case_holders_within_limit", Practitioners, Practitioners.holds_cases, Practitioners.over_limit.is_not
)
CASES_OF_HOLDERS = total("cases_of_holders", Practitioners, Practitioners.cases_held, *HOLDERS.where)
CASES_OF_HOLDERS_IN_POST = total(
    "cases_of_holders_in_post", Practitioners, Practitioners.cases_held, *HOLDERS_IN_POST.where
)
FTE_OF_HOLDERS = total("fte_of_case_holders", Practitioners, Practitioners.fte, *HOLDERS_IN_POST.where)
LIMIT_OF_HOLDERS = total("case_limit_of_holders", Practitioners, Practitioners.case_limit, *HOLDERS.where)

MEASURES = (
    Measure(
        key="caseload_per_fte",
        label="Cases per full-time practitioner",
        question="How many cases does a full-time practitioner hold?",
        definition=(
            "Cases held at the month-end by practitioners in post, agency staff included, divided by the FTE of those "
            "who hold one or more. A case is one child. The Department for Education's definition."
        ),
        topic=Topic.CASELOAD,
        unit=MeasureUnit.CASES_PER_FTE,
        decimals=1,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=CASES_OF_HOLDERS_IN_POST,
        denominator=FTE_OF_HOLDERS,
        base=HOLDERS_IN_POST,
        base_label="case holders",
        disclosure_rule=DisclosureRule.STAFF,
        hidden_with=UNALLOCATED,
        source=f"{CASEWORK}; definition of the children's social work workforce census (Department for Education)",
        benchmark=BenchmarkFigure("average_caseload_per_fte"),
        caveat=(
            f"{COMPLEXITY} FTE of absent practitioners counts in full. Cases are counted with their holder, in "
            "whichever team the case stands."
        ),
    ),
    Measure(
        key="load_ratio",
        label="Cases held, as a share of the limit",
        question="How much of what the limit allows for the hours available is taken up?",
        definition=(
            "Cases held at the month-end divided by the limit × the capacity of those who hold them. Capacity is FTE × "
            "share of the role given to cases × the share for newly qualified practitioners × 0 in a long absence. "
            f"{NUMBERS}"
        ),
        topic=Topic.CASELOAD,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=CASES_OF_HOLDERS,
        denominator=LIMIT_OF_HOLDERS,
        scale=PERCENT_SCALE,
        base=HOLDERS,
        base_label="case holders",
        disclosure_rule=DisclosureRule.STAFF,
        hidden_with=UNALLOCATED,
        source=f"{CASEWORK}. {LIMIT}",
        caveat=f"{COMPLEXITY} Not available where cases are held and nobody has any hours for them.",
    ),
    Measure(
        key="over_limit_share",
        label="Practitioners over the limit",
        question="What share of those who hold cases hold more than the limit allows for their hours?",
        definition=(
            "Practitioners who hold more cases than the limit × their capacity, as a share of all who hold a case. "
            f"Somebody with cases and no available hours is over the limit. {NUMBERS}"
        ),
        topic=Topic.CASELOAD,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=HOLDERS_OVER_LIMIT,
        denominator=HOLDERS,
        scale=PERCENT_SCALE,
        base=HOLDERS,
        base_label="case holders",
        disclosure_rule=DisclosureRule.STAFF,
        source=f"{CASEWORK}. {LIMIT}",
        caveat=COMPLEXITY,
    ),
    Measure(
        key="open_cases",
        label="Children with an open case",
        question="How many children are being worked with?",
        definition=(
            "Children with an involvement open at the month-end, each counted once, in the team of the involvement "
            "that started last."
        ),
        topic=Topic.CASELOAD,
        unit=MeasureUnit.CHILDREN,
        decimals=0,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=OPEN_CASES,
        base=OPEN_CASES,
        base_label="children",
        disclosure_rule=DisclosureRule.CHILDREN,
        breakdowns=(OpenCases.status,),
        source=CASEWORK,
        caveat=COMPLEXITY,
    ),
    Measure(
        key="cases_without_capacity",
        label="Children whose case nobody has hours for",
        question="How many children wait for somebody who can work with them?",
        definition=(
            "Open cases that are unallocated, or held by someone with no available hours: absent for four weeks or "
            "more, without contracted hours, or no longer in post."
        ),
        topic=Topic.CASELOAD,
        unit=MeasureUnit.CHILDREN,
        decimals=0,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=WITHOUT_CAPACITY,
        base=WITHOUT_CAPACITY,
        base_label="children",
        disclosure_rule=DisclosureRule.CHILDREN,
        source=CASEWORK,
        caveat="Cover that is not recorded as a change of holder is not seen.",
    ),
    Measure(
        key="unallocated_cases",
        label="Children whose case nobody holds",
        question="How many open cases have no practitioner?",
        definition="Open cases whose involvement names no practitioner at the month-end.",
        topic=Topic.CASELOAD,
        unit=MeasureUnit.CHILDREN,
        decimals=0,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=UNALLOCATED,
        base=UNALLOCATED,
        base_label="children",
        disclosure_rule=DisclosureRule.CHILDREN,
        source=CASEWORK,
        caveat="A blank holder counts as unallocated; some systems leave duty and team caseloads blank on purpose.",
    ),
    Measure(
        key="cases_opened",
        label="Children whose case began in the month",
        question="How much new work came in?",
        definition=(
            "Children whose case began in the month. A move between teams or holders begins nothing, nor does an "
            "involvement that begins on the day after the last one ended."
        ),
        topic=Topic.CASELOAD,
        unit=MeasureUnit.CHILDREN,
        decimals=0,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=OPENED,
        base=OPENED,
        base_label="children",
        disclosure_rule=DisclosureRule.CHILDREN,
        source=CASEWORK,
        caveat="A child whose case closed and began again counts as new.",
    ),
    Measure(
        key="cases_closed",
        label="Children whose case ended in the month",
        question="How much work came to an end?",
        definition="Children whose case ended in the month, in the team that held it last. A move ends nothing.",
        topic=Topic.CASELOAD,
        unit=MeasureUnit.CHILDREN,
        decimals=0,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=CLOSED,
        base=CLOSED,
        base_label="children",
        disclosure_rule=DisclosureRule.CHILDREN,
        source=CASEWORK,
        caveat="Cases whose closing date was entered only after the month was published are not in it.",
    ),
    Measure(
        key="children_on_plans",
        label="Children on a child protection plan",
        question="How many children are on a child protection plan?",
        definition="Open cases whose involvement has the status child protection plan at the month-end.",
        topic=Topic.CASELOAD,
        unit=MeasureUnit.CHILDREN,
        decimals=0,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=ON_PLANS,
        base=ON_PLANS,
        base_label="children",
        disclosure_rule=DisclosureRule.CHILDREN,
        source=CASEWORK,
        caveat="Counted by the status of the involvement, not by the plan's own dates.",
    ),
    Measure(
        key="plans_for_sexual_abuse_share",
        label="Child protection plans for sexual abuse",
        question="What share of plans is for sexual abuse?",
        definition=(
            "Children on a child protection plan whose latest category is sexual abuse, as a share of those on a plan "
            "with a category recorded."
        ),
        topic=Topic.CASELOAD,
        unit=MeasureUnit.PERCENT,
        decimals=1,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=PLANS_FOR_SEXUAL_ABUSE,
        denominator=PLANS_WITH_CATEGORY,
        scale=PERCENT_SCALE,
        base=PLANS_WITH_CATEGORY,
        base_label="children on plans",
        disclosure_rule=DisclosureRule.CHILDREN,
        lowest_level=Level.SERVICE,
        asked_of=ON_PLANS,
        source=f"{CASEWORK}; categories of the children in need census (Department for Education)",
        benchmark=BenchmarkFigure("cp_plan_sexual_abuse_share_31mar"),
        caveat="Multiple is a category of its own, so the share is the least it can be.",
    ),
)

LINKS = (
    Link(OPEN_CASES, tuple(OPEN_CASES.part(OpenCases.status, code) for code in STATUS.labels)),
    Link(OPEN_CASES, (ALLOCATED, UNALLOCATED)),
    Link(WITHOUT_CAPACITY, (UNALLOCATED, HELD_WITHOUT_CAPACITY)),
    Link(ALLOCATED, (HELD_WITHOUT_CAPACITY, HELD_WITH_CAPACITY)),
    Link(ON_PLANS, (PLANS_WITH_CATEGORY, PLANS_WITHOUT_CATEGORY)),
    Link(PLANS_WITH_CATEGORY, (PLANS_FOR_SEXUAL_ABUSE, PLANS_FOR_OTHER_ABUSE)),
    Link(HOLDERS, (HOLDERS_IN_POST, HOLDERS_GONE)),
    Link(HOLDERS, (HOLDERS_OVER_LIMIT, HOLDERS_WITHIN_LIMIT)),
)
