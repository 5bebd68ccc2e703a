"""The rules of disclosure control as data: every number with its reason and source.

What lives here: the two profiles and the check that a profile is never weaker than the floors of the published schema.
What does not: how a rule is applied (`primary`, `secondary`, `contributors`, `rounding`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipelines.errors import UsageError
from pipelines.organisation import Level
from pipelines.published import FLOORS, DisclosureRule

LEAST_WIDTH: Final = 4
"""Five possible whole numbers, what rounding to the nearest five leaves open; no profile may protect less."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One number of a profile, why it is what it is, and where it comes from."""

    value: int
    reason: str
    source: str


@dataclass(frozen=True)
class Policy:
    """One profile.

    `floors`: the fewest contributors on which a number may rest (zero children aside). `uniform_floors`: the fewest
    of whom it may be said that all, or none, are alike. `min_width`: how far apart the least and the greatest whole
    number must be that anybody can still grant a hidden count. `rounding`: the multiple to which counts of children
    are rounded (1: not at all). Raises `ValueError` for a profile weaker than the published schema.
    """

    name: str
    lowest_level: Level
    floors: Mapping[DisclosureRule, Setting]
    uniform_floors: Mapping[DisclosureRule, Setting]
    min_width: Setting
    rounding: Setting

    def __post_init__(self) -> None:
        for rule, floor in FLOORS.items():
            if self.floors[rule].value < floor:
                raise ValueError(f"{self.name}: {rule} needs at least {floor} contributors, policy data may only add")
            if self.uniform_floors[rule].value < self.floors[rule].value:
                raise ValueError(f"{self.name}: a uniform group of {rule} may not be smaller than any other group")
        if self.min_width.value < LEAST_WIDTH:
            raise ValueError(f"{self.name}: a hidden count must be left {LEAST_WIDTH + 1} possible values")
        smallest_shown = self.floors[DisclosureRule.CHILDREN].value
        if self.rounding.value > 1 and _rounded(smallest_shown, self.rounding.value) < FLOORS[DisclosureRule.CHILDREN]:
            raise ValueError(f"{self.name}: the smallest shown count would be rounded to a hidden one")

    def floor(self, rule: DisclosureRule) -> int:
        """The fewest contributors on which a number may rest."""
        return self.floors[rule].value

    def uniform_floor(self, rule: DisclosureRule) -> int:
        """The fewest contributors of whom it may be said that all, or none, are alike."""
        return self.uniform_floors[rule].value


def _rounded(count: int, multiple: int) -> int:
    return multiple * int(count / multiple + 0.5)


_STAFF = Setting(
    5,
    "Below five, colleagues recognise one another in a team's figure.",
    "Project decision; the workforce statistics of the Department for Education suppress small groups as well",
)
_SURVEY = Setting(
    10,
    "Respondents were promised that nobody can tell their answers.",
    "Civil Service People Survey and NHS Staff Survey: results for groups of 10 or more",
)
_WIDTH = Setting(
    LEAST_WIDTH,
    "A hidden count keeps at least five possible values, as if it had been rounded to the nearest five.",
    "Project decision; the uncertainty that rounding to base 5 leaves",
)
_UNIFORM = {
    DisclosureRule.CHILDREN: Setting(
        10,
        "That all children of a group share a circumstance says so of each one of them.",
        "Project decision; the survey's floor",
    ),
    DisclosureRule.STAFF: Setting(
        8,
        "That all or none of a team did something says so of each; half as many again as the floor, so that most "
        "teams still see full training or supervision.",
        "Project decision",
    ),
    DisclosureRule.SURVEY: Setting(
        20,
        "That all gave one answer gives away each answer: twice the floor.",
        "Project decision, after the Civil Service People Survey's minimum for testing themes",
    ),
}

INTERNAL: Final = Policy(
    name="internal",
    lowest_level=Level.TEAM,
    floors={
        DisclosureRule.CHILDREN: Setting(
            6,
            "One to five children in a team can be recognised by people who know the area.",
            "Project decision, after official statistics that suppress counts of 1 to 5",
        ),
        DisclosureRule.STAFF: _STAFF,
        DisclosureRule.SURVEY: _SURVEY,
    },
    uniform_floors=_UNIFORM,
    min_width=_WIDTH,
    rounding=Setting(1, "Managers act on exact caseloads; they are bound to confidentiality.", "Project decision"),
)

PUBLIC: Final = Policy(
    name="public",
    lowest_level=Level.SERVICE,
    floors={
        DisclosureRule.CHILDREN: Setting(
            8,
            "Suppressing 1 to 5 and then rounding to 5 would show that a 5 is a 6 or a 7.",
            "OpenSAFELY and NHS hospital statistics: counts of 1 to 7 are suppressed, others rounded to 5",
        ),
        DisclosureRule.STAFF: _STAFF,
        DisclosureRule.SURVEY: _SURVEY,
    },
    uniform_floors=_UNIFORM,
    min_width=_WIDTH,
    rounding=Setting(
        5,
        "Papers are kept and compared, so that small changes between them must not be readable.",
        "NHS hospital statistics: sub-national counts to the nearest 5",
    ),
)

POLICIES: Final[Mapping[str, Policy]] = {policy.name: policy for policy in (INTERNAL, PUBLIC)}


def load_policy(name: str) -> Policy:
    """The profile called `name`. Raises `UsageError` for a name that no profile has."""
    try:
        return POLICIES[name]
    except KeyError:
        raise UsageError(f"There is no disclosure policy called {name}. Choose one of: {', '.join(POLICIES)}") from None
