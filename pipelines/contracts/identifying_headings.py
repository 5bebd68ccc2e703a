"""Headings under which people's names, numbers, addresses or stories stand.

What lives here: which words of a heading say so. What does not: the cells under it (`direct_identifiers`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.contracts.direct_identifiers import Identifying

_WORDS = re.compile(r"[a-z0-9]+")

# fmt: off
PHRASES: Mapping[str, Identifying] = {
    "date of birth": Identifying.BIRTH, "birth date": Identifying.BIRTH, "dob": Identifying.BIRTH,
    "d o b": Identifying.BIRTH, "born": Identifying.BIRTH, "birthdate": Identifying.BIRTH, "birth": Identifying.BIRTH,
    "nhs": Identifying.NHS_NUMBER, "nhs number": Identifying.NHS_NUMBER, "nhsnumber": Identifying.NHS_NUMBER,
    "upn": Identifying.UPN, "unique pupil number": Identifying.UPN, "pupil number": Identifying.UPN,
    "national insurance": Identifying.NI_NUMBER, "ni number": Identifying.NI_NUMBER, "nino": Identifying.NI_NUMBER,
    "ni no": Identifying.NI_NUMBER,
    "social work england": Identifying.REGISTRATION, "swe": Identifying.REGISTRATION,
    "hcpc": Identifying.REGISTRATION,
    "email": Identifying.EMAIL, "e mail": Identifying.EMAIL, "emails": Identifying.EMAIL,
    "phone": Identifying.PHONE, "telephone": Identifying.PHONE, "mobile": Identifying.PHONE, "tel": Identifying.PHONE,
    "landline": Identifying.PHONE,
    "postcode": Identifying.POSTCODE, "post code": Identifying.POSTCODE,
    "address": Identifying.ADDRESS, "uprn": Identifying.ADDRESS,
    "notes": Identifying.FREE_TEXT, "note": Identifying.FREE_TEXT, "comment": Identifying.FREE_TEXT,
    "comments": Identifying.FREE_TEXT, "narrative": Identifying.FREE_TEXT, "free text": Identifying.FREE_TEXT,
    "freetext": Identifying.FREE_TEXT, "case summary": Identifying.FREE_TEXT, "description": Identifying.FREE_TEXT,
    "surname": Identifying.NAME, "forename": Identifying.NAME, "forenames": Identifying.NAME,
    "known as": Identifying.NAME, "alias": Identifying.NAME, "firstname": Identifying.NAME,
    "lastname": Identifying.NAME, "fullname": Identifying.NAME, "allocated to": Identifying.NAME,
    "completed by": Identifying.NAME, "recorded by": Identifying.NAME, "entered by": Identifying.NAME,
    "worker": Identifying.NAME, "social worker": Identifying.NAME, "manager": Identifying.NAME,
    "supervisor": Identifying.NAME, "supervisee": Identifying.NAME, "practitioner": Identifying.NAME,
    "carer": Identifying.NAME, "mother": Identifying.NAME, "father": Identifying.NAME, "parent": Identifying.NAME,
    "name": Identifying.NAME, "names": Identifying.NAME,
}
"""Whole words of a heading and what stands under them; the first that occurs counts."""
NOT_OF_A_PERSON = frozenset((
    "area", "authority", "borough", "category", "course", "department", "directorate", "district", "event", "field",
    "file", "form", "group", "job", "la", "local", "locality", "office", "organisation", "organization", "plan", "post",
    "provider", "region", "role", "school", "service", "sheet", "site", "team", "template", "topic", "unit", "ward",
))
"""Beside *name*, *manager* or the like these say whose name it is: nobody's."""
NUMBERED = frozenset((
    "agency", "caseload", "code", "count", "date", "flag", "fte", "grade", "id", "no", "number", "ref", "reference",
    "role", "status", "type",
))
"""Beside *worker* or the like these say that a number, a code or a date stands there."""
# fmt: on


def kind_of_heading(heading: str) -> Identifying | None:
    """What a heading says stands under it, where that would tell who somebody is.

    >>> [kind_of_heading(heading) for heading in ("D.O.B.", "Known as (alias)", "Team name", "Worker ID")]
    [<Identifying.BIRTH: 'dates of birth'>, <Identifying.NAME: 'names of people'>, None, None]
    """
    words = _WORDS.findall(heading.casefold())
    if not words:
        return None
    spaced = f" {' '.join(words)} "
    kind = next((kind for phrase, kind in PHRASES.items() if f" {phrase} " in spaced), None)
    if kind is Identifying.NAME and not NOT_OF_A_PERSON.union(NUMBERED).isdisjoint(words):
        return None
    return kind
