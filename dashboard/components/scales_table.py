"""Scales by unit as a table: the figure of each with its words; colour only repeats them."""

from __future__ import annotations

import html

import streamlit as st

from dashboard import formats, scales
from dashboard.components import tables
from dashboard.components.headline import plain
from dashboard.scales import Scales
from pipelines.organisation import Level, Unit

STATES = {scales.BELOW: "state-notice", scales.ABOVE: "state-notice"}


def show(of: Scales, answered: str) -> None:
    """Words, the table, how to read it, and the download."""
    st.header(plain(of.heading), anchor=False)
    st.markdown(plain(scales.says(of)))
    st.html(markup(of))
    st.caption(plain(f"{answered} {scales.HOW.format(whole=of.place.unit.name)}"))
    tables.download(scales.as_table(of), of.key)


def markup(of: Scales) -> str:
    """The table as HTML."""
    names = [of.profile.name(definition) for definition in of.definitions.values()]
    heads = "".join(f'<th role="columnheader" scope="col">{html.escape(name)}</th>' for name in ["Unit", *names])
    body = "".join(_row(of, unit) for unit in of.units)
    name = html.escape(of.heading)
    return (
        f'<div class="scrolls" tabindex="0" role="region" aria-label="{name}">'
        f'<table class="heat" role="table"><thead><tr role="row">{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(of: Scales, unit: Unit) -> str:
    """Teams are set in under their service."""
    cells = "".join(_cell(of, unit, key) for key in of.definitions)
    kind = "part" if unit.level is Level.TEAM and unit != of.units[0] else "above"
    return f'<tr role="row"><th role="rowheader" scope="row" class="{kind}">{html.escape(unit.name)}</th>{cells}</tr>'


def _cell(of: Scales, unit: Unit, key: str) -> str:
    """The figure or its symbol, then its words; the interval on hovering. `data-topic` names it on a phone."""
    cell, definition, said = of.cell(unit, key), of.definitions[key], of.word(unit, key)
    shown = cell is not None and cell.is_shown
    state = STATES.get(said, "calm") if shown else "withheld"
    figure = formats.short(cell, definition) if shown else formats.symbol(cell)
    words = said if shown else formats.withheld(cell)
    interval = f"95% interval {formats.interval(cell, definition)}" if shown else ""
    return (
        f'<td role="cell" class="{state}" data-topic="{html.escape(of.profile.name(definition))}" '
        f'title="{html.escape(interval)}"><b>{html.escape(figure)}</b> <span>{html.escape(words)}</span></td>'
    )
