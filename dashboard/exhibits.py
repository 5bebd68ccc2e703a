"""One exhibit: a figure with its words, table, base, source and the very cells that it shows.

What lives here: everything that a page, and later a deck or workbook, needs to show one thing honestly, put together
from published cells without Streamlit. What does not: how it is laid out (`components.exhibit`), or new arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dashboard import charts, formats, messages, outlooks
from dashboard import usual as usual_words
from dashboard.cells import Benchmark, Cell, Definition, Outlook, Place, Series
from dashboard.readings import Part, Reading
from dashboard.usual import Usual
from pipelines.organisation import Unit

LONG_NAME = 60
"""Letters from which a comparator's name fills a chart's margin."""
NAMES_SHOWN_ABOVE = 2
"""Of the units above, at most the nearest and the highest are drawn beside a line."""


@dataclass(frozen=True, slots=True)
class Table:
    """Text as it is shown: headings, then rows, the first column naming the row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class About:
    """What a reader needs to trust one measure."""

    label: str
    definition: str
    base: str
    source: str
    data_to: date
    compared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Words, figure, table, what it rests on, and the cells (with their usual range and months ahead) for download."""

    key: str
    heading: str
    says: str
    figure: charts.Figure
    alt: str
    table: Table
    about: tuple[About, ...]
    cells: tuple[Cell, ...]
    note: str = ""
    ahead: tuple[Outlook, ...] = ()
    usual: Usual | None = None
    is_wide: bool = False
    """The table has more columns than fit beside the chart, so it stands below."""
    among: Mapping[str, tuple[float, float, float, str]] = field(default_factory=dict)
    """By unit: lower limit, pooled figure and upper limit among the others, and how it stands in a word."""


def about(reading: Reading, *, beside: bool = False) -> About:
    """Definition with its caveat, base, source and date, and the comparators of a measure that is not only `beside`."""
    definition = reading.definition
    end = reading.series[-1].period_end
    text = " ".join(formats.sentence(each) for each in (definition.definition, definition.caveat) if each)
    comparators = tuple(
        " ".join(
            formats.sentence(part)
            for part in (formats.benchmark(each, definition), _answered(each), each.note, each.source)
            if part
        )
        for each in reading.benchmarks
    )
    compared = () if beside else comparators
    return About(definition.label, text, formats.base(reading.latest, definition), definition.source, end, compared)


def _answered(beside: Benchmark) -> str:
    """How many people a published figure rests on, and that they chose themselves, where its note does not say so."""
    said = [f"{beside.respondents:,} respondents"] if beside.respondents else []
    said += ["self-selected"] if beside.self_selected and "elf-selected" not in beside.note + beside.population else []
    return ", ".join(said)


def _abouts(reading: Reading, companion: Reading | None) -> tuple[About, ...]:
    return (about(reading), about(companion, beside=True)) if companion else (about(reading),)


def history(
    place: Place,
    reading: Reading,
    companion: Reading | None = None,
    above: Sequence[tuple[Unit, Series]] = (),
    note: str = "",
    *,
    ahead: tuple[Outlook, ...] = (),
    usual: Usual | None = None,
) -> Exhibit:
    """One measure over time in the chosen unit, with its usual range and its months ahead where there are any."""
    definition = reading.definition
    counts = formats.is_count(definition)
    drawn_above = above[:1] if usual and usual.has_range else _nearest_and_highest(above)
    lines = [charts.Line(unit.name, series) for unit, series in drawn_above] if not counts else []
    marks = _published(reading) if not counts else []
    marks += _target(usual, marks, definition)
    beside = charts.Line(companion.definition.label, companion.series) if companion else None
    line = charts.Line(place.unit.name, reading.series)
    said = (messages.reads(reading, place), usual_words.says(usual), outlooks.says(ahead, definition))
    says = " ".join(sentence for sentence in said if sentence)
    notes = (note, messages.how_tested(reading), usual_words.note(usual), outlooks.ASSUMES if ahead else "")
    first, last = (
        formats.period(cell.period_end, definition.period_kind) for cell in (reading.series[0], reading.series[-1])
    )
    return Exhibit(
        key=f"history-{definition.key}",
        heading=f"{definition.label}, {place.unit.name}",
        says=says
        if companion is None
        else f"{says} {companion.definition.label}: {messages.reads(companion, place, comparators=0)}",
        figure=charts.over_time(line, definition, beside, lines, marks, ahead=ahead, usual=usual),
        alt=f"Line chart of {definition.label} in {place.unit.name}, {first} to {last}. "
        f"{says}{_withheld(reading)}{usual_words.marked(usual)}",
        table=_history_table(reading, companion, ahead, usual),
        about=_abouts(reading, companion),
        cells=(*reading.series, *(companion.series if companion else ())),
        note=" ".join(each for each in notes if each),
        ahead=ahead,
        usual=usual,
    )


def _published(reading: Reading) -> list[charts.Mark]:
    """The published comparators as lines; of those with long names only the first, or names would cover the chart."""
    marks = [charts.mark(each, reading.definition) for each in reading.benchmarks]
    return marks[:1] if any(len(each.name) > LONG_NAME for each in marks) else marks


def _target(usual: Usual | None, marks: Sequence[charts.Mark], definition: Definition) -> list[charts.Mark]:
    """The target as a line, unless a comparator stands at the same height."""
    if usual is None or usual.chart.target is None or usual.chart.target in {each.value for each in marks}:
        return []
    return [charts.Mark(f"Target {formats.number(usual.chart.target, definition)}", usual.chart.target)]


def _nearest_and_highest(above: Sequence[tuple[Unit, Series]]) -> Sequence[tuple[Unit, Series]]:
    return above if len(above) <= NAMES_SHOWN_ABOVE else (above[0], above[-1])


def _withheld(reading: Reading) -> str:
    withheld = [cell for cell in reading.series if not cell.is_shown]
    if not withheld:
        return ""
    why = formats.reason(withheld[-1].symbol, reading.definition.disclosure_rule)
    return f" {formats.sentence(f'{len(withheld)} of {len(reading.series)} periods have no figure ({why})')}"


def _history_table(reading: Reading, companion: Reading | None, ahead: Sequence[Outlook], usual: Usual | None) -> Table:
    definition = reading.definition
    beside = {cell.period_end: cell for cell in companion.series} if companion else {}
    with_interval = bool(ahead) or any(cell.interval for cell in reading.series)
    with_base = not formats.is_count(definition) and any(cell.base is not None for cell in reading.series)
    headings = [outlooks.PERIOD, outlooks.VALUE]
    headings += usual_words.HEADINGS if usual and usual.has_columns else []
    headings += [outlooks.INTERVAL] * with_interval + ["Base"] * with_base
    headings += [companion.definition.label] if companion else []
    rows = outlooks.rows(ahead, definition, headings)
    for cell in reversed(reading.series):
        row = [formats.short_period(cell.period_end, definition.period_kind), formats.short(cell, definition)]
        row += usual_words.columns(usual, cell, reading.series, definition) if usual and usual.has_columns else []
        row += [formats.interval(cell, definition)] * with_interval + [formats.plain_base(cell)] * with_base
        row += [_with_warning(beside.get(cell.period_end), companion.definition)] if companion else []
        rows.append(tuple(row))
    return Table(tuple(headings), tuple(rows))


def _with_warning(cell: Cell | None, definition: Definition) -> str:
    """A figure beside another; a low response rate says what it makes of the survey."""
    return formats.short(cell, definition) + (", indicative" if messages.is_indicative(cell, definition) else "")


def side_by_side(
    place: Place, reading: Reading, compared: Sequence[Part], companion: Reading | None = None, note: str = ""
) -> Exhibit:
    """One measure in the parts of the chosen unit, in the organisation's order: no ranking."""
    definition = reading.definition
    counts = formats.is_count(definition)
    marks = [] if counts else _own_and_published(place, reading)
    kind = formats.level(compared[0].unit.level, len(compared))
    says = _says_side_by_side(compared, definition)
    bars = [charts.Bar(part.unit.name, part.latest, part.earlier) for part in compared]
    when = formats.period(compared[0].latest.period_end, definition.period_kind)
    return Exhibit(
        key=f"parts-{definition.key}",
        heading=f"{definition.label}, {kind} of {place.unit.name}, {when}",
        says=says,
        figure=charts.side_by_side(bars, definition, marks),
        alt=f"Chart of {definition.label} in the {kind} of {place.unit.name}, {when}. {says}",
        table=_parts_table(compared, definition, companion),
        about=_abouts(reading, companion),
        cells=tuple(
            cell for part in compared for cell in (part.latest, part.earlier, part.companion) if cell is not None
        ),
        note=note
        or ("Hollow circles: a year earlier." if any(part.earlier for part in compared) and not counts else ""),
    )


