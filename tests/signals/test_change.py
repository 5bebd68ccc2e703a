"""Whether a figure has changed: what is tested, when there are too few, and which earlier figure is meant."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from builders.protected import LATEST, Cell, Table, a_measure, an_authority, protected
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intervals import Sample
from pipelines.measures.catalogue import BY_KEY
from pipelines.measures.measure import Direction, Measure, MeasureUnit
from pipelines.periods import PeriodKind, months_before
from pipelines.published import DisclosureRule, Symbol, Verdict
from pipelines.signals.change import (
    FEWEST_ANSWERS,
    VERDICTS,
    Answered,
    Compared,
    Figures,
    compare,
    compare_means,
    read_changes,
)

HIGHER, LOWER, NEITHER = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER, Direction.NEITHER
STAFF, SURVEY = DisclosureRule.STAFF, DisclosureRule.SURVEY
HIDDEN = Symbol.CONFIDENTIAL


def _share(direction: Direction = HIGHER, rule: DisclosureRule = STAFF) -> Measure:
    return a_measure("share", direction=direction, rule=rule)


def _said(measure: Measure, earlier: tuple[float, float], later: tuple[float, float]) -> Verdict:
    then, now = (Figures(np.array([value]), np.array([base])) for value, base in (earlier, later))
    return VERDICTS[compare(measure, then, now).verdict[0]]


@pytest.mark.parametrize(
    ("direction", "later", "verdict"),
    [
        (HIGHER, 64, Verdict.BETTER),
        (LOWER, 64, Verdict.WORSE),
        (NEITHER, 64, Verdict.HIGHER),
        (HIGHER, 36, Verdict.WORSE),
        (LOWER, 36, Verdict.BETTER),
        (NEITHER, 36, Verdict.LOWER),
        (HIGHER, 63, Verdict.NO_CLEAR_CHANGE),
        (NEITHER, 50, Verdict.NO_CLEAR_CHANGE),
    ],
)
def test_a_share_has_changed_where_newcombes_interval_leaves_out_zero(
    direction: Direction, later: float, verdict: Verdict
) -> None:
    """Newcombe's interval of 64 less 50 of a hundred is 0.2 to 27 points, of 63 less 50 it is −0.8 to 26."""
    assert _said(_share(direction), (50, 100), (later, 100)) is verdict


def test_the_limits_are_in_the_measures_own_unit() -> None:
    then, now = Figures(np.array([60.0]), np.array([80.0])), Figures(np.array([80.0]), np.array([70.0]))
    compared = compare(_share(), then, now)
    # Newcombe 1998, first example: 56 of 70 and 48 of 80, 0.0524 to 0.3339.
    assert (compared.difference[0], compared.lower[0], compared.upper[0]) == (20, 5.24, 33.39)


@pytest.mark.parametrize(("earlier", "later"), [(29, 300), (300, 29)])
def test_a_survey_question_needs_thirty_answers_in_both_waves(earlier: float, later: float) -> None:
    question = _share(rule=SURVEY)
    assert _said(question, (20, earlier), (90, later)) is Verdict.TOO_FEW_TO_TEST
    assert _said(question, (20, max(earlier, 30)), (90, max(later, 30))) is Verdict.BETTER
    assert _said(_share(), (20, earlier), (90, later)) is Verdict.BETTER


def test_what_is_too_few_to_test_has_no_limits_that_look_tested() -> None:
    then, now = (Figures(np.array([value]), np.array([29.0])) for value in (20.0, 90.0))
    compared = compare(_share(rule=SURVEY), then, now)
    assert np.isnan([compared.lower[0], compared.upper[0]]).all()
    assert compared.difference[0] == 70


@pytest.mark.parametrize(("later", "verdict"), [(17.2, Verdict.HIGHER), (12.0, Verdict.LOWER), (15.0, Verdict.SAME)])
def test_a_rate_is_not_tested_and_never_better_worse_or_unclear(later: float, verdict: Verdict) -> None:
    rate = a_measure("rate", unit=MeasureUnit.CASES_PER_FTE, direction=LOWER, decimals=1, rule=STAFF)
    assert _said(rate, (15.0, 20), (later, 20)) is verdict


def test_an_official_share_is_not_tested() -> None:
    """It rests on hours, and its publisher says nothing of chance."""
    assert _said(_share(rule=DisclosureRule.OFFICIAL), (10, 500), (50, 500)) is Verdict.HIGHER


@pytest.mark.parametrize("answered", Answered)
def test_means_are_tested_from_their_own_number_of_answers(answered: Answered) -> None:
    fewest = FEWEST_ANSWERS[answered]
    index = a_measure("index", direction=HIGHER, decimals=1, rule=SURVEY)

    def said(number: int) -> Verdict:
        then, now = (Sample(*(np.array([each]) for each in (float(number), mean, 1.0))) for mean in (5.0, 7.0))
        return VERDICTS[compare_means(index, then, now, answered).verdict[0]]

    assert said(fewest) is Verdict.BETTER
    assert said(fewest - 1) is Verdict.TOO_FEW_TO_TEST


