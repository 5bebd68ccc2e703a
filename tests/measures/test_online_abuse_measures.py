"""Each measure of the online abuse page against an example worked out by hand. A blank is never a no."""

import pytest
from builders.rows import CLOSED_LONG_AGO, FEBRUARY, MARCH, computed, course, example, post, shown, spell, spells

from pipelines.measures.online_abuse import MEASURES

YES, NO = {"online_abuse": "yes"}, {"online_abuse": "no"}
CONCERN = {"sexual_abuse_concern": "yes"}

EXAMPLES = {
    # Ann is trained; Bob's course ran out a day before the month-end; Cal was never trained. Nobody holds child 5.
    "exposure_gap": example(
        {"T1": 100 / 3, "T2": 100.0, "S1": 50.0, "T3": "z", "A": 50.0},
        workforce=[post("ann"), post("bob", "T2"), post("cal")],
        training=[course("ann"), course("bob", expires="2026-03-30")],
        involvements=[
            spell("1", "ann", **YES), spell("2", "cal", **YES), spell("3", "bob", "T2", **YES),
            spell("4", "cal", **NO), spell("5", None, **YES),
        ],
    ),
    # Two of three with an answer; the fourth, blank, is in neither number. T2 recorded nothing: not known, not 0 %.
    "online_share_of_all_cases": example(
        {"T1": 100 * 2 / 3, "T2": "x", "T3": "z", "S1": 100 * 2 / 3},
        involvements=[
            spell("1", **YES), spell("2", **YES), spell("3", **NO), spell("4"),
            spell("5", team_id="T2"), spell("6", team_id="T2", online_abuse="not_recorded"),
        ],
    ),
    # Of sexual abuse cases with an answer one of two; the online case without such a concern is left out.
    "online_share_of_sexual_abuse_cases": example(
        {"S1": 50.0, "S2": "z", "A": 50.0},
        involvements=[
            spell("1", **YES, **CONCERN), spell("2", **NO, **CONCERN), spell("3", **CONCERN), spell("4", **YES),
            spell("5", **YES, sexual_abuse_concern="no"),
        ],
    ),
    # Ann: one of four, exactly a quarter, in two teams. Bob: one of five; his blank case counts in neither number. Cal:
    # no answer is recorded. Dee, who has left, still holds one, online. The case that nobody holds is nobody's.
    "holders_quarter_online": example(
        {"S1": 50.0, "S2": 100.0, "A": 100 * 2 / 3},
        workforce=[post("ann"), post("bob", "T2"), post("cal", "T2"), post("dee", "T3", ended="2026-01-31")],
        involvements=[
            spell("1", "ann", **YES, **CONCERN), *spells(2, "ann", **NO, **CONCERN),
            *spells(1, "ann", "T3", **NO, **CONCERN), spell("2", "ann", **YES),
            spell("3", "bob", "T2", **YES, **CONCERN), *spells(4, "bob", "T2", **NO, **CONCERN),
            spell("4", "bob", "T2", **CONCERN), spell("5", "cal", "T2", **CONCERN),
            spell("6", "dee", "T3", **YES, **CONCERN), spell("7", None, "T3", **NO, **CONCERN),
        ],
    ),
    "online_not_recorded_share": example(
        {"T1": 50.0, "T2": 100.0, "T3": "z", "S1": 60.0},
        involvements=[
            spell("1", **YES), spell("2", **NO), spell("3"), spell("4", online_abuse="not_recorded"),
            spell("5", team_id="T2"),
        ],
    ),
    "online_cases_by_form": example(
        {"S1": 2, "S2": "x", "A": 2},
        involvements=[spell("1", **YES), spell("2", **YES), spell("3", **NO), spell("4", team_id="T3")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("key", [measure.key for measure in MEASURES])
def test_the_measure_shows_what_was_worked_out_by_hand(key: str) -> None:
    EXAMPLES[key].holds_for(key)


def test_a_case_counts_under_each_of_its_forms_and_one_without_under_not_recorded() -> None:
    results = computed(
        involvements=[
            CLOSED_LONG_AGO,
            spell("1", **YES, online_harm="grooming;images"),
            spell("2", **YES, online_harm="images"),
            spell("3", **YES),
            spell("4", **NO, online_harm="images"),
        ]
    )
    forms = {
        code: value
        for (unit, code), value in shown(results, "online_cases_by_form", topic="online_harm").items()
        if unit == "S1" and value
    }
    assert forms == {"grooming": 1, "images": 2, "not_recorded": 1}
    assert shown(results, "online_cases_by_form")["S1"] == 3


def test_forms_are_not_known_where_nobody_recorded_whether_abuse_was_online() -> None:
    results = computed(involvements=[CLOSED_LONG_AGO, spell("1")])
    found = shown(results, "online_cases_by_form", topic="online_harm")
    assert {value for (unit, _), value in found.items() if unit == "S1"} == {"x"}
    assert {value for (unit, _), value in found.items() if unit == "S2"} == {0.0}


def test_without_a_training_extract_nobody_is_said_to_be_untrained() -> None:
    results = computed(involvements=[CLOSED_LONG_AGO, spell("1", **YES)])
    assert set(shown(results, "exposure_gap").values()) == {"x"}


def test_before_the_first_course_of_the_extract_the_exposure_gap_is_not_known() -> None:
    results = computed(
        involvements=[CLOSED_LONG_AGO, spell("1", **YES)], training=[course("ann", completed="2026-03-02")]
    )
    assert [shown(results, "exposure_gap", month)["A"] for month in (FEBRUARY, MARCH)] == ["x", 0.0]


def test_no_sexual_abuse_case_and_no_answer_about_it_are_told_apart() -> None:
    no_concern = computed(involvements=[CLOSED_LONG_AGO, spell("1", **YES, sexual_abuse_concern="no")])
    no_answer = computed(involvements=[CLOSED_LONG_AGO, spell("1", **YES)])
    assert shown(no_concern, "online_share_of_sexual_abuse_cases")["S1"] == "z"
    assert shown(no_answer, "online_share_of_sexual_abuse_cases")["S1"] == "x"


def test_holders_without_an_answer_and_holders_of_no_such_case_are_told_apart() -> None:
    results = computed(
        workforce=[post("ann"), post("bob", "T3")],
        involvements=[
            CLOSED_LONG_AGO,
            spell("1", **CONCERN),
            spell("2", "bob", "T3", sexual_abuse_concern="no", **YES),
        ],
    )
    assert shown(results, "holders_quarter_online") == {"S1": "x", "S2": "z", "A": "x"}
