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
from dashboard.charts import fan
from dashboard.readings import LIMIT
from pipelines import published
from pipelines.published import DisclosureRule, Symbol

ROOM_ABOVE = 1.12
CLOSE = 1e-6
DRAWN_TO = 0.05 + CLOSE
"""Half of the last decimal of what is drawn of a percentage."""
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

    @cached_property
    def unit_called(self) -> Mapping[str, str]:
        return {name: unit_id for unit_id, name in self.units.items()}

    @cached_property
    def measure_called(self) -> Mapping[str, str]:
        return {label: key for key, label in self.measures.items()}


def read(connection: Connection) -> Book:
    """The book of the only release in a database."""
    result, unit, measure = published.result.c, published.unit.c, published.measure.c
    ahead = published.outlook.c
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
        frozenset([*connection.scalars(select(published.benchmark.c.value)), LIMIT.value]),
        {
            (unit_id, key, end): tuple(limits)
            for unit_id, key, end, *limits in connection.execute(
                select(ahead.unit_id, ahead.measure_key, ahead.period_end, ahead.lower, ahead.middle, ahead.upper)
            )
        },
    )


def check_over_time(spec: Mapping[str, Any], book: Book, unit_id: str, key: str) -> int:
    """A chart of one unit over time; how many hidden cells were looked for in it."""
    hidden = 0
    shown: list[float] = [1.0, *book.benchmarks]
    for trace in spec["data"]:
        _has_no_other_array(trace)
        ends = [date.fromisoformat(day) for day in trace["x"]]
        if trace["type"] == "bar":
            assert {book.cells[unit_id, key, end, ""].is_hidden for end in ends} == {True}
            assert set(trace["customdata"]) <= REASONS
            assert set(trace["y"]) == {1}
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
    _ends_above_one_of(shown, spec["layout"]["yaxis"]["range"])
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


def _whose(name: str, book: Book, unit_id: str, key: str) -> tuple[str, str]:
    """A line is called after its unit, or after the measure that stands beside the chosen one."""
    return (book.unit_called[name], key) if name in book.unit_called else (unit_id, book.measure_called[name])


def check_side_by_side(spec: Mapping[str, Any], cells: Mapping[str, Figure], others: Sequence[float]) -> int:
    """Units or kinds below each other (`cells` by the name of the row); `others` may also set the scale."""
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
    _ends_above_one_of([*drawn, *others, 1e-9], spec["layout"]["xaxis"]["range"])
    return len(hidden)


def _has_no_other_array(trace: Mapping[str, Any]) -> None:
    """Numbers stand in arrays; one that is not looked at here would be a way out."""
    assert {key for key, value in trace.items() if isinstance(value, list)} <= ARRAYS
    assert set(trace.get("error_x", {})) <= {"type", "symmetric", "array", "arrayminus", "color", "thickness", "width"}
    assert not [value for value in trace.get("marker", {}).values() if isinstance(value, list)], "sized by figures"


def _ends_above_one_of(numbers: Sequence[float], axis: Sequence[float]) -> None:
    """A scale is set by something shown, never by what is hidden."""
    assert axis[0] == 0
    assert any(abs(axis[1] / ROOM_ABOVE - number) < CLOSE for number in numbers), axis


def check_table(markup: str, hidden: Mapping[str, bool]) -> int:
    """A table of figures (`hidden` by the name of the row): in a hidden row stand words and dashes only."""
    rows = {html.unescape(name): TABLE_CELL.findall(cells) for name, cells in ROW.findall(_figures(markup))}
    assert set(rows) == set(hidden)
    for name, cells in rows.items():
        (_, figure), *others = cells
        assert figure.startswith(tuple(f"{symbol} (" for symbol in Symbol)) == hidden[name], name
        beside = {text for head, text in others if head in {"95% interval", "Base"}}
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
            assert {row[column] for column in ("value", "base", "lower_95", "upper_95")} == {""}
    return hidden
