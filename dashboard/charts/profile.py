"""Several survey results below each other on one scale: each with its interval, and with what was published beside it.

What lives here: the drawing. What does not: which results stand together (`profiles`), or what is said of them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard import formats, theme
from dashboard.cells import Benchmark, Cell, Definition
from dashboard.charts.parts import Figure, drawn, hover
from dashboard.charts.side_by_side import LINE_HEIGHT, row_name

ROW: Final = 46
ROOM: Final = 46
LEGEND_LINE, LEGEND_WIDTH = 18, 44
RANGE: Final = "rgba(128, 22, 80, 0.16)"


@dataclass(frozen=True, slots=True)
class Result:
    """One row: a name, its figure, what was published of the same question, and a word or two below the name."""

    name: str
    cell: Cell
    definition: Definition
    published: Benchmark | None = None
    word: str = ""


def profile(results: Sequence[Result], ends: tuple[float, float]) -> Figure:
    """Rows in the order given; `ends` are those of the scale, so that nothing is drawn larger than it is."""
    names = [_named(each) for each in results]
    shown = [(name, each) for name, each in zip(names, results, strict=True) if each.cell.is_shown]
    beside = [(name, each.published) for name, each in zip(names, results, strict=True) if each.published]
    legend = _legend(beside)
    lines = max((name.count("<br>") for name in names), default=0)
    return {
        "data": [*_ranges(beside), *_published(beside, results), *_results(shown)],
        "layout": {
            "template": theme.TEMPLATE,
            "height": len(results) * (ROW + LINE_HEIGHT * max(lines - 1, 0)) + ROOM + LEGEND_LINE * len(legend),
            "margin": {"t": 12 + LEGEND_LINE * len(legend), "r": 52},
            "hovermode": "closest",
            "annotations": [_above(legend)] * bool(legend)
            + [_figure(name, each) for name, each in shown]
            + [_reason(name, each) for name, each in zip(names, results, strict=True) if not each.cell.is_shown],
            "xaxis": _axis(ends, results[0].definition),
            "yaxis": {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": list(reversed(names)),
                "range": [-0.6, len(results) - 0.4],
                "showgrid": True,
                "ticks": "",
            },
        },
    }


def _named(of: Result) -> str:
    below = f"<br><i>{of.word}</i>" if of.word else ""
    return f"{row_name(of.name)}{below}"


def _axis(ends: tuple[float, float], definition: Definition) -> Figure:
    least, most = ends
    reach = (most - least) / 100
    return {
        "range": [least - reach, most + reach],
        "showgrid": True,
        "gridcolor": theme.GRID,
        "nticks": 6,
        "ticksuffix": formats.PERCENT if definition.unit == formats.PERCENT else "",
    }


def _legend(beside: Sequence[tuple[str, Benchmark]]) -> list[str]:
    """What the upright line and the pale bar are, in lines that a phone has room for."""
    if not beside:
        return []
    each = beside[0][1]
    ranged = "; pale bar: lowest to highest organisation" if each.lower is not None else ""
    return textwrap.wrap(f"| {each.population}, {each.year}{ranged}", LEGEND_WIDTH)


def _above(legend: Sequence[str]) -> Figure:
    return {
        "xref": "paper",
        "x": 1,
        "xanchor": "right",
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "align": "right",
        "text": "<br>".join(legend),
        "showarrow": False,
        "font": {"color": theme.REFERENCE, "size": theme.LABEL_SIZE},
    }


def _ranges(beside: Sequence[tuple[str, Benchmark]]) -> list[Figure]:
    """From the lowest to the highest published mean, where a range was published."""
    with_range = [(name, each) for name, each in beside if each.lower is not None and each.upper is not None]
    x: list[Any] = []
    y: list[Any] = []
    for name, each in with_range:
        x += [each.lower, each.upper, None]
        y += [name, name, None]
    if not with_range:
        return []
    line = {"color": RANGE, "width": 13}
    return [{"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}]


def _published(beside: Sequence[tuple[str, Benchmark]], results: Sequence[Result]) -> list[Figure]:
    if not beside:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [each.value for _, each in beside],
            "y": [name for name, _ in beside],
            "marker": {"symbol": "line-ns", "size": 17, "line": {"width": 2.5, "color": theme.REFERENCE}},
            "text": [f"{each.population}, {each.year}" for _, each in beside],
            "hovertemplate": f"%{{text}}: {hover(results[0].definition, 'x')}<extra></extra>",
        }
    ]


def _results(shown: Sequence[tuple[str, Result]]) -> list[Figure]:
    cells = [each.cell for _, each in shown]
    values = [cell.value or 0.0 for cell in cells]
    limits = [cell.interval or (value, value) for cell, value in zip(cells, values, strict=True)]
    each = [result.definition for _, result in shown]
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [drawn(value, of) for value, of in zip(values, each, strict=True)],
            "y": [name for name, _ in shown],
            "cliponaxis": False,
            "marker": {"size": 11, "color": theme.MAIN},
            "error_x": {
                "type": "data",
                "symmetric": False,
                "array": [drawn(upper - value, of) for value, (_, upper), of in zip(values, limits, each, strict=True)],
                "arrayminus": [
                    drawn(value - low, of) for value, (low, _), of in zip(values, limits, each, strict=True)
                ],
                "color": theme.MAIN,
                "thickness": 1.5,
                "width": 4,
            },
            "text": [result.name for _, result in shown],
            "hovertemplate": f"%{{text}}: {hover(shown[0][1].definition, 'x')}<extra></extra>" if shown else "",
        }
    ]


def _figure(name: str, of: Result) -> Figure:
    """The figure in a column of its own at the right."""
    return {
        "xref": "paper",
        "x": 1.01,
        "xanchor": "left",
        "y": name,
        "text": f"<b>{formats.short(of.cell, of.definition)}</b>",
        "showarrow": False,
        "font": {"color": theme.MAIN, "size": theme.LABEL_SIZE},
    }


def _reason(name: str, of: Result) -> Figure:
    """In a row without a number, the symbol and its reason where a mark would stand."""
    words = formats.reason(of.cell.symbol, of.definition.disclosure_rule).split(":")[0]
    return {
        "xref": "paper",
        "x": 0.01,
        "xanchor": "left",
        "y": name,
        "yshift": 12,
        "text": f"<i>{formats.symbol(of.cell)}: {words}</i>",
        "showarrow": False,
        "font": {"color": theme.MUTED, "size": 12},
    }
