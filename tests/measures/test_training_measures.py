"""Each measure of the training page against an example worked out by hand."""

from collections.abc import Sequence
from datetime import date

import pytest
from builders.rows import CLOSED_LONG_AGO, FEBRUARY, JANUARY, MARCH, Row, computed, course, example, post, shown, spells

from pipelines.measures.subjects.attendance import LONGEST_TITLE
from pipelines.measures.training import MEASURES

OLD_COURSE = course("somebody who left", completed="2024-01-15")
"""So that the training extract reaches back further than twelve months."""
STAFF = [post("ann"), post("bob"), post("cal"), post("dee", "T2"), post("mel", role="middle_manager")]

NEW = {"newly_qualified_until": "2026-09-30"}

EXAMPLES = {
    # Ann's course counts to its last day, which is the month-end; Bob's ended the day before; Cal's of 1 April 2023
    # counts for three years, to 31 March 2026; Dee's was on something else; Mel could hold no cases.
    "training_cover_online_abuse": example(
        {"T1": 100 * 2 / 3, "T2": 0.0, "T3": "z", "A": 50.0},
        workforce=STAFF,
        training=[
            course("ann", expires="2026-03-31"), course("bob", expires="2026-03-30"),
            course("cal", completed="2023-04-01"), course("dee", topics="diversity"), course("mel"),
        ],
    ),
    # One course may cover several topics; one completed after the month-end does not count yet.
    "training_cover_sexual_abuse": example(
        {"T1": 100 / 3, "T2": 0.0, "A": 25.0},
        workforce=STAFF,
        training=[
            course("ann", topics="online_abuse;child_sexual_abuse"),
            course("dee", topics="child_sexual_abuse", completed="2026-04-01"),
        ],
    ),
    "training_cover_diversity": example(
        {"T1": 0.0, "T2": 100.0, "A": 25.0},
        workforce=STAFF,
        training=[course("dee", topics="diversity"), course("ann", topics="other")],
    ),
    "training_cover_emotional_impact": example(
        {"T1": 100 / 3, "T2": 0.0, "A": 25.0},
        workforce=STAFF,
        training=[course("bob", topics="emotional_impact"), course("dee", topics="diversity")],
    ),
    # At the end of March: Ann's lapses at the end of June, so it counts until then and not after; Bob's ends on the
    # last day of May; Cal's has gone; Dee's first course lapses and her second does not.
    "training_lapsing_online_abuse": example(
        {"T1": 100 / 3, "T2": 0.0, "A": 25.0},
        workforce=STAFF,
        training=[
            course("ann", expires="2026-06-30"), course("bob", expires="2026-05-31"),
            course("cal", expires="2026-03-30"), course("dee", expires="2026-04-15"),
            course("dee", completed="2026-01-10"),
        ],
    ),
    # Ann's lapses at the end of June and Dee's in April; Bob's is on something else; Eve's counts for a year.
    "training_lapsing_sexual_abuse": example(
        {"S1": 50.0, "S2": 0.0, "A": 40.0},
        workforce=[*STAFF, post("eve", "T3")],
        training=[
            course("ann", topics="child_sexual_abuse", expires="2026-06-29"),
            course("bob", expires="2026-04-15"), course("dee", topics="child_sexual_abuse", expires="2026-04-15"),
            course("eve", topics="online_abuse;child_sexual_abuse", completed="2026-03-02", expires="2027-03-01"),
        ],
    ),
    # Ann and Bob are newly qualified, and Ann is trained; Cal has been qualified for ten years.
    "training_cover_online_abuse_newly_qualified": example(
        {"A": 50.0},
        workforce=[post("ann", **NEW), post("bob", "T2", **NEW), *STAFF[2:]],
        training=[course("ann"), course("bob", topics="diversity"), course("cal")],
    ),
    # Of three agency staff one is trained; Dee's own training counts for employed staff; Mel could hold no cases.
    "training_cover_online_abuse_agency": example(
        {"A": 100 / 3},
        workforce=[
            post("ann", agency="yes"), post("bob", agency="yes"), post("cal", "T3", agency="yes"), post("dee", "T2"),
            post("mel", role="middle_manager", agency="yes"),
        ],
        training=[course("bob"), course("dee"), course("mel")],
    ),
    # The hub trained Ann, Bob and Dee (twice; spelt in three ways), the university Bob and Cal. Nobody wrote who
    # trained Eve; Mel, whom the university trained, is not counted. In T2 the one provider recorded is the hub.
    "training_common_provider_share": example(
        {"T1": 100 * 2 / 3, "T2": 100.0, "T3": "x", "S1": 75.0, "A": 75.0},
        workforce=[*STAFF, post("eve", "T3")],
        training=[
            course("ann", provider="Learning Hub"), course("bob", provider="learning  hub "),
            course("dee", provider="LEARNING HUB"), course("dee", provider="Learning Hub", completed="2025-07-01"),
            course("bob", provider="University", topics="child_sexual_abuse"), course("cal", provider="University"),
            course("ann", provider="University", topics="diversity"), course("eve"),
            course("mel", provider="University"),
        ],
    ),
    # Ann's first course ran out; Mel could hold no cases.
    "practitioners_by_course": example(
        {"A": 2.0},
        workforce=STAFF,
        training=[
            course("ann", expires="2026-03-30"), course("ann", topics="other", completed="2025-07-01"),
            course("dee"), course("mel"),
        ],
    ),
    # 6 + 3 hours of Ann and none of Bob and Cal; the course of March 2025 lies before the twelve months; agency staff
    # count; Mel's hours do not.
    "training_hours_per_practitioner": example(
        {"T1": 3.0, "T2": 8.0, "T3": "z", "A": 17 / 4},
        workforce=[*STAFF[:3], post("dee", "T2", agency="yes"), STAFF[4]],
        training=[
            OLD_COURSE, course("ann", completed="2025-04-01"), course("ann", hours=3.0, completed="2026-03-31"),
            course("ann", hours=50.0, completed="2025-03-31"), course("dee", hours=8.0), course("mel", hours=40.0),
        ],
    ),
    # 2 of the 8 hours of which it is recorded; Bob's 10 hours say nothing. Dee trained, but in whose time is not known.
    "training_own_time_share": example(
        {"T1": 25.0, "T2": "x", "T3": "z", "A": 25.0},
        workforce=STAFF,
        training=[
            OLD_COURSE, course("ann", hours=2.0, own_time="yes"), course("ann", hours=6.0, completed="2025-07-01"),
            course("bob", hours=10.0, own_time=None), course("dee", own_time=None),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("key", [measure.key for measure in MEASURES])
def test_the_measure_shows_what_was_worked_out_by_hand(key: str) -> None:
    EXAMPLES[key].holds_for(key)


def test_a_manager_counts_among_practitioners_while_holding_a_case() -> None:
    results = computed(
        workforce=[post("ann"), post("mel", role="middle_manager")],
        training=[course("mel")],
        involvements=[CLOSED_LONG_AGO, *spells(1, "mel", ended="2026-03-05")],
    )
    by_month = [shown(results, "training_cover_online_abuse", month)["T1"] for month in (FEBRUARY, MARCH)]
    assert by_month == [50.0, 0.0]


def test_hours_are_not_known_until_the_extract_reaches_back_twelve_months() -> None:
    results = computed(training=[course("ann", completed="2025-03-20"), course("ann", completed="2025-09-01")])
    hours = [shown(results, "training_hours_per_practitioner", month)["T1"] for month in (JANUARY, FEBRUARY, MARCH)]
    cover = [shown(results, "training_cover_online_abuse", month)["T1"] for month in (JANUARY, FEBRUARY, MARCH)]
    assert hours == ["x", 12.0, 6.0]
    assert cover == [100.0, 100.0, 100.0]


def test_a_course_of_29_february_without_a_last_day_counts_through_28_february_three_years_later() -> None:
    results = computed(training=[course("ann", completed="2024-02-29")], reference_date=date(2027, 3, 31))
    months = (date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31))
    assert [shown(results, "training_cover_online_abuse", month)["T1"] for month in months] == [100.0, 100.0, 0.0]


def _attended(**extracts: Sequence[Row]) -> dict[str, float]:
    """By title how many of the authority attended, at the end of March."""
    found = shown(computed(**extracts), "practitioners_by_course", topic="course")
    return {title: number for (unit, title), number in found.items() if unit == "A"}


def test_who_attended_several_courses_counts_under_each_of_them_once() -> None:
    attended = _attended(
        workforce=STAFF,
        training=[
            course("ann", course="Court skills"), course("ann", course="Grooming"),
            course("ann", course="Court skills", completed="2025-09-01"), course("bob", course="Grooming"),
            course("mel", course="Budgets"),
        ],
    )  # fmt: skip
    assert attended == {"Budgets": 0, "Court skills": 1, "Grooming": 2}


def test_a_title_is_one_however_it_is_spelt_and_is_shown_as_it_was_first_written() -> None:
    rows = [
        course("ann", course="Court skills", completed="2025-02-03"),
        course("bob", course="COURT  SKILLS ", completed="2025-06-02"),
        course("cal", course="court skills", completed="2025-01-06"),
    ]
    for training in (rows, rows[::-1]):
        assert _attended(workforce=STAFF, training=training) == {"court skills": 3}


def test_a_semicolon_does_not_split_a_title() -> None:
    attended = _attended(
        workforce=STAFF,
        training=[
            course("ann", course="Abuse; and the law"), course("ann", course="and the law"),
            course("bob", course="Abuse; and the law"),
        ],
    )  # fmt: skip
    assert attended == {"Abuse; and the law": 2, "and the law": 1}


def test_titles_are_told_apart_by_as_many_letters_as_a_release_has_room_for() -> None:
    long = "Working together to safeguard children from abuse online and offline " * 2
    attended = _attended(
        workforce=STAFF, training=[course("ann", course=f"{long}, part 1"), course("bob", course=f"{long}, part 2")]
    )
    assert attended == {long[:LONGEST_TITLE].strip(): 2}


def test_of_two_providers_that_trained_as_many_the_first_by_name_is_the_common_one() -> None:
    results = computed(
        workforce=STAFF,
        training=[
            course("ann", provider="University"), course("bob", provider="Academy"), course("cal", provider="academy"),
            course("dee", provider="University"),
        ],
    )  # fmt: skip
    assert shown(results, "training_common_provider_share")["T1"] == pytest.approx(100 * 2 / 3)
    assert shown(results, "training_common_provider_share")["T2"] == 0.0


def test_the_common_provider_is_found_anew_at_every_month_end() -> None:
    results = computed(
        workforce=STAFF,
        training=[
            course("ann", provider="Academy", expires="2026-02-28"),
            course("bob", provider="Academy", expires="2026-02-28"),
            course("cal", provider="University"), course("dee", provider="University"),
        ],
    )  # fmt: skip
    by_month = [shown(results, "training_common_provider_share", month)["A"] for month in (FEBRUARY, MARCH)]
    assert by_month == [50.0, 100.0]


def test_where_no_provider_is_recorded_or_nobody_trained_the_two_are_told_apart() -> None:
    results = computed(workforce=STAFF, training=[course("ann"), course("dee", topics="diversity", provider="Hub")])
    found = shown(results, "training_common_provider_share")
    assert (found["T1"], found["T2"], found["A"]) == ("x", "z", "x")
