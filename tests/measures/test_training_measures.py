"""Each measure of the training page against an example worked out by hand."""

from datetime import date

import pytest
from builders.rows import CLOSED_LONG_AGO, FEBRUARY, JANUARY, MARCH, computed, course, example, post, shown, spells

from pipelines.measures.training import MEASURES

OLD_COURSE = course("somebody who left", completed="2024-01-15")
"""So that the training extract reaches back further than twelve months."""
STAFF = [post("ann"), post("bob"), post("cal"), post("dee", "T2"), post("mel", role="middle_manager")]

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
