"""Measures of one unit above each other on one timeline, each on a scale of its own: no axis serves two.

What lives here: the drawing. What does not: which measures stand together (`timelines`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dashboard import formats, theme
from dashboard.cells import Cell, Definition, Series
from dashboard.charts.parts import Figure, drawn, ends, hover, values
from pipelines.periods import PeriodKind

PANEL: Final = 170
GAP: Final = 0.12
"""Of the height, between two panels: the name of the lower one stands there."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure of the unit, with a value across it where there is one to name."""

    definition: Definition
    cells: Series
    mark: tuple[str, float] | None = None


def panels(shown: Sequence[Panel], events: Sequence[tuple[int, date]] = ()) -> Figure:
    """Panels from the top down on the same months; `events` are numbered days, marked through all of them."""
    share = (1 - GAP * (len(shown) - 1)) / len(shown)
    data: list[Figure] = []
    layout: dict[str, Any] = {
        "template": theme.TEMPLATE,
        "height": PANEL * len(shown) + 40,
        "margin": {"t": 30, "r": 14},
        "hovermode": "closest",
        "annotations": [],
        "shapes": [_event(day) for _, day in events],
        "xaxis": {
            "type": "date",
            "tickformat": "%b %Y",
            "nticks": 6,
            "ticklabelstandoff": 6,
            "showgrid": False,
            "anchor": f"y{len(shown)}",
        },
    }
    for number, panel in enumerate(shown, 1):
        top = 1 - (number - 1) * (share + GAP)
        axis = "y" if number == 1 else f"y{number}"
        layout["yaxis" if number == 1 else f"yaxis{number}"] = _axis(panel, (max(top - share, 0.0), top))
        layout["annotations"].append(_title(panel.definition.label, top))
        data += _panel(panel, axis)
        if panel.mark:
            layout["shapes"].append(_across(panel.mark[1], axis))
            layout["annotations"].append(_mark(panel.mark, axis))
    layout["annotations"] += [_number(number, day) for number, day in events]
    return {"data": data, "layout": layout}


def _axis(panel: Panel, domain: tuple[float, float]) -> Figure:
    return {
        "domain": list(domain),
        "range": list(ends(panel.cells, [panel.mark[1]] if panel.mark else [], panel.definition)),
        "nticks": 4,
        "gridcolor": theme.GRID,
        "ticksuffix": formats.PERCENT if panel.definition.unit == formats.PERCENT else "",
    }


def _panel(panel: Panel, axis: str) -> list[Figure]:
    """A line through what is shown; what is hidden is a cross on the baseline and a break in the line."""
    is_wave = panel.definition.period_kind is PeriodKind.WAVE
    line = {
        "type": "scatter",
        "mode": "lines+markers" if is_wave else "lines",
        "yaxis": axis,
        "x": [cell.period_end.isoformat() for cell in panel.cells],
        "y": values(panel.cells, panel.definition),
        "connectgaps": False,
        "line": {"color": theme.MAIN, "width": 2},
        "marker": {"size": 8, "color": theme.MAIN},
        "hovertemplate": f"%{{x|%B %Y}}: {hover(panel.definition, 'y')}<extra></extra>",
    }
    return [line | _interval(panel) if is_wave else line, *_hidden(panel, axis)]


def _interval(panel: Panel) -> Figure:
    def reach(cell: Cell, end: int) -> float:
        if cell.interval is None or cell.value is None:
            return 0.0
        return abs(drawn(cell.interval[end] - cell.value, panel.definition))

    return {
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [reach(cell, 1) for cell in panel.cells],
            "arrayminus": [reach(cell, 0) for cell in panel.cells],
            "color": theme.CONTEXT,
            "thickness": 1.2,
            "width": 0,
        }
    }


def _hidden(panel: Panel, axis: str) -> list[Figure]:
    without = [cell for cell in panel.cells if not cell.is_shown]
    if not without:
        return []
    reasons = [formats.reason(cell.symbol, panel.definition.disclosure_rule).split(":")[0] for cell in without]
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "yaxis": axis,
            "x": [cell.period_end.isoformat() for cell in without],
            "y": [0] * len(without),
            "cliponaxis": False,
            "marker": {"symbol": "x-thin", "size": 7, "line": {"width": 1.5, "color": theme.HIDDEN}},
            "text": [f"{formats.symbol(cell)}: {reason}" for cell, reason in zip(without, reasons, strict=True)],
            "hovertemplate": "%{x|%B %Y}: %{text}<extra></extra>",
        }
    ]


def _title(text: str, top: float) -> Figure:
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": top,
        "yanchor": "bottom",
        "text": f"<b>{text}</b>",
        "showarrow": False,
        "font": {"color": theme.INK, "size": theme.LABEL_SIZE},
    }


def _across(value: float, axis: str) -> Figure:
    line = {"color": theme.REFERENCE, "width": 1.5, "dash": "dash"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": axis, "y0": value, "y1": value, "line": line}


def _mark(mark: tuple[str, float], axis: str) -> Figure:
    return {
        "xref": "paper",
        "x": 1,
        "xanchor": "right",
        "yref": axis,
        "y": mark[1],
        "yanchor": "bottom",
        "text": mark[0],
        "showarrow": False,
        "font": {"color": theme.REFERENCE, "size": 12},
    }


def _event(day: date) -> Figure:
    line = {"color": theme.CONTEXT, "width": 1.2, "dash": "dot"}
    return {
        "type": "line",
        "xref": "x",
        "x0": day.isoformat(),
        "x1": day.isoformat(),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": line,
    }


def _number(number: int, day: date) -> Figure:
    return {
        "xref": "x",
        "x": day.isoformat(),
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": 14,
        "text": f"<b>{number}</b>",
        "showarrow": False,
        "font": {"color": theme.INK, "size": 12},
    }
