"""Official statistics found beside a council's extracts, or on their own: checked together.

What lives here: which tables are used, and what is said of those that are not. What does not: the layout of each
(`dfe_workforce`, `dfe_neighbours`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.contracts.dfe_neighbours import Neighbours, check_neighbours
from pipelines.contracts.dfe_workforce import WorkforceStatistics, check_workforce
from pipelines.contracts.inputs import InputFile
from pipelines.contracts.rules import Rule, finding
from pipelines.finding import Finding, FindingSeverity
from pipelines.sources.dfe_statistics import OfficialTable, SeparatedExtracts
from pipelines.sources.extract import Extract


@dataclass(frozen=True, eq=False)
class OfficialStatistics:
    """What the department published, in the layout it promises; no neighbours where that table was not given."""

    workforce: WorkforceStatistics
    neighbours: Neighbours


@dataclass(frozen=True, eq=False)
class CheckedOfficial:
    """The statistics where there were some and they could be read, every finding, and what was read."""

    statistics: OfficialStatistics | None
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]

    @property
    def is_rejected(self) -> bool:
        """Whether something is wrong that stops the release."""
        return any(found.severity is FindingSeverity.ERROR for found in self.findings)


def check_official(separated: SeparatedExtracts, authority: str) -> CheckedOfficial:
    """Check the published tables of one inbox; `authority` is the inbox's name, for the record of what was read."""
    workforce = [check_workforce(extract) for extract in separated.workforce]
    neighbours = [check_neighbours(extract) for extract in separated.neighbours] if workforce else []
    findings = [
        *_given_twice(OfficialTable.WORKFORCE, separated.workforce),
        *_given_twice(OfficialTable.NEIGHBOURS, separated.neighbours),
        *(found for checked in (*workforce, *neighbours) if isinstance(checked, Sequence) for found in checked),
        *_not_used(separated),
    ]
    used = (*separated.workforce, *(separated.neighbours if workforce else ()))
    statistics = [
        OfficialStatistics(checked, next((found for found in neighbours if not isinstance(found, Sequence)), {}))
        for checked in workforce
        if isinstance(checked, WorkforceStatistics)
    ]
    checked = CheckedOfficial(
        statistics=statistics[0] if statistics else None,
        findings=tuple(findings),
        inputs=tuple(_input(extract, authority, separated) for extract in used),
    )
    return CheckedOfficial(None, checked.findings, ()) if checked.is_rejected else checked


def _given_twice(table: OfficialTable, extracts: Sequence[Extract]) -> Iterator[Finding]:
    if len(extracts) > 1:
        files = ", ".join(extract.place for extract in extracts)
        message = f"The same published table is there {len(extracts)} times: {files}. Keep the newest."
        yield finding(Rule.DATASET_ONCE, table, extracts[0], message)


def _not_used(separated: SeparatedExtracts) -> Iterator[Finding]:
    for extract in separated.not_used:
        message = f"{extract.place} is a table of the Department for Education that is not used yet."
        yield finding(Rule.DATASET_KNOWN, OfficialTable.NOT_USED, extract, message)
    if not separated.workforce:
        for extract in separated.neighbours:
            message = f"{extract.place} names statistical neighbours; it is used beside the workforce statistics only."
            yield finding(Rule.DATASET_KNOWN, OfficialTable.NEIGHBOURS, extract, message)


def _input(extract: Extract, authority: str, separated: SeparatedExtracts) -> InputFile:
    dataset = OfficialTable.WORKFORCE if extract in separated.workforce else OfficialTable.NEIGHBOURS
    return InputFile(authority, extract.file, extract.sheet, dataset, extract.sha256, len(extract.cells))
