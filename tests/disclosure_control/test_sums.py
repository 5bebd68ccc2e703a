"""Sums that one or two people make up: hidden, and not to be worked out from the units around them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from builders.results import measure, results, shown

from pipelines.disclosure_control.contributors import Group, Limits
from pipelines.disclosure_control.policy import INTERNAL
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.protected import PROTECTED_COLUMNS
from pipelines.measures.measure import MeasureUnit, Quantity, Statistic
from pipelines.measures.results import Results
from pipelines.published import DisclosureRule

STAFF = Quantity("staff", "practitioners")
LEFT_FTE = Quantity("left_fte", "leavers", (), Statistic.SUM, "fte", "person")
STAFF_FTE = Quantity("staff_fte", "practitioners", (), Statistic.SUM, "fte", "person")
TURNOVER = measure(
    "turnover", LEFT_FTE, denominator=STAFF_FTE, base=STAFF, disclosure_rule=DisclosureRule.STAFF,
    unit=MeasureUnit.PERCENT, scale=100.0,
)  # fmt: skip
FTE = measure("fte", STAFF_FTE, base=STAFF, disclosure_rule=DisclosureRule.STAFF, unit=MeasureUnit.FTE)

THREE_TEAMS = {"S1": ["T1", "T2", "T3"]}


def _given(
    services: Mapping[str, Sequence[str]], left: Mapping[str, float], dominated: Sequence[str], staff: int = 20
) -> Results:
    """Each team has `staff` full-time staff; `left` is the FTE of those who left it."""
    made = results(
        services,
        {
            TURNOVER: {team: (fte, staff, staff) for team, fte in left.items()},
            FTE: dict.fromkeys(left, (staff, 0, staff)),
        },
    )
    is_turnover = made.cells["measure_key"] == TURNOVER.key
    flags = is_turnover & made.cells["unit_id"].isin(list(dominated))
    return replace(made, cells=made.cells.assign(is_dominated=flags))


def _turnover(given: Results) -> dict[str, object]:
    return dict(shown(protect(given, INTERNAL), "turnover"))


def test_a_sum_that_nobody_dominates_is_shown_and_so_is_that_nobody_contributed() -> None:
    given = _given(THREE_TEAMS, {"T1": 4, "T2": 0, "T3": 6}, [])
    assert "c" not in _turnover(given).values()


def test_a_dominated_sum_is_hidden_and_cannot_be_subtracted_from_the_sum_above_it() -> None:
    given = _given(THREE_TEAMS, {"T1": 1, "T2": 4, "T3": 6}, ["T1"])
    found = _turnover(given)
    assert found["T1"] == "c"
    assert sorted(unit for unit, value in found.items() if value == "c") == ["T1", "T2"]


def test_a_unit_where_nobody_contributed_is_no_cover() -> None:
    given = _given(THREE_TEAMS, {"T1": 1, "T2": 0, "T3": 6}, ["T1"])
    found = _turnover(given)
    assert found["T3"] == "c"
    assert found["S1"] == 11.7


def test_several_sums_that_one_person_each_dominates_do_not_cover_one_another() -> None:
    given = _given({"S1": ["T1", "T2", "T3", "T4"]}, {"T1": 1, "T2": 1, "T3": 6, "T4": 8}, ["T1", "T2"])
    found = _turnover(given)
    assert [found[team] for team in ("T1", "T2", "T3", "T4")].count("c") == 3


def test_a_sum_is_shown_above_parts_that_are_all_hidden_when_nobody_dominates_it() -> None:
    given = _given({"S1": ["T1", "T2", "T3"]}, {"T1": 2, "T2": 2, "T3": 2}, ["T1", "T2", "T3"])
    assert _turnover(given) == {"A": 10.0, "S1": 10.0, "T1": "c", "T2": "c", "T3": "c"}


def test_a_dominated_service_is_covered_by_another_service() -> None:
    services = {"S1": ["T1", "T2"], "S2": ["T3", "T4"], "S3": ["T5", "T6"]}
    given = _given(services, {"T1": 1, "T2": 0, "T3": 4, "T4": 5, "T5": 4, "T6": 5}, ["T1", "S1"])
    found = _turnover(given)
    assert found["S1"] == found["T1"] == "c"
    assert [found["S2"], found["S3"]].count("c") == 1
    assert found["A"] != "c"


def test_only_the_sum_itself_is_hidden_because_how_many_staff_there_are_is_no_secret() -> None:
    given = _given(THREE_TEAMS, {"T1": 1, "T2": 4, "T3": 6}, ["T1"])
    assert "c" not in shown(protect(given, INTERNAL), "fte").values()


def test_what_is_published_does_not_say_which_sums_were_dominated() -> None:
    given = _given(THREE_TEAMS, {"T1": 1, "T2": 4, "T3": 6}, ["T1"])
    assert list(protect(given, INTERNAL).cells.columns) == list(PROTECTED_COLUMNS)


def test_where_there_is_no_figure_its_symbol_stays() -> None:
    given = _given(THREE_TEAMS, {"T1": 1, "T2": 4, "T3": 6}, ["T1"])
    unknown = given.cells.assign(value=None, symbol="x").astype({"value": "float64", "symbol": "str"})
    assert set(protect(replace(given, cells=unknown), INTERNAL).cells["symbol"]) == {"x"}


@pytest.mark.parametrize(
    ("counted", "asked", "margin", "too_small"),
    [(0, 12, 0, True), (1, 12, 0, False), (1, 12, 1, True), (2, 12, 1, False), (11, 12, 1, True), (10, 12, 1, False),
     (1, 20, 1, False)],
)  # fmt: skip
def test_whoever_answered_knows_one_answer_of_a_small_group(
    counted: int, asked: int, margin: int, too_small: bool
) -> None:
    limits = Limits(floor=10, uniform_floor=20, min_width=4, insider_margin=margin)
    assert limits.is_too_small(Group(asked, counted, asked)) is too_small
