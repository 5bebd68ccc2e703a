"""The hierarchical tables of the reference attacks as linked tables of ours: the full cross product is published."""

from __future__ import annotations

import csv
import gzip
import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.disclosure_control.circulation import CountCover
from pipelines.disclosure_control.linked_table import BoolArray, LinkedTable, TableDraft

Case = Mapping[str, Any]


@dataclass(frozen=True)
class Cube:
    """A cross product of hierarchies, every cell of which shows one count."""

    names: list[str]
    counts: np.ndarray
    table: LinkedTable


def cube_of(dimensions: Mapping[str, Mapping[str, str | None]], rows: Iterable[Case]) -> Cube:
    """The cells of every combination of codes; each dimension says what stands above each of its codes."""
    parents = list(dimensions.values())
    below = [{code: [low for low, high in one.items() if high == code] for code in one} for one in parents]
    leaf = {tuple(row[name] for name in dimensions): float(row["value"]) for row in rows}

    def count(cell: tuple[str, ...]) -> float:
        for place, code in enumerate(cell):
            if below[place][code]:
                return sum(count((*cell[:place], low, *cell[place + 1 :])) for low in below[place][code])
        return leaf.get(cell, 0.0)

    cells = list(itertools.product(*parents))
    number = {cell: place for place, cell in enumerate(cells)}
    draft = TableDraft()
    for place, cell in enumerate(cells):
        draft.show(place, draft.add_count(np.array([count(cell)]), place))
    for cell, (place, codes) in itertools.product(cells, enumerate(below)):
        if codes[cell[place]]:
            parts = [(*cell[:place], low, *cell[place + 1 :]) for low in codes[cell[place]]]
            draft.add_sum(number[cell], [number[part] for part in parts])
    return Cube(["|".join(cell) for cell in cells], np.concatenate(draft.values), draft.table(len(cells)))


def sensitive_cells(cube: Cube, rule: Case) -> BoolArray:
    """Which counts the rule of a case protects."""
    low, high = rule["suppress"]
    return np.asarray((cube.counts >= low) & (cube.counts <= high))


def shown_cells(cube: Cube, rule: Case, cover: CountCover | None = None) -> BoolArray:
    """What our own cover shows of it; a search that has been made for another cube of this shape can be used again."""
    sensitive = sensitive_cells(cube, rule)
    cover = cover or CountCover(cube.table, rule["min_width"])
    return cover.shown_after(cube.counts, sensitive, ~sensitive, 1 + np.log1p(cube.counts))


@dataclass(frozen=True)
class BigCube:
    """Teams × types in many months, each month a table of its own; `case` has its rule and reference results."""

    case: Case
    rows_of: Mapping[str, list[Case]]

    def month(self, name: str) -> Cube:
        return cube_of(self.case["dimensions"], self.rows_of[name])


def read_big_cube(folder: Path) -> BigCube:
    """The big cube from its two files."""
    rows_of: dict[str, list[Case]] = {}
    with gzip.open(folder / "big_cube_rows.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows_of.setdefault(row["month"], []).append(row)
    return BigCube(json.loads((folder / "big_cube.json").read_text(encoding="utf-8")), rows_of)
