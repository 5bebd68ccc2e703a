"""The rules of disclosure control as data: every number with its reason and source.

What lives here: profiles, the two that are shipped and those an authority brings, and the check that none is weaker
than the floors of the published schema or than the profile it is based on. What does not: the numbers
(`policies/*.toml`), or how a rule is applied (`primary`, `secondary`, `contributors`, `rounding`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from pipelines.disclosure_control.policy_file import SUFFIX, PolicyFile, read_policy_file, refuse
from pipelines.disclosure_control.policy_settings import (
    DECLARED,
    DeclaredSetting,
    PolicySetting,
)
from pipelines.errors import UsageError
from pipelines.measures.dominance import SumRule
from pipelines.measures.measure import Measure
from pipelines.organisation import Level
from pipelines.published import FLOORS, DisclosureRule, SettingName

FOLDER: Final = Path(__file__).parent / "policies"
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Setting(Generic[Value]):
    """One number of a profile, why it is what it is, and where it comes from."""

    value: Value
    reason: str
    source: str


@dataclass(frozen=True)
class Policy:
    """One profile; its fields are called like the settings of `policy_settings`.

    `smallest_unit`: the level down to which figures are shown. `floors`: the fewest contributors on which a number may
    rest (zero children aside). `uniform_floors`: the fewest of whom it may be said that all, or none, are alike.
    `insider_margins`: how many of those may differ and the group still counts as alike, because somebody in it knows
    about himself. `informed_units`: whether hidden counts of children are safe from the manager of another unit, too.
    `sum_contributors`, `largest_two_percent`, `rest_percent`: when a sum tells of one person
    (`measures.dominance`). `min_width`: how far apart the least and the greatest whole number must be that anybody can
    still grant a hidden count. `rounding`: the multiple to which counts of children are rounded (1: not at all).
    Raises `ValueError` for a profile weaker than the published schema.
    """

    name: str
    smallest_unit: Setting[Level]
    floors: Mapping[DisclosureRule, Setting[int]]
    uniform_floors: Mapping[DisclosureRule, Setting[int]]
    insider_margins: Mapping[DisclosureRule, Setting[int]]
    informed_units: Setting[int]
    sum_contributors: Setting[int]
    largest_two_percent: Setting[int]
    rest_percent: Setting[int]
    min_width: Setting[int]
    rounding: Setting[int]

    def __post_init__(self) -> None:
        held = [(declared, _held(self, declared).value, declared.weakest) for declared in DECLARED]
        faults = [*_weaker(held, "that no policy may undo"), *_at_odds(self)]
        if faults:
            raise ValueError(" ".join(faults))

    @property
    def lowest_level(self) -> Level:
        """The level down to which figures are shown."""
        return self.smallest_unit.value

    def floor(self, rule: DisclosureRule) -> int:
        """The fewest contributors on which a number may rest."""
        return self.floors[rule].value

    def fewest(self, measure: Measure) -> int:
        """The fewest contributors to a figure of the measure: the floor, or what the measure asks for beyond it."""
        return max(self.floor(measure.disclosure_rule), measure.fewest)

    def fewest_alike(self, measure: Measure) -> int:
        """The fewest contributors to a figure of the measure that says that all, or none, are alike."""
        return max(self.uniform_floor(measure.disclosure_rule), measure.fewest)

    def uniform_floor(self, rule: DisclosureRule) -> int:
        """The fewest contributors of whom it may be said that all, or none, are alike."""
        return self.uniform_floors[rule].value

    def insider_margin(self, rule: DisclosureRule) -> int:
        """How many of a small group may differ and it still counts as alike."""
        return self.insider_margins[rule].value

    @property
    def sum_rule(self) -> SumRule:
        """When a sum tells too much of one person."""
        return SumRule(self.sum_contributors.value, self.largest_two_percent.value, self.rest_percent.value)


def settings_of(policy: Policy) -> tuple[PolicySetting, ...]:
    """Every setting of a profile written down, in the order in which readers are told of them."""
    return tuple(_written(each, _held(policy, each)) for each in DECLARED)


def policy_of(name: str, settings: Iterable[PolicySetting]) -> Policy:
    """The profile that these settings were written down from: the way back from `settings_of`.

    Raises `ValueError` when a setting is missing, cannot be read, or is weaker than the published schema.
    """
    written = {(each.setting, each.applies_to): each for each in settings}
    fields: dict[str, Any] = {}
    for declared in DECLARED:
        try:
            each = written[declared.name, declared.applies_to]
        except KeyError:
            raise ValueError(f"{declared.path} is missing.") from None
        made = Setting(declared.parse(each.value), each.reason, each.source)
        if declared.applies_to:
            fields.setdefault(declared.name.value, {})[DisclosureRule(declared.applies_to)] = made
        else:
            fields[declared.name.value] = made
    return Policy(name, **fields)


def load_policy(name: str) -> Policy:
    """The profile called `name`, or the one in the file at that path when it ends in `.toml`.

    Raises `UsageError` for a name that no profile has, and for a file that is broken or weaker than its base.
    """
    if name in POLICIES:
        return POLICIES[name]
    if Path(name).suffix == SUFFIX:
        return _own(Path(name))
    raise UsageError(
        f"There is no disclosure policy called {name}. Choose one of: {', '.join(POLICIES)}; or give the path of a "
        f"file of your own that ends in {SUFFIX}"
    )


def _shipped(name: str) -> Policy:
    path = FOLDER / f"{name}{SUFFIX}"
    return _checked(path, read_policy_file(path).settings, name)


def _own(path: Path) -> Policy:
    """A profile that an authority brings: its base, and what it makes stricter."""
    stated = read_policy_file(path)
    refuse(path, list(_misstated(stated)))
    base = POLICIES[str(stated.based_on)]
    own = {(each.setting, each.applies_to): each for each in stated.settings}
    settings = [own.get((each.setting, each.applies_to), each) for each in settings_of(base)]
    compared = [
        (each, each.parse(new.value), _held(base, each).value) for each, new in zip(DECLARED, settings, strict=True)
    ]
    refuse(path, list(_weaker(compared, f"of {base.name}")))
    return _checked(path, settings, stated.name)


def _misstated(stated: PolicyFile) -> Iterator[str]:
    if stated.name in POLICIES:
        yield f"{stated.name} is the name of a policy that is shipped. Give yours a name of its own."
    if stated.based_on not in POLICIES:
        yield f"based_on must say which policy this one makes stricter: {' or '.join(POLICIES)}."


def _checked(path: Path, settings: Iterable[PolicySetting], name: str) -> Policy:
    try:
        return policy_of(name, settings)
    except ValueError as weakness:
        refuse(path, [str(weakness)])
        raise AssertionError from weakness


def _written(declared: DeclaredSetting, held: Setting[Any]) -> PolicySetting:
    value = str(held.value)
    return PolicySetting(declared.name, declared.applies_to, declared.label, value, held.reason, held.source)


def _held(policy: Policy, declared: DeclaredSetting) -> Setting[Any]:
    held: Any = getattr(policy, declared.name)
    return held[DisclosureRule(declared.applies_to)] if declared.applies_to else held  # type: ignore[no-any-return]


def _weaker(compared: Iterable[tuple[DeclaredSetting, int | Level, int | Level]], whose: str) -> Iterator[str]:
    """Which of these settings protect less than their limit."""
    for declared, value, limit in compared:
        if declared.strictness(value) < declared.strictness(limit):
            yield (
                f"{declared.path} is {value}, weaker than the {limit} {whose}. A policy may only be stricter: "
                f"{declared.stricter_than(limit)}, or leave the setting out."
            )


def _at_odds(policy: Policy) -> Iterator[str]:
    """Where two settings of a profile contradict each other."""
    for rule in FLOORS:
        if policy.uniform_floor(rule) < policy.floor(rule):
            yield (
                f"uniform_floors.{rule} is lower than floors.{rule}. A group that is all alike may not be smaller than "
                f"any other group: set it to {policy.floor(rule)} or more."
            )
    if policy.informed_units.value not in {0, 1}:
        yield f"{SettingName.INFORMED_UNITS} is 1 (safe from the manager of any one unit) or 0."
    smallest_shown, multiple = policy.floor(DisclosureRule.CHILDREN), policy.rounding.value
    if multiple > 1 and multiple * int(smallest_shown / multiple + 0.5) < FLOORS[DisclosureRule.CHILDREN]:
        yield (
            f"{SettingName.ROUNDING} would round the smallest shown count, {smallest_shown}, to a hidden one. "
            "Raise floors.children."
        )


INTERNAL: Final = _shipped("internal")
PUBLIC: Final = _shipped("public")
POLICIES: Final[Mapping[str, Policy]] = {policy.name: policy for policy in (INTERNAL, PUBLIC)}
