"""Whether a sum tells of one person, or a mean of nearly everyone: by reference answers of a tool, and by hand."""

from typing import Any

import numpy as np
import pytest
from builders.reference_answers import cases_of
from builders.rows import MARCH, answer, computed, diary, post

from pipelines.measures.dominance import (
    LEAST,
    Contributions,
    SumRule,
    contributions,
    is_alike,
    rest_is_small,
    rests_on_few,
    two_largest_hold,
)


def _of(*amounts: float) -> Contributions:
    """One cell to which as many people contribute these amounts."""
    return contributions(np.zeros(len(amounts), dtype=np.intp), np.arange(len(amounts)), np.array(amounts), 1)


@pytest.mark.parametrize("case", cases_of("sdc/dominance.json"))
def test_the_rules_are_those_of_acro(case: dict[str, Any]) -> None:
    of, expected = _of(*case["contributions"]), case["expected"]
    assert rests_on_few(of, 10).tolist() == [expected["below_threshold_10"]]
    assert two_largest_hold(of, 90).tolist() == [expected["nk_2_90"]]
    assert rest_is_small(of, 10).tolist() == [expected["p_ratio_10"]]
    assert of.has_negative.tolist() == [expected["negative_review"]]
    as_acro = SumRule(least_people=10, two_percent=90, rest_percent=10)
    assert as_acro.is_dominated(of).tolist() == [expected["status"] == "fail"]


@pytest.mark.parametrize(
    ("amounts", "dominated"),
    [
        ((), False),
        ((0.0, 0.0), False),
        ((1.0,), True),
        ((1.0, 1.0), True),
        ((1.0, 1.0, 0.0), True),
        ((1.0, 1.0, 1.0), False),
        ((1.0, 1.0, 0.2), True),
        ((0.9, 0.9, 0.2), True),
        ((0.9, 0.9, 0.21), False),
        ((60.0, 1.0, 3.0, 2.5), True),
        ((1.0, 1.0, 1.0, -0.5), True),
    ],
    ids=[
        "nobody", "nothing", "one", "two", "two and one without a contribution", "three alike", "two of three hold it",
        "exactly nine tenths", "just below nine tenths", "one holds nearly all", "a negative part",
    ],
)  # fmt: skip
def test_a_sum_of_people_by_hand(amounts: tuple[float, ...], dominated: bool) -> None:
    assert LEAST.is_dominated(_of(*amounts)).tolist() == [dominated]


def test_what_one_person_contributes_in_several_rows_is_one_contribution() -> None:
    cell, person = np.array([0, 0, 0, 1, 1, 1]), np.array([4, 4, 4, 4, 5, 6])
    of = contributions(cell, person, np.ones(6), 3)
    assert of.people.tolist() == [1, 3, 0]
    assert (of.largest.tolist(), of.second.tolist()) == ([3.0, 1.0, 0.0], [0.0, 1.0, 0.0])
    assert LEAST.is_dominated(of).tolist() == [True, False, False]


def _dominated(measure_key: str, **extracts: Any) -> dict[str, bool]:
    cells = computed(**extracts).cells
    chosen = cells[(cells["measure_key"] == measure_key) & (cells["period_end"] == MARCH.isoformat())]
    return dict(zip(chosen["unit_id"], chosen["is_dominated"].tolist(), strict=True))


def _posts(*names: str, **changed: Any) -> list[dict[str, Any]]:
    return [post(name, **changed) for name in names]


@pytest.mark.parametrize(
    ("agency", "employed", "dominated"), [(0, 6, False), (1, 6, True), (2, 6, True), (3, 6, False), (6, 2, True)]
)
def test_few_agency_staff_and_few_others_dominate_the_agency_rate(agency: int, employed: int, dominated: bool) -> None:
    workforce = [
        *_posts(*(f"agency {number}" for number in range(agency)), agency="yes"),
        *_posts(*(f"employed {number}" for number in range(employed))),
    ]
    found = _dominated("agency_rate", workforce=workforce)
    assert (found["S1"], found["A"]) == (dominated, dominated)


def test_few_diaries_dominate_the_share_of_direct_work_and_so_does_one_practitioner_who_does_nearly_all_of_it() -> None:
    names = ("ann", "bob", "cal", "dee")
    alike = [diary(name, 30.0) for name in names]
    assert _dominated("direct_work_share", workforce=_posts(*names), time_use=alike)["T1"] is False
    assert _dominated("direct_work_share", workforce=_posts(*names), time_use=alike[:2])["T1"] is True
    uneven = [diary("ann", 90.0), *(diary(name, 2.0) for name in names[1:])]
    assert _dominated("direct_work_share", workforce=_posts(*names), time_use=uneven)["T1"] is True


def test_two_absences_of_one_person_are_not_two_people_to_hide_behind() -> None:
    sick = {"absence_reason": "SIC"}
    days = [("2025-06-02", "2025-06-06"), ("2025-09-01", "2025-09-05"), ("2026-02-02", "2026-02-06")]
    long_ago = post("cal", absent_from="2024-01-01", absent_to="2024-01-05", **sick)
    one = [post("ann", absent_from=first, absent_to=last, **sick) for first, last in days]
    three = [
        post(name, absent_from=first, absent_to=last, **sick)
        for name, (first, last) in zip(("ann", "bob", "dan"), days, strict=True)
    ]
    others = _posts("eve", "fay", "gil")
    assert _dominated("absence_rate", workforce=[long_ago, *one, *others])["S1"] is True
    assert _dominated("absence_rate", workforce=[long_ago, *three, *others])["S1"] is False


