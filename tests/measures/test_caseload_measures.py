"""Each measure of the caseload page against an example worked out by hand."""

import pytest
from builders.rows import (
    CLOSED_LONG_AGO,
    FEBRUARY,
    JANUARY,
    MARCH,
    computed,
    example,
    post,
    shown,
    spell,
    spells,
)

from pipelines.contracts.code_lists import STATUS
from pipelines.measures.caseload import MEASURES

NEWLY_QUALIFIED = {"newly_qualified_until": "2026-09-30"}
ABSENT_SINCE_FEBRUARY = {"absent_from": "2026-02-02", "absence_reason": "SIC"}

EXAMPLES = {
    # Agency staff count, part-time hours count in part, and somebody without a case counts in neither number. Gus left
    # in January but two children still stand under his name: they are nobody's caseload.
    "caseload_per_fte": example(
        {"T1": 18 / 1.5, "T2": "z", "S1": 12.0, "T3": 5.0, "A": 22 / 2.3},
        workforce=[
            post("ann"), post("bob", fte=0.5), post("cal", "T2"), post("dee", "T3", fte=0.8, agency="yes"),
            post("gus", ended="2026-01-30"),
        ],
        involvements=[*spells(12, "ann"), *spells(6, "bob"), *spells(4, "dee", "T3"), *spells(2, "gus")],
    ),
    # 12 + 12 + 6 cases over 15 × (1 + 0.9 + 0). In T3 cases are held and there is nobody with hours: no ratio.
    "load_ratio": example(
        {"T1": 100 * 30 / 28.5, "T2": "z", "T3": "x", "S2": "x", "A": 100 * 32 / 28.5},
        workforce=[
            post("ann"), post("ned", **NEWLY_QUALIFIED), post("abe", **ABSENT_SINCE_FEBRUARY),
            post("eve", "T3", **ABSENT_SINCE_FEBRUARY),
        ],
        involvements=[*spells(12, "ann"), *spells(12, "ned"), *spells(6, "abe"), *spells(2, "eve", "T3")],
    ),
    # Ann stands on the limit, Ned over his of 13.5, Abe has one case and no hours; Bob has 7 of the 7.5 for his.
    "over_limit_share": example(
        {"T1": 100 * 2 / 3, "T2": 0.0, "T3": "z", "A": 50.0},
        workforce=[
            post("ann"), post("ned", **NEWLY_QUALIFIED), post("abe", **ABSENT_SINCE_FEBRUARY),
            post("bob", "T2", fte=0.5),
        ],
        involvements=[*spells(15, "ann"), *spells(14, "ned"), *spells(1, "abe"), *spells(7, "bob", "T2")],
    ),
    # One child moved from T1 to T2 within March and is in T2 alone; one has two open involvements and counts once,
    # where the later one stands; one case ended on the month-end itself and is not open any more.
    "open_cases": example(
        {"T1": 1, "T2": 2, "T3": 0, "S1": 3, "S2": 0, "A": 3},
        involvements=[
            spell("stays"),
            spell("moves", team_id="T1", ended="2026-03-10"), spell("moves", team_id="T2", started="2026-03-10"),
            spell("two", team_id="T1"), spell("two", team_id="T2", started="2026-01-15"),
            spell("ends", ended="2026-03-31"),
            spell("comes later", started="2026-04-01"),
        ],
    ),
    # Nobody holds one child's case; Abe is away, Zoe has no contracted hours, Gus has left.
    "cases_without_capacity": example(
        {"T1": 4, "T2": 0, "A": 4},
        workforce=[
            post("ann"), post("abe", **ABSENT_SINCE_FEBRUARY), post("zoe", fte=0.0), post("gus", ended="2026-01-30"),
        ],
        involvements=[
            spell("1"), spell("2", None), spell("3", "abe"), spell("4", "zoe"), spell("5", "gus"),
            spell("6", "ann", "T2"),
        ],
    ),
    "unallocated_cases": example(
        {"T1": 1, "T2": 2, "S1": 3, "T3": 0, "A": 3},
        involvements=[spell("1"), spell("2", None), spell("3", None, "T2"), spell("4", None, "T2")],
    ),
    # A new child, one whose case closed in January and begins again; a move and a change of status begin nothing.
    "cases_opened": example(
        {"T1": 1, "T2": 1, "A": 2},
        involvements=[
            spell("new", started="2026-03-02"),
            spell("again", ended="2026-01-09"), spell("again", team_id="T2", started="2026-03-16"),
            spell("moves", ended="2026-03-10"), spell("moves", team_id="T2", started="2026-03-11"),
            spell("on a plan", ended="2026-03-10"), spell("on a plan", started="2026-03-10", status="cp"),
            spell("long open"),
        ],
    ),
    # Closed in the team that held the case last; a move closes nothing, nor does an ending of one of two involvements.
    "cases_closed": example(
        {"T1": 0, "T2": 1, "T3": 0, "A": 1},
        involvements=[
            spell("closes", ended="2026-03-02"),
            spell("closes", team_id="T2", started="2026-03-02", ended="2026-03-20"),
            spell("moves", ended="2026-03-31"), spell("moves", team_id="T2", started="2026-04-01"),
            spell("one of two", ended="2026-03-05"), spell("one of two", started="2026-02-01"),
            spell("closed before", ended="2026-02-27"),
        ],
    ),
    "children_on_plans": example(
        {"T1": 2, "T2": 0, "S1": 2, "A": 2},
        involvements=[
            spell("1", status="cp"), spell("2", status="cp"), spell("3"), spell("4", status="cla", team_id="T2"),
        ],
    ),
    # One of two with a category; a plan without a category is in neither number, a category without a plan neither.
    "plans_for_sexual_abuse_share": example(
        {"S1": 50.0, "S2": "z", "A": 50.0},
        involvements=[
            spell("1", status="cp", category_of_abuse="SAB"), spell("2", status="cp", category_of_abuse="NEG"),
            spell("3", status="cp"), spell("4", category_of_abuse="SAB"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("key", [measure.key for measure in MEASURES])
def test_the_measure_shows_what_was_worked_out_by_hand(key: str) -> None:
    EXAMPLES[key].holds_for(key)


def test_open_cases_by_status_are_shown_from_the_service_upwards() -> None:
    results = computed(involvements=[CLOSED_LONG_AGO, spell("1"), spell("2", status="cp"), spell("3", status="cp")])
    found = shown(results, "open_cases", topic="status")
    assert {unit for unit, _ in found} == {"S1", "S2", "A"}
    assert {code: found["S1", code] for code in STATUS.labels} == {
        "assessment": 0, "cin": 1, "cp": 2, "cla": 0, "care_leaver": 0, "other": 0,
    }  # fmt: skip


def test_plans_with_no_category_recorded_at_all_are_not_known_to_be_for_something_else() -> None:
    results = computed(involvements=[CLOSED_LONG_AGO, spell("1", status="cp")])
    assert shown(results, "plans_for_sexual_abuse_share") == {"A": "x", "S1": "x", "S2": "z"}


def test_a_child_with_two_practitioners_is_held_by_the_one_who_came_last() -> None:
    results = computed(
        workforce=[post("ann"), post("bob", "T2")],
        involvements=[CLOSED_LONG_AGO, spell("1", "ann"), spell("1", "bob", started="2025-06-02")],
    )
    assert shown(results, "caseload_per_fte") == {"A": 1.0, "S1": 1.0, "S2": "z", "T1": "z", "T2": 1.0, "T3": "z"}


def test_cases_are_counted_with_their_holder_in_whichever_team_they_stand() -> None:
    results = computed(involvements=[CLOSED_LONG_AGO, *spells(4, "ann", "T1"), *spells(5, "ann", "T3")])
    found = shown(results, "caseload_per_fte")
    assert (found["T1"], found["T3"], found["A"]) == (9.0, "z", 9.0)


def test_three_tenths_and_three_tenths_of_a_post_may_hold_nine_cases() -> None:
    workforce = [post("ann", fte=0.3), post("ann", "T2", fte=0.3, started="2020-01-01")]
    nine, ten = (
        shown(computed(workforce=workforce, involvements=[CLOSED_LONG_AGO, *spells(held)]), "over_limit_share")["A"]
        for held in (9, 10)
    )
    assert (nine, ten) == (0.0, 100.0)


def test_four_weeks_of_absence_end_a_practitioners_hours_and_a_day_less_does_not() -> None:
    results = computed(
        workforce=[post("ann", absent_from="2026-02-01", absent_to="2026-03-30")],
        involvements=[CLOSED_LONG_AGO, *spells(6)],
    )
    by_month = {month: shown(results, "cases_without_capacity", month)["A"] for month in (JANUARY, FEBRUARY, MARCH)}
    assert by_month == {JANUARY: 0, FEBRUARY: 6, MARCH: 0}
    one_day_less = computed(
        workforce=[post("ann", absent_from="2026-02-02")], involvements=[CLOSED_LONG_AGO, *spells(6)]
    )
    assert shown(one_day_less, "cases_without_capacity", FEBRUARY)["A"] == 0


def test_absences_that_follow_each_other_are_one_whatever_their_reasons() -> None:
    results = computed(
        workforce=[
            post("ann", absent_from="2026-02-10", absent_to="2026-03-08", absence_reason="SIC"),
            post("ann", absent_from="2026-03-09", absence_reason="OTH"),
        ],
        involvements=[CLOSED_LONG_AGO, *spells(6)],
    )
    by_month = [shown(results, "cases_without_capacity", month)["A"] for month in (FEBRUARY, MARCH)]
    assert by_month == [0, 6]


def test_absence_is_over_on_the_day_of_return() -> None:
    workforce = [post("ann", absent_from="2026-02-02", absent_to="2026-03-31")]
    results = computed(workforce=workforce, involvements=[CLOSED_LONG_AGO, *spells(6)])
    assert shown(results, "cases_without_capacity")["A"] == 6


def test_cases_of_somebody_no_longer_in_post_are_over_the_limit_where_most_of_them_stand() -> None:
    results = computed(
        workforce=[post("ann"), post("gus", "T3", ended="2026-01-30")],
        involvements=[
            CLOSED_LONG_AGO,
            *spells(1, "gus", "T1"),
            spell("other 1", "gus", "T2"),
            spell("other 2", "gus", "T2"),
        ],
    )
    assert shown(results, "over_limit_share") == {"A": 100.0, "S1": 100.0, "S2": "z", "T1": "z", "T2": 100.0, "T3": "z"}
    assert shown(results, "caseload_per_fte")["A"] == "z"


def test_a_manager_who_holds_cases_is_a_case_holder() -> None:
    results = computed(workforce=[post("ann", role="first_line_manager")], involvements=[CLOSED_LONG_AGO, *spells(3)])
    assert shown(results, "caseload_per_fte")["T1"] == 3.0
