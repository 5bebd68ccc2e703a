"""What happened on a known day, and from which months on limits are worked out anew because of it.

What lives here: the event as it is published, and the sections of a chart that it makes. What does not: reading events
from an extract (`release_authority`) or drawing them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pipelines.organisation import Organisation
from pipelines.published import EventKind
from pipelines.signals.arrays import Whole


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """It holds for the unit and all below it, and for one measure or (`None`) all.

    Where it `recalculates`, the month in which it happened is the first of new limits.
    """

    unit_id: str
    measure_key: str | None
    happened_on: date
    kind: EventKind
    label: str
    recalculates: bool


def lies_between(
    organisation: Organisation, events: Sequence[KnownEvent], unit_id: str, measure_key: str, days: tuple[date, date]
) -> bool:
    """Whether this very measure began anew in the unit after the first day and by the second."""
    above = {unit_id, *(unit.unit_id for unit in organisation.ancestors(unit_id))}
    return any(
        event.recalculates and event.measure_key == measure_key and event.unit_id in above
        for event in events
        if days[0] < event.happened_on <= days[1]
    )


def sections_of(
    organisation: Organisation, events: Sequence[KnownEvent], measure_key: str, periods: Sequence[date]
) -> Whole:
    """Units × periods: how many recalculations lie behind each month."""
    sections = np.zeros((len(organisation.units), len(periods)), dtype=np.intp)
    row = {unit.unit_id: number for number, unit in enumerate(organisation.units)}
    # Two events of one month, or one for a team and one for its authority, make one new beginning.
    beginnings: set[tuple[int, int]] = set()
    for event in events:
        concerned = event.measure_key in {None, measure_key}
        first = next((place for place, period in enumerate(periods) if period >= event.happened_on), None)
        if event.recalculates and concerned and first is not None and event.unit_id in row:
            below = organisation.descendants(event.unit_id)
            beginnings |= {(row[unit_id], first) for unit_id in (event.unit_id, *(unit.unit_id for unit in below))}
    for unit, first in beginnings:
        sections[unit, first:] += 1
    return sections