def test_nothing_but_yes_or_no_is_told_of_single_contributions() -> None:
    cells = computed(workforce=_posts("ann", "bob", "cal")).cells
    assert cells["is_dominated"].dtype == np.bool_
    assert not {"person", "largest", "second"} & set(cells.columns)


def _alike(*scores: float, bounds: tuple[float, float] = (1.0, 5.0)) -> bool:
    """Whether the mean of one cell's scores tells what nearly everyone's is."""
    given = np.array(scores, dtype=np.float64)
    (found,) = is_alike(np.zeros(len(scores), dtype=np.intp), given, bounds, LEAST.least_people, 1).tolist()
    return bool(found)


@pytest.mark.parametrize(
    ("scores", "alike"),
    [
        ((), False),
        ((3.0,), True),
        ((3.0, 3.0), True),
        ((2.0, 3.0, 4.0), True),
        ((3.0,) * 12, True),
        ((3.0,) * 10 + (1.0, 5.0), True),
        ((3.0,) * 10 + (1.0, 1.0), True),
        ((3.0,) * 9 + (1.0, 4.0, 5.0), False),
        ((3.0,) * 9 + (4.0,) * 3, False),
        ((2.0, 2.5, 3.0, 3.5, 4.0), False),
    ],
    ids=[
        "nobody", "one", "two alike", "three, two of whom differ", "all of twelve", "all but two, apart",
        "all but two, together", "all but three, apart", "all but three, together", "all differ",
    ],
)  # fmt: skip
def test_scores_are_alike_where_all_but_two_have_one_score(scores: tuple[float, ...], alike: bool) -> None:
    assert _alike(*scores) is alike


@pytest.mark.parametrize(
    ("scores", "alike"),
    [
        ((1.0,) * 5 + (1.25,) * 3 + (1.5,) * 2, True),
        ((1.0,) * 4 + (1.25,) * 4 + (1.5,) * 2, False),
        ((5.0,) * 5 + (4.75,) * 3 + (4.5,) * 2, True),
        ((5.0,) * 4 + (4.75,) * 4 + (4.5,) * 2, False),
        ((1.0,) * 6 + (5.0,) * 6, False),
    ],
    ids=["1.75 above the least", "2 above the least", "1.75 below the most", "2 below the most", "half at each end"],
)
def test_scores_are_alike_where_together_they_are_less_than_half_a_scale_from_an_end(
    scores: tuple[float, ...], alike: bool
) -> None:
    """From 1 to 5 half of the scale is 2: with less, not one of them can have answered in the other half."""
    assert _alike(*scores) is alike


def test_exactly_half_a_scale_is_half_whatever_the_last_binary_digit_says() -> None:
    """Five tenths added up are a half; 1 less 0.9 is a little less than a tenth to a computer."""
    assert not _alike(*(0.0,) * 5, 0.1, 0.1, 0.1, 0.2, bounds=(0.0, 1.0))
    assert not _alike(*(1.0,) * 5, 0.9, 0.9, 0.9, 0.9, 0.9, bounds=(0.0, 1.0))
    assert _alike(*(1.0,) * 5, 0.9, 0.9, 0.9, 0.9, 0.91, bounds=(0.0, 1.0))


def test_each_cell_is_judged_by_its_own_scores_and_the_order_of_rows_does_not_matter() -> None:
    by_cell = {0: (3.0,) * 10 + (1.0, 5.0), 2: (1.0, 2.0, 3.0, 3.0, 4.0, 5.0), 3: (5.0,) * 9 + (4.75, 4.5, 4.25)}
    rows = [(cell, score) for cell, scores in by_cell.items() for score in scores]
    rng = np.random.default_rng(20)
    for _ in range(20):
        cell, score = (np.array(each) for each in zip(*(rows[at] for at in rng.permutation(len(rows))), strict=True))
        found = is_alike(cell.astype(np.intp), score, (1.0, 5.0), LEAST.least_people, 5)
        assert found.tolist() == [True, False, False, True, False]


def test_a_policy_that_asks_for_more_who_differ_finds_more_cells_alike() -> None:
    scores, cell = np.array([3.0] * 9 + [1.0, 4.0, 5.0]), np.zeros(12, dtype=np.intp)
    assert [bool(is_alike(cell, scores, (1.0, 5.0), least, 1)[0]) for least in (3, 4)] == [False, True]


def test_the_answers_of_nearly_everyone_dominate_the_mean_of_a_team_and_not_of_its_authority() -> None:
    change = ("MSIT26", "MSIT28", "MSIT32")
    alike = [answer(**dict.fromkeys(change, "agree")) for _ in range(10)]
    others = [answer("T2", **dict.fromkeys(change, each)) for each in ("disagree", "neutral", "strongly_agree")]
    found = _dominated("msit_change", survey=[*alike, *others])
    assert (found["T1"], found["T3"], found["A"]) == (True, False, False)
