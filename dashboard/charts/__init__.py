"""Cells and a definition to a figure: pure functions that return plain Plotly dictionaries.

What lives here: lines over time, parts side by side, counts of parts; what is hidden drawn as an absence with its
reason; benchmarks named where they stand. What does not: Streamlit, words about the figures (`messages`), or data.
Plain dictionaries cost a hundredth of what express figures cost, and a hidden cell has no number to put in them.
"""

from dashboard.charts.before_after import Change, before_after
from dashboard.charts.funnel import SHORTLY, STANDINGS, Dot, funnel
from dashboard.charts.over_time import over_time
from dashboard.charts.panels import Panel, panels
from dashboard.charts.parts import Bar, Figure, Line, Mark, ends, mark
from dashboard.charts.profile import Result, profile
from dashboard.charts.quadrants import Corner, Point, names_that_fit, quadrants
from dashboard.charts.side_by_side import row_height, row_name, short_names, side_by_side

__all__ = [
    "SHORTLY",
    "STANDINGS",
    "Bar",
    "Change",
    "Corner",
    "Dot",
    "Figure",
    "Line",
    "Mark",
    "Panel",
    "Point",
    "Result",
    "before_after",
    "ends",
    "funnel",
    "mark",
    "names_that_fit",
    "over_time",
    "panels",
    "profile",
    "quadrants",
    "row_height",
    "row_name",
    "short_names",
    "side_by_side",
]
