"""A scale beside each of its questions: what they tell together is said of nobody, and of no few."""

import os
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from builders.results import measure, results, shown
from builders.scored import MEAN
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts.survey_items import every_instrument
from pipelines.disclosure_control.attack import check_can_be_released, exposures
from pipelines.disclosure_control.policy import INTERNAL
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.publication import Publication
from pipelines.disclosure_control.rounding import figures_of
from pipelines.errors import ReleaseRefused
from pipelines.measures.catalogue import CATALOGUE
from pipelines.measures.measure import Quantity
from pipelines.measures.results import Results
from pipelines.published import DisclosureRule

EXAMPLES = int(os.environ.get("HEADROOM_PROPERTY_EXAMPLES", "40"))
FLOOR = INTERNAL.floor(DisclosureRule.SURVEY)

ANSWERED = Quantity("question_answered", "answers", ("question_answered",))
YES = Quantity("question_yes", "answers", ("question_answered", "yes"))
QUESTION = measure("question", YES, denominator=ANSWERED, disclosure_rule=DisclosureRule.SURVEY)
SCALE = replace(MEAN, made_of=(ANSWERED,))

Teams = Mapping[str, Mapping[str, tuple[int, int]]]
"""By service and team: how many answered the whole scale, and how many the question alone."""


def _given(teams: Teams) -> Results:
    of_team = {team: numbers for below in teams.values() for team, numbers in below.items()}
    made = results(
        {service: list(below) for service, below in teams.items()},
        {
            SCALE: {team: (3.0 * whole, whole, whole) for team, (whole, _) in of_team.items()},
            QUESTION: {team: ((whole + alone) // 2, whole + alone) for team, (whole, alone) in of_team.items()},
        },
    )
    return replace(made, cells=made.cells.assign(spread=1.0))


def _told(teams: Teams) -> dict[str, str | float]:
    return shown(protect(_given(teams), INTERNAL), SCALE.key)


def test_a_scale_is_shown_where_everybody_answered_all_of_it_or_enough_people_did_not() -> None:
    assert _told({"S1": {"T1": (20, 0), "T2": (20, FLOOR)}}) == {"A": 3.0, "S1": 3.0, "T1": 3.0, "T2": 3.0}


@pytest.mark.parametrize("alone", [1, FLOOR - 1])
def test_a_scale_is_hidden_where_few_answered_one_question_only_and_the_question_is_shown(alone: int) -> None:
    given_results = _given({"S1": {"T1": (20, alone), "T2": (20, 0), "T3": (30, 0)}})
    protected = protect(given_results, INTERNAL)
    scale = shown(protected, SCALE.key)
    assert {unit for unit, value in scale.items() if value == "c"} >= {"A", "S1", "T1"}
    assert "c" not in shown(protected, QUESTION.key).values()
    assert exposures(Publication.of(protected, given_results, INTERNAL)) == ()


def test_few_are_hidden_also_where_only_a_shown_part_taken_from_the_whole_tells_of_them() -> None:
    """Only two of those who answered the question alone are not in T2, which is shown: T1, S1 and A would tell."""
    scale = _told({"S1": {"T1": (20, 2), "T2": (20, FLOOR)}, "S2": {"T3": (20, 0)}})
    assert {unit for unit, value in scale.items() if value == "c"} >= {"A", "S1", "T1"}


def test_a_release_that_tells_of_few_is_refused() -> None:
    given_results = _given({"S1": {"T1": (20, 1), "T2": (20, 0)}})
    protected = protect(given_results, INTERNAL)
    figures = figures_of(given_results.cells, given_results.measures, INTERNAL)
    cells = protected.cells.assign(symbol=None, **figures)
    careless = replace(Publication.of(protected, given_results, INTERNAL), cells=cells)
    assert {one.unit_id for one in exposures(careless)} == {"A", "S1", "T1"}
    with pytest.raises(ReleaseRefused, match="Role"):
        check_can_be_released(careless)


team = st.tuples(st.integers(0, 25), st.sampled_from([0, 0, 0, 1, 4, 9, 10, 12]))
organisations = st.lists(st.lists(team, min_size=1, max_size=4), min_size=1, max_size=3).map(
    lambda services: {
        f"S{number}": {f"T{number}{place}": each for place, each in enumerate(teams)}
        for number, teams in enumerate(services)
    }
)


@given(organisation=organisations)
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
def test_no_few_follow_from_any_units_whose_scale_and_question_are_both_known(organisation: Teams) -> None:
    given_results = _given(organisation)
    protected = protect(given_results, INTERNAL)
    teams = [team for below in organisation.values() for team in below]
    within = {"A": teams} | {team: [team] for team in teams}
    within |= {service: list(below) for service, below in organisation.items()}
    scale, question = (shown(protected, key) for key in (SCALE.key, QUESTION.key))
    known = {unit for unit in within if not isinstance(scale[unit], str) and not isinstance(question[unit], str)}
    rows = np.array([[float(team in within[unit]) for team in teams] for unit in sorted(known)])
    alone = {team: numbers[1] for below in organisation.values() for team, numbers in below.items()}
    for size in range(1, len(teams) + 1):
        for chosen in combinations(teams, size):
            wanted = np.array([float(team in chosen) for team in teams])
            follows = len(rows) and np.abs(wanted - wanted @ np.linalg.pinv(rows) @ rows).max() < 1e-9
            if follows:
                assert not 0 < sum(alone[team] for team in chosen) < FLOOR, chosen


def test_every_scale_whose_questions_are_all_told_says_so() -> None:
    told = {measure.key for measure in CATALOGUE if measure.made_of}
    expected = {
        scale.told.key
        for instrument in every_instrument()
        if instrument.enabled
        for scale in instrument.scales
        if set(scale.items) <= {indicator.item for indicator in instrument.indicators}
    }
    assert told == expected == {"oac_positive", "csa_peer_gap"}
