"""Units as points of two shares, the authority's own values as dividing lines, each quadrant said in words.

What lives here: the drawing, and which names fit beside their points. What does not: which quadrant is which.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard import theme
from dashboard.cells import Definition
from dashboard.charts.parts import ROOM_ABOVE, Figure, across, drawn, hover
from pipelines.published import Severity

HEIGHT: Final = 460
NARROW: Final = (300.0, 380.0)
"""Width and height in pixels of what is left for points on a phone: names that fit there fit everywhere."""
LETTER: Final = 6.2
LINE: Final = 14.0
GAP: Final = 8.0
"""Pixels of a letter and a line of these labels, and around a point."""
NAME_WIDTH: Final = 16
CORNER_WIDTH: Final = 19
NARROWEST_CORNER: Final = 9
"""Letters of a line of a quadrant's words: fewer where the quadrant is narrow."""
ROOM_BEYOND_LINE: Final = 1.8
"""The scale goes on so far beyond the dividing share that the words of a quadrant have room there."""
TICKS: Final[Figure] = {"tickvals": [25, 50, 75, 100], "ticktext": ["25%", "50%", "75%", "100%"]}
"""No zero: it would stand on that of the other scale."""
SIDES: Final = ("right", "left", "top", "bottom")
FULL: Final = 100.0


@dataclass(frozen=True, slots=True)
class Point:
    """One unit: its name, a further line of words, both shares in per cent, and whether it is the one to look at."""

    name: str
    x: float
    y: float
    beside: str = ""
    stressed: bool = False


@dataclass(frozen=True, slots=True)
class Corner:
    """Words for a quadrant, at the right or left and top or bottom."""

    words: str
    right: bool
    top: bool


Box = tuple[float, float, float, float]
Lines = tuple[float | None, float | None]
"""Values of the dividing lines across both scales."""


def quadrants(
    points: Sequence[Point],
    axes: tuple[Definition, Definition],
    lines: Lines,
    corners: Sequence[Corner],
) -> Figure:
    """Points on two scales from zero; `lines` are values across the chart, none where that value is not shown."""
    right = _right(points, lines[0])
    shapes = [*_stressed(lines, right)]
    shapes += [across(value, axis) for value, axis in zip(lines, ("x", "y"), strict=True) if value is not None]
    named = dict(fitting(points, right, lines, corners))
    return {
        "data": [_points(points, axes, stressed=stressed) for stressed in (False, True)],
        "layout": {
            "template": theme.TEMPLATE,
            "height": HEIGHT,
            "margin": {"t": 8, "r": 8},
            "hovermode": "closest",
            "shapes": shapes,
            "annotations": [
                *(_corner(each, _words(each, lines, right)) for each in corners),
                *(_name(each, side) for each, side in named.items()),
            ],
            "xaxis": _axis(axes[0], right),
            "yaxis": _axis(axes[1], FULL) | TICKS,
        },
    }


def _stressed(lines: Lines, right: float) -> Iterator[Figure]:
    """A light ground for the quadrant at the right and bottom, whose words say what it is."""
    if lines[0] is not None and lines[1] is not None:
        yield {
            "type": "rect",
            "xref": "x",
            "yref": "y",
            "x0": lines[0],
            "x1": right,
            "y0": 0,
            "y1": lines[1],
            "line": {"width": 0},
            "fillcolor": theme.SEVERITY_FILL[Severity.WARNING],
            "opacity": 0.5,
            "layer": "below",
        }


def names_that_fit(points: Sequence[Point], lines: Lines, corners: Sequence[Corner]) -> frozenset[str]:
    """Which units the chart names beside their points."""
    return frozenset(each.name for each, _ in fitting(points, _right(points, lines[0]), lines, corners))


def _right(points: Sequence[Point], line: float | None) -> float:
    return max([*(each.x for each in points), (line or 0.0) * ROOM_BEYOND_LINE, 1.0]) * ROOM_ABOVE


def _axis(definition: Definition, top: float) -> Figure:
    return {
        "title": {"text": definition.label, "font": {"color": theme.MUTED, "size": theme.LABEL_SIZE}},
        "range": [0, top],
        "ticksuffix": "%",
        "nticks": 6,
        "showgrid": False,
    }


def _points(points: Sequence[Point], axes: tuple[Definition, Definition], *, stressed: bool) -> Figure:
    mine = [each for each in points if each.stressed is stressed]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [drawn(each.x, axes[0]) for each in mine],
        "y": [drawn(each.y, axes[1]) for each in mine],
        "customdata": [each.name for each in mine],
        "cliponaxis": False,
        "marker": {
            "size": 13 if stressed else 10,
            "symbol": "diamond" if stressed else "circle",
            "color": theme.REFERENCE if stressed else theme.MAIN,
        },
        "hovertemplate": f"%{{customdata}}: {hover(axes[0], 'x')}, {hover(axes[1], 'y')}<extra></extra>",
    }


