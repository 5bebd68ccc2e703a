"""Attacks by people who know something already: their own team, their own answer, the release before."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from builders.results import (
    AUTHORITY,
    CASELOAD,
    MARCH_2026,
    ONLINE_SHARE,
    OPEN,
    OPEN_CASES,
    OVER_LIMIT_SHARE,
    STRESSED_SHARE,
    Figures,
    results,
    shown,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from pipelines.disclosure_control.attack import exposures
from pipelines.disclosure_control.policy import INTERNAL
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.disclosure_control.publication import Publication
from pipelines.measures.measure import Link, Measure
from pipelines.measures.results import Results
from pipelines.organisation import Organisation

EXAMPLES = int(os.environ.get("HEADROOM_PROPERTY_EXAMPLES", "60"))
SERVICE = {"S1": ["T1", "T2", "T3"]}
Teams = Mapping[str, Mapping[str, int]]
"""By service and team: open cases."""

children = st.one_of(st.integers(0, 7), st.integers(0, 60))
organisations = st.lists(st.lists(children, min_size=1, max_size=4), min_size=1, max_size=3).map(
    lambda services: {
        f"S{number}": {f"T{number}{place}": count for place, count in enumerate(teams)}
        for number, teams in enumerate(services)
    }
)


def _published(given: Results) -> Publication:
    return Publication.of(protect(given, INTERNAL), given, INTERNAL)


def _after(earlier: Results, given: Results) -> ProtectedResults:
    return protect(given, INTERNAL, _published(earlier))


class _Manager:
    """Writes down what is published of open cases, and what the own team's records say."""

    def __init__(self, teams: Teams, published: Mapping[str, str | float], own_team: str) -> None:
        self.true = {team: count for service in teams.values() for team, count in service.items()}
        self.teams = sorted(self.true)
        within = {AUTHORITY: set(self.teams)} | {service: set(names) for service, names in teams.items()}
        within |= {team: {team} for team in self.teams}
        self.rows = [[float(team in within[unit]) for team in self.teams] for unit in (*published, own_team)]
        shown_counts = [*published.values(), self.true[own_team]]
        self.least = [1.0 if isinstance(count, str) else count for count in shown_counts]
        self.most = [np.inf if isinstance(count, str) else count for count in shown_counts]

    def width(self, team: str) -> float:
        wanted = np.array([float(name == team) for name in self.teams])
        ends = []
        for sign in (1, -1):
            answer = milp(
                sign * wanted,
                constraints=LinearConstraint(np.array(self.rows), self.least, self.most),
                bounds=Bounds(0, 10_000),
                integrality=np.ones(len(wanted)),
            )
            ends.append(sign * answer.fun)
        return float(ends[1] - ends[0])


def _learnt(teams: Teams) -> Iterator[tuple[str, str]]:
    """Whose manager can narrow down which other team's small count."""
    by_team = {team: count for service in teams.values() for team, count in service.items()}
    published = shown(protect(results(teams, {OPEN_CASES: by_team}), INTERNAL), "open_cases")
    for own_team in by_team:
        manager = _Manager(teams, published, own_team)
        yield from (
            (own_team, team)
            for team, count in by_team.items()
            if 0 < count < 6 and team != own_team and manager.width(team) < 4
        )


def test_a_manager_who_knows_her_own_caseload_cannot_subtract_it() -> None:
    """With T1 and T2 alone withheld, T2's manager would take her 20 from 23."""
    teams = {"S1": {"T1": 3, "T2": 20, "T3": 40, "T4": 50}}
    published = shown(protect(results(teams, {OPEN_CASES: teams["S1"]}), INTERNAL), "open_cases")
    assert published == {"A": 113, "S1": 113, "T1": "c", "T2": "c", "T3": "c", "T4": 50}
    assert not list(_learnt(teams))


@given(organisations)
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
def test_no_manager_learns_the_small_count_of_another_team(teams: Teams) -> None:
    assert not list(_learnt(teams))


def test_a_respondent_who_knows_his_own_answer_learns_no_other() -> None:
    """Eleven of twelve are stressed: the twelfth would know it of each of the others."""
    given = results(SERVICE, {STRESSED_SHARE: {"T1": (11, 12), "T2": (9, 20), "T3": (12, 24)}})
    assert shown(protect(given, INTERNAL), "stressed_share")["T1"] == "c"
    two_differ = results(SERVICE, {STRESSED_SHARE: {"T1": (10, 12), "T2": (9, 20), "T3": (12, 24)}})
    assert shown(protect(two_differ, INTERNAL), "stressed_share")["T1"] == 83.3


