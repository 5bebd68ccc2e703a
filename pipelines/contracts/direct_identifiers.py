"""Cells that would tell who a person is: names, addresses, phone numbers, numbers that follow a person through life.

What lives here: how each kind is recognised in a text, and which kinds may not stand where. What does not: headings
(`identifying_headings`), or the sentences about what was found (`cell_rules`, `at_the_door`). Every distinct text of a
column is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from pipelines.contracts import person_names
from pipelines.contracts.check_digits import nhs_check_digit, upn_check_letter
from pipelines.contracts.dataset import Column, Kind, Purpose


class Identifying(StrEnum):
    """Kinds of direct identifier, as a sentence calls them."""

    NAME = "names of people"
    EMAIL = "e-mail addresses"
    POSTCODE = "postcodes"
    ADDRESS = "addresses"
    PHONE = "phone numbers"
    BIRTH = "dates of birth"
    NHS_NUMBER = "NHS numbers"
    UPN = "unique pupil numbers"
    NI_NUMBER = "National Insurance numbers"
    REGISTRATION = "Social Work England numbers"
    FREE_TEXT = "free text"


class Place(StrEnum):
    """Where a text stands, which decides what it may be."""

    PRACTITIONER = auto()
    """A staff number, replaced by a token."""
    PERSON = auto()
    """A child's number or a case's, replaced by a token."""
    UNIT_CODE = auto()
    """The code of a team, service or authority, which is published."""
    UNIT_NAME = auto()
    """What a team, service, authority or region is called, which is published."""
    LABEL = auto()
    """What happened on a known day, which is published."""
    REASON = auto()
    """Why an authority decided something, which is published."""
    WORDS = auto()
    """What a course or its provider is called; some providers are called after a person."""
    NOT_READ = auto()
    """A cell that is no code, date or number where one belongs."""
    UNDECLARED = auto()


Holds = Callable[[str], bool]

SHARE_BY_CHANCE = 0.5
"""One number of ten digits in eleven passes for an NHS number, one code in 23 for a pupil number. So at least this
share of a column's distinct texts *of that form* must pass; of all its texts where a form has no check digit."""
MOST_COMPARED = 1_000
"""Distinct texts by which a whole column is judged; more would tell no more."""
SENTENCE_WORDS, WORDS_OF_FREE_TEXT, WORDS_IN_IDENTIFIER = 5, 12, 6

_AREAS = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|"
    "G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|"
    "NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|"
    "WD|WF|WN|WR|WS|WV|YO|ZE"
)
"""The postcode areas of the United Kingdom, Jersey, Guernsey and Man; codes of teams begin otherwise, most of them."""
_OUTWARD, _INWARD = rf"(?:{_AREAS})[0-9][0-9A-Z]?", "[0-9][ABD-HJLNP-UW-Z]{2}"
_POSTCODE = re.compile(rf"\b{_OUTWARD} +{_INWARD}\b")
_POSTCODE_UNSPACED = re.compile(rf"{_OUTWARD}{_INWARD}")
_EMAIL = re.compile(r"[^\s@<>,;]@[^\s@<>,;]+\.[A-Za-z]{2,}")
_PHONE = re.compile(
    r"(?<![\w.+-])(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|\(?0)[1237-9][0-9]{0,4}\)?(?:[ -]?[0-9]){5,9}(?![\w-])"
)
_SPACED = re.compile(r"[ +(]|^0044")
_MOBILE = re.compile(r"07[0-9]{9}")
_NHS_NUMBER = re.compile(r"(?<![0-9-])([0-9]{3})([ -]?)([0-9]{3})\2([0-9]{4})(?![0-9-])")
_UPN = re.compile(r"\b([A-HJ-NP-RT-Z])([0-9]{11}[0-9A-HJ-NP-RT-Z])\b")
_NI_NUMBER = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b"
)
_REGISTRATION = re.compile(r"\bSW[0-9]{4,6}\b")
_SENTENCES = re.compile(r"\w{3}[.!?]\s+\w")
_SURELY_A_CODE = re.compile(r"(?!sw[0-9]{4})[a-z]{0,5}[-/]?[0-9]{1,9}", re.IGNORECASE)
"""What most identifiers look like: nothing more needs to be asked of them."""
UK_DIGITS = 11
"""Of a phone number with its leading zero."""


