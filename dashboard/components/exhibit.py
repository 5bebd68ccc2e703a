"""An exhibit on the page, always in the same order: words, figure, table, what it rests on, download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from dashboard import downloads, formats, theme
from dashboard.cells import Definition, Place
from dashboard.components import standing, tables
from dashboard.components.headline import plain
from dashboard.exhibits import About, Exhibit


def show(exhibit: Exhibit, place: Place, definitions: Mapping[str, Definition]) -> None:
    """The whole exhibit. Chart and table stand side by side where there is room."""
    st.header(plain(exhibit.heading), anchor=False)
    st.markdown(plain(exhibit.says))
    standing.verdict(exhibit.usual, definitions[exhibit.cells[0].measure_key])
    drawn, beside = (st.container(), st.container()) if exhibit.is_wide else st.columns([11, 8], gap="medium")
    with drawn:
        st.plotly_chart(exhibit.figure, theme=None, config=theme.CONFIG, alt=exhibit.alt, key=exhibit.key)
        standing.key(exhibit.usual, place, of=exhibit.about[0].label if len(exhibit.about) > 1 else "")
    with beside:
        caption = f"The figures of the chart: {exhibit.heading}"
        (tables.words if exhibit.is_wide else tables.figures)(exhibit.table, caption)
    if exhibit.note:
        st.caption(plain(exhibit.note))
    rests_on(exhibit.about)
    st.download_button(
        "Download these figures (CSV)",
        data=partial(downloads.of_exhibit, exhibit, place, definitions),
        file_name=f"{exhibit.key}-{place.unit.unit_id}-{place.period_end.isoformat()}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download-{exhibit.key}",
        icon=":material/download:",
    )


def rests_on(abouts: Sequence[About]) -> None:
    """Definition, base, source and date of every measure shown, then what it is compared with."""
    for about in abouts:
        lines = [
            f"**{plain(about.label)}.** {plain(about.definition)}",
            f"Base: {plain(about.base)} · Source: {plain(about.source)} · Data to {formats.day(about.data_to)}",
            *(f"Compared with {plain(each)}" for each in about.compared_with),
        ]
        st.caption("  \n".join(lines))
