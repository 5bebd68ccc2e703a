"""States that are designed, not accidental: no release yet, an unusable database, a link that means nothing.

What lives here: their words and how they look. What does not: when a figure is hidden (its own exhibit says so).
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import quote, urlencode

import streamlit as st

from dashboard import formats
from dashboard.cells import Place
from dashboard.components import filters


def no_release() -> None:
    """Before the first release."""
    st.title("No release has been published yet", anchor=False)
    st.markdown("There is nothing to show until the extracts of one month have been turned into a release.")
    st.markdown("To make one: `headroom release INBOX`. To see the dashboard with sample data: `headroom demo`.")


def unusable(why: str) -> None:
    """The database cannot be read; `why` never repeats its address."""
    st.title("The figures cannot be reached", anchor=False)
    st.markdown(why)


def nothing_held() -> None:
    """A release without a single figure."""
    st.title("This release holds no results", anchor=False)
    st.markdown("It was published without a single figure. *Data and methods* says what it was made from.")


def elsewhere(topics: Sequence[str], place: Place) -> None:
    """Points from an empty page to those that have something to say on the chosen unit."""
    chosen = urlencode({filters.UNIT: place.unit.unit_id, filters.PERIOD: place.period_end.isoformat()})
    links = "".join(
        f'<li><a href="{quote(topic.replace("_", "-"))}?{html.escape(chosen)}">'
        f"{html.escape(formats.sentence(topic.replace('_', ' '))[:-1])}</a></li>"
        for topic in topics
    )
    if links:
        st.html(f"<p>It does hold figures on:</p><ul>{links}</ul>")


def misunderstood(sentences: Sequence[str]) -> None:
    """The address asks for something that is not there."""
    for sentence in sentences:
        st.warning(sentence)
