"""What is asked, and not refused, about direct identifiers.

What lives here: questions about columns that were dropped, numbers that others know, and units called after a person.
What does not: cells that are refused (`schema`, `cell_rules`), names of files (`names_of_files`), or how anything is
recognised (`direct_identifiers`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from pipelines.contracts.dataset import Column, Dataset
from pipelines.contracts.direct_identifiers import (
    KNOWN_ELSEWHERE,
    MAY_NOT_HOLD,
    MOST_COMPARED,
    Identifying,
    Place,
    are_codes,
    identifying_texts,
    kinds_in,
    place_of,
)
from pipelines.contracts.identifying_headings import kind_of_heading
from pipelines.contracts.person_names import mentions_forename
from pipelines.contracts.rules import Rule, finding
from pipelines.contracts.table import Table
from pipelines.finding import Finding
from pipelines.sources.extract import Extract
from pipelines.sources.lines import column_letters, counted, line_words, listing

MOST_NAMED = 10


def check_identity(table: Table) -> Iterator[Finding]:
    """Questions about cells that are let in: numbers that others know, and names of units that may be somebody's."""
    for column in table.columns:
        if column.purpose:
            yield from _known_elsewhere(table, column)
    for column in table.dataset.unit_names:
        if column in table.columns:
            yield from _named_after_a_person(table, column)


SHORTEST_CODE = 4
"""A shorter one may be a number or a word of its own."""
_WORDS = re.compile(r"[^\w/-]+")


def _known_elsewhere(table: Table, column: Column) -> Iterator[Finding]:
    cells = table.columns[column].cells
    kinds = kinds_in(cells.cat.categories.to_list(), KNOWN_ELSEWHERE[place_of(column)])
    if kinds:
        message = (
            f"{column} looks like {listing(kinds, 'and')}. Tokens replace them before anything is counted. A number "
            "that only your own system knows would be safer in the file: export that if there is one."
        )
        asked = finding(Rule.IDENTIFIER_LOCAL, table.dataset.key, table.extract, message, column=column)
        yield replace(asked, count=int(cells.notna().sum()))


def _named_after_a_person(table: Table, column: Column) -> Iterator[Finding]:
    cells = table.columns[column].cells
    personal = [name for name in cells.cat.categories if mentions_forename(name)]
    if personal:
        lines = table.lines(cells.isin(personal).to_numpy())
        match place_of(column):
            case Place.UNIT_NAME:
                message = (
                    f"{column}: {counted(len(personal), 'name')} may be a person's ({line_words(lines)}), and names of "
                    "units are published. If so, call the unit by what it does or where it is."
                )
            case _:
                message = (
                    f"{column}: {counted(len(personal), 'text')} may name a person ({line_words(lines)}), and it is "
                    "published. If so, say it and name nobody."
                )
        yield finding(Rule.UNIT_NAME_IMPERSONAL, table.dataset.key, table.extract, message, column=column, lines=lines)


def check_words(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Labels and reasons are published: none may hold what stands in a column of identifiers of the same inbox."""
    known: set[str] = set()
    for table in tables.values():
        for column, read in table.columns.items():
            if column.purpose:
                codes = (str(each).casefold() for each in read.cells.cat.categories)
                known |= {code for code in codes if len(code) >= SHORTEST_CODE}
    for table in tables.values():
        for column in (each for each in table.dataset.unit_names if each in table.columns):
            if place_of(column) is Place.UNIT_NAME:
                continue
            cells = table.columns[column].cells
            telling = [text for text in cells.cat.categories if known & set(_WORDS.split(text.casefold()))]
            if telling:
                lines = table.lines(cells.isin(telling).to_numpy())
                message = (
                    f"{column}: the code of a practitioner, child or case stands in {line_words(lines)}, and {column}s "
                    "are published. Say what happened and leave the code out."
                )
                yield finding(
                    Rule.NO_DIRECT_IDENTIFIER, table.dataset.key, table.extract, message, column=column, lines=lines
                )


def identifying_columns(
    dataset: type[Dataset], extract: Extract, dropped: Mapping[int, str]
) -> tuple[dict[int, Identifying], tuple[Finding, ...]]:
    """Which of the dropped columns (position → how a sentence names it) tell who people are, and one finding a kind."""
    kinds = {position: kind for position in dropped if (kind := _kind_of_column(extract, position))}
    findings = []
    for kind in Identifying:
        positions = [position for position, found in kinds.items() if found is kind]
        if positions:
            findings.append(
                _identifies(dataset, extract, kind, {position: dropped[position] for position in positions})
            )
    return kinds, tuple(findings)


def _kind_of_column(extract: Extract, position: int) -> Identifying | None:
    """What the heading says, otherwise what most of the telling cells are; a column without cells tells nothing."""
    cells = extract.cells.iloc[:, position]
    if not cells.notna().any():
        return None
    texts = _texts(cells)[:MOST_COMPARED]
    kind = kind_of_heading(extract.headings[position])
    if kind is Identifying.NAME and are_codes(texts):
        # Under *worker* or *manager* may stand numbers, which others cannot look up.
        return None
    if kind:
        return kind
    found = Counter(identifying_texts(texts, MAY_NOT_HOLD[Place.UNDECLARED]).values())
    return max(found, key=lambda kind: found[kind]) if found else None


def _texts(cells: pd.Series) -> list[str]:
    """The distinct texts of a column."""
    return list(cells.astype("category").cat.categories)


def _identifies(dataset: type[Dataset], extract: Extract, kind: Identifying, columns: Mapping[int, str]) -> Finding:
    filled = sum(int(extract.cells.iloc[:, position].notna().sum()) for position in columns)
    named = [*columns.values()][:MOST_NAMED]
    if len(columns) > MOST_NAMED:
        named.append(f"{len(columns) - MOST_NAMED} more")
    looks, was, it = ("looks", "was", "it") if len(columns) == 1 else ("look", "were", "them")
    message = (
        f"{listing(named)} {looks} like {kind} ({counted(filled, 'cell')}) and {was} dropped. "
        f"Leave {it} out of the export."
    )
    letters = ", ".join(column_letters(position) for position in [*columns][:MOST_NAMED])
    found = finding(Rule.COLUMN_IDENTIFIES, dataset.key, extract, message, column=letters)
    return replace(found, count=filled)
