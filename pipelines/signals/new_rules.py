"""What a new limit or a new rule of capacity does to loads: a step that is no change of work.

What lives here: such days as events, and loads of which only comparable ones are left. What does not: the numbers
(`measures.workload_policy`) or which limit applies when (`load_limits`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from pipelines.measures.workload_policy import Policy
from pipelines.organisation import Level
from pipelines.published import EventKind
from pipelines.signals.funnels import LOAD
from pipelines.signals.known_events import KnownEvent, sections_of
from pipelines.signals.load_limits import by_the_latest_limit, load_limits
from pipelines.signals.panel import Panel, Shown

OF_CAPACITY = (Policy.ROLE_SHARE, Policy.NEWLY_QUALIFIED_SHARE, Policy.LONG_ABSENCE_DAYS)
LOADS = (LOAD, "over_limit_share")
"""Measures that a limit or a rule of capacity decides."""


def new_rules(panel: Panel) -> Iterator[KnownEvent]:
    """The days within the months shown on which an authority's own limit, or rule of capacity, began to apply.

    After a new rule of capacity usual ranges begin anew. A new limit can be undone, so the range of loads goes on.
    """
    shown = panel.monthly(LOAD)
    if shown is None:
        return
    for unit in panel.organisation.at(Level.AUTHORITY):
        own = panel.workload[unit.unit_id].own if unit.unit_id in panel.workload else ()
        within = [row for row in own if shown.periods[0] < row.applies_from <= shown.latest]
        for day in sorted({row.applies_from for row in within if row.policy is Policy.CASE_LIMIT}):
            yield KnownEvent(unit.unit_id, LOAD, day, EventKind.OTHER, "A new limit on cases", recalculates=False)
            yield KnownEvent(unit.unit_id, LOADS[1], day, EventKind.OTHER, "A new limit on cases", recalculates=True)
        for day in sorted({row.applies_from for row in within if row.policy in OF_CAPACITY}):
            for key in LOADS:
                yield KnownEvent(unit.unit_id, key, day, EventKind.OTHER, "A new rule of capacity", recalculates=True)


def comparable(panel: Panel, shown: Shown) -> Shown:
    """Loads by the latest limit, and only those since the usual range last began anew: what is left can be compared."""
    sections = sections_of(panel.organisation, panel.events, shown.measure.key, shown.periods)
    loads = by_the_latest_limit(panel, shown)
    value = np.where(sections == sections[:, -1:], loads.value, np.nan)
    return replace(shown, value=value)


def without_new_rules(panel: Panel, changes: pd.DataFrame) -> pd.DataFrame:
    """Changes of loads and of who is over the limit, but for those that a new limit or rule lies between."""
    kept = np.ones(len(changes), dtype=np.bool_)
    for key in LOADS:
        shown = panel.monthly(key)
        of_key = np.flatnonzero(changes["measure_key"] == key)
        if shown is None or not of_key.size:
            continue
        limit = load_limits(panel, shown.periods).limit
        sections = sections_of(panel.organisation, panel.events, key, shown.periods)
        if (limit == limit[:, :1]).all() and not sections.any():
            continue
        place = {pd.Timestamp(period): column for column, period in enumerate(shown.periods)}
        part = changes.iloc[of_key]
        row = part["unit_id"].map(panel.row_of).to_numpy()
        now, then = (part[column].map(place).to_numpy() for column in ("period_end", "earlier_period"))
        kept[of_key] = (limit[row, now] == limit[row, then]) & (sections[row, now] == sections[row, then])
    return changes if kept.all() else changes[kept].reset_index(drop=True)
