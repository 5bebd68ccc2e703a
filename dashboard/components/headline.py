"""The first lines of a page: where we are, what it says, and the sentence that says more."""

from __future__ import annotations

import html

import streamlit as st

from dashboard import formats
from dashboard.cells import Place, Release
from dashboard.messages import Message
from pipelines.periods import PeriodKind

STALE_AFTER_DAYS = {PeriodKind.MONTH: 62, PeriodKind.WAVE: 400, PeriodKind.YEAR: 550}
"""A monthly release is old after the second month without a new one; a yearly one after a year and a half."""


def show(page: str, release: Release, place: Place, message: Message) -> None:
    """The line above the title keeps page, unit and period in sight; the title is the message."""
    when = formats.period(place.period_end, place.kind)
    where = f"{page} · {formats.whereabouts(place)} · {when}"
    st.html(f'<p class="where">{html.escape(where)}{_age(release, place)}</p>')
    st.title(plain(message.title), anchor=False)
    if message.sentence:
        st.markdown(plain(message.sentence))


def _age(release: Release, place: Place) -> str:
    days = (place.seen_on - release.reference_date).days
    if days <= STALE_AFTER_DAYS[place.kind]:
        return ""
    end = formats.day(release.reference_date)
    return f' · <span class="old">figures end on {end}, {days} days ago: a newer release may be due</span>'


def plain(text: str) -> str:
    """Text in which nothing is taken for markup."""
    for sign in "\\`*_{}[]<>#$~|:":
        text = text.replace(sign, f"\\{sign}")
    return text