def _has_postcode(text: str) -> bool:
    return " " in text and (_POSTCODE.search(text) is not None or _POSTCODE.fullmatch(text.strip().upper()) is not None)


def _is_unspaced_postcode(text: str) -> bool:
    return _POSTCODE_UNSPACED.fullmatch(text.strip().upper()) is not None


def _phones(text: str) -> list[str]:
    """What is written like a phone number and has as many digits as one."""
    found = (match[0] for match in _PHONE.finditer(text))
    return [phone for phone in found if len(_national(phone)) == UK_DIGITS]


def _national(phone: str) -> str:
    digits = re.sub(r"[^0-9]", "", phone.replace("(0)", ""))
    return "0" + re.sub(r"^(?:00)?44", "", digits) if not re.match(r"0[1-9]", digits) else digits


def _has_spaced_phone(text: str) -> bool:
    return _SPACED.search(text) is not None and any(map(_SPACED.search, _phones(text)))


def _is_mobile(text: str) -> bool:
    return _MOBILE.fullmatch(re.sub(r"[ -]", "", text)) is not None


def _has_nhs_number(text: str) -> bool:
    numbers = (f"{first}{second}{third}" for first, _, second, third in _NHS_NUMBER.findall(text))
    return any(nhs_check_digit(number[:-1]) == number[-1] for number in numbers)


def _has_upn(text: str) -> bool:
    return any(upn_check_letter(rest) == letter for letter, rest in _UPN.findall(text.upper()))


def _has_sentences(text: str) -> bool:
    return _SENTENCES.search(text) is not None and len(text.split()) >= SENTENCE_WORDS


def _is_free_text(text: str, fewest_words: int = WORDS_OF_FREE_TEXT) -> bool:
    return len(text.split()) >= fewest_words or _has_sentences(text)


@dataclass(frozen=True, slots=True)
class Detector:
    """How one kind is told: `surely` from one text, `perhaps` where at least half of those of its `form` are so."""

    kind: Identifying
    surely: Holds | None = None
    perhaps: Holds | None = None
    form: Holds = lambda _: True


EMAIL = Detector(Identifying.EMAIL, lambda text: "@" in text and _EMAIL.search(text) is not None)
POSTCODE = Detector(Identifying.POSTCODE, _has_postcode, _is_unspaced_postcode)
SPACED_PHONE = Detector(Identifying.PHONE, _has_spaced_phone, _is_mobile)
ANY_PHONE = Detector(Identifying.PHONE, lambda text: bool(_phones(text)))
NUMBERS_BY_SHARE = (
    Detector(Identifying.NHS_NUMBER, perhaps=_has_nhs_number, form=lambda text: _NHS_NUMBER.search(text) is not None),
    Detector(Identifying.UPN, perhaps=_has_upn, form=lambda text: _UPN.search(text.upper()) is not None),
    Detector(Identifying.NI_NUMBER, perhaps=lambda text: _NI_NUMBER.search(text.upper()) is not None),
)
REGISTRATION_BY_SHARE = Detector(
    Identifying.REGISTRATION, perhaps=lambda text: _REGISTRATION.search(text.upper()) is not None
)
ANY_NUMBER = tuple(Detector(detector.kind, detector.perhaps) for detector in (*NUMBERS_BY_SHARE, REGISTRATION_BY_SHARE))
SAID_NAME = Detector(Identifying.NAME, person_names.says_so)
BOTH_NAMES = Detector(
    Identifying.NAME,
    lambda text: person_names.says_so(text) or person_names.has_both_names(text),
    person_names.is_forename,
)
ANY_NAME = Detector(BOTH_NAMES.kind, BOTH_NAMES.surely)
FREE_TEXT = Detector(Identifying.FREE_TEXT, _is_free_text)

