"""Each measure of the support page against an example worked out by hand."""

from datetime import date

import pytest
from builders.rows import (
    CLOSED_LONG_AGO,
    FEBRUARY,
    JANUARY,
    MARCH,
    TEAMS,
    Row,
    computed,
    diary,
    example,
    post,
    session,
    shown,
    spell,
    team,
)

from pipelines.measures.catalogue import CATALOGUE
from pipelines.measures.measure import Topic
from pipelines.measures.survey_measures import survey_measures

SINCE_LONG_AGO = session("somebody who left", "2024-01-15")
"""So that the supervision extract reaches back far enough."""


def waiting(child_id: str, referred: str, served: str | None = None, **changed: str) -> Row:
    return spell(child_id, specialist_referred=referred, specialist_started=served, **changed)


EXAMPLES = {
    # Ann 35 days ago is in time, Bob 36 days ago is not, Cal only met peers. Not due: Abe, away for long; Ben, in post
    # for ten days; Cat, back from long absence for ten days; Mel, a manager without cases. In T2 nobody was due.
    "managerial_supervision_in_time": example(
        {"T1": 100 / 3, "T2": "z", "A": 100 / 3},
        workforce=[
            post("ann"), post("bob"), post("cal"), post("abe", absent_from="2026-01-05"),
            post("ben", started="2026-03-21"), post("cat", "T2", absent_from="2025-12-01", absent_to="2026-03-20"),
            post("mel", role="first_line_manager"),
        ],
        supervision=[
            SINCE_LONG_AGO, session("ann", "2026-02-24"), session("bob", "2026-02-23"),
            session("cal", "2026-03-20", "peer"), session("ben", "2026-03-25"),
        ],
    ),
    # Three months to the end of March begin on 1 January; peer and group alike, managerial not.
    "peer_supervision_in_time": example(
        {"T1": 50.0, "T2": 0.0, "T3": "z", "A": 40.0},
        workforce=[post("ann"), post("bob"), post("cal"), post("dee"), post("eve", "T2")],
        supervision=[
            SINCE_LONG_AGO, session("ann", "2026-01-01", "peer"), session("bob", "2026-03-31", "group"),
            session("cal", "2025-12-31", "peer"), session("dee", "2026-03-02"),
            session("eve", "2026-03-02", "clinical"),
        ],
    ),
    # Ann's gaps were 30 and 45 days and the open one is 26; Bob's was 60 and the open one is 60. After the open 26, of
    # four the first leaves 3/4 and the second 2/4, so it is 45 days. Cat, who joined on 12 January and has met nobody,
    # has gone 78 days: with her the first leaves 4/5, the second 3/5, the third (of three at risk) 2/5, so 60 days.
    "supervision_gap_median": example(
        {"T1": 45.0, "T2": "x", "T3": "z", "A": 60.0},
        workforce=[post("ann"), post("bob"), post("cat", "T2", started="2026-01-12")],
        supervision=[
            SINCE_LONG_AGO, session("ann", "2025-12-20"), session("ann", "2026-01-19"), session("ann", "2026-03-05"),
            session("bob", "2025-12-01"), session("bob", "2026-01-30"), session("cat", "2026-02-02", "peer"),
        ],
    ),
    # Ann: 10, 20 and 30 days, open for 30; Bob: 100 days to the session on the month-end itself. After 10, 20 and 30
    # days 4/5, 3/5 and 2/5 go on, after 100 none. Dee, open for 303 days, keeps a quarter of the authority's open.
    "supervision_gap_p90": example(
        {"S1": 100.0, "S2": "x", "A": "x"},
        workforce=[post("ann"), post("bob", "T2"), post("dee", "T3")],
        supervision=[
            SINCE_LONG_AGO, session("ann", "2025-12-31"), session("ann", "2026-01-10"), session("ann", "2026-01-30"),
            session("ann", "2026-03-01"), session("bob", "2025-12-21"), session("bob", "2026-03-31"),
            session("dee", "2025-06-01"),
        ],
    ),
    # Ann's of 2 February was made up for on 2 March, the 28th day; Bob's on the 29th; Cal's by peers alone. Dee's of 3
    # March could be made up for until the month-end, Eve's of 4 March still can; Fay's could until 31 December. One of
    # Gus's two was not made up for. In T3 the only one cancelled was with peers.
    "supervision_cancelled_not_rebooked": example(
        {"S1": 80.0, "S2": "z", "A": 80.0},
        workforce=[
            *(post(name) for name in ("ann", "bob", "cal", "dee", "eve")), post("fay", "T2"), post("gus", "T2"),
            post("hal", "T3"),
        ],
        supervision=[
            SINCE_LONG_AGO, session("x", "2025-09-01", cancelled="no"),
            session("ann", "2026-02-02", cancelled="yes"), session("ann", "2026-03-02", cancelled="no"),
            session("bob", "2026-02-02", cancelled="yes"), session("bob", "2026-03-03"),
            session("cal", "2026-02-02", cancelled="yes"), session("cal", "2026-02-09", "peer"),
            session("dee", "2026-03-03", cancelled="yes"), session("eve", "2026-03-04", cancelled="yes"),
            session("fay", "2025-12-03", cancelled="yes"),
            session("gus", "2025-12-04", cancelled="yes"), session("gus", "2025-12-04"),
            session("gus", "2026-01-12", cancelled="yes"), session("hal", "2026-02-02", "peer", cancelled="yes"),
        ],
    ),
    # Over after 4, 8 and 16 weeks, still running at 10 and 30: of five the first leaves 4/5, the second 3/5, the third
    # (one of the two at risk by then) 3/10, so the median is 16 weeks. Without the running ones it would be 8.
    "specialist_wait_median": example(
        {"S1": 16.0, "S2": 30.0, "A": 16.0},
        involvements=[
            waiting("1", "2025-11-03", "2025-12-01"), waiting("2", "2025-11-03", "2025-12-29"),
            waiting("3", "2025-11-03", "2026-02-23"), waiting("4", "2026-01-20"), waiting("5", "2025-09-02"),
            waiting("6", "2026-03-03", team_id="T3"), waiting("7", "2025-09-02", "2026-03-31", team_id="T3"),
        ],
    ),
    # Ann and Bob 20 + 45 of 100 + 150 hours, Cat 30 of 50; Dee's diary is of April, Eve wrote down no hours, Mel holds
    # no cases. In T3 nobody kept a diary; T4 has no practitioners.
    "direct_work_share": example(
        {"T1": 26.0, "T2": 60.0, "T3": "x", "T4": "z", "S2": "x", "A": 95 / 3},
        teams=[*TEAMS, team("T4", "S2")],
        workforce=[
            post("ann"), post("bob"), post("mel", role="first_line_manager"), post("cat", "T2"), post("dee", "T3"),
            post("eve", "T3"),
        ],
        time_use=[
            diary("ann", 20.0), diary("bob", 45.0, 150.0), diary("mel", 1.0), diary("cat", 30.0, 50.0),
            diary("dee", 30.0, month_end="2026-04-30"), diary("eve", 0.0, 0.0),
        ],
    ),
    # Blank and not recorded are in no denominator; the case of child 5 is closed; in S2 nobody recorded an answer.
    "cases_multi_agency_share": example(
        {"S1": 50.0, "S2": "x", "A": 50.0},
        involvements=[
            spell("1", multi_agency_panel="yes"), spell("2", team_id="T2", multi_agency_panel="no"),
            spell("3", multi_agency_panel="not_recorded"), spell("4"), spell("6", team_id="T3"),
            spell("5", multi_agency_panel="yes", ended="2026-03-02"),
        ],
    ),
    # The answer is that of the involvement that counts: proceedings against the person who harmed child 2 are over.
    "cases_in_proceedings_share": example(
        {"S1": 100 / 3, "S2": 0.0, "A": 25.0},
        involvements=[
            spell("1", criminal_proceedings="yes"), spell("2", criminal_proceedings="yes", ended="2026-03-02"),
            spell("2", criminal_proceedings="no", started="2026-03-02"), spell("3", criminal_proceedings="no"),
            spell("4", criminal_proceedings="not_recorded"), spell("5", team_id="T3", criminal_proceedings="no"),
        ],
    ),
    # 26 weeks before 31 March is 30 September: that day is not longer than 26 weeks, the day before is.
    "specialist_wait_over_26_weeks": example(
        {"S1": 50.0, "S2": "z", "A": 50.0},
        involvements=[
            waiting("1", "2025-09-30"), waiting("2", "2025-09-29"), waiting("3", "2024-01-01", "2026-03-02"),
        ],
    ),
    # The case of child 3 is closed, the service of child 4 began on the month-end, that of child 5 begins in April.
    # Child 6 moved and has one wait, in the team of now; child 7 has two referrals and counts once.
    "specialist_waits_open": example(
        {"S1": 3, "S2": 1, "A": 4},
        involvements=[
            waiting("1", "2026-01-05"), waiting("3", "2026-01-05", ended="2026-03-02"),
            waiting("4", "2026-01-05", "2026-03-31"), waiting("5", "2026-01-05", "2026-04-01"),
            waiting("6", "2026-01-05", ended="2026-03-02"),
            waiting("6", "2026-01-05", started="2026-03-02", team_id="T3"),
            waiting("7", "2026-01-05"), waiting("7", "2026-02-05", case_id="another case"),
        ],
    ),
}  # fmt: skip


