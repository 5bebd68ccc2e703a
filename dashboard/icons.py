"""Small icons of our own for how a measure stands: a shape for every word, so that colour is never needed to tell them.

What lives here: the drawing of one icon. What does not: the words that always stand beside it (`usual`): these are its
text alternative, so the picture itself is empty to a screen reader and nothing is read out twice.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from dashboard import theme
from pipelines.published import Assurance, Variation

_CIRCLE, _DIAMOND, _SQUARE = (
    '<circle cx="12" cy="12" r="9.5"/>',
    '<path d="M12 1.5 22.5 12 12 22.5 1.5 12z"/>',
    '<rect x="3" y="3" width="18" height="18" rx="1.5"/>',
)
_SHAPE: Final = {
    Variation.IMPROVEMENT: _CIRCLE,
    Variation.CONCERN: _DIAMOND,
    Variation.CHANGE: _SQUARE,
    Variation.COMMON_CAUSE: _CIRCLE,
    Variation.NOT_JUDGED: '<circle cx="12" cy="12" r="9.5" stroke-dasharray="3 2.5"/>',
}
_SIGN: Final = {
    Variation.IMPROVEMENT: "M7 12.5l3.4 3.4L17 8.8",
    Variation.CONCERN: "M12 6.5v6.5M12 16.6v.4",
    Variation.CHANGE: "M12 6v12M8.8 9 12 5.8 15.2 9M8.8 15l3.2 3.2 3.2-3.2",
    Variation.COMMON_CAUSE: "M6 13c2-4.5 4-4.5 6-1s4 3.5 6-1",
    Variation.NOT_JUDGED: "M7.5 12h.2M12 12h.2M16.5 12h.2",
}
_SIGHTS = '<circle cx="12" cy="12" r="8"/><path d="M12 1.2v3M12 19.8v3M1.2 12h3M19.8 12h3"/>'
"""What one aims through: a ring with four lines."""
_AIM: Final = {
    Assurance.RELIABLY_MET: "M8 12.3l2.8 2.8 5.2-5.8",
    Assurance.RELIABLY_MISSED: "M9 9l6 6M15 9l-6 6",
    Assurance.SOMETIMES_MET: "M7.4 13c1.5-3.5 3-3.5 4.6-1s3.1 2.5 4.6-1",
}
NAMES: Final = {Variation.IMPROVEMENT: "circle", Variation.CONCERN: "diamond", Variation.CHANGE: "square"}
"""The shapes of special months, as Plotly and the text call them."""


def variation(of: Variation) -> str:
    """A filled shape with a sign in it."""
    sign = f'<path d="{_SIGN[of]}" fill="none" stroke="{theme.VARIATION_SIGN[of]}" stroke-width="2.4"/>'
    return _svg(_SHAPE[of], theme.VARIATION_FILL[of], theme.VARIATION_INK[of], sign)


def assurance(of: Assurance) -> str:
    """A target with what will become of it; none for a measure without one."""
    if of not in _AIM:
        return ""
    return _svg(_SIGHTS, theme.PAPER, theme.INK, f'<path d="{_AIM[of]}" fill="none" stroke-width="2.4"/>')


def swatch(of: Variation) -> str:
    """The mark of a special month as the chart draws it."""
    return _svg(_SHAPE[of], theme.VARIATION_FILL[of], theme.VARIATION_INK[of])


def _svg(shape: str, fill: str, ink: str, sign: str = "") -> str:
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="{fill}" stroke="{ink}" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shape}{sign}</svg>'
    )
    # Streamlit takes drawings out of markup, but not pictures that hold one.
    return f'<img class="icon" alt="" src="data:image/svg+xml,{quote(drawing)}">'