def _of_scores(key: str, earlier: float, later: float, spread: float, number: float = 50) -> Compared:
    then, now = (Figures(*(np.array([each]) for each in (mean, number, spread))) for mean in (earlier, later))
    return compare(BY_KEY[key], then, now)


@pytest.mark.parametrize(
    ("key", "later", "verdict"),
    [
        ("msit_demands", 3.5, Verdict.BETTER),
        ("msit_demands", 2.5, Verdict.WORSE),
        ("msit_demands", 3.3, Verdict.NO_CLEAR_CHANGE),
        ("proxy_stress", 3.5, Verdict.WORSE),
        ("proxy_stress", 2.5, Verdict.BETTER),
        ("csa_peer_gap", 3.5, Verdict.HIGHER),
    ],
)
def test_a_mean_of_scores_has_changed_where_welchs_interval_leaves_out_zero(
    key: str, later: float, verdict: Verdict
) -> None:
    """Of 50 and 50 with a spread of 0.9 the difference has a standard error of 0.18, so the margin is 0.36."""
    assert VERDICTS[_of_scores(key, 3.0, later, 0.9).verdict[0]] is verdict


def test_the_limits_of_a_difference_of_means_are_welchs() -> None:
    """1.9845 (Student, 98 degrees of freedom) times 0.18 is 0.3572."""
    compared = _of_scores("msit_demands", 3.0, 3.5, 0.9)
    assert (compared.difference[0], compared.lower[0], compared.upper[0]) == (0.5, 0.1428, 0.8572)


@pytest.mark.parametrize(("key", "fewest"), [("oac_positive", 20), ("sup_quality", 20), ("msit_role", 10)])
def test_a_theme_is_tested_from_twenty_answers_and_an_index_from_ten(key: str, fewest: int) -> None:
    enough, few = (_of_scores(key, 1.0, 5.0, 0.5, number) for number in (fewest, fewest - 1))
    assert VERDICTS[enough.verdict[0]] is Verdict.BETTER
    assert VERDICTS[few.verdict[0]] is Verdict.TOO_FEW_TO_TEST
    assert np.isnan([few.lower[0], few.upper[0]]).all()


def test_a_mean_whose_spread_is_not_told_is_not_tested() -> None:
    then, now = (Figures(np.array([mean]), np.array([50.0])) for mean in (1.0, 5.0))
    assert VERDICTS[compare(BY_KEY["msit_role"], then, now).verdict[0]] is Verdict.TOO_FEW_TO_TEST


def test_the_fewest_answers_are_those_of_the_civil_service() -> None:
    assert FEWEST_ANSWERS == {Answered.QUESTION: 30, Answered.THEME: 20, Answered.INDEX: 10}


FIGURE = st.tuples(st.integers(0, 100), st.integers(5, 400))


@given(FIGURE, FIGURE)
def test_a_change_turned_round_is_the_opposite_one(first: tuple[int, int], second: tuple[int, int]) -> None:
    opposite = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
    forth, back = _said(_share(), first, second), _said(_share(), second, first)
    assert back is opposite.get(forth, Verdict.NO_CLEAR_CHANGE)


def _changes(measure: Measure, cells: list[Cell], periods: list[date] | None = None) -> pd.DataFrame:
    table = Table(measure, {"S": [10.0] * len(cells), "T01": cells, "T02": [HIDDEN] * len(cells)}, 100, periods or ())
    changes = read_changes(protected(an_authority(2), table))
    return changes[changes["unit_id"] == "T01"].reset_index(drop=True)


def test_months_are_compared_with_the_same_month_a_year_earlier() -> None:
    changes = _changes(_share(), [50.0, *[10.0] * 11, 70.0])
    assert len(changes) == 1
    assert changes.loc[0, "period_end"] == pd.Timestamp(LATEST)
    assert changes.loc[0, "earlier_period"] == pd.Timestamp(months_before(LATEST, 12))
    assert (changes.loc[0, "difference"], changes.loc[0, "verdict"]) == (20, "better")


def test_a_year_before_the_first_month_of_a_unit_is_no_other_units_month() -> None:
    changes = read_changes(protected(an_authority(2), Table(_share(), {"S": [1.0] * 13, "T01": [2.0] * 12})))
    assert changes["unit_id"].tolist() == ["S"]


@pytest.mark.parametrize("kind", [PeriodKind.WAVE, PeriodKind.YEAR])
def test_waves_and_years_are_compared_with_the_one_before(kind: PeriodKind) -> None:
    measure = a_measure("share", direction=HIGHER, kind=kind, rule=STAFF)
    periods = [date(2023, 9, 30), date(2024, 9, 30), date(2026, 9, 30)]
    changes = _changes(measure, [20.0, 50.0, 52.0], periods)
    assert changes["verdict"].tolist() == ["better", "no_clear_change"]
    assert changes["earlier_period"].tolist() == [pd.Timestamp(each) for each in periods[:2]]


def test_a_hidden_figure_is_compared_with_nothing_and_is_not_passed_over() -> None:
    measure = a_measure("share", direction=HIGHER, kind=PeriodKind.WAVE, rule=STAFF)
    periods = [date(2024, 9, 30), date(2025, 9, 30), date(2026, 9, 30)]
    assert _changes(measure, [20.0, HIDDEN, 52.0], periods).empty
