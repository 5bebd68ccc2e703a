"""The code lists of the seven datasets: what a code means and the spellings it is known by.

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
