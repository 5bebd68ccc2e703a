"""Published comparators: figure, population, year, source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One published figure that stands beside a measure, never instead of it."""

    measure_key: str
    population: str
    year: int
    value: float
    lower: float | None
    upper: float | None
    source: str
    note: str
