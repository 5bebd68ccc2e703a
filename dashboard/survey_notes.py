"""How many answered the very survey that a figure is of, and whether that is enough to be more than indicative.

What lives here: the sentence that stands with every survey figure, on whatever page. What does not: the response rate
of the latest survey, which the first lines of the page on wellbeing tell (`headlines`).
"""

from __future__ import annotations

from datetime import date

from dashboard import formats, messages
from dashboard.cells import Cell, Definition, Place
from dashboard.store import Store
from pipelines.published import DisclosureRule

INDICATIVE = "Indicative only: fewer than half answered."


def of_survey(definition: Definition, store: Store, place: Place, period_end: date) -> str:
    """Nothing for a figure that is not of answers."""
    if definition.disclosure_rule is not DisclosureRule.SURVEY:
        return ""
    cell, rate = _rate(store, place, period_end)
    if cell is None or rate is None or cell.value is None:
        return "The response rate of this survey is not shown here."
    said = f"Response rate of this survey ({cell.period_end:%B %Y}): {formats.amount(cell.value, rate)}."
    return f"{said} {INDICATIVE}" if messages.is_indicative(cell, rate) else said


def _rate(store: Store, place: Place, period_end: date) -> tuple[Cell | None, Definition | None]:
    rate = store.definitions.get(messages.RESPONSE_RATE)
    cells = store.cells_at((place.unit.unit_id,), (messages.RESPONSE_RATE,), (period_end,)) if rate else ()
    return next(iter(cells), None), rate
