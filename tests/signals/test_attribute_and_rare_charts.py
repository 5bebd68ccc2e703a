"""Charts of shares, rates and rare events: the reference answers, and the rules one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders.reference_answers import cases_of

from pipelines.published import ChartKind, Pattern
from pipelines.signals.arrays import Flags, Floats
from pipelines.signals.attribute_charts import laney_limits, rate_limits, share_limits
from pipelines.signals.rare_events import g_limits, t_limits
from pipelines.signals.spc import MDC, Limits, charts

TOLERANCE = 1e-9


def _row(values: list[float | None]) -> Floats:
    return np.array([values], dtype=np.float64)


def _limits(chart: str, values: Floats, base: Floats, basis: Flags, *, screened: bool) -> Limits:
    sections = np.zeros(values.shape, dtype=np.intp)
    match chart:
        case "p":
            return share_limits(values, base, sections, basis)
        case "u":
            return rate_limits(values, base, sections, basis)
        case _:
            kind = {"pprime": ChartKind.P_PRIME, "uprime": ChartKind.U_PRIME}[chart]
            return laney_limits(kind, values, base, sections, basis, screened=screened)


@pytest.mark.parametrize("case", cases_of("spc/attribute_charts.json"))
def test_every_share_and_rate_case_is_reproduced(case: dict[str, Any]) -> None:
    base, expected = _row(case["denominators"]), case["expected"]
    values = _row(case["numerators"]) / base
    basis = np.ones(values.shape, dtype=np.bool_)
    if case["baseline"]:
        basis[:, case["baseline"] :] = False
    limits = _limits(case["chart"], values, base, basis, screened=not case["outliers_in_limits"])
    ours = {"values": values, "centre": limits.mean}
    for sigmas, name in ((2, "95"), (3, "99")):
        spread = limits.spread * sigmas / 3
        ours[f"lower{name}"] = np.maximum(limits.mean - spread, limits.lowest)
        ours[f"upper{name}"] = np.minimum(limits.mean + spread, limits.highest)
    for name, found in ours.items():
        np.testing.assert_allclose(found[0], expected[name], rtol=0, atol=TOLERANCE, err_msg=name)
    drawn = charts(values, MDC, limits=limits)
    np.testing.assert_allclose(drawn.upper[0], expected["upper99"], rtol=0, atol=TOLERANCE)
    np.testing.assert_allclose(drawn.lower[0], expected["lower99"], rtol=0, atol=TOLERANCE)


@pytest.mark.parametrize("case", cases_of("spc/rare_events.json"))
def test_every_case_of_rare_events_is_reproduced(case: dict[str, Any]) -> None:
    is_t = case["chart"] == "T"
    limits = t_limits(_row(case["days_between_events"])) if is_t else g_limits(_row(case["non_events_between_events"]))
    ours = {
        "centre": limits.centre,
        "upper_limit": limits.upper,
        "upper_two_sigma": limits.upper_two_sigma,
        "lower_two_sigma": limits.lower_two_sigma,
        "lower_limit": limits.lower,
    }
    for name, expected in case["expected"].items():
        np.testing.assert_allclose(
            ours[name], np.array([expected], dtype=float), rtol=TOLERANCE, atol=TOLERANCE, err_msg=name
        )


def _alternating(months: int, *, about: float, by: float) -> Floats:
    return about + by * (-1.0) ** np.arange(months)[None, :]


def _all(values: Floats) -> tuple[np.ndarray[Any, np.dtype[np.intp]], Flags]:
    return np.zeros(values.shape, dtype=np.intp), np.ones(values.shape, dtype=np.bool_)


@pytest.mark.parametrize("kind", [ChartKind.P_PRIME, ChartKind.U_PRIME])
def test_limits_do_not_change_where_every_base_is_three_times_as_large(kind: ChartKind) -> None:
    values = _alternating(20, about=40, by=5)
    base = np.linspace(5, 15, 20)[None, :]
    once, thrice = (laney_limits(kind, values, base * times, *_all(values), scale=100) for times in (1, 3))
    np.testing.assert_allclose(once.spread, thrice.spread)
    np.testing.assert_allclose(once.mean, thrice.mean)


def test_one_wild_range_widens_the_limits_unless_ranges_are_screened() -> None:
    values = _alternating(40, about=40, by=1)
    values[0, 20] = 80
    base = np.full(values.shape, 30.0)
    wide, narrow = (
        laney_limits(ChartKind.P_PRIME, values, base, *_all(values), screened=screened, scale=100)
        for screened in (False, True)
    )
    assert narrow.spread[0, 0] < 0.6 * wide.spread[0, 0]


def test_limits_are_wide_where_the_base_is_small_and_never_leave_what_a_share_can_be() -> None:
    values = _alternating(20, about=90, by=8)
    base = np.where(np.arange(20) < 10, 4.0, 400.0)[None, :]
    drawn = charts(values, MDC, limits=laney_limits(ChartKind.P_PRIME, values, base, *_all(values), scale=100))
    assert drawn.upper.max() == 100
    assert drawn.upper[0, 0] - drawn.mean[0, 0] >= drawn.upper[0, -1] - drawn.mean[0, -1]
    assert drawn.lower[0, 0] < drawn.lower[0, -1]


def test_a_hidden_month_is_passed_over() -> None:
    values, base = _alternating(20, about=40, by=5), np.linspace(5, 15, 20)[None, :]
    gaps = np.insert(values, 7, np.nan, axis=1)
    with_gap = laney_limits(ChartKind.U_PRIME, gaps, np.insert(base, 7, 3.0, axis=1), *_all(gaps))
    without = laney_limits(ChartKind.U_PRIME, values, base, *_all(values))
    np.testing.assert_allclose(np.delete(with_gap.spread, 7, axis=1), without.spread)


def test_a_section_has_limits_of_its_own() -> None:
    values = np.concatenate([_alternating(15, about=20, by=2), _alternating(15, about=60, by=2)], axis=1)
    base = np.full(values.shape, 50.0)
    sections = (np.arange(30) >= 15).astype(np.intp)[None, :]
    limits = laney_limits(ChartKind.P_PRIME, values, base, sections, np.ones(values.shape, np.bool_), scale=100)
    np.testing.assert_allclose(limits.mean[0, [0, 14, 15, 29]], [20 + 2 / 15, 20 + 2 / 15, 60 + 2 / 15, 60 + 2 / 15])
    drawn = charts(values, MDC, sections, limits=limits)
    assert not drawn.high[Pattern.SINGLE].any()
    assert not drawn.low[Pattern.SINGLE].any()


@pytest.mark.parametrize("share", [0.0, 100.0])
def test_a_share_of_nobody_or_of_everybody_has_no_spread_and_no_signal(share: float) -> None:
    values = np.full((1, 20), share)
    drawn = charts(values, MDC, limits=laney_limits(ChartKind.P_PRIME, values, values + 7, *_all(values), scale=100))
    np.testing.assert_array_equal(drawn.upper, values)
    assert not any(flags.any() for side in (drawn.high, drawn.low) for flags in side.values())
