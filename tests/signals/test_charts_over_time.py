"""Charts over time: the reference answers of each profile, and the rules one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from builders.reference_answers import cases_of

from pipelines.measures.measure import Direction
from pipelines.published import Assurance, Pattern, Variation
from pipelines.signals.arrays import Flags, Floats
from pipelines.signals.spc import MDC, NHSE_SQL, PLOT_THE_DOTS, PROFILES, Charts, Profile, charts, few_in_section
from pipelines.signals.verdict import Target, Verdict, assured, judge

TOLERANCE = 1e-9
ZIGZAG = [9.0, 11.0] * 8


DIRECTIONS = {
    "increase": Direction.HIGHER_IS_BETTER,
    "decrease": Direction.LOWER_IS_BETTER,
    "neutral": Direction.NEITHER,
}
COLOURS = {
    Variation.IMPROVEMENT: "blue",
    Variation.CONCERN: "orange",
    Variation.CHANGE: "purple",
    Variation.COMMON_CAUSE: "grey",
}
ASSURANCES = {
    None: Assurance.NO_TARGET,
    "pass": Assurance.RELIABLY_MET,
    "fail": Assurance.RELIABLY_MISSED,
    "hit_and_miss": Assurance.SOMETIMES_MET,
}


def _expected(values: list[float | None]) -> Floats:
    return np.array(values, dtype=np.float64)


def _one_row(values: list[float]) -> Floats:
    return np.array([values], dtype=np.float64)


def _patterns_at_each_point(side: dict[Pattern, Flags]) -> list[list[str]]:
    points = side[Pattern.SHIFT].shape[1]
    return [sorted(pattern for pattern, flags in side.items() if flags[0, point]) for point in range(points)]


def _special(values: list[float], profile: Profile = MDC) -> set[Pattern]:
    chart = charts(_one_row(values), profile)
    return {pattern for side in (chart.high, chart.low) for pattern, flags in side.items() if flags[0, -1]}


@pytest.mark.parametrize("case", cases_of("spc/mdc_published.json"))
def test_every_published_making_data_count_case_is_reproduced(case: dict[str, Any]) -> None:
    _check(case, MDC)


@pytest.mark.parametrize("case", cases_of("spc/nhse_sql26_bulk.json"))
def test_every_nhs_england_sql_case_is_reproduced(case: dict[str, Any]) -> None:
    _check(case, NHSE_SQL)


def _check(case: dict[str, Any], profile: Profile) -> None:
    given, expected = case["input"], case["expected"]
    values = _one_row(given["values"])
    sections, basis = np.zeros(values.shape, dtype=np.intp), np.ones(values.shape, dtype=np.bool_)
    for start in given["recalculate_at_index"] or []:
        sections[:, start:] += 1
    if given.get("baseline_points"):
        basis[:, given["baseline_points"] :] = False
    counts = given.get("points_beyond_3_sigma_count_for_two_sigma", profile.outermost_counts)
    lengths = {"shift": given["shift_points"], "trend": given["trend_points"]}
    profile = replace(profile, **lengths, outermost_counts=counts, screened=given["screen_outliers"])
    chart = charts(values, profile, sections, basis)
    np.testing.assert_allclose(chart.mean[0], expected["mean"], rtol=0, atol=TOLERANCE)
    if expected["limits_and_icons_shown"]:
        np.testing.assert_allclose(chart.upper[0], expected["upper_limit"], rtol=0, atol=TOLERANCE)
        np.testing.assert_allclose(chart.lower[0], expected["lower_limit"], rtol=0, atol=TOLERANCE)
    else:
        assert np.isnan(chart.upper).all()
    assert _patterns_at_each_point(dict(chart.high)) == expected["rules_high"]
    assert _patterns_at_each_point(dict(chart.low)) == expected["rules_low"]
    _check_colours_and_icons(chart, DIRECTIONS[given["improvement_direction"]], expected)


def test_a_wild_month_is_screened_out_of_limits_and_mean_as_the_sql_has_it() -> None:
    quiet = [10.0, 12.0] * 8
    values = _one_row([*quiet, 60.0, *quiet])
    with_all, screened = (charts(values, replace(NHSE_SQL, screened=each)) for each in (False, True))
    # Ranges: 30 of 2, and 48 and 50 on both sides of the wild month; the two points that they lead to are left out.
    assert screened.mean[0, 0] == pytest.approx((16 * 11 + 16 * 11 - 10) / 31)
    assert screened.upper[0, 0] - screened.mean[0, 0] == pytest.approx(2.66 * 2)
    assert with_all.mean[0, 0] > screened.mean[0, 0]


def _check_colours_and_icons(chart: Charts, direction: Direction, expected: dict[str, Any]) -> None:
    verdict = judge(chart, direction)
    if "colour" in expected:
        points = range(chart.mean.shape[1])
        assert [COLOURS[_variation(verdict, 0, point)] for point in points] == expected["colour"]
        assert _icon(verdict, 0) == expected["variation_icon"]
    for target, icon in (expected.get("assurance_icon_by_target") or {}).items():
        found = assured(chart.lower[0, -1], chart.upper[0, -1], Target(float(target), direction), chart.profile)
        assert found is ASSURANCES[icon]


def _variation(verdict: Verdict, row: int, column: int) -> Variation:
    (said,) = verdict.variations(np.array([row]), np.array([column]))
    return Variation(said)


def _icon(verdict: Verdict, row: int) -> str:
    """Of the last point: what it is, and on which side."""
    if not verdict.special[row, -1]:
        return "common_cause"
    word = {Variation.CHANGE: "neutral"}.get(variation := _variation(verdict, row, -1), str(variation))
    return f"{word}_{'high' if verdict.high[row, -1] else 'low'}"


ANCHOR_WORDS = {
    Pattern.SINGLE: ("Above UCL", "Below LCL"),
    Pattern.TREND: ("7 Point Trend (Increasing)", "7 Point Trend (Decreasing)"),
    Pattern.TWO_OF_THREE: ("2 in 3 Above CL", "2 in 3 Below CL"),
    Pattern.SHIFT: ("7 Points Above CL", "7 Points Below CL"),
}


@pytest.mark.parametrize("case", [*cases_of("spc/spc_cases.json"), *cases_of("spc/spc_bulk.json")])
def test_every_plot_the_dots_case_is_reproduced(case: dict[str, Any]) -> None:
    given, expected = case["input"], case["expected"]
    facets = list(dict.fromkeys(given.get("facet") or ["all"]))
    values = np.array(given["values"], dtype=np.float64).reshape(len(facets), -1)
    sections = np.array(expected["rebase_group"], dtype=np.intp).reshape(values.shape)
    basis = np.ones(values.shape, dtype=np.bool_)
    if given["fix_after_n_points"]:
        for section in np.unique(sections):
            inside = sections == section
            basis &= ~(inside & (inside.cumsum(axis=1) > given["fix_after_n_points"]))
    chart = charts(values, replace(PLOT_THE_DOTS, screened=given["screen_outliers"]), sections, basis)
    assert _told(chart) == expected["rule"]
    for ours, theirs in (
        (chart.mean, expected["mean"]),
        (chart.upper, expected["upper_limit"]),
        (chart.lower, expected["lower_limit"]),
    ):
        reference = _expected(theirs)
        given_limit = ~np.isnan(reference)
        np.testing.assert_allclose(ours.ravel()[given_limit], reference[given_limit], rtol=TOLERANCE, atol=TOLERANCE)
    verdict = judge(chart, DIRECTIONS[given["improvement_direction"]])
    assert [_point_type(verdict, *point) for point in np.ndindex(values.shape)] == expected["point_type"]
    assert verdict.special.ravel().tolist() == expected["special_cause"]
    assert few_in_section(values, sections, 13).ravel().tolist() == expected["trial_limits_warning"]
    for row, icons in enumerate(expected["icons"].values()):
        assert _icon(verdict, row) == icons["variation"]
        target = None if given["target"] is None else Target(given["target"], verdict.direction)
        limits = chart.lower[row, -1], chart.upper[row, -1]
        assert assured(*limits, target, chart.profile) is ASSURANCES[icons["assurance"]]


def _point_type(verdict: Verdict, row: int, column: int) -> str:
    variation = _variation(verdict, row, column)
    if variation is Variation.COMMON_CAUSE:
        return str(variation)
    if variation is Variation.CHANGE:
        return f"special_cause_neutral_{'high' if verdict.high[row, column] else 'low'}"
    return f"special_cause_{variation}"


def _told(chart: Charts) -> list[str]:
    told = ["Common Cause"] * chart.mean.size
    for pattern in reversed(chart.profile.precedence):
        for side, words in zip((chart.high, chart.low), ANCHOR_WORDS[pattern], strict=True):
            for point in np.flatnonzero(side[pattern].ravel()):
                told[point] = words
    return told


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_a_constant_series_of_a_tenth_never_signals(profile: Profile) -> None:
    chart = charts(_one_row([0.1] * 36), profile)
    assert not any(flags.any() for side in (chart.high, chart.low) for flags in side.values())
    np.testing.assert_array_equal(chart.upper, chart.lower)


def test_twelve_points_have_no_limits_and_no_signal_and_thirteen_do() -> None:
    rising = [float(point) for point in range(13)]
    assert np.isnan(charts(_one_row(rising[:12])).upper).all()
    assert _special(rising[:12]) == set()
    assert _special(rising) == {Pattern.SINGLE, Pattern.SHIFT, Pattern.TREND}


def test_limits_are_the_mean_and_266_hundredths_of_the_mean_moving_range() -> None:
    chart = charts(_one_row(ZIGZAG))
    assert (chart.mean[0, 0], chart.lower[0, 0], chart.upper[0, 0]) == pytest.approx((10, 10 - 5.32, 10 + 5.32))


def test_a_hidden_month_is_passed_over_and_stays_empty() -> None:
    hidden = float("nan")
    with_gaps = charts(_one_row([9, hidden, 11, *ZIGZAG, hidden, 30]))
    without = charts(_one_row([9, 11, *ZIGZAG, 30]))
    shown = [0, *range(2, 19), 20]
    np.testing.assert_array_equal(with_gaps.upper[:, shown], without.upper)
    assert np.isnan(with_gaps.mean[0, [1, 19]]).all()
    assert with_gaps.high[Pattern.SINGLE][0].nonzero()[0].tolist() == [20]
    assert with_gaps.points.tolist() == [19]


def test_nothing_shown_gives_an_empty_chart() -> None:
    chart = charts(np.full((2, 5), np.nan))
    assert np.isnan(chart.mean).all()
    assert charts(np.empty((3, 0))).points.tolist() == [0, 0, 0]


def test_a_chart_does_not_depend_on_its_neighbours() -> None:
    rng = np.random.default_rng(4)
    values = rng.normal(100, 5, (6, 30))
    values[rng.random(values.shape) < 0.2] = np.nan
    together = charts(values)
    for row in range(len(values)):
        alone = charts(values[row : row + 1])
        np.testing.assert_array_equal(alone.upper[0], together.upper[row])
        for pattern in Pattern:
            np.testing.assert_array_equal(alone.high[pattern][0], together.high[pattern][row])


def test_turning_a_series_upside_down_swaps_high_and_low() -> None:
    values = np.random.default_rng(5).normal(0, 1, (20, 40))
    up, down = charts(values), charts(-values)
    for pattern in Pattern:
        np.testing.assert_array_equal(up.high[pattern], down.low[pattern])


def _told_of_the_last(values: list[float], profile: Profile, direction: Direction) -> tuple[Variation, Pattern]:
    verdict = judge(charts(_one_row(values), profile), direction)
    return _variation(verdict, 0, -1), verdict.patterns[verdict.pattern[0, -1]]


@pytest.mark.parametrize(
    ("direction", "profile", "variation", "pattern"),
    [
        (Direction.LOWER_IS_BETTER, MDC, Variation.IMPROVEMENT, Pattern.TREND),
        (Direction.HIGHER_IS_BETTER, MDC, Variation.IMPROVEMENT, Pattern.SHIFT),
        (Direction.LOWER_IS_BETTER, NHSE_SQL, Variation.IMPROVEMENT, Pattern.TREND),
        (Direction.HIGHER_IS_BETTER, NHSE_SQL, Variation.CONCERN, Pattern.TREND),
        (Direction.NEITHER, MDC, Variation.CHANGE, Pattern.SHIFT),
    ],
)
def test_a_month_that_is_special_both_ways_is_told_as_its_profile_says(
    direction: Direction, profile: Profile, variation: Variation, pattern: Pattern
) -> None:
    above_but_falling = [*[10.0, 12.0] * 10, *(40.0 - point for point in range(7))]
    assert _told_of_the_last(above_but_falling, profile, direction) == (variation, pattern)


@pytest.mark.parametrize("direction", [Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER])
@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_a_target_on_a_limit_is_sure_only_where_the_profile_says_so(profile: Profile, direction: Direction) -> None:
    met, missed = (5.0, 15.0) if direction is Direction.HIGHER_IS_BETTER else (15.0, 5.0)
    on_limits = [assured(5.0, 15.0, Target(value, direction), profile) for value in (met, missed)]
    if profile is NHSE_SQL:
        assert on_limits == [Assurance.RELIABLY_MET, Assurance.RELIABLY_MISSED]
    else:
        assert on_limits == [Assurance.SOMETIMES_MET] * 2


def test_a_target_is_not_judged_without_limits_or_a_better_direction() -> None:
    nothing = float("nan")
    assert assured(nothing, nothing, Target(1, Direction.HIGHER_IS_BETTER), MDC) is Assurance.NO_TARGET
    assert assured(1, 2, Target(1.5, Direction.NEITHER), MDC) is Assurance.NO_TARGET