def _own_and_published(place: Place, reading: Reading) -> list[charts.Mark]:
    marks = _published(reading)
    if reading.value is not None:
        marks.append(
            charts.Mark(f"{place.unit.name}: {formats.number(reading.value, reading.definition)}", reading.value)
        )
    return marks


def _says_side_by_side(compared: Sequence[Part], definition: Definition) -> str:
    values = [part.latest.value for part in compared if part.latest.value is not None]
    level, withheld = compared[0].unit.level, len(compared) - len(values)
    if not values:
        why = formats.reason(compared[0].latest.symbol, definition.disclosure_rule)
        return formats.sentence(f"No {formats.level(level)} has a figure to show: {why}")
    span = f"from {formats.number(min(values), definition)} to {formats.amount(max(values), definition)}"
    said = f"{formats.how_many(len(values), f'{formats.level(level)} is', f'{formats.level(level, 2)} range')} {span}"
    if len(values) == 1:
        said = f"one {formats.level(level)} can be shown, at {formats.amount(values[0], definition)}"
    return formats.sentence(f"{said}; {formats.how_many(withheld, 'is', 'are')} not shown" if withheld else said)


def _parts_table(compared: Sequence[Part], definition: Definition, companion: Reading | None) -> Table:
    kind = definition.period_kind
    then = next((part.earlier for part in compared if part.earlier), None)
    with_interval = any(part.latest.interval for part in compared)
    with_base = not formats.is_count(definition) and any(part.latest.base is not None for part in compared)
    headings = [formats.sentence(formats.level(compared[0].unit.level))[:-1]]
    headings += [formats.short_period(compared[0].latest.period_end, kind)]
    headings += ["95% interval"] * with_interval + ["Base"] * with_base
    headings += [formats.short_period(then.period_end, kind)] if then else []
    headings += [companion.definition.label] if companion else []
    rows = []
    for part in compared:
        row = [part.unit.name, formats.short(part.latest, definition)]
        row += [formats.interval(part.latest, definition)] * with_interval
        row += [formats.plain_base(part.latest)] * with_base
        row += [formats.short(part.earlier, definition)] if then else []
        row += [_with_warning(part.companion, companion.definition)] if companion else []
        rows.append(tuple(row))
    return Table(tuple(headings), tuple(rows))


