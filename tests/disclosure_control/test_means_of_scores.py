"""Means of scores: hidden where they tell what nearly everyone scored, and not to be had from the units around them.

The attacker of the property test knows nothing of how cells are hidden. Of every set of teams that follows by adding
and subtracting what is shown, means, bases and spreads tell how many there are, what they scored together, and how far
apart they are.
"""

import os
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from builders.results import shown
from builders.scored import ENDS, MEAN, RESPONSE_RATE, Teams, scored
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure_control.attack import check_can_be_released, exposures
from pipelines.disclosure_control.policy import INTERNAL, Policy
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.publication import Publication
from pipelines.disclosure_control.rounding import figures_of
from pipelines.errors import ReleaseRefused
from pipelines.intervals import Sample, finite_mean, mean_interval
from pipelines.measures.results import Results

EXAMPLES = int(os.environ.get("HEADROOM_PROPERTY_EXAMPLES", "40"))

VARIED = (2.0, 3.0, 4.0) * 4
"""Twelve respondents who differ."""
ALIKE = (3.0,) * 10 + (1.0, 5.0)
"""Twelve of whom all but two say the same."""
AT_AN_END = (1.0,) * 11 + (1.5,)


def _mean(given_results: Results, policy: Policy = INTERNAL) -> dict[str, str | float]:
    return shown(protect(given_results, policy), MEAN.key)


def _hidden(given_results: Results) -> set[str]:
    return {unit for unit, value in _mean(given_results).items() if value == "c"}


def _shown_after_all(given_results: Results, *units: str) -> Publication:
    """A publication in which the hidden means of some units are shown all the same."""
    protected = protect(given_results, INTERNAL)
    here = (protected.cells["measure_key"] == MEAN.key) & protected.cells["unit_id"].isin(units)
    assert set(protected.cells.loc[here, "symbol"]) == {"c"}
    figures = figures_of(given_results.cells, given_results.measures, INTERNAL)
    cells = protected.cells.assign(
        symbol=protected.cells["symbol"].mask(here),
        **{column: protected.cells[column].mask(here, figures[column]) for column in figures},
    )
    return replace(Publication.of(protected, given_results, INTERNAL), cells=cells)


def test_means_of_teams_whose_respondents_differ_are_all_shown() -> None:
    assert _mean(scored({"S1": {"T1": VARIED, "T2": VARIED}})) == {"A": 3.0, "S1": 3.0, "T1": 3.0, "T2": 3.0}


@pytest.mark.parametrize("scores", [ALIKE, (3.0,) * 30, AT_AN_END], ids=["all but two", "all of thirty", "at an end"])
def test_a_mean_of_nearly_everyone_alike_is_hidden_however_many_they_are(scores: tuple[float, ...]) -> None:
    assert "T1" in _hidden(scored({"S1": {"T1": scores, "T2": VARIED, "T3": VARIED}}))


def test_a_hidden_teams_mean_cannot_be_had_by_subtraction_from_its_service() -> None:
    given_results = scored({"S1": {"T1": ALIKE, "T2": VARIED, "T3": VARIED + VARIED}})
    assert _hidden(given_results) == {"T1", "T2"}
    assert exposures(Publication.of(protect(given_results, INTERNAL), given_results, INTERNAL)) == ()


def test_two_teams_that_are_alike_are_no_cover_for_each_other() -> None:
    given_results = scored({"S1": {"T1": AT_AN_END, "T2": AT_AN_END, "T3": VARIED, "T4": VARIED + VARIED}})
    assert _hidden(given_results) == {"T1", "T2", "T3"}


def test_of_a_service_in_which_all_are_alike_nothing_is_shown_and_another_service_covers_it() -> None:
    given_results = scored({"S1": {"T1": AT_AN_END, "T2": AT_AN_END}, "S2": {"T3": VARIED}, "S3": {"T4": VARIED * 2}})
    hidden = _hidden(given_results)
    assert {"S1", "T1", "T2"} < hidden
    assert hidden & {"S2", "S3"}


def test_a_service_whose_remains_lie_at_an_end_of_the_scale_is_refused() -> None:
    given_results = scored({"S1": {"T1": AT_AN_END, "T2": VARIED, "T3": VARIED * 2}})
    assert exposures(Publication.of(protect(given_results, INTERNAL), given_results, INTERNAL)) == ()
    careless = _shown_after_all(given_results, "T2")
    assert {one.unit_id for one in exposures(careless)} == {"S1"}
    with pytest.raises(ReleaseRefused, match="Role, Service S1"):
        check_can_be_released(careless)


def test_the_mean_of_a_team_at_an_end_of_the_scale_is_refused_itself() -> None:
    careless = _shown_after_all(scored({"S1": {"T1": AT_AN_END, "T2": VARIED, "T3": VARIED * 2}}), "T1")
    assert "T1" in {one.unit_id for one in exposures(careless)}


def test_a_mean_without_any_spread_is_refused_wherever_on_the_scale_it_lies() -> None:
    given_results = scored({"S1": {"T1": (3.0,) * 30, "T2": VARIED, "T3": VARIED * 2}})
    assert exposures(Publication.of(protect(given_results, INTERNAL), given_results, INTERNAL)) == ()
    assert "T1" in {one.unit_id for one in exposures(_shown_after_all(given_results, "T1"))}