def test_all_of_a_team_giving_the_same_answer_are_not_shown_to() -> None:
    for answers in ((14, 14), (0, 14)):
        given = results(SERVICE, {STRESSED_SHARE: {"T1": answers, "T2": (9, 20), "T3": (12, 24)}})
        assert shown(protect(given, INTERNAL), "stressed_share")["T1"] == "c"


def test_a_team_of_one_is_hidden_with_another_in_every_figure_about_its_staff() -> None:
    figures: dict[Measure, Figures] = {
        CASELOAD: {"T1": (19, 1.0, 1), "T2": (90, 6.0, 6), "T3": (90, 7.0, 7)},
        OVER_LIMIT_SHARE: {"T1": (1, 1), "T2": (2, 6), "T3": (3, 7)},
    }
    given = results(SERVICE, figures)
    for measure in figures:
        published = shown(protect(given, INTERNAL), measure.key)
        assert (published["T1"], published["T2"]) == ("c", "c")
    assert exposures(_published(given)) == ()


def test_a_service_with_one_small_team_hides_a_second_and_third() -> None:
    given = results(SERVICE, {OPEN_CASES: {"T1": 3, "T2": 20, "T3": 40}})
    published = shown(protect(given, INTERNAL), "open_cases")
    assert [published[team] for team in SERVICE["S1"]] == ["c", "c", "c"]


def test_two_releases_with_one_corrected_row_show_the_same_month_alike() -> None:
    """A child's case was recorded as online abuse late: it would be known what else is recorded of that child."""
    first = {ONLINE_SHARE: {"T1": (10, 30), "T2": (12, 40), "T3": (20, 60)}, OPEN_CASES: {"T1": 40, "T2": 50, "T3": 80}}
    corrected = {**first, ONLINE_SHARE: {"T1": (11, 30), "T2": (12, 40), "T3": (20, 60)}}
    before, now = results(SERVICE, first), results(SERVICE, corrected)
    assert exposures(_published(now), _published(before))
    protected = _after(before, now)
    assert shown(protected, "online_share") == shown(protect(before, INTERNAL), "online_share")
    assert protected.corrected == (MARCH_2026,)
    assert exposures(Publication.of(protected, now, INTERNAL), _published(before)) == ()


def test_a_practitioner_moving_team_does_not_move_the_history_of_both() -> None:
    """The workforce extract knows the present team only, so the next release would count her there all along."""
    before = results(SERVICE, {OVER_LIMIT_SHARE: {"T1": (4, 8), "T2": (3, 6), "T3": (4, 9)}})
    moved = results(SERVICE, {OVER_LIMIT_SHARE: {"T1": (3, 7), "T2": (4, 7), "T3": (4, 9)}})
    assert {one.unit_id for one in exposures(_published(moved), _published(before))} == {"T1", "T2"}
    assert shown(_after(before, moved), "over_limit_share") == shown(protect(before, INTERNAL), "over_limit_share")


def test_a_filter_toggled_takes_nothing_from_the_whole() -> None:
    """Without the children looked after and without those in need, three on plans would be left."""
    parts = {code: {"T1": count} for code, count in {"cp": 3, "cin": 20, "cla": 30}.items()}
    figures: dict[Measure | tuple[Measure, str, str], Figures] = {OPEN_CASES: {"T1": 53}}
    figures |= {(OPEN_CASES, "status", code): by_team for code, by_team in parts.items()}
    link = Link(OPEN, tuple(OPEN.part("status", code) for code in parts))
    given = results({"S1": ["T1"]}, figures, [link])
    cells = protect(given, INTERNAL).cells
    left = cells[(cells["unit_id"] == "T1") & cells["value"].notna()].set_index("breakdown")["value"].to_dict()
    assert set(left) in ({"", "cla"}, {"cla"}, {""})
    assert exposures(_published(given)) == ()


def test_a_unit_renamed_keeps_its_history_and_one_with_another_code_begins_a_new_one() -> None:
    counts = {"T1": 20, "T2": 30, "T3": 40}
    before = results(SERVICE, {OPEN_CASES: counts})
    names = tuple(replace(unit, name=f"{unit.name} (new)") for unit in before.organisation)
    renamed = replace(before, organisation=Organisation(names))
    assert shown(_after(before, renamed), "open_cases") == {"A": 90, "S1": 90, **counts}
    other_code = results({"S1": ["T1", "T2", "T9"]}, {OPEN_CASES: {"T1": 20, "T2": 30, "T9": 40}})
    assert shown(_after(before, other_code), "open_cases") == {"A": 90, "S1": 90, "T1": 20, "T2": 30, "T9": "x"}
