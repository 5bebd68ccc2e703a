"""Two inboxes that only hidden figures tell apart: the people of small teams have changed places.

What lives here: the sample authority with two small teams more, and an authority of two small teams, of which little or
nothing can be released. In the second inbox of each the people of the two teams are exchanged, everybody has another
identifier and nobody's free text is the same, so whatever differs between two runs on these tells of something that
nobody may see. What does not: any run.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sample_data import EXTRACTS

Row = dict[str, str]

SECRET_WORD = "kittiwake"
"""In every identifier and every free text of the people who changed places."""
SECRET_FTE = ("0.4137", "0.2917", "0.6143", "0.5863", "0.7083", "0.3857")
SECRET_HOURS = ("13.37", "17.73")
LONG_AGO = "2019-02-04"
BEFORE_THE_FIRST_MONTH = "2022-01-10"


@dataclass(frozen=True)
class People:
    """Who works in one small team, whom they work with, and what they said; every entry is one person's."""

    name: str
    fte: Sequence[str]
    agency: Sequence[str]
    cases: Sequence[tuple[str, str, str]]
    """Status, whether online abuse is involved, and of what form."""
    stressed: Sequence[str]
    hours: str


ONE = People(
    name="one",
    fte=SECRET_FTE[:3],
    agency=("no", "no", "yes"),
    cases=(("cp", "yes", "grooming"), ("cin", "no", ""), ("cla", "", "")),
    stressed=("very", "a_little"),
    hours=SECRET_HOURS[0],
)
OTHER = People(
    name="other",
    fte=SECRET_FTE[3:],
    agency=("yes", "yes", "no"),
    cases=(("cp", "yes", "images"), ("cp", "yes", "grooming"), ("cin", "no", ""), ("cla", "", ""), ("cla", "no", "")),
    stressed=("very", "very", "moderately"),
    hours=SECRET_HOURS[1],
)


@dataclass(frozen=True)
class Pair:
    """Two teams of one service, each too small for a figure of its own, and the people who may change places."""

    teams: tuple[str, str]
    names: tuple[str, str]
    place: Mapping[str, str]
    one: People
    other: People

    def staffed(self, *, exchanged: bool) -> Mapping[str, People]:
        """The people of each team."""
        order = (self.other, self.one) if exchanged else (self.one, self.other)
        return dict(zip(self.teams, order, strict=True))


AMONG_OTHERS = Pair(
    teams=("T17", "T18"),
    names=("Kestrel", "Lapwing"),
    place={
        "service_id": "S4",
        "service_name": "Young people",
        "authority_id": "X99000001",
        "authority_name": "Sampleshire",
        "region_name": "North West",
    },
    # Which further cells give cover to a small count may depend on it, so here the two teams have as many children.
    one=ONE,
    other=replace(OTHER, cases=(("cla", "yes", "images"), ("cp", "no", ""), ("cin", "", ""))),
)
BY_THEMSELVES = Pair(
    teams=("T91", "T92"),
    names=("Osprey", "Plover"),
    place={
        "service_id": "S91",
        "service_name": "Islands",
        "authority_id": "X99000091",
        "authority_name": "Larkholm",
        "region_name": "North West",
    },
    one=ONE,
    other=OTHER,
)


def write_sample(folder: Path, *, exchanged: bool) -> Path:
    """The sample authority with two small teams more, in a folder that is made."""
    return _write_inbox(folder, AMONG_OTHERS, among_others=True, exchanged=exchanged)


def write_islands(folder: Path, *, exchanged: bool) -> Path:
    """An authority of two small teams and nothing else."""
    return _write_inbox(folder, BY_THEMSELVES, among_others=False, exchanged=exchanged)


def _sample() -> Mapping[str, list[Row]]:
    return {file.stem: _read(file) for file in sorted(EXTRACTS.glob("*.csv"))}


def _write_inbox(folder: Path, pair: Pair, *, among_others: bool, exchanged: bool) -> Path:
    folder.mkdir(parents=True)
    renamed, mark = (_backwards, "b") if exchanged else (_as_they_are, "a")
    sample = _sample()
    for name, more in _more_rows(pair, mark, sample, exchanged=exchanged).items():
        already = sample[name] if among_others else []
        _write(folder / f"{name}.csv", list(sample[name][0]), [*map(renamed, already), *more])
    return folder


def identifiers(folder: Path) -> Iterator[str]:
    """Every identifier of a person or a case in the inbox."""
    for file in sorted(folder.glob("*.csv")):
        for row in _read(file):
            yield from (row[key] for key in ("practitioner_id", "child_id", "case_id") if row.get(key))


