"""What a disclosure policy consists of: what each setting is called, which way is stricter, what no policy may undo.

What lives here: one declaration for each setting, and one setting as it is written down (in a file, in a release).
What does not: any value (`policies/*.toml`), or how a setting is applied (`primary`, `secondary`, `rounding`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipelines.measures.dominance import LEAST
from pipelines.organisation import Level
from pipelines.published import FLOORS, DisclosureRule, SettingName

LEAST_WIDTH: Final = 4
"""Five possible whole numbers, what rounding to the nearest five leaves open; no profile may protect less."""
LEAST_MARGINS: Final = {DisclosureRule.CHILDREN: 0, DisclosureRule.STAFF: 0, DisclosureRule.SURVEY: 1}
"""A respondent knows one answer of the group: his own."""
EVERYBODY: Final = ""
"""What a setting applies to that makes no difference between children, staff and survey."""


@dataclass(frozen=True, slots=True)
class PolicySetting:
    """One setting written down: `value` is a whole number, or the name of a level."""

    setting: SettingName
    applies_to: str
    label: str
    value: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class DeclaredSetting:
    """What a setting says, for readers (`label`), and the weakest value that any policy may give it."""

    name: SettingName
    label: str
    weakest: int | Level
    applies_to: str = EVERYBODY
    is_stricter_when_lower: bool = False

    @property
    def path(self) -> str:
        """Where it stands in a policy file."""
        return f"{self.name}.{self.applies_to}" if self.applies_to else str(self.name)

    @property
    def is_level(self) -> bool:
        return isinstance(self.weakest, Level)

    def strictness(self, value: int | Level) -> int:
        """A number that is higher for the stricter of two values."""
        if isinstance(value, Level):
            return -value.depth
        return -value if self.is_stricter_when_lower else value

    def stricter_than(self, limit: int | Level) -> str:
        """What to do about a value that is weaker than `limit`."""
        if isinstance(limit, Level):
            return f"set it to {limit} or a higher level"
        return f"set it to {limit} or {'less' if self.is_stricter_when_lower else 'more'}"

    def parse(self, value: str) -> int | Level:
        """The value as written in a release; raises `ValueError` where it is none."""
        return Level(value) if self.is_level else int(value)


def _by_rule(
    name: SettingName, weakest: Mapping[DisclosureRule, int], labels: Mapping[DisclosureRule, str]
) -> tuple[DeclaredSetting, ...]:
    return tuple(DeclaredSetting(name, label, weakest[rule], rule.value) for rule, label in labels.items())


DECLARED: Final = (
    DeclaredSetting(SettingName.SMALLEST_UNIT, "Smallest part of the organisation whose figures are shown", Level.TEAM),
    *_by_rule(
        SettingName.FLOORS,
        FLOORS,
        {
            DisclosureRule.CHILDREN: "Fewest children on whom a figure may rest (none at all is shown as 0)",
            DisclosureRule.STAFF: "Fewest practitioners on whom a figure may rest",
            DisclosureRule.SURVEY: "Fewest answers on which a survey result may rest",
        },
    ),
    *_by_rule(
        SettingName.UNIFORM_FLOORS,
        FLOORS,
        {
            DisclosureRule.CHILDREN: "Fewest children of whom it may be said that something is true of all of them",
            DisclosureRule.STAFF: "Fewest practitioners of whom it may be said that something is true of all or none",
            DisclosureRule.SURVEY: "Fewest respondents of whom it may be said that all, or none, gave one answer",
        },
    ),
    *_by_rule(
        SettingName.INSIDER_MARGINS,
        LEAST_MARGINS,
        {
            rule: f"How many {words} may differ in a small group that still counts as all alike"
            for rule, words in (
                (DisclosureRule.CHILDREN, "children"),
                (DisclosureRule.STAFF, "practitioners"),
                (DisclosureRule.SURVEY, "respondents"),
            )
        },
    ),
    DeclaredSetting(
        SettingName.INFORMED_UNITS,
        "Teams (or smallest units shown) of which a reader may know everything and learn nothing of another's (0 or 1)",
        0,
    ),
    DeclaredSetting(
        SettingName.SUM_CONTRIBUTORS,
        "Fewest practitioners whose hours, days or working time may be added up into a figure",
        LEAST.least_people,
    ),
    DeclaredSetting(
        SettingName.LARGEST_TWO_PERCENT,
        "Such a sum is hidden when the two who contribute most hold at least this percentage of it",
        LEAST.two_percent,
        is_stricter_when_lower=True,
    ),
    DeclaredSetting(
        SettingName.REST_PERCENT,
        "Such a sum is hidden when all but these two contribute less than this percentage of the largest contribution",
        LEAST.rest_percent,
    ),
    DeclaredSetting(
        SettingName.MIN_WIDTH,
        "Least distance between the lowest and the highest number that a hidden count could still be",
        LEAST_WIDTH,
    ),
    DeclaredSetting(
        SettingName.ROUNDING,
        "Counts of children are rounded to the nearest multiple of (1: not rounded)",
        1,
    ),
)
"""Every setting, in the order in which readers are told of them."""
