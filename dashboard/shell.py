"""What every page has around it: the release and place it shows, and the notices when there are none."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from dashboard import stylesheet
from dashboard.cells import Place
from dashboard.components import filters, notices
from dashboard.store import Store, open_store
from pipelines.errors import DatabaseUnusable

DATABASE = "HEADROOM_DATABASE_URL"
DEFAULT_DATABASE = "sqlite:///headroom.sqlite"
Render = Callable[[Store, Place], None]


def address(environment: Mapping[str, str]) -> str:
    """Where the releases are; the same default as that of the command line."""
    return environment.get(DATABASE) or DEFAULT_DATABASE


def navigation(pages: Sequence[StreamlitPage]) -> None:
    """Links to every page in the sidebar, each to the same unit and period."""
    with st.sidebar:
        for each in pages:
            st.page_link(each, query_params=filters.carried(), width="stretch")


def page(render: Render, today: date) -> None:
    """One run of one page. The release is chosen once, so that all of it shows the same release."""
    st.html(stylesheet.rules())
    try:
        store = open_store(address(os.environ))
    except DatabaseUnusable as unusable:
        notices.unusable(str(unusable))
        return
    if store is None:
        notices.no_release()
        return
    place = filters.choose_place(store, today)
    if place is None:
        notices.nothing_held()
        return
    notices.misunderstood(filters.misunderstood(store))
    render(store, place)
