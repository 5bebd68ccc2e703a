"""Cells and a definition to a figure: pure functions that return plain Plotly dictionaries.

What lives here: lines over time, parts side by side, counts of parts; what is hidden drawn as an absence with its
reason; benchmarks named where they stand. What does not: Streamlit, words about the figures (`messages`), or data.
Plain dictionaries cost a hundredth of what express figures cost, and a hidden cell has no number to put in them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from dashboard import formats, theme
from dashboard.cells import Benchmark, Cell, Definition, Series
from pipelines.periods import PeriodKind
from pipelines.published import Symbol

Figure = dict[str, Any]

LABEL_COLUMN: Final = 122
"""Pixels kept free right of a line chart for the names of its lines."""
LABEL_WIDTH: Final = 19
"""Letters of a name before it breaks."""
ROW_NAME_WIDTH: Final = 28
"""Letters of a row's name before it breaks."""
LINE_HEIGHT: Final = 14
MARK_ROW: Final = 20
MARK_NAME_WIDTH: Final = 40
"""Letters of a mark's name before it breaks, where it stands above a chart."""
LINE_OF_TEXT: Final = 0.062
"""The height of a line of text as a share of the chart's."""
SETTLING_ROUNDS: Final = 20
STRIP: Final = 0.055
"""The share of a chart's height given to the strip that says where nothing may be shown."""
ROOM_ABOVE: Final = 1.12
MOST_TICKS: Final = 6
"""More names than that turn sideways on a phone."""
FEW_POINTS: Final = 12
"""Up to so many points each gets a mark of its own."""
_HOVER_PERIOD = {PeriodKind.MONTH: "%{x|%B %Y}", PeriodKind.WAVE: "survey of %{x|%B %Y}", PeriodKind.YEAR: "%{x|%Y}"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart over time and what it is called."""

    name: str
    cells: Series


@dataclass(frozen=True, slots=True)
class Bar:
    """One unit or part of a chart side by side: its cell now and, where there is one, a year earlier."""

    name: str
    now: Cell
    earlier: Cell | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A named value across the whole chart: a limit or a published comparator."""

    name: str
    value: float


def row_name(name: str) -> str:
    """A name broken into short lines, so that a phone has room left for the figures."""
    return "<br>".join(textwrap.wrap(name, ROW_NAME_WIDTH))


def row_height(names: Iterable[str]) -> int:
    """Pixels for each row: more where a name takes two lines."""
    return theme.ROW_HEIGHT + LINE_HEIGHT * max((name.count("<br>") for name in names), default=0)


def mark(benchmark: Benchmark, definition: Definition) -> Mark:
    """`England 2025: 15.2`."""
    return Mark(formats.benchmark(benchmark, definition), benchmark.value)


def over_time(
    main: Line,
    definition: Definition,
    companion: Line | None = None,
    context: Sequence[Line] = (),
    marks: Sequence[Mark] = (),
) -> Figure:
    """One unit's line with its interval, in front of the units it belongs to and the comparators."""
    top = _top([main, *context, *([companion] if companion else [])], marks)
    traces = [_line(line, definition, theme.CONTEXT, 1.5) for line in context]
    labels = [(line, theme.CONTEXT) for line in context]
    if companion:
        traces.append(_line(companion, definition, theme.COMPANION, 2))
        labels.append((companion, theme.COMPANION))
    traces += [*_band(main.cells, definition), _line(main, definition, theme.MAIN, 3)]
    labels.append((main, theme.MAIN))
    hidden = [cell for cell in main.cells if not cell.is_shown]
    layout: Figure = {
        "template": theme.TEMPLATE,
        "height": theme.CHART_HEIGHT,
        "margin": {"r": LABEL_COLUMN},
        "hovermode": "closest",
        "shapes": [_across(each.value, "y") for each in marks],
        "annotations": _line_labels(labels, marks, definition, top),
        "xaxis": _time_axis(main.cells, definition),
        "yaxis": _value_axis(definition) | {"range": [0, top], "domain": [2 * STRIP if hidden else 0, 1]},
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


def side_by_side(bars: Sequence[Bar], definition: Definition, marks: Sequence[Mark] = ()) -> Figure:
    """Units or parts below each other on one scale, in the order given; counts as bars, all else as points."""
    bars = [replace(bar, name=row_name(bar.name)) for bar in bars]
    shown = [bar for bar in bars if bar.now.is_shown]
    traces = _counts(shown, definition) if formats.is_count(definition) else _points(shown, definition)
    top = max([_highest([bar.now for bar in shown]), *(each.value for each in marks), 1e-9]) * ROOM_ABOVE
    return {
        "data": traces,
        "layout": {
            "template": theme.TEMPLATE,
            "height": len(bars) * row_height(bar.name for bar in bars) + 46 + _room_for(marks),
            "margin": {"t": 8 + _room_for(marks), "r": 56},
            "hovermode": "closest",
            "barmode": "overlay",
            "bargap": 0.35,
            "shapes": [_across(each.value, "x") for each in marks],
            "annotations": [*_top_labels(marks, top), *_figures(shown, definition), *_reasons(bars, definition)],
            "xaxis": _value_axis(definition) | {"range": [0, top], "showgrid": True, "gridcolor": theme.GRID},
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


def _value_axis(definition: Definition) -> Figure:
    return {"ticksuffix": formats.PERCENT if definition.unit == formats.PERCENT else "", "nticks": 6}


def _time_axis(cells: Series, definition: Definition) -> Figure:
    """Months get ticks of the axis's own; surveys and years stand at their own dates, the last one always named."""
    axis: Figure = {"type": "date", "tickformat": "%b\n%Y", "nticks": 9}
    if definition.period_kind is PeriodKind.MONTH:
        return axis
    every = -(-len(cells) // MOST_TICKS)
    ends = [cell.period_end for cell in cells[::-every]]
    names = [formats.short_period(end, definition.period_kind).replace(" ", "<br>") for end in ends]
    return axis | {"tickvals": [end.isoformat() for end in ends], "ticktext": names}


def _highest(cells: Sequence[Cell]) -> float:
    return max((cell.upper or cell.value or 0.0 for cell in cells), default=0.0)


def _top(lines: Sequence[Line], marks: Sequence[Mark]) -> float:
    highest = max([_highest(line.cells) for line in lines] + [each.value for each in marks])
    return (highest or 1.0) * ROOM_ABOVE


def _values(cells: Series, definition: Definition) -> list[float | None]:
    """One decimal more than is written, so that a line of small shares is no staircase."""
    return [None if cell.value is None else _drawn(cell.value, definition) for cell in cells]


def _drawn(value: float, definition: Definition) -> float:
    return round(value, definition.decimals + 1) + 0.0


def _hover(definition: Definition, axis: str) -> str:
    unit = "%" if definition.unit == formats.PERCENT else f" {definition.unit}"
    return f"%{{{axis}:,.{definition.decimals}f}}{unit}"


def _line(line: Line, definition: Definition, colour: str, width: float) -> Figure:
    few = len(line.cells) <= FEW_POINTS
    period = _HOVER_PERIOD[definition.period_kind]
    return {
        "type": "scatter",
        "mode": "lines+markers" if few or _has_lone_point(line.cells) else "lines",
        "x": [cell.period_end.isoformat() for cell in line.cells],
        "y": _values(line.cells, definition),
        "line": {"color": colour, "width": width},
        "marker": {"color": colour, "size": 7 if few else 4},
        "connectgaps": False,
        "hovertemplate": f"{line.name}, {period}: {_hover(definition, 'y')}<extra></extra>",
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
            "y": [_drawn(limit, definition) for limit in _outline(stretch)],
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
    words = textwrap.wrap(formats.sentence(formats.reason(last.symbol, definition.disclosure_rule)), 40)
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


def _across(value: float, axis: str) -> Figure:
    along = "x" if axis == "y" else "y"
    return {
        "type": "line",
        f"{along}ref": "paper",
        f"{along}0": 0,
        f"{along}1": 1,
        f"{axis}ref": axis,
        f"{axis}0": value,
        f"{axis}1": value,
        "line": {"color": theme.REFERENCE, "width": 1.5, "dash": "dash"},
    }


def _line_labels(
    lines: Sequence[tuple[Line, str]], marks: Sequence[Mark], definition: Definition, top: float
) -> list[Figure]:
    """Names at the right end of their lines, moved apart where they would touch."""
    wanted = [(each.value, each.name, theme.REFERENCE) for each in marks]
    for line, colour in lines:
        last = next((cell for cell in reversed(line.cells) if cell.value is not None), None)
        if last is not None and last.value is not None:
            # Where the line ends before the chart does, its last figure would be read as today's.
            figure = f" {formats.number(last.value, definition)}" if last is line.cells[-1] else ""
            wanted.append((last.value, f"{line.name}{figure}", colour))
    wanted.sort()
    texts = [textwrap.wrap(name, LABEL_WIDTH) for _, name, _ in wanted]
    heights = apart([value / top for value, _, _ in wanted], [len(text) * LINE_OF_TEXT for text in texts])
    return [
        {
            "xref": "paper",
            "x": 1.012,
            "xanchor": "left",
            "yref": "y",
            "y": height * top,
            "yanchor": "middle",
            "align": "left",
            "text": "<br>".join(text),
            "showarrow": False,
            "font": {"color": colour, "size": theme.LABEL_SIZE},
        }
        for height, text, (_, _, colour) in zip(heights, texts, wanted, strict=True)
    ]


def apart(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Heights from 0 to 1, lowest first and near the wanted ones, at which labels of these sizes do not touch."""
    placed = list(wanted)
    for _ in range(SETTLING_ROUNDS):
        for low in range(len(placed) - 1):
            overlap = placed[low] + (sizes[low] + sizes[low + 1]) / 2 - placed[low + 1]
            if overlap > 0:
                placed[low] -= overlap / 2
                placed[low + 1] += overlap / 2
    return _from_top_to_bottom(placed, sizes)


def _from_top_to_bottom(placed: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Pushed down where the highest would stick out, then up where the lowest would."""
    down = list(placed)
    ceiling = 1.0
    for place in reversed(range(len(down))):
        down[place] = min(down[place], ceiling - sizes[place] / 2)
        ceiling = down[place] - sizes[place] / 2
    floor = 0.0
    for place in range(len(down)):
        down[place] = max(down[place], floor + sizes[place] / 2)
        floor = down[place] + sizes[place] / 2
    return down


def _counts(shown: Sequence[Bar], definition: Definition) -> list[Figure]:
    return [
        {
            "type": "bar",
            "orientation": "h",
            "y": [bar.name for bar in shown],
            "x": _values(tuple(bar.now for bar in shown), definition),
            "text": [formats.short(bar.now, definition) for bar in shown],
            "textposition": "outside",
            "cliponaxis": False,
            "marker": {"color": theme.MAIN},
            "hovertemplate": f"%{{y}}: {_hover(definition, 'x')}<extra></extra>",
        }
    ]


def _points(shown: Sequence[Bar], definition: Definition) -> list[Figure]:
    now = [bar.now for bar in shown]
    values = _values(tuple(now), definition)
    earlier = [bar for bar in shown if bar.earlier and bar.earlier.is_shown]
    limits = [cell.interval or (cell.value or 0.0, cell.value or 0.0) for cell in now]
    traces: list[Figure] = []
    if earlier:
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "y": [bar.name for bar in earlier],
                "x": _values(tuple(bar.earlier for bar in earlier if bar.earlier), definition),
                "marker": {"symbol": "circle-open", "size": 9, "color": theme.CONTEXT, "line": {"width": 1.5}},
                "hovertemplate": f"%{{y}}, before: {_hover(definition, 'x')}<extra></extra>",
            }
        )
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "y": [bar.name for bar in shown],
            "x": values,
            "cliponaxis": False,
            "marker": {"size": 11, "color": theme.MAIN},
            "error_x": {
                "type": "data",
                "symmetric": False,
                "array": [upper - (cell.value or 0.0) for cell, (_, upper) in zip(now, limits, strict=True)],
                "arrayminus": [(cell.value or 0.0) - lower for cell, (lower, _) in zip(now, limits, strict=True)],
                "color": theme.CONTEXT,
                "thickness": 1.5,
                "width": 0,
            },
            "hovertemplate": f"%{{y}}: {_hover(definition, 'x')}<extra></extra>",
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
            "text": f"<b>{formats.short(bar.now, definition)}</b>",
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
            "text": _short_reason(bar.now.symbol, definition),
            "showarrow": False,
            "font": {"color": theme.MUTED, "size": 12},
        }
        for bar in bars
        if not bar.now.is_shown
    ]


def _short_reason(symbol: Symbol | None, definition: Definition) -> str:
    words = formats.reason(symbol, definition.disclosure_rule).split(", or ")[0]
    return f"<i>{symbol or Symbol.NOT_AVAILABLE}: {words}</i>"
