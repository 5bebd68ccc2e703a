"""Which figures are sensitive in themselves."""

import pytest
from builders.results import (
    CASELOAD,
    ONLINE_SHARE,
    OPEN_CASES,
    OVER_LIMIT_SHARE,
    STRESSED_SHARE,
    results,
)

from pipelines.disclosure_control.grid import lay_out
from pipelines.disclosure_control.policy import INTERNAL, PUBLIC
from pipelines.disclosure_control.primary import small_cells
from pipelines.measures.measure import Measure

CASES = [
    (OPEN_CASES, (0, 0, 0), False, False),
    (OPEN_CASES, (1, 0, 1), True, True),
    (OPEN_CASES, (5, 0, 5), True, True),
    (OPEN_CASES, (6, 0, 6), False, True),
    (OPEN_CASES, (8, 0, 8), False, False),
    (ONLINE_SHARE, (0, 0, 0), False, False),
    (ONLINE_SHARE, (0, 5, 5), True, True),
    (ONLINE_SHARE, (0, 8, 8), False, False),
    (ONLINE_SHARE, (5, 20, 20), True, True),
    (ONLINE_SHARE, (6, 20, 20), False, True),
    (ONLINE_SHARE, (15, 20, 20), True, True),
    (ONLINE_SHARE, (14, 20, 20), False, True),
    (ONLINE_SHARE, (9, 9, 9), True, True),
    (ONLINE_SHARE, (10, 10, 10), False, False),
    (CASELOAD, (60, 3.6, 4), True, True),
    (CASELOAD, (60, 4.6, 5), False, False),
    (OVER_LIMIT_SHARE, (1, 4, 4), True, True),
    (OVER_LIMIT_SHARE, (1, 5, 5), False, False),
    (OVER_LIMIT_SHARE, (0, 7, 7), True, True),
    (OVER_LIMIT_SHARE, (1, 7, 7), False, False),
    (OVER_LIMIT_SHARE, (7, 7, 7), True, True),
    (OVER_LIMIT_SHARE, (8, 8, 8), False, False),
    (STRESSED_SHARE, (4, 9, 9), True, True),
    (STRESSED_SHARE, (4, 10, 10), False, False),
    (STRESSED_SHARE, (0, 19, 19), True, True),
    (STRESSED_SHARE, (1, 19, 19), True, True),
    (STRESSED_SHARE, (2, 19, 19), False, False),
    (STRESSED_SHARE, (17, 19, 19), False, False),
    (STRESSED_SHARE, (18, 19, 19), True, True),
    (STRESSED_SHARE, (19, 20, 20), False, False),
    (STRESSED_SHARE, (20, 20, 20), False, False),
]
"""Measure, its numerator, denominator and base, and whether it is sensitive for managers and for the public."""


@pytest.mark.parametrize(("measure", "parts", "internal", "public"), CASES)
def test_a_figure_is_sensitive_by_whom_it_rests_on(
    measure: Measure, parts: tuple[float, float, float], internal: bool, public: bool
) -> None:
    given = results({"S1": ["T1"]}, {measure: {"T1": parts}})
    grid = lay_out(given.cells, given.organisation, given.measures, [measure.disclosure_rule])

    found = [small_cells(grid, policy).ravel().tolist() for policy in (INTERNAL, PUBLIC)]
    assert found == [[internal] * 3, [public] * 3]
