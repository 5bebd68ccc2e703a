"""One unit among those of its kind: a dot for each by its size, inside or outside limits that widen where it is small.

What lives here: drawing the funnel of a release. What does not: its arithmetic (the release holds every limit), or
sentences about who stands outside (`dashboard.funnels`).
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from dashboard import formats, theme
from dashboard.cells import Definition, FunnelPoint
from dashboard.charts.labels import apart
from dashboard.charts.parts import ROOM_ABOVE, Figure, drawn, value_axis
from pipelines.published import Standing

LABEL_COLUMN: Final = 104
LABEL_HEIGHT: Final = 0.11
NAME_WIDTH: Final = 26
LINE, DRAWN_HEIGHT = 17, 335
"""Pixels of a line of text, and of the chart without its margins."""
MOST_NAMED: Final = 6
ROOM_RIGHT: Final = 1.05
HEIGHT: Final = 400
STANDINGS: Final = {
    Standing.INSIDE: "inside the usual range",
    Standing.NOTE: "at the edge: one in twenty is, by chance",
    Standing.HIGH: "above the usual range",
    Standing.LOW: "below the usual range",
}
"""Where a unit stands, in words."""
SHORTLY: Final = {
    Standing.INSIDE: "Inside",
    Standing.NOTE: "At the edge",
    Standing.HIGH: "Above",
    Standing.LOW: "Below",
}
"""The same in a table."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A unit's point with its name, and whether it is or belongs to the chosen unit."""

    name: str
    point: FunnelPoint
    chosen: bool = False


def funnel(dots: Sequence[Dot], definition: Definition, size: str, together: str) -> Figure:
    """The dots between their limits; `size` is what the x-axis shows, `together` names the pooled value."""
    points = [dot.point for dot in dots]
    right = max(point.size for point in points) * ROOM_RIGHT
    highest = max([max(point.value, point.upper_998) for point in points])
    names = _names(dots, right, highest)
    top = max(
        [highest, *(name["ay"] + highest * LINE * len(name["text"].split("<br>")) / DRAWN_HEIGHT for name in names)]
    )
    return {
        "data": [*_limits(points, definition), *_all_dots(dots, definition)],
        "layout": {
            "template": theme.TEMPLATE,
            "height": HEIGHT,
            "margin": {"r": LABEL_COLUMN, "b": 40},
            "hovermode": "closest",
            "annotations": [*_limit_labels(points, definition, together, top * ROOM_ABOVE), *names],
            "xaxis": {"title": {"text": size}, "range": [0, right], "nticks": 6},
            "yaxis": value_axis(definition) | {"range": [0, top * ROOM_ABOVE]},
        },
    }


def _all_dots(dots: Sequence[Dot], definition: Definition) -> list[Figure]:
    """Outside is a diamond, the chosen unit is dark: the former stands out whoever is chosen."""
    traces = []
    for chosen, outside in product((False, True), repeat=2):
        held = [dot for dot in dots if (dot.chosen, dot.point.is_outside) == (chosen, outside)]
        if held:
            colour = theme.MAIN if chosen else theme.REFERENCE if outside else theme.CONTEXT
            symbol = "diamond" if outside else "circle" if chosen else "circle-open"
            traces.append(_dots(held, definition, colour, symbol, 11 if chosen or outside else 8))
    return traces


def _limits(points: Sequence[FunnelPoint], definition: Definition) -> list[Figure]:
    """Both pairs of limits and the pooled value along the sizes."""
    along = sorted(points, key=lambda point: point.size)
    sizes = [point.size for point in along]
    lines = [
        ([point.upper_998 for point in along], "solid"),
        ([point.lower_998 for point in along], "solid"),
        ([point.upper_95 for point in along], "dot"),
        ([point.lower_95 for point in along], "dot"),
        ([point.pooled for point in along], "dash"),
    ]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": sizes,
            "y": [drawn(value, definition) for value in values],
            "line": {"color": theme.REFERENCE if dash == "dash" else theme.HIDDEN, "width": 1.5, "dash": dash},
            "hoverinfo": "skip",
        }
        for values, dash in lines
    ]


