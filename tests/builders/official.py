"""The department's tables with sensible defaults, read from text as any extract is; every figure is invented."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from pipelines.contracts.dfe_workforce import AREA_COLUMNS, FIGURE_COLUMNS, LEVEL, YEAR
from pipelines.contracts.official import CheckedOfficial, OfficialStatistics, check_official
from pipelines.sources.delimited import read_delimited
from pipelines.sources.dfe_statistics import separate_official
from pipelines.sources.extract import Extract, Received

HEADINGS = (YEAR, "time_identifier", LEVEL, *AREA_COLUMNS, *FIGURE_COLUMNS, "cases")
FIGURES = {
    "inpost_fte": "200.5",
    "inpost_headcount": "215",
    "turnover_rate_fte": "12",
    "agency_rate_fte": "14.2",
    "vacancy_rate_fte": "16.1",
    "case_holders_fte": "120.4",
    "caseload_fte": "15.5",
    "absence_rate_fte": "3.1",
}
ENGLAND = {"country_code": "E92000001", "country_name": "England"}
PUBLISHED = Path(__file__).parents[3] / "shared" / "reference" / "dfe"
"""The department's own files, which are not part of this repository."""


def nation(year: int = 2025, **changed: str) -> dict[str, str]:
    """England in one year."""
    return {YEAR: str(year), LEVEL: "National", **ENGLAND, **FIGURES, **changed}


def region(code: str, name: str, year: int = 2025, **changed: str) -> dict[str, str]:
    """A region in one year."""
    return nation(year, **{LEVEL: "Regional", "region_code": code, "region_name": name} | changed)


def authority(codes: tuple[str, str], name: str, year: int = 2025, **changed: str) -> dict[str, str]:
    """An authority of the North East, by its three-digit and its nine-character code, in one year."""
    area = {"old_la_code": codes[0], "new_la_code": codes[1], "la_name": name}
    return region("E12000001", "North East", year, **{LEVEL: "Local authority", **area} | changed)


def small_england(year: int = 2025) -> list[dict[str, str]]:
    """England, one region and one authority in one year."""
    return [nation(year), region("E12000001", "North East", year), authority(("390", "E08000037"), "Gateshead", year)]


def table(
    rows: Iterable[Mapping[str, str]], headings: Iterable[str] = HEADINGS, file: str = "csww_indicators.csv"
) -> Extract:
    """A published table as received; a column that a row does not name is blank in it."""
    headings = list(headings)
    lines = [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
    text = "\n".join(",".join(f'"{cell}"' if "," in cell else cell for cell in line) for line in lines).encode()
    (extract,) = read_delimited(Received(file, text, hashlib.sha256(text).hexdigest())).extracts
    return extract


def neighbours_table(near: Mapping[str, Iterable[str]]) -> Extract:
    """Which authorities are the neighbours of which, nearest first, all by three-digit codes."""
    rows = [
        {"LA.number": code, "SN_rank": str(rank), "SN_LA_number": neighbour}
        for code, neighbours in near.items()
        for rank, neighbour in enumerate(neighbours, 1)
    ]
    return table(rows, ["LA.Name", "LA.number", "SN_rank", "SN_LA_name", "SN_LA_number"], "neighbours.csv")


def checked(*extracts: Extract) -> CheckedOfficial:
    """What the contracts say of these tables."""
    return check_official(separate_official(extracts), "dfe")


def statistics(*extracts: Extract) -> OfficialStatistics:
    """Tables that keep their contracts."""
    found = checked(*extracts)
    assert found.statistics is not None, found.findings
    return found.statistics


def published_files() -> Path:
    """The folder of the department's own files; skips the test, saying so, where it is not there."""
    if not PUBLISHED.is_dir():
        pytest.skip("the department's published files are not beside this repository")
    return PUBLISHED
