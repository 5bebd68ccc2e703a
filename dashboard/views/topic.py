"""The page of one topic: its message, headline cards, and one measure at a time over time, side by side or by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from dashboard import attention, exhibits, funnels, messages, outlooks, survey_notes
from dashboard.cells import Cell, FunnelPoint, Outlook, Place
from dashboard.components import cards, exhibit, filters, headline, notices
from dashboard.messages import Message
from dashboard.readings import Part, Reading, Readings, context, parts, read, states, usual
from dashboard.store import Store
from pipelines.organisation import Level
from pipelines.periods import PeriodKind

CARDS = 4
MEASURES = "measures"

OVER_TIME, SIDE_BY_SIDE, BY_KIND, AGAINST_OTHERS = "time", "parts", "kind", "others"


@dataclass(frozen=True, slots=True)
class Also:
    """Another way to look at a topic, instead of one measure at a time, where it is offered."""

    key: str
    label: str
    offered: Callable[[Store, Place], bool]
    render: Callable[[Store, Place], None]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a page shows: `leads` come first, then whatever else the release holds on the topic.

    `beside` names for a measure the one that always stands next to it; `watched` is the measure whose teams the
    message tells of; `looks_ahead` is the measure for which the release says what is likely in the months ahead;
    `looks` are other ways to look at the topic.
    """

    key: str
    title: str
    leads: tuple[str, ...]
    message: Callable[[Place, Readings, Sequence[Part]], Message]
    beside: Mapping[str, str] = field(default_factory=dict)
    watched: str | None = None
    looks_ahead: str | None = None
    looks: tuple[Also, ...] = ()


def render(topic: Topic, store: Store, place: Place) -> None:
    """A page of one topic; in words where the chosen unit holds nothing on it."""
    readings = read(store, place, measures_of(topic, store))
    if not readings:
        headline.show(topic.title, store.release, place, messages.absent(topic.title.lower(), place))
        notices.elsewhere(_topics_held(store, place), place)
        return
    headline.show(
        topic.title, store.release, place, topic.message(place, readings, _teams(topic, store, place, readings))
    )
    on_cards = dict(list(readings.items())[:CARDS])
    cards.show(on_cards.values(), place, states(store, place, on_cards))
    look = _look(topic.looks, store, place)
    if look is not None:
        look.render(store, place)
        return
    key, view = _choices(store, place, readings)
    companion = readings.get(topic.beside.get(key, ""))
    note = survey_notes.of_survey(readings[key].definition, store, place, readings[key].series[-1].period_end)
    shown = _exhibit(topic, store, place, view, (readings[key], companion), note=note)
    exhibit.show(shown, place, store.definitions)


def _look(looks: Sequence[Also], store: Store, place: Place) -> Also | None:
    """The look that the reader chose among those offered here; none for one measure at a time."""
    offered = {look.key: look for look in looks if look.offered(store, place)}
    if not offered:
        return None
    names = {MEASURES: "One measure at a time"} | {key: look.label for key, look in offered.items()}
    return offered.get(filters.switch("look", "Look at", names, MEASURES))


def measures_of(topic: Topic, store: Store) -> tuple[str, ...]:
    """The topic's measures: those that lead, then the others in the order of the release."""
    held = [key for key, definition in store.definitions.items() if definition.topic == topic.key]
    return (*(key for key in topic.leads if key in held), *(key for key in held if key not in topic.leads))


def _topics_held(store: Store, place: Place) -> tuple[str, ...]:
    """The topics on which the chosen unit does hold figures."""
    held = read(store, place, tuple(store.definitions)).values()
    return tuple(dict.fromkeys(reading.definition.topic for reading in held))


def _teams(topic: Topic, store: Store, place: Place, readings: Readings) -> tuple[Part, ...]:
    if topic.watched is None or topic.watched not in readings or place.unit.level is Level.TEAM:
        return ()
    return parts(store, attention.watched(store, place), readings[topic.watched])


def _choices(store: Store, place: Place, readings: Readings) -> tuple[str, str]:
    names = {key: reading.definition.label for key, reading in readings.items()}
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
    with left:
        key = filters.choose("measure", "Measure", names, next(iter(names)))
    views = {OVER_TIME: "Over time"}
    if place.parts and parts(store, place.parts, readings[key]):
        views[SIDE_BY_SIDE] = "Side by side"
    if _kinds(store, place, readings[key]):
        views[BY_KIND] = "By kind"
    if _others(store, place, readings[key]):
        views[AGAINST_OTHERS] = "Against the others"
    with right:
        view = filters.switch("view", "View", views, OVER_TIME) if len(views) > 1 else OVER_TIME
    return key, view


def _exhibit(
    topic: Topic, store: Store, place: Place, view: str, shown: tuple[Reading, Reading | None], *, note: str
) -> exhibits.Exhibit:
    chosen, companion = shown
    key = chosen.definition.key
    if view == SIDE_BY_SIDE:
        return exhibits.side_by_side(place, chosen, parts(store, place.parts, chosen, companion), companion, note)
    if view == BY_KIND:
        return exhibits.by_kind(place, chosen, _kinds(store, place, chosen))
    if view == AGAINST_OTHERS:
        points = _others(store, place, chosen)
        compared = tuple(point.unit_id for point in points)
        cells = store.cells_at(compared, (key,), (points[0].period_end,))
        return funnels.against_the_others(place, chosen, points, cells, note)
    ahead, why_not = _ahead(topic, store, place, chosen)
    return exhibits.history(
        place,
        chosen,
        companion,
        context(store, place, key),
        f"{note} {why_not}".strip(),
        ahead=ahead,
        usual=usual(store, place, chosen),
    )


def _kinds(store: Store, place: Place, chosen: Reading) -> list[Cell]:
    """The parts of the measure at the chosen period; titles may be named in one month and not in another."""
    kinds = store.breakdowns(place.unit.unit_id, chosen.definition.key)
    return [cell for cell in kinds if chosen.latest is not None and cell.period_end == chosen.latest.period_end]


def _others(store: Store, place: Place, chosen: Reading) -> tuple[FunnelPoint, ...]:
    """Units compared on the measure in the chosen period; the release compares its latest period alone."""
    points = store.funnel(place.unit.unit_id, chosen.definition.key)
    now = chosen.latest
    return points if points and now is not None and points[0].period_end == now.period_end else ()


def _ahead(topic: Topic, store: Store, place: Place, chosen: Reading) -> tuple[tuple[Outlook, ...], str]:
    """What is likely in the months ahead of the chosen measure, or why nothing is said of them."""
    if chosen.definition.key != topic.looks_ahead or chosen.definition.period_kind is not PeriodKind.MONTH:
        return (), ""
    if chosen.series[-1].period_end != store.periods(place.unit.unit_id)[PeriodKind.MONTH][-1]:
        return (), outlooks.EARLIER_MONTH
    found = store.outlooks(place.unit.unit_id, topic.looks_ahead)
    return found, "" if found else outlooks.NOT_MADE
