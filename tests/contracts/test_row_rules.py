import pytest
from builders.extracts import (
    COURSE,
    DIARY,
    INVOLVEMENT,
    MONTH,
    POST,
    SESSION,
    SOUND,
    TEAM,
    Rows,
    an_extract,
    checked,
    errors,
)

from pipelines.contracts.dataset import Column, Dataset, Kind
from pipelines.contracts.row_rules import check_rows
from pipelines.contracts.table import read_table

OTHERS = [{**POST, "practitioner_id": "SW2", "team_id": "T2"}]
REPEATED = "Remove the repetition, or correct it."
POST_ADVICE = "A post is repeated only for a further absence; a change of hours or role begins a new one."


@pytest.mark.parametrize(
    ("earlier", "later", "row"),
    [
        ("started", "ended", {**POST, "started": "2024-01-02", "ended": "01/01/2024"}),
        ("absent_from", "absent_to", {**POST, "absent_from": "2024-01-02", "absent_to": "2024-01-01"}),
        ("started", "newly_qualified_until", {**POST, "newly_qualified_until": "2022-01-01"}),
    ],
)
def test_a_later_date_is_not_before_an_earlier_one(earlier: str, later: str, row: dict[str, str]):
    assert errors(workforce=[*OTHERS, row]) == [f"{later} must not be before {earlier} (line 3)."]


def test_both_dates_may_be_the_same_day_and_either_may_be_blank():
    posts = [{**POST, "started": "2024-01-02", "ended": "2024-01-02"}, *OTHERS]
    assert len(checked(workforce=posts).frames["workforce"]) == 2


def test_a_part_is_not_more_than_its_whole_and_may_be_all_of_it():
    diaries = [{**DIARY, "hours_direct": "148"}, {**DIARY, "practitioner_id": "SW2", "hours_direct": "148.5"}]
    assert errors(time_use=diaries) == [
        "hours_direct must not be more than hours_recorded (line 3). Were they put in the wrong columns?"
    ]
    assert len(checked(time_use=diaries[:1]).frames["time_use"]) == 1


@pytest.mark.parametrize("day", ["2026-03-01", "2025-02-27", "2024-02-28", "2026-12-30"])
def test_a_month_is_written_as_its_last_day(day: str):
    assert errors(establishment=[{**MONTH, "month_end": day}]) == [
        "month_end must be the last day of a month (line 2)."
    ]


@pytest.mark.parametrize("day", ["2026-03-31", "2025-02-28", "2024-02-29", "2026-12-31"])
def test_the_last_day_of_a_month_is_known_in_every_month_and_year(day: str):
    assert len(checked(establishment=[{**MONTH, "month_end": day}]).frames["establishment"]) == 1


def test_a_team_given_twice_is_an_error_whatever_else_its_lines_say():
    assert errors(teams=[TEAM, {**TEAM, "team_id": "T2"}, {**TEAM, "team_id": " T1", "team_name": "Elsewhere"}]) == [
        f"team_id must be different on every line; an earlier one is repeated (line 4). {REPEATED}"
    ]


def test_rows_are_repeated_where_every_column_of_the_key_is_the_same_blank_or_not():
    held = {**INVOLVEMENT, "practitioner_id": ""}
    other = {**held, "started": "2025-02-03"}
    assert errors(involvements=[held, other, {**held, "online_abuse": "no"}, held]) == [
        (
            "case_id, child_id, team_id, practitioner_id, started and status together must be different on every line; "
            f"an earlier one is repeated (lines 4, 5). {REPEATED}"
        )
    ]


def test_spellings_of_one_identifier_repeat_each_other():
    assert errors(supervision=[SESSION, {**SESSION, "practitioner_id": "sw1 ", "held_on": "10/03/2026"}]) == [
        (
            "practitioner_id, held_on, kind and cancelled together must be different on every line; "
            f"an earlier one is repeated (line 3). {REPEATED}"
        )
    ]


def test_a_session_may_be_cancelled_and_another_held_on_the_same_day():
    again = {**SESSION, "cancelled": "yes"}
    assert len(checked(supervision=[SESSION, again]).frames["supervision"]) == 2


def test_sessions_repeat_each_other_too_where_nothing_is_said_of_cancelling():
    plain = {name: cell for name, cell in SESSION.items() if name != "cancelled"}
    assert errors(supervision=[plain, plain]) == [
        (
            "practitioner_id, held_on and kind together must be different on every line; "
            f"an earlier one is repeated (line 3). {REPEATED}"
        )
    ]


def test_rows_whose_key_cannot_be_read_are_not_told_to_repeat_each_other():
    courses = [{**COURSE, "completed": "soon"}, {**COURSE, "completed": "soon"}, {**COURSE, "course": ""}]
    assert errors(training=[*courses, {**COURSE, "course": ""}]) == [
        "course must be filled in (lines 4, 5).",
        "completed must be a date such as 2026-03-31 or 31/03/2026, without a time of day (lines 2, 3).",
    ]


