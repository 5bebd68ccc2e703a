"""What is shown and what is hidden, in cases that can be checked by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from builders.policies import OUTSIDERS, PUBLIC_OUTSIDERS
from builders.results import (
    CASELOAD,
    HOLDERS,
    MARCH_2026,
    NOT_RECORDED_SHARE,
    ONLINE,
    ONLINE_CASES,
    ONLINE_SHARE,
    OPEN,
    OPEN_CASES,
    OPEN_IS_RECORDED_OR_NOT,
    OVER_LIMIT_SHARE,
    STRESSED_SHARE,
    measure,
    results,
    shown,
)
from sqlalchemy import create_engine

from pipelines.disclosure_control.attack import exposures
from pipelines.disclosure_control.protect import combine, protect
from pipelines.disclosure_control.protected import PROTECTED_COLUMNS, SEAL, ProtectedResults
from pipelines.disclosure_control.publication import Publication
from pipelines.errors import UsageError
from pipelines.measures.measure import MEDIAN, Flow, Link, MeasureUnit, Quantity, Statistic
from pipelines.measures.results import Results
from pipelines.organisation import Level, Organisation
from pipelines.published import METADATA, DisclosureRule, result

ONE_SERVICE = {"S1": ["T1", "T2", "T3"]}
TWO_SERVICES = {"S1": ["T1", "T2"], "S2": ["T3", "T4"]}


def _protected(given: Results, policy=OUTSIDERS) -> ProtectedResults:
    """Protected results that nobody can break."""
    protected = protect(given, policy)
    assert exposures(Publication.of(protected, given, policy)) == ()
    return protected


def test_one_to_five_children_are_hidden_and_zero_is_shown() -> None:
    given = results({"S1": ["T1", "T2", "T3", "T4"]}, {OPEN_CASES: {"T1": 0, "T2": 1, "T3": 5, "T4": 6}})
    assert shown(_protected(given), "open_cases") == {
        "A": 12, "S1": 12, "T1": 0, "T2": "c", "T3": "c", "T4": 6,
    }  # fmt: skip


def test_a_suppressed_team_cannot_be_recovered_from_its_service_total() -> None:
    given = results(ONE_SERVICE, {OPEN_CASES: {"T1": 3, "T2": 20, "T3": 40}})
    assert shown(_protected(given), "open_cases") == {"A": 63, "S1": 63, "T1": "c", "T2": "c", "T3": 40}


def test_two_small_teams_are_not_enough_cover_when_their_sum_tells_both() -> None:
    """1 + 1 = 2: as zeros are shown, two hidden teams that add up to 2 have one child each."""
    given = results(ONE_SERVICE, {OPEN_CASES: {"T1": 1, "T2": 1, "T3": 40}})
    assert shown(_protected(given), "open_cases") == {"A": 42, "S1": 42, "T1": "c", "T2": "c", "T3": "c"}


def test_a_small_service_is_covered_by_another_and_by_teams_of_both() -> None:
    given = results(TWO_SERVICES, {OPEN_CASES: {"T1": 3, "T2": 0, "T3": 20, "T4": 30}})
    assert shown(_protected(given), "open_cases") == {
        "A": 53, "S1": "c", "S2": "c", "T1": "c", "T2": 0, "T3": "c", "T4": 30,
    }  # fmt: skip


def test_a_share_is_hidden_where_its_count_is_or_it_would_tell_it() -> None:
    given = results(
        ONE_SERVICE,
        {
            ONLINE_SHARE: {"T1": (3, 30), "T2": (10, 30), "T3": (20, 50)},
            ONLINE_CASES: {"T1": 3, "T2": 10, "T3": 20},
        },
    )
    protected = _protected(given)
    assert shown(protected, "online_cases") == {"A": 33, "S1": 33, "T1": "c", "T2": "c", "T3": 20}
    assert shown(protected, "online_share") == {"A": 30.0, "S1": 30.0, "T1": "c", "T2": "c", "T3": 40.0}


def test_a_share_is_hidden_where_its_complement_is_small() -> None:
    given = results(ONE_SERVICE, {ONLINE_SHARE: {"T1": (27, 30), "T2": (10, 30), "T3": (20, 50)}})
    assert shown(_protected(given), "online_share") == {"A": 51.8, "S1": 51.8, "T1": "c", "T2": "c", "T3": 40.0}


def test_a_share_of_nothing_keeps_its_symbol_and_a_share_of_zero_percent_is_shown() -> None:
    given = results(ONE_SERVICE, {ONLINE_SHARE: {"T1": (0, 0), "T2": (0, 30), "T3": (20, 50)}})
    assert shown(_protected(given), "online_share") == {"A": 25.0, "S1": 25.0, "T1": "z", "T2": 0.0, "T3": 40.0}


def test_all_children_of_a_small_team_alike_are_not_shown_to_be() -> None:
    given = results(ONE_SERVICE, {ONLINE_SHARE: {"T1": (8, 8), "T2": (10, 30), "T3": (20, 50)}})
    assert shown(_protected(given), "online_share")["T1"] == "c"
    larger = results(ONE_SERVICE, {ONLINE_SHARE: {"T1": (10, 10), "T2": (10, 30), "T3": (20, 50)}})
    assert shown(_protected(larger), "online_share")["T1"] == 100.0


def test_linked_measures_hide_one_another_s_gaps() -> None:
    """38 open cases and a share of 35 recorded ones would say that 3 are not recorded."""
    given = results(
        ONE_SERVICE,
        {
            OPEN_CASES: {"T1": 38, "T2": 40, "T3": 60},
            ONLINE_SHARE: {"T1": (10, 35), "T2": (12, 30), "T3": (20, 50)},
            NOT_RECORDED_SHARE: {"T1": (3, 38), "T2": (10, 40), "T3": (10, 60)},
        },
        [OPEN_IS_RECORDED_OR_NOT],
    )
    protected = _protected(given)
    team = {key: shown(protected, key)["T1"] for key in ("open_cases", "online_share", "not_recorded_share")}
    assert team["not_recorded_share"] == "c"
    assert "c" in (team["open_cases"], team["online_share"])


def test_a_part_of_a_link_that_no_measure_shows_is_protected_as_well() -> None:
    """Open = held + unallocated: that 3 of 40 are held is as sensitive as that 3 are not."""
    held, unallocated = Quantity("held", "cases", ("held",)), Quantity("unallocated", "cases", ("not held",))
    given = results(
        ONE_SERVICE,
        {OPEN_CASES: {"T1": 40, "T2": 40, "T3": 40}, measure("unallocated_cases", unallocated): {"T1": 37, "T2": 9}},
        [Link(OPEN, (held, unallocated))],
    )
    protected = _protected(given)
    assert "c" in (shown(protected, "open_cases")["T1"], shown(protected, "unallocated_cases")["T1"])


def test_the_difference_of_two_counts_that_contain_one_another_is_protected() -> None:
    """Of 20 waiting and 18 of them waiting long, 2 are not."""
    waiting, long = Quantity("waiting", "waits"), Quantity("long", "waits", ("long",))
    given = results(
        ONE_SERVICE,
        {
            measure("waits_open", waiting): {"T1": 20, "T2": 30, "T3": 40},
            measure("waits_long", long): {"T1": 18, "T2": 10, "T3": 20},
        },
    )
    protected = _protected(given)
    assert "c" in (shown(protected, "waits_open")["T1"], shown(protected, "waits_long")["T1"])


def test_that_difference_is_protected_in_a_team_even_if_services_show_what_stands_between() -> None:
    """Of 51 open cases 47 are known to be online; how many were asked is published for services only."""
    given = results(
        ONE_SERVICE,
        {
            OPEN_CASES: {"T1": 51, "T2": 40, "T3": 60},
            ONLINE_CASES: {"T1": 47, "T2": 10, "T3": 20},
            replace(ONLINE_SHARE, lowest_level=Level.SERVICE): {"T1": (47, 49), "T2": (10, 30), "T3": (20, 50)},
        },
        [OPEN_IS_RECORDED_OR_NOT],
    )
    protected = _protected(given)
    assert "c" in (shown(protected, "open_cases")["T1"], shown(protected, "online_cases")["T1"])


def test_a_breakdown_and_its_whole_are_one_table() -> None:
    parts = {code: {"T1": count} for code, count in {"cp": 3, "cin": 20, "cla": 30}.items()}
    figures = {(OPEN_CASES, "status", code): by_team for code, by_team in parts.items()}
    link = Link(OPEN, tuple(OPEN.part("status", code) for code in parts))
    given = results({"S1": ["T1"]}, {OPEN_CASES: {"T1": 53}, **figures}, [link])
    cells = _protected(given).cells
    hidden = cells[cells["symbol"].notna()]
    assert set(hidden["breakdown"]) == {"cp", "cin"}
    assert set(hidden["unit_id"]) == {"A", "S1", "T1"}


def test_a_category_that_is_a_measure_of_its_own_is_hidden_there_too() -> None:
    on_plan = OPEN.part("status", "cp")
    given = results(
        {"S1": ["T1"]},
        {
            OPEN_CASES: {"T1": 53},
            (OPEN_CASES, "status", "cp"): {"T1": 23},
            (OPEN_CASES, "status", "cin"): {"T1": 27},
            (OPEN_CASES, "status", "cla"): {"T1": 3},
            measure("children_on_plans", on_plan): {"T1": 23},
        },
        [Link(OPEN, tuple(OPEN.part("status", code) for code in ("cp", "cin", "cla")))],
    )
    cells = _protected(given).cells
    hidden = set(cells[cells["symbol"].notna()][["measure_key", "breakdown"]].itertuples(index=False, name=None))
    assert hidden == {("open_cases", "cla"), ("open_cases", "cin")}


def test_a_figure_that_is_not_available_counts_nobody() -> None:
    """Where the caseload is not known, its zeros are no zeros: the recorded cases are not bound by them."""
    given = results(
        ONE_SERVICE,
        {
            OPEN_CASES: dict.fromkeys(["T1", "T2", "T3"], 0),
            ONLINE_SHARE: {"T1": (1, 3), "T2": (12, 30), "T3": (20, 50)},
        },
        [OPEN_IS_RECORDED_OR_NOT],
    )
    unknown = given.cells["measure_key"] == "open_cases"
    cells = given.cells.assign(
        value=given.cells["value"].mask(unknown), symbol=given.cells["symbol"].mask(unknown, "x")
    )
    protected = _protected(replace(given, cells=cells))
    assert set(shown(protected, "open_cases").values()) == {"x"}
    assert shown(protected, "online_share") == {"A": 39.8, "S1": 39.8, "T1": "c", "T2": "c", "T3": 40.0}


def test_what_began_cannot_be_told_from_what_ended_and_what_is_open() -> None:
    """Open now = open a month before + 3 begun - 9 ended: at the top nobody can come from another team."""
    begun, ended = Quantity("begun", "beginnings"), Quantity("ended", "endings")
    given = results(
        {"S1": ["T1", "T2"]},
        {
            OPEN_CASES: {"T1": 30, "T2": 40},
            measure("cases_opened", begun): {"T1": 3},
            measure("cases_closed", ended): {"T1": 2, "T2": 7},
        },
    )
    protected = _protected(replace(given, flows=(Flow(OPEN, begun, ended),)))
    assert shown(protected, "open_cases") == {"A": 70, "S1": 70, "T1": 30, "T2": 40}
    assert shown(protected, "cases_opened") == {"A": "c", "S1": "c", "T1": "c", "T2": 0}
    assert shown(protected, "cases_closed")["A"] == "c"


def test_a_team_without_cells_of_its_own_is_a_rest_of_its_authority() -> None:
    """One service is 3 children short of the authority: a team stands outside every service."""
    given = results(
        {"S1": ["T1"], "S2": ["T2"]}, {replace(OPEN_CASES, lowest_level=Level.SERVICE): {"T1": 30, "T2": 40}}
    )
    outside = given.cells["unit_id"] == "A"
    grown = given.cells.assign(
        **{column: given.cells[column] + 3 * outside for column in ("numerator", "base", "value")}
    )
    units = [replace(unit, parent_id="A") if unit.unit_id == "T1" else unit for unit in given.organisation]
    organisation = replace(given.organisation, units=tuple(units))
    protected = _protected(replace(given, cells=grown, organisation=organisation))
    assert "c" in shown(protected, "open_cases").values()


def test_staff_of_a_service_outside_its_teams_are_a_group_too() -> None:
    """Three practitioners belong to the service and to no team: the smallest team is hidden with them."""
    given = results(ONE_SERVICE, {CASELOAD: {"T1": (75, 5.0, 5), "T2": (90, 6.0, 6), "T3": (105, 7.0, 7)}})
    above = given.cells["unit_id"].isin(["A", "S1"])
    cells = given.cells.assign(base=given.cells["base"] + 3 * above)
    assert shown(_protected(replace(given, cells=cells)), "caseload") == {
        "A": 15.0, "S1": 15.0, "T1": "c", "T2": 15.0, "T3": 15.0,
    }  # fmt: skip


def test_parts_of_a_link_that_nobody_shows_still_bound_those_that_are_shown() -> None:
    held, waiting, moved = (Quantity(key, "cases", (key,)) for key in ("held", "waiting", "moved"))
    given = results(
        ONE_SERVICE,
        {OPEN_CASES: {"T1": 40, "T2": 40, "T3": 40}, measure("held_cases", held): {"T1": 37, "T2": 9, "T3": 9}},
        [Link(OPEN, (held, waiting, moved))],
    )
    protected = _protected(given)
    assert "c" in (shown(protected, "open_cases")["T1"], shown(protected, "held_cases")["T1"])


def test_a_median_rests_on_its_base() -> None:
    wait = Quantity("wait", "waits", (), Statistic.QUANTILE, "weeks", quantile=MEDIAN)
    median = measure("wait_median", wait, base=Quantity("waits", "waits"), unit=MeasureUnit.WEEKS, decimals=1)
    given = results(ONE_SERVICE, {median: {"T1": (12.34, 0, 4), "T2": (8.0, 0, 20), "T3": (30.0, 0, 30)}})
    protected = _protected(given)
    assert shown(protected, "wait_median")["T1"] == "c"
    assert shown(protected, "wait_median")["T3"] == 30.0


def test_staff_figures_need_five_and_hide_a_second_team_as_cover() -> None:
    """A service with one hidden team: the next smallest is hidden with it."""
    given = results(ONE_SERVICE, {CASELOAD: {"T1": (50, 4.0, 4), "T2": (90, 6.0, 6), "T3": (105, 7.0, 7)}})
    assert shown(_protected(given), "caseload") == {"A": 14.4, "S1": 14.4, "T1": "c", "T2": "c", "T3": 15.0}


def test_two_hidden_teams_of_two_need_a_third() -> None:
    given = results(
        {"S1": ["T1", "T2", "T3", "T4"]},
        {CASELOAD: {"T1": (30, 2.0, 2), "T2": (30, 2.0, 2), "T3": (90, 6.0, 6), "T4": (105, 7.0, 7)}},
    )
    assert shown(_protected(given), "caseload") == {
        "A": 15.0, "S1": 15.0, "T1": "c", "T2": "c", "T3": "c", "T4": 15.0,
    }  # fmt: skip


def test_a_team_of_one_is_hidden_with_its_service_if_it_is_alone_there() -> None:
    given = results(
        {"S1": ["T1"], "S2": ["T2", "T3"], "S3": ["T4"]},
        {CASELOAD: {"T1": (15, 1.0, 1), "T2": (90, 6.0, 6), "T3": (105, 7.0, 7), "T4": (150, 10.0, 10)}},
    )
    assert shown(_protected(given), "caseload") == {
        "A": 15.0, "S1": "c", "S2": 15.0, "S3": "c", "T1": "c", "T2": 15.0, "T3": 15.0, "T4": "c",
    }  # fmt: skip


def test_a_hidden_service_with_shown_teams_hides_one_of_them() -> None:
    given = results(
        {"S1": ["T1"], "S2": ["T2", "T3"]},
        {CASELOAD: {"T1": (15, 1.0, 1), "T2": (90, 6.0, 6), "T3": (105, 7.0, 7)}},
    )
    assert shown(_protected(given), "caseload") == {
        "A": 15.0, "S1": "c", "S2": "c", "T1": "c", "T2": "c", "T3": 15.0,
    }  # fmt: skip


def test_an_authority_too_small_to_cover_shows_nothing_that_tells() -> None:
    given = results({"S1": ["T1", "T2"]}, {CASELOAD: {"T1": (30, 2.0, 2), "T2": (60, 4.0, 4)}})
    assert shown(_protected(given), "caseload") == {"A": 15.0, "S1": 15.0, "T1": "c", "T2": "c"}
    smaller = results({"S1": ["T1", "T2"]}, {CASELOAD: {"T1": (30, 2.0, 2), "T2": (45, 3.0, 3)}})
    assert set(shown(_protected(smaller), "caseload").values()) == {"c"}


def test_measures_with_one_base_hide_the_same_units() -> None:
    given = results(
        ONE_SERVICE,
        {
            CASELOAD: {"T1": (50, 4.0, 4), "T2": (90, 6.0, 6), "T3": (180, 12.0, 12)},
            OVER_LIMIT_SHARE: {"T1": (1, 4), "T2": (3, 6), "T3": (6, 12)},
        },
    )
    protected = _protected(given)
    hidden = [{unit for unit, value in shown(protected, key).items() if value == "c"} for key in
              ("caseload", "over_limit_share")]  # fmt: skip
    assert hidden == [{"T1", "T2"}, {"T1", "T2"}]


def test_a_measure_that_starts_higher_hides_the_same_units_of_its_base() -> None:
    turnover = replace(CASELOAD, key="turnover", lowest_level=Level.SERVICE)
    figures = {"T1": (45, 3.0, 3), "T2": (90, 6.0, 6), "T3": (180, 12.0, 12)}
    given = results({"S1": ["T1"], "S2": ["T2"], "S3": ["T3"]}, {CASELOAD: figures, turnover: figures})
    protected = _protected(given)
    assert shown(protected, "turnover") == {"A": 15.0, "S1": "c", "S2": "c", "S3": 15.0}
    assert shown(protected, "caseload").items() >= shown(protected, "turnover").items()


def test_cover_is_found_at_any_depth() -> None:
    """A service within a service: the small team of the inner one is covered there, for staff and for children."""
    figures = {"T1": 30, "T2": 3, "T3": 20, "T4": 40}
    staff = {"T1": (90, 6.0, 6), "T2": (45, 3.0, 3), "T3": (75, 5.0, 5), "T4": (105, 7.0, 7)}
    given = results({"S1": ["T1"], "S2": ["T2", "T3", "T4"]}, {OPEN_CASES: figures, CASELOAD: staff})
    units = [replace(unit, parent_id="S1") if unit.unit_id == "S2" else unit for unit in given.organisation]
    whole = given.cells[given.cells["unit_id"] == "A"].assign(unit_id="S1")
    cells = pd.concat([given.cells[given.cells["unit_id"] != "S1"], whole], ignore_index=True)
    protected = _protected(replace(given, organisation=Organisation(tuple(units)), cells=cells))
    for key in ("open_cases", "caseload"):
        assert {unit for unit, value in shown(protected, key).items() if value == "c"} == {"T2", "T3"}


def test_all_of_a_small_team_alike_are_hidden_in_that_measure_alone() -> None:
    given = results(
        ONE_SERVICE,
        {
            CASELOAD: {"T1": (90, 6.0, 6), "T2": (90, 6.0, 6), "T3": (180, 12.0, 12)},
            OVER_LIMIT_SHARE: {"T1": (6, 6), "T2": (3, 6), "T3": (6, 12)},
        },
    )
    protected = _protected(given)
    assert shown(protected, "caseload") == {"A": 15.0, "S1": 15.0, "T1": 15.0, "T2": 15.0, "T3": 15.0}
    assert shown(protected, "over_limit_share") == {"A": 62.5, "S1": 62.5, "T1": "c", "T2": "c", "T3": 50.0}


def test_cover_for_a_uniform_team_is_not_uniform_itself() -> None:
    """Nobody of 6 and nobody of 7: their sum would say so of each, so a third team is hidden."""
    given = results(
        {"S1": ["T1", "T2", "T3", "T4"]}, {OVER_LIMIT_SHARE: {"T1": (0, 3), "T2": (0, 4), "T3": (2, 9), "T4": (6, 12)}}
    )
    assert shown(_protected(given), "over_limit_share") == {
        "A": 28.6, "S1": 28.6, "T1": "c", "T2": "c", "T3": "c", "T4": 50.0,
    }  # fmt: skip


def test_survey_answers_need_ten_respondents_and_twenty_who_agree() -> None:
    given = results(
        {"S1": ["T1", "T2", "T3", "T4"]},
        {STRESSED_SHARE: {"T1": (5, 9), "T2": (12, 12), "T3": (20, 20), "T4": (12, 24)}},
    )
    assert shown(_protected(given), "stressed_share") == {
        "A": 75.4, "S1": 75.4, "T1": "c", "T2": "c", "T3": 100.0, "T4": 50.0,
    }  # fmt: skip


def test_a_team_without_staff_has_no_staff_figure_and_covers_nobody() -> None:
    in_post = measure("in_post_fte", Quantity("fte", "practitioners", (), Statistic.SUM, "fte"), base=HOLDERS,
                      unit=MeasureUnit.FTE, disclosure_rule=DisclosureRule.STAFF)  # fmt: skip
    given = results(
        {"S1": ["T1", "T2", "T3", "T4"]}, {in_post: {"T2": (2.0, 0, 3), "T3": (6.0, 0, 6), "T4": (9.0, 0, 9)}}
    )
    protected = _protected(given)
    assert shown(protected, "in_post_fte") == {"A": 17, "S1": 17, "T1": "z", "T2": "c", "T3": "c", "T4": 9}
    assert (protected.cells["value"].isna() == protected.cells["symbol"].notna()).all()


def test_a_symbol_is_replaced_where_it_stands_on_a_small_base() -> None:
    wait = Quantity("wait", "waits", (), Statistic.QUANTILE, "weeks", quantile=MEDIAN)
    median = measure("wait_median", wait, base=Quantity("waits", "waits"), unit=MeasureUnit.WEEKS)
    given = results(ONE_SERVICE, {median: {"T1": (0, 0, 4), "T2": (0, 0, 20), "T3": (30.0, 0, 30)}})
    not_reached = given.cells["unit_id"].isin(["T1", "T2"])
    cells = given.cells.assign(
        value=given.cells["value"].mask(not_reached), symbol=given.cells["symbol"].mask(not_reached, "x")
    )
    assert shown(_protected(replace(given, cells=cells)), "wait_median") == {
        "A": 30, "S1": 30, "T1": "c", "T2": "x", "T3": 30,
    }  # fmt: skip


def test_official_statistics_pass_through_as_published() -> None:
    official = replace(CASELOAD, disclosure_rule=DisclosureRule.OFFICIAL, lowest_level=Level.AUTHORITY)
    given = results({"S1": ["T1"]}, {official: {"T1": (1, 1.0, 1)}})
    nothing = np.nan
    cells = given.cells.assign(numerator=nothing, denominator=nothing, base=nothing, value=15.237)
    for policy in (OUTSIDERS, PUBLIC_OUTSIDERS):
        kept = _protected(replace(given, cells=cells), policy).cells
        assert kept["value"].tolist() == [15.237]
        assert kept["disclosure_rule"].tolist() == ["official"]
    withheld = cells.assign(value=nothing, symbol="u")
    assert protect(replace(given, cells=withheld), OUTSIDERS).cells["symbol"].tolist() == ["u"]


def test_intervals_stand_beside_shares_and_nothing_stands_beside_a_symbol() -> None:
    given = results(ONE_SERVICE, {ONLINE_SHARE: {"T1": (3, 30), "T2": (10, 30), "T3": (50, 100)}})
    cells = _protected(given).cells.set_index("unit_id")
    assert cells.loc["T3", ["value", "base", "lower", "upper"]].tolist() == [50.0, 100.0, 40.4, 59.6]
    hidden = cells[cells["symbol"].notna()]
    assert len(hidden) == 2
    assert hidden[["value", "base", "lower", "upper"]].isna().all(axis=None)


def test_a_number_has_no_interval() -> None:
    given = results(ONE_SERVICE, {OPEN_CASES: {"T1": 30, "T2": 30, "T3": 30}})
    assert _protected(given).cells[["lower", "upper"]].isna().all(axis=None)


def test_values_are_published_with_the_decimals_of_their_measure() -> None:
    given = results(ONE_SERVICE, {CASELOAD: {"T1": (100, 7.0, 7), "T2": (90, 6.0, 6), "T3": (180, 12.0, 12)}})
    assert shown(_protected(given), "caseload")["T1"] == 14.3


def test_the_public_profile_rounds_counts_of_children_and_makes_shares_from_them() -> None:
    given = results(
        TWO_SERVICES,
        {
            OPEN_CASES: {"T1": 20, "T2": 33, "T3": 40, "T4": 44},
            ONLINE_SHARE: {"T1": (5, 20), "T2": (8, 33), "T3": (20, 40), "T4": (11, 44)},
        },
    )
    protected = _protected(given, PUBLIC_OUTSIDERS)
    assert shown(protected, "open_cases") == {"A": 135, "S1": 55, "S2": 85}
    assert shown(protected, "online_share") == {"A": 33.3, "S1": 27.3, "S2": 35.3}
    cells = protected.cells[protected.cells["measure_key"] == "online_share"].set_index("unit_id")
    assert cells["base"].to_dict() == {"A": 135, "S1": 55, "S2": 85}


def test_the_public_profile_shows_no_count_that_rounding_would_give_away() -> None:
    given = results(TWO_SERVICES, {OPEN_CASES: {"T1": 3, "T2": 4, "T3": 40, "T4": 44}})
    assert shown(_protected(given, PUBLIC_OUTSIDERS), "open_cases") == {"A": 90, "S1": "c", "S2": "c"}


def test_the_public_profile_publishes_medians_in_whole_weeks() -> None:
    wait = Quantity("wait", "waits", (), Statistic.QUANTILE, "weeks", quantile=MEDIAN)
    median = measure("wait_median", wait, base=Quantity("waits", "waits"), unit=MeasureUnit.WEEKS, decimals=1)
    given = results({"S1": ["T1"]}, {median: {"T1": (12.4, 0, 33)}})
    assert set(shown(_protected(given), "wait_median").values()) == {12.4}
    public = _protected(given, PUBLIC_OUTSIDERS)
    assert set(shown(public, "wait_median").values()) == {12.0}
    assert set(public.cells["base"]) == {35.0}


def test_a_measure_is_not_published_below_its_lowest_level() -> None:
    given = results(ONE_SERVICE, {OPEN_CASES: {"T1": 30, "T2": 40, "T3": 50}})
    from_service = replace(given, measures=(replace(OPEN_CASES, lowest_level=Level.SERVICE),))
    assert set(shown(protect(from_service, OUTSIDERS), "open_cases")) == {"A", "S1"}


def test_the_order_of_the_cells_does_not_matter() -> None:
    given = results(TWO_SERVICES, {ONLINE_SHARE: {"T1": (3, 30), "T2": (10, 30), "T3": (20, 50), "T4": (2, 9)}})
    backwards = replace(given, cells=given.cells.iloc[::-1].reset_index(drop=True))
    keys = list(PROTECTED_COLUMNS[:5])
    one, other = (protect(each, OUTSIDERS).cells.sort_values(keys, ignore_index=True) for each in (given, backwards))
    pd.testing.assert_frame_equal(one, other)


def test_a_month_is_hidden_alike_whatever_months_stand_before_it() -> None:
    """Otherwise two releases of the same month could be laid side by side."""
    ties = {"T1": (3, 30), "T2": (20, 60), "T3": (20, 60), "T4": (20, 60), "T5": (20, 60)}
    services = {"S1": ["T1", "T2", "T3"], "S2": ["T4", "T5"]}
    march = results(services, {ONLINE_SHARE: ties})
    before = [
        results(services, {ONLINE_SHARE: {"T1": (9, 30), small: (2, 40), "T5": (20, 70)}}, day=date(2026, 2, 28))
        for small in ("T2", "T3", "T4")
    ]
    alone = shown(_protected(march), "online_share")
    for february in before:
        cells = pd.concat([february.cells, march.cells], ignore_index=True)
        both = _protected(replace(march, cells=cells))
        of_march = both.cells["period_end"] == pd.Timestamp(MARCH_2026)
        assert shown(replace(both, cells=both.cells[of_march], seal=SEAL), "online_share") == alone


def test_the_given_results_stay_as_they_were() -> None:
    given = results(ONE_SERVICE, {OPEN_CASES: {"T1": 3, "T2": 20, "T3": 40}})
    before = given.cells.copy()
    protect(given, OUTSIDERS)
    pd.testing.assert_frame_equal(given.cells, before)


@pytest.mark.parametrize("policy", [OUTSIDERS, PUBLIC_OUTSIDERS], ids=lambda policy: policy.name)
def test_the_database_accepts_every_protected_cell(policy) -> None:
    given = results(
        TWO_SERVICES,
        {
            OPEN_CASES: {"T1": 3, "T2": 33, "T3": 0, "T4": 44},
            ONLINE_SHARE: {"T1": (1, 2), "T2": (8, 30), "T3": (0, 0), "T4": (0, 44)},
            CASELOAD: {"T1": (50, 4.0, 4), "T2": (90, 6.0, 6), "T4": (105, 7.0, 7)},
            STRESSED_SHARE: {"T1": (5, 9), "T2": (12, 12), "T4": (12, 24)},
        },
    )
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    cells = protect(given, policy).cells
    rows = cells.astype(object).where(cells.notna(), None).assign(release_id=1).to_dict("records")
    with engine.begin() as connection:
        assert connection.execute(result.insert(), rows).rowcount == len(cells)


def test_every_measure_under_one_rule_alone_works() -> None:
    survey = results(ONE_SERVICE, {STRESSED_SHARE: {"T1": (5, 19), "T2": (12, 22), "T3": (3, 30)}})
    assert "c" not in shown(_protected(survey), "stressed_share").values()
    children = results(ONE_SERVICE, {measure("online", ONLINE): {"T1": 30, "T2": 40, "T3": 50}})
    assert "c" not in shown(_protected(children), "online").values()


def test_authorities_are_combined_as_they_are() -> None:
    one = results(ONE_SERVICE, {OPEN_CASES: {"T1": 3, "T2": 20, "T3": 40}})
    other = replace(
        one,
        organisation=Organisation(tuple(replace(unit, unit_id=f"B{unit.unit_id}", parent_id=unit.parent_id and
                                                f"B{unit.parent_id}") for unit in one.organisation)),
        cells=one.cells.assign(unit_id="B" + one.cells["unit_id"]),
    )  # fmt: skip
    combined = combine([_protected(one), _protected(other)])
    expected = {"A": 63, "S1": 63, "T1": "c", "T2": "c", "T3": 40}
    assert shown(combined, "open_cases") == expected | {f"B{unit}": value for unit, value in expected.items()}
    assert {unit.unit_id for unit in combined.organisation} == {*expected, *(f"B{unit}" for unit in expected)}
    assert combined.measures == one.measures


def test_authorities_that_end_at_different_months_are_not_combined() -> None:
    march, april = (
        _protected(results(ONE_SERVICE, {OPEN_CASES: {"T1": 30}}, day=day)) for day in (MARCH_2026, date(2026, 4, 30))
    )
    with pytest.raises(UsageError, match="--reference-date"):
        combine([march, april])


def test_authorities_that_share_a_code_are_not_combined() -> None:
    one = _protected(results(ONE_SERVICE, {OPEN_CASES: {"T1": 30}}))
    other = _protected(results({"S1": ["T9"], "S2": ["T1"]}, {OPEN_CASES: {"T1": 30}}))
    with pytest.raises(UsageError, match="same code"):
        combine([one, other])


def test_nothing_but_protect_makes_protected_results() -> None:
    protected = _protected(results(ONE_SERVICE, {OPEN_CASES: {"T1": 30}}))
    with pytest.raises(TypeError, match="protect"):
        replace(protected)