FROM_RECORDS = [
    measure.key for measure in CATALOGUE if measure.topic is Topic.SUPPORT and measure not in survey_measures()
]
"""What practitioners say is worked out in `test_survey_measures`."""


@pytest.mark.parametrize("key", FROM_RECORDS)
def test_the_measure_shows_what_was_worked_out_by_hand(key: str) -> None:
    EXAMPLES[key].holds_for(key)


@pytest.mark.parametrize(
    ("joined", "last_session", "in_time"),
    [
        ("2026-03-02", "2026-03-20", 100.0),  # in the first six weeks: a week and four days
        ("2026-03-02", "2026-03-19", 0.0),
        ("2026-02-16", "2026-03-13", 100.0),  # 43 days in: a fortnight and four days
        ("2026-02-16", "2026-03-12", 0.0),
        ("2025-09-29", "2026-02-24", 100.0),  # 183 days in: a month and four days, as for everyone
    ],
)
def test_newly_qualified_practitioners_are_supervised_weekly_then_fortnightly_then_monthly(
    joined: str, last_session: str, in_time: float
) -> None:
    results = computed(
        workforce=[post("ned", started=joined, newly_qualified_until="2026-12-31")],
        supervision=[SINCE_LONG_AGO, session("ned", last_session), session("somebody else", "2026-03-02")],
    )
    assert shown(results, "managerial_supervision_in_time")["T1"] == in_time


