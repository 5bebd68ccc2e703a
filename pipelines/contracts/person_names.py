"""How a person's name is told from a code, a placeholder, or the name of a team or a place.

What lives here: names in cells. What does not: names told by their heading (`identifying_headings`), or what becomes of
a cell (`direct_identifiers`). No list of names is complete: a name outside of the list, alone in a column of texts,
is not recognised.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.contracts.forenames import FORENAMES

_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![^\W_])")
"""Letters with no digit against them: codes of letters and digits hold no words."""
_ONE_CODE = re.compile(r"[^\s,]*[0-9][^\s,]*")
_POSSESSIVE = re.compile(r"['’]s?$")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
"""What stands in brackets after a name: a number, a team."""
_TWO_NAMES = re.compile(r"[A-Z][a-z'’-]+,? +[A-Z][a-z'’-]+")
_TITLED = re.compile(
    r"(?:(?:^|[-–:(/&,;]\s*|\b(?i:team|for|by|manager|and)\s+)(?:MS|Miss|MISS|Dr|DR|Prof|Professor)"
    r"|\b(?:Mr|MR|Mrs|MRS|Ms|Mx|Cllr))\.?\s+(?:[A-Z]\.?\s+)*"
    r"(?P<surname>[^\W\d_][^\W\d_'’-]+.*)"
)
"""Some titles are other words in the midst of a name: Elm Dr, near miss."""
SAINTS_AND_RULERS = frozenset(("st", "saint", "ss", "king", "queen", "prince", "princess", "lady", "lord", "sir"))
"""Whoever is named after one of these is not among the staff: St John's, Prince William."""
# fmt: off
PLACES = frozenset((
    "academy", "avenue", "barn", "bridge", "building", "buildings", "campus", "castle", "centre", "chapel", "church",
    "clinic", "close", "college", "community", "court", "cross", "drive", "estate", "farm", "field", "fields", "floor",
    "garden", "gardens", "gate", "green", "grove", "hall", "heath", "hill", "hospice", "hospital", "house", "hub",
    "infirmary", "junction", "lane", "lodge", "manor", "mews", "mill", "nursery", "office", "parade", "parish", "park",
    "place", "primary", "quarter", "road", "row", "school", "square", "street", "surgery", "terrace", "tower", "trust",
    "university", "view", "walk", "ward", "way", "wood", "works", "yard",
))
OTHER_WORDS = frozenset((
    "a", "abuse", "access", "admin", "adolescent", "adolescents", "adoption", "agency", "all", "allocated",
    "allocation", "and", "area", "arrivals", "assessment", "assessments", "asylum", "at", "authority", "awaiting",
    "baby", "bank", "board", "borough", "brook", "business", "by", "care", "carer", "carers", "case", "cases",
    "central", "child", "children", "childrens", "children's", "city", "clinical", "code", "complex", "confidential",
    "contact", "copy", "cope", "core", "corporate", "council", "county", "court", "data", "day", "disabilities",
    "disability", "disabled", "district", "domestic", "door", "draft", "duty", "early", "east", "eastern", "edge",
    "education", "eight", "emergency", "employee", "engagement", "established", "exploitation", "export", "extract",
    "families", "family", "final", "first", "five", "for", "foster", "fostering", "four", "from", "front", "full",
    "group", "harm", "health", "help", "helpline", "hidden", "home", "hours", "id", "in", "independent", "initial",
    "inner", "intake", "intensive", "intervention", "joint", "justice", "kinship", "leaver", "leavers", "leaving",
    "list", "local", "locality", "locum", "long", "looked", "management", "manager", "managers", "mash", "missing",
    "multi", "neglect", "new", "newly", "night", "no", "north", "northern", "not", "number", "of", "on", "one",
    "online", "open", "other", "out", "outer", "overnight", "panel", "partnership", "pathway", "pending", "permanence",
    "permanency", "person", "placement", "placements", "plan", "planning", "police", "pool", "post", "practice",
    "practitioner", "pre", "prevention", "private", "professional", "protection", "public", "qualified", "quality",
    "recorded", "ref", "referral", "referrals", "refugee", "region", "regional", "rehab", "report", "residential",
    "resource", "response", "restricted", "reunification", "reviewing", "risk", "rural", "safeguarding", "school",
    "second", "section", "senior", "service", "services", "seven", "shared", "short", "single", "six", "social",
    "south", "southern", "special", "specialist", "staff", "stay", "strategic", "student", "support", "supported",
    "system", "targeted", "team", "teams", "temporary", "term", "test", "the", "third", "three", "through", "to",
    "town", "transfer", "transition", "transitions", "two", "unaccompanied", "unallocated", "unassigned", "unborn",
    "unit", "unknown", "up", "upper", "urban", "user", "vacancy", "vacant", "valley", "virtual", "west", "western",
    "with", "worker", "workers", "year", "years", "young", "youth", "youths", "zone",
))
# fmt: on
EVERYDAY = PLACES | OTHER_WORDS
"""Words of which the names of teams and places, and stand-ins for a worker, are made."""


