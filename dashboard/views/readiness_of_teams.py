"""Exposure against readiness, as a part of the page on online abuse: the chart, then how many to train where."""

from __future__ import annotations

import streamlit as st

from dashboard import readiness, readiness_words
from dashboard.cells import Place
from dashboard.components import exhibit, tables
from dashboard.components.headline import plain
from dashboard.readings import read
from dashboard.starting_points import COVER, GAP
from dashboard.store import Store


def render(store: Store, place: Place) -> None:
    """The teams of the chosen service or authority."""
    definitions, found = store.definitions, readiness.read(store, place)
    readings = read(store, place, (readiness.SHARE, COVER, GAP))
    exhibit.show(readiness_words.exhibit(found, place, readings, definitions), place, definitions)
    st.header("How many to train, and where first", anchor=False)
    st.markdown(plain(readiness_words.estimate(found, readiness.whole(store, place), definitions)))
    table = readiness_words.needs(found, definitions)
    tables.words(table, f"Practitioners to train: teams of {place.unit.name}")
    st.caption(plain(readiness_words.METHOD))
    tables.download(table, f"practitioners-to-train-{place.unit.unit_id}-{place.period_end.isoformat()}")
