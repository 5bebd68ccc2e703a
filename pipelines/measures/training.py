"""Measures of the training page: whom current training reaches, for how many hours, and in whose time."""

from __future__ import annotations

from dataclasses import replace

from pipelines.measures.measure import PERCENT_SCALE, Direction, Link, Measure, MeasureUnit, Topic
from pipelines.measures.subject import count, total
from pipelines.measures.subjects.learning import LAPSING_WINDOW
from pipelines.measures.subjects.practitioners import Practitioners
from pipelines.measures.workload_policy import Policy, latest
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

TRAINING = "Local training and workforce extracts"
AS_RECORDED = "Courses that are not in the training extract are not seen."
STUDY = "NSPCC and Coventry University 2014 found training fragmented and partial"

IN_POST = count("practitioners_in_post", Practitioners, Practitioners.in_post)
PRACTISING = count("practitioners_who_could_hold_cases", Practitioners, *IN_POST.where, Practitioners.practising)
NOT_PRACTISING = count(
    "practitioners_who_could_not_hold_cases", Practitioners, *IN_POST.where, Practitioners.practising.is_not
)
TRAINED_ONLINE_ABUSE = count(
    "trained_online_abuse", Practitioners, *PRACTISING.where, Practitioners.trained_online_abuse
)
TRAINED_SEXUAL_ABUSE = count(
    "trained_sexual_abuse", Practitioners, *PRACTISING.where, Practitioners.trained_sexual_abuse
)
TRAINED_DIVERSITY = count("trained_diversity", Practitioners, *PRACTISING.where, Practitioners.trained_diversity)
TRAINED_EMOTIONAL_IMPACT = count(
    "trained_emotional_impact", Practitioners, *PRACTISING.where, Practitioners.trained_emotional_impact
)
LAPSING_ONLINE_ABUSE = count(
    "lapsing_online_abuse", Practitioners, *PRACTISING.where, Practitioners.lapsing_online_abuse
)
HOURS = total("training_hours", Practitioners, Practitioners.training_hours, *PRACTISING.where, of=Practitioners.person)
TRAINED_LATELY = count("trained_in_the_year", Practitioners, *PRACTISING.where, Practitioners.has_training_hours)
WITH_HOURS_RECORDED = count(
    "with_training_hours_recorded", Practitioners, *PRACTISING.where, Practitioners.has_hours_recorded
)
HOURS_RECORDED = total(
    "training_hours_recorded", Practitioners, Practitioners.hours_recorded, *PRACTISING.where, of=Practitioners.person
)
HOURS_OWN_TIME = total(
    "training_hours_own_time", Practitioners, Practitioners.hours_own_time, *PRACTISING.where, of=Practitioners.person
)

ONLINE_ABUSE_COVER = Measure(
    key="training_cover_online_abuse",
    label="Practitioners with current online abuse training",
    question="What share of practitioners is trained for cases of online abuse?",
    definition=(
        "Practitioners in post who could hold cases (or do) with a completed course on online abuse that still counts, "
        "as a share of all of them. A course without a last day counts for "
        f"{latest(Policy.TRAINING_CURRENT_YEARS):g} years."
    ),
    topic=Topic.TRAINING,
    unit=MeasureUnit.PERCENT,
    decimals=0,
    direction=Direction.HIGHER_IS_BETTER,
    period_kind=PeriodKind.MONTH,
    numerator=TRAINED_ONLINE_ABUSE,
    denominator=PRACTISING,
    scale=PERCENT_SCALE,
    base=PRACTISING,
    base_label="practitioners",
    disclosure_rule=DisclosureRule.STAFF,
    source=f"{TRAINING}. {STUDY}",
    caveat=f"{AS_RECORDED} Having attended says nothing of what was learnt.",
)

MEASURES = (
    ONLINE_ABUSE_COVER,
    replace(
        ONLINE_ABUSE_COVER,
        key="training_cover_sexual_abuse",
        label="Practitioners with current sexual abuse training",
        question="What share of practitioners is trained for cases of child sexual abuse?",
        definition=ONLINE_ABUSE_COVER.definition.replace("online abuse", "child sexual abuse"),
        numerator=TRAINED_SEXUAL_ABUSE,
    ),
    replace(
        ONLINE_ABUSE_COVER,
        key="training_cover_diversity",
        label="Practitioners with current diversity training",
        question="What share of practitioners is trained in cultural and religious diversity?",
        definition=ONLINE_ABUSE_COVER.definition.replace("online abuse", "cultural and religious diversity"),
        numerator=TRAINED_DIVERSITY,
        source=f"{TRAINING}. {STUDY}, and confidence in diversity in one authority of six",
    ),
    replace(
        ONLINE_ABUSE_COVER,
        key="training_cover_emotional_impact",
        label="Practitioners with current training on emotional impact",
        question="What share of practitioners is trained for what the work does to children and to themselves?",
        definition=ONLINE_ABUSE_COVER.definition.replace("online abuse", "trauma and emotional impact"),
        numerator=TRAINED_EMOTIONAL_IMPACT,
        source=f"{TRAINING}. {STUDY}, and practitioners ill-prepared for the emotions of victims",
    ),
    replace(
        ONLINE_ABUSE_COVER,
        key="training_lapsing_online_abuse",
        label="Practitioners whose online abuse training lapses soon",
        question="Whose training in online abuse has to be renewed next?",
        definition=(
            "Practitioners in post who could hold cases (or do) whose training in online abuse still counts at the "
            f"month-end, and none of it {LAPSING_WINDOW} months later, as a share of all of them."
        ),
        direction=Direction.LOWER_IS_BETTER,
        numerator=LAPSING_ONLINE_ABUSE,
        source=TRAINING,
        caveat=f"{AS_RECORDED} Courses already booked are not seen.",
    ),
    Measure(
        key="training_hours_per_practitioner",
        label="Training hours per practitioner in a year",
        question="How much training do practitioners get?",
        definition=(
            "Hours of courses completed in the twelve months to the month-end by practitioners now in post who could "
            "hold cases (or do), divided by their number."
        ),
        topic=Topic.TRAINING,
        unit=MeasureUnit.HOURS,
        decimals=1,
        direction=Direction.HIGHER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=HOURS,
        denominator=PRACTISING,
        base=PRACTISING,
        base_label="practitioners",
        disclosure_rule=DisclosureRule.STAFF,
        source=TRAINING,
        caveat=f"{AS_RECORDED} Hours of those who joined during the year are of a shorter time.",
    ),
    Measure(
        key="training_own_time_share",
        label="Training hours done in own time",
        question="How much training do practitioners do in their own time?",
        definition=(
            "Hours of courses completed in the twelve months to the month-end in the practitioner's own time, as a "
            "share of the hours for which that is recorded."
        ),
        topic=Topic.TRAINING,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.LOWER_IS_BETTER,
        period_kind=PeriodKind.MONTH,
        numerator=HOURS_OWN_TIME,
        denominator=HOURS_RECORDED,
        scale=PERCENT_SCALE,
        base=WITH_HOURS_RECORDED,
        base_label="practitioners with hours recorded",
        disclosure_rule=DisclosureRule.STAFF,
        asked_of=TRAINED_LATELY,
        source=TRAINING,
        caveat=AS_RECORDED,
    ),
)

LINKS = (Link(IN_POST, (PRACTISING, NOT_PRACTISING)),)
