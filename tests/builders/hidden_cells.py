"""Which cells of a release are hidden, and whether something that was sent to a browser keeps to that.

What lives here: charts, tables, cards and downloads read back into the cells they show, each compared with the release:
a hidden cell has no number at its place, a shown one has its own. What does not: how anything came to the browser.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from dashboard import formats
from dashboard.charts import fan, usual_range
from dashboard.charts.quadrants import ROOM_BEYOND_LINE
from dashboard.readings import LIMIT
from dashboard.usual import HEADINGS
from pipelines import published
from pipelines.published import DisclosureRule, Symbol

ROOM_ABOVE = 1.12
CLOSE = 1e-6
DRAWN_TO = 0.05 + CLOSE
"""Half of the last decimal of what is drawn of a percentage."""
ROUNDED_TO = 0.5 + CLOSE
ARRAYS = {"x", "y", "text", "customdata"}
REASONS = {formats.reason(Symbol(symbol), rule) for symbol in Symbol for rule in DisclosureRule}
ROW = re.compile(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", re.DOTALL)
TABLE_CELL = re.compile(r"<td data-head=\"(.*?)\">(.*?)</td>", re.DOTALL)
CARD = re.compile(
    r'<h3 title="[^"]*">(.*?)</h3><p class="figure([^"]*)">(.*?) <span>(.*?)</span></p>(.*?)<p class="when">'
)
PRESSURE = re.compile(r'<td role="cell" class="([^"]*)"[^>]*><b>(.*?)</b> <span>(.*?)</span>')


@dataclass(frozen=True)
class Figure:
    """A cell as published."""

    value: float | None
    symbol: str | None
    numbers: tuple[float, ...]

    @property
    def is_hidden(self) -> bool:
        return self.symbol is not None


@dataclass(frozen=True)
class Book:
    """Every cell of a release by (unit, measure, period, kind), and what units and measures are called."""

    cells: Mapping[tuple[str, str, date, str], Figure]
    units: Mapping[str, str]
    measures: Mapping[str, str]
    benchmarks: frozenset[float]
    outlooks: Mapping[tuple[str, str, date], tuple[float, float, float]]
    usual: Mapping[tuple[str, str], Sequence[tuple[date, date, float, float | None, float | None]]]
    special: frozenset[tuple[str, str, date]]
    targets: Mapping[tuple[str, str], float | None]
    scales: Mapping[str, tuple[float, float]]

    @cached_property
    def unit_called(self) -> Mapping[str, str]:
        return {name: unit_id for unit_id, name in self.units.items()}

    @cached_property
    def measure_called(self) -> Mapping[str, str]:
        return {label: key for key, label in self.measures.items()}


def read(connection: Connection) -> Book:
    """The book of the only release in a database."""
    result, unit, measure = published.result.c, published.unit.c, published.measure.c
    ahead, limit, point, chart = (
        published.outlook.c,
        published.chart_limit.c,
        published.chart_point.c,
        published.chart.c,
    )
    usual: dict[tuple[str, str], list[tuple[date, date, float, float | None, float | None]]] = {}
    for unit_id, key, *held in connection.execute(
        select(limit.unit_id, limit.measure_key, limit.first_period, limit.last_period, limit.centre, limit.lower,
               limit.upper)
    ):  # fmt: skip
        first, last, *numbers = held
        centre, lower, upper = numbers
        # No figure is less than none, and no range is drawn or told to reach below it.
        clipped = None if lower is None else max(lower, 0.0)
        usual.setdefault((unit_id, key), []).append((first, last, centre, clipped, upper))
    rows = connection.execute(
        select(result.unit_id, result.measure_key, result.period_end, result.breakdown, result.value, result.symbol,
               result.base, result.lower, result.upper)
    )  # fmt: skip
    return Book(
        {
            (unit_id, key, end, kind): Figure(value, symbol, tuple(n for n in (value, *beside) if n is not None))
            for unit_id, key, end, kind, value, symbol, *beside in rows
        },
        dict(connection.execute(select(unit.unit_id, unit.name)).all()),
        dict(connection.execute(select(measure.measure_key, measure.label)).all()),
        frozenset(
            number
            for column in (published.benchmark.c.value, published.benchmark.c.lower, published.benchmark.c.upper)
            for number in (*connection.scalars(select(column)), LIMIT.value)
            if number is not None
        ),
        {
            (unit_id, key, end): tuple(limits)
            for unit_id, key, end, *limits in connection.execute(
                select(ahead.unit_id, ahead.measure_key, ahead.period_end, ahead.lower, ahead.middle, ahead.upper)
            )
        },
        usual,
        frozenset(map(tuple, connection.execute(select(point.unit_id, point.measure_key, point.period_end)))),
        {
            (unit_id, key): target
            for unit_id, key, target in connection.execute(select(chart.unit_id, chart.measure_key, chart.target))
        },
        {
            key: (least, most)
            for key, least, most in connection.execute(
                select(measure.measure_key, measure.least, measure.most).where(measure.unit == "score")
            )
        },
    )


def check_over_time(spec: Mapping[str, Any], book: Book, unit_id: str, key: str) -> int:
    """A chart of one unit over time; how many hidden cells were looked for in it."""
    hidden = 0
    shown: list[float] = [1.0, *book.benchmarks, book.targets.get((unit_id, key)) or 0.0]
    for trace in spec["data"]:
        _has_no_other_array(trace)
        if trace.get("name") in {usual_range.RANGE, usual_range.AVERAGE}:
            shown += _check_usual(trace, book, unit_id, key)
            continue
        ends = [date.fromisoformat(day) for day in trace["x"]]
        if trace["type"] == "bar":
            assert {book.cells[unit_id, key, end, ""].is_hidden for end in ends} == {True}
            assert set(trace["customdata"]) <= REASONS
            assert set(trace["y"]) == {1}
        elif trace.get("name") == usual_range.SPECIAL:
            _check_special(trace, book, unit_id, key)
        elif trace.get("name") == fan.NAME:
            shown += _check_ahead(trace, book, unit_id, key)
        elif "fill" in trace:
            assert not [end for end in ends if book.cells[unit_id, key, end, ""].is_hidden]
            shown += trace["y"]
        else:
            whose = _whose(trace["hovertemplate"].split(", ")[0], book, unit_id, key)
            for end, drawn in zip(ends, trace["y"], strict=True):
                figure = book.cells[(*whose, end, "")]
                assert (drawn is None) == figure.is_hidden
                hidden += figure.is_hidden
                shown += figure.numbers
                assert drawn is None or abs(drawn - (figure.value or 0.0)) < CLOSE
            for drawn, told in zip(trace["y"], trace.get("customdata", ()), strict=bool(trace.get("customdata"))):
                assert drawn is not None or told == ""
    _ends_at_something_shown(shown, spec["layout"]["yaxis"]["range"], book.scales.get(key))
    return hidden


def _check_ahead(trace: Mapping[str, Any], book: Book, unit_id: str, key: str) -> list[float]:
    """The fan holds the latest shown figure and the published outlook of the same unit and measure, nothing else."""
    own = {
        end: figure.value for (*whose, end, kind), figure in book.cells.items() if (*whose, kind) == (unit_id, key, "")
    }
    latest = max(own)
    limits: list[float] = []
    for day, drawn in zip(trace["x"], trace["y"], strict=True):
        end = date.fromisoformat(day)
        held = (own[latest],) if end == latest else book.outlooks[unit_id, key, end]
        assert any(value is not None and abs(drawn - value) <= DRAWN_TO for value in held)
        limits += [value for value in held if value is not None]
    assert len(trace.get("customdata", trace["x"])) == len(trace["x"])
    return limits


def check_readiness(spec: Mapping[str, Any], book: Book, teams: Sequence[str], keys: tuple[str, str], end: date) -> int:
    """Teams as points of two measures: those whose both cells are shown, at their own figures; how many were left."""
    figures = {team: [book.cells[team, key, end, ""] for key in keys] for team in teams}
    drawn: dict[str, tuple[float, float]] = {}
    for trace in spec["data"]:
        _has_no_other_array(trace)
        assert len(trace["x"]) == len(trace["y"]) == len(trace["customdata"])
        drawn |= {
            book.unit_called[name]: at for name, *at in zip(trace["customdata"], trace["x"], trace["y"], strict=True)
        }
    assert set(drawn) == {team for team, both in figures.items() if not any(figure.is_hidden for figure in both)}
    for team, at in drawn.items():
        for number, figure in zip(at, figures[team], strict=True):
            assert abs(number - (figure.value or 0.0)) < CLOSE
    named = " ".join(" ".join(note["text"].split("<br>")) for note in spec["layout"]["annotations"])
    assert not [team for team in figures if team not in drawn and book.units[team] in named]
    shown = [figure.value for both in figures.values() for figure in both if figure.value is not None]
    lines = [shape["x0"] for shape in spec["layout"]["shapes"] if shape["type"] == "line" and shape["xref"] == "x"]
    whole = [figure.value for (_, key, when, _), figure in book.cells.items() if (key, when) == (keys[0], end)]
    assert set(lines) <= set(whole)
    beyond = [line * ROOM_BEYOND_LINE for line in lines]
    _ends_at_something_shown([*shown, *beyond], spec["layout"]["xaxis"]["range"])
    assert spec["layout"]["yaxis"]["range"] == [0, 100]
    return len(figures) - len(drawn)


def check_scenario(spec: Mapping[str, Any], book: Book, end: date) -> int:
    """A load now and as it would be, with no lever moved: both are the published figure of a team that is shown."""
    for trace in spec["data"]:
        _has_no_other_array(trace)
        for name, drawn in zip(trace["y"], trace["x"], strict=True):
            figure = book.cells[book.unit_called[" ".join(name.split("<br>"))], "load_ratio", end, ""]
            assert figure.value is not None
            assert abs(drawn - figure.value) <= DRAWN_TO
    return len(spec["data"][0]["y"])


def _check_usual(trace: Mapping[str, Any], book: Book, unit_id: str, key: str) -> list[float]:
    """Range and average hold the published limits of the same unit and measure, where they hold, and nothing else."""
    limits = book.usual[unit_id, key]
    numbers = [number for _, _, *held in limits for number in held if number is not None]
    own = [end for unit, of, end, kind in book.cells if (unit, of, kind) == (unit_id, key, "")]
    for day, drawn in zip(trace["x"], trace["y"], strict=True):
        assert min(own) <= date.fromisoformat(day) <= max(own)
        near = [held for first, last, *held in limits if _reaches(first, last, date.fromisoformat(day))]
        assert any(abs(drawn - number) <= DRAWN_TO for held in near for number in held if number is not None)
    return numbers


def _reaches(first: date, last: date, day: date) -> bool:
    """A stretch is drawn half a month beyond its ends; one that an earlier chosen month cuts off ends there."""
    return first - usual_range.HALF_A_MONTH <= day <= last + usual_range.HALF_A_MONTH


def _check_special(trace: Mapping[str, Any], book: Book, unit_id: str, key: str) -> None:
    """Only shown figures that the release calls special are marked, each at its own height."""
    for day, drawn in zip(trace["x"], trace["y"], strict=True):
        end = date.fromisoformat(day)
        assert (unit_id, key, end) in book.special
        value = book.cells[unit_id, key, end, ""].value
        assert value is not None
        assert abs(drawn - value) < CLOSE


def _whose(name: str, book: Book, unit_id: str, key: str) -> tuple[str, str]:
    """A line is called after its unit, or after the measure that stands beside the chosen one."""
    return (book.unit_called[name], key) if name in book.unit_called else (unit_id, book.measure_called[name])


def check_profile(spec: Mapping[str, Any], book: Book, unit_id: str, keys: Sequence[str], end: date) -> int:
    """Several results of a unit below each other: those that are shown, at their own figures; how many are hidden."""
    cells = {key: book.cells[unit_id, key, end, ""] for key in keys}
    shown = {_short_name(book.measures[key]): figure for key, figure in cells.items() if not figure.is_hidden}
    for trace in spec["data"]:
        if "error_x" not in trace:
            assert all(value is None or value in book.benchmarks for value in trace["x"])
            continue
        names = [" ".join(name.split("<br><i>")[0].split("<br>")).casefold() for name in trace["y"]]
        assert set(names) == set(shown)
        for name, value in zip(names, trace["x"], strict=True):
            assert abs(value - (shown[name].value or 0.0)) < CLOSE
        assert len(trace["error_x"]["array"]) == len(trace["error_x"]["arrayminus"]) == len(names)
    return len(cells) - len(shown)


def _short_name(label: str) -> str:
    return label.removeprefix("Management Standards: ").casefold()


def check_panels(spec: Mapping[str, Any], book: Book, unit_id: str, keys: Sequence[str]) -> int:
    """Measures above each other on one timeline, each on its own axis; how many hidden cells were looked for."""
    hidden = 0
    for trace in spec["data"]:
        key = keys[int(trace["yaxis"].removeprefix("y") or 1) - 1]
        figures = [book.cells[unit_id, key, date.fromisoformat(day), ""] for day in trace["x"]]
        if trace["mode"] == "markers":
            assert {figure.is_hidden for figure in figures} == {True}
            assert set(trace["y"]) == {0}
            continue
        for drawn, figure in zip(trace["y"], figures, strict=True):
            assert (drawn is None) == figure.is_hidden
            assert drawn is None or abs(drawn - (figure.value or 0.0)) < CLOSE
            hidden += figure.is_hidden
        for reach in (*trace.get("error_y", {}).get("array", ()), *trace.get("error_y", {}).get("arrayminus", ())):
            assert reach >= 0
    return hidden


def check_side_by_side(
    spec: Mapping[str, Any],
    cells: Mapping[str, Figure],
    others: Sequence[float],
    scale: tuple[float, float] | None = None,
) -> int:
    """Units or kinds below each other (`cells` by the name of the row); `others`, or its `scale`, may set the axis."""
    hidden = {name for name, figure in cells.items() if figure.is_hidden}
    drawn: list[float] = []
    for trace in spec["data"]:
        _has_no_other_array(trace)
        names = [" ".join(name.split("<br>")) for name in trace["y"]]
        is_now = ", before" not in trace["hovertemplate"]
        assert not is_now or not hidden & set(names)
        assert len(trace["x"]) == len(names) == len(trace.get("text", names))
        for name, value in zip(names, trace["x"], strict=True):
            assert not is_now or abs(value - (cells[name].value or 0.0)) < CLOSE
    drawn += [number for figure in cells.values() for number in figure.numbers]
    at_rows = {" ".join(str(note["y"]).split("<br>")): note["text"] for note in spec["layout"].get("annotations", ())}
    for name in hidden:
        symbol, _, words = re.sub("</?i>", "", at_rows[name]).partition(": ")
        assert symbol == cells[name].symbol
        assert any(reason.startswith(words) for reason in REASONS)
    _ends_at_something_shown([*drawn, *others, 1.0], spec["layout"]["xaxis"]["range"], scale)
    return len(hidden)


def _has_no_other_array(trace: Mapping[str, Any]) -> None:
    """Numbers stand in arrays; one that is not looked at here would be a way out."""
    assert {key for key, value in trace.items() if isinstance(value, list)} <= ARRAYS
    assert set(trace.get("error_x", {})) <= {"type", "symmetric", "array", "arrayminus", "color", "thickness", "width"}
    assert not [value for value in trace.get("marker", {}).values() if isinstance(value, list)], "sized by figures"


def _ends_at_something_shown(
    numbers: Sequence[float], axis: Sequence[float], scale: tuple[float, float] | None = None
) -> None:
    """An axis is set by something shown, or by the ends that everybody's score has, never by what is hidden."""
    if scale is not None:
        assert tuple(axis) == scale
        return
    assert any(abs(axis[0] / ROOM_ABOVE - number) < CLOSE for number in (0.0, *numbers)), axis
    assert any(abs(axis[1] / ROOM_ABOVE - number) < CLOSE for number in numbers), axis


