"""One unit over time: its line and interval, its comparators, and a strip that says where nothing may be shown."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Final

from dashboard import formats, theme
from dashboard.cells import Cell, Definition, Outlook, Series
from dashboard.charts import fan, usual_range
from dashboard.charts.labels import apart
from dashboard.charts.parts import Figure, Line, Mark, across, drawn, hover, value_axis, values
from dashboard.charts.parts import ends as ends_of_scale
from dashboard.usual import Usual
from pipelines.periods import PeriodKind

MARGIN_ABOVE: Final = 12
LABEL_COLUMN: Final = 122
"""Pixels kept free right of a line chart for the names of its lines."""
LABEL_WIDTH: Final = 19
"""Letters of a name before it breaks."""
LINE_OF_TEXT: Final = 0.062
"""The height of a line of text as a share of the chart's."""
REASON_WIDTH: Final = 40
STRIP: Final = 0.055
"""The share of a chart's height given to the strip that says where nothing may be shown."""
MOST_TICKS: Final = 6
"""More names than that turn sideways on a phone."""
FEW_POINTS: Final = 12
"""Up to so many points each gets a mark of its own."""
_HOVER_PERIOD = {PeriodKind.MONTH: "%{x|%B %Y}", PeriodKind.WAVE: "survey of %{x|%B %Y}", PeriodKind.YEAR: "%{x|%Y}"}


def over_time(
    main: Line,
    definition: Definition,
    companion: Line | None = None,
    context: Sequence[Line] = (),
    marks: Sequence[Mark] = (),
    *,
    ahead: Sequence[Outlook] = (),
    usual: Usual | None = None,
) -> Figure:
    """One unit's line with its usual range (or interval) and outlook, before the units above and the comparators.

    Two bands around one line would be read as one: where the usual range is drawn, intervals stand in table and hover.
    """
    ends = main.cells[0].period_end, main.cells[-1].period_end
    events = usual.events if usual else ()
    values_across = [each.value for each in marks] + [each.upper for each in ahead] + usual_range.highest(usual)
    drawn_lines = [main, *context, *([companion] if companion else [])]
    scale = ends_of_scale([cell for line in drawn_lines for cell in line.cells], values_across, definition)
    traces = [_line(line, definition, theme.CONTEXT, 1.5) for line in context]
    labels = [(line, theme.CONTEXT) for line in context]
    if companion:
        traces.append(_line(companion, definition, theme.COMPANION, 2))
        labels.append((companion, theme.COMPANION))
    traces = [
        *usual_range.behind(main.cells, usual, definition),
        *traces,
        *([] if usual and usual.has_range else _band(main.cells, definition)),
        *fan.traces(main.cells, ahead, definition),
        _line(main, definition, theme.MAIN, 3) | _told(main, definition, usual),
        *usual_range.marks(main.cells, usual, definition),
    ]
    labels.append((main, theme.MAIN))
    hidden = [cell for cell in main.cells if not cell.is_shown]
    foot = 2 * STRIP if hidden else 0.0
    others = [(each.value, each.name, theme.REFERENCE) for each in marks]
    if named := usual_range.name(usual, definition):
        others.append((*named, theme.MUTED))
    layout: Figure = {
        "template": theme.TEMPLATE,
        "height": theme.CHART_HEIGHT + usual_range.room_for(events),
        "margin": {"r": LABEL_COLUMN, "t": MARGIN_ABOVE + usual_range.room_for(events)},
        "hovermode": "closest",
        "shapes": [
            *fan.shapes(main.cells, ahead),
            *usual_range.event_lines(events),
            *(across(each.value, "y") for each in marks),
        ],
        "annotations": [
            *_line_labels(labels, others, definition, scale, share=1 - foot),
            *fan.names(ahead),
            *usual_range.event_names(events, *ends),
        ],
        "xaxis": _time_axis(main.cells, definition),
        "yaxis": value_axis(definition) | {"range": list(scale), "domain": [foot, 1]},
    }
    if hidden:
        traces.append(_strip(hidden, definition))
        layout["yaxis2"] = {"domain": [0, STRIP], "range": [0, 1], "visible": False, "fixedrange": True}
        layout["xaxis"] |= {"anchor": "y2"}
        layout["annotations"].append(_strip_label(hidden[-1]))
    if len(hidden) == len(main.cells):
        layout["annotations"].append(_nothing_shown(hidden[-1], definition))
        layout["yaxis"] |= {"showticklabels": bool(context or marks)}
    return {"data": traces, "layout": layout}


