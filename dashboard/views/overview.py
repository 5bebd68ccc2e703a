"""Overview: where pressure is building, who needs attention first, and why."""

from __future__ import annotations

import streamlit as st

from dashboard import attention, exhibits, formats, headlines, messages
from dashboard.cells import Place
from dashboard.components import cards, exhibit, headline, pressures, tables
from dashboard.readings import Readings, context, read, states, usual
from dashboard.store import Store

HEADLINE_MEASURES = (
    "open_cases",
    "caseload_per_fte",
    "load_ratio",
    "online_share_of_all_cases",
    "exposure_gap",
    "stressed_moderately_or_very",
    "managerial_supervision_in_time",
)
NATIONAL_MEASURES = ("caseload_per_fte", "in_post_fte", "vacancy_rate", "agency_rate", "turnover_rate", "absence_rate")
TREND = "caseload_per_fte"


def render(store: Store, place: Place) -> None:
    """Message, who needs attention, the table of pressures, headline figures, the trend, every signal."""
    definitions = store.definitions
    readings = read(store, place, HEADLINE_MEASURES)
    if len(readings) <= 1:
        readings = read(store, place, NATIONAL_MEASURES)
    if not readings:
        headline.show("Overview", store.release, place, messages.absent("pressure", place))
        return
    watched = attention.watched(store, place)
    signals = attention.by_unit(attention.current(store, place))
    pressed = attention.pressed(watched, signals, definitions)
    if attention.are_told(store, place):
        message = headlines.overview(place, pressed, watched, readings)
    else:
        told_for = formats.period(store.release.reference_date, place.kind) if store.signals() else ""
        message = headlines.without_signals(place, readings, told_for)
    headline.show("Overview", store.release, place, message)
    if watched == (place.unit,):
        pressures.all_of_one(signals.get(place.unit.unit_id, ()))
    else:
        pressures.first_three(pressed, place)
        pressures.as_a_whole(signals.get(place.unit.unit_id, ()), place)
    _pressures(store, place, signals)
    st.header("Headline figures", anchor=False)
    cards.show(readings.values(), place, states(store, place, readings))
    _trend(store, place, readings)
    _rest(store, place, signals)


def _pressures(store: Store, place: Place, signals: attention.SignalsByUnit) -> None:
    units = attention.compared(store, place)
    told = attention.are_told(store, place) and units[0].level in attention.levels_told(store, place)
    st.header("Where pressure is building" if told else "Latest figures", anchor=False)
    if told:
        st.markdown(
            "Each cell shows the latest figure and, in words, the most pressing signal on that topic. "
            "Colours repeat the words."
        )
    columns, cells = attention.table(store, place, units, signals)
    pressures.table(columns, units, cells, place, store.definitions, told=told)


def _trend(store: Store, place: Place, readings: Readings) -> None:
    if TREND in readings:
        shown = exhibits.history(
            place,
            readings[TREND],
            above=context(store, place, TREND),
            usual=usual(store, place, readings[TREND]),
        )
        exhibit.show(shown, place, store.definitions)


def _rest(store: Store, place: Place, signals: attention.SignalsByUnit) -> None:
    below = {unit.unit_id for unit in place.organisation.descendants(place.unit.unit_id)} | {place.unit.unit_id}
    told = [signal for unit_id, found in signals.items() if unit_id in below for signal in found]
    if not told:
        return
    opened = st.expander(
        f"Every signal in {headline.plain(place.unit.name)} ({len(told)})", on_change="rerun", key="signals"
    )
    if opened.open:
        with opened:
            tables.words(pressures.listing(told, place, store.definitions), "Every signal in words")
