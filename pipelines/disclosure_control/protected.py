"""Protected results: the only figures that may leave the pipeline, and nothing but `protect` can make them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import pandas as pd

from pipelines.measures.measure import Measure
from pipelines.measures.workload_policy import WorkloadPolicy
from pipelines.organisation import Organisation

PROTECTED_COLUMNS = (
    "unit_id",
    "measure_key",
    "period_end",
    "breakdown_topic",
    "breakdown",
    "value",
    "symbol",
    "base",
    "lower",
    "upper",
    "spread",
    "disclosure_rule",
)

SEAL: Final = object()
"""Held by `disclosure_control.protect` alone; an import rule keeps it there."""


@dataclass(frozen=True, slots=True, order=True)
class Exposure:
    """A figure that can be worked out, or that tells of too few; never the figure itself."""

    measure_key: str
    unit_id: str
    period_end: date

    @classmethod
    def of(cls, cells: pd.DataFrame) -> Iterator[Exposure]:
        """One for each of some cells."""
        for measure_key, unit_id, day in cells[["measure_key", "unit_id", "period_end"]].itertuples(index=False):
            yield cls(measure_key, unit_id, day.date())


@dataclass(frozen=True)
class ProtectedResults:
    """Cells that hold a value **or** a symbol. `cells` has the columns of `PROTECTED_COLUMNS`, one row per cell.

    `corrected`: periods published before, of which the extracts now say something else; what was published stands.
    `uncovered`: withheld figures that can be worked out all the same, because nothing was left to withhold.
    `workload`: the limits, bands, weights and targets of each authority by its code; they are of nobody.

    Raises `TypeError` when anything but `disclosure_control.protect` constructs one.
    """

    organisation: Organisation
    measures: tuple[Measure, ...]
    policy: str
    reference_date: date
    cells: pd.DataFrame
    seal: object
    corrected: tuple[date, ...] = ()
    uncovered: tuple[Exposure, ...] = ()
    workload: Mapping[str, WorkloadPolicy] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.seal is not SEAL:
            raise TypeError("Only disclosure_control.protect makes ProtectedResults")
        # A copy that travels between processes carries no seal of another process.
        object.__setattr__(self, "seal", None)