def _time_axis(cells: Series, definition: Definition) -> Figure:
    """Months get ticks of the axis's own; surveys and years stand at their own dates, the last one always named."""
    axis: Figure = {"type": "date", "tickformat": "%b\n%Y", "nticks": 9}
    if definition.period_kind is PeriodKind.MONTH:
        return axis
    every = -(-len(cells) // MOST_TICKS)
    ends = [cell.period_end for cell in cells[::-every]]
    names = [formats.short_period(end, definition.period_kind).replace(" ", "<br>") for end in ends]
    return axis | {"tickvals": [end.isoformat() for end in ends], "ticktext": names}


def _told(line: Line, definition: Definition, usual: Usual | None) -> Figure:
    """What pointing at a month of the main line tells beyond its figure, where its usual range is known."""
    if usual is None:
        return {}
    figure = f"{line.name}, {_HOVER_PERIOD[definition.period_kind]}: {hover(definition, 'y')}"
    return {
        "customdata": usual_range.hovers(line.cells, usual, definition),
        "hovertemplate": f"{figure}%{{customdata}}<extra></extra>",
    }


def _line(line: Line, definition: Definition, colour: str, width: float) -> Figure:
    few = len(line.cells) <= FEW_POINTS
    period = _HOVER_PERIOD[definition.period_kind]
    return {
        "type": "scatter",
        "mode": "lines+markers" if few or _has_lone_point(line.cells) else "lines",
        "x": [cell.period_end.isoformat() for cell in line.cells],
        "y": values(line.cells, definition),
        "line": {"color": colour, "width": width},
        "marker": {"color": colour, "size": 7 if few else 4},
        "connectgaps": False,
        "hovertemplate": f"{line.name}, {period}: {hover(definition, 'y')}<extra></extra>",
    }


def _has_lone_point(cells: Series) -> bool:
    """A shown point between hidden ones draws no line, so it needs a mark of its own."""
    shown = [False, *(cell.is_shown for cell in cells), False]
    return any(here and not (left or right) for left, here, right in zip(shown, shown[1:], shown[2:], strict=False))


def _band(cells: Series, definition: Definition) -> list[Figure]:
    """The 95 % interval as one closed area for each unbroken stretch."""
    stretches: list[list[Cell]] = [[]]
    for cell in cells:
        if cell.interval:
            stretches[-1].append(cell)
        elif stretches[-1]:
            stretches.append([])
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [cell.period_end.isoformat() for cell in (*stretch, *reversed(stretch))],
            "y": [drawn(limit, definition) for limit in _outline(stretch)],
            "fill": "toself",
            "fillcolor": theme.BAND,
            "line": {"width": 0},
            "hoverinfo": "skip",
        }
        for stretch in stretches
        if len(stretch) > 1
    ]


def _outline(stretch: Sequence[Cell]) -> list[float]:
    limits = [cell.interval for cell in stretch if cell.interval]
    return [upper for _, upper in limits] + [lower for lower, _ in reversed(limits)]


def _strip(hidden: Sequence[Cell], definition: Definition) -> Figure:
    """Hatched marks under the time axis where there is no number, each with the reason."""
    return {
        "type": "bar",
        "yaxis": "y2",
        "x": [cell.period_end.isoformat() for cell in hidden],
        "y": [1] * len(hidden),
        "width": _period_width(definition),
        "marker": {
            "color": theme.PANEL,
            "line": {"width": 0},
            "pattern": {"shape": "/", "fgcolor": theme.HIDDEN, "size": 5, "solidity": 0.35},
        },
        "customdata": [formats.reason(cell.symbol, definition.disclosure_rule) for cell in hidden],
        "hovertemplate": f"{_HOVER_PERIOD[definition.period_kind]}: %{{customdata}}<extra></extra>",
    }


def _strip_label(last: Cell) -> Figure:
    """Beside the strip, what its hatching means."""
    return {
        "xref": "paper",
        "x": 1.012,
        "xanchor": "left",
        "yref": "paper",
        "y": STRIP / 2,
        "yanchor": "middle",
        "text": f"hatched: {formats.withheld(last)}",
        "showarrow": False,
        "font": {"color": theme.MUTED, "size": theme.LABEL_SIZE},
    }


def _nothing_shown(last: Cell, definition: Definition) -> Figure:
    """In the middle of a chart without a single figure, the reason."""
    words = textwrap.wrap(formats.sentence(formats.reason(last.symbol, definition.disclosure_rule)), REASON_WIDTH)
    return {
        "xref": "paper",
        "x": 0.5,
        "yref": "paper",
        "y": 0.55,
        "text": "<br>".join(words),
        "showarrow": False,
        "bgcolor": theme.PAPER,
        "font": {"color": theme.MUTED, "size": theme.LABEL_SIZE + 1},
    }


def _period_width(definition: Definition) -> int:
    days = {PeriodKind.MONTH: 30, PeriodKind.WAVE: 60, PeriodKind.YEAR: 300}
    return days[definition.period_kind] * 24 * 60 * 60 * 1000


def _line_labels(
    lines: Sequence[tuple[Line, str]],
    others: Sequence[tuple[float, str, str]],
    definition: Definition,
    scale: tuple[float, float],
    *,
    share: float,
) -> list[Figure]:
    """Names at the right end of lines and of `others` (height, name, colour), moved apart where they would touch.

    `share`: how much of the chart's height the scale takes, so that a line of text takes more of it where it is less.
    """
    wanted = list(others)
    for line, colour in lines:
        last = next((cell for cell in reversed(line.cells) if cell.value is not None), None)
        if last is not None and last.value is not None:
            # Where the line ends before the chart does, its last figure would be read as today's.
            figure = f" {formats.number(last.value, definition)}" if last is line.cells[-1] else ""
            wanted.append((last.value, f"{line.name}{figure}", colour))
    wanted.sort()
    texts = [textwrap.wrap(name, LABEL_WIDTH) for _, name, _ in wanted]
    floor, height_of_scale = scale[0], scale[1] - scale[0]
    heights = apart(
        [(value - floor) / height_of_scale for value, _, _ in wanted],
        [len(text) * LINE_OF_TEXT / share for text in texts],
    )
    return [
        {
            "xref": "paper",
            "x": 1.012,
            "xanchor": "left",
            "yref": "y",
            "y": floor + height * height_of_scale,
            "yanchor": "middle",
            "align": "left",
            "text": "<br>".join(text),
            "showarrow": False,
            "font": {"color": colour, "size": theme.LABEL_SIZE},
        }
        for height, text, (_, _, colour) in zip(heights, texts, wanted, strict=True)
    ]
