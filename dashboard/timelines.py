"""Stress beside caseload: what staff say and what they carry, on one timeline and on two scales.

What lives here: the exhibit. What does not: drawing (`charts.panels`), or any claim that one makes the other.
"""

from __future__ import annotations

from typing import Final

from dashboard import charts, formats, messages, survey_notes
from dashboard.cells import Cell, Place
from dashboard.exhibits import Exhibit, Table, about
from dashboard.readings import Reading, read
from dashboard.store import Store
from dashboard.usual import event, numbered
from pipelines.periods import month_end

STRESS, CASELOAD, LOAD = "stressed_moderately_or_very", "caseload_per_fte", "load_ratio"
SIDE_BY_SIDE: Final = (
    "That two lines move together does not say that one moves the other. Answers are of the day of the survey, cases "
    "of the month-end."
)
CROSS: Final = "Crosses mark figures that are hidden to protect staff."


def is_offered(store: Store, place: Place) -> bool:
    """Whether the unit holds both."""
    return len(read(store, place, (STRESS, CASELOAD))) == 2  # noqa: PLR2004 - both of the two


def exhibit(store: Store, place: Place) -> Exhibit:
    """Stress above caseload per FTE, with the events that bear on either, and a table with a row for each survey."""
    held = read(store, place, (STRESS, CASELOAD))
    stress, caseload = held[STRESS], held[CASELOAD]
    events = {each for key in (STRESS, CASELOAD) for each in store.known_events(place.unit.unit_id, key)}
    first = min(cell.period_end for cell in caseload.series)
    marked = numbered(sorted(
        (each for each in events if first <= each.happened_on <= place.period_end), key=lambda each: each.happened_on
    ))  # fmt: skip
    said = _says(stress, caseload, place)
    answered = survey_notes.of_survey(stress.definition, store, place, stress.series[-1].period_end)
    told = " ".join(f"{number}: {formats.sentence(event(each))}" for number, each in marked)
    return Exhibit(
        key="stress-beside-caseload",
        heading=f"Stress beside caseload, {place.unit.name}",
        says=said,
        figure=charts.panels(
            [charts.Panel(stress.definition, stress.series), charts.Panel(caseload.definition, caseload.series)],
            [(number, each.happened_on) for number, each in marked],
        ),
        alt=f"Two charts above each other on the same months: {stress.definition.label}, then "
        f"{caseload.definition.label}, in {place.unit.name}. {said} {told}".strip(),
        table=_table(stress, caseload),
        about=(about(stress), about(caseload, beside=True)),
        cells=(*stress.series, *caseload.series),
        note=" ".join(filter(None, [told, answered, CROSS, SIDE_BY_SIDE])),
    )


def _says(stress: Reading, caseload: Reading, place: Place) -> str:
    """Each in a sentence of its own."""
    return " ".join(
        f"{each.definition.label}: {messages.reads(each, place, comparators=0)}" for each in (stress, caseload)
    )


def _table(stress: Reading, caseload: Reading) -> Table:
    by_month = {cell.period_end: cell for cell in caseload.series}
    rows = [_line(cell, by_month.get(month_end(cell.period_end)), stress, caseload) for cell in stress.series]
    return Table(("Survey", "Stressed", "95% interval", "Answers", "Cases per FTE then"), tuple(reversed(rows)))


def _line(cell: Cell, then: Cell | None, stress: Reading, caseload: Reading) -> tuple[str, ...]:
    return (
        f"{cell.period_end:%b %Y}",
        formats.short(cell, stress.definition),
        formats.interval(cell, stress.definition),
        formats.plain_base(cell),
        formats.short(then, caseload.definition),
    )