def by_kind(place: Place, reading: Reading, kinds: Sequence[Cell]) -> Exhibit:
    """One count broken down, at the reading's own period, the largest first."""
    definition = reading.definition
    ordered = sorted(kinds, key=lambda cell: (cell.value is None, -(cell.value or 0.0), cell.breakdown))
    names = [formats.breakdown(cell.breakdown) for cell in ordered]
    bars = [charts.Bar(name, cell) for name, cell in zip(charts.short_names(names), ordered, strict=True)]
    when = formats.period(ordered[0].period_end, definition.period_kind)
    shown = [cell for cell in ordered if cell.value is not None]
    says = _says_by_kind(shown, len(ordered) - len(shown), definition)
    return Exhibit(
        key=f"kinds-{definition.key}",
        heading=f"{definition.label} by kind, {place.unit.name}, {when}",
        says=says,
        figure=charts.side_by_side(bars, definition),
        alt=f"Bar chart of {definition.label} by kind in {place.unit.name}, {when}. {says}",
        table=Table(
            ("Kind", formats.short_period(ordered[0].period_end, definition.period_kind)),
            tuple((name, formats.short(cell, definition)) for name, cell in zip(names, ordered, strict=True)),
        ),
        about=(about(reading),),
        cells=tuple(ordered),
    )


def _says_by_kind(shown: Sequence[Cell], withheld: int, definition: Definition) -> str:
    if not shown:
        return "No kind has a figure to show."
    most = shown[0]
    name = formats.breakdown(most.breakdown)
    quoted = f"“{name}”" if formats.is_title(most.breakdown) else name
    said = f"{quoted} is the most frequent, {formats.amount(most.value or 0.0, definition)}"
    return formats.sentence(
        f"{said}; {formats.how_many(withheld, 'kind is', 'kinds are')} not shown" if withheld else said
    )
