"""The code lists of the datasets: what a code means and the spellings it is known by.

Codes follow the children in need census and the children's social work workforce census where those have one
(Department for Education). There is no national code for online abuse, so that list is ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class CodeList:
    """Codes with their labels, and other spellings (compared without case or surrounding space)."""

    name: str
    labels: Mapping[str, str]
    spellings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_spelling(self) -> Mapping[str, str]:
        """Every accepted spelling, case-folded, to its code: the code itself, its label, and declared variants."""
        known = {label.casefold(): code for code, label in self.labels.items()}
        known |= {code.casefold(): code for code in self.labels}
        return known | {spelling.casefold(): code for spelling, code in self.spellings.items()}


YES, NO, NOT_RECORDED = "yes", "no", "not_recorded"

YES_NO = CodeList(
    "yes_no",
    {YES: "Yes", NO: "No"},
    {"y": YES, "n": NO, "true": YES, "false": NO, "1": YES, "0": NO},
)

YES_NO_NOT_RECORDED = CodeList(
    "yes_no_not_recorded",
    {YES: "Yes", NO: "No", NOT_RECORDED: "Not recorded"},
    {**YES_NO.spellings, "not known": NOT_RECORDED, "unknown": NOT_RECORDED, "nr": NOT_RECORDED},
)

STATUS = CodeList(
    "status",
    {
        "assessment": "Assessment",
        "cin": "Child in need plan",
        "cp": "Child protection plan",
        "cla": "Child looked after",
        "care_leaver": "Care leaver",
        "other": "Other",
    },
    {
        "open assessment": "assessment",
        "child in need": "cin",
        "child protection": "cp",
        "looked after child": "cla",
        "looked after": "cla",
        "lac": "cla",
        "care leaver": "care_leaver",
        "careleaver": "care_leaver",
    },
)

CATEGORY_OF_ABUSE = CodeList(
    "category_of_abuse",
    {
        "NEG": "Neglect",
        "PHY": "Physical abuse",
        "SAB": "Sexual abuse",
        "EMO": "Emotional abuse",
        "MUL": "Multiple",
    },
)

ONLINE_HARM = CodeList(
    "online_harm",
    {
        "grooming": "Grooming online",
        "images": "Indecent images taken or shared",
        "coercion": "Coercion or blackmail over images",
        "livestream": "Live-streamed abuse",
        "contact": "Contact abuse arranged online",
        "exposure": "Exposure to sexual material",
        "peer": "Harmful sexual behaviour between children online",
        "other": "Other online harm",
    },
)

ROLE = CodeList(
    "role",
    {
        "senior_manager": "Senior manager",
        "middle_manager": "Middle manager",
        "first_line_manager": "First line manager",
        "senior_practitioner": "Senior practitioner",
        "case_holder": "Case holder",
        "qualified_without_cases": "Qualified without cases",
    },
    {
        "1": "senior_manager",
        "2": "middle_manager",
        "3": "first_line_manager",
        "4": "senior_practitioner",
        "5": "case_holder",
        "6": "qualified_without_cases",
        "social worker": "case_holder",
        "team manager": "first_line_manager",
    },
)

ABSENCE_REASON = CodeList(
    "absence_reason",
    {
        "SIC": "Sick leave",
        "MAT": "Maternity, paternity or adoption leave",
        "TRN": "Training",
        "PUB": "Public duties",
        "OTH": "Other paid authorised absence",
        "UNP": "Unpaid authorised absence",
        "UNA": "Unauthorised absence",
    },
    {"sickness": "SIC", "sick": "SIC", "maternity": "MAT", "paternity": "MAT"},
)

TRAINING_TOPIC = CodeList(
    "training_topic",
    {
        "online_abuse": "Online abuse",
        "child_sexual_abuse": "Child sexual abuse",
        "diversity": "Cultural and religious diversity",
        "emotional_impact": "Trauma and emotional impact",
        "other": "Other",
    },
)

SUPERVISION_KIND = CodeList(
    "supervision_kind",
    {"managerial": "Managerial", "peer": "Peer", "group": "Group", "clinical": "Clinical"},
)

STRESS = CodeList(
    "stress",
    {"not_at_all": "Not at all", "a_little": "A little", "moderately": "Moderately", "very": "Very"},
    {"1": "not_at_all", "2": "a_little", "3": "moderately", "4": "very"},
)

EVENT_KIND = CodeList(
    "event_kind",
    {
        "reorganisation": "Reorganisation",
        "new_duty": "New duty",
        "recording_change": "Change of recording",
        "other": "Other",
    },
)

MEASURE = CodeList(
    "measure",
    {
        "caseload_per_fte": "Cases per full-time practitioner",
        "load_ratio": "Cases held, as a share of the limit",
        "over_limit_share": "Practitioners over the limit",
        "open_cases": "Children with an open case",
        "cases_without_capacity": "Children whose case nobody has hours for",
        "unallocated_cases": "Children whose case nobody holds",
        "cases_opened": "Children whose case began in the month",
        "cases_closed": "Children whose case ended in the month",
        "children_on_plans": "Children on a child protection plan",
        "plans_for_sexual_abuse_share": "Child protection plans for sexual abuse",
        "exposure_gap": "Online abuse cases held without online abuse training",
        "online_share_of_all_cases": "Cases that involve online abuse",
        "online_share_of_sexual_abuse_cases": "Sexual abuse cases that involve online abuse",
        "holders_quarter_online": "Holders with a quarter of sexual abuse cases online",
        "online_not_recorded_share": "Cases with no answer recorded on online abuse",
        "online_cases_by_form": "Children whose case involves online abuse",
        "training_cover_online_abuse": "Practitioners with current online abuse training",
        "training_cover_sexual_abuse": "Practitioners with current sexual abuse training",
        "training_cover_diversity": "Practitioners with current diversity training",
        "training_cover_emotional_impact": "Practitioners with current training on emotional impact",
        "training_lapsing_online_abuse": "Practitioners whose online abuse training lapses soon",
        "training_lapsing_sexual_abuse": "Practitioners whose sexual abuse training lapses soon",
        "training_cover_online_abuse_newly_qualified": "Newly qualified staff with current online abuse training",
        "training_cover_online_abuse_agency": "Agency staff with current online abuse training",
        "training_common_provider_share": "Practitioners trained on abuse by the most common provider",
        "practitioners_by_course": "Practitioners with a current course",
        "training_hours_per_practitioner": "Training hours per practitioner in a year",
        "training_own_time_share": "Training hours done in own time",
        "managerial_supervision_in_time": "Practitioners with managerial supervision in time",
        "peer_supervision_in_time": "Practitioners with recent peer supervision",
        "supervision_gap_median": "Usual gap between managerial sessions",
        "supervision_gap_p90": "Long gaps between managerial sessions",
        "supervision_cancelled_not_rebooked": "Practitioners whose cancelled supervision was not made up",
        "specialist_wait_median": "Usual wait for a specialist service",
        "specialist_wait_over_26_weeks": "Children waiting longer than 26 weeks",
        "specialist_waits_open": "Children waiting for a specialist service",
        "direct_work_share": "Working time spent with children and families",
        "cases_multi_agency_share": "Cases discussed at a multi-agency panel",
        "cases_in_proceedings_share": "Cases in criminal proceedings",
        "in_post_fte": "Practitioners in post, full-time equivalent",
        "agency_rate": "Agency staff, as a share of the workforce",
        "vacancy_rate": "Vacant posts",
        "turnover_rate": "Practitioners who left in a year",
        "absence_rate": "Working time lost to sickness in a year",
    },
)
"""Every monthly measure; a test keeps it equal to the catalogue of measures, which stands above this layer."""
