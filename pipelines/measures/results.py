"""What `compute` hands to disclosure control: every figure with its parts, nothing yet hidden, rounded or worded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipelines.measures.measure import Flow, Link, Measure
from pipelines.measures.workload_policy import WorkloadPolicy
from pipelines.organisation import Organisation

WHOLE = ""
"""The breakdown topic and breakdown of a figure that is not broken down."""

CELL_COLUMNS = (
    "unit_id",
    "measure_key",
    "period_end",
    "breakdown_topic",
    "breakdown",
    "numerator",
    "denominator",
    "base",
    "is_dominated",
    "value",
    "symbol",
    "spread",
)


@dataclass(frozen=True)
class Results:
    """Figures that may identify people, so nothing but `disclosure_control.protect` may read them.

    `cells`: one row per unit, measure, period and breakdown (the matrix is complete: every unit at or above a
    measure's lowest level × every period × every breakdown). Columns are `CELL_COLUMNS`: keys as text, `period_end`
    as datetime64, floats and `is_dominated`, `symbol` text or missing. A cell has a value, or a symbol (`x` where
    nothing is known, `z` where the question does not arise) and then no value. `numerator`, `denominator` and `base`
    are never missing for our own measures (0 where nothing was counted). Official statistics have no numerator or
    denominator, and a base where one is published beside the value. `is_dominated`: the numerator is a sum that one or
    two people make up (see `dominance`), or leave out, or a mean that tells nearly everyone's score; that is all that
    is told of single contributions. `spread`: the standard deviation of a mean of scores, otherwise missing.
    `workload`: the limits, bands, weights and targets that applied; none for official statistics.
    """

    organisation: Organisation
    measures: tuple[Measure, ...]
    links: tuple[Link, ...]
    reference_date: date
    cells: pd.DataFrame
    flows: tuple[Flow, ...] = ()
    workload: WorkloadPolicy | None = None
