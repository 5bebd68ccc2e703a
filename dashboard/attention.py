"""Which units ask for attention, and what each topic says of them: the signals of the release put in order.

What lives here: picking and ordering. What does not: any rule that raises a signal (the release holds its sentences),
or drawing. A unit's place in the order never depends on its survey: teams are not ranked by wellbeing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.cells import Cell, Definition, Place, Signal
from dashboard.readings import is_of_the_past
from dashboard.store import Store
from pipelines.organisation import Level, Unit
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule, Severity

PRESSING = (Severity.CRITICAL, Severity.WARNING)
ORDER = tuple(Severity)
SignalsByUnit = Mapping[str, Sequence[Signal]]
MOST_ROWS = 60
WORKFORCE = "workforce"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table of pressures: a topic, and the measure whose figure stands for it.

    Where `instead` is shown in more of the units it stands for the topic, in every row: a column shows one measure.
    """

    heading: str
    measure_key: str
    instead: str | None = None


COUNCIL_COLUMNS = (
    Column("Load", "load_ratio"),
    Column("Online abuse", "exposure_gap", instead="online_share_of_all_cases"),
    Column("Training", "training_cover_online_abuse"),
    Column("Wellbeing", "stressed_moderately_or_very"),
    Column("Support", "managerial_supervision_in_time"),
)
NATIONAL_COLUMNS = (
    Column("Caseload", "caseload_per_fte"),
    Column("Vacancies", "vacancy_rate"),
    Column("Agency staff", "agency_rate"),
    Column("Turnover", "turnover_rate"),
    Column("Absence", "absence_rate"),
)


def columns(store: Store) -> tuple[Column, ...]:
    """The columns whose measures the release holds: those of a council where there are any, else of the nation."""
    held = store.definitions
    council = tuple(column for column in COUNCIL_COLUMNS if column.measure_key in held)
    return council or tuple(column for column in NATIONAL_COLUMNS if column.measure_key in held)


def watched(store: Store, place: Place) -> tuple[Unit, ...]:
    """The lowest units below the chosen one that hold results; the chosen one itself where it has none below."""
    holding = set(store.units_with_results)
    below = [unit for unit in place.organisation.descendants(place.unit.unit_id) if unit in holding]
    deepest = max((unit.level.depth for unit in below), default=0)
    return still_there(store, place, [unit for unit in below if unit.level.depth == deepest]) or (place.unit,)


