"""Targets: what a measure should reach in the authority of each unit.

What lives here: the look-up. What does not: who set a target and why (`measures.workload_policy`), or whether a process
will meet it (charts over time).
"""

from __future__ import annotations

from datetime import date

import numpy as np

from pipelines.measures.workload_policy import Policy
from pipelines.signals.arrays import Floats
from pipelines.signals.load_limits import in_force
from pipelines.signals.panel import Panel


def target_of(panel: Panel, key: str, on: date | None = None) -> Floats:
    """The target of a measure for each unit, in the measure's unit; missing where there is none.

    It is the one that applies on the day, without a day at the measure's latest period. Only the load ratio has one
    that the program brings along (100).
    """
    shown = panel.measures.get(key)
    if shown is None:
        return np.full(len(panel.units), np.nan)
    return in_force(panel, [on or shown.latest], Policy.TARGET, key)[:, 0]
