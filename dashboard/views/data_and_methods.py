"""Data and methods: what every measure means, what was asked of the extracts, what is hidden and why, and from what."""

from __future__ import annotations

import streamlit as st

from dashboard import provenance, reading_charts, theme, workload
from dashboard.cells import Place
from dashboard.components import headline, standing, tables
from dashboard.store import Store


def render(store: Store, place: Place) -> None:
    """Only the section that is open is read and drawn."""
    said = provenance.message(store.release, store.symbol_counts(), store.findings())
    headline.show("Data and methods", store.release, place, said)
    panels = st.tabs(tuple(SECTIONS), on_change="rerun", key="section", bind="query-params")
    for panel, show in zip(panels, SECTIONS.values(), strict=True):
        if panel.open:
            with panel:
                show(store)


def _hidden(store: Store) -> None:
    counts, definitions = store.symbol_counts(), store.definitions
    shares = provenance.hidden_shares(counts, definitions)
    st.markdown(provenance.why_hidden(store.policy_settings()))
    if shares:
        st.plotly_chart(
            provenance.chart(shares), theme=None, config=theme.CONFIG, alt=provenance.alt(shares), key="hidden-shares"
        )
    table = provenance.hidden_table(counts, definitions)
    tables.figures(table, "Figures shown and hidden by measure")
    tables.download(table, "hidden-figures")


def _protection(store: Store) -> None:
    table = provenance.protection(store.policy_settings())
    st.markdown(provenance.HOW_PROTECTED)
    tables.words(table, "How small numbers are protected")
    tables.download(table, "how-small-numbers-are-protected")


def _definitions(store: Store) -> None:
    table = provenance.definitions(store.definitions.values())
    tables.words(table, "Every measure and its definition")
    tables.download(table, "definitions")


def _workload(store: Store) -> None:
    settings, loads = store.workload_settings(), store.weighted_loads()
    st.markdown(workload.in_words(settings, store.organisation, store.release.reference_date))
    if settings:
        table = workload.settings_table(settings, store.organisation)
        tables.words(table, "Limits, bands, weights and targets")
        tables.download(table, "workload-settings")
    if loads:
        st.markdown(workload.WEIGHTED)
        weighted = workload.weighted_table(loads, store.organisation)
        tables.figures(weighted, "Load with case weights")
        tables.download(weighted, "weighted-loads")


def _findings(store: Store) -> None:
    found = store.findings()
    if not found:
        st.markdown("Nothing was found wrong with the extracts of this release.")
        return
    table = provenance.findings(found)
    tables.words(table, "What was asked of whoever made the extracts")
    tables.download(table, "questions-to-the-extracts")


def _inputs(store: Store) -> None:
    tables.words(provenance.release(store.release), "The release")
    files = provenance.inputs(store.input_files())
    tables.words(files, "The files the release was made from")
    tables.download(files, "inputs")


def _symbols(_: Store) -> None:
    tables.words(provenance.symbols(), "The symbols that stand where a number may not")


def _charts(store: Store) -> None:
    st.markdown(reading_charts.USUAL_RANGE)
    standing.meanings(reading_charts.VARIATIONS_MEAN, reading_charts.ASSURANCES_MEAN)
    tables.words(reading_charts.patterns(), "The four ways in which a month stands out")
    st.markdown(reading_charts.WORTH)
    st.markdown(reading_charts.rules(store.chart_profiles()))


SECTIONS = {
    "What is hidden": _hidden,
    "How small numbers are protected": _protection,
    standing.HOW_TO_READ: _charts,
    "Definitions": _definitions,
    "Limits and targets": _workload,
    "Questions to the extracts": _findings,
    "Inputs": _inputs,
    "Symbols": _symbols,
}
