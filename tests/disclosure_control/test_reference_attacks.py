"""The reference attacks: every hierarchical table made safe, every derivable range equal to the reference."""

import runpy
from typing import Any

import numpy as np
import pytest
from builders.reference_answers import FOLDER, cases_of
from builders.reference_cubes import Cube, cube_of, read_big_cube, sensitive_cells, shown_cells
from builders.whole_numbers import WholeNumbers

from pipelines.disclosure_control.intruder import Intruder

CUBES, RANGES, BIG_CUBE = "sdc/attack_cubes.json", "sdc/audit_intervals.json", FOLDER / "sdc" / "big_cube.json"
MONTHS_OF_THE_BIG_CUBE = ("M00", "M17")


def _cube(case: dict[str, Any]) -> Cube:
    return cube_of(case["dimensions"], case["rows"])


def _ends(ends: tuple[float, float]) -> list[float | None]:
    least, greatest = ends
    return [least, None if np.isinf(greatest) else greatest]


@pytest.mark.parametrize("case", cases_of(CUBES))
def test_every_reference_table_is_made_safe(case: dict[str, Any]) -> None:
    grader = runpy.run_path(str(FOLDER / "tools" / "sdc_check.py"))
    cube = _cube(case)
    shown = shown_cells(cube, case["rule"])
    answer = {
        name: int(count) for name, count, is_shown in zip(cube.names, cube.counts, shown, strict=True) if is_shown
    }
    graded = grader["check"](case, answer)
    assert graded["pass"], [cell for cell in graded["sensitive"] if not cell["ok"]]


def test_no_more_is_hidden_than_a_fifth_over_the_reference() -> None:
    cases = [parameter.values[0] for parameter in cases_of(CUBES) if not parameter.marks]
    if not cases:
        pytest.skip("the reference attacks are not here")
    secondary = reference = 0
    for case in cases:
        cube = _cube(case)
        secondary += int((~shown_cells(cube, case["rule"])).sum()) - len(case["primary"])
        reference += case["reference"]["n_secondary"]
    assert secondary <= 1.2 * reference


@pytest.mark.parametrize("case", cases_of(CUBES))
def test_an_attack_finds_what_hiding_the_small_cells_alone_leaves_open(case: dict[str, Any]) -> None:
    cube, min_width = _cube(case), case["rule"]["min_width"]
    sensitive = sensitive_cells(cube, case["rule"])
    assert {cube.names[cell] for cell in np.flatnonzero(sensitive)} == set(case["primary"])
    intruder = Intruder(cube.table)
    intruder.face(cube.counts)
    targets, open_to_attack = np.flatnonzero(sensitive), {one["cell"] for one in case["naive_unprotected"]}
    found = intruder.too_narrow(~sensitive, targets, min_width)
    assert {cube.names[cell] for cell in found} == open_to_attack
    attacker = WholeNumbers(cube.table, cube.counts, np.minimum(cube.counts, 1), ~sensitive)
    assert {cube.names[cell] for cell in attacker.too_narrow(targets, min_width)} == open_to_attack


@pytest.mark.parametrize("case", cases_of(RANGES))
@pytest.mark.parametrize("least", [0, 1])
def test_derivable_ranges_equal_the_reference(case: dict[str, Any], least: int) -> None:
    cube = _cube(case)
    hidden = np.isin(cube.names, case["suppressed"])
    targets = np.flatnonzero(hidden)
    intruder = Intruder(cube.table)
    intruder.face(cube.counts, least=np.full(len(cube.counts), float(least)))
    ranges = zip(*intruder.ranges(~hidden, targets), strict=True)
    found = {cube.names[target]: _ends(ends) for target, ends in zip(targets, ranges, strict=True)}
    expected = case["expected"][f"lp_lower_bound_{least}"]
    assert found == {name: pytest.approx(ends, abs=1e-6) for name, ends in expected.items()}


@pytest.mark.parametrize("case", cases_of(RANGES))
def test_ranges_in_whole_numbers_equal_the_reference(case: dict[str, Any]) -> None:
    cube = _cube(case)
    hidden = np.isin(cube.names, case["suppressed"])
    attacker = WholeNumbers(cube.table, cube.counts, np.ones(len(cube.counts)), ~hidden)
    found = {cube.names[target]: _ends(attacker.range(target)) for target in np.flatnonzero(hidden)}
    expected = case["expected"]["integer_lower_bound_1"]
    assert found == {name: pytest.approx(ends, abs=1e-6) for name, ends in expected.items()}


@pytest.mark.skipif(not BIG_CUBE.is_file(), reason="the reference attacks are not here")
def test_a_month_of_sixty_teams_is_made_safe_at_the_price_of_the_reference() -> None:
    """69 units × 13 types; `python tests/benchmarks/disclosure.py` does the same for three years."""
    big = read_big_cube(BIG_CUBE.parent)
    rule = big.case["rule"]
    smallest = {one["month"]: one for one in big.case["reference"]["exact_for_three_months"]}
    for month in MONTHS_OF_THE_BIG_CUBE:
        cube = big.month(month)
        sensitive, shown = sensitive_cells(cube, rule), shown_cells(cube, rule)
        targets, known = np.flatnonzero(sensitive), shown | (cube.counts == 0)
        intruder = Intruder(cube.table)
        intruder.face(cube.counts)
        assert not list(intruder.too_narrow(known, targets, rule["min_width"]))
        attacker = WholeNumbers(cube.table, cube.counts, np.minimum(cube.counts, 1), known)
        assert not attacker.too_narrow(targets, rule["min_width"])
        assert (~shown & ~sensitive).sum() <= 1.2 * smallest[month]["prototype_heuristic_secondary"]