def test_supervision_is_known_once_the_extract_reaches_back_far_enough() -> None:
    results = computed(
        supervision=[session("ann", "2026-01-12"), session("ann", "2026-02-20", "peer"), session("bob", "2026-03-30")]
    )
    months = (JANUARY, FEBRUARY, MARCH)
    managerial = [shown(results, "managerial_supervision_in_time", month)["T1"] for month in months]
    with_peers = [shown(results, "peer_supervision_in_time", month)["T1"] for month in months]
    assert managerial == ["x", 0.0, 0.0]
    assert with_peers == ["x", "x", 100.0]


def test_a_late_supervision_extract_does_not_look_like_supervision_that_stopped() -> None:
    results = computed(supervision=[SINCE_LONG_AGO, session("ann", "2026-02-20")])
    months = (JANUARY, FEBRUARY, MARCH)
    assert [shown(results, "managerial_supervision_in_time", month)["T1"] for month in months] == [0.0, 100.0, "x"]
    assert [shown(results, "peer_supervision_in_time", month)["T1"] for month in months] == [0.0, 0.0, "x"]


def test_without_a_supervision_extract_nobody_is_said_to_be_unsupervised() -> None:
    results = computed()
    assert set(shown(results, "managerial_supervision_in_time").values()) == {"x"}
    assert set(shown(results, "peer_supervision_in_time").values()) == {"x"}


