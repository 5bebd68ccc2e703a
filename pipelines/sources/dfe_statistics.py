"""Tells the Department for Education's published tables from a council's own extracts, by their headings.

What lives here: which of the published tables an extract is. What does not: reading the file (as any other extract),
or whether the table keeps its layout (`contracts.dfe_workforce`, `contracts.dfe_neighbours`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipelines.sources.extract import Extract
from pipelines.sources.folding import folded


class OfficialTable(StrEnum):
    """The published tables that are told apart; the name is that of the dataset in findings and provenance."""

    WORKFORCE = "dfe_workforce"
    NEIGHBOURS = "dfe_neighbours"
    NOT_USED = "dfe_other"


RECOGNISED_BY: dict[OfficialTable, frozenset[str]] = {
    OfficialTable.WORKFORCE: frozenset(
        {"inpost_fte", "agency_rate_fte", "vacancy_rate_fte", "turnover_rate_fte", "caseload_fte", "absence_rate_fte"}
    ),
    OfficialTable.NEIGHBOURS: frozenset({"la.number", "sn_rank", "sn_la_number"}),
    # Every table of the department's open data begins with these; its list of columns has the other three.
    OfficialTable.NOT_USED: frozenset({"time_period", "time_identifier", "geographic_level"}),
}
COLUMN_LIST = frozenset({"col_name", "col_type", "label"})
FEWEST_HEADINGS = 2
"""So many of a table's own headings tell it: one from which a column was lost is checked, not passed over."""


@dataclass(frozen=True, slots=True)
class SeparatedExtracts:
    """A council's own extracts, and the published tables that lay beside them."""

    own: tuple[Extract, ...]
    workforce: tuple[Extract, ...]
    neighbours: tuple[Extract, ...]
    not_used: tuple[Extract, ...]


def separate_official(extracts: Iterable[Extract]) -> SeparatedExtracts:
    """Each extract on its pile, in the order given."""
    piles: dict[OfficialTable | None, list[Extract]] = {}
    for extract in extracts:
        piles.setdefault(official_table(extract), []).append(extract)
    return SeparatedExtracts(
        own=tuple(piles.get(None, ())),
        workforce=tuple(piles.get(OfficialTable.WORKFORCE, ())),
        neighbours=tuple(piles.get(OfficialTable.NEIGHBOURS, ())),
        not_used=tuple(piles.get(OfficialTable.NOT_USED, ())),
    )


def official_table(extract: Extract) -> OfficialTable | None:
    """Which published table the extract is; `None` for a council's own."""
    headings = frozenset(map(folded, extract.headings))
    if headings >= COLUMN_LIST:
        return OfficialTable.NOT_USED
    return next(
        (table for table, own in RECOGNISED_BY.items() if len(headings & own) >= FEWEST_HEADINGS),
        None,
    )
