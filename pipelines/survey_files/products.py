"""What survey products write beside the answers: the headings they are known by, and what stands under each.

What lives here: products and their own columns. What does not: questions (`wording`), or how an export is laid out
(`layout`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipelines.contracts.headings import as_compared
from pipelines.contracts.identifying_headings import kind_of_heading


class Beside(StrEnum):
    """What a column holds that is no answer. None of its cells is ever looked at."""

    TIME = "dates and times"
    RETURN = "numbers of returns"
    EMAIL = "e-mail addresses"
    NAME = "names"
    COMPUTER = "network addresses"
    PLACE = "locations"
    CUSTOM = "data sent along with invitations"
    TEXT = "free text"
    NOTE = "notes of the product"


NAMES_PEOPLE = frozenset({Beside.EMAIL, Beside.NAME, Beside.COMPUTER, Beside.PLACE, Beside.CUSTOM})
_FREE_TEXT = re.compile(
    r"\b(comments?|free text|anything else|in your own words|please (specify|explain|describe|say|tell us)|"
    r"other please|if (you selected )?other)\b|\btext$"
)


@dataclass(frozen=True, slots=True)
class Product:
    """A survey product: `known_by` are headings of which all are there, `beside` what its own columns hold."""

    name: str
    known_by: frozenset[str]
    beside: Mapping[str, Beside]
    heading_rows: int = 1

    def beside_answers(self, heading: str) -> Beside | None:
        """What stands under a heading of the product's own, or under one that asks for free text."""
        compared = as_compared(heading)
        kind = self.beside.get(compared) or self.beside.get(re.sub(r" [0-9]+$", "", compared))
        if kind is None and compared.startswith(("points ", "feedback ")) and "total points" in self.beside:
            return Beside.NOTE
        return kind or (Beside.TEXT if _FREE_TEXT.search(compared) else None)


def asks_who(heading: str) -> bool:
    """Whether a question asks for a name, an address or the like: no product adds such a column by itself."""
    return kind_of_heading(heading) is not None


def _headings(**by_kind: str) -> dict[str, Beside]:
    return {heading: Beside[kind] for kind, headings in by_kind.items() for heading in headings.split(", ")}


PRODUCTS: tuple[Product, ...] = (
    Product(
        "Qualtrics",
        frozenset({"startdate", "enddate", "responseid"}),
        _headings(
            TIME="startdate, enddate, recordeddate, duration (in seconds), q totalduration",
            RETURN="responseid",
            EMAIL="recipientemail",
            NAME="recipientlastname, recipientfirstname",
            COMPUTER="ipaddress",
            PLACE="locationlatitude, locationlongitude",
            CUSTOM="externalreference, externaldatareference",
            NOTE="status, progress, finished, distributionchannel, userlanguage, q recaptchascore, "
            "q ballotboxstuffing, q relevantidduplicate, q relevantidduplicatescore, q relevantidfraudscore, "
            "q duplicaterespondent",
        ),
        heading_rows=3,
    ),
    Product(
        "SurveyMonkey",
        frozenset({"respondent id", "collector id"}),
        _headings(
            TIME="start date, end date, date created, date modified",
            RETURN="respondent id",
            EMAIL="email address",
            NAME="first name, last name",
            COMPUTER="ip address",
            CUSTOM="custom data, custom value",
            NOTE="collector id, collector, response status, language",
        ),
        heading_rows=2,
    ),
    Product(
        "Microsoft Forms",
        frozenset({"id", "start time", "completion time"}),
        _headings(
            TIME="start time, completion time, last modified time, grade posted time",
            RETURN="id",
            EMAIL="email, email address",
            NAME="name",
            NOTE="language, total points, quiz feedback",
        ),
    ),
    Product(
        "Online Surveys",
        frozenset({"unique response number"}),
        _headings(
            TIME="started, start date, starteddate, completed, completion date, completeddate, survey completed, "
            "submitted date, completion time (min), time taken",
            RETURN="unique response number, response id, userno",
            EMAIL="email, respondent email",
            NAME="username, respondent",
            CUSTOM="token",
        ),
    ),
    Product(
        "Google Forms",
        frozenset({"timestamp"}),
        _headings(TIME="timestamp", EMAIL="email address, username", NOTE="score, total score"),
    ),
)
