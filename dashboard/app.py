"""The entry file: page configuration and navigation, nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from dashboard import shell, theme
from dashboard.views import (
    caseload,
    data_and_methods,
    online_abuse,
    overview,
    support,
    training,
    wellbeing,
    what_would_help,
    workforce,
)

PAGES: tuple[tuple[str, str, str, shell.Render], ...] = (
    ("overview", "Overview", "dashboard", overview.render),
    ("caseload", "Caseload", "work", caseload.render),
    ("online-abuse", "Online abuse", "devices", online_abuse.render),
    ("training", "Training", "school", training.render),
    ("wellbeing", "Wellbeing", "favorite", wellbeing.render),
    ("support", "Support", "groups", support.render),
    ("workforce", "Workforce", "badge", workforce.render),
    ("what-would-help", "What would help", "lightbulb", what_would_help.render),
    ("data-and-methods", "Data and methods", "fact_check", data_and_methods.render),
)

st.set_page_config(page_title="Headroom", page_icon=theme.ICON, layout="wide")
st.logo(theme.WORDMARK, size="large")
today = datetime.now(tz=UTC).date()
pages = [
    st.Page(partial(shell.page, render, today), title=title, icon=f":material/{icon}:", url_path=path)
    for path, title, icon, render in PAGES
]
chosen = st.navigation(pages, position="hidden")
shell.navigation(pages)
chosen.run()
