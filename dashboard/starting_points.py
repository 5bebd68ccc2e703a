"""Where a scenario starts: the published figures of one team and month, and what is missing among them.

What lives here: reading the cells that the levers need, and saying which of them is hidden or absent. What does not:
the arithmetic (`scenarios`) or sentences about what would follow (`scenario_words`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from dashboard import formats, scenarios
from dashboard.cells import Cell, Definition, Place
from dashboard.scenarios import Exposure, Load, Training
from dashboard.store import Store
from pipelines.organisation import Level, Unit

LOAD: Final = "load_ratio"
PER_FTE: Final = "caseload_per_fte"
OPEN_CASES: Final = "open_cases"
UNALLOCATED: Final = "unallocated_cases"
COVER: Final = "training_cover_online_abuse"
GAP: Final = "exposure_gap"
KEYS: Final = (LOAD, PER_FTE, OPEN_CASES, UNALLOCATED, COVER, GAP)
Whole = TypeVar("Whole")


@dataclass(frozen=True, slots=True)
class Start:
    """A team as published for one month: what may be worked with, the cells behind it, and why something is missing."""

    unit: Unit
    cells: Mapping[str, Cell]
    load: Load | None
    unallocated: int | None
    training: Training | None
    exposure: Exposure | None
    missing: tuple[str, ...] = ()

    @property
    def per_fte(self) -> float | None:
        """Cases per full-time practitioner, by the Department for Education's definition."""
        return self.value(PER_FTE)

    def value(self, key: str) -> float | None:
        cell = self.cells.get(key)
        return cell.value if cell else None


def starts(store: Store, place: Place, units: Sequence[Unit]) -> tuple[Start, ...]:
    """Some units in the chosen period, in the order given; without those for which the release holds none of this."""
    keys = tuple(key for key in KEYS if key in store.definitions)
    found: dict[str, dict[str, Cell]] = {}
    for cell in store.cells_at(tuple(unit.unit_id for unit in units), keys, (place.period_end,)):
        found.setdefault(cell.unit_id, {})[cell.measure_key] = cell
    return tuple(start(unit, found[unit.unit_id], store.definitions) for unit in units if unit.unit_id in found)


def start(unit: Unit, cells: Mapping[str, Cell], definitions: Mapping[str, Definition]) -> Start:
    """One unit. Cases held are open cases less those that nobody holds, so a load needs three shown figures."""
    ratio, open_cases, nobodys = (_value(cells, key) for key in (LOAD, OPEN_CASES, UNALLOCATED))
    load = None
    if ratio is not None and open_cases is not None and nobodys is not None:
        load = scenarios.published_load(open_cases - nobodys, ratio)
    training = _from_share(cells.get(COVER), scenarios.published_training)
    exposure = _from_share(cells.get(GAP), scenarios.published_exposure)
    missing = [*_why(cells, definitions, (LOAD, OPEN_CASES, UNALLOCATED))] if load is None else []
    missing += [*_why(cells, definitions, (COVER,))] if training is None else []
    missing += [*_why(cells, definitions, (GAP,))] if exposure is None else []
    return Start(unit, cells, load, None if nobodys is None else round(nobodys), training, exposure, tuple(missing))


def receivers(starting: Sequence[Start], team: Unit) -> tuple[Start, ...]:
    """Teams that could take cases: every other one whose load is shown, the one with most room first."""
    able = [each for each in starting if each.load is not None and each.unit != team]
    return tuple(sorted(able, key=lambda each: -(each.load.room if each.load else 0)))


def teams_of_the_authority(store: Store, place: Place) -> tuple[Unit, ...]:
    """Every team of the authority that the chosen unit belongs to (or is)."""
    return () if place.authority is None else teams_below(store, place, place.authority)


def teams_below(store: Store, place: Place, unit: Unit) -> tuple[Unit, ...]:
    """The teams under a unit that hold results, in the organisation's order."""
    holding = set(store.units_with_results)
    return tuple(
        each for each in place.organisation.descendants(unit.unit_id) if each.level is Level.TEAM and each in holding
    )


def _value(cells: Mapping[str, Cell], key: str) -> float | None:
    cell = cells.get(key)
    return cell.value if cell else None


def _from_share(cell: Cell | None, made: Callable[[float, float], Whole | None]) -> Whole | None:
    if cell is None or cell.value is None or cell.base is None:
        return None
    return made(cell.value, cell.base)


def _why(cells: Mapping[str, Cell], definitions: Mapping[str, Definition], keys: Sequence[str]) -> tuple[str, ...]:
    """For each figure that is not shown its name and why."""
    said = []
    for key in keys:
        definition, cell = definitions.get(key), cells.get(key)
        if definition is None or cell is None:
            name = definition.label if definition else key.replace("_", " ")
            said.append(f"{name}: not in this release")
        elif cell.value is None:
            said.append(f"{definition.label}: {formats.reason(cell.symbol, definition.disclosure_rule)}")
    return tuple(said)
