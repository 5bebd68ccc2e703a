"""Rounding of published counts and shares against reference answers.

Our public policy suppresses 1 to 7 and rounds to the nearest 5, which is the method of OpenSAFELY and of the NHS
hospital statistics. The columns `midpoint6` and `round10_half_up` of the same files are other publishers' methods and
not ours, so nothing is compared with them.
"""

from typing import Any

import pytest
from builders.reference_answers import cases_of
from builders.results import ONLINE, OPEN_CASES, RECORDED, measure, results, shown

from pipelines.disclosure_control.policy import PUBLIC
from pipelines.disclosure_control.protect import protect

SHARE = measure("online_share", ONLINE, denominator=RECORDED)


def _published(one: Any, figures: Any) -> Any:
    """What the public policy shows of an authority with one service."""
    return shown(protect(results({"S1": ["T1"]}, {one: {"T1": figures}}), PUBLIC), one.key)["A"]


@pytest.mark.parametrize("case", cases_of("sdc/rounding.json", named_by="true"))
def test_counts_are_suppressed_and_rounded_as_in_official_statistics(case: dict[str, Any]) -> None:
    published = _published(OPEN_CASES, case["true"])
    assert {"c": "[REDACTED]"}.get(published, published) == case["opensafely_redact7_round5"]
    assert {"c": "*"}.get(published, published) == case["nhs_hes_1_7_star_round5"]


@pytest.mark.parametrize("case", cases_of("sdc/rates_from_rounded.json"))
def test_shares_are_made_from_rounded_counts(case: dict[str, Any]) -> None:
    counted, asked = case["numerator"], case["denominator"]
    published = _published(SHARE, (counted, asked))
    rests_on_few = asked - counted in range(1, 8)  # withheld by us alone: the rest of a share is a count, too
    assert published == (
        "c" if rests_on_few or case["redact7_round5_percent"] is None else case["redact7_round5_percent"]
    )
