"""Measures of supervision on the support page: who has it in time, with whom, how long the gaps are, what is lost."""

from __future__ import annotations

from pipelines.measures.measure import PERCENT_SCALE, BenchmarkFigure, Direction, Link, Measure, MeasureUnit, Topic
from pipelines.measures.subject import count, quantile
from pipelines.measures.subjects.practitioners import Practitioners
from pipelines.measures.subjects.supervision_gaps import SupervisionGaps
from pipelines.measures.training import PRACTISING
from pipelines.measures.workload_policy import Policy, latest
from pipelines.organisation import Level
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

SUPERVISION = "Local supervision and workforce extracts"
GAPS_COUNTED = (
    "Gaps that ended in the three months to the month-end count and, for as long as they have lasted, those still open "
    "then (Kaplan–Meier), of practitioners in post who could hold cases (or do). The first gap begins on joining. "
    "Absence of four weeks or more is taken out."
)
GAPS_CAVEAT = (
    "Who is supervised often has several gaps, everybody has the open one. A gap that began before the records counts "
    "for as long as they show it."
)

_GRACE = latest(Policy.SUPERVISION_GRACE_DAYS)
_MAKE_UP = latest(Policy.MAKE_UP_DAYS)
_MONTHLY = latest(Policy.SUPERVISION_DAYS) + _GRACE

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
CANCELLED = count("supervision_cancelled", Practitioners, *PRACTISING.where, Practitioners.supervision_cancelled)
NOT_CANCELLED = count(
    "supervision_not_cancelled", Practitioners, *PRACTISING.where, Practitioners.supervision_cancelled.is_not
)
NOT_MADE_UP = count("supervision_not_made_up", Practitioners, *CANCELLED.where, Practitioners.supervision_not_made_up)
GAPS_OPEN = count("supervision_gaps_open", SupervisionGaps, SupervisionGaps.still_open)
"""As many as practitioners: each has one."""
GAP_MEDIAN = quantile("supervision_gap_median", SupervisionGaps, SupervisionGaps.days, SupervisionGaps.over)
GAP_P90 = quantile("supervision_gap_p90", SupervisionGaps, SupervisionGaps.days, SupervisionGaps.over, share=0.9)

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
        key="supervision_gap_median",
        label="Usual gap between managerial sessions",
        question="How long do practitioners usually go without managerial supervision?",
        definition=(
            f"The time within which half of the gaps between managerial sessions are over, in days. {GAPS_COUNTED}"
        ),
        topic=Topic.SUPPORT,
        unit=MeasureUnit.DAYS,
        decimals=0,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=GAP_MEDIAN,
        base=GAPS_OPEN,
        base_label="practitioners",
        disclosure_rule=DisclosureRule.STAFF,
        source=SUPERVISION,
        caveat=GAPS_CAVEAT,
    ),
    Measure(
        key="supervision_gap_p90",
        label="Long gaps between managerial sessions",
        question="How long are the gaps in which supervision is most missed?",
        definition=(
            "The time within which nine in ten of the gaps between managerial sessions are over, in days: one in ten "
            f"lasts longer. {GAPS_COUNTED}"
        ),
        topic=Topic.SUPPORT,
        unit=MeasureUnit.DAYS,
        decimals=0,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=GAP_P90,
        base=GAPS_OPEN,
        base_label="practitioners",
        disclosure_rule=DisclosureRule.STAFF,
        lowest_level=Level.SERVICE,
        source=SUPERVISION,
        caveat=f"{GAPS_CAVEAT} Not available while more than one in ten gaps outlast every gap that is over.",
    ),
    Measure(
        key="supervision_cancelled_not_rebooked",
        label="Practitioners whose cancelled supervision was not made up",
        question="When managerial supervision is cancelled, does it take place soon after?",
        definition=(
            f"Practitioners with a cancelled managerial session after which none was held within {_MAKE_UP:g} days of "
            "the day it was planned for, as a share of those with a cancelled managerial session. Sessions count whose "
            f"{_MAKE_UP:g} days ended in the three months to the month-end, but for those of practitioners who were "
            "away for four weeks or more on one of these days."
        ),
        topic=Topic.SUPPORT,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=NOT_MADE_UP,
        denominator=CANCELLED,
        scale=PERCENT_SCALE,
        base=CANCELLED,
        base_label="practitioners with a cancelled session",
        disclosure_rule=DisclosureRule.STAFF,
        lowest_level=Level.SERVICE,
        source=SUPERVISION,
        caveat="One session makes up for several. A session that was cancelled and not recorded as such is not seen.",
    ),
)

LINKS = (
    Link(PRACTISING, (SUPERVISION_DUE, SUPERVISION_NOT_DUE)),
    Link(PRACTISING, (CANCELLED, NOT_CANCELLED)),
)
