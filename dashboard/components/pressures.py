"""Who needs attention and why: the first three in full, the table of pressures with words in every cell, the rest."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

import streamlit as st

from dashboard import formats
from dashboard.attention import Column, Pressure
from dashboard.cells import Definition, Place, Signal
from dashboard.components import filters
from dashboard.components.headline import plain
from dashboard.exhibits import Table
from pipelines.organisation import Unit

FIRST = 3
REASONS = 3
Pressures = Mapping[tuple[str, str], Pressure]


def first_three(pressed: Sequence[tuple[Unit, Sequence[Signal]]], place: Place) -> None:
    """The most pressing units, each with its reasons and a way in."""
    if not pressed:
        return
    if further := [unit.name for unit, _ in pressed[FIRST:]]:
        st.markdown(f"The first three are below. Also: {plain(formats.listed(further))}.")
    for slot, (unit, signals) in zip(st.columns(min(FIRST, len(pressed))), pressed, strict=False):
        with slot.container(border=True, height="stretch"):
            parent = place.organisation[unit.parent_id] if unit.parent_id else None
            name = html.escape(formats.unit_name(unit, parent))
            st.html(f'<h2 class="unit">{name}</h2>{reasons(signals[:REASONS], formats.opening)}{_beside(signals)}')
            if unit != place.unit:
                st.button(
                    f"Open {plain(unit.name)}",
                    key=f"open-{unit.unit_id}",
                    on_click=filters.go_to,
                    args=(unit.unit_id,),
                    icon=":material/arrow_forward:",
                )


def all_of_one(signals: Sequence[Signal]) -> None:
    """Every signal of one unit."""
    if signals:
        st.html(reasons(signals) + _beside(signals))


def as_a_whole(signals: Sequence[Signal], place: Place) -> None:
    """What is said of the chosen unit itself, beside what is said of its parts."""
    if signals:
        name = html.escape(place.unit.name)
        told = reasons(signals[:REASONS], formats.opening) + _beside(signals)
        st.html(f'<h2 class="unit">{name} as a whole</h2>{told}')


def reasons(signals: Sequence[Signal], worded: Callable[[str], str] = formats.sentence) -> str:
    """Signals as a list: how much each asks, then its sentence."""
    items = "".join(
        f'<div role="listitem"><span class="state state-{signal.severity}">'
        f"{formats.SEVERITIES[signal.severity]}</span> "
        f"{html.escape(worded(signal.sentence))}</div>"
        for signal in signals
    )
    return f'<div class="reasons" role="list">{items}</div>'


def _beside(signals: Sequence[Signal]) -> str:
    """What moved together with the most pressing signal that says so; a question to ask, never a cause."""
    told = next((signal.beside for signal in signals if signal.beside), "")
    return f'<p class="beside"><b>What changed with it.</b> {html.escape(formats.sentence(told))}</p>' if told else ""


def table(
    columns: Sequence[Column],
    units: Sequence[Unit],
    pressures: Pressures,
    place: Place,
    definitions: Mapping[str, Definition],
    *,
    told: bool,
) -> None:
    """Units by topic, grouped by what they belong to, in the organisation's order. `told`: signals were read."""
    heads = "".join(_head(column.heading, definitions[column.measure_key].label) for column in columns)
    body = "".join(
        _group(place, parent_id, len(columns) + 1)
        + "".join(
            _row(unit, "".join(_cell(column, pressures, unit, definitions, told=told) for column in columns))
            for unit in members
        )
        for parent_id, members in groupby(units, key=lambda unit: unit.parent_id)
    )
    st.html(
        '<div class="scrolls" tabindex="0" role="region" aria-label="Pressures by unit">'
        f'<table class="heat" role="table"><thead><tr role="row">{_head(formats.level(units[0].level).capitalize())}'
        f"{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _head(text: str, small: str = "") -> str:
    below = f"<small>{html.escape(small)}</small>" if small else ""
    return f'<th role="columnheader" scope="col">{html.escape(text)}{below}</th>'


def _group(place: Place, parent_id: str | None, width: int) -> str:
    """A row that names what the units under it belong to, where that is not the chosen unit itself."""
    if parent_id is None or parent_id in {place.unit.unit_id, place.unit.parent_id}:
        return ""
    name = html.escape(place.name(parent_id))
    return f'<tr role="row"><th role="rowheader" class="group" colspan="{width}">{name}</th></tr>'


def _row(unit: Unit, cells: str) -> str:
    return f'<tr role="row"><th role="rowheader" scope="row">{html.escape(unit.name)}</th>{cells}</tr>'


def _cell(
    column: Column, pressures: Pressures, unit: Unit, definitions: Mapping[str, Definition], *, told: bool
) -> str:
    """The figure or its symbol, then its state in words; reasons on hovering. `data-topic` names it on a phone."""
    pressure = pressures[unit.unit_id, column.measure_key]
    cell, severity = pressure.cell, pressure.severity
    shown = cell is not None and cell.is_shown
    state = f"state-{severity}" if severity else ("calm" if shown else "withheld")
    figure = formats.short(cell, definitions[column.measure_key]) if shown else formats.symbol(cell)
    quiet = "no signal" if told else ""
    word = formats.SEVERITIES[severity] if severity else (quiet if shown else formats.withheld(cell))
    why = html.escape(" ".join(formats.sentence(signal.sentence) for signal in pressure.signals))
    return (
        f'<td role="cell" class="{state}" data-topic="{html.escape(column.heading)}" title="{why}">'
        f"<b>{html.escape(figure)}</b> <span>{html.escape(word)}</span></td>"
    )


def listing(signals: Sequence[Signal], place: Place, definitions: Mapping[str, Definition]) -> Table:
    """Every signal in words."""
    return Table(
        ("Where", "How pressing", "On", "What the figures say", "What changed with it"),
        tuple(
            (
                place.name(signal.unit_id),
                formats.SEVERITIES[signal.severity],
                definitions[signal.measure_key].label,
                formats.sentence(signal.sentence),
                signal.beside or "–",
            )
            for signal in signals
        ),
    )
