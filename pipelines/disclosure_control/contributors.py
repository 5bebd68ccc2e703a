"""Groups of staff and of respondents: which units must be hidden so that no small group is left over.

What lives here: the tree of units with the contributors of a figure in each, and the search for cover. What does not:
counts of children, which also add up across measures (`secondary`), or the proof that it worked (`attack`).

The rule: what a shown unit has beyond its shown parts is a group too. It must be as large as any group that is shown
(so that one small hidden unit alone is never enough), and must leave the sizes of the hidden units open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Group:
    """What is known of some people together: how many they are and, for a share, how many of them are counted."""

    contributors: float
    counted: float = 0.0
    asked: float = 0.0
    is_mixed: bool = field(default=False, kw_only=True)
    """Of a sum: somewhere in the group enough people contribute to it, and none too much."""

    def __add__(self, other: Group) -> Group:
        return Group(
            self.contributors + other.contributors,
            self.counted + other.counted,
            self.asked + other.asked,
            is_mixed=self.is_mixed or other.is_mixed,
        )

    def __sub__(self, other: Group) -> Group:
        """Who is left without the others. How they would share a sum is not known, so it counts as not mixed."""
        return Group(self.contributors - other.contributors, self.counted - other.counted, self.asked - other.asked)


NOBODY = Group(0)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a group must be, how large if all in it are alike, and how open the size of a hidden unit must stay."""

    floor: int
    uniform_floor: int
    min_width: int
    insider_margin: int = 0
    is_of_sums: bool = False
    """Whether the figures are sums, which one or two people may make up."""

    def is_too_small(self, group: Group) -> bool:
        """Whether a figure about this group may not be known."""
        if self.is_of_sums and group.contributors > 0 and not group.is_mixed:
            return True
        return 0 < group.contributors < (self.uniform_floor if self.is_uniform(group) else self.floor)

    def is_uniform(self, group: Group) -> bool:
        """Whether all of a group are alike, or all but as many as know it of themselves."""
        margin = self.insider_margin
        return group.asked > 0 and (group.counted <= margin or group.counted >= group.asked - margin)


@dataclass
class GroupCover:
    """The search for cover in one period: units are hidden until nothing small can be worked out."""

    groups: Mapping[str, Group]
    """Every unit that has a cell, in the order in which cover is sought: the deepest first hides least."""
    below: Mapping[str, Sequence[str]]
    """For each unit those directly below it that have one."""
    limits: Limits
    hidden: set[str]

    def find(self) -> set[str]:
        """All units to hide, given those hidden so far."""
        before = -1
        while before < len(self.hidden):
            before = len(self.hidden)
            for unit in self.groups:
                if self._parts(unit):
                    self._cover(unit)
        return self.hidden

    def _cover(self, unit: str) -> None:
        """Hide more until the unit says nothing about its hidden parts."""
        while not self._is_covered(unit):
            shown = self._shown_parts(unit) or [
                deeper for part in self._parts(unit) for deeper in self._shown_parts(part)
            ]
            smallest = min(shown, key=lambda part: (self.groups[part].contributors, part)) if shown else unit
            self.hidden.add(smallest)
            if smallest != unit:
                self._cover(smallest)

    def _is_covered(self, unit: str) -> bool:
        left_over = list(self._left_over(unit))
        if unit in self.hidden:
            # Its own parts may not add up to it.
            return bool(left_over) or not self._parts(unit)
        if not left_over:
            return True
        together = sum(left_over, NOBODY)
        if together.contributors == self.groups[unit].contributors:
            # Nothing below is shown, so nothing is known beyond the unit itself.
            together = self.groups[unit]
        if self.limits.is_uniform(together) and len(left_over) > bool(self._rest(unit).contributors):
            # However large they are together, each hidden unit among them is alike, too.
            return False
        leaves_open = together.contributors - len(left_over) >= self.limits.min_width
        return leaves_open and not self.limits.is_too_small(together)

    def _left_over(self, unit: str) -> Iterator[Group]:
        """The smallest hidden groups within a unit."""
        if (rest := self._rest(unit)).contributors > 0:
            yield rest
        for part in self._parts(unit):
            if part in self.hidden:
                yield from self._left_over(part) if self._parts(part) else [self.groups[part]]

    def _rest(self, unit: str) -> Group:
        """Who is in the unit and in none of its parts."""
        parts = self._parts(unit)
        return self.groups[unit] - sum((self.groups[part] for part in parts), NOBODY) if parts else NOBODY

    def _parts(self, unit: str) -> list[str]:
        return [part for part in self.below[unit] if self.groups[part].contributors > 0]

    def _shown_parts(self, unit: str) -> list[str]:
        return [part for part in self._parts(unit) if part not in self.hidden]
