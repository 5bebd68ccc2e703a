"""A small sound authority, and extracts made of given rows: what a test changes, it states."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from pipelines.contracts.check import Checked, Rejected, check
from pipelines.contracts.names_of_files import withhold_names
from pipelines.finding import Finding
from pipelines.sources.cells import text_column, text_frame
from pipelines.sources.extract import Extract
from pipelines.sources.inbox import Inbox, find_inboxes, read_inbox
from pipelines.survey_files.standardise import standardise

Row = Mapping[str, str]
Rows = Sequence[Row]

TEAM = {
    "team_id": "T1",
    "team_name": "North",
    "service_id": "S1",
    "service_name": "Help and protection",
    "authority_id": "E09000099",
    "authority_name": "Marlow Vale",
    "region_name": "South East",
}
POST = {
    "practitioner_id": "SW1",
    "team_id": "T1",
    "role": "case_holder",
    "fte": "1",
    "started": "2023-01-09",
    "ended": "",
    "agency": "no",
    "newly_qualified_until": "",
    "absent_from": "",
    "absent_to": "",
    "absence_reason": "",
}
INVOLVEMENT = {
    "case_id": "C1",
    "child_id": "P1",
    "practitioner_id": "SW1",
    "team_id": "T1",
    "started": "2025-01-06",
    "ended": "",
    "status": "cp",
    "category_of_abuse": "SAB",
    "online_abuse": "yes",
    "online_harm": "grooming;images",
    "sexual_abuse_concern": "yes",
    "multi_agency_panel": "yes",
    "criminal_proceedings": "no",
    "specialist_referred": "2025-02-03",
    "specialist_started": "",
}
COURSE = {
    "practitioner_id": "SW1",
    "course": "Abuse online",
    "topics": "online_abuse;child_sexual_abuse",
    "completed": "2025-03-04",
    "expires": "2028-03-03",
    "hours": "6",
    "own_time": "no",
    "provider": "Marlow Vale Academy",
}
SESSION = {"practitioner_id": "SW1", "held_on": "2026-03-10", "kind": "managerial", "minutes": "60", "cancelled": "no"}
ANSWER = {"wave": "2026-03-31", "team_id": "T1", "SIS1": "a_little", "SIS4": "yes"}
MONTH = {"month_end": "2026-03-31", "team_id": "T1", "posts_fte": "6", "vacancies_fte": "0.5"}

DIARY = {"practitioner_id": "SW1", "month_end": "2026-03-31", "hours_direct": "40", "hours_recorded": "148"}

SOUND: Mapping[str, Rows] = {
    "teams": [TEAM, {**TEAM, "team_id": "T2", "team_name": "South"}],
    "workforce": [
        POST,
        {**POST, "practitioner_id": "SW2", "team_id": "T2", "fte": "0.6", "agency": "yes"},
        {**POST, "practitioner_id": "SW3", "role": "first_line_manager"},
    ],
    "involvements": [
        INVOLVEMENT,
        {**INVOLVEMENT, "case_id": "C2", "child_id": "P2", "practitioner_id": "SW2", "team_id": "T2", "status": "cin"},
        {
            **INVOLVEMENT,
            "case_id": "C3",
            "child_id": "P3",
            "practitioner_id": "",
            "online_abuse": "",
            "online_harm": "",
        },
    ],
    "training": [COURSE, {**COURSE, "practitioner_id": "SW2", "own_time": ""}],
    "supervision": [SESSION, {**SESSION, "practitioner_id": "SW2", "kind": "peer"}],
    "survey": [ANSWER, {**ANSWER, "team_id": "T2", "SIS1": "very", "SIS4": ""}],
    "establishment": [MONTH, {**MONTH, "team_id": "T2"}],
    "time_use": [DIARY, {**DIARY, "practitioner_id": "SW2", "hours_recorded": "40"}],
}
"""Two teams, three practitioners and three children that keep every contract."""


def an_extract(file: str, rows: Rows, *, sheet: str | None = None, headings: Sequence[str] | None = None) -> Extract:
    """An extract as a reader gives it; `headings` where they are not the keys of the rows, in the same order."""
    keys = list(rows[0]) if rows else list(headings or ())
    columns = [text_column([row[key] or None for row in rows]) for key in keys]
    shown = tuple(headings or keys)
    return Extract(file, sheet, "0" * 64, shown, text_frame(shown, columns, np.arange(2, len(rows) + 2)))


def extracts_of(**changed: Rows | None) -> list[Extract]:
    """The sound authority's extracts with some datasets changed, or left out where they are `None`."""
    datasets = {**SOUND, **changed}
    return [an_extract(f"{key}.csv", rows) for key, rows in datasets.items() if rows is not None]


def checked(**changed: Rows | None) -> Checked:
    """The sound authority with some datasets changed, which must keep every contract."""
    outcome = check(extracts_of(**changed), "marlow-vale")
    assert isinstance(outcome, Checked), outcome
    return outcome


def findings(**changed: Rows | None) -> tuple[Finding, ...]:
    """Everything found wrong with the sound authority when some datasets are changed."""
    return check(extracts_of(**changed), "marlow-vale").findings


def errors(**changed: Rows | None) -> list[str]:
    """The sentences of a rejection, without questions."""
    outcome = check(extracts_of(**changed), "marlow-vale")
    assert isinstance(outcome, Rejected), "The extracts were accepted"
    return [found.message for found in outcome.findings if found.severity == "error"]


def as_cells(extract: Extract) -> dict[int, list[str | None]]:
    """Every row by its line number, missing cells as `None`."""
    rows = extract.cells.astype(object).where(extract.cells.notna(), None)
    return dict(zip(rows.index.to_list(), rows.to_numpy().tolist(), strict=True))


def as_csv(rows: Rows, separator: str = ",") -> bytes:
    """Rows as delimited text with a heading line."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def an_inbox(folder: Path, **changed: Rows | None) -> Inbox:
    """A folder that holds the sound authority as CSV, with some datasets changed or left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for key, rows in {**SOUND, **changed}.items():
        if rows is not None:
            (folder / f"{key}.csv").write_bytes(as_csv(rows))
    return find_inboxes(folder)[0]


def check_folder(folder: Path) -> Checked | Rejected:
    """The one authority in a folder, read and checked."""
    (inbox,) = find_inboxes(folder)
    read = withhold_names(read_inbox(inbox))
    surveys = standardise(read.extracts)
    return check(surveys.extracts, inbox.name, read.findings, surveys.findings)


def sha256(contents: bytes) -> str:
    return hashlib.sha256(contents).hexdigest()


def sentences(found: Iterable[Finding]) -> list[str]:
    return [finding.message for finding in found]
