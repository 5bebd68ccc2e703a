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
from pipelines.measures.survey_measures import bands
from pipelines.publish.content import ReleaseContent

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
    """Every table but `release` and those of `large_tables`."""
    organisation, measures = content.protected.organisation, content.protected.measures
    held = {measure.key for measure in measures}
    return {
        published.policy_setting: [
            _numbered(release_id, number, setting) for number, setting in enumerate(settings_of(content.policy), 1)
        ],
        published.input_file: [_numbered(release_id, number, part) for number, part in enumerate(content.inputs, 1)],
        published.workload_setting: [
            {"release_id": release_id, "number": number, **row} for number, row in enumerate(_workload(content), 1)
        ],
        published.weighted_load: [{"release_id": release_id, **asdict(row)} for row in content.signals.weighted_loads],
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
        published.known_event: [
            _numbered(release_id, number, row) for number, row in enumerate(content.signals.events, 1)
        ],
        published.band: [{"release_id": release_id, **asdict(band)} for band in bands() if band.measure_key in held],
        published.benchmark: [_numbered(release_id, number, row) for number, row in enumerate(content.benchmarks, 1)],
        published.finding: [_finding(release_id, number, row) for number, row in enumerate(content.findings, 1)],
    }


def _workload(content: ReleaseContent) -> Iterator[dict[str, Any]]:
    """What applies at any time in each authority; what the program brings along where the authority set nothing."""
    for unit_id, policy in content.protected.workload.items():
        for row in policy.in_turn():
            yield {
                "unit_id": unit_id,
                "setting": row.policy.setting,
                "applies_to": row.applies_to,
                "applies_from": row.applies_from,
                "value": row.value,
                "reason": row.reason,
                "source": row.source,
            }


def large_tables(content: ReleaseContent) -> Mapping[Table, pd.DataFrame]:
    """The tables with many rows, as frames with a column for each of the table's but the release."""
    return {
        published.result: content.protected.cells[list(PROTECTED_COLUMNS)],
        published.chart: content.signals.charts.charts,
        published.chart_limit: content.signals.charts.limits,
        published.chart_point: content.signals.charts.points,
        published.change: content.signals.changes,
        published.funnel_point: content.signals.funnel_points,
    }


def rows_of(release_id: int, frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """One tuple per row, the release first; whole columns are turned at once, never row by row."""
    for start in range(0, len(frame), CELLS_AT_ONCE):
        part = frame.iloc[start : start + CELLS_AT_ONCE]
        columns = [_as_objects(part[column]) for column in frame.columns]
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
