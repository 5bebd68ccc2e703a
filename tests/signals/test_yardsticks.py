"""The yardsticks of the outlook give the reference answers, so that a comparison with them is fair."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders.reference_answers import cases_of
from builders.yardsticks import change_carried_on, latest_value, mean_of_all

HORIZON = 3
WAYS = {"naive": latest_value, "meanf": mean_of_all, "drift": change_carried_on}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", cases_of("forecast/forecast_reference.json"))
def test_every_reference_answer_is_reproduced(case: dict[str, Any], way: str) -> None:
    values, expected = np.array([case["values"]], dtype=np.float64), case["expected"][way]
    for months in range(1, HORIZON + 1):
        found = WAYS[way](values, months)
        assert found.middle[0] == pytest.approx(expected["mean"][months - 1], rel=1e-9)
        assert found.lower[0] == pytest.approx(expected["lower95"][months - 1], rel=1e-6)
        assert found.upper[0] == pytest.approx(expected["upper95"][months - 1], rel=1e-6)
