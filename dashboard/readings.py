"""One measure as a page reads it: its history up to the chosen period, and what it is read against.

What lives here: how the answers of the store are put side by side. What does not: words (`messages`) or drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard import formats, limits
from dashboard.cells import Benchmark, Cell, Comparison, Definition, Place, Series, before, by_measure, by_unit, up_to
from dashboard.store import Store
from dashboard.usual import Usual
from dashboard.usual import up_to as usual_up_to
from pipelines.organisation import Unit
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule, Symbol, Variation

MOST_BENCHMARKS = 3
"""England, the region and the statistical neighbours; a chart with more lines is not read."""


@dataclass(frozen=True, slots=True)
class Comparator:
    """A figure to read another against: a published benchmark, or the same measure in a unit above."""

    name: str
    value: float
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure in the chosen unit. `comparators` are in the order in which they are said.

    `comparison` is what the release says of the latest figure beside the earlier one; none where either is not shown.
    """

    definition: Definition
    series: Series
    benchmarks: tuple[Benchmark, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    comparison: Comparison | None = None

    @property
    def latest(self) -> Cell | None:
        return self.series[-1] if self.series else None

    @property
    def earlier(self) -> Cell | None:
        return before(self.series, self.definition.period_kind)

    @property
    def value(self) -> float | None:
        return self.latest.value if self.latest else None


LIMIT = Benchmark(
    measure_key="load_ratio",
    population="Indicative limit (Setting the Bar, Scotland)",
    year=2022,
    value=100.0,
    lower=None,
    upper=None,
    source="Setting the Bar, Social Work Scotland 2022",
    note="England has no statutory number.",
)
"""A load is a share of the limit, so the limit is its hundred per cent; an authority may have set one of its own."""

Readings = Mapping[str, Reading]


def read(store: Store, place: Place, keys: Sequence[str]) -> Readings:
    """Those of the measures that the chosen unit holds, in the order asked for."""
    definitions = store.definitions
    known = tuple(key for key in keys if key in definitions)
    own = by_measure(store.history((place.unit.unit_id,), known))
    histories = {key: up_to(own[key], place.period_end) for key in known if key in own}
    held = {key: series for key, series in histories.items() if series}
    above = _above(store, place, held)
    comparisons = _comparisons(store, place, held)
    return {
        key: Reading(
            definitions[key],
            series,
            found := _benchmarks(store, place, key),
            () if formats.is_count(definitions[key]) else _comparators(found, above, key),
            comparisons.get((key, series[-1].period_end)),
        )
        for key, series in held.items()
    }


def _comparisons(store: Store, place: Place, held: Mapping[str, Series]) -> Mapping[tuple[str, date], Comparison]:
    """By measure and period; a measure is asked for its latest period alone."""
    periods = tuple(sorted({series[-1].period_end for series in held.values()}))
    found = store.comparisons(place.unit.unit_id, tuple(held), periods) if held else ()
    return {(each.measure_key, each.period_end): each for each in found}


def _above(store: Store, place: Place, held: Mapping[str, Series]) -> Mapping[str, Mapping[str, Cell]]:
    """The same periods in the units above, by name of the unit, the highest first."""
    periods = tuple(sorted({series[-1].period_end for series in held.values()}))
    if not place.above or not periods:
        return {}
    cells = by_unit(store.cells_at(tuple(unit.unit_id for unit in place.above), tuple(held), periods))
    return {
        unit.name: {cell.measure_key: cell for cell in cells[unit.unit_id]}
        for unit in reversed(place.above)
        if unit.unit_id in cells
    }


def _benchmarks(store: Store, place: Place, key: str) -> tuple[Benchmark, ...]:
    """The newest figure of each population known by the chosen period, save those that the release itself holds."""
    newest: dict[str, Benchmark] = {}
    drawn_anyway = {place.unit.name, *(unit.name for unit in place.above)} if place.kind is PeriodKind.YEAR else set()
    for benchmark in (*store.benchmarks(), _limit(store, place)):
        known = benchmark.year <= place.period_end.year and benchmark.population not in drawn_anyway
        if benchmark.measure_key == key and known:
            held = newest.get(benchmark.population)
            if held is None or held.year < benchmark.year:
                newest[benchmark.population] = benchmark
    return tuple(newest.values())[:MOST_BENCHMARKS]


def _limit(store: Store, place: Place) -> Benchmark:
    """The limit by which the loads of the unit were worked out in the chosen period."""
    limit = limits.limit_at(store.workload_settings(), place.authority, place.period_end)
    if place.authority is None or limit is None or not limit.reason:
        return LIMIT
    return limits.limit_line(limit, place.authority.name)


def _comparators(
    benchmarks: Sequence[Benchmark], above: Mapping[str, Mapping[str, Cell]], key: str
) -> tuple[Comparator, ...]:
    published = [Comparator(each.population, each.value, each.year) for each in benchmarks]
    units = [
        Comparator(name, cells[key].value or 0.0)
        for name, cells in above.items()
        if key in cells and cells[key].is_shown
    ]
    return (*published, *units)


def context(store: Store, place: Place, key: str) -> tuple[tuple[Unit, Series], ...]:
    """The measure's history in the units above, nearest first."""
    if not place.above:
        return ()
    cells = by_unit(store.history(tuple(unit.unit_id for unit in place.above), (key,)))
    return tuple((unit, up_to(cells[unit.unit_id], place.period_end)) for unit in place.above if unit.unit_id in cells)


def usual(store: Store, place: Place, reading: Reading) -> Usual | None:
    """What the measure usually does in the chosen unit, up to the reading's own month; only months have charts."""
    key, unit_id = reading.definition.key, place.unit.unit_id
    chart = store.chart(unit_id, key) if reading.definition.period_kind is PeriodKind.MONTH else None
    if chart is None or not reading.series:
        return None
    now = reading.series[-1]
    is_latest = now.period_end == store.periods(unit_id)[PeriodKind.MONTH][-1]
    held = Usual(
        chart,
        store.chart_limits(unit_id, key),
        store.chart_points(unit_id, key),
        store.known_events(unit_id, key),
        is_now=is_latest and now.is_shown,
        is_earlier=not is_latest,
    )
    return usual_up_to(held, reading.series)


def states(store: Store, place: Place, readings: Readings) -> Mapping[str, Variation]:
    """How the chosen month of each measure stands against its usual range, where the release tells of that month."""
    found = {key: usual(store, place, reading) for key, reading in readings.items()}
    return {key: each.chart.variation for key, each in found.items() if each and each.is_now}


@dataclass(frozen=True, slots=True)
class Part:
    """One unit among those compared: its cell now, a year earlier, and of the companion measure."""

    unit: Unit
    latest: Cell
    earlier: Cell | None = None
    companion: Cell | None = None


def parts(store: Store, units: Sequence[Unit], reading: Reading, companion: Reading | None = None) -> tuple[Part, ...]:
    """The measure in some units at the reading's own period, in the organisation's order (never ranked)."""
    if reading.latest is None or not units:
        return ()
    now, earlier = reading.latest.period_end, reading.earlier.period_end if reading.earlier else None
    beside = companion.latest if companion else None
    keys = (reading.definition.key, *([companion.definition.key] if companion else []))
    periods = tuple({end for end in (now, earlier, beside.period_end if beside else None) if end})
    cells = store.cells_at(tuple(unit.unit_id for unit in units), keys, tuple(sorted(periods)))
    found = {(cell.unit_id, cell.measure_key, cell.period_end): cell for cell in cells}
    return tuple(
        Part(
            unit,
            found[unit.unit_id, keys[0], now],
            found.get((unit.unit_id, keys[0], earlier)) if earlier else None,
            found.get((unit.unit_id, keys[-1], beside.period_end)) if beside else None,
        )
        for unit in units
        if (cell := found.get((unit.unit_id, keys[0], now))) and not is_of_the_past(cell, reading.definition)
    )


def is_of_the_past(cell: Cell, definition: Definition) -> bool:
    """Whether official statistics say that the authority no longer existed."""
    return definition.disclosure_rule is DisclosureRule.OFFICIAL and cell.symbol is Symbol.NOT_APPLICABLE
