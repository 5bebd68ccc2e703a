"""The reference attacks: every hierarchical table made safe, every derivable range equal to the reference."""

import itertools
import json
import runpy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipelines.disclosure_control.circulation import CountCover
from pipelines.disclosure_control.intruder import Intruder
from pipelines.disclosure_control.linked_table import BoolArray, LinkedTable, TableDraft

CONFORMANCE = Path(__file__).parents[3] / "shared" / "conformance"
pytestmark = pytest.mark.skipif(not CONFORMANCE.is_dir(), reason="the reference attacks are not here")


@dataclass(frozen=True)
class Cube:
    """A cross product of hierarchies, every cell of which shows one count."""

    names: list[str]
    counts: np.ndarray
    table: LinkedTable


def _cases(file: str) -> list[dict[str, Any]]:
    path = CONFORMANCE / "sdc" / file
    return json.loads(path.read_text(encoding="utf-8"))["cases"] if path.is_file() else []


def _cube(case: Mapping[str, Any]) -> Cube:
    parents = list(case["dimensions"].values())
    below = [{code: [low for low, high in one.items() if high == code] for code in one} for one in parents]
    leaf = {tuple(row[name] for name in case["dimensions"]): row["value"] for row in case["rows"]}

    def count(cell: tuple[str, ...]) -> int:
        for place, code in enumerate(cell):
            if below[place][code]:
                return sum(count((*cell[:place], low, *cell[place + 1 :])) for low in below[place][code])
        return leaf.get(cell, 0)

    cells = list(itertools.product(*parents))
    number = {cell: place for place, cell in enumerate(cells)}
    draft = TableDraft()
    for place, cell in enumerate(cells):
        draft.show(place, draft.add_count(np.array([count(cell)], dtype=float), place))
    for cell, (place, codes) in itertools.product(cells, enumerate(below)):
        if codes[cell[place]]:
            parts = [(*cell[:place], low, *cell[place + 1 :]) for low in codes[cell[place]]]
            draft.add_sum(number[cell], [number[part] for part in parts])
    return Cube(["|".join(cell) for cell in cells], np.concatenate(draft.values), draft.table(len(cells)))


def _shown(cube: Cube, rule: Mapping[str, Any]) -> BoolArray:
    low, high = rule["suppress"]
    sensitive = (cube.counts >= low) & (cube.counts <= high)
    cover = CountCover(cube.table, rule["min_width"])
    return cover.shown_after(cube.counts, sensitive, ~sensitive, 1 + np.log1p(cube.counts))


@pytest.mark.parametrize("case", _cases("attack_cubes.json"), ids=lambda case: case["id"])
def test_every_reference_table_is_made_safe(case: dict[str, Any]) -> None:
    grader = runpy.run_path(str(CONFORMANCE / "tools" / "sdc_check.py"))
    cube = _cube(case)
    shown = _shown(cube, case["rule"])
    answer = {
        name: int(count) for name, count, is_shown in zip(cube.names, cube.counts, shown, strict=True) if is_shown
    }
    graded = grader["check"](case, answer)
    assert graded["pass"], [cell for cell in graded["sensitive"] if not cell["ok"]]


def test_no_more_is_hidden_than_a_fifth_over_the_reference() -> None:
    ours = reference = 0
    for case in _cases("attack_cubes.json"):
        cube = _cube(case)
        ours += int((~_shown(cube, case["rule"])).sum())
        reference += len(case["primary"]) + case["reference"]["n_secondary"]
    assert ours <= 1.2 * reference


@pytest.mark.parametrize("case", _cases("audit_intervals.json"), ids=lambda case: case["id"])
@pytest.mark.parametrize("least", [0, 1])
def test_derivable_ranges_equal_the_reference(case: dict[str, Any], least: int) -> None:
    expected = case["expected"][f"lp_lower_bound_{least}"]
    cube = _cube(case)
    hidden = np.isin(cube.names, case["suppressed"])
    targets = np.flatnonzero(hidden)
    intruder = Intruder(cube.table)
    intruder.face(cube.counts, least=np.full(len(cube.counts), float(least)))
    low, high = intruder.ranges(~hidden, targets)
    found = {
        cube.names[target]: [lowest, None if np.isinf(highest) else highest]
        for target, lowest, highest in zip(targets, low, high, strict=True)
    }
    assert found == {name: pytest.approx(ends, abs=1e-6) for name, ends in expected.items()}