def still_there(store: Store, place: Place, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Without authorities that had been dissolved by the chosen period."""
    shown, definitions = columns(store), store.definitions
    if not units or not shown:
        return tuple(units)
    keys, periods = (shown[0].measure_key,), tuple(sorted(set(last_periods(store, place).values())))
    cells = store.cells_at(tuple(unit.unit_id for unit in units), keys, periods)
    past = {cell.unit_id for cell in cells if is_of_the_past(cell, definitions[cell.measure_key])}
    return tuple(unit for unit in units if unit.unit_id not in past)


def compared(store: Store, place: Place) -> tuple[Unit, ...]:
    """The units of the table of pressures: teams of a council; of the nation or a region what is directly below."""
    lowest = watched(store, place)
    if place.unit.level.depth >= lowest[0].level.depth - 2 and len(lowest) <= MOST_ROWS:
        return lowest
    holding = set(store.units_with_results)
    return still_there(store, place, [unit for unit in place.parts if unit in holding])


def last_periods(store: Store, place: Place) -> Mapping[PeriodKind, date]:
    """For each kind of period the last one that had ended by the chosen one."""
    top = min(store.units_with_results, key=lambda unit: unit.level.depth)
    held = {kind: [end for end in ends if end <= place.period_end] for kind, ends in store.periods(top.unit_id).items()}
    return {kind: ends[-1] for kind, ends in held.items() if ends}


def current(store: Store, place: Place) -> tuple[Signal, ...]:
    """The signals of the chosen period: for each kind of period the last one that had ended by then."""
    last, definitions = last_periods(store, place), store.definitions
    return tuple(
        signal
        for signal in store.signals()
        if signal.measure_key in definitions
        and signal.period_end == last.get(definitions[signal.measure_key].period_kind)
    )


def are_told(store: Store, place: Place) -> bool:
    """Whether the release reads signals for the chosen period at all; without, `no signal` would say too much."""
    return bool(store.signals()) and place.period_end == store.release.reference_date


def levels_told(store: Store, place: Place) -> frozenset[Level]:
    """The levels for which the release reads signals; at others `no signal` would say too much."""
    return frozenset(place.organisation[signal.unit_id].level for signal in store.signals())


def by_unit(signals: Sequence[Signal]) -> SignalsByUnit:
    """Signals parted by unit, the most pressing first."""
    parted: dict[str, list[Signal]] = {}
    for signal in sorted(signals, key=lambda each: (ORDER.index(each.severity), each.measure_key)):
        parted.setdefault(signal.unit_id, []).append(signal)
    return {unit_id: tuple(found) for unit_id, found in parted.items()}


def pressed(
    units: Sequence[Unit], signals: SignalsByUnit, definitions: Mapping[str, Definition]
) -> tuple[tuple[Unit, tuple[Signal, ...]], ...]:
    """Units with something pressing, the most pressing first; equals in the organisation's order."""
    found = [
        (unit, tuple(signals[unit.unit_id]))
        for unit in units
        if any(signal.severity in PRESSING for signal in signals.get(unit.unit_id, ()))
    ]
    return tuple(sorted(found, key=lambda pair: _pressure(pair[1], definitions)))


def _pressure(signals: Sequence[Signal], definitions: Mapping[str, Definition]) -> tuple[int, ...]:
    counted = [
        signal for signal in signals if definitions[signal.measure_key].disclosure_rule is not DisclosureRule.SURVEY
    ]
    return tuple(-sum(signal.severity is severity for signal in counted) for severity in PRESSING)


@dataclass(frozen=True, slots=True)
class Pressure:
    """One cell of the table of pressures: the figure, and the signals of its topic in that unit."""

    cell: Cell | None
    signals: tuple[Signal, ...]

    @property
    def severity(self) -> Severity | None:
        return self.signals[0].severity if self.signals else None


def table(
    store: Store, place: Place, units: Sequence[Unit], signals: SignalsByUnit
) -> tuple[tuple[Column, ...], Mapping[tuple[str, str], Pressure]]:
    """The columns, and what stands in each cell by unit and measure."""
    wanted, definitions = columns(store), store.definitions
    keys = tuple(
        key
        for column in wanted
        for key in (column.measure_key, column.instead)
        if key is not None and key in definitions
    )
    periods = tuple(sorted(set(last_periods(store, place).values())))
    latest = {
        (cell.unit_id, cell.measure_key): cell
        for cell in store.cells_at(tuple(unit.unit_id for unit in units), keys, periods)
    }
    shown = Counter(key for (_, key), cell in latest.items() if cell.is_shown)
    chosen = tuple(
        Column(column.heading, column.instead)
        if column.instead is not None and shown[column.instead] > shown[column.measure_key]
        else column
        for column in wanted
    )
    return chosen, {
        (unit.unit_id, column.measure_key): Pressure(
            latest.get((unit.unit_id, column.measure_key)),
            _on_topic(column, signals.get(unit.unit_id, ()), definitions),
        )
        for unit in units
        for column in chosen
    }


def _on_topic(column: Column, signals: Sequence[Signal], definitions: Mapping[str, Definition]) -> tuple[Signal, ...]:
    """Signals on the column's topic; workforce fills several columns, so there on the measure itself."""
    topic = definitions[column.measure_key].topic
    return tuple(
        signal
        for signal in signals
        if definitions[signal.measure_key].topic == topic
        and (topic != WORKFORCE or signal.measure_key == column.measure_key)
    )
