"""Measure cards: one figure each with its direction and comparator in words. One element for the whole row."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping

import streamlit as st

from dashboard import formats, icons, messages
from dashboard.cells import Place
from dashboard.messages import Direction
from dashboard.readings import Reading
from dashboard.usual import VARIATIONS
from pipelines.published import Variation

_CLASS = {Direction.BETTER: "better", Direction.WORSE: "worse"}


def show(readings: Iterable[Reading], place: Place, states: Mapping[str, Variation]) -> None:
    """A row of cards that breaks into as many lines as the screen needs; `states`: by measure, where one is told."""
    cards = "".join(card(reading, place, states.get(reading.definition.key)) for reading in readings)
    if cards:
        st.html(f'<div class="cards" role="list" aria-label="Headline figures">{cards}</div>')


def card(reading: Reading, place: Place, state: Variation | None = None) -> str:
    """One card as HTML. What is hidden shows its symbol and the reason, never a number."""
    now, definition = reading.latest, reading.definition
    shown = now is not None and now.value is not None
    lines = []
    if now is not None and now.value is not None:
        figure = formats.number(now.value, definition)
        unit = "" if definition.unit == formats.PERCENT else formats.unit(now.value, definition)
        change = messages.change(reading)
        # That one month is not clearly unlike another says little where the months together are not as usual.
        if not (_is_special(state) and change.direction is Direction.NO_CLEAR_CHANGE):
            lines.append((_CLASS.get(change.direction, ""), formats.sentence(change.text)))
        lines += [
            ("", formats.sentence(messages.against(now.value, each, definition)))
            for each in reading.comparators[:1]
            if each.name != place.unit.name
        ]
    else:
        symbol = now.symbol if now else None
        figure, unit = (symbol.value if symbol else "–"), ""
        lines.append(("", formats.sentence(formats.reason(symbol, definition.disclosure_rule))))
    when = formats.period(now.period_end, definition.period_kind) if now else ""
    said = "".join(f'<p class="{kind}">{html.escape(text)}</p>' for kind, text in lines)
    name, meaning = html.escape(definition.label), html.escape(definition.definition)
    return (
        f'<div class="card" role="listitem"><h3 title="{meaning}">{name}</h3>'
        f'<p class="figure{"" if shown else " withheld"}">{html.escape(figure)} <span>{html.escape(unit)}</span></p>'
        f'{_state(state) if shown else ""}{said}<p class="when">{html.escape(formats.sentence(when)[:-1])}</p></div>'
    )


def _is_special(state: Variation | None) -> bool:
    return state in {Variation.IMPROVEMENT, Variation.CONCERN, Variation.CHANGE}


def _state(of: Variation | None) -> str:
    """Against its usual range, in words beside the icon; that there are too few months would not help on a card."""
    if of is None or of is Variation.NOT_JUDGED:
        return ""
    return f'<p class="stands">{icons.variation(of)}{VARIATIONS[of]}</p>'