def check_table(markup: str, hidden: Mapping[str, bool]) -> int:
    """A table of figures (`hidden` by the name of the row): in a hidden row stand words and dashes only."""
    rows = {html.unescape(name): TABLE_CELL.findall(cells) for name, cells in ROW.findall(_figures(markup))}
    assert set(rows) == set(hidden)
    for name, cells in rows.items():
        (_, figure), *others = cells
        assert figure.startswith(tuple(f"{symbol} (" for symbol in Symbol)) == hidden[name], name
        beside = {text for head, text in others if head in {"95% interval", "Base", *HEADINGS}}
        assert not hidden[name] or beside <= {"–"}
        assert hidden[name] or re.match(r"-?\d", figure)
    return sum(hidden.values())


def _figures(markup: str) -> str:
    return markup.partition('<div class="scrolls figures"')[2].partition("</table>")[0]


def check_cards(markup: str) -> int:
    """Every card shows a figure with its unit, or a symbol, a reason and nothing else; how many were withheld."""
    withheld = 0
    for _, state, figure, unit, below in CARD.findall(markup):
        if "withheld" in state:
            withheld += 1
            said = html.unescape(re.sub("<.*?>", "", below))
            assert figure in set(Symbol)
            assert unit == ""
            assert said in {formats.sentence(reason) for reason in REASONS}
        else:
            assert re.match(r"-?\d", figure)
    return withheld


