"""What staff said before and after peer supervision began in their team, beside the teams where it did not.

What lives here: when it began, from published figures, and the waves before and after. What does not: any claim that it
was the cause. Teams stand in the order of the organisation and are not ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard import attention, formats
from dashboard.cells import Cell, Definition, Place, Series, by_unit
from dashboard.exhibits import Table
from dashboard.readings import read
from dashboard.store import Store
from pipelines.organisation import Unit
from pipelines.published import Verdict

REACH: Final = "peer_supervision_in_time"
ASKED: Final[tuple[str, ...]] = ("stressed_moderately_or_very", "able_to_tell_manager")
BEGUN, NOT_BEGUN = 50.0, 25.0
"""It has begun where it reaches half of a team after it reached less than a quarter."""
MONTHS_TO_TELL: Final = 3
"""So many months in a row, so that one good month is no beginning."""
HOW: Final = (
    "Peer supervision is taken to have begun with the first of three months in a row in which half of a team or more "
    "had a peer or group session, after months with less than a quarter. Before: the last survey until then; after: "
    "the latest one. Much else may have changed meanwhile, so this is a question to ask the team, not a finding. With "
    "fewer than thirty answers in either survey nothing is tested."
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """A unit in which peer supervision began, and one question before and after; a cell may be hidden or missing."""

    unit: Unit
    began: date
    reach: Cell
    asked: dict[str, tuple[Cell | None, Cell | None]]


def is_offered(store: Store, place: Place) -> bool:
    """Whether the unit holds reach and at least one of the questions."""
    held = read(store, place, (REACH, *ASKED))
    return REACH in held and len(held) > 1


def beginnings(store: Store, place: Place) -> tuple[Beginning, ...]:
    """Every team below the chosen unit, or the unit itself, in which it began by the chosen month."""
    units = attention.watched(store, place)
    keys = (REACH, *(key for key in ASKED if key in store.definitions))
    series: dict[str, dict[str, list[Cell]]] = {}
    for unit_id, cells in by_unit(store.history(tuple(unit.unit_id for unit in units), keys)).items():
        for cell in cells:
            if cell.period_end <= place.period_end:
                series.setdefault(unit_id, {}).setdefault(cell.measure_key, []).append(cell)
    found = (_beginning(unit, series.get(unit.unit_id, {})) for unit in units)
    return tuple(each for each in found if each is not None)


def _beginning(unit: Unit, series: dict[str, list[Cell]]) -> Beginning | None:
    reach = series.get(REACH, [])
    began = first_month(tuple(reach))
    if began is None:
        return None
    asked = {key: before_and_after(series[key], began) for key in ASKED if key in series}
    return Beginning(unit, began, reach[-1], asked)


def first_month(reach: Series) -> date | None:
    """The first of three months in a row at or over a half, after one under a quarter; the latest such beginning."""
    began: date | None = None
    was_low = False
    run: list[Cell] = []
    for cell in reach:
        if cell.value is None:
            run = []
            continue
        if cell.value < NOT_BEGUN:
            was_low, run = True, []
        elif cell.value >= BEGUN:
            run.append(cell)
            if was_low and len(run) == MONTHS_TO_TELL:
                began, was_low = run[0].period_end, False
        else:
            run = []
    return began


def before_and_after(cells: Sequence[Cell], began: date) -> tuple[Cell | None, Cell | None]:
    """The last survey on either side of which anything is shown; otherwise the last one."""
    before, after = (
        next((cell for cell in reversed(side) if cell.is_shown), side[-1] if side else None)
        for side in (
            [cell for cell in cells if cell.period_end <= began],
            [cell for cell in cells if cell.period_end > began],
        )
    )
    return before, after


def says(found: Sequence[Beginning], place: Place) -> str:
    """Where it began, or that it did nowhere."""
    if not found:
        return f"Peer supervision did not begin in {formats.whereabouts(place)} within the months of this release."
    listed = formats.listed([f"{each.unit.name} in {each.began:%B %Y}" for each in found])
    return formats.sentence(f"Peer supervision began in {listed}")


def table(found: Sequence[Beginning], store: Store, place: Place) -> Table:
    """A row for each team and question: before, after, the difference, and the whole at the same surveys."""
    whole = place.authority or place.unit
    rows = []
    for each in found:
        for key, pair in each.asked.items():
            definition = store.definitions[key]
            then, now = (_said(cell, definition) for cell in pair)
            row = (each.unit.name, f"{each.began:%b %Y}", definition.label, then, now, judged(*pair))
            rows.append((*row, _at_the_same(pair, whole, store, definition)))
    return Table(("Team", "Began", "Asked", "Before", "After", "Change", whole.name), tuple(rows))


def _at_the_same(pair: tuple[Cell | None, Cell | None], whole: Unit, store: Store, definition: Definition) -> str:
    """What the whole said in the same two surveys."""
    days = tuple(cell.period_end for cell in pair if cell is not None)
    cells = {cell.period_end: cell for cell in store.cells_at((whole.unit_id,), (definition.key,), days)}
    return " → ".join(formats.short(cells.get(day), definition) for day in days)


def _said(cell: Cell | None, definition: Definition) -> str:
    if cell is None or not cell.is_shown:
        return formats.short(cell, definition)
    return f"{formats.short(cell, definition)} of {formats.plain_base(cell)} ({cell.period_end:%b %Y})"


def judged(before: Cell | None, after: Cell | None) -> str:
    """In words; two teams' worth of answers are never enough to test."""
    if before is None or after is None or before.value is None or after.value is None:
        return "not comparable"
    fewest = min(before.base or 0, after.base or 0)
    difference = after.value - before.value
    moved = "the same" if difference == 0 else f"{abs(difference):.0f} points {'higher' if difference > 0 else 'lower'}"
    return f"{moved}; {Verdict.TOO_FEW_TO_TEST.replace('_', ' ')}" if fewest < FEWEST_TO_TEST else moved


FEWEST_TO_TEST: Final = 30
"""Answers to a question in both surveys (Civil Service People Survey)."""
