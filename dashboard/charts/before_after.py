"""Before and after on one scale, a row each: a hollow mark for now, a full one for what would be, the change between.

What lives here: the drawing of a scenario. What does not: working it out, or any published series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard import formats, theme
from dashboard.cells import Definition
from dashboard.charts.parts import ROOM_ABOVE, Figure, Mark, across, drawn, hover, value_axis
from dashboard.charts.side_by_side import LINE_HEIGHT, row_name

NOW, WOULD_BE = "now", "would be"
ROW: Final = 64
ROOM_FOR_NAMES: Final = 70


@dataclass(frozen=True, slots=True)
class Change:
    """One row: a name, the figure now and the one that would be."""

    name: str
    before: float
    after: float


def before_after(changes: Sequence[Change], definition: Definition, mark: Mark) -> Figure:
    """Rows below each other in the order given, with one named line across all of them."""
    names = [row_name(each.name) for each in changes]
    top = max(mark.value, *(max(each.before, each.after) for each in changes)) * ROOM_ABOVE
    return {
        "data": [
            _marks(names, [each.before for each in changes], definition, NOW),
            _marks(names, [each.after for each in changes], definition, WOULD_BE),
        ],
        "layout": {
            "template": theme.TEMPLATE,
            "height": len(names) * (ROW + LINE_HEIGHT) + ROOM_FOR_NAMES,
            "margin": {"t": 26, "r": 8},
            "hovermode": "closest",
            "shapes": [
                across(mark.value, "x"),
                *(_stretch(*pair, definition) for pair in zip(names, changes, strict=True)),
            ],
            "annotations": [
                _above(mark, top),
                *(_said(*pair, definition) for pair in zip(names, changes, strict=True)),
            ],
            "xaxis": value_axis(definition) | {"range": [0, top], "showgrid": True, "gridcolor": theme.GRID},
            "yaxis": {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": list(reversed(names)),
                "range": [-0.6, len(names) - 0.4],
                "showgrid": False,
                "ticks": "",
            },
        },
    }


def _marks(names: Sequence[str], values: Sequence[float], definition: Definition, when: str) -> Figure:
    look = (
        {"symbol": "circle-open", "size": 12, "color": theme.CONTEXT, "line": {"width": 2}}
        if when == NOW
        else {"size": 12, "color": theme.MAIN}
    )
    return {
        "type": "scatter",
        "mode": "markers",
        "name": when,
        "y": list(names),
        "x": [drawn(value, definition) for value in values],
        "cliponaxis": False,
        "marker": look,
        "hovertemplate": f"%{{y}}, {when}: {hover(definition, 'x')}<extra></extra>",
    }


def _stretch(name: str, change: Change, definition: Definition) -> Figure:
    """The line between the two marks of a row."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "y",
        "x0": drawn(change.before, definition),
        "x1": drawn(change.after, definition),
        "y0": name,
        "y1": name,
        "line": {"color": theme.CONTEXT, "width": 2},
        "layer": "below",
    }


def _said(name: str, change: Change, definition: Definition) -> Figure:
    """Both figures under the marks, so that neither is covered where they lie close."""
    now, then = (formats.number(each, definition) for each in (change.before, change.after))
    text = f"{now} now, <b>{then}</b> then" if now != then else f"{now}, no change"
    return {
        "xref": "paper",
        "x": 0.01,
        "xanchor": "left",
        "y": name,
        "yanchor": "bottom",
        "yshift": 9,
        "text": text,
        "showarrow": False,
        "font": {"color": theme.MAIN, "size": theme.LABEL_SIZE},
    }


def _above(mark: Mark, top: float) -> Figure:
    side = "left" if mark.value < top / 2 else "right"
    return {
        "xref": "x",
        "x": mark.value,
        "xanchor": side,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "text": mark.name,
        "showarrow": False,
        "font": {"color": theme.REFERENCE, "size": theme.LABEL_SIZE},
    }
