"""Which column of a dataset each heading stands for, never by position.

What lives here: matching headings to declared columns, and what is wrong with the heading line.
What does not: the cells under them (`table`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.contracts.at_the_door import identifying_columns
from pipelines.contracts.catalogue import DATASETS
from pipelines.contracts.dataset import Column, Dataset
from pipelines.contracts.rules import Rule, finding
from pipelines.finding import Finding
from pipelines.sources.extract import Extract
from pipelines.sources.folding import folded
from pipelines.sources.lines import column_letters, counted, listing

_GAPS = re.compile(r"[\s_\-]+")
MOST_NAMED = 10
# fmt: off
FURTHER_WORDS = frozenset((
    "address", "age", "aged", "birth", "closure", "comment", "comments", "description", "disabilities",
    "disability", "ethnicity", "family", "gender", "grade", "legal", "level", "manager", "nhs", "notes", "number",
    "outcome", "parent", "phone", "placement", "post", "postcode", "primary", "qualification", "reason", "referral",
    "region", "sex", "source", "telephone", "upn", "url", "visit", "worker", "year",
    "dob", "email", "employee", "first", "forename", "full", "initials", "ip", "last", "mobile", "name", "payroll",
    "practitioner", "respondent", "surname", "swe", "timestamp", "user",
))
# fmt: on
"""Words of headings that extracts often hold beside what is declared, none of them anybody's name."""


@dataclass(frozen=True, slots=True)
class MatchedHeadings:
    """Where each declared column stands (0 is the first), and what is wrong with the heading line."""

    positions: Mapping[Column, int]
    findings: tuple[Finding, ...]


def as_compared(heading: str) -> str:
    """A heading without capitals, and with one space for any run of spaces, underscores and hyphens."""
    return _GAPS.sub(" ", folded(heading)).strip()


COLUMNS_BY_HEADING: Mapping[str, Mapping[str, Column]] = {
    dataset.key: {as_compared(name): column for column in dataset.columns() for name in (column, *column.aliases)}
    for dataset in DATASETS
}
"""For each dataset every declared name and alias, as compared, with its column."""
HEADING_WORDS = FURTHER_WORDS.union(
    *(heading.split() for headings in COLUMNS_BY_HEADING.values() for heading in headings),
)
"""The words that headings are made of: a heading made of others could be a person where headings should be."""


def match_headings(dataset: type[Dataset], extract: Extract) -> MatchedHeadings:
    """The position of every declared column; a column headed twice has none, so that nobody guesses which is meant."""
    known = COLUMNS_BY_HEADING[dataset.key]
    found: dict[Column, list[int]] = {}
    undeclared: list[int] = []
    for position, heading in enumerate(extract.headings):
        if column := known.get(as_compared(heading)):
            found.setdefault(column, []).append(position)
        else:
            undeclared.append(position)
    findings = (
        *_absent_columns(dataset, extract, found),
        *_columns_headed_twice(dataset, extract, found),
        *_undeclared_columns(dataset, extract, undeclared),
    )
    return MatchedHeadings({column: at[0] for column, at in found.items() if len(at) == 1}, findings)


def names_a_person(dataset: type[Dataset], extract: Extract) -> Finding | None:
    """Columns of a dataset that may not tell who a row is about, where only the declared ones are let in.

    A heading is repeated where it is surely one, and otherwise only told by its letter.
    """
    undeclared = [
        _safe_name(heading, position)
        for position, heading in enumerate(extract.headings)
        if as_compared(heading) not in COLUMNS_BY_HEADING[dataset.key] and as_compared(heading)
    ]
    if not (dataset.declared_only and undeclared):
        return None
    return finding(
        Rule.NO_PERSON_IN_SURVEY,
        dataset.key,
        extract,
        f"A {dataset.key} extract must not say who answered, so it may hold {listing(_asked(dataset))} and nothing "
        f"else; it has {counted(len(undeclared), 'further column')}: {listing(undeclared[:MOST_NAMED])}. The file was "
        "not read any further: take them out at their source and delete this copy.",
    )


def _asked(dataset: type[Dataset]) -> list[str]:
    named: list[str] = [column for column in dataset.columns() if column not in dataset.unasked]
    return [*named, "questions of known instruments by their codes"] if dataset.unasked else named


def _absent_columns(dataset: type[Dataset], extract: Extract, found: Mapping[Column, object]) -> Iterator[Finding]:
    required = [column for column in dataset.columns() if not column.optional_column]
    if not found:
        message = (
            f"No heading of the {dataset.key} dataset stands on line 1. The first line must hold the headings: "
            f"{listing(required)}."
        )
        yield finding(Rule.COLUMN_PRESENT, dataset.key, extract, message)
        return
    for column in dataset.columns():
        if column in found or column in dataset.unasked:
            continue
        if column.optional_column:
            message = f"{column} was not supplied, so measures that rest on it will show x."
            yield finding(Rule.COLUMN_SUPPLIED, dataset.key, extract, message, column=column)
        else:
            names = listing([column, *column.aliases], "or")
            message = f"{column} is missing. Add the column, headed {names}."
            yield finding(Rule.COLUMN_PRESENT, dataset.key, extract, message, column=column)


def _columns_headed_twice(
    dataset: type[Dataset], extract: Extract, found: Mapping[Column, Sequence[int]]
) -> Iterator[Finding]:
    for column, positions in found.items():
        if len(positions) > 1:
            letters = listing([column_letters(position) for position in positions])
            message = f"{column} stands more than once, in columns {letters}. Keep the one that is meant."
            yield finding(Rule.COLUMN_ONCE, dataset.key, extract, message, column=column)


def _undeclared_columns(dataset: type[Dataset], extract: Extract, undeclared: Sequence[int]) -> Iterator[Finding]:
    """Dropped columns by their letters, with the heading where it is surely one; empty columns are passed over."""
    named = {
        position: _safe_name(extract.headings[position], position)
        for position in undeclared
        if as_compared(extract.headings[position]) or bool(extract.cells.iloc[:, position].notna().any())
    }
    identifying, findings = identifying_columns(dataset, extract, named)
    yield from findings
    dropped = [name for position, name in named.items() if position not in identifying]
    if not dropped:
        return
    shown = dropped[:MOST_NAMED]
    if len(dropped) > MOST_NAMED:
        shown.append(f"{len(dropped) - MOST_NAMED} more")
    message = (
        f"{counted(len(dropped), 'column')} {'is' if len(dropped) == 1 else 'are'} not in the contract and "
        f"{'was' if len(dropped) == 1 else 'were'} dropped: {listing(shown)}."
    )
    yield finding(Rule.COLUMN_DECLARED, dataset.key, extract, message)


def _safe_name(heading: str, position: int) -> str:
    words = as_compared(heading).split()
    known = bool(words) and HEADING_WORDS.issuperset(words)
    return f"{column_letters(position)} ({' '.join(words)})" if known else column_letters(position)
