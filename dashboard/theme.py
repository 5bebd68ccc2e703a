"""One look for every chart and page: colours, type and the Plotly template.

What lives here: tokens. What does not: any figure (`charts`), or the rules of a page (`stylesheet`). The colours are
those of the Government Analysis Function's palette, darkened where they carry text, so that each reads at 4.5 to 1 on
white and no two that meet on one chart are told apart by hue alone. `.streamlit/config.toml` repeats the page's own;
a test keeps the two equal.
"""

from __future__ import annotations

from typing import Any, Final

from pipelines.published import Severity, Variation

INK: Final = "#1d2a35"
MUTED: Final = "#56636d"
GRID: Final = "#e3e8eb"
PAPER: Final = "#ffffff"
PANEL: Final = "#f4f6f8"
BORDER: Final = "#d5dce1"

MAIN: Final = "#12436d"
COMPANION: Final = "#17706a"
CONTEXT: Final = "#66717a"
REFERENCE: Final = "#801650"
HIDDEN: Final = "#8a949c"
BAND: Final = "rgba(18, 67, 109, 0.14)"
FAN: Final = "rgba(18, 67, 109, 0.28)"

SEVERITY_INK: Final = {
    Severity.CRITICAL: "#8c1c13",
    Severity.WARNING: "#7a4300",
    Severity.NOTICE: "#414d57",
    Severity.IMPROVEMENT: "#0b5a50",
}
SEVERITY_FILL: Final = {
    Severity.CRITICAL: "#fbdcd7",
    Severity.WARNING: "#fdebcb",
    Severity.NOTICE: "#e8ecef",
    Severity.IMPROVEMENT: "#d5efe9",
}

USUAL: Final = "rgba(86, 99, 109, 0.11)"
USUAL_EDGE: Final = "#7b868e"
"""The usual range is grey and edged: an interval is blue and has no edge."""
VARIATION_FILL: Final = {
    Variation.IMPROVEMENT: "#00b0f0",
    Variation.CONCERN: "#e46c0a",
    Variation.CHANGE: "#490092",
    Variation.COMMON_CAUSE: "#a6a6a6",
    Variation.NOT_JUDGED: PAPER,
}
"""The colours of NHS England's *Making Data Count*. Bright ones carry no text and have a dark outline."""
VARIATION_INK: Final = {
    Variation.IMPROVEMENT: "#00506f",
    Variation.CONCERN: "#8a3d00",
    Variation.CHANGE: "#490092",
    Variation.COMMON_CAUSE: MUTED,
    Variation.NOT_JUDGED: MUTED,
}
VARIATION_SIGN: Final = dict.fromkeys(Variation, INK) | {Variation.CHANGE: PAPER}

FONT: Final = '"Source Sans", "Source Sans Pro", Arial, sans-serif'
CHART_HEIGHT: Final = 340
ROW_HEIGHT: Final = 30
LABEL_SIZE: Final = 13

TEMPLATE: Final[dict[str, Any]] = {
    "layout": {
        "font": {"family": FONT, "size": LABEL_SIZE, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "colorway": [MAIN, COMPANION, REFERENCE, CONTEXT],
        "hoverlabel": {"font": {"family": FONT, "size": LABEL_SIZE}, "bgcolor": PAPER, "bordercolor": BORDER},
        "showlegend": False,
        "dragmode": False,
        "margin": {"l": 8, "r": 8, "t": 12, "b": 8},
        "xaxis": {"automargin": True, "showgrid": False, "zeroline": False, "linecolor": BORDER, "fixedrange": True},
        "yaxis": {"automargin": True, "gridcolor": GRID, "zeroline": False, "rangemode": "tozero", "fixedrange": True},
    }
}
CONFIG: Final[dict[str, Any]] = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "showTips": False,
    "scrollZoom": False,
    "doubleClick": False,
}

ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#12436d"/>'
    '<path d="M5 8h22" stroke="#fff" stroke-width="2" stroke-dasharray="3 2"/>'
    '<path d="M7 26v-7h4v7zM14 26V14h4v12zM21 26v-9h4v9z" fill="#fff"/></svg>'
)
"""Three loads under a limit; drawn here because Streamlit fetches every other kind of icon from another host."""
WORDMARK: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 32" height="32">'
    f"{ICON[ICON.index('<rect') : -len('</svg>')]}"
    '<text x="42" y="22.5" font-family="Arial, sans-serif" font-size="19" font-weight="700" fill="#12436d">'
    "Headroom</text></svg>"
)
