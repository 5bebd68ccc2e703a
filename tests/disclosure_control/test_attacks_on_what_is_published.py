"""The fourteen attacks of the reference views, on what Headroom itself publishes.

Two have nothing to attack: no figure adds up the months of a year, and no filter combines units anew.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest
from builders.policies import OUTSIDERS, PUBLIC_OUTSIDERS
from builders.results import (
    CASELOAD,
    NOT_RECORDED_SHARE,
    ONLINE,
    ONLINE_CASES,
    ONLINE_SHARE,
    OPEN,
    OPEN_CASES,
    OPEN_IS_RECORDED_OR_NOT,
    RECORDED,
    STRESSED_SHARE,
    Figures,
    measure,
    results,
    shown,
)

from pipelines.disclosure_control.attack import exposures
from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.disclosure_control.publication import Publication
from pipelines.measures.catalogue import CATALOGUE
from pipelines.measures.measure import Link, Measure, Quantity
from pipelines.measures.results import Results
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

ONE_SERVICE = {"S1": ["T1", "T2", "T3"]}


def _protected(given: Results, policy: Policy = OUTSIDERS) -> ProtectedResults:
    protected = protect(given, policy)
    assert exposures(Publication.of(protected, given, policy)) == ()
    return protected


def _hidden(protected: ProtectedResults, measure_key: str) -> set[str]:
    return {unit for unit, value in shown(protected, measure_key).items() if value == "c"}


def test_row_subtraction_a_type_of_case_from_the_total_of_its_team() -> None:
    statuses = {"cp": 3, "cin": 24, "cla": 15}
    figures: dict[Measure | tuple[Measure, str, str], Figures] = {
        (OPEN_CASES, "status", code): {"T1": count} for code, count in statuses.items()
    }
    link = Link(OPEN, tuple(OPEN.part("status", code) for code in statuses))
    cells = _protected(results({"S1": ["T1"]}, {OPEN_CASES: {"T1": 42}, **figures}, [link])).cells
    of_team = cells[cells["unit_id"] == "T1"].set_index("breakdown")["symbol"]
    assert of_team.eq("c").to_dict() == {"": False, "cp": True, "cin": False, "cla": True}


def test_column_subtraction_a_team_from_the_total_of_its_service() -> None:
    given = results(ONE_SERVICE, {ONLINE_CASES: {"T1": 3, "T2": 21, "T3": 18}})
    assert _hidden(_protected(given), "online_cases") == {"T1", "T3"}


def test_complement_the_cases_that_are_not_online_and_the_caseload() -> None:
    """35 cases, 31 of them not online: neither share nor count of the 4 may stand beside the other two."""
    not_online = measure("cases_not_online", Quantity("not_online", "cases", ("recorded", "not online")))
    given = results(
        {"S1": ["T1"]},
        {OPEN_CASES: {"T1": 35}, ONLINE_CASES: {"T1": 4}, not_online: {"T1": 31}, NOT_RECORDED_SHARE: {"T1": (0, 35)}},
        [OPEN_IS_RECORDED_OR_NOT, Link(RECORDED, (ONLINE, not_online.numerator))],
    )
    protected = _protected(given)
    assert shown(protected, "online_cases")["T1"] == "c"
    assert "c" in (shown(protected, "cases_not_online")["T1"], shown(protected, "open_cases")["T1"])


def test_percent_and_denominator_a_share_beside_the_caseload_it_rests_on() -> None:
    given = results(
        {"S1": ["T1"]},
        {ONLINE_CASES: {"T1": 4}, ONLINE_SHARE: {"T1": (4, 35)}, measure("recorded_cases", RECORDED): {"T1": 35}},
    )
    protected = _protected(given)
    assert _hidden(protected, "online_cases") == _hidden(protected, "online_share") == {"A", "S1", "T1"}
    assert shown(protected, "recorded_cases")["T1"] == 35
    assert protected.cells.loc[protected.cells["measure_key"] == "online_share", "base"].isna().all()


def test_mean_and_number_a_team_of_eight_from_the_average_of_its_service() -> None:
    """Of 20 in the service 8 answered in T2: neither their average nor how many they are is left over."""
    given = results({"S1": ["T1", "T2"]}, {STRESSED_SHARE: {"T1": (6, 12), "T2": (5, 8)}})
    protected = _protected(given)
    assert _hidden(protected, "stressed_share") == {"T1", "T2"}
    assert protected.cells.loc[protected.cells["symbol"] == "c", "base"].isna().all()


def _months(services: Mapping[str, list[str]], open_cases: list[Mapping[str, int]]) -> Results:
    """Open cases month by month."""
    days = pd.date_range("2021-03-31", periods=len(open_cases), freq="ME")
    by_month = [results(services, {OPEN_CASES: of}, day=day.date()) for day, of in zip(days, open_cases, strict=True)]
    return replace(by_month[-1], cells=pd.concat([month.cells for month in by_month], ignore_index=True))


def test_centre_line_nothing_published_of_a_year_depends_on_its_hidden_month() -> None:
    """Signals and charts read protected results alone, so no average, limit or sentence can depend on it either."""
    usual = {"T1": 9, "T2": 20, "T3": 40}
    one, other = (
        _protected(_months(ONE_SERVICE, [*[usual] * 6, july, *[usual] * 5])).cells
        for july in ({"T1": 3, "T2": 19, "T3": 40}, {"T1": 1, "T2": 21, "T3": 40})
    )
    assert one.loc[one["symbol"] == "c", "unit_id"].tolist() == ["T1", "T2"]
    pd.testing.assert_frame_equal(one, other)


def test_year_to_date_and_rolling_totals_no_count_of_children_covers_more_than_its_month() -> None:
    about_children = [one for one in CATALOGUE if one.disclosure_rule is DisclosureRule.CHILDREN]
    assert {one.period_kind for one in about_children} == {PeriodKind.MONTH}


def test_overlapping_filters_what_one_count_has_beyond_another_that_it_contains() -> None:
    """45 cases, 41 of them not out of hours: the 4 are a count of children that no cell shows."""
    by_day = measure("cases_by_day", Quantity("by_day", "cases", ("by day",)))
    given = results({"S1": ["T1"]}, {OPEN_CASES: {"T1": 45}, by_day: {"T1": 41}})
    protected = _protected(given)
    assert "c" in (shown(protected, "open_cases")["T1"], shown(protected, "cases_by_day")["T1"])


def test_rate_times_fte_a_load_beside_the_few_cases_it_would_give_away() -> None:
    unallocated = Quantity("unallocated", "cases", ("not held",))
    load = replace(CASELOAD, hidden_with=unallocated)
    given = results(
        ONE_SERVICE,
        {
            OPEN_CASES: {"T1": 155, "T2": 170, "T3": 150},
            measure("unallocated_cases", unallocated): {"T1": 3, "T2": 9, "T3": 0},
            load: {"T1": (152, 10.4, 11), "T2": (161, 11.0, 12), "T3": (150, 10.0, 10)},
        },
    )
    protected = _protected(given)
    assert "T1" in _hidden(protected, "unallocated_cases")
    assert _hidden(protected, "unallocated_cases") <= _hidden(protected, "caseload")


def test_known_not_to_be_zero_two_hidden_teams_of_one_child_each() -> None:
    given = results(ONE_SERVICE, {OPEN_CASES: {"T1": 1, "T2": 1, "T3": 22}})
    assert _hidden(_protected(given), "open_cases") == {"T1", "T2", "T3"}


def test_suppressing_and_rounding_every_rounded_count_stands_for_five_numbers() -> None:
    could_be: dict[str | float, set[int]] = {}
    cells = _protected(_months({"S1": ["T1"]}, [{"T1": count} for count in range(61)]), PUBLIC_OUTSIDERS).cells
    of_authority = cells[cells["unit_id"] == "A"].sort_values("period_end")
    for count, (value, symbol) in enumerate(zip(of_authority["value"], of_authority["symbol"], strict=True)):
        could_be.setdefault(symbol if symbol == "c" else value, set()).add(count)
    assert could_be.pop(0) == {0}
    assert could_be.pop("c") == set(range(1, 8))
    could_be.pop(60)  # the last is cut short by the end of the list
    assert {len(counts) for counts in could_be.values()} == {5}


@pytest.mark.parametrize(("stressed", "is_shown"), [(9, False), (12, False), (19, False), (20, True)])
def test_everybody_is_stressed_the_answers_of_all_are_shown_for_twenty_only(stressed: int, is_shown: bool) -> None:
    given = results({"S1": ["T1", "T2"]}, {STRESSED_SHARE: {"T1": (stressed, stressed), "T2": (20, 60)}})
    assert (shown(_protected(given), "stressed_share")["T1"] == 100.0) == is_shown


def test_one_contributor_the_caseload_of_a_single_practitioner() -> None:
    """23 cases are many; that one person holds them all makes them that person's caseload."""
    given = results(ONE_SERVICE, {CASELOAD: {"T1": (23, 1.0, 1), "T2": (160, 9.0, 9), "T3": (140, 8.0, 8)}})
    assert _hidden(_protected(given), "caseload") == {"T1", "T3"}
