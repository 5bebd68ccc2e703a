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


class Verdict(StrEnum):
    """What is said of a figure beside an earlier one; where either is not shown, nothing is."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    """Not judged: without a better direction, or (then without limits) not tested."""
    LOWER = "lower"
    SAME = "same"
    """Not tested, and the same as far as it is shown."""
    NO_CLEAR_CHANGE = "no_clear_change"
    """Tested: no more than chance explains."""
    TOO_FEW_TO_TEST = "too_few_to_test"


class Standing(StrEnum):
    """Where a unit stands among units of its kind, chance and usual differences allowed for."""

    INSIDE = "inside"
    NOTE = "note"
    """Outside the limits that hold 95 in 100 by chance: one in twenty is."""
    HIGH = "high"
    """Above the limits that hold 998 in 1,000 by chance."""
    LOW = "low"


class ChartKind(StrEnum):
    """How the usual range of a monthly measure is worked out."""

    XMR = "xmr"
    """From the moving ranges of neighbouring months."""
    P_PRIME = "p_prime"
    """A share whose base changes (Laney's p' chart)."""
    U_PRIME = "u_prime"
    """A rate whose base changes (Laney's u' chart)."""
    RUN = "run"
    """Too few months for limits: a median only."""
    GAPS = "g"
    """Months without any between months with some, for what is rare (G chart)."""


class Variation(StrEnum):
    """What a month says beyond chance."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    CHANGE = "change"
    """Beyond chance, of a measure without a better direction."""
    COMMON_CAUSE = "common_cause"
    NOT_JUDGED = "not_judged"


class Assurance(StrEnum):
    """Whether things as they are will meet the target."""

    RELIABLY_MET = "reliably_met"
    RELIABLY_MISSED = "reliably_missed"
    SOMETIMES_MET = "sometimes_met"
    NO_TARGET = "no_target"


class Pattern(StrEnum):
    """What makes a month special."""

    SINGLE = "single"
    """Outside the limits."""
    SHIFT = "shift"
    """One of several neighbours all on one side of the mean."""
    TREND = "trend"
    """One of several neighbours each higher, or each lower, than the one before."""
    TWO_OF_THREE = "two_sigma"
    """One of two in three that lie in the outer third of the limits, the third on the same side of the mean."""


class EventKind(StrEnum):
    """What happened on a known day that figures before and after it must not be read across."""

    REORGANISATION = "reorganisation"
    NEW_DUTY = "new_duty"
    RECORDING_CHANGE = "recording_change"
    OTHER = "other"
