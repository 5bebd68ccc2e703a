"""Rules between two datasets, and about which datasets there are.

What lives here: codes that must be in another extract, extracts that are absent or given twice.
What does not: rules within one dataset (`cell_rules`, `row_rules`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pipelines.contracts.catalogue import DATASETS, NOT_ASKED_FOR, REQUIRED
from pipelines.contracts.dataset import Kind, Reference
from pipelines.contracts.rules import Rule, finding
from pipelines.contracts.table import Table
from pipelines.finding import Finding
from pipelines.sources.extract import Extract
from pipelines.sources.folding import folded
from pipelines.sources.lines import counted, line_words, listing


def check_references(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Every code that must be in another extract and is not; an extract that is not there is told elsewhere."""
    for table in tables.values():
        for reference in table.dataset.references:
            target = tables.get(reference.dataset)
            if target and table.holds((reference.column,)) and reference.target in target.columns:
                yield from _unknown(table, reference, target)


def _unknown(table: Table, reference: Reference, target: Table) -> Iterator[Finding]:
    column = reference.column
    values = table.columns[column].cells
    allowed = {reference.target, *reference.also}
    known = {code for name, read in target.columns.items() if name in allowed for code in read.cells.cat.categories}
    unknown = [value for value in values.cat.categories if value not in known]
    if not unknown:
        return
    lines = table.lines(values.isin(unknown).to_numpy())
    noun = "identifier" if column.kind is Kind.IDENTIFIER else "code"
    verb = "is" if len(unknown) == 1 else "are"
    message = (
        f"{column}: {counted(len(unknown), noun)} {verb} not in {target.extract.place} ({line_words(lines)}). "
        f"Add {'it' if len(unknown) == 1 else 'them'} there, or correct the extract.{_alike(unknown, known)}"
    )
    yield finding(Rule.REFERENCE_KNOWN, table.dataset.key, table.extract, message, column=column, lines=lines)


def _alike(unknown: Collection[str], known: Collection[str]) -> str:
    """How many would be known if capitals did not count; identifiers are compared without them from the start."""
    compared = {folded(value) for value in known}
    alike = sum(folded(value) in compared for value in unknown)
    return (
        f" {counted(alike, 'code')} would be found but for capital letters or signs that cannot be seen."
        if alike
        else ""
    )


def check_supplied(supplied: Collection[str]) -> Iterator[Finding]:
    """Datasets that no file holds, by their keys."""
    for dataset in DATASETS:
        if dataset.key in supplied or dataset in NOT_ASKED_FOR:
            continue
        if dataset in REQUIRED:
            message = (
                f"No {dataset.key} extract was found; a release needs {listing([needed.key for needed in REQUIRED])}. "
                f"Call the file or sheet {dataset.key}, or check its headings."
            )
            yield finding(Rule.DATASET_REQUIRED, dataset.key, None, message)
        else:
            message = f"No {dataset.key} extract was supplied, so measures that rest on it will show x."
            yield finding(Rule.DATASET_SUPPLIED, dataset.key, None, message)


def given_twice(dataset: str, extract: Extract, first: Extract) -> Finding:
    """The same dataset in two files or sheets; the first is checked, and nobody guesses which is meant."""
    message = f"The {dataset} extract was given already, by {first.place}. Keep the one that is meant."
    return finding(Rule.DATASET_ONCE, dataset, extract, message)


def unknown_extract(extract: Extract) -> Finding:
    """A file or sheet that is none of the datasets."""
    message = (
        f"{extract.place} is none of the datasets, so it was not used. A file is known by its name "
        f"({listing([dataset.key for dataset in DATASETS], 'or')}) or by its headings."
    )
    return finding(Rule.DATASET_KNOWN, "", extract, message)
