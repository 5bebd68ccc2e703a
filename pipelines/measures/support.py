"""Measures of the support page: supervision of practitioners, and waits of children for specialist services."""

from __future__ import annotations

from pipelines.measures.measure import PERCENT_SCALE, BenchmarkFigure, Direction, Link, Measure, MeasureUnit, Topic
from pipelines.measures.subject import count, median
from pipelines.measures.subjects.practitioners import Practitioners
from pipelines.measures.subjects.waits import Waits
from pipelines.measures.training import PRACTISING
from pipelines.measures.workload_policy import Policy, latest
from pipelines.organisation import Level
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

SUPERVISION = "Local supervision and workforce extracts"
REFERRALS = "Local casework extract (dates of referral to and start of specialist services)"
CLOSED_BEFORE = "A child whose case closes before the service begins is not counted from then on."

_GRACE = latest(Policy.SUPERVISION_GRACE_DAYS)
_MONTHLY = latest(Policy.SUPERVISION_DAYS) + _GRACE
_LONG = latest(Policy.LONG_WAIT_WEEKS)

SUPERVISION_DUE = count("supervision_due", Practitioners, *PRACTISING.where, Practitioners.supervision_due)
SUPERVISION_NOT_DUE = count(
    "supervision_not_due", Practitioners, *PRACTISING.where, Practitioners.supervision_due.is_not
)
SUPERVISED_IN_TIME = count(
    "supervised_in_time", Practitioners, *SUPERVISION_DUE.where, Practitioners.supervised_in_time
)
SUPERVISED_WITH_PEERS = count(
    "supervised_with_peers", Practitioners, *PRACTISING.where, Practitioners.supervised_with_peers
)
WAITS = count("specialist_waits", Waits)
WAITING = count("specialist_waits_open", Waits, Waits.waiting)
WAITS_OVER = count("specialist_waits_over", Waits, Waits.over)
WAITING_LONG = count("specialist_waits_open_long", Waits, *WAITING.where, Waits.long_wait)
WAITING_NOT_LONG = count("specialist_waits_open_short", Waits, *WAITING.where, Waits.long_wait.is_not)
MEDIAN_WEEKS = median("specialist_wait_median", Waits, Waits.weeks, Waits.over)

MEASURES = (
    Measure(
        key="managerial_supervision_in_time",
        label="Practitioners with managerial supervision in time",
        question="Does managerial supervision reach practitioners in time?",
        definition=(
            f"Practitioners whose last managerial session lies no more than {_MONTHLY:g} days (a month and "
            f"{_GRACE:g} days of grace) before the month-end, as a share of those for whom one was due. Newly "
            "qualified practitioners: weekly for six weeks, fortnightly to six months, with the same grace. Absence of "
            "four weeks or more stops the clock. An authority may have set its own days."
        ),
        topic=Topic.SUPPORT,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.HIGHER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=SUPERVISED_IN_TIME,
        denominator=SUPERVISION_DUE,
        scale=PERCENT_SCALE,
        base=SUPERVISION_DUE,
        base_label="practitioners due supervision",
        disclosure_rule=DisclosureRule.STAFF,
        source=(
            f"{SUPERVISION}; Local Government Association, Standards for employers of social workers 2020, standard 5"
        ),
        benchmark=BenchmarkFigure("monthly_supervision_received"),
        caveat="Says that a session was held, not whether it was uninterrupted, long enough or any use.",
    ),
    Measure(
        key="peer_supervision_in_time",
        label="Practitioners with recent peer supervision",
        question="How many practitioners meet peers to reflect on their work?",
        definition=(
            "Practitioners in post who could hold cases (or do) with a peer or group session in the three months to "
            "the month-end, as a share of all of them."
        ),
        topic=Topic.SUPPORT,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.HIGHER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=SUPERVISED_WITH_PEERS,
        denominator=PRACTISING,
        scale=PERCENT_SCALE,
        base=PRACTISING,
        base_label="practitioners",
        disclosure_rule=DisclosureRule.STAFF,
        source=f"{SUPERVISION}; recommended by NSPCC and Coventry University 2014",
        caveat="Informal talk between colleagues is not recorded.",
    ),
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
)

LINKS = (
    Link(PRACTISING, (SUPERVISION_DUE, SUPERVISION_NOT_DUE)),
    Link(WAITS, (WAITING, WAITS_OVER)),
    Link(WAITING, (WAITING_LONG, WAITING_NOT_LONG)),
)
