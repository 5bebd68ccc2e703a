"""Findings as people and programs read them.

What lives here: the text of a rejection, and its JSON form. What does not: the sentences themselves (made with each
rule), or where they are printed (the command line).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from pipelines.finding import Finding, FindingSeverity
from pipelines.sources.lines import counted


def report(findings: Sequence[Finding], folder: str = "") -> str:
    """Every finding, file by file, numbered. `folder` says whose files these are where there are several authorities.

    >>> print(report([Finding("teams", "teams.csv", "filled_in", FindingSeverity.ERROR, "team_id must be filled in.")]))
    teams.csv was not accepted: 1 problem. Nothing has been published.
      1. team_id must be filled in.
    """
    by_place = [(place, list(found)) for place, found in groupby(sorted(findings, key=_place), key=_place)]
    # What stops the release is read first; the order by name stays within each half.
    by_place.sort(key=lambda placed: not any(found.severity is FindingSeverity.ERROR for found in placed[1]))
    return "\n\n".join(_of_one_file(place, found, folder) for place, found in by_place)


def remarks(findings: Iterable[Finding]) -> list[str]:
    """What is published with a release, one line for each, for whoever made it."""
    return [f"{found.file}: {found.message}" for found in findings if found.severity is FindingSeverity.QUERY]


def _place(found: Finding) -> tuple[str, str]:
    return found.file, found.sheet or ""


def _of_one_file(place: tuple[str, str], findings: Sequence[Finding], folder: str) -> str:
    file, sheet = place
    name = "/".join(filter(None, (folder, file))) or "The folder"
    name += f", sheet {sheet}" if sheet else ""
    errors = [found for found in findings if found.severity is FindingSeverity.ERROR]
    queries = [found for found in findings if found.severity is FindingSeverity.QUERY]
    parts = []
    if errors:
        parts.append(f"{name} was not accepted: {counted(len(errors), 'problem')}. Nothing has been published.")
        parts += _numbered(errors)
    if queries:
        parts.append(f"{name}: {counted(len(queries), 'question')}, no reason to stop a release.")
        parts += _numbered(queries)
    return "\n".join(parts)


def _numbered(findings: Iterable[Finding]) -> list[str]:
    return [f"  {number}. {found.message}" for number, found in enumerate(findings, start=1)]


def as_json(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Findings ready for `json.dumps`, in the order given; `lines` are the first ten of `count`."""
    return [
        {
            "file": found.file,
            "sheet": found.sheet,
            "dataset": found.dataset,
            "column": found.column,
            "rule": str(found.rule),
            "severity": str(found.severity),
            "count": found.count,
            "lines": list(found.lines),
            "message": found.message,
        }
        for found in findings
    ]
