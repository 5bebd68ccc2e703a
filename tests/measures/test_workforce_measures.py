"""Each measure of the workforce page against an example worked out by hand."""

import pytest
from builders.rows import FEBRUARY, JANUARY, MARCH, computed, example, post, shown, staffing

from pipelines.measures.workforce import MEASURES

LEFT_LONG_AGO = post("somebody who left", ended="2020-06-30")
"""So that the workforce extract reaches back further than twelve months of leavers."""
SICK = {"absence_reason": "SIC"}
SICK_LONG_AGO = post(
    "somebody sick", "T3", ended="2020-06-30", absent_from="2020-01-06", absent_to="2020-01-10", **SICK
)

EXAMPLES = {
    # Every role counts and agency staff do not. Ann's two posts are one practitioner, in the team of the longer one.
    # Bob's last day in post is the month-end itself.
    "in_post_fte": example(
        {"T1": 2.0, "T2": 0.5, "T3": 0.0, "S1": 2.5, "A": 2.5},
        workforce=[
            post("ann", fte=0.4, absent_from="2026-01-05"), post("ann", "T2", fte=0.2),
            post("mel", role="senior_manager"),
            post("dee", agency="yes"), post("bob", fte=0.4, ended="2026-03-31"), post("cal", "T2", fte=0.5),
            post("gone", ended="2026-03-30"), post("comes", started="2026-04-01"),
        ],
    ),
    "agency_rate": example(
        {"S1": 100 * 0.5 / 2.0, "S2": 0.0, "A": 12.5},
        workforce=[post("ann"), post("bob", fte=0.5), post("dee", fte=0.5, agency="yes"), post("eve", "T3", fte=1.0),
                   post("fay", "T3")],
    ),
    # T3 is left out of the establishment extract: nothing is known of its vacancies, and its staff do not make those of
    # the authority look smaller.
    "vacancy_rate": example(
        {"T1": 50.0, "T2": 0.0, "T3": "x", "S1": 40.0, "S2": "x", "A": 40.0},
        workforce=[post("ann"), post("bob"), post("dee", agency="yes"), post("cal", "T2"), post("eve", "T3")],
        establishment=[staffing("T1", 2.0), staffing("T2", 0.0)],
    ),
    # Of S1 one of two full-time leavers within twelve months (the last day of the other is the month-end itself), and
    # half a post; one moved to T3, one left from an agency, one more than twelve months ago.
    "turnover_rate": example(
        {"S1": 100 * 1.5 / 3.0, "S2": 0.0, "A": 30.0},
        workforce=[
            LEFT_LONG_AGO, post("ann"), post("bob", "T2"), post("on the day", ended="2026-03-31"),
            post("left", ended="2025-04-30"), post("left too", "T2", fte=0.5, ended="2026-03-30"),
            post("moved", ended="2026-01-30"), post("moved", "T3", started="2026-02-02"), post("eve", "T3"),
            post("from an agency", ended="2026-02-27", agency="yes"), post("before", ended="2025-03-30"),
        ],
    ),
    # Five weekdays of Ann and half of ten of Bob; of the long absence only the two weekdays within the twelve months
    # (1 and 2 April 2025). Maternity leave is not sickness and agency staff do not count.
    "absence_rate": example(
        {"S1": 100 * (5 + 5 + 2) / (3.5 * 253), "S2": 0.0},
        workforce=[
            SICK_LONG_AGO, post("eve", "T3", absent_from="2025-06-02", absence_reason="MAT"),
            post("ann", absent_from="2026-03-02", absent_to="2026-03-08", **SICK),
            post("bob", fte=0.5, absent_from="2026-02-02", absent_to="2026-02-13", **SICK),
            post("cal", absent_from="2025-03-03", absent_to="2025-04-02", **SICK), post("mel", role="senior_manager"),
            post("dee", agency="yes", absent_from="2026-01-05", absent_to="2026-01-30", **SICK),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("key", [measure.key for measure in MEASURES])
def test_the_measure_shows_what_was_worked_out_by_hand(key: str) -> None:
    EXAMPLES[key].holds_for(key)


def test_turnover_and_absence_are_known_once_the_extract_reaches_back_twelve_months() -> None:
    results = computed(
        workforce=[
            post("ann", absent_from="2025-03-03", absent_to="2025-03-07", **SICK),
            post("left", ended="2025-03-05"),
        ]
    )
    months = (JANUARY, FEBRUARY, MARCH)
    assert [shown(results, "turnover_rate", month)["S1"] for month in months] == ["x", 100.0, 0.0]
    assert [shown(results, "absence_rate", month)["S1"] for month in months] == ["x", 100 * 5 / 253, 0.0]


def test_where_nobody_ever_left_or_was_sick_neither_rate_is_known() -> None:
    results = computed()
    assert set(shown(results, "turnover_rate").values()) == {"x"}
    assert set(shown(results, "absence_rate").values()) == {"x"}


def test_absences_of_which_none_was_sickness_make_a_rate_of_nothing() -> None:
    results = computed(workforce=[post("ann", absent_from="2024-01-08", absent_to="2024-06-28", absence_reason="MAT")])
    assert shown(results, "absence_rate") == {"A": 0.0, "S1": 0.0, "S2": "z"}


def test_a_leaver_of_a_service_without_anyone_left_makes_no_rate() -> None:
    results = computed(workforce=[LEFT_LONG_AGO, post("ann"), post("last one", "T3", ended="2026-01-30")])
    assert shown(results, "turnover_rate") == {"A": 100.0, "S1": 0.0, "S2": "x"}


def test_two_rows_of_sickness_without_a_day_between_are_one_absence_and_no_day_counts_twice() -> None:
    results = computed(
        workforce=[
            SICK_LONG_AGO,
            post("ann", absent_from="2026-03-02", absent_to="2026-03-06", **SICK),
            post("ann", absent_from="2026-03-05", absent_to="2026-03-10", **SICK),
        ]
    )
    assert shown(results, "absence_rate")["S1"] == pytest.approx(100 * 7 / 253)


def test_sickness_that_goes_on_counts_to_the_month_end_and_not_beyond_the_post() -> None:
    results = computed(
        workforce=[
            SICK_LONG_AGO,
            post("ann", absent_from="2026-03-23", **SICK),
            post("bob", "T3", ended="2026-03-24", absent_from="2026-03-23", **SICK),
            post("eve", "T3"),
        ]
    )
    assert shown(results, "absence_rate") == pytest.approx(
        {"A": 100 * 9 / 506, "S1": 100 * 7 / 253, "S2": 100 * 2 / 253}
    )


def test_a_leaver_with_two_posts_counts_with_both_where_the_longer_one_was() -> None:
    results = computed(
        workforce=[
            LEFT_LONG_AGO,
            post("ann"),
            post("eve", "T3"),
            post("left", fte=0.6, ended="2026-01-30"),
            post("left", "T3", fte=0.4, ended="2026-01-30"),
        ]
    )
    assert shown(results, "turnover_rate") == {"A": 50.0, "S1": 100.0, "S2": 0.0}
