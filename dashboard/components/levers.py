"""Levers that a reader moves to see what would help, and what follows in words.

What lives here: sliders and lines. What does not: the sums, or keeping anything: positions live in the reader's own
page only. They are neither in the address nor anywhere else, and begin at nothing for every team and month.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Sequence
from typing import Final

import streamlit as st

from dashboard import scenarios
from dashboard.cells import Place
from dashboard.components.headline import plain
from dashboard.outcomes import Levers
from dashboard.scenario_words import Line
from dashboard.starting_points import Start

LEAST_SCALE: Final = 3.0
LEAST_CASES: Final = 20
NEXT_TEN: Final = 10


def choose(start: Start, others: Sequence[Start], limit: float | None, place: Place) -> Levers:
    """One slider for each lever that the published figures allow."""
    of = f"{start.unit.unit_id}-{place.period_end.isoformat()}"
    first, second, third = st.columns(3, gap="medium")
    practitioners, moved, trained = 0.0, 0, 0
    to = None
    if start.load is not None and limit is not None:
        most = max(LEAST_SCALE, math.ceil(scenarios.practitioners_needed(start.load, limit)))
        with first:
            practitioners = st.slider(
                "Add full-time practitioners", 0.0, float(most), 0.0, scenarios.STEP, format="%.1f", key=f"add-{of}"
            )
    if start.load is not None and others:
        with second:
            moved = st.slider("Move cases to another team", 0, _most_cases(start), 0, 1, key=f"move-{of}")
            names = {each.unit.unit_id: _offered(each) for each in others}
            taking = st.selectbox(
                "Which team would take them", tuple(names), format_func=names.__getitem__, key=f"to-{of}"
            )
            to = next(each for each in others if each.unit.unit_id == taking)
    if start.training is not None and start.training.untrained:
        with third:
            trained = st.slider(
                "Train practitioners in online abuse", 0, start.training.untrained, 0, 1, key=f"train-{of}"
            )
    return Levers(practitioners, moved, trained, to)


def _most_cases(start: Start) -> int:
    """As far as is needed to come within the limit, in tens; never more cases than there are."""
    held, needed = (round(start.load.cases), scenarios.cases_to_move(start.load)) if start.load else (1, 0)
    return max(1, min(held, max(LEAST_CASES, math.ceil(needed / NEXT_TEN) * NEXT_TEN)))


def _offered(team: Start) -> str:
    room = team.load.room if team.load else 0
    return f"{team.unit.name} (room for {room})" if room else f"{team.unit.name} (no room)"


def follows(lines: Iterable[Line]) -> None:
    """What would follow: a label whose colour repeats its words, then the sentence."""
    items = "".join(
        f'<div role="listitem"><span class="state state-{line.state or "notice"}">{html.escape(line.label)}</span> '
        f"{html.escape(line.text)}</div>"
        for line in lines
    )
    st.html(f'<div class="reasons follows" role="list" aria-label="What would follow">{items}</div>')


def listed(heading: str, sentences: Iterable[str]) -> None:
    """Sentences as a list under a small heading; nothing where there are none."""
    said = [f"- {plain(each)}" for each in sentences]
    if said:
        st.markdown(f"**{heading}**\n\n" + "\n".join(said))