def test_a_symbol_has_neither_spread_nor_interval_nor_base() -> None:
    cells = protect(scored({"S1": {"T1": ALIKE, "T2": VARIED, "T3": VARIED * 2}}), INTERNAL).cells
    is_hidden = cells["symbol"].notna()
    assert is_hidden.any()
    assert cells.loc[is_hidden, ["value", "base", "lower", "upper", "spread"]].isna().all(axis=None)
    assert cells.loc[~is_hidden, "spread"].tolist() == [
        round(float(np.std(scores, ddof=1)), 3) for scores in (ALIKE + VARIED * 3, ALIKE + VARIED * 3, VARIED * 2)
    ]


def test_an_interval_uses_the_population_where_the_response_rate_is_shown() -> None:
    """Twelve of sixteen answered: the margin shrinks by √(4 ÷ 15)."""
    protected = protect(scored({"S1": {"T1": VARIED, "T2": VARIED}}, {"T1": 16, "T2": 40}), INTERNAL)
    cells = protected.cells[protected.cells["measure_key"] == MEAN.key].set_index("unit_id")
    spread = round(float(np.std(VARIED, ddof=1)), 3)
    for team, asked in (("T1", 16.0), ("T2", 40.0)):
        limits = finite_mean(Sample(*(np.array([each]) for each in (12.0, 3.0, spread))), [asked])
        assert cells.loc[team, ["lower", "upper"]].tolist() == [round(float(limit[0]), 2) for limit in limits]
    assert cells.loc["T1", "upper"] < cells.loc["T2", "upper"]


def test_an_interval_does_not_use_a_population_that_is_withheld() -> None:
    """Of T1 four were asked and nobody answered; its rate is hidden, and so is the one of T2 that covers it."""
    given_results = scored({"S1": {"T1": (), "T2": VARIED, "T3": VARIED * 2}}, {"T1": 4, "T2": 16, "T3": 40})
    protected = protect(given_results, INTERNAL)
    rates = shown(protected, RESPONSE_RATE.key)
    assert {unit for unit, value in rates.items() if value == "c"} == {"T1", "T2"}
    mean = protected.cells[protected.cells["measure_key"] == MEAN.key].set_index("unit_id")
    assert mean.loc["T2", "value"] == 3.0
    spread = round(float(np.std(VARIED, ddof=1)), 3)
    plain = mean_interval(Sample(*(np.array([each]) for each in (12.0, 3.0, spread))))
    assert mean.loc["T2", ["lower", "upper"]].tolist() == [round(float(limit[0]), 2) for limit in plain]


score = st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0])
team = st.one_of(
    st.lists(score, max_size=24),
    st.lists(st.sampled_from([1.0, 1.0, 1.0, 2.0]), max_size=16),
    st.tuples(score, st.integers(0, 16)).map(lambda same: [same[0]] * same[1]),
    st.tuples(score, st.integers(8, 16), st.lists(score, max_size=3)).map(lambda own: [own[0]] * own[1] + own[2]),
)
organisations = st.lists(st.lists(team, min_size=1, max_size=4), min_size=1, max_size=3).map(
    lambda services: {
        f"S{number}": {f"T{number}{place}": tuple(scores) for place, scores in enumerate(teams)}
        for number, teams in enumerate(services)
    }
)


def _what_follows(known: list[list[float]], teams: list[str]) -> list[tuple[str, ...]]:
    """Every set of teams whose number, sum and squares of scores are sums or differences of those that are shown."""
    rows = np.array(known).reshape(len(known), len(teams))
    sets = [chosen for size in range(1, len(teams) + 1) for chosen in combinations(teams, size)]
    wanted = np.array([[float(team in chosen) for team in teams] for chosen in sets])
    left = np.abs(wanted - wanted @ np.linalg.pinv(rows) @ rows).max(axis=1)
    return [chosen for chosen, rest in zip(sets, left.tolist(), strict=True) if rest < 1e-9]


@given(organisation=organisations)
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
def test_no_small_group_and_none_that_is_alike_follows_from_means_bases_and_spreads(organisation: Teams) -> None:
    of_team = {team: scores for service in organisation.values() for team, scores in service.items() if scores}
    teams = sorted(of_team)
    given_results = scored(organisation)
    protected = protect(given_results, INTERNAL)
    within = {"A": teams} | {team: [team] for team in teams}
    within |= {service: [team for team in below if team in of_team] for service, below in organisation.items()}
    known = [
        [float(team in within[unit]) for team in teams]
        for unit, value in shown(protected, MEAN.key).items()
        if not isinstance(value, str)
    ]
    for group in _what_follows(known, teams) if known else ():
        scores = np.array([score for team in group for score in of_team[team]])
        assert len(scores) >= 10
        assert scores.sum() - ENDS[0] * len(scores) >= (ENDS[1] - ENDS[0]) / 2
        assert ENDS[1] * len(scores) - scores.sum() >= (ENDS[1] - ENDS[0]) / 2
        assert len(scores) - np.unique(scores, return_counts=True)[1].max() > 2
    assert exposures(Publication.of(protected, given_results, INTERNAL)) == ()
