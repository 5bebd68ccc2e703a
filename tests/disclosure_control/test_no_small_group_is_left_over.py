"""Invented teams of staff and respondents: every group that can be computed from what is shown is large enough."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from builders.results import AUTHORITY, CASELOAD, OVER_LIMIT_SHARE, STRESSED_SHARE, results, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure_control.attack import exposures
from pipelines.disclosure_control.policy import INTERNAL, Policy
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.publication import Publication
from pipelines.disclosure_control.rounding import figures_of
from pipelines.measures.measure import Measure

EXAMPLES = int(os.environ.get("HEADROOM_PROPERTY_EXAMPLES", "40"))

Teams = Mapping[str, Mapping[str, tuple[int, int]]]
"""By service and team: how many are counted, and how many there are."""

team = st.integers(0, 14).flatmap(
    lambda there: st.tuples(st.one_of(st.just(0), st.integers(0, there), st.just(there)), st.just(there))
)
organisations = st.lists(st.lists(team, min_size=1, max_size=4), min_size=1, max_size=3).map(
    lambda services: {
        f"S{number}": {f"T{number}{place}": counts for place, counts in enumerate(teams)}
        for number, teams in enumerate(services)
    }
)


def _computable(groups: list[frozenset[str]], teams: list[str]) -> Iterator[frozenset[str]]:
    """Every set of teams whose figure is a sum or difference of figures that are shown."""
    known = np.array([[team in group for team in teams] for group in groups], dtype=float).reshape(
        len(groups), len(teams)
    )
    rank = np.linalg.matrix_rank(known) if known.size else 0
    for size in range(1, len(teams) + 1):
        for chosen in combinations(teams, size):
            row = np.array([[float(team in chosen) for team in teams]])
            if rank and np.linalg.matrix_rank(np.vstack([known, row])) == rank:
                yield frozenset(chosen)


@pytest.mark.parametrize("measure", [OVER_LIMIT_SHARE, STRESSED_SHARE], ids=lambda measure: measure.key)
@given(organisation=organisations)
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
def test_no_small_or_uniform_group_can_be_computed(measure: Measure, organisation: Teams) -> None:
    _attack(measure, organisation, INTERNAL)


def _attack(measure: Measure, organisation: Teams, policy: Policy) -> None:
    by_team = {team: counts for service in organisation.values() for team, counts in service.items() if counts[1]}
    figures = {team: (counted, there, there) for team, (counted, there) in by_team.items()}
    given_results = results(organisation, {measure: figures})
    protected = protect(given_results, policy)
    within = {AUTHORITY: frozenset(by_team)} | {team: frozenset([team]) for team in by_team}
    within |= {service: frozenset(teams) & frozenset(by_team) for service, teams in organisation.items()}
    values = shown(protected, measure.key)
    groups = [within[unit] for unit, value in values.items() if not isinstance(value, str)]
    for group in _computable(groups, sorted(by_team)):
        counted = sum(by_team[team][0] for team in group)
        there = sum(by_team[team][1] for team in group)
        assert there >= policy.floor(measure.disclosure_rule)
        margin = policy.insider_margin(measure.disclosure_rule)
        if not margin < counted < there - margin:
            # Of each team among them it would be known, too.
            smallest = min(by_team[team][1] for team in group)
            assert smallest >= policy.uniform_floor(measure.disclosure_rule)
    assert exposures(Publication.of(protected, given_results, policy)) == ()


@given(organisation=organisations)
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
def test_measures_with_the_same_base_hide_the_same_small_units(organisation: Teams) -> None:
    by_team = {team: counts for service in organisation.values() for team, counts in service.items()}
    given_results = results(
        organisation,
        {
            CASELOAD: {team: (15.0 * there, 0.9 * there, there) for team, (_, there) in by_team.items()},
            OVER_LIMIT_SHARE: {team: (counted, there, there) for team, (counted, there) in by_team.items()},
        },
    )
    protected = protect(given_results, INTERNAL)
    caseload, over_limit = shown(protected, "caseload"), shown(protected, "over_limit_share")
    assert {unit for unit, value in caseload.items() if value == "c"} <= {
        unit for unit, value in over_limit.items() if value == "c"
    }
    assert exposures(Publication.of(protected, given_results, INTERNAL)) == ()


@pytest.mark.parametrize(
    ("measure", "figures"),
    [
        pytest.param(STRESSED_SHARE, {"T1": (12, 12), "T2": (12, 12), "T3": (9, 20)}, id="all stressed"),
        pytest.param(OVER_LIMIT_SHARE, {"T1": (0, 6), "T2": (0, 6), "T3": (5, 16)}, id="nobody over the limit"),
    ],
)
def test_two_teams_that_are_all_alike_are_no_cover_for_each_other(measure: Measure, figures: dict) -> None:
    """24 of 24 in two teams are 12 of 12 in each."""
    given_results = results({"S1": ["T1", "T2", "T3"]}, {measure: figures})
    protected = protect(given_results, INTERNAL)
    assert set(shown(protected, measure.key).values()) == {"c"} or shown(protected, measure.key)["T3"] == "c"
    careless = protected.cells.assign(
        symbol=protected.cells["symbol"].mask(protected.cells["unit_id"].isin(["S1", "T3"]))
    )
    published = Publication.of(protected, given_results, INTERNAL)
    whole = figures_of(given_results.cells, given_results.measures, INTERNAL)
    shown_after_all = careless["symbol"].isna()
    careless = careless.assign(**{column: whole[column].where(shown_after_all) for column in whole})
    assert {one.unit_id for one in exposures(replace(published, cells=careless))} == {"S1"}
