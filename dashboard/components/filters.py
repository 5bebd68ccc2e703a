"""What the reader chose, held by the address of the page.

What lives here: choices that the address bar carries, so that a link, a reload, the back button and a killed process
all show the same. What does not: what the choices mean for a page. Streamlit's own binding writes the text of an option
into the address; ours writes the identifier, which stays valid when a team is renamed and which other programs know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from dashboard import formats
from dashboard.cells import Place
from dashboard.store import Store
from pipelines.organisation import Unit
from pipelines.periods import PeriodKind

UNIT, PERIOD = "unit", "period"
CARRIED = (UNIT, PERIOD)
"""Choices that go along to the next page; Streamlit's own navigation drops the address's parameters."""


def choose_place(store: Store, today: date) -> Place | None:
    """The unit and the period that the reader chose in the sidebar; `None` when the release holds no results."""
    units = store.units_with_results
    if not units:
        return None
    organisation = store.organisation
    default = min(units, key=lambda unit: unit.level.depth)
    names = {unit.unit_id: formats.unit_name(unit, _parent(unit, organisation.by_id)) for unit in units}
    kind, ends = periods(store, default)
    labels = {end.isoformat(): formats.period(end, kind) for end in reversed(ends)}
    with st.sidebar:
        unit_id = choose(UNIT, "Team, service or area", names, default.unit_id)
        period = choose(PERIOD, "Figures up to", labels, next(iter(labels)))
    return Place(organisation, organisation[unit_id], date.fromisoformat(period), kind, today)


def _parent(unit: Unit, by_id: Mapping[str, Unit]) -> Unit | None:
    return by_id[unit.parent_id] if unit.parent_id else None


def periods(store: Store, unit: Unit) -> tuple[PeriodKind, tuple[date, ...]]:
    """Months where the release has them, otherwise years, otherwise the waves of a survey."""
    held = store.periods(unit.unit_id)
    kind = next(each for each in (PeriodKind.MONTH, PeriodKind.YEAR, PeriodKind.WAVE) if each in held)
    return kind, held[kind]


def carried() -> dict[str, str]:
    """What a link to another page takes along, so that both are one step of the back button."""
    return {parameter: st.query_params[parameter] for parameter in CARRIED if parameter in st.query_params}


def choose(parameter: str, label: str, names: Mapping[str, str], default: str) -> str:
    """One of `names` (identifier to text): the one that the address asks for, or the default."""
    chosen = _asked(parameter, names, default)
    st.selectbox(
        label,
        tuple(names),
        format_func=names.__getitem__,
        key=_widget(parameter),
        on_change=_write,
        args=(parameter,),
    )
    return chosen


def switch(parameter: str, label: str, names: Mapping[str, str], default: str) -> str:
    """The same for a few choices that are all seen at once."""
    chosen = _asked(parameter, names, default)
    st.segmented_control(
        label,
        tuple(names),
        format_func=names.__getitem__,
        key=_widget(parameter),
        on_change=_write,
        args=(parameter,),
        required=True,
    )
    return chosen


def go_to(unit_id: str) -> None:
    """What a button that opens another unit does."""
    st.query_params[UNIT] = unit_id


def misunderstood(store: Store) -> Sequence[str]:
    """What the address asks for in vain, in sentences."""
    said = []
    units = store.units_with_results
    if (asked := st.query_params.get(UNIT)) is not None and asked not in {unit.unit_id for unit in units}:
        said.append("The link asks for a team or area that this release does not hold. The whole is shown instead.")
    default = min(units, key=lambda unit: unit.level.depth)
    ends = {end.isoformat() for end in periods(store, default)[1]}
    if (asked := st.query_params.get(PERIOD)) is not None and asked not in ends:
        said.append("The link asks for a period that this release does not hold. The latest is shown instead.")
    return said


def _asked(parameter: str, names: Mapping[str, str], default: str) -> str:
    asked = st.query_params.get(parameter)
    chosen = asked if asked is not None and asked in names else default
    st.session_state[_widget(parameter)] = chosen
    return chosen


def _write(parameter: str) -> None:
    """Runs before the page does; a forged value of the widget goes through the same check as the address."""
    st.query_params[parameter] = st.session_state[_widget(parameter)]


def _widget(parameter: str) -> str:
    return f"{parameter}_chosen"
