"""Units or parts below each other on one scale: counts as bars, all else as points with their interval."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from dashboard import formats, theme
from dashboard.cells import Definition
from dashboard.charts.parts import Bar, Figure, Mark, across, drawn, ends, hover, value_axis, values
from pipelines.published import Symbol

ROW_NAME_WIDTH: Final = 28
"""Letters of a row's name before it breaks."""
LINE_HEIGHT: Final = 14
MARK_ROW: Final = 20
MARK_NAME_WIDTH: Final = 40
"""Letters of a mark's name before it breaks, where it stands above a chart."""


def side_by_side(bars: Sequence[Bar], definition: Definition, marks: Sequence[Mark] = ()) -> Figure:
    """Units or parts below each other on one scale, in the order given; counts as bars, all else as points."""
    bars = [replace(bar, name=row_name(bar.name)) for bar in bars]
    shown = [bar for bar in bars if bar.latest.is_shown]
    traces = _counts(shown, definition) if formats.is_count(definition) else _points(shown, definition)
    earlier = [bar.earlier for bar in shown if bar.earlier and bar.earlier.is_shown]
    scale = ends([*(bar.latest for bar in shown), *earlier], [each.value for each in marks], definition)
    return {
        "data": traces,
        "layout": {
            "template": theme.TEMPLATE,
            "height": len(bars) * row_height(bar.name for bar in bars) + 46 + _room_for(marks),
            "margin": {"t": 8 + _room_for(marks), "r": 56},
            "hovermode": "closest",
            "barmode": "overlay",
            "bargap": 0.35,
            "shapes": [across(each.value, "x") for each in marks],
            "annotations": [*_top_labels(marks, sum(scale)), *_figures(shown, definition), *_reasons(bars, definition)],
            "xaxis": value_axis(definition) | {"range": list(scale), "showgrid": True, "gridcolor": theme.GRID},
            "yaxis": {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": [bar.name for bar in reversed(bars)],
                "range": [-0.6, len(bars) - 0.4],
                "showgrid": False,
                "ticks": "",
            },
        },
    }


def row_name(name: str) -> str:
    """A name broken into short lines, so that a phone has room left for the figures."""
    return "<br>".join(textwrap.wrap(name, ROW_NAME_WIDTH))


def short_names(names: Sequence[str]) -> list[str]:
    """Long names cut to what about two lines hold; whole where two of them would then read alike."""
    short = [textwrap.shorten(name, 2 * ROW_NAME_WIDTH, placeholder=" …") for name in names]
    return short if len(set(short)) == len(set(names)) else list(names)


def row_height(names: Iterable[str]) -> int:
    """Pixels for each row: more where a name takes two lines."""
    return theme.ROW_HEIGHT + LINE_HEIGHT * max((name.count("<br>") for name in names), default=0)


def _counts(shown: Sequence[Bar], definition: Definition) -> list[Figure]:
    return [
        {
            "type": "bar",
            "orientation": "h",
            "y": [bar.name for bar in shown],
            "x": values(tuple(bar.latest for bar in shown), definition),
            "text": [formats.short(bar.latest, definition) for bar in shown],
            "textposition": "outside",
            "cliponaxis": False,
            "marker": {"color": theme.MAIN},
            "hovertemplate": f"%{{y}}: {hover(definition, 'x')}<extra></extra>",
        }
    ]


def _points(shown: Sequence[Bar], definition: Definition) -> list[Figure]:
    now = [bar.latest for bar in shown]
    earlier = [bar for bar in shown if bar.earlier and bar.earlier.is_shown]
    limits = [cell.interval or (cell.value or 0.0, cell.value or 0.0) for cell in now]
    traces: list[Figure] = []
    if earlier:
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "y": [bar.name for bar in earlier],
                "x": values(tuple(bar.earlier for bar in earlier if bar.earlier), definition),
                "marker": {"symbol": "circle-open", "size": 9, "color": theme.CONTEXT, "line": {"width": 1.5}},
                "hovertemplate": f"%{{y}}, before: {hover(definition, 'x')}<extra></extra>",
            }
        )
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "y": [bar.name for bar in shown],
            "x": values(tuple(now), definition),
            "cliponaxis": False,
            "marker": {"size": 11, "color": theme.MAIN},
            "error_x": {
                "type": "data",
                "symmetric": False,
                "array": [
                    drawn(upper - (cell.value or 0.0), definition) for cell, (_, upper) in zip(now, limits, strict=True)
                ],
                "arrayminus": [
                    drawn((cell.value or 0.0) - lower, definition) for cell, (lower, _) in zip(now, limits, strict=True)
                ],
                "color": theme.CONTEXT,
                "thickness": 1.5,
                "width": 0,
            },
            "hovertemplate": f"%{{y}}: {hover(definition, 'x')}<extra></extra>",
        }
    )
    return traces


def _top_labels(marks: Sequence[Mark], top: float) -> list[Figure]:
    """Names above their lines, each on rows of its own so that they cannot touch."""
    labels: list[Figure] = []
    lines = 0
    for each in marks:
        text = textwrap.wrap(each.name, MARK_NAME_WIDTH)
        labels.append(
            {
                "xref": "x",
                "x": each.value,
                "xanchor": "left" if each.value < top / 2 else "right",
                "align": "left" if each.value < top / 2 else "right",
                "yref": "paper",
                "y": 1,
                "yshift": MARK_ROW * lines,
                "yanchor": "bottom",
                "text": "<br>".join(text),
                "showarrow": False,
                "font": {"color": theme.REFERENCE, "size": theme.LABEL_SIZE},
            }
        )
        lines += len(text)
    return labels


def _room_for(marks: Sequence[Mark]) -> int:
    """Pixels above the chart that the names of its marks need."""
    return MARK_ROW * sum(len(textwrap.wrap(each.name, MARK_NAME_WIDTH)) for each in marks)


def _figures(shown: Sequence[Bar], definition: Definition) -> list[Figure]:
    """The figures of points, in a column of their own at the right; bars carry theirs."""
    if formats.is_count(definition):
        return []
    return [
        {
            "xref": "paper",
            "x": 1.01,
            "xanchor": "left",
            "y": bar.name,
            "text": f"<b>{formats.short(bar.latest, definition)}</b>",
            "showarrow": False,
            "font": {"color": theme.MAIN, "size": theme.LABEL_SIZE},
        }
        for bar in shown
    ]


def _reasons(bars: Sequence[Bar], definition: Definition) -> list[Figure]:
    """In a row without a number, the symbol and its reason where the mark would start."""
    return [
        {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "y": bar.name,
            "text": _short_reason(bar.latest.symbol, definition),
            "showarrow": False,
            "font": {"color": theme.MUTED, "size": 12},
        }
        for bar in bars
        if not bar.latest.is_shown
    ]


def _short_reason(symbol: Symbol | None, definition: Definition) -> str:
    words = formats.reason(symbol, definition.disclosure_rule).split(":")[0]
    return f"<i>{symbol or Symbol.NOT_AVAILABLE}: {words}</i>"
