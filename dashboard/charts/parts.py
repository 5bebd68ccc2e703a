"""What both kinds of chart are made of: lines, bars and marks, scales, and how a value is drawn and hovered over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard import formats, theme
from dashboard.cells import Benchmark, Cell, Definition, Series

Figure = dict[str, Any]

ROOM_ABOVE: Final = 1.12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart over time and what it is called."""

    name: str
    cells: Series


@dataclass(frozen=True, slots=True)
class Bar:
    """One unit or part of a chart side by side: its cell now and, where there is one, a year earlier."""

    name: str
    latest: Cell
    earlier: Cell | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A named value across the whole chart: a limit or a published comparator."""

    name: str
    value: float


def mark(benchmark: Benchmark, definition: Definition) -> Mark:
    """`England 2025: 15.2`."""
    return Mark(formats.benchmark(benchmark, definition), benchmark.value)


def value_axis(definition: Definition) -> Figure:
    """A few round values, with their sign."""
    return {"ticksuffix": formats.PERCENT if definition.unit == formats.PERCENT else "", "nticks": 6}


def ends(cells: Sequence[Cell], others: Sequence[float], definition: Definition) -> tuple[float, float]:
    """Where a value axis begins and ends: at nothing and above the greatest; a scale of few steps at its own ends."""
    if definition.unit == formats.SCORE and definition.least is not None and definition.most is not None:
        return definition.least, definition.most
    lowest = min((cell.lower or cell.value or 0.0 for cell in cells), default=0.0)
    greatest = max(highest(cells), *others, 0.0)
    return min(lowest, *others, 0.0) * ROOM_ABOVE, (greatest or 1.0) * ROOM_ABOVE


def highest(cells: Sequence[Cell]) -> float:
    """The greatest value or upper limit that is shown."""
    return max((cell.upper or cell.value or 0.0 for cell in cells), default=0.0)


def values(cells: Series, definition: Definition) -> list[float | None]:
    """One decimal more than is written, so that a line of small shares is no staircase."""
    return [None if cell.value is None else drawn(cell.value, definition) for cell in cells]


def drawn(value: float, definition: Definition) -> float:
    """A value as it stands in a figure."""
    return round(value, definition.decimals + 1) + 0.0


def hover(definition: Definition, axis: str) -> str:
    """How a value is written when pointed at, in Plotly's own format."""
    unit = "%" if definition.unit == formats.PERCENT else f" {formats.unit(0.0, definition)}"
    return f"%{{{axis}:,.{definition.decimals}f}}{unit}"


def across(value: float, axis: str) -> Figure:
    """A dashed line over the whole chart at a value of the axis."""
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
