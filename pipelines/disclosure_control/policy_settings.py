"""What a disclosure policy consists of: what each setting is called, which way is stricter, what no policy may undo.

What lives here: one declaration for each setting, and one setting as it is written down (in a file, in a release).
What does not: any value (`policies/*.toml`), or how a setting is applied (`primary`, `secondary`, `rounding`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.organisation import Level
from pipelines.published import FLOORS, DisclosureRule, SettingName

LEAST_WIDTH: Final = 4
"""Five possible whole numbers, what rounding to the nearest five leaves open; no profile may protect less."""
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

    @property
    def path(self) -> str:
        """Where it stands in a policy file."""
        return f"{self.name}.{self.applies_to}" if self.applies_to else str(self.name)

    @property
    def is_level(self) -> bool:
        return isinstance(self.weakest, Level)

    def strictness(self, value: int | Level) -> int:
        """A number that is higher for the stricter of two values."""
        return -value.depth if isinstance(value, Level) else value

    def stricter_than(self, limit: int | Level) -> str:
        """What to do about a value that is weaker than `limit`."""
        return f"set it to {limit} or {'a higher level' if isinstance(limit, Level) else 'more'}"

    def parse(self, value: str) -> int | Level:
        """The value as written in a release; raises `ValueError` where it is none."""
        return Level(value) if self.is_level else int(value)


def _by_rule(name: SettingName, labels: dict[DisclosureRule, str]) -> tuple[DeclaredSetting, ...]:
    return tuple(DeclaredSetting(name, label, FLOORS[rule], rule.value) for rule, label in labels.items())


DECLARED: Final = (
    DeclaredSetting(SettingName.SMALLEST_UNIT, "Smallest part of the organisation whose figures are shown", Level.TEAM),
    *_by_rule(
        SettingName.FLOORS,
        {
            DisclosureRule.CHILDREN: "Fewest children on whom a figure may rest (none at all is shown as 0)",
            DisclosureRule.STAFF: "Fewest practitioners on whom a figure may rest",
            DisclosureRule.SURVEY: "Fewest answers on which a survey result may rest",
        },
    ),
    *_by_rule(
        SettingName.UNIFORM_FLOORS,
        {
            DisclosureRule.CHILDREN: "Fewest children of whom it may be said that something is true of all of them",
            DisclosureRule.STAFF: "Fewest practitioners of whom it may be said that something is true of all or none",
            DisclosureRule.SURVEY: "Fewest respondents of whom it may be said that all, or none, gave one answer",
        },
    ),
    DeclaredSetting(
        SettingName.MIN_WIDTH,
        "How far apart the lowest and the highest number must be that a hidden count could still be",
        LEAST_WIDTH,
    ),
    DeclaredSetting(
        SettingName.ROUNDING,
        "Counts of children are rounded to the nearest multiple of (1: not rounded)",
        1,
    ),
)
"""Every setting, in the order in which readers are told of them."""
