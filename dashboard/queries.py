"""Read-only questions to the published tables, each answered with a few frozen rows; the dashboard's only cache.

What lives here: SQL and the only caches. What does not: how the database is opened (`database`), who asks (`store`),
arithmetic on the answers, or words. Answers never change within a release, so the caches are keyed by the release and
need no expiry; they are shared by all readers, so what a reader may see is an argument, never looked up inside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import streamlit as st
from sqlalchemy import Select, Table, func, select

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
from dashboard.database import reading_engine
from pipelines import published as tables
from pipelines.organisation import Level, Organisation, Unit
from pipelines.periods import PeriodKind
from pipelines.published import (
    Assurance,
    ChartKind,
    DisclosureRule,
    EventKind,
    Pattern,
    SettingName,
    Severity,
    Standing,
    Symbol,
    Variation,
    Verdict,
)

WHOLE = ""
"""The breakdown topic and breakdown of a figure that is not broken down."""
FEW, MANY = 32, 2048
"""Cache entries: for what is asked once a release, and for what is asked once a unit and measure."""

TOPICS = ("caseload", "online_abuse", "training", "wellbeing", "support", "workforce")
"""The order of the pages."""
CELL = ("unit_id", "measure_key", "period_end", "breakdown", "value", "symbol", "base", "lower", "upper")

result, unit, measure = tables.result, tables.unit, tables.measure
Answer = TypeVar("Answer")


def _columns(table: Table, names: Sequence[str]) -> Select[Any]:
    return select(*(table.c[name] for name in names))


def _numbered(table: Table, names: Sequence[str], release_id: int) -> Select[Any]:
    """Rows in the order in which the release lists them."""
    return _columns(table, names).where(table.c.release_id == release_id).order_by(table.c.number)


def _of_one(table: Table, names: Sequence[str], release_id: int, unit_id: str, key: str) -> Select[Any]:
    """Rows of one measure in one unit."""
    held = table.c
    return _columns(table, names).where(held.release_id == release_id, held.unit_id == unit_id, held.measure_key == key)


def _rows(address: str, statement: Select[Any]) -> list[Any]:
    with reading_engine(address).connect() as connection:
        return list(connection.execute(statement))


def _each(address: str, statement: Select[Any], made: Callable[..., Answer]) -> tuple[Answer, ...]:
    return tuple(made(*row) for row in _rows(address, statement))


@st.cache_data(max_entries=FEW, show_spinner=False)
def release(address: str, release_id: int) -> Release:
    """When a release was made, from what and how it was protected."""
    names = (
        "release_id",
        "created_at",
        "reference_date",
        "policy",
        "software_version",
        "inputs_sha256",
        "pseudonym_key_id",
    )
    statement = _columns(tables.release, names).where(tables.release.c.release_id == release_id)
    return _each(address, statement, Release)[0]


@st.cache_data(max_entries=FEW, show_spinner=False)
def organisation(address: str, release_id: int) -> Organisation:
    """Every unit of a release, each level by name."""
    statement = select(unit.c.unit_id, unit.c.name, unit.c.level, unit.c.parent_id).where(
        unit.c.release_id == release_id
    )
    found = [
        Unit(unit_id, name, Level(level), parent_id) for unit_id, name, level, parent_id in _rows(address, statement)
    ]
    return Organisation(tuple(sorted(found, key=lambda each: (each.level.depth, each.name.casefold()))))


@st.cache_data(max_entries=FEW, show_spinner=False)
def units_with_results(address: str, release_id: int) -> tuple[Unit, ...]:
    """Units that hold any result, highest first, each after its parent."""
    has_results = select(1).where(result.c.release_id == release_id, result.c.unit_id == unit.c.unit_id).exists()
    statement = select(unit.c.unit_id).where(unit.c.release_id == release_id, has_results)
    holding = {unit_id for (unit_id,) in _rows(address, statement)}
    held = organisation(address, release_id)
    in_order = [each for top in held.children(None) for each in (top, *held.descendants(top.unit_id))]
    return tuple(each for each in in_order if each.unit_id in holding)


@st.cache_data(max_entries=FEW, show_spinner=False)
def definitions(address: str, release_id: int) -> Mapping[str, Definition]:
    """What each measure means, in the order of the pages."""
    statement = select(measure).where(measure.c.release_id == release_id)
    found = sorted((_definition(row) for row in _rows(address, statement)), key=_as_on_the_pages)
    return {definition.key: definition for definition in found}


def _as_on_the_pages(definition: Definition) -> tuple[int, str]:
    topic = TOPICS.index(definition.topic) if definition.topic in TOPICS else len(TOPICS)
    return topic, definition.label.casefold()


def _definition(row: Any) -> Definition:
    return Definition(
        key=row.measure_key,
        topic=row.topic,
        label=row.label,
        question=row.question,
        definition=row.definition,
        unit=row.unit,
        decimals=row.decimals,
        direction=row.direction,
        period_kind=PeriodKind(row.period_kind),
        base_label=row.base_label,
        disclosure_rule=DisclosureRule(row.disclosure_rule),
        source=row.source,
        least=row.least,
        most=row.most,
        caveat=row.caveat,
    )


@st.cache_data(max_entries=MANY, show_spinner=False)
def periods(address: str, release_id: int, unit_id: str) -> Mapping[PeriodKind, tuple[date, ...]]:
    """For what periods a unit holds results, by kind of period."""
    statement = (
        select(measure.c.period_kind, result.c.period_end)
        .join(measure, (measure.c.release_id == result.c.release_id) & (measure.c.measure_key == result.c.measure_key))
        .where(result.c.release_id == release_id, result.c.unit_id == unit_id)
        .distinct()
        .order_by(result.c.period_end)
    )
    found: dict[PeriodKind, list[date]] = {}
    for kind, period_end in _rows(address, statement):
        found.setdefault(PeriodKind(kind), []).append(period_end)
    return {kind: tuple(ends) for kind, ends in found.items()}


def _cells(release_id: int, unit_ids: tuple[str, ...], keys: tuple[str, ...]) -> Select[Any]:
    held = result.c
    return (
        _columns(result, CELL)
        .where(held.release_id == release_id, held.unit_id.in_(unit_ids), held.measure_key.in_(keys))
        .order_by(held.period_end)
    )


def _cell(*row: Any) -> Cell:
    unit_id, key, period_end, part, value, symbol, *beside = row
    return Cell(unit_id, key, period_end, part, value, Symbol(symbol) if symbol else None, *beside)


@st.cache_data(max_entries=MANY, show_spinner=False)
def history(address: str, release_id: int, unit_ids: tuple[str, ...], keys: tuple[str, ...]) -> tuple[Cell, ...]:
    """Whole figures of every period."""
    statement = _cells(release_id, unit_ids, keys).where(result.c.breakdown_topic == WHOLE)
    return _each(address, statement, _cell)


@st.cache_data(max_entries=MANY, show_spinner=False)
def cells_at(
    address: str, release_id: int, unit_ids: tuple[str, ...], keys: tuple[str, ...], periods: tuple[date, ...]
) -> tuple[Cell, ...]:
    """Whole figures of some periods."""
    statement = _cells(release_id, unit_ids, keys).where(
        result.c.breakdown_topic == WHOLE, result.c.period_end.in_(periods)
    )
    return _each(address, statement, _cell)


@st.cache_data(max_entries=MANY, show_spinner=False)
def breakdowns(address: str, release_id: int, unit_id: str, key: str) -> tuple[Cell, ...]:
    """Every broken-down figure of one measure in one unit."""
    statement = _cells(release_id, (unit_id,), (key,)).where(result.c.breakdown_topic != WHOLE)
    return _each(address, statement, _cell)


@st.cache_data(max_entries=MANY, show_spinner=False)
def comparisons(
    address: str, release_id: int, unit_id: str, keys: tuple[str, ...], periods: tuple[date, ...]
) -> tuple[Comparison, ...]:
    """Figures of one unit in some periods beside the earlier ones that they are compared with."""
    held = tables.change.c
    names = ("unit_id", "measure_key", "period_end", "earlier_period", "difference", "lower", "upper", "verdict")
    statement = _columns(tables.change, names).where(
        held.release_id == release_id,
        held.unit_id == unit_id,
        held.measure_key.in_(keys),
        held.period_end.in_(periods),
    )
    return tuple(_comparison(*row) for row in _rows(address, statement))


def _comparison(*row: Any) -> Comparison:
    unit_id, key, period_end, earlier, difference, lower, upper, verdict = row
    return Comparison(unit_id, key, period_end, earlier, difference, lower, upper, Verdict(verdict))


@st.cache_data(max_entries=MANY, show_spinner=False)
def funnel_points(address: str, release_id: int, key: str) -> tuple[FunnelPoint, ...]:
    """Every unit that is compared on one measure, in the order of the organisation."""
    names = ("group_id", "unit_id", "period_end", "size", "value", "pooled", "lower_95", "upper_95", "lower_998")
    held = tables.funnel_point.c
    statement = _columns(tables.funnel_point, (*names, "upper_998", "standing")).where(
        held.release_id == release_id, held.measure_key == key
    )
    place = {each.unit_id: number for number, each in enumerate(units_with_results(address, release_id))}
    points = [
        FunnelPoint(**row | {"standing": Standing(row["standing"])})
        for row in (each._asdict() for each in _rows(address, statement))
    ]
    return tuple(sorted(points, key=lambda point: place[point.unit_id]))


@st.cache_data(max_entries=FEW, show_spinner=False)
def benchmarks(address: str, release_id: int) -> tuple[Benchmark, ...]:
    """Published figures to compare with."""
    names = ("measure_key", "population", "year", "value", "lower", "upper", "source", "note")
    statement = _numbered(tables.benchmark, (*names, "respondents", "self_selected"), release_id)
    return _each(address, statement, Benchmark)


@st.cache_data(max_entries=FEW, show_spinner=False)
def bands(address: str, release_id: int) -> tuple[Band, ...]:
    """The words for means of scales, by measure and from the lowest up."""
    names = ("measure_key", "label", "begins", "source", "note")
    held = tables.band.c
    statement = _columns(tables.band, names).where(held.release_id == release_id)
    return _each(address, statement.order_by(held.measure_key, held.number), Band)


@st.cache_data(max_entries=FEW, show_spinner=False)
def signals(address: str, release_id: int) -> tuple[Signal, ...]:
    """Everything that asks for attention."""
    names = ("unit_id", "measure_key", "period_end", "severity", "sentence", "since", "beside")
    statement = _columns(tables.signal, names).where(tables.signal.c.release_id == release_id)
    return tuple(
        Signal(unit_id, key, period_end, Severity(severity), *said)
        for unit_id, key, period_end, severity, *said in _rows(address, statement)
    )


@st.cache_data(max_entries=MANY, show_spinner=False)
def outlooks(address: str, release_id: int, unit_id: str, key: str) -> tuple[Outlook, ...]:
    """The months ahead, the next one first."""
    names = ("period_end", "lower", "middle", "upper", "threshold", "chance_over", "hits", "tried")
    statement = _of_one(tables.outlook, names, release_id, unit_id, key)
    return _each(address, statement.order_by(tables.outlook.c.period_end), Outlook)


@st.cache_data(max_entries=MANY, show_spinner=False)
def chart(address: str, release_id: int, unit_id: str, key: str) -> Chart | None:
    """How one measure of one unit stands against its own past."""
    names = ("kind", "profile", "points", "variation", "assurance", "target", "words")
    for kind, profile, points, variation, assurance, *rest in _rows(
        address, _of_one(tables.chart, names, release_id, unit_id, key)
    ):
        return Chart(ChartKind(kind), profile, points, Variation(variation), Assurance(assurance), *rest)
    return None


@st.cache_data(max_entries=FEW, show_spinner=False)
def chart_profiles(address: str, release_id: int) -> tuple[str, ...]:
    """By which sets of rules the charts of a release were made."""
    held = tables.chart.c
    statement = select(held.profile).where(held.release_id == release_id).distinct().order_by(held.profile)
    return tuple(profile for (profile,) in _rows(address, statement))


@st.cache_data(max_entries=MANY, show_spinner=False)
def chart_limits(address: str, release_id: int, unit_id: str, key: str) -> tuple[ChartLimit, ...]:
    """Centre and limits, oldest first."""
    names = ("first_period", "last_period", "centre", "lower", "upper")
    statement = _of_one(tables.chart_limit, names, release_id, unit_id, key)
    return _each(address, statement.order_by(tables.chart_limit.c.first_period), ChartLimit)


@st.cache_data(max_entries=MANY, show_spinner=False)
def chart_points(address: str, release_id: int, unit_id: str, key: str) -> tuple[ChartPoint, ...]:
    """The months that are special, oldest first."""
    statement = _of_one(tables.chart_point, ("period_end", "pattern", "variation"), release_id, unit_id, key)
    return tuple(
        ChartPoint(period_end, Pattern(pattern), Variation(variation))
        for period_end, pattern, variation in _rows(address, statement.order_by(tables.chart_point.c.period_end))
    )


@st.cache_data(max_entries=FEW, show_spinner=False)
def known_events(address: str, release_id: int) -> tuple[KnownEvent, ...]:
    """Every known event of a release, oldest first."""
    names = ("unit_id", "measure_key", "happened_on", "kind", "label", "recalculates")
    statement = _columns(tables.known_event, names).where(tables.known_event.c.release_id == release_id)
    ordered = statement.order_by(tables.known_event.c.happened_on, tables.known_event.c.number)
    return tuple(
        KnownEvent(unit_id, key, day, EventKind(kind), *rest)
        for unit_id, key, day, kind, *rest in _rows(address, ordered)
    )


@st.cache_data(max_entries=FEW, show_spinner=False)
def findings(address: str, release_id: int) -> tuple[Finding, ...]:
    """What was found in the extracts."""
    names = ("dataset", "file", "column", "severity", "count", "lines", "message")
    statement = _numbered(tables.finding, names, release_id)
    return _each(address, statement, Finding)


@st.cache_data(max_entries=FEW, show_spinner=False)
def input_files(address: str, release_id: int) -> tuple[InputFile, ...]:
    """What the release was made from."""
    statement = _numbered(
        tables.input_file, ("authority", "file", "sheet", "dataset", "fingerprint", "rows"), release_id
    )
    return _each(address, statement, InputFile)


@st.cache_data(max_entries=FEW, show_spinner=False)
def policy_settings(address: str, release_id: int) -> tuple[PolicySetting, ...]:
    """The numbers by which the release was protected."""
    names = ("setting", "applies_to", "label", "value", "reason", "source")
    statement = _numbered(tables.policy_setting, names, release_id)
    return tuple(PolicySetting(SettingName(setting), *said) for setting, *said in _rows(address, statement))


@st.cache_data(max_entries=FEW, show_spinner=False)
def workload_settings(address: str, release_id: int) -> tuple[WorkloadSetting, ...]:
    """The limits, bands, weights and targets of every authority, by setting, oldest first."""
    names = ("unit_id", "setting", "applies_to", "applies_from", "value", "reason", "source")
    return _each(address, _numbered(tables.workload_setting, names, release_id), WorkloadSetting)


@st.cache_data(max_entries=FEW, show_spinner=False)
def weighted_loads(address: str, release_id: int) -> tuple[WeightedLoad, ...]:
    """Loads with case weights, the latest month first; none where every case counts for one."""
    held = tables.weighted_load.c
    statement = _columns(tables.weighted_load, ("unit_id", "period_end", "value", "symbol", "average_weight")).where(
        held.release_id == release_id
    )
    return tuple(
        WeightedLoad(unit_id, day, value, Symbol(symbol) if symbol else None, average)
        for unit_id, day, value, symbol, average in _rows(
            address, statement.order_by(held.period_end.desc(), held.unit_id)
        )
    )


@st.cache_data(max_entries=FEW, show_spinner=False)
def symbol_counts(address: str, release_id: int) -> tuple[SymbolCount, ...]:
    """Figures shown and hidden, by measure and level."""
    statement = (
        select(result.c.measure_key, unit.c.level, result.c.symbol, func.count())
        .join(unit, (unit.c.release_id == result.c.release_id) & (unit.c.unit_id == result.c.unit_id))
        .where(result.c.release_id == release_id)
        .group_by(result.c.measure_key, unit.c.level, result.c.symbol)
    )
    return tuple(
        SymbolCount(key, level, symbol and Symbol(symbol), cells)
        for key, level, symbol, cells in _rows(address, statement)
    )