_IN_IDENTIFIER = (
    EMAIL,
    POSTCODE,
    SPACED_PHONE,
    Detector(Identifying.FREE_TEXT, lambda text: _is_free_text(text, WORDS_IN_IDENTIFIER)),
    Detector(Identifying.NAME, person_names.is_alone),
)
# A number of ten digits in words is no running number, so it need not be like the others.
_IN_PUBLISHED_WORDS = (
    EMAIL,
    POSTCODE,
    ANY_PHONE,
    *ANY_NUMBER,
    ANY_NAME,
    # A long name is too long, and not yet a story.
    Detector(Identifying.FREE_TEXT, _has_sentences),
)
MAY_NOT_HOLD: Mapping[Place, tuple[Detector, ...]] = {
    Place.PRACTITIONER: _IN_IDENTIFIER,
    Place.PERSON: _IN_IDENTIFIER,
    Place.UNIT_CODE: (EMAIL, POSTCODE, SPACED_PHONE, *NUMBERS_BY_SHARE, REGISTRATION_BY_SHARE, ANY_NAME, FREE_TEXT),
    Place.UNIT_NAME: _IN_PUBLISHED_WORDS,
    Place.LABEL: _IN_PUBLISHED_WORDS,
    Place.REASON: _IN_PUBLISHED_WORDS,
    Place.WORDS: (EMAIL, POSTCODE, ANY_PHONE, *ANY_NUMBER, SAID_NAME),
    Place.NOT_READ: (EMAIL, POSTCODE, SPACED_PHONE, *NUMBERS_BY_SHARE, REGISTRATION_BY_SHARE, BOTH_NAMES, FREE_TEXT),
    Place.UNDECLARED: (EMAIL, POSTCODE, SPACED_PHONE, *NUMBERS_BY_SHARE, REGISTRATION_BY_SHARE, BOTH_NAMES, FREE_TEXT),
}
"""What is refused in each place. Asked in order: a text is of the first kind it answers to."""
KNOWN_ELSEWHERE: Mapping[Place, tuple[Detector, ...]] = {
    Place.PRACTITIONER: NUMBERS_BY_SHARE,
    Place.PERSON: (*NUMBERS_BY_SHARE, REGISTRATION_BY_SHARE),
}
"""Numbers that name a person to others, too: accepted as identifiers, because tokens replace them, and asked about."""
_TEXTS: Mapping[str, Place] = {
    "_id": Place.UNIT_CODE,
    "_name": Place.UNIT_NAME,
    "label": Place.LABEL,
    "reason": Place.REASON,
}
"""Texts are told apart by how their columns end, as they are declared."""


def place_of(column: Column) -> Place:
    """Where the cells of a declared column stand."""
    if column.purpose is Purpose.PRACTITIONER:
        return Place.PRACTITIONER
    if column.kind is Kind.TEXT:
        return next((place for ending, place in _TEXTS.items() if column.endswith(ending)), Place.WORDS)
    return Place.PERSON if column.kind is Kind.IDENTIFIER else Place.NOT_READ


def identifying_texts(texts: Sequence[str], detectors: Sequence[Detector]) -> dict[int, Identifying]:
    """Which of a column's distinct texts tell who somebody is, by position, and how.

    What other numbers are by chance counts only where it is usual in the column (`SHARE_BY_CHANCE`).
    """
    asked = [position for position, text in enumerate(texts) if not _SURELY_A_CODE.fullmatch(text)]
    found: dict[int, Identifying] = {}
    for detector in detectors:
        if detector.surely:
            found |= {at: detector.kind for at in asked if at not in found and detector.surely(texts[at])}
        if detector.perhaps and asked:
            formed = [at for at in range(len(texts)) if detector.form(texts[at])]
            if _is_usual([texts[at] for at in formed], detector.perhaps):
                found |= {at: detector.kind for at in formed if at not in found and detector.perhaps(texts[at])}
    return found


def are_codes(texts: Sequence[str]) -> bool:
    """Whether every text is a running number, with a few letters before it or not."""
    return all(map(_SURELY_A_CODE.fullmatch, texts))


def kinds_in(texts: Sequence[str], detectors: Sequence[Detector]) -> tuple[Identifying, ...]:
    """The kinds that were found among the texts, in the order in which they are declared."""
    found = set(identifying_texts(texts, detectors).values())
    return tuple(kind for kind in Identifying if kind in found)


def _is_usual(texts: Sequence[str], holds: Holds) -> bool:
    """Whether enough of the texts are so; judged by some, spread evenly, where there are many."""
    judged = texts[:: len(texts) // MOST_COMPARED + 1]
    return bool(judged) and sum(map(holds, judged)) >= SHARE_BY_CHANCE * len(judged)