def _dots(dots: Sequence[Dot], definition: Definition, colour: str, symbol: str, wide: int) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dot.point.size for dot in dots],
        "y": [drawn(dot.point.value, definition) for dot in dots],
        "marker": {"color": colour, "symbol": symbol, "size": wide, "line": {"width": 1.5, "color": colour}},
        "cliponaxis": False,
        "customdata": [
            f"{dot.name}: {formats.amount(dot.point.value, definition)}, {STANDINGS[dot.point.standing]}"
            for dot in dots
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _limit_labels(points: Sequence[FunnelPoint], definition: Definition, together: str, top: float) -> list[Figure]:
    """What each line is, beside its right end, moved apart where they would touch."""
    last = max(points, key=lambda point: point.size)
    pooled = f"{together}:<br>{formats.number(last.pooled, definition)}"
    wanted = [
        (last.lower_998, "998 in 1,000", theme.MUTED),
        (last.lower_95, "95 in 100", theme.MUTED),
        (last.pooled, pooled, theme.REFERENCE),
        (last.upper_95, "95 in 100", theme.MUTED),
        (last.upper_998, "998 in 1,000", theme.MUTED),
    ]
    sizes = [LABEL_HEIGHT * (1 + text.count("<br>")) / 2 for _, text, _ in wanted]
    heights = apart([value / top for value, _, _ in wanted], sizes)
    return [
        {
            "xref": "paper",
            "x": 1.01,
            "xanchor": "left",
            "align": "left",
            "yref": "paper",
            "y": height,
            "yanchor": "middle",
            "text": text,
            "showarrow": False,
            "font": {"color": colour, "size": theme.LABEL_SIZE - 1},
        }
        for height, (_, text, colour) in zip(heights, wanted, strict=True)
    ]


def _named(dots: Sequence[Dot]) -> list[Dot]:
    """Those whose names are drawn: the units outside, and the chosen one where it is one of the dots."""
    chosen = [dot for dot in dots if dot.chosen]
    outside = [dot for dot in dots if dot.point.is_outside][:MOST_NAMED]
    return [*outside, *(dot for dot in chosen if len(chosen) == 1 and dot not in outside)]


def _names(dots: Sequence[Dot], right: float, top: float) -> list[Figure]:
    """Names above those that are high and below the others, each on lines of its own so that they cannot touch."""
    line = top * LINE / DRAWN_HEIGHT
    labels: list[Figure] = []
    for sign in (1, -1):
        side = [dot for dot in _named(dots) if (dot.point.value >= dot.point.pooled) is (sign > 0)]
        # Nearest the middle of the sizes first, so that no name lies across the thread of another.
        side.sort(key=lambda dot: abs(dot.point.size - right / 2))
        free = -sign * float("inf")
        for dot in side:
            lines = textwrap.wrap(dot.name, NAME_WIDTH)
            near = dot.point.value + sign * line
            height = max(free, near) if sign > 0 else min(free, near)
            labels.append(_name(dot, lines, height, is_left=dot.point.size < right / 2))
            free = height + sign * line * len(lines)
    return labels


def _name(dot: Dot, lines: Sequence[str], height: float, *, is_left: bool) -> Figure:
    """A name at a height of the scale, at the end of a thread from its dot."""
    return {
        "x": dot.point.size,
        "y": dot.point.value,
        "ax": 0,
        "ayref": "y",
        "ay": height,
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": theme.HIDDEN,
        "standoff": 6,
        "xanchor": "left" if is_left else "right",
        "align": "left" if is_left else "right",
        "yanchor": "bottom" if height > dot.point.value else "top",
        "text": "<br>".join(lines),
        "font": {"color": theme.MAIN if dot.chosen else theme.REFERENCE, "size": theme.LABEL_SIZE - 1},
    }
