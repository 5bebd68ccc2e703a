"""The rows of a release, table by table.

What lives here: how each thing a release holds becomes rows of `published`, in an order that the inputs alone decide.
What does not: writing them (`database`, `release`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd
from sqlalchemy import Table

from pipelines import published
from pipelines.disclosure_control.policy import settings_of
from pipelines.disclosure_control.protected import PROTECTED_COLUMNS
from pipelines.finding import Finding
from pipelines.publish.content import ReleaseContent

RESULT_COLUMNS = ("release_id", *PROTECTED_COLUMNS)
CELLS_AT_ONCE = 50_000
"""Enough to be quick; all cells of a national release as objects at once would take gigabytes."""


def release_row(release_id: int, content: ReleaseContent) -> dict[str, Any]:
    """The row that makes the release known, not yet readable."""
    return {
        "release_id": release_id,
        "created_at": content.created_at,
        "reference_date": content.protected.reference_date,
        "policy": content.policy.name,
        "software_version": content.software_version,
        "inputs_sha256": content.inputs_sha256,
        "pseudonym_key_id": content.pseudonym_key_id,
        "status": published.ReleaseStatus.LOADING,
    }


def small_tables(release_id: int, content: ReleaseContent) -> Mapping[Table, list[dict[str, Any]]]:
    """Every table but `release` and `result`."""
    organisation, measures = content.protected.organisation, content.protected.measures
    return {
        published.policy_setting: [
            _numbered(release_id, number, setting) for number, setting in enumerate(settings_of(content.policy), 1)
        ],
        published.input_file: [_numbered(release_id, number, part) for number, part in enumerate(content.inputs, 1)],
        published.unit: [{"release_id": release_id, **asdict(unit)} for unit in organisation],
        published.measure: [
            {
                "release_id": release_id,
                "measure_key": measure.key,
                **{
                    column.name: getattr(measure, column.name)
                    for column in published.measure.c
                    if column.name not in {"release_id", "measure_key"}
                },
            }
            for measure in measures
        ],
        published.signal: [{"release_id": release_id, **asdict(signal)} for signal in content.signals.rows],
        published.outlook: [{"release_id": release_id, **asdict(outlook)} for outlook in content.signals.outlooks],
        published.benchmark: [_numbered(release_id, number, row) for number, row in enumerate(content.benchmarks, 1)],
        published.finding: [_finding(release_id, number, row) for number, row in enumerate(content.findings, 1)],
    }


def result_rows(release_id: int, cells: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """One tuple per cell in the order of `RESULT_COLUMNS`; whole columns are turned at once, never row by row."""
    for start in range(0, len(cells), CELLS_AT_ONCE):
        part = cells.iloc[start : start + CELLS_AT_ONCE]
        columns = [_as_objects(part[column]) for column in PROTECTED_COLUMNS]
        yield from zip([release_id] * len(part), *columns, strict=True)


def _as_objects(column: pd.Series) -> list[Any]:
    """Plain objects that both drivers take: dates as ISO text, missing as None."""
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        # A release has few period ends and many cells: each date is written out once.
        codes, days = pd.factorize(column)
        written = [day.strftime("%Y-%m-%d") for day in days]
        return [written[code] for code in codes.tolist()]
    objects = column.astype(object)
    return objects.where(column.notna(), None).tolist()


def _numbered(release_id: int, number: int, row: Any) -> dict[str, Any]:
    return {"release_id": release_id, "number": number, **asdict(row)}


def _finding(release_id: int, number: int, finding: Finding) -> dict[str, Any]:
    row = _numbered(release_id, number, finding)
    sheet = row.pop("sheet")
    # The published table has one column for both.
    return row | {
        "file": f"{finding.file} (sheet {sheet})" if sheet else finding.file,
        "lines": ", ".join(map(str, finding.lines)),
    }
