"""Behind a line, what it usually does: range and average in steps, months that stand out, and dated events.

What lives here: their traces, shapes and names. What does not: working any of it out, or the words below the chart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from dashboard import formats, icons, theme
from dashboard.cells import ChartLimit, ChartPoint, Definition, KnownEvent, Series
from dashboard.charts.parts import Figure, drawn
from dashboard.usual import EVENTS, Usual, numbered, span, stands_out
from pipelines.periods import months_before
from pipelines.published import ChartKind, Variation

RANGE, AVERAGE, SPECIAL = "usual range", "average", "special"
"""What these traces are called, and how they are told from those of published figures."""
HALF_A_MONTH: Final = timedelta(days=15)
EVENT_ROW: Final = 18
MOST_NAMED: Final = 3
"""Of more events than that only the numbers stand on the chart."""
NUMBER_ROWS: Final = 2
SIZES: Final = {"circle": 8, "diamond": 9, "square": 7}
"""Of a month outside the range; shapes of one size do not look it."""
WITHIN: Final = 0.65
"""How large the mark of a month is that stands out by its neighbours, as a share of that."""


def behind(series: Series, usual: Usual | None, definition: Definition) -> list[Figure]:
    """The range as one area for each unbroken stretch, its edges, and the average (or the median) in it."""
    if usual is None:
        return []
    edge = series[0].period_end, series[-1].period_end
    joined = usual.chart.kind in {ChartKind.P_PRIME, ChartKind.U_PRIME}
    traces: list[Figure] = []
    for stretch in _stretches(usual.limits, joined=joined):
        ends = [end for each in stretch for end in _ends(each, edge)]
        upper, centre, lower = (
            [drawn(value, definition) for value in values for _ in range(2)]
            for values in zip(
                *((_or_centre(e.upper, e), e.centre, _or_centre(e.lower, e)) for e in stretch), strict=True
            )
        )
        if any(each.upper is not None for each in stretch):
            traces.append(_area(ends, upper, lower))
        traces.append(_average(ends, centre))
    return traces


def _or_centre(limit: float | None, stretch: ChartLimit) -> float:
    return stretch.centre if limit is None else limit


def _stretches(limits: Sequence[ChartLimit], *, joined: bool) -> list[list[ChartLimit]]:
    """Limits that change with the base are joined month to month; those that start anew at an event are not."""
    found: list[list[ChartLimit]] = []
    for each in limits:
        if joined and found and months_before(each.first_period, 1) == found[-1][-1].last_period:
            found[-1].append(each)
        else:
            found.append([each])
    return found


def _ends(of: ChartLimit, edge: tuple[date, date]) -> tuple[str, str]:
    """A step reaches half a month to each side, but not out of the chart."""
    first, last = max(of.first_period - HALF_A_MONTH, edge[0]), min(of.last_period + HALF_A_MONTH, edge[1])
    return first.isoformat(), last.isoformat()


def _area(ends: list[str], upper: list[float], lower: list[float]) -> Figure:
    return {
        "type": "scatter",
        "name": RANGE,
        "mode": "lines",
        "x": [*ends, *reversed(ends)],
        "y": [*upper, *reversed(lower)],
        "fill": "toself",
        "fillcolor": theme.USUAL,
        "line": {"width": 1, "color": theme.USUAL_EDGE},
        "hoverinfo": "skip",
    }


def _average(ends: list[str], centre: list[float]) -> Figure:
    return {
        "type": "scatter",
        "name": AVERAGE,
        "mode": "lines",
        "x": ends,
        "y": centre,
        "line": {"width": 1.5, "color": theme.USUAL_EDGE},
        "hoverinfo": "skip",
    }


def marks(series: Series, usual: Usual | None, definition: Definition) -> list[Figure]:
    """Special months, one trace for each shape and size; hovering is answered by the line under them.

    Months outside the range are drawn large and last: beside them a run of small ones must not hide the line.
    """
    values = {cell.period_end: cell.value for cell in series}
    return [
        {
            "type": "scatter",
            "name": SPECIAL,
            "mode": "markers",
            "x": [each.period_end.isoformat() for each in points],
            "y": [drawn(value, definition) for each in points if (value := values[each.period_end]) is not None],
            "marker": {
                "symbol": shape,
                "size": size * SIZES[shape],
                "color": theme.VARIATION_FILL[variation],
                "line": {"width": 1.5 if outside else 1, "color": theme.VARIATION_INK[variation]},
            },
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
        for outside, size in ((False, WITHIN), (True, 1.0))
        for variation, shape in icons.NAMES.items()
        if (points := _special(usual, values, variation, outside=outside))
    ]


def _special(
    usual: Usual | None, values: Mapping[date, float | None], variation: Variation, *, outside: bool
) -> list[ChartPoint]:
    """The special months of one shape that lie outside the range, or those that do not."""
    return [
        each
        for each in (usual.points if usual else ())
        if usual
        and each.variation is variation
        and usual.is_outside(each.period_end, values[each.period_end] or 0.0) is outside
    ]


def hovers(series: Series, usual: Usual, definition: Definition) -> list[str]:
    """What pointing at a month adds to its figure: what stands out, its usual range, and its interval."""
    return ["".join(f"<br>{line}" for line in _hover(series, usual, definition, place)) for place in range(len(series))]


def _hover(series: Series, usual: Usual, definition: Definition, place: int) -> list[str]:
    cell = series[place]
    if not cell.is_shown:
        return []
    lines = [formats.sentence(stands_out(usual, cell, series))[:-1]]
    if usual.has_range:
        lines.append(f"Usual range: {span(usual, cell, definition)}")
    if cell.interval:
        lines.append(f"95% interval: {formats.interval(cell, definition)}")
    return [line for line in lines if line]


def highest(usual: Usual | None) -> list[float]:
    """What the scale must have room for."""
    return [_or_centre(each.upper, each) for each in usual.limits] if usual else []


def name(usual: Usual | None, definition: Definition) -> tuple[float, str] | None:
    """At which height the end of the range is named, and how: `usual range 14.2–16.8`, else `median 15.5`."""
    if usual is None or not usual.limits:
        return None
    last = usual.limits[-1]
    if last.lower is None or last.upper is None:
        called = "median" if usual.chart.kind is ChartKind.RUN else AVERAGE
        return last.centre, f"{called} {formats.number(last.centre, definition)}"
    return last.centre, f"{RANGE} {formats.span(last.lower, last.upper, definition)}"


def event_lines(events: Sequence[KnownEvent]) -> list[Figure]:
    """A thin line down the chart on the day of each event."""
    return [
        {
            "type": "line",
            "xref": "x",
            "x0": each.happened_on.isoformat(),
            "x1": each.happened_on.isoformat(),
            "yref": "y domain",
            "y0": 0,
            "y1": 1,
            "line": {"color": theme.MUTED, "width": 1, "dash": "dot"},
        }
        for each in events
    ]


def event_names(events: Sequence[KnownEvent], first: date, last: date) -> list[Figure]:
    """Numbers above the lines, with two words where there are few, each on a row of its own so that none touch."""
    few = len(events) <= MOST_NAMED
    middle = first + (last - first) / 2
    return [
        {
            "xref": "x",
            "x": each.happened_on.isoformat(),
            "xanchor": "center" if not few else "left" if each.happened_on < middle else "right",
            "yref": "y domain",
            "y": 1,
            "yshift": EVENT_ROW * ((len(events) - number) if few else number % NUMBER_ROWS),
            "yanchor": "bottom",
            "text": f"<b>{number}</b> {EVENTS[each.kind]}" if few else f"<b>{number}</b>",
            "showarrow": False,
            "borderpad": 0,
            "font": {"color": theme.MUTED, "size": theme.LABEL_SIZE},
        }
        for number, each in numbered(events)
    ]


def room_for(events: Sequence[KnownEvent]) -> int:
    """Pixels above the chart that the names of its events need."""
    return EVENT_ROW * (len(events) if len(events) <= MOST_NAMED else NUMBER_ROWS)