def fitting(
    points: Sequence[Point], right: float, lines: Lines, corners: Sequence[Corner]
) -> Iterator[tuple[Point, str]]:
    """Names that cover neither one another, a point nor the words of a quadrant, and on which side each stands.

    A side on which a name does not lie across a dividing line is taken first.
    """
    centres = {each: _pixels(each.x, each.y, right) for each in points}
    taken = [_marker(*centre) for centre in centres.values()] + [
        _corner_box(each, _words(each, lines, right)) for each in corners
    ]
    across_lines = _line_boxes(lines, right)
    for each in sorted(points, key=lambda point: not point.stressed):
        boxes = {side: _beside(centres[each], _lines(each), side) for side in SIDES}
        free = [side for side, box in boxes.items() if _inside(box) and not any(_touch(box, other) for other in taken)]
        clear = [side for side in free if not any(_touch(boxes[side], line) for line in across_lines)]
        if free:
            side = (clear or free)[0]
            taken.append(boxes[side])
            yield each, side


def _line_boxes(lines: Lines, right: float) -> list[Box]:
    x, y = _pixels(lines[0] or 0.0, lines[1] or 0.0, right)
    upright = [] if lines[0] is None else [(x, 0.0, x, NARROW[1])]
    level = [] if lines[1] is None else [(0.0, y, NARROW[0], y)]
    return upright + level


def _pixels(x: float, y: float, right: float) -> tuple[float, float]:
    return x / right * NARROW[0], (1 - y / FULL) * NARROW[1]


def _marker(x: float, y: float) -> Box:
    return (x - GAP, y - GAP, x + GAP, y + GAP)


def _lines(point: Point) -> list[str]:
    return [*textwrap.wrap(point.name, NAME_WIDTH), *([point.beside] if point.beside else [])]


def _beside(centre: tuple[float, float], lines: Sequence[str], side: str) -> Box:
    x, y = centre
    width, height = max(map(len, lines)) * LETTER, len(lines) * LINE
    away = GAP + 2
    left = {"right": x + away, "left": x - away - width}.get(side, x - width / 2)
    upper = {"top": y - away - height, "bottom": y + away}.get(side, y - height / 2)
    return (left, upper, left + width, upper + height)


def _words(corner: Corner, lines: Lines, right: float) -> list[str]:
    """The words of a quadrant in lines no wider than it is."""
    left = 0.0 if lines[0] is None else _pixels(lines[0], 0.0, right)[0]
    letters = int(((NARROW[0] - left) if corner.right else left) / LETTER)
    return textwrap.wrap(corner.words, max(NARROWEST_CORNER, min(CORNER_WIDTH, letters)))


def _corner_box(corner: Corner, lines: Sequence[str]) -> Box:
    width, height = max(map(len, lines)) * LETTER, len(lines) * LINE
    left = NARROW[0] - width if corner.right else 0.0
    upper = 0.0 if corner.top else NARROW[1] - height
    return (left, upper, left + width, upper + height)


def _inside(box: Box) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= NARROW[0] and box[3] <= NARROW[1]


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _name(point: Point, side: str) -> Figure:
    along = {"right": ("left", 10), "left": ("right", -10)}.get(side, ("center", 0))
    up = {"top": ("bottom", 10), "bottom": ("top", -10)}.get(side, ("middle", 0))
    return {
        "x": point.x,
        "y": point.y,
        "xanchor": along[0],
        "xshift": along[1],
        "yanchor": up[0],
        "yshift": up[1],
        "align": {"right": "left", "left": "right"}.get(side, "center"),
        "text": "<br>".join(_lines(point)),
        "showarrow": False,
        "bgcolor": "rgba(255, 255, 255, 0)" if point.stressed else "rgba(255, 255, 255, 0.75)",
        "font": {"color": theme.REFERENCE if point.stressed else theme.MAIN, "size": 12},
    }


def _corner(corner: Corner, lines: Sequence[str]) -> Figure:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 1 if corner.right else 0,
        "y": 1 if corner.top else 0,
        "xanchor": "right" if corner.right else "left",
        "yanchor": "top" if corner.top else "bottom",
        "align": "right" if corner.right else "left",
        "text": f"<i>{'<br>'.join(lines)}</i>",
        "showarrow": False,
        "font": {"color": theme.MUTED, "size": 12},
    }