def _read(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _write(file: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _as_they_are(row: Row) -> Row:
    return row


def _backwards(row: Row) -> Row:
    """Every identifier replaced by one that sorts the other way round, so that no order can rest on them.

    Providers are called otherwise, too; titles of courses that many attended are published, and stay.
    """
    changed = {key: _mirrored(row[key]) for key in ("practitioner_id", "child_id", "case_id") if row.get(key)}
    texts = {key: f"{row[key]}, autumn" for key in ("provider",) if row.get(key)}
    return row | changed | texts


def _mirrored(identifier: str) -> str:
    number = "".join(sign for sign in identifier if sign.isdigit())
    return f"{identifier[0]}{10 ** len(number) - 1 - int(number):0{len(number)}}"


def _more_rows(pair: Pair, mark: str, sample: Mapping[str, list[Row]], *, exchanged: bool) -> Mapping[str, list[Row]]:
    """The rows of the two small teams, dataset by dataset; as many in either inbox."""
    made: dict[str, Callable[[str, People, str], list[Row]]] = {
        "workforce": _posts,
        "involvements": _involvements,
        "training": _courses,
        "supervision": _sessions,
    }
    staffed = pair.staffed(exchanged=exchanged)
    rows = {
        name: [row for team in pair.teams for row in rows_of(team, staffed[team], mark)]
        for name, rows_of in made.items()
    }
    months = dict.fromkeys(row["month_end"] for row in sample["establishment"])
    waves = dict.fromkeys(row["wave"] for row in sample["survey"])
    return rows | {
        "teams": [
            {"team_id": team, "team_name": name, **pair.place}
            for team, name in zip(pair.teams, pair.names, strict=True)
        ],
        "establishment": [
            {"month_end": end, "team_id": team, "posts_fte": "3.00", "vacancies_fte": "0.50"}
            for end in months
            for team in pair.teams
        ],
        "survey": [
            {"wave": wave, "team_id": team, "SIS1": answer, "SIS4": "no"} | SAID.get(answer, {})
            for wave in waves
            for team in pair.teams
            for answer in staffed[team].stressed
        ],
    }


SAID = {
    "very": {
        "MSIT26": "strongly_disagree",
        "MSIT28": "disagree",
        "MSIT32": "disagree",
        "OAC2": "very",
        "PSI01": "disagree",
    },
    "not_at_all": {"MSIT26": "agree", "MSIT28": "agree", "MSIT32": "agree", "OAC2": "not_very", "PSI01": "agree"},
}
"""What else people say, by how stressed they are."""


def _identifier(people: People, number: int, mark: str) -> str:
    return f"{SECRET_WORD}-{mark}-{people.name}-{number}"


def _posts(team: str, people: People, mark: str) -> list[Row]:
    return [
        {
            "practitioner_id": _identifier(people, number, mark),
            "team_id": team,
            "role": "case_holder",
            "fte": fte,
            "started": LONG_AGO,
            "agency": agency,
        }
        for number, (fte, agency) in enumerate(zip(people.fte, people.agency, strict=True))
    ]


def _involvements(team: str, people: People, mark: str) -> list[Row]:
    return [
        {
            "case_id": f"case-{_identifier(people, number, mark)}",
            "child_id": f"child-{_identifier(people, number, mark)}",
            "practitioner_id": _identifier(people, number % len(people.fte), mark),
            "team_id": team,
            "started": BEFORE_THE_FIRST_MONTH,
            "status": status,
            "category_of_abuse": "NEG" if status == "cp" else "",
            "online_abuse": online,
            "online_harm": form,
            "sexual_abuse_concern": "yes",
            "multi_agency_panel": "no",
            "criminal_proceedings": "no",
        }
        for number, (status, online, form) in enumerate(people.cases)
    ]


def _courses(_: str, people: People, mark: str) -> list[Row]:
    return [
        {
            "practitioner_id": _identifier(people, 0, mark),
            "course": f"{SECRET_WORD} course {mark}",
            "topics": "online_abuse",
            "completed": f"{year}-02-14",
            "hours": people.hours,
            "own_time": "yes",
            "provider": f"{SECRET_WORD} provider {mark}",
        }
        for year in (2023, 2024, 2025, 2026)
    ]


def _sessions(_: str, people: People, mark: str) -> list[Row]:
    return [
        {
            "practitioner_id": _identifier(people, 1, mark),
            "held_on": f"{year}-{month:02}-15",
            "kind": "managerial",
            "minutes": "61",
        }
        for year in (2024, 2025, 2026)
        for month in range(1, 11)
    ]