def test_waits_are_not_available_where_no_referral_was_ever_recorded() -> None:
    results = computed(involvements=[CLOSED_LONG_AGO, spell("1")])
    for key in ("specialist_wait_median", "specialist_wait_over_26_weeks", "specialist_waits_open"):
        assert set(shown(results, key).values()) == {"x"}


def test_a_wait_that_ended_stays_with_the_last_team_of_a_closed_case_for_twelve_months() -> None:
    results = computed(
        involvements=[
            CLOSED_LONG_AGO,
            waiting("1", "2025-01-06", "2025-02-03", ended="2025-03-03"),
            waiting("2", "2025-01-06", "2025-03-03", ended="2025-03-10", team_id="T3"),
        ]
    )
    by_month = [shown(results, "specialist_wait_median", month) for month in (JANUARY, FEBRUARY)]
    assert by_month == [{"A": 4.0, "S1": 4.0, "S2": 8.0}, {"A": 8.0, "S1": "z", "S2": 8.0}]


def test_while_fewer_than_half_have_been_served_the_median_wait_is_not_available() -> None:
    results = computed(
        involvements=[
            CLOSED_LONG_AGO,
            waiting("1", "2026-01-05", "2026-02-02"),
            waiting("2", "2026-01-05"),
            waiting("3", "2026-01-05"),
        ]
    )
    assert shown(results, "specialist_wait_median") == {"A": "x", "S1": "x", "S2": "z"}


def test_the_median_is_known_once_the_casework_reaches_back_twelve_months() -> None:
    results = computed(involvements=[spell("closed", ended="2025-03-20"), waiting("1", "2025-11-03", "2025-12-01")])
    assert [shown(results, "specialist_wait_median", month)["S1"] for month in (JANUARY, FEBRUARY)] == ["x", 4.0]
    assert shown(results, "specialist_waits_open", JANUARY)["S1"] == 0.0


def _gap(*sessions: Row, period_end: date = MARCH, **changed: str) -> float | str:
    """The usual gap of a team in which Ann alone practises."""
    records = [SINCE_LONG_AGO, *sessions, session("somebody else", "2026-03-30")]
    results = computed(workforce=[post("ann", **changed)], supervision=records)
    return shown(results, "supervision_gap_median", period_end)["T1"]


@pytest.mark.parametrize(
    ("absent_to", "days"),
    [
        ("2026-02-15", 35.0),  # five weeks of the seventy days
        ("2026-02-08", 42.0),  # four weeks to the day
        ("2026-02-07", 70.0),  # 27 days
    ],
)
def test_a_long_absence_stops_the_clock_of_a_gap(absent_to: str, days: float) -> None:
    sessions = (session("ann", "2025-12-31"), session("ann", "2026-03-11"))
    assert _gap(*sessions, absent_from="2026-01-12", absent_to=absent_to, absence_reason="SIC") == days


@pytest.mark.parametrize(
    ("absent_from", "days"),
    [("2026-01-22", 12.0), ("2026-02-01", 22.0), ("2026-02-02", 40.0)],  # 28 of forty, 18 of forty; 27 are not long
)
def test_an_absence_that_goes_on_is_long_from_the_month_end_by_which_it_has_lasted_four_weeks(
    absent_from: str, days: float
) -> None:
    sessions = (session("ann", "2026-01-10"), session("ann", "2026-02-19"))
    assert _gap(*sessions, period_end=FEBRUARY, absent_from=absent_from, absence_reason="SIC") == days


def test_a_gap_begins_anew_for_somebody_who_left_and_came_back() -> None:
    workforce = [post("ann", ended="2025-06-30"), post("ann", "T1", started="2026-02-02")]
    sessions = [SINCE_LONG_AGO, session("ann", "2025-06-02"), session("ann", "2026-02-22")]
    results = computed(workforce=workforce, supervision=[*sessions, session("somebody else", "2026-03-02")])
    assert shown(results, "supervision_gap_median")["T1"] == 20.0


