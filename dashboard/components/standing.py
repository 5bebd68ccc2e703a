"""How a measure stands, beside its chart: icons with their words, what is drawn, and the events that are marked.

What lives here: the markup of these three. What does not: an icon's drawing (`icons`) or any word of it (`usual`).
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from dashboard import formats, icons
from dashboard.cells import Definition, Place
from dashboard.components import filters
from dashboard.usual import ASSURANCES, VARIATIONS, Usual, assurance, event, numbered
from pipelines.published import Assurance, ChartKind, Variation

HOW_TO_READ = "How to read the charts"
"""What the link is called, and the section of *Data and methods* that it opens."""


def verdict(usual: Usual | None, definition: Definition) -> None:
    """The state of the latest month and what will become of the target, where the page shows that month."""
    if usual and usual.is_now:
        st.html(markup(usual, definition))


def markup(usual: Usual, definition: Definition) -> str:
    """Icons with their words, as a list of one or two."""
    said = [(icons.variation(usual.chart.variation), VARIATIONS[usual.chart.variation])]
    if target := assurance(usual, definition):
        said.append((icons.assurance(usual.chart.assurance), target))
    items = "".join(f'<div role="listitem">{icon}<b>{html.escape(words)}</b></div>' for icon, words in said)
    return f'<div class="verdict" role="list" aria-label="How it stands">{items}</div>'


def meanings(variations: Mapping[Variation, str], assurances: Mapping[Assurance, str]) -> None:
    """Every icon with its words and what they mean."""
    said = [(icons.variation(each), VARIATIONS[each], means) for each, means in variations.items()]
    said += [(icons.assurance(each), f"Target {ASSURANCES[each]}", means) for each, means in assurances.items()]
    items = "".join(
        f'<div role="listitem">{icon}<p><b>{html.escape(words)}.</b> {html.escape(means)}</p></div>'
        for icon, words, means in said
    )
    st.html(f'<div class="meanings" role="list" aria-label="What the icons mean">{items}</div>')


def key(usual: Usual | None, place: Place, of: str = "") -> None:
    """Under the chart, what is drawn on it; `of` says whose range it is where two measures are drawn."""
    if usual:
        st.html(f'<div class="key">{drawn(usual, f" of {of}" if of else "")}{_link(place)}</div>{_events(usual)}')


def drawn(usual: Usual, of: str) -> str:
    """Range or median, then the marks that occur; each with its words."""
    parts = []
    if usual.has_range:
        parts.append(f'<span><i class="band"></i>usual range{html.escape(of)}, with the average in it</span>')
    elif usual.chart.kind is ChartKind.RUN and usual.limits:
        said = f"median{html.escape(of)}: too few months for a usual range"
        parts.append(f'<span><i class="middle"></i>{said}</span>')
    marked = {point.variation for point in usual.points}
    parts += [f"<span>{icons.swatch(each)}{words}</span>" for each, words in MARKED.items() if each in marked]
    return "".join(parts)


MARKED = {
    Variation.IMPROVEMENT: "stands out for the better",
    Variation.CONCERN: "stands out for the worse",
    Variation.CHANGE: "stands out",
}


def _link(place: Place) -> str:
    """A link like those of the menu: the chosen unit and period go along."""
    asked = {
        filters.UNIT: place.unit.unit_id,
        filters.PERIOD: place.period_end.isoformat(),
        "section": HOW_TO_READ,
    }
    return f'<a href="data-and-methods?{html.escape(urlencode(asked))}" target="_self">{HOW_TO_READ}</a>'


def _events(usual: Usual) -> str:
    """What the numbers above the chart stand for."""
    items = "".join(
        f'<div role="listitem"><b>{number}</b> {html.escape(formats.sentence(event(each)))}</div>'
        for number, each in numbered(usual.events)
    )
    return f'<div class="events" role="list" aria-label="Events marked on the chart">{items}</div>' if items else ""
