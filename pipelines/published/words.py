"""The words and numbers in which a release is written, shared by its writer and its every reader."""

from __future__ import annotations

from enum import StrEnum


class Symbol(StrEnum):
    """What stands where a number may not: the symbols of official statistics."""

    CONFIDENTIAL = "c"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    LOW_RELIABILITY = "u"
    ROUNDS_TO_ZERO = "low"


class DisclosureRule(StrEnum):
    """Whose privacy a measure could touch. The floors below hold in the schema; a policy may only be stricter."""

    CHILDREN = "children"
    STAFF = "staff"
    SURVEY = "survey"
    OFFICIAL = "official"
    """A figure its publisher has already protected (official statistics): carried over as published."""


FLOORS: dict[DisclosureRule, int] = {DisclosureRule.CHILDREN: 6, DisclosureRule.STAFF: 5, DisclosureRule.SURVEY: 10}
"""The fewest contributors on which a number may rest, zero children aside, in any database of ours."""


class SettingName(StrEnum):
    """What a disclosure policy decides; each number stands in the release that was protected with it."""

    SMALLEST_UNIT = "smallest_unit"
    FLOORS = "floors"
    UNIFORM_FLOORS = "uniform_floors"
    MIN_WIDTH = "min_width"
    ROUNDING = "rounding"
    INSIDER_MARGINS = "insider_margins"
    INFORMED_UNITS = "informed_units"
    SUM_CONTRIBUTORS = "sum_contributors"
    LARGEST_TWO_PERCENT = "largest_two_percent"
    REST_PERCENT = "rest_percent"


MONTHS_AHEAD = 3
"""How far an outlook reaches: further ahead its interval holds next to anything."""
MONTHS_BEFORE_AN_OUTLOOK, SHOWN_FOR_AN_OUTLOOK = 24, 20
"""Of the last so many months so many must be shown, the latest among them."""


class ReleaseStatus(StrEnum):
    """A release is written while `loading` and read only once `published`."""

    LOADING = "loading"
    PUBLISHED = "published"


class Severity(StrEnum):
    """How much a signal asks of a manager, the most pressing first."""

    CRITICAL = "critical"
    WARNING = "warning"
    NOTICE = "notice"
    IMPROVEMENT = "improvement"
