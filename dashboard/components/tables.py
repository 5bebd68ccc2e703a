"""Real tables of text: read out row by row, printed in full, and light (Streamlit's own load a data library first)."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import downloads
from dashboard.exhibits import Table


def figures(of: Table, caption: str) -> None:
    """Numbers: aligned, one line a row, scrolling within the height of the chart beside it."""
    st.html(markup(of, caption, "figures"))


def words(of: Table, caption: str) -> None:
    """Sentences: as wide and tall as they need."""
    st.html(markup(of, caption, "words"))


def download(of: Table, name: str) -> None:
    """The same table as a file."""
    st.download_button(
        "Download this table (CSV)",
        data=partial(downloads.of_table, of),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download-{name}",
        icon=":material/download:",
    )


def markup(of: Table, caption: str, kind: str) -> str:
    """The first column names the row. The caption is for those who cannot see what stands around the table."""
    heads = "".join(f'<th scope="col">{html.escape(heading)}</th>' for heading in of.headings)
    rows = "".join(_row(row, of.headings) for row in of.rows)
    name = html.escape(caption)
    return (
        f'<div class="scrolls {kind}" tabindex="0" role="region" aria-label="{name}"><table>'
        f"<caption>{name}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(row: Sequence[str], headings: Sequence[str]) -> str:
    """`data-head` names each cell on a phone, where a row of words becomes a list."""
    cells = "".join(
        f'<td data-head="{html.escape(heading)}">{html.escape(text)}</td>'
        for heading, text in zip(headings[1:], row[1:], strict=True)
    )
    return f'<tr><th scope="row">{html.escape(row[0])}</th>{cells}</tr>'
