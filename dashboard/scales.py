"""The scales of one questionnaire in a unit and in all its parts, and in words how each part stands against the whole.

What lives here: reading and wording. What does not: markup (`components.scales_table`). Nothing is ranked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard import formats
from dashboard.cells import Cell, Definition, Place, by_unit
from dashboard.exhibits import Table
from dashboard.profiles import Profile
from dashboard.readings import read
from dashboard.store import Store
from pipelines.organisation import Unit

BELOW, ABOVE, LIKE = "below", "above", "similar"
HOW: Final = (
    "Below and above: the 95% interval of the unit leaves out the figure of {whole}. A small team's figure moves from "
    "survey to survey even where nothing has changed. Units stand in the order of the organisation, not in that of "
    "their figures. Hidden: fewer than ten answers, answers nearly all alike, or a figure that would give such a one "
    "away."
)


@dataclass(frozen=True, slots=True)
class Scales:
    """The latest wave that asked: definitions by measure, cells by unit and measure; the first unit is the whole."""

    profile: Profile
    place: Place
    period: date
    definitions: Mapping[str, Definition]
    units: tuple[Unit, ...]
    cells: Mapping[str, Mapping[str, Cell]]

    def cell(self, unit: Unit, key: str) -> Cell | None:
        return self.cells.get(unit.unit_id, {}).get(key)

    def word(self, unit: Unit, key: str) -> str:
        """`below`, `above` or `similar`; empty where there is nothing to compare."""
        cell, whole = self.cell(unit, key), self.cell(self.units[0], key)
        if unit == self.units[0] or cell is None or cell.interval is None or whole is None or whole.value is None:
            return ""
        lower, upper = cell.interval
        return BELOW if upper < whole.value else ABOVE if lower > whole.value else LIKE

    @property
    def heading(self) -> str:
        when = formats.period(self.period, next(iter(self.definitions.values())).period_kind)
        return f"{self.profile.heading}, parts of {self.place.unit.name}, {when}"

    @property
    def key(self) -> str:
        """The name of a file of it."""
        return f"{self.profile.key}-by-unit-{self.place.unit.unit_id}-{self.period.isoformat()}"


def read_scales(profile: Profile, store: Store, place: Place) -> Scales:
    """Every unit below the chosen one that holds results, after the chosen unit itself."""
    held = read(store, place, profile.measures)
    period = max(each.series[-1].period_end for each in held.values())
    definitions = {key: each.definition for key, each in held.items() if each.series[-1].period_end == period}
    holding = set(store.units_with_results)
    below = (unit for unit in place.organisation.descendants(place.unit.unit_id) if unit in holding)
    units = (place.unit, *below)
    found = by_unit(store.cells_at(tuple(unit.unit_id for unit in units), tuple(definitions), (period,)))
    cells = {unit_id: {cell.measure_key: cell for cell in of_unit} for unit_id, of_unit in found.items()}
    return Scales(profile, place, period, definitions, units, cells)


def says(scales: Scales) -> str:
    """How many parts can be shown, which differ from the whole in anything, and how many show nothing."""
    parts = scales.units[1:]
    shown = [unit for unit in parts if any(cell.is_shown for cell in scales.cells.get(unit.unit_id, {}).values())]
    differ = [
        unit.name for unit in shown if any(scales.word(unit, key) in {BELOW, ABOVE} for key in scales.definitions)
    ]
    hidden = len(parts) - len(shown)
    said = [f"{formats.how_many(len(shown), 'part', 'parts')} of {len(parts)} can be shown"]
    if differ:
        said.append(f"clearly different from the whole in something: {formats.listed(differ)}")
    elif shown:
        said.append("none differs clearly from the whole")
    if hidden:
        said.append(f"{formats.how_many(hidden, 'is', 'are')} hidden to protect staff")
    return " ".join(formats.sentence(each) for each in said)


def as_table(scales: Scales) -> Table:
    """The same as text, for whoever takes it away."""
    headings = ("Unit", *(scales.profile.name(definition) for definition in scales.definitions.values()))
    rows = []
    for unit in scales.units:
        row = [unit.name]
        for key, definition in scales.definitions.items():
            said = scales.word(unit, key)
            row.append(f"{formats.short(scales.cell(unit, key), definition)}{f' ({said})' if said else ''}")
        rows.append(tuple(row))
    return Table(headings, tuple(rows))
