"""Whether the extracts of one authority keep their contracts: all of them, with every finding at once.

What lives here: the order of the checks and their two outcomes. What does not: any rule (one module for each kind).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipelines.contracts.at_the_door import check_identity, check_words
from pipelines.contracts.catalogue import BY_KEY
from pipelines.contracts.cell_rules import check_cells
from pipelines.contracts.dataset import Dataset
from pipelines.contracts.headings import match_headings, names_a_person
from pipelines.contracts.inputs import InputFile
from pipelines.contracts.recognise import dataset_named, recognise
from pipelines.contracts.reference_rules import check_references, check_supplied, given_twice, unknown_extract
from pipelines.contracts.row_rules import check_rows
from pipelines.contracts.rules import Rule, finding
from pipelines.contracts.settings_rules import check_settings
from pipelines.contracts.table import Table, read_table
from pipelines.finding import Finding, FindingSeverity
from pipelines.sources.extract import Extract


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Checked:
    """The datasets of one authority as typed rows about people, each under its key, and what to ask about them.

    A frame has every declared column in order and no other. Texts, identifiers and codes are categories (identifiers
    in the form in which they are compared, codes of one list in its order), dates `datetime64[s]`, numbers floats;
    blank cells and columns that were not supplied are missing. A dataset that was not supplied has no frame. The index
    is the line in the spreadsheet.
    """

    authority: str
    frames: Mapping[str, pd.DataFrame]
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]

    def __repr__(self) -> str:
        rows = ", ".join(f"{len(frame)} rows of {key}" for key, frame in self.frames.items())
        return f"Checked({self.authority}: {rows})"


@dataclass(frozen=True, slots=True)
class Rejected:
    """Every finding, at least one of them an error."""

    authority: str
    findings: tuple[Finding, ...]


def check(
    extracts: Sequence[Extract],
    authority: str,
    reading: Sequence[Finding] = (),
    surveys: Sequence[Finding] = (),
) -> Checked | Rejected:
    """The authority's datasets, or everything that is wrong with them.

    `reading` are the findings made while the files were read: a file that could not be read is not told to be absent
    too; `surveys` are those made while survey files were standardised (`survey_files`). Official statistics are told
    apart before (`sources.dfe_statistics`).
    """
    recognised = recognise(extracts)
    tables, findings = _tables(recognised)
    for table in tables.values():
        findings += [*check_identity(table), *check_cells(table), *check_rows(table)]
    findings += [*check_references(tables), *check_settings(tables), *check_words(tables)]
    findings += [*_told_of(reading, recognised), *surveys]
    findings += check_supplied({key for _, key in recognised if key} | {found.dataset for found in findings})
    findings.sort(key=lambda found: (found.file, found.sheet or ""))
    if any(found.severity is FindingSeverity.ERROR for found in findings):
        return Rejected(authority, tuple(findings))
    return Checked(
        authority,
        frames={key: table.frame() for key, table in tables.items()},
        findings=tuple(findings),
        inputs=tuple(_input_file(authority, table) for table in tables.values()),
    )


def _tables(recognised: Sequence[tuple[Extract, str | None]]) -> tuple[dict[str, Table], list[Finding]]:
    """The tables whose cells can be checked, in the order of the datasets, and what is wrong with the others."""
    first: dict[str, Extract] = {}
    tables: dict[str, Table] = {}
    findings: list[Finding] = []
    for extract, key in recognised:
        if key is None:
            findings.append(unknown_extract(extract))
        elif key in first:
            findings.append(given_twice(key, extract, first[key]))
        else:
            first[key] = extract
            table, found = _table(BY_KEY[key], extract)
            tables |= {key: table} if table else {}
            findings += found
    return {key: tables[key] for key in BY_KEY if key in tables}, findings


def _table(dataset: type[Dataset], extract: Extract) -> tuple[Table | None, Sequence[Finding]]:
    """An extract by its contract; none where it tells who answered, for then no cell of it is looked at."""
    if told := names_a_person(dataset, extract):
        return None, [told]
    headings = match_headings(dataset, extract)
    if extract.cells.empty and headings.positions:
        message = "There is no line under the headings. Export it again, or leave the file out."
        return None, [*headings.findings, finding(Rule.ROWS_PRESENT, dataset.key, extract, message)]
    return read_table(dataset, extract, headings.positions), headings.findings


def _told_of(reading: Sequence[Finding], recognised: Sequence[tuple[Extract, str | None]]) -> Iterator[Finding]:
    """Findings of reading with the dataset they concern; those about a sheet that is no dataset are left out."""
    keys = {(extract.file, extract.sheet): key for extract, key in recognised}
    for found in reading:
        key = keys.get((found.file, found.sheet))
        if key is None and found.severity is FindingSeverity.ERROR:
            key = dataset_named(found.sheet or found.file)
        if key or found.sheet is None:
            yield replace(found, dataset=key or "")


def _input_file(authority: str, table: Table) -> InputFile:
    extract = table.extract
    return InputFile(authority, extract.file, extract.sheet, table.dataset.key, extract.sha256, len(extract.cells))
