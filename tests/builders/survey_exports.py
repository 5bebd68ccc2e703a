"""The same answers of the same respondents, written as each survey product exports them.

Everything is invented. What must never come out of a file is marked by the word *Sentinel*.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from openpyxl import Workbook

from pipelines.surveys.definition import load_instrument
from pipelines.surveys.instrument import Instrument, Item

Table = Sequence[Sequence[str]]
TEAMS = {"T1": "North", "T2": "South"}
SENTINEL = "Sentinel"


@dataclass(frozen=True)
class Return:
    """One returned questionnaire: the code of its team and an option value for each item, blank where not answered."""

    team: str
    answers: Mapping[str, str]


OWN = ("single_item_stress", "supervision", "csps_proxy_stress")


def items(instruments: Sequence[str] = OWN) -> list[Item]:
    return [item for key in instruments for item in load_instrument(key).items]


def returns(number: int, instruments: Sequence[str] = OWN, seed: int = 5) -> list[Return]:
    """Invented answers; where an instrument has reversed items, they go down where the others go up."""
    rng = np.random.default_rng(seed)
    made = []
    for place in range(number):
        well = rng.normal()
        given = {}
        for item in items(instruments):
            options = [option.value for option in item.options]
            pull = -well if item.reverse else well
            at = round((len(options) - 1) / 2 + 1.1 * pull + 0.8 * rng.normal())
            given[item.code] = options[min(max(at, 0), len(options) - 1)] if rng.random() > 0.05 else ""
        made.append(Return(("T1", "T2")[place % 2], given))
    return made


def label(item: Item, value: str) -> str:
    return next((option.label for option in item.options if option.value == value), "")


def position(item: Item, value: str) -> str:
    values = [option.value for option in item.options]
    return str(values.index(value) + 1) if value else ""


def scored(item: Item, value: str) -> str:
    """As a form prints it on which questions that are put the other way are turned round."""
    score = item.scores.get(value)
    return "" if score is None else f"{score:g}"


def as_words(given: Sequence[Return], asked: Sequence[Item]) -> list[list[str]]:
    return [[label(item, each.answers[item.code]) for item in asked] for each in given]


def plain(given: Sequence[Return], asked: Sequence[Item]) -> Table:
    """The form of the contract."""
    return [
        ["wave", "team_id", *(item.code for item in asked)],
        *(["2026-03-31", each.team, *(each.answers[item.code] for item in asked)] for each in given),
    ]


def microsoft_forms(given: Sequence[Return], asked: Sequence[Item]) -> Table:
    return [
        ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time", "Which team do you work in?\n",
         *(f"{item.label}\xa0" for item in asked), "Any other comments?"],
        *(
            [str(place), f"2026-03-{place % 28 + 1:02} 09:01:00", f"2026-03-{place % 28 + 1:02} 09:07:00",
             f"sentinel{place}@example.org", f"{SENTINEL} Surname{place}", "", TEAMS[each.team], *words,
             f"{SENTINEL} says {place}"]
            for place, (each, words) in enumerate(zip(given, as_words(given, asked), strict=True), start=1)
        ),
    ]  # fmt: skip


def google_forms(given: Sequence[Return], asked: Sequence[Item]) -> Table:
    return [
        ["Timestamp", "Email Address", "What team do you work in?",
         *(f"{number}. {item.label}" for number, item in enumerate(asked, start=1)), "Comments"],
        *(
            [f"2026/03/31 9:{place % 60:02}:05 am GMT", f"sentinel{place}@example.org", each.team, *words, SENTINEL]
            for place, (each, words) in enumerate(zip(given, as_words(given, asked), strict=True))
        ),
    ]  # fmt: skip


def google_grid(given: Sequence[Return], asked: Sequence[Item]) -> Table:
    headings, *rows = google_forms(given, asked)
    grid = [f"How far do you agree? [{item.label}]" for item in asked]
    return [[*headings[:3], *grid, headings[-1]], *rows]


def survey_monkey(given: Sequence[Return], asked: Sequence[Item]) -> Table:
    """Two lines of headings; the second half of the questions stands in one grid under one heading."""
    half = len(asked) // 2
    single, grid = asked[:half], asked[half:]
    return [
        ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
         "Last Name", "Custom Data 1", "Your team", *(item.label for item in single),
         "How far do you agree?", *("" for _ in grid[1:]), "Is there anything else you would like to say?"],
        [*("" for _ in range(9)), "Response", *("Response" for _ in single), *(item.label for item in grid),
         "Open-Ended Response"],
        *(
            [str(114000000000 + place), "430111222", "03/31/2026 09:01:00 AM", "03/31/2026 09:07:00 AM", "192.0.2.7",
             f"sentinel{place}@example.org", SENTINEL, f"{SENTINEL}{place}", SENTINEL, TEAMS[each.team], *words,
             SENTINEL]
            for place, (each, words) in enumerate(zip(given, as_words(given, asked), strict=True))
        ),
    ]  # fmt: skip


_QUALTRICS = (
    "StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished", "RecordedDate",
    "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference", "LocationLatitude",
    "LocationLongitude", "DistributionChannel", "UserLanguage",
)  # fmt: skip


def qualtrics(given: Sequence[Return], asked: Sequence[Item], *, numeric: bool = False) -> Table:
    """Three lines of headings: tags, questions, and what the product calls them itself."""
    write = position if numeric else label
    return [
        [*_QUALTRICS, "Q1", *(f"Q2_{number}" for number, _ in enumerate(asked, start=1)), "Q3_4_TEXT"],
        [*_QUALTRICS, "Which team do you work in?", *(f"How far do you agree? - {item.label}" for item in asked),
         "Other (please specify) - Text"],
        [json.dumps({"ImportId": tag}) for tag in (*_QUALTRICS, "QID1", *(item.code for item in asked), "QID3_TEXT")],
        *(
            ["2026-03-31 09:01:00", "2026-03-31 09:07:00", "IP Address", "192.0.2.7", "100", "360", "True",
             "2026-03-31 09:07:01", f"R_{SENTINEL}{place}", SENTINEL, SENTINEL, f"sentinel{place}@example.org",
             SENTINEL, "51.5", "-0.1", "anonymous", "EN-GB", TEAMS[each.team],
             *(write(item, each.answers[item.code]) for item in asked), SENTINEL]
            for place, each in enumerate(given)
        ),
    ]  # fmt: skip


def online_surveys(given: Sequence[Return], asked: Sequence[Item]) -> Table:
    return [
        ["Unique Response Number", "Started", "Completed", "1. Which team do you work in?",
         *(f"{number}. {item.label}" for number, item in enumerate(asked, start=2)),
         "99.a. If you selected Other, please specify:"],
        *(
            [f"1234-{place}", "2026-03-31 09:01:00", "2026-03-31 09:07:00", TEAMS[each.team], *words, SENTINEL]
            for place, (each, words) in enumerate(zip(given, as_words(given, asked), strict=True))
        ),
    ]  # fmt: skip


def numbered(
    given: Sequence[Return], instrument: Instrument, *, heading: str = "Q{}", already_scored: bool = False
) -> Table:
    """HSE's own layout: numbers above, numbers below, 0 where a question was not answered."""
    write = scored if already_scored else position
    return [
        ["Team", *(heading.format(item.number) for item in instrument.items)],
        *([each.team, *(write(item, each.answers[item.code]) or "0" for item in instrument.items)] for each in given),
    ]


def long(given: Sequence[Return], asked: Sequence[Item], *, by_text: bool = False) -> Table:
    return [
        ["respondent", "team", "wave", "question" if by_text else "item", "answer"],
        *(
            [f"{SENTINEL}{place}", each.team, "2026-03-31", item.label if by_text else item.code,
             label(item, each.answers[item.code])]
            for place, each in enumerate(given)
            for item in asked
        ),
    ]  # fmt: skip


def as_csv(table: Table) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(table: Table) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in table:
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    stored = io.BytesIO()
    workbook.save(stored)
    return stored.getvalue()


def put(folder: Path, file: str, table: Table) -> Path:
    """The table in a file of the folder, as its name says."""
    path = folder / file
    path.write_bytes(as_workbook(table) if file.endswith(".xlsx") else as_csv(table))
    return path
