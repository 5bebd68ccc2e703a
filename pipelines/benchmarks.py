"""Published comparators: figure, population, year, source. They stand beside a measure and never instead of it.

What lives here: which comparators belong to a release. What does not: the shipped figures themselves
(`benchmarks.csv`), or the reading of official statistics (`measures.official`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from statistics import median

import pandas as pd

from pipelines.contracts.official import OfficialStatistics
from pipelines.measures.measure import Measure
from pipelines.measures.official import FIGURES, SOURCE, official_results
from pipelines.measures.official_areas import council_known_as, councils
from pipelines.measures.survey_measures import comparisons
from pipelines.organisation import Level, Organisation
from pipelines.sources.folding import folded

FEWEST_NEIGHBOURS = 5
"""A median of fewer published values, of ten neighbours, would say more about who is missing."""
SIZE = "in_post_fte"
"""How large a workforce is compares with nothing but the same council in other years."""

EVERY_FIGURE = tuple(figure.measure_key for figure in FIGURES)
COMPARED = tuple(key for key in EVERY_FIGURE if key != SIZE)

Series = Mapping[int, float]
"""Published values by year."""


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
    respondents: int | None = None
    self_selected: bool = False


@dataclass(frozen=True, slots=True)
class ShippedFigure:
    """One row of `benchmarks.csv`: a comparator by its `metric`, and whether it is meant for one region alone."""

    metric: str
    is_regional: bool
    figure: Benchmark


def benchmarks_for(
    measures: Sequence[Measure], organisation: Organisation, statistics: OfficialStatistics | None
) -> tuple[Benchmark, ...]:
    """The comparators of these measures, in the order of the measures.

    Shipped: England, published studies, what was published of the same survey questions, and the region that the
    organisation names. Official statistics that lie
    beside the extracts of one council take the place of shipped figures and add the council's region, its statistical
    neighbours and its own published figures, each for every year; where they do not know the council, or there are
    several, it is England alone.
    """
    from_file = _official(organisation, statistics) if statistics else ()
    shipped = _shipped(measures, () if statistics else _region_names(organisation))
    found: dict[tuple[str, str, int], Benchmark] = {}
    for benchmark in (*from_file, *shipped, *_of_instruments(measures)):
        found.setdefault((benchmark.measure_key, benchmark.population, benchmark.year), benchmark)
    order = {measure.key: position for position, measure in enumerate(measures)}
    kept = (benchmark for benchmark in found.values() if benchmark.measure_key in order)
    return tuple(sorted(kept, key=lambda benchmark: order[benchmark.measure_key]))


@cache
def shipped_figures() -> tuple[ShippedFigure, ...]:
    """Every figure of `benchmarks.csv`, in its order."""
    text = files("pipelines").joinpath("benchmarks.csv").read_text(encoding="utf-8")
    return tuple(_shipped_figure(row) for row in csv.DictReader(text.splitlines()))


def _shipped_figure(row: Mapping[str, str]) -> ShippedFigure:
    figure = Benchmark(
        measure_key="",
        population=row["population"],
        year=int(row["year"]),
        value=float(row["value"]),
        lower=None,
        upper=None,
        source=row["source"],
        note=row["note"],
    )
    return ShippedFigure(row["metric"], row["scope"] == "region", figure)


def _shipped(measures: Iterable[Measure], regions: Iterable[str]) -> Iterator[Benchmark]:
    wanted = {folded(region) for region in regions}
    for measure in measures:
        for shipped in shipped_figures():
            is_meant = not shipped.is_regional or folded(shipped.figure.population) in wanted
            if measure.benchmark and measure.benchmark.metric == shipped.metric and is_meant:
                yield replace(shipped.figure, measure_key=measure.key)


def _of_instruments(measures: Iterable[Measure]) -> Iterator[Benchmark]:
    """What was published of the same questions, as the definitions of the instruments say."""
    known = comparisons()
    for measure in measures:
        for each in known.get(measure.key, ()):
            yield Benchmark(
                measure.key,
                each.population,
                each.year,
                each.value,
                each.lower,
                each.upper,
                each.source,
                each.note,
                each.number,
                each.self_selected,
            )


def _region_names(organisation: Organisation) -> tuple[str, ...]:
    """The region of a release of one council; comparators of several regions would only be mixed up."""
    regions = organisation.at(Level.REGION)
    return (regions[0].name,) if len(regions) == 1 else ()


def _official(organisation: Organisation, statistics: OfficialStatistics) -> Iterator[Benchmark]:
    results = official_results(statistics)
    published = _values_by_year(results.cells)
    for nation in results.organisation.at(Level.NATION):
        yield from _area(published, nation.unit_id, nation.name, COMPARED)
    areas = statistics.workforce.areas
    authorities = organisation.at(Level.AUTHORITY)
    council = council_known_as(areas, authorities[0].unit_id, authorities[0].name) if len(authorities) == 1 else None
    if council is None:
        return
    own = results.organisation[council.unit_id]
    region = next(results.organisation.ancestors(own.unit_id))
    yield from _area(published, region.unit_id, region.name, COMPARED)
    known = councils(areas)
    near = dict.fromkeys(known[code].unit_id for code in statistics.neighbours.get(council.code, ()) if code in known)
    near.pop(own.unit_id, None)
    yield from _neighbours(published, tuple(near), council.name)
    yield from _area(published, own.unit_id, f"{own.name}, as published", EVERY_FIGURE)


def _values_by_year(cells: pd.DataFrame) -> Mapping[tuple[str, str], Series]:
    """Published numbers by unit and measure."""
    shown = cells.dropna(subset="value")
    by_area: dict[tuple[str, str], dict[int, float]] = {}
    rows = zip(shown["unit_id"], shown["measure_key"], shown["period_end"].dt.year, shown["value"], strict=True)
    for unit_id, measure_key, year, value in rows:
        by_area.setdefault((unit_id, measure_key), {})[year] = value
    return by_area


def _area(
    published: Mapping[tuple[str, str], Series], unit_id: str, population: str, measure_keys: Iterable[str]
) -> Iterator[Benchmark]:
    for measure_key in measure_keys:
        for year, value in published.get((unit_id, measure_key), {}).items():
            yield Benchmark(measure_key, population, year, value, None, None, SOURCE, "")


def _neighbours(
    published: Mapping[tuple[str, str], Series], unit_ids: Sequence[str], council: str
) -> Iterator[Benchmark]:
    for measure_key in COMPARED:
        series = [published.get((unit_id, measure_key), {}) for unit_id in unit_ids]
        for year in sorted(set().union(*series)):
            values = [found[year] for found in series if year in found]
            if len(values) >= FEWEST_NEIGHBOURS:
                note = f"Median of the {len(values)} published values of {len(unit_ids)} statistical neighbours."
                population = f"Statistical neighbours of {council}"
                yield Benchmark(measure_key, population, year, median(values), None, None, SOURCE, note)
