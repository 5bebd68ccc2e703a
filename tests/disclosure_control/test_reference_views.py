"""The reference attacks on pages, tables and charts: what our own cover shows of each can be told from nothing."""

import runpy
from typing import Any

import pytest
from builders.reference_answers import FOLDER, cases_of
from builders.reference_views import answer

VIEWS = "sdc/attack_views.json"


def _graded(case: dict[str, Any]) -> dict[str, Any]:
    grader = runpy.run_path(str(FOLDER / "tools" / "sdc_check.py"))
    return grader["check"](case, answer(case))


@pytest.mark.parametrize("case", cases_of(VIEWS))
def test_every_reference_view_is_made_safe(case: dict[str, Any]) -> None:
    graded = _graded(case)
    assert graded["pass"], (graded["false_statements"], graded["sensitive"])


def test_no_more_of_the_views_is_withheld_than_a_fifth_over_the_least() -> None:
    cases = [parameter.values[0] for parameter in cases_of(VIEWS) if not parameter.marks]
    if not cases:
        pytest.skip("the reference attacks are not here")
    withheld = sum(_graded(case)["withheld"] for case in cases)
    assert withheld <= 1.2 * sum(case["safe_by_withholding"]["smallest_number_withheld"] for case in cases)
