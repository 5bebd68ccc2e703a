"""An exhibit on the page, always in the same order: words, figure, table, what it rests on, download."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from dashboard import exhibits, formats, theme
from dashboard.cells import Definition, Place
from dashboard.components.headline import plain
from dashboard.exhibits import Exhibit, Table

TABLE_HEIGHT = theme.CHART_HEIGHT
ROWS_WITHOUT_SCROLLING = 10


def show(exhibit: Exhibit, place: Place, definitions: Mapping[str, Definition]) -> None:
    """The whole exhibit. Chart and table stand side by side where there is room."""
    st.header(plain(exhibit.heading), anchor=False)
    st.markdown(plain(exhibit.says))
    drawn, beside = st.columns([11, 8], gap="medium")
    with drawn:
        st.plotly_chart(exhibit.figure, theme=None, config=theme.CONFIG, alt=exhibit.alt, key=exhibit.key)
    with beside, st.container(key=f"figures-{exhibit.key}"):
        table(exhibit.table, f"The figures of the chart: {exhibit.heading}")
    if exhibit.note:
        st.caption(plain(exhibit.note))
    rests_on(exhibit)
    st.download_button(
        "Download these figures (CSV)",
        data=partial(exhibits.comma_separated, exhibit, place, definitions),
        file_name=f"{exhibit.key}-{place.unit.unit_id}-{place.period_end.isoformat()}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download-{exhibit.key}",
        icon=":material/download:",
    )


def table(of: Table, alt: str) -> None:
    """A real table of text: read out by a screen reader, printed in full."""
    columns = {heading: [row[place] for row in of.rows] for place, heading in enumerate(of.headings)}
    tall = len(of.rows) > ROWS_WITHOUT_SCROLLING
    st.table(columns, border="horizontal", hide_index=True, height=TABLE_HEIGHT if tall else "content", alt=alt)


def rests_on(exhibit: Exhibit) -> None:
    """Definition, base, source and date of every measure shown."""
    for about in exhibit.about:
        st.caption(
            f"**{plain(about.label)}.** {plain(about.definition)}  \n"
            f"Base: {plain(about.base)} · Source: {plain(about.source)} · Data to {formats.day(about.data_to)}"
        )
