"""The point-in-time rule: what was open, who was in post, and what a move is."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from builders.rows import Row, post, spell, typed
from hypothesis import given
from hypothesis import strategies as st

from pipelines import snapshots
from pipelines.contracts.involvements import Involvements
from pipelines.contracts.workforce import Workforce

MONTH_ENDS = np.array(["2026-01-31", "2026-02-28", "2026-03-31"], dtype="datetime64[D]")


def days(*texts: str | None) -> snapshots.Days:
    return np.array(texts, dtype="datetime64[D]")


def involvements(*rows: Row) -> pd.DataFrame:
    return typed(Involvements, rows)


def open_by_month(*rows: Row) -> dict[str, list[tuple[str, str]]]:
    """Child and team of every case open, by month-end."""
    counted = snapshots.cases_open_on(involvements(*rows), MONTH_ENDS)
    found: dict[str, list[tuple[str, str]]] = {str(day): [] for day in MONTH_ENDS}
    for row in counted.to_dict("records"):
        found[str(row["day"].date())].append((row["child_id"], row["team_id"]))
    return found


def in_post(*rows: Row) -> dict[str, list[dict[Any, Any]]]:
    """The rows of everyone in post, by month-end."""
    posts = snapshots.practitioners_in_post(typed(Workforce, rows), MONTH_ENDS)
    found: dict[str, list[dict[Any, Any]]] = {str(day): [] for day in MONTH_ENDS}
    for row in posts.to_dict("records"):
        found[str(row["day"].date())].append(row)
    return found


def test_a_spell_is_open_from_the_day_it_starts_to_the_day_before_it_ends() -> None:
    started = days("2026-01-31", "2026-02-01", "2026-01-01", "2026-01-01", "2026-04-01")
    ended = days("2026-02-28", None, "2026-03-31", "2026-01-31", None)
    spell_at, day_at = snapshots.open_on(started, ended, MONTH_ENDS)
    assert list(zip(spell_at.tolist(), day_at.tolist(), strict=True)) == [(0, 0), (1, 1), (1, 2), (2, 0), (2, 1)]


@given(
    st.lists(st.tuples(st.integers(0, 120), st.none() | st.integers(0, 120)), max_size=8),
    st.lists(st.integers(0, 120), max_size=6, unique=True),
)
def test_the_search_finds_what_comparing_every_spell_with_every_day_finds(
    spells: list[tuple[int, int | None]], on: list[int]
) -> None:
    epoch = np.datetime64("2026-01-01", "D")
    started = np.array([epoch + start for start, _ in spells], dtype="datetime64[D]")
    ended = np.array([np.datetime64("NaT") if end is None else epoch + end for _, end in spells], dtype="datetime64[D]")
    looked_at = np.array([epoch + day for day in sorted(on)], dtype="datetime64[D]")
    by_rule = {
        (place, number)
        for place, (start, end) in enumerate(spells)
        for number, day in enumerate(sorted(on))
        if start <= day and (end is None or end > day)
    }
    spell_at, day_at = snapshots.open_on(started, ended, looked_at)
    assert sorted(zip(spell_at.tolist(), day_at.tolist(), strict=True)) == sorted(by_rule)


def test_an_event_counts_in_the_month_ends_whose_window_holds_it() -> None:
    happened = days("2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01", "2025-10-31", None)
    event, month = snapshots.in_months_to(happened, 3, MONTH_ENDS)
    assert list(zip(event.tolist(), month.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2)]


def test_a_child_who_moves_is_counted_once_where_the_case_stands_at_the_month_end() -> None:
    assert open_by_month(
        spell("child", team_id="T1", started="2025-01-01", ended="2026-02-15"),
        spell("child", team_id="T2", started="2026-02-15"),
    ) == {
        "2026-01-31": [("child", "T1")],
        "2026-02-28": [("child", "T2")],
        "2026-03-31": [("child", "T2")],
    }


def test_a_child_with_several_open_involvements_is_counted_where_the_last_one_started() -> None:
    found = open_by_month(
        spell("child", team_id="T1", started="2025-01-01"),
        spell("child", team_id="T2", started="2025-06-01"),
        spell("child", team_id="T3", started="2025-03-01"),
    )
    assert found["2026-03-31"] == [("child", "T2")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"practitioner_id": "bob", "ended": "2026-04-30"}, {"practitioner_id": None, "team_id": "T1"}),
        ({"team_id": "T2"}, {"team_id": "T1", "ended": "2026-04-30"}),
        ({"team_id": "T1", "practitioner_id": "zoe"}, {"team_id": "T2", "practitioner_id": "ann"}),
        ({"practitioner_id": "ann", "case_id": "z"}, {"practitioner_id": "bob", "case_id": "a"}),
        ({"case_id": "a", "status": "cp"}, {"case_id": "b"}),
    ],
    ids=["allocated before unallocated", "the longer", "the first team", "the first holder", "the first case"],
)
def test_of_two_involvements_that_started_on_one_day_the_stated_one_counts_whatever_the_order(
    one: Row, other: Row
) -> None:
    first, second = spell("child") | one, spell("child") | other
    for rows in ((first, second), (second, first)):
        counted = snapshots.cases_open_on(involvements(*rows), MONTH_ENDS[2:])
        named = {key: counted[key].astype(object).iloc[0] for key in one if key != "ended"}
        assert named == {key: value for key, value in one.items() if key != "ended"}


def test_a_case_that_moves_on_the_night_of_a_month_end_is_open_in_the_team_it_leaves() -> None:
    found = open_by_month(
        spell("child", team_id="T1", started="2025-01-01", ended="2026-01-31"),
        spell("child", team_id="T2", started="2026-02-01"),
    )
    assert found["2026-01-31"] == [("child", "T1")]


def test_a_case_that_closes_on_a_month_end_and_begins_again_later_is_not_open_between() -> None:
    found = open_by_month(
        spell("child", started="2025-01-01", ended="2026-01-31"),
        spell("child", started="2026-02-02", ended="2026-03-01"),
    )
    assert found == {"2026-01-31": [], "2026-02-28": [("child", "T1")], "2026-03-31": []}


def test_no_involvement_makes_no_case() -> None:
    nothing = involvements(spell("child")).head(0)
    assert snapshots.cases_open_on(nothing, MONTH_ENDS).empty
    assert snapshots.case_beginnings(nothing).empty
    assert snapshots.case_endings(nothing).empty


def test_beginnings_and_endings_are_those_of_the_child_not_of_the_involvements() -> None:
    rows = involvements(
        spell("moves", team_id="T1", started="2026-01-05", ended="2026-02-02"),
        spell("moves", team_id="T2", started="2026-02-03", ended="2026-03-02"),
        spell("again", team_id="T3", started="2025-01-01", ended="2026-01-10"),
        spell("again", team_id="T1", started="2026-01-20"),
        spell("inside", team_id="T1", started="2025-01-01"),
        spell("inside", team_id="T2", started="2025-03-01", ended="2026-01-15"),
    )
    begun = snapshots.case_beginnings(rows)[["child_id", "team_id", "day"]]
    ended = snapshots.case_endings(rows)[["child_id", "team_id", "day"]]
    assert sorted(begun.astype(str).itertuples(index=False, name=None)) == [
        ("again", "T1", "2026-01-20"), ("again", "T3", "2025-01-01"), ("inside", "T1", "2025-01-01"),
        ("moves", "T1", "2026-01-05"),
    ]  # fmt: skip
    assert sorted(ended.astype(str).itertuples(index=False, name=None)) == [
        ("again", "T3", "2026-01-10"), ("moves", "T2", "2026-03-02"),
    ]  # fmt: skip


def test_a_practitioner_with_two_posts_is_in_the_team_of_the_longer_with_the_hours_of_both() -> None:
    (row,) = in_post(post("ann", "T1", fte=0.4), post("ann", "T2", fte=0.6, role="senior_practitioner"))["2026-03-31"]
    assert (row["team_id"], row["role"], row["fte"]) == ("T2", "senior_practitioner", 1.0)


def test_of_two_equal_posts_the_later_one_is_the_main_one_and_then_the_first_team() -> None:
    (later,) = in_post(post("ann", "T1", fte=0.5), post("ann", "T2", fte=0.5, started="2020-01-01"))["2026-03-31"]
    (first,) = in_post(post("ann", "T2", fte=0.5), post("ann", "T1", fte=0.5))["2026-03-31"]
    assert (later["team_id"], first["team_id"]) == ("T2", "T1")


def test_a_post_repeated_for_a_second_absence_is_one_post() -> None:
    found = in_post(
        post("ann", absent_from="2025-02-03", absent_to="2025-02-07"),
        post("ann", absent_from="2025-06-02", absent_to="2025-06-06"),
    )
    assert [row["fte"] for row in found["2026-03-31"]] == [1.0]


def test_the_last_day_in_post_is_a_day_in_post() -> None:
    found = in_post(post("ann", ended="2026-02-28"), post("ann", "T2", started="2026-03-01"))
    assert [[row["team_id"] for row in rows] for rows in found.values()] == [["T1"], ["T1"], ["T2"]]


def test_the_assessed_year_ends_with_its_last_day() -> None:
    found = in_post(post("ned", newly_qualified_until="2026-02-28"), post("ned", "T2", fte=0.2))
    assert [row["newly_qualified"] for rows in found.values() for row in rows] == [True, True, False]


def test_service_in_the_authority_is_unbroken_by_a_move() -> None:
    found = in_post(
        post("ann", started="2025-01-06", ended="2026-01-30"), post("ann", "T2", started="2026-01-31"),
        post("back", started="2020-01-06", ended="2021-01-29"), post("back", started="2026-01-05"),
    )  # fmt: skip
    since = {row["practitioner_id"]: row["in_authority_since"].date() for row in found["2026-03-31"]}
    assert since == {"ann": date(2025, 1, 6), "back": date(2026, 1, 5)}


def test_one_code_is_found_among_several_and_a_blank_is_none() -> None:
    cells = pd.Series(["images;grooming", "grooming", None], dtype="category")
    assert snapshots.includes(cells, "images").tolist() == [True, False, False]
    assert snapshots.includes(cells, "groom").tolist() == [False, False, False]
