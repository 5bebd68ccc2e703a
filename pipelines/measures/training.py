"""Measures of the training page: whom current training reaches, for how many hours, and in whose time."""

from __future__ import annotations

from dataclasses import replace

from pipelines.measures.measure import PERCENT_SCALE, Direction, Link, Measure, MeasureUnit, Topic
from pipelines.measures.subject import count, total
from pipelines.measures.subjects.learning import LAPSING_WINDOW
from pipelines.measures.subjects.practitioners import Practitioners
from pipelines.measures.workload_policy import Policy, latest
from pipelines.organisation import Level
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

TRAINING = "Local training and workforce extracts"
AS_RECORDED = "Courses that are not in the training extract are not seen."
TOO_FEW_IN_TEAMS = "Teams and services have too few of them to be shown."
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
LAPSING_SEXUAL_ABUSE = count(
    "lapsing_sexual_abuse", Practitioners, *PRACTISING.where, Practitioners.lapsing_sexual_abuse
)
NEWLY_QUALIFIED = count(
    "newly_qualified_who_could_hold_cases", Practitioners, *PRACTISING.where, Practitioners.newly_qualified
)
NEWLY_QUALIFIED_TRAINED = count(
    "newly_qualified_trained_online_abuse",
    Practitioners,
    *TRAINED_ONLINE_ABUSE.where,
    Practitioners.newly_qualified,
)
AGENCY = count("agency_who_could_hold_cases", Practitioners, *PRACTISING.where, Practitioners.agency)
AGENCY_TRAINED = count("agency_trained_online_abuse", Practitioners, *TRAINED_ONLINE_ABUSE.where, Practitioners.agency)
TRAINED_IN_ABUSE = count("trained_in_abuse", Practitioners, *PRACTISING.where, Practitioners.trained_in_abuse)
PROVIDER_RECORDED = count(
    "trained_in_abuse_provider_recorded", Practitioners, *PRACTISING.where, Practitioners.provider_recorded
)
COMMON_PROVIDER = count(
    "trained_in_abuse_by_common_provider", Practitioners, *PROVIDER_RECORDED.where, Practitioners.common_provider
)
WITH_COURSE = count("with_current_course", Practitioners, *PRACTISING.where, Practitioners.has_course)
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
    replace(
        ONLINE_ABUSE_COVER,
        key="training_lapsing_sexual_abuse",
        label="Practitioners whose sexual abuse training lapses soon",
        question="Whose training in child sexual abuse has to be renewed next?",
        definition=(
            "Practitioners in post who could hold cases (or do) whose training in child sexual abuse still counts at "
            f"the month-end, and none of it {LAPSING_WINDOW} months later, as a share of all of them."
        ),
        direction=Direction.LOWER_IS_BETTER,
        numerator=LAPSING_SEXUAL_ABUSE,
        # Courses on sexual abuse count for years, so in most teams nobody's lapses and the figure would be hidden.
        lowest_level=Level.SERVICE,
        source=TRAINING,
        caveat=f"{AS_RECORDED} Courses already booked are not seen.",
    ),
    replace(
        ONLINE_ABUSE_COVER,
        key="training_cover_online_abuse_newly_qualified",
        label="Newly qualified staff with current online abuse training",
        question="What share of newly qualified practitioners is trained for cases of online abuse?",
        definition=(
            "Newly qualified practitioners in post who could hold cases (or do) with a completed course on online "
            "abuse that still counts, as a share of all newly qualified ones."
        ),
        numerator=NEWLY_QUALIFIED_TRAINED,
        denominator=NEWLY_QUALIFIED,
        base=NEWLY_QUALIFIED,
        base_label="newly qualified practitioners",
        lowest_level=Level.AUTHORITY,
        source=f"{TRAINING}. {STUDY}",
        caveat=f"{AS_RECORDED} {TOO_FEW_IN_TEAMS}",
    ),
    replace(
        ONLINE_ABUSE_COVER,
        key="training_cover_online_abuse_agency",
        label="Agency staff with current online abuse training",
        question="What share of agency practitioners is trained for cases of online abuse?",
        definition=(
            "Agency practitioners in post who could hold cases (or do) with a completed course on online abuse that "
            "still counts, as a share of all agency ones."
        ),
        numerator=AGENCY_TRAINED,
        denominator=AGENCY,
        base=AGENCY,
        base_label="agency practitioners",
        lowest_level=Level.AUTHORITY,
        source=f"{TRAINING}. {STUDY}",
        caveat=f"What agencies keep of training may not be in the training extract. {TOO_FEW_IN_TEAMS}",
    ),
    Measure(
        key="training_common_provider_share",
        label="Practitioners trained on abuse by the most common provider",
        question="Is training on online and sexual abuse fragmented here?",
        definition=(
            "Practitioners in post who could hold cases (or do) with a course on online abuse or child sexual abuse "
            "that still counts, given by whoever trained most practitioners of the authority on these at that "
            "month-end, as a share of those for whom the provider of such a course is recorded."
        ),
        topic=Topic.TRAINING,
        unit=MeasureUnit.PERCENT,
        decimals=0,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=COMMON_PROVIDER,
        denominator=PROVIDER_RECORDED,
        scale=PERCENT_SCALE,
        base=PROVIDER_RECORDED,
        base_label="trained practitioners with a provider recorded",
        disclosure_rule=DisclosureRule.STAFF,
        asked_of=TRAINED_IN_ABUSE,
        source=f"{TRAINING}. {STUDY}",
        caveat=f"{AS_RECORDED} Whether many providers are a choice or an accident the share does not say.",
    ),
    Measure(
        key="practitioners_by_course",
        label="Practitioners with a current course",
        question="Who has attended which course that still counts?",
        definition=(
            "Practitioners in post who could hold cases (or do) with a completed course that still counts, by title of "
            "the course. A course without a last day counts for "
            f"{latest(Policy.TRAINING_CURRENT_YEARS):g} years."
        ),
        topic=Topic.TRAINING,
        unit=MeasureUnit.PRACTITIONERS,
        decimals=0,
        direction=Direction.NEITHER,
        period_kind=PeriodKind.MONTH,
        numerator=WITH_COURSE,
        base=WITH_COURSE,
        base_label="practitioners",
        disclosure_rule=DisclosureRule.STAFF,
        breakdowns=(Practitioners.course,),
        titled=(Practitioners.course,),
        lowest_level=Level.AUTHORITY,
        source=TRAINING,
        caveat=(
            f"{AS_RECORDED} Many have several, so courses do not add up to the whole. A course with too few "
            "practitioners to show is left out, title and all."
        ),
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