def says_so(text: str) -> bool:
    """A title and a surname, or `Surname, Forename`: no team is called so.

    >>> [says_so(text) for text in ("Team Mrs Lovelace", "Lovelace, Adam", "Fostering, Adoption", "Dr Grays Ward")]
    [True, True, False, False]
    """
    return _has_title(text) or _is_surname_first(text)


def is_alone(text: str) -> bool:
    """A person where an identifier belongs: two words or more, none of them everyday, capitals or not.

    >>> [is_alone(text) for text in ("ada lovelace", "Lovelace A (1815)", "duty worker", "CASE REF 12", "SW123")]
    [True, True, False, False, False]
    """
    if _ONE_CODE.fullmatch(text):
        return False
    text = _ASIDE.sub(" ", text)
    words = _WORD.findall(text)
    if len(words) < 2:  # noqa: PLR2004 - one word alone may be a code
        return False
    if says_so(text) or has_both_names(text, capitals=False):
        return True
    initials = max(map(len, words)) < 3  # noqa: PLR2004 - of what, nobody can tell
    if initials or any(len(word) > 1 and _compared(word) in EVERYDAY for word in words):
        return False
    return _TWO_NAMES.search(text) is not None if any(map(str.isdecimal, text)) else True


def has_both_names(text: str, *, capitals: bool = True) -> bool:
    """A common forename and a surname after it that is no everyday word, and no street, house or saint.

    >>> [has_both_names(text) for text in ("Adam Lovelace", "Adam Street North", "St Adam Lovelace", "Adam House")]
    [True, False, False, False]
    """
    words = _WORD.findall(text)
    return any(
        len(words[at + 1]) > 1
        and _compared(words[at + 1]) not in EVERYDAY
        and (not capitals or words[at + 1][0].isupper())
        for at in _forenames(words, capitals=capitals)
        if at + 1 < len(words)
    )


def is_forename(text: str) -> bool:
    """A common forename and nothing else."""
    return _compared(text.strip()) in FORENAMES


def mentions_forename(text: str, *, capitals: bool = True) -> bool:
    """A common forename, of no street, house or saint: perhaps a team known by whoever leads it.

    >>> [mentions_forename(text) for text in ("Adam's team", "Adam Court", "St Adam's", "Adamstown")]
    [True, False, False, False]
    """
    return bool(_forenames(_WORD.findall(text), capitals=capitals))


def _forenames(words: Sequence[str], *, capitals: bool) -> list[int]:
    """The positions of common forenames; none in the name of a place."""
    if any(_compared(word) in PLACES for word in words):
        return []
    return [
        at
        for at, word in enumerate(words)
        if _compared(word) in FORENAMES
        and (not capitals or word[0].isupper())
        and not (at and _compared(words[at - 1]) in SAINTS_AND_RULERS)
    ]


def _has_title(text: str) -> bool:
    titled = _TITLED.search(text)
    if titled is None:
        return False
    after = [_compared(word) for word in _WORD.findall(titled["surname"])]
    return after[0] not in EVERYDAY and PLACES.isdisjoint(after)


def _is_surname_first(text: str) -> bool:
    """`Surname, Forename`, the forename a common one: two places, or two tasks, stand with a comma too."""
    surname, comma, forename = _ASIDE.sub(" ", text).partition(",")
    surnames, forenames = _WORD.findall(surname), _WORD.findall(forename)
    return bool(
        comma
        and 1 <= len(surnames) <= 3  # noqa: PLR2004 - as many as surnames have
        and 1 <= len(forenames) <= 3  # noqa: PLR2004
        and _compared(forenames[0]) in FORENAMES
        and EVERYDAY.isdisjoint(map(_compared, (*surnames, *forenames)))
    )


def _compared(word: str) -> str:
    return _POSSESSIVE.sub("", word.casefold())
