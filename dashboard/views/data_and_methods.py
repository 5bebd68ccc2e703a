"""Data and methods: what every measure means, what was asked of the extracts, what is hidden and why, and from what."""

from __future__ import annotations

import streamlit as st

from dashboard import provenance, theme
from dashboard.cells import Place
from dashboard.components import headline, tables
from dashboard.queries import Store

SECTIONS = ("What is hidden", "Definitions", "Questions to the extracts", "Inputs", "Symbols")


def render(store: Store, place: Place) -> None:
    """Only the section that is open is read and drawn."""
    counts = store.symbol_counts()
    said = provenance.message(store.release, counts, store.findings())
    headline.show("Data and methods", store.release, place, said)
    hidden, definitions, findings, inputs, symbols = st.tabs(SECTIONS, on_change="rerun", key="section")
    if hidden.open:
        with hidden:
            _hidden(store)
    if definitions.open:
        with definitions:
            tables.words(provenance.definitions(store.definitions.values()), "Every measure and its definition")
    if findings.open:
        with findings:
            _findings(store)
    if inputs.open:
        with inputs:
            tables.words(provenance.release(store.release), "The release")
            tables.words(provenance.inputs(store.input_files()), "The files the release was made from")
    if symbols.open:
        with symbols:
            tables.words(provenance.symbols(), "The symbols that stand where a number may not")


def _hidden(store: Store) -> None:
    shares = provenance.hidden_shares(store.symbol_counts(), store.definitions)
    st.markdown(provenance.WHY_HIDDEN)
    if shares:
        st.plotly_chart(
            provenance.chart(shares), theme=None, config=theme.CONFIG, alt=provenance.alt(shares), key="hidden-shares"
        )
    tables.figures(
        provenance.hidden_table(store.symbol_counts(), store.definitions), "Figures shown and hidden by measure"
    )


def _findings(store: Store) -> None:
    found = store.findings()
    if found:
        tables.words(provenance.findings(found), "What was asked of whoever made the extracts")
    else:
        st.markdown("Nothing was found wrong with the extracts of this release.")