def check_pressures(markup: str) -> int:
    """The table of pressures: a cell without a figure shows its symbol; how many there were."""
    withheld = [(figure, word) for state, figure, word in PRESSURE.findall(markup) if "withheld" in state]
    assert {figure for figure, _ in withheld} <= {*Symbol, "–"}
    assert {word for _, word in withheld} <= {"hidden", "no figure"}
    return len(withheld)


USUAL = ("usual_lower", "usual_middle", "usual_upper", "stands_out")


def _is_usual(row: Mapping[str, str], limits: Sequence[tuple[date, date, float, float | None, float | None]]) -> bool:
    """Whether a row repeats, rounded, the limits that hold in its month."""
    end = date.fromisoformat(row["period_end"])
    held = next(numbers for first, last, *numbers in limits if first <= end <= last)
    told = [row[column] for column in ("usual_middle", "usual_lower", "usual_upper")]
    return all(
        text == "" if number is None else abs(float(text) - number) <= ROUNDED_TO
        for text, number in zip(told, held, strict=True)
    )


def check_download(body: bytes, book: Book) -> int:
    """The rows of a download of figures: the published cell or its symbol alone; how many were hidden."""
    hidden = 0
    for row in csv.DictReader(io.StringIO(body.decode())):
        key = book.measure_called[row["measure"]]
        if row["status"] == "outlook":
            held = book.outlooks[row["unit_id"], key, date.fromisoformat(row["period_end"])]
            assert [float(row[column]) for column in ("lower_95", "value", "upper_95")] == [round(n) for n in held]
            assert row["symbol"] == row["base"] == ""
            continue
        figure = book.cells[row["unit_id"], key, date.fromisoformat(row["period_end"]), row["breakdown"]]
        assert row["symbol"] == (figure.symbol or "")
        assert (row["value"] == "") == figure.is_hidden
        if figure.is_hidden:
            hidden += 1
            assert {row[column] for column in ("value", "base", "lower_95", "upper_95", *USUAL)} == {""}
        elif row["usual_middle"]:
            assert row["breakdown"] == ""
            assert _is_usual(row, book.usual[row["unit_id"], key])
    return hidden