def test_a_gap_that_began_before_the_records_is_not_said_to_be_over() -> None:
    """Ann has been in post for years; the records begin on 1 October, and her first session in them is on 5 January."""
    first = session("somebody else", "2025-10-01")
    until_now = [first, session("ann", "2026-01-05"), session("somebody else", "2026-03-02")]
    assert shown(computed(supervision=until_now), "supervision_gap_median")["T1"] == "x"
    supervised_again = [*until_now, session("ann", "2026-02-04")]
    # Of the gap begun before 1 October at least 96 days were seen, of the open one 55: only the one of 30 days is over.
    assert shown(computed(supervision=supervised_again), "supervision_gap_median")["T1"] == "x"
    once_more = computed(supervision=[*supervised_again, session("ann", "2026-03-06")])
    assert shown(once_more, "supervision_gap_median")["T1"] == 30.0


def test_gaps_are_known_once_the_records_reach_back_a_month_before_the_three() -> None:
    results = computed(
        supervision=[session("ann", "2025-11-24"), session("ann", "2026-02-02"), session("b", "2026-03-02")]
    )
    months = (JANUARY, FEBRUARY, MARCH)
    assert [shown(results, "supervision_gap_median", month)["T1"] for month in months] == ["x", 70.0, 70.0]


def test_managers_who_hold_no_cases_have_no_gap() -> None:
    results = computed(
        workforce=[post("mel", role="first_line_manager")], supervision=[SINCE_LONG_AGO, session("mel", "2026-03-02")]
    )
    assert shown(results, "supervision_gap_median")["T1"] == "z"


def test_a_cancelled_session_supervises_nobody() -> None:
    """Neither in time, nor with peers, nor at the end of a gap."""
    held = [SINCE_LONG_AGO, session("somebody else", "2026-03-02"), session("ann", "2025-12-01")]
    cancelled = [session("ann", "2026-03-20", cancelled="yes"), session("ann", "2026-03-20", "peer", cancelled="yes")]
    results = computed(supervision=[*held, *cancelled])
    assert shown(results, "managerial_supervision_in_time")["T1"] == 0.0
    assert shown(results, "peer_supervision_in_time")["T1"] == 0.0
    assert shown(results, "supervision_gap_median")["T1"] == "x"


def test_where_every_session_was_cancelled_nothing_is_known_of_supervision() -> None:
    results = computed(supervision=[session("ann", "2024-01-15", cancelled="yes")])
    for key in ("managerial_supervision_in_time", "supervision_gap_median", "supervision_cancelled_not_rebooked"):
        assert set(shown(results, key).values()) == {"x"}


def test_without_a_word_on_cancelling_no_session_is_said_to_have_been_made_up_for() -> None:
    results = computed(supervision=[SINCE_LONG_AGO, session("ann", "2026-03-02")])
    assert set(shown(results, "supervision_cancelled_not_rebooked").values()) == {"x"}


def test_cancelled_sessions_are_known_four_months_after_cancelling_was_first_recorded() -> None:
    first = session("ann", "2025-11-24", cancelled="yes")
    results = computed(supervision=[SINCE_LONG_AGO, first, session("ann", "2026-03-02")])
    months = (JANUARY, FEBRUARY, MARCH)
    assert [shown(results, "supervision_cancelled_not_rebooked", day)["S1"] for day in months] == ["x", 100.0, "z"]


def test_a_session_cancelled_for_a_long_absence_is_not_one_that_nobody_made_up_for() -> None:
    sessions = [
        SINCE_LONG_AGO,
        session("ann", "2026-02-02", cancelled="yes"),
        session("x", "2025-09-01", cancelled="no"),
    ]
    results = computed(
        workforce=[post("ann", absent_from="2026-02-20", absent_to="2026-03-25")],
        supervision=[*sessions, session("x", "2026-03-02")],
    )
    assert shown(results, "supervision_cancelled_not_rebooked")["S1"] == "z"


def test_where_nobody_has_cases_no_panel_is_asked_about_and_without_the_column_nothing_is_known() -> None:
    results = computed(involvements=[CLOSED_LONG_AGO, spell("1")])
    for key in ("cases_multi_agency_share", "cases_in_proceedings_share"):
        assert shown(results, key)["S1"] == "x"
        assert shown(results, key)["S2"] == "z"
