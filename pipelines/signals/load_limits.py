"""The bands of load against the indicative limit: one dated table, edited here and nowhere else.

What lives here: the bands and how a value falls into one. What does not: the limit itself, with its source
(`measures.workload_policy`, from which the load ratio is computed), or what is said about it (`overload`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np

from pipelines.measures.workload_policy import ALWAYS, Policy, policy_on
from pipelines.signals.arrays import Floats, Whole


class Band(IntEnum):
    """Where a load ratio stands against the indicative limit."""

    WITHIN = 0
    NEAR = 1
    OVER = 2
    WELL_OVER = 3


@dataclass(frozen=True, slots=True)
class LoadBands:
    """Where the bands of the load ratio (%) begin, from a day on."""

    applies_from: date
    near: float
    over: float
    well_over: float
    source: str

    def of(self, load_ratio: Floats) -> Whole:
        """The `Band` of each value; what is not shown counts as within."""
        steps = [load_ratio >= self.near, load_ratio > self.over, load_ratio > self.well_over]
        bands: Whole = np.sum(steps, axis=0)
        return bands


LOAD_BANDS = (LoadBands(ALWAYS, near=90, over=100, well_over=120, source="This project's own choice"),)
"""In order of date. New bands are a new row: releases of earlier months keep those that applied."""


def bands_on(day: date) -> LoadBands:
    """The row that applies on the day; before the first row's day, the first row."""
    return next((row for row in reversed(LOAD_BANDS) if row.applies_from <= day), LOAD_BANDS[0])


def limit_on(day: date) -> float:
    """Cases a full-time practitioner may hold, as the load ratio of that day was computed."""
    return float(policy_on(np.array([day], dtype="datetime64[D]"), Policy.CASE_LIMIT)[0])
