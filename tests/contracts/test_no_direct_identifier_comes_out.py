"""A direct identifier planted in cells, headings, names of files or sheets may reach nothing that is said or kept."""

import csv
import io
import json
import logging
import random
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from builders.extracts import SOUND
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.check_extracts import check_paths
from pipelines.contracts.check_digits import nhs_check_digit, upn_check_letter
from pipelines.errors import ExtractRejected
from pipelines.release_authority import CheckedInbox, accepted, check_inbox
from pipelines.sources.inbox import find_inboxes

SURNAME = "Zqxwvelace"


def planted_values(number: int) -> Mapping[str, str]:
    """One value of each kind, each holding a part that stands in no sentence of ours: `value → that part`."""
    nine = next(
        f"999{n:06d}" for n in range(713_000 + 11 * number, 999_999) if len(nhs_check_digit(f"999{n:06d}")) == 1
    )
    twelve = f"{777_000_713_000 + number}"
    nhs = nine + nhs_check_digit(nine)
    return {
        f"zqx{number}@example.org": f"zqx{number}",
        f"Mrs {SURNAME}": SURNAME,
        f"{SURNAME}, Adam": SURNAME,
        f"Adam {SURNAME}": SURNAME,
        nhs: nhs,
        f"{nhs[:3]} {nhs[3:6]} {nhs[6:]}": nhs[6:],
        upn_check_letter(twelve) + twelve: twelve,
        f"01632 96{number:04d}": f"96{number:04d}",
        f"ZE{number % 10} 7XQ": "7XQ",
        f"AB71{number:04d}C": f"71{number:04d}",
        f"Seen with {SURNAME}. All is well there.": SURNAME,
    }


IN_NAMES = 7
"""The first so many kinds are also looked for in names of files and sheets."""


@st.composite
def planted_folders(draw: st.DrawFn) -> tuple[dict[str, str], dict[str, list[list[str]]], bool]:
    """Values with what to look for, tables by the names of their files, and whether they are sheets of a workbook."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    values: dict[str, str] = {}

    def plant(most: int | None = None) -> str:
        value = chance.choice(list(planted_values(1_000 + len(values)).items())[:most])
        values.update([value])
        return value[0]

    share = chance.choice([0, 0.02, 0.2])
    tables: dict[str, list[list[str]]] = {}
    for key, rows in SOUND.items():
        lines = [list(rows[0]), *(list(row.values()) for row in rows)]
        if chance.random() < 0.3 and key != "survey":
            lines = [[*line, plant()] for line in lines]
        if chance.random() < 0.3:
            lines[0][-1] = plant()
        cells = [[plant() if chance.random() < share else cell for cell in line] for line in lines[1:]]
        name = f"{key} {plant(IN_NAMES)}" if chance.random() < 0.3 else key
        tables[name[:31]] = [lines[0], *cells]
        if len(name) > 31:
            values.update({name[len(key) + 1 : 31]: SURNAME})
    return values, tables, draw(st.booleans())


def write(folder: Path, tables: Mapping[str, list[list[str]]], *, as_workbook: bool) -> None:
    if as_workbook:
        with pd.ExcelWriter(folder / f"all {SURNAME} adam.xlsx") as workbook:
            for name, lines in tables.items():
                pd.DataFrame(lines).to_excel(workbook, sheet_name=name, header=False, index=False)
        return
    for name, lines in tables.items():
        text = io.StringIO()
        csv.writer(text).writerows(lines)
        (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8")


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """All that is logged meanwhile, at every level."""
    text = io.StringIO()
    listener, root = logging.StreamHandler(text), logging.getLogger()
    level = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    try:
        yield text
    finally:
        root.removeHandler(listener)
        root.setLevel(level)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(planted_folders())
def test_no_direct_identifier_comes_out(planted: tuple[dict[str, str], dict[str, list[list[str]]], bool]):
    values, tables, as_workbook = planted
    with tempfile.TemporaryDirectory(prefix=f"adam-{SURNAME}-") as parent, logged() as log:
        folder = Path(parent) / f"adam {SURNAME}"
        folder.mkdir()
        write(folder, tables, as_workbook=as_workbook)
        (checked,) = check_paths([folder])
        outcome = check_inbox(find_inboxes(folder)[0])
        said = [checked.as_text(), json.dumps(checked.as_json()), repr(checked), repr(outcome), log.getvalue()]
        if isinstance(outcome, CheckedInbox):
            assert outcome.own is not None
            # Identifiers are let in, because tokens replace them; what is published by itself is not.
            teams = outcome.own.frames["teams"]
            said += [repr(outcome.own), repr(outcome.inputs), teams.to_string()]
        else:
            try:
                accepted([outcome])
            except ExtractRejected as refused:
                said += [str(refused), repr(refused)]
    everything = "\n".join(said).casefold()
    assert [part for part in {*values.values(), SURNAME} if part.casefold() in everything] == []
