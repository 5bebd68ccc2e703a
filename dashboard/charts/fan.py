"""The months ahead of a line: a fan from its last point, on ground that says these months are yet to come."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import formats, theme
from dashboard.cells import Definition, Outlook, Series
from dashboard.charts.parts import Figure, drawn

NAME = "outlook"
"""What the fan is called on the chart, and how its traces are told from those of published figures."""


def traces(series: Series, ahead: Sequence[Outlook], definition: Definition) -> list[Figure]:
    """The interval as an area and the middle as a broken line, both from the last figure on."""
    if not ahead:
        return []
    now = series[-1]
    ends = [now.period_end.isoformat(), *(each.period_end.isoformat() for each in ahead)]
    first = now.value or 0.0
    upper, lower, middle = (
        [drawn(value, definition) for value in (first, *limits)]
        for limits in zip(*((each.upper, each.lower, each.middle) for each in ahead), strict=True)
    )
    area: Figure = {
        "type": "scatter",
        "name": NAME,
        "mode": "lines",
        "x": [*ends, *reversed(ends)],
        "y": [*upper, *reversed(lower)],
        "fill": "toself",
        "fillcolor": theme.FAN,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }
    line: Figure = {
        "type": "scatter",
        "name": NAME,
        "mode": "lines",
        "x": ends,
        "y": middle,
        "line": {"color": theme.MAIN, "width": 2, "dash": "dot"},
        "customdata": [_now(series, definition), *(_hover(each, definition) for each in ahead)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return [area, line]


def _now(series: Series, definition: Definition) -> str:
    return f"{formats.period(series[-1].period_end, definition.period_kind)}: {formats.short(series[-1], definition)}"


def _hover(of: Outlook, definition: Definition) -> str:
    when = formats.period(of.period_end, definition.period_kind)
    return f"{formats.sentence(NAME)[:-1]}, {when}: {formats.between(of.lower, of.upper, definition)}"


def shapes(series: Series, ahead: Sequence[Outlook]) -> list[Figure]:
    """The ground of the months ahead."""
    return [
        {
            "type": "rect",
            "layer": "below",
            "xref": "x",
            "x0": series[-1].period_end.isoformat(),
            "x1": each.period_end.isoformat(),
            "yref": "y domain",
            "y0": 0,
            "y1": 1,
            "fillcolor": theme.PANEL,
            "line": {"width": 0},
        }
        for each in ahead[-1:]
    ]


def names(ahead: Sequence[Outlook]) -> list[Figure]:
    """At the foot of those months, where no line of a scale from zero comes near, what they are."""
    return [
        {
            "xref": "x",
            "x": each.period_end.isoformat(),
            "xanchor": "right",
            "yref": "y domain",
            "y": 0,
            "yanchor": "bottom",
            "text": NAME,
            "showarrow": False,
            "font": {"color": theme.MUTED, "size": theme.LABEL_SIZE},
        }
        for each in ahead[-1:]
    ]
