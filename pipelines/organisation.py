"""The parts of an organisation: nation → region → authority → service → team.

What lives here: levels, units and the tree they form. What does not: reading them from an extract, or drawing them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Level(StrEnum):
    """How high a unit stands; compare with `depth`, never by text."""

    NATION = "nation"
    REGION = "region"
    AUTHORITY = "authority"
    SERVICE = "service"
    TEAM = "team"

    @property
    def depth(self) -> int:
        """0 for the nation, 4 for a team."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Unit:
    """One part of the organisation. `unit_id` is stable between releases; `name` is what people call it."""

    unit_id: str
    name: str
    level: Level
    parent_id: str | None


@dataclass(frozen=True)
class Organisation:
    """Units that form one tree or several, each parent present, none its own ancestor.

    Raises `ValueError` for an id given twice, a parent that is not there, or a circle.
    """

    units: tuple[Unit, ...]

    def __post_init__(self) -> None:
        if len(self.by_id) != len(self.units):
            raise ValueError("Two units share one unit_id")
        for unit in self.units:
            if unit.parent_id is not None and self[unit.parent_id].level.depth > unit.level.depth:
                raise ValueError(f"{unit.unit_id} stands above its parent")
            # Inner and Outer London are regions within a region, so equal levels may nest, but never in a circle.
            seen = {unit.unit_id}
            for ancestor in self.ancestors(unit.unit_id):
                if ancestor.unit_id in seen:
                    raise ValueError(f"{unit.unit_id} is its own ancestor")
                seen.add(ancestor.unit_id)

    @cached_property
    def by_id(self) -> Mapping[str, Unit]:
        return {unit.unit_id: unit for unit in self.units}

    @cached_property
    def _children(self) -> Mapping[str | None, tuple[Unit, ...]]:
        children: dict[str | None, list[Unit]] = {}
        for unit in self.units:
            children.setdefault(unit.parent_id, []).append(unit)
        return {parent: tuple(found) for parent, found in children.items()}

    def __getitem__(self, unit_id: str) -> Unit:
        try:
            return self.by_id[unit_id]
        except KeyError:
            raise ValueError(f"No unit is called {unit_id}") from None

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.units)

    def children(self, unit_id: str | None) -> tuple[Unit, ...]:
        """The units directly below; `None` gives the tops of the tree."""
        return self._children.get(unit_id, ())

    def ancestors(self, unit_id: str) -> Iterator[Unit]:
        """The units above, nearest first."""
        parent_id = self[unit_id].parent_id
        while parent_id is not None:
            yield self[parent_id]
            parent_id = self[parent_id].parent_id

    def descendants(self, unit_id: str) -> Iterator[Unit]:
        """Every unit below, each after its parent."""
        for child in self.children(unit_id):
            yield child
            yield from self.descendants(child.unit_id)

    def at(self, level: Level) -> tuple[Unit, ...]:
        """Every unit of one level."""
        return tuple(unit for unit in self.units if unit.level is level)

    def merged_with(self, others: Iterable[Organisation]) -> Organisation:
        """One organisation of several, shared units (the same id and content) taken once."""
        units: dict[Unit, None] = dict.fromkeys(self.units)
        for other in others:
            units.update(dict.fromkeys(other.units))
        return Organisation(tuple(units))