def test_one_extract_holds_one_authority():
    teams = [TEAM, {**TEAM, "team_id": "T2", "authority_id": "E09000098", "authority_name": "Elsewhere"}]
    assert errors(teams=teams) == [
        "authority_id must be the same on every line (line 3). Give each authority a folder of its own.",
        "authority_name must be the same on every line (line 3). Give each authority a folder of its own.",
    ]


def test_a_code_stands_for_a_team_a_service_or_the_authority_and_never_for_two_of_them():
    teams = [{**TEAM, "service_id": "T2"}, {**TEAM, "team_id": "T2", "service_id": "E09000099"}]
    assert errors(teams=teams) == [
        "service_id must not be a code that authority_id has (line 3). Give each a code of its own.",
        "team_id must not be a code that service_id has (line 3). Give each a code of its own.",
    ]


def test_a_service_has_one_name():
    teams = [TEAM, {**TEAM, "team_id": "T2", "service_name": "Elsewhere"}]
    assert errors(teams=teams) == [
        "service_name must be the same wherever service_id is the same (line 3). A service has one name."
    ]


def test_a_post_is_repeated_for_each_absence_and_must_agree_in_all_else():
    away = {**POST, "absent_from": "2024-02-01", "absent_to": "2024-03-15"}
    again = {**POST, "absent_from": "2025-02-01"}
    assert len(checked(workforce=[away, again, *OTHERS]).frames["workforce"]) == 3
    assert errors(workforce=[away, {**again, "fte": "0.8", "ended": "2025-06-30"}, *OTHERS]) == [
        f"fte must be the same wherever practitioner_id, team_id and started are the same (line 3). {POST_ADVICE}",
        f"ended must be the same wherever practitioner_id, team_id and started are the same (line 3). {POST_ADVICE}",
    ]


def spells(*days: tuple[str, str]) -> Rows:
    return [*OTHERS, *({**POST, "started": started, "ended": ended} for started, ended in days)]


@pytest.mark.parametrize(
    "days",
    [
        [("2023-01-01", "2023-06-30"), ("2023-06-30", "")],
        [("2024-01-01", ""), ("2023-01-01", "2023-12-31")],
        [("2023-01-01", "")],
    ],
)
def test_posts_of_one_practitioner_in_one_team_may_follow_each_other(days: list[tuple[str, str]]):
    assert len(checked(workforce=spells(*days)).frames["workforce"]) == 1 + len(days)


@pytest.mark.parametrize(
    ("days", "lines"),
    [
        ([("2023-01-01", ""), ("2024-01-01", "")], "line 4"),
        ([("2024-01-01", ""), ("2023-01-01", "")], "line 3"),
        ([("2023-01-01", "2023-06-30"), ("2023-06-29", "")], "line 4"),
        ([("2023-01-01", ""), ("2023-02-01", "2023-03-01"), ("2024-01-01", "")], "lines 4, 5"),
    ],
)
def test_posts_of_one_practitioner_in_one_team_must_not_overlap(days: list[tuple[str, str]], lines: str):
    assert errors(workforce=spells(*days)) == [
        (
            "started must not be before the end of an earlier row with the same practitioner_id and team_id "
            f"({lines}). Give the earlier row its date of ending, or remove the repetition."
        )
    ]


def test_posts_in_different_teams_may_overlap():
    assert len(checked(workforce=[POST, {**POST, "team_id": "T2", "fte": "0.5"}, *OTHERS]).frames["workforce"]) == 3


def test_a_rule_over_a_column_that_is_missing_is_not_checked():
    without = [{name: cell for name, cell in row.items() if name != "started"} for row in SOUND["workforce"]]
    assert errors(workforce=[*without, *without]) == [
        "started is missing. Add the column, headed started, start date, role start date or start."
    ]
    nameless = [{name: cell for name, cell in row.items() if name != "service_id"} for row in SOUND["teams"]]
    assert errors(teams=nameless) == ["service_id is missing. Add the column, headed service_id or service code."]
    assert errors(establishment=[{"team_id": "T1", "posts_fte": "1", "vacancies_fte": "0"}]) == [
        "month_end is missing. Add the column, headed month_end or month."
    ]


def test_keys_of_many_columns_with_many_values_stay_apart():
    class Wide(Dataset):
        key = "wide"
        grain = "one row"
        a = Column("a", Kind.TEXT, "A")
        b = Column("b", Kind.TEXT, "B")
        c = Column("c", Kind.TEXT, "C")
        d = Column("d", Kind.TEXT, "D")
        e = Column("e", Kind.TEXT, "E")
        unique = (a, b, c, d, e)

    count = 10_000
    rows = [dict.fromkeys("abcde", f"{number}") for number in range(count)]
    rows += [{**rows[5], "e": "6"}, rows[7]]
    table = read_table(Wide, an_extract("wide.csv", rows), dict(zip(Wide.columns(), range(5), strict=True)))
    (found,) = check_rows(table)
    assert found.lines == (count + 3,)
