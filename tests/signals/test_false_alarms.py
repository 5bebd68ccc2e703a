"""How often chance alone raises a signal, and how soon a real change is found, in simulated teams."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from builders.simulated_teams import CHANGES, LOAD_RISE, Rates, simulate

DOCUMENT = Path(__file__).parents[2] / "docs" / "signals-performance.md"
GROUPS = 20
CARRIED = {"none": 0.0, "half": 0.5}
"""How much of a month's chance carries over to the next, by the heading of the printed table."""
POINTS_APART = 15
"""A printed rate and that of a smaller simulation, which rests on forty changed teams: twice their standard error."""


@cache
def _rates(carried: float) -> Rates:
    return simulate(carried=carried, groups=GROUPS, seed=11)


@pytest.mark.parametrize(
    ("carried", "unusual_load", "warned"), [(0.0, 0.02, 0.03), (0.5, 0.12, 0.14)], ids=["independent", "carried over"]
)
def test_stable_teams_are_seldom_alarmed_and_a_rise_in_load_is_found(
    carried: float, unusual_load: float, warned: float
) -> None:
    rates = _rates(carried)
    assert rates.unusual_load <= unusual_load
    assert rates.warned <= warned
    assert rates.signals <= 1
    assert rates.found[LOAD_RISE] >= 2 / 3


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.measure_key)
def test_a_real_change_is_found_more_often_than_not(change):
    assert _rates(0.5).found[change] >= 0.5


@pytest.mark.parametrize("heading", CARRIED)
def test_the_printed_rates_are_those_of_the_simulation(heading):
    printed = _printed(heading)
    rates = _rates(CARRIED[heading])
    expected = [rates.unusual_load, rates.warned, *rates.found.values()]
    assert len(printed) == len(expected)
    assert printed == pytest.approx([100 * rate for rate in expected], abs=POINTS_APART)


def _printed(heading: str) -> list[float]:
    first_table = next(part for part in DOCUMENT.read_text(encoding="utf-8").split("\n\n") if part.startswith("|"))
    rows = [line.strip("|").split("|") for line in first_table.splitlines()]
    column = [cell.strip() for cell in rows[0]].index(heading)
    cells = (row[column].strip() for row in rows[2:])
    return [float(cell.removesuffix(" %")) for cell in cells if re.fullmatch(r"[\d.]+ %", cell)]
