"""One release, and every question a page may ask of it.

What lives here: the one door from pages to published figures. What does not: SQL and caches (`queries`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard import queries
from dashboard.cells import (
    Band,
    Benchmark,
    Cell,
    Chart,
    ChartLimit,
    ChartPoint,
    Comparison,
    Definition,
    Finding,
    FunnelPoint,
    InputFile,
    KnownEvent,
    Outlook,
    PolicySetting,
    Release,
    Signal,
    SymbolCount,
    WeightedLoad,
    WorkloadSetting,
)
from dashboard.database import latest_release
from pipelines.organisation import Organisation, Unit
from pipelines.periods import PeriodKind


@dataclass(frozen=True)
class Store:
    """One release in one database. Every question goes through here, so this is where access will be decided."""

    address: str
    release: Release

    @property
    def organisation(self) -> Organisation:
        return queries.organisation(self.address, self.release.release_id)

    @property
    def units_with_results(self) -> tuple[Unit, ...]:
        """Parts of the organisation that hold any result, highest first, each after its parent."""
        return queries.units_with_results(self.address, self.release.release_id)

    @property
    def definitions(self) -> Mapping[str, Definition]:
        return queries.definitions(self.address, self.release.release_id)

    def periods(self, unit_id: str) -> Mapping[PeriodKind, tuple[date, ...]]:
        """The periods for which a unit holds results, oldest first, by what a period covers."""
        return queries.periods(self.address, self.release.release_id, unit_id)

    def history(self, unit_ids: tuple[str, ...], keys: tuple[str, ...]) -> tuple[Cell, ...]:
        """Every period of some measures in some units."""
        return queries.history(self.address, self.release.release_id, unit_ids, keys)

    def cells_at(self, unit_ids: tuple[str, ...], keys: tuple[str, ...], periods: tuple[date, ...]) -> tuple[Cell, ...]:
        """Some measures in some units at some periods."""
        return queries.cells_at(self.address, self.release.release_id, unit_ids, keys, periods)

    def breakdowns(self, unit_id: str, key: str) -> tuple[Cell, ...]:
        """Every period of one measure in one unit, broken down."""
        return queries.breakdowns(self.address, self.release.release_id, unit_id, key)

    def comparisons(self, unit_id: str, keys: tuple[str, ...], periods: tuple[date, ...]) -> tuple[Comparison, ...]:
        """Figures of one unit beside earlier ones, as the release judges them; none where either is not shown."""
        return queries.comparisons(self.address, self.release.release_id, unit_id, keys, periods)

    def funnel(self, unit_id: str, key: str) -> tuple[FunnelPoint, ...]:
        """The units that are compared on the measure in the group that the unit is, or belongs to."""
        points = queries.funnel_points(self.address, self.release.release_id, key)
        holding = (unit_id, *(unit.unit_id for unit in self.organisation.ancestors(unit_id)))
        group = next((each for each in holding if any(point.group_id == each for point in points)), None)
        return tuple(point for point in points if point.group_id == group)

    def benchmarks(self) -> tuple[Benchmark, ...]:
        return queries.benchmarks(self.address, self.release.release_id)

    def bands(self, key: str) -> tuple[Band, ...]:
        """The words for means of a scale, from the lowest up; none where there are no words."""
        return tuple(band for band in queries.bands(self.address, self.release.release_id) if band.measure_key == key)

    def signals(self) -> tuple[Signal, ...]:
        return queries.signals(self.address, self.release.release_id)

    def outlooks(self, unit_id: str, key: str) -> tuple[Outlook, ...]:
        """The months ahead of one measure in one unit, the next one first; none where nothing can be said."""
        return queries.outlooks(self.address, self.release.release_id, unit_id, key)

    def chart(self, unit_id: str, key: str) -> Chart | None:
        """How one measure of one unit stands against its own past; none where no month of it is shown."""
        return queries.chart(self.address, self.release.release_id, unit_id, key)

    def chart_profiles(self) -> tuple[str, ...]:
        """The sets of rules by which this release's charts were made; one, as a rule."""
        return queries.chart_profiles(self.address, self.release.release_id)

    def chart_limits(self, unit_id: str, key: str) -> tuple[ChartLimit, ...]:
        """Centre and limits, oldest first."""
        return queries.chart_limits(self.address, self.release.release_id, unit_id, key)

    def chart_points(self, unit_id: str, key: str) -> tuple[ChartPoint, ...]:
        """The months that are special, oldest first."""
        return queries.chart_points(self.address, self.release.release_id, unit_id, key)

    def known_events(self, unit_id: str, key: str) -> tuple[KnownEvent, ...]:
        """What happened to the unit or to one above it that bears on the measure; oldest first."""
        holding = {unit_id, *(unit.unit_id for unit in self.organisation.ancestors(unit_id))}
        return tuple(
            event
            for event in queries.known_events(self.address, self.release.release_id)
            if event.unit_id in holding and event.measure_key in {None, key}
        )

    def findings(self) -> tuple[Finding, ...]:
        return queries.findings(self.address, self.release.release_id)

    def input_files(self) -> tuple[InputFile, ...]:
        return queries.input_files(self.address, self.release.release_id)

    def policy_settings(self) -> tuple[PolicySetting, ...]:
        """The numbers by which this release was protected, in the order in which they are told."""
        return queries.policy_settings(self.address, self.release.release_id)

    def workload_settings(self) -> tuple[WorkloadSetting, ...]:
        """The limits, bands, weights and targets of every authority."""
        return queries.workload_settings(self.address, self.release.release_id)

    def weighted_loads(self) -> tuple[WeightedLoad, ...]:
        """Loads of services and authorities with case weights, where an authority has set any."""
        return queries.weighted_loads(self.address, self.release.release_id)

    def symbol_counts(self) -> tuple[SymbolCount, ...]:
        """How many figures are shown or hidden, by measure and level."""
        return queries.symbol_counts(self.address, self.release.release_id)


def open_store(address: str) -> Store | None:
    """The latest published release; `None` before the first. Asked anew on every run, so that a new release shows.

    Raises `DatabaseUnusable` when the database cannot be read or holds another schema.
    """
    release_id = latest_release(address)
    return None if release_id is None else Store(address, queries.release(address, release_id))
