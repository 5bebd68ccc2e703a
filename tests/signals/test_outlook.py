"""The months ahead: who gets an outlook, from what, and whether what it says comes true as often as it says."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from builders.protected import Cell, Table, a_measure, an_authority, protected

from pipelines.published import MONTHS_AHEAD, Symbol
from pipelines.signals.outlook import chance_over, is_long_enough, look_ahead, tried_on_the_past
from pipelines.signals.panel import lay_out
from pipelines.signals.read_signals import read_signals
from pipelines.signals.signal import Outlook
from pipelines.signals.smoothing import smooth

HIDDEN = Symbol.CONFIDENTIAL
STEADY = [97.0, 99.0] * 18


def _outlooks(cells: dict[str, list[Cell]], key: str = "load_ratio") -> list[Outlook]:
    return list(look_ahead(lay_out(protected(an_authority(3), Table(a_measure(key), cells, bases=8)))))


def test_an_outlook_reaches_three_months_past_the_latest() -> None:
    outlooks = _outlooks({"T01": [*STEADY]})
    assert [each.period_end for each in outlooks] == [date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31)]
    assert len(outlooks) == MONTHS_AHEAD
    for each in outlooks:
        assert (each.unit_id, each.measure_key, each.threshold) == ("T01", "load_ratio", 100)
        assert each.lower < each.middle < each.upper
        assert each.middle == pytest.approx(98, abs=0.5)


def test_the_release_holds_the_outlooks_beside_its_signals() -> None:
    release = protected(an_authority(3), Table(a_measure("load_ratio"), {"T01": [*STEADY]}, bases=8))
    assert read_signals(release).outlooks == tuple(look_ahead(lay_out(release)))


def test_no_other_measure_is_looked_ahead_at() -> None:
    assert _outlooks({"T01": [*STEADY]}, key="over_limit_share") == []


@pytest.mark.parametrize(
    ("cells", "is_made"),
    [
        ([97.0, 99.0] * 10, True),
        ([97.0, 99.0] * 9 + [98.0], False),
        ([*STEADY[:-1], HIDDEN], False),
        ([*STEADY[:-5], *[HIDDEN] * 4, 98.0], True),
        ([*STEADY[:-6], *[HIDDEN] * 5, 98.0], False),
        ([HIDDEN] * 36, False),
    ],
    ids=["20 months", "19 months", "latest hidden", "four of 24 hidden", "five of 24 hidden", "all hidden"],
)
def test_an_outlook_takes_the_latest_month_and_20_of_the_last_24(cells: list[Cell], is_made: bool) -> None:
    assert bool(_outlooks({"T01": cells, "T02": [*STEADY]})[3:]) is is_made
    assert is_long_enough(np.array([[np.nan if isinstance(c, Symbol) else c for c in cells]])).tolist() == [is_made]


def test_a_month_without_a_cell_of_anyone_is_a_month_all_the_same() -> None:
    with_gap = _outlooks({"T01": [*STEADY[:-4], None, None, 98.0, 97.0]})
    beside = _outlooks({"T01": [*STEADY[:-4], None, None, 98.0, 97.0], "T02": [*STEADY]})
    assert with_gap == [each for each in beside if each.unit_id == "T01"]


def test_hidden_months_count_for_no_more_than_months_without_a_cell() -> None:
    hidden = _outlooks({"T01": [*STEADY[:-4], HIDDEN, HIDDEN, 98.0, 97.0]})
    without = _outlooks({"T01": [*STEADY[:-4], None, None, 98.0, 97.0]})
    assert hidden == without


def test_no_load_is_expected_below_nothing() -> None:
    low = _outlooks({"T01": [1.0, 9.0] * 18})
    assert {each.lower for each in low} == {0.0}


def test_the_record_counts_the_outlooks_of_the_past_by_hand() -> None:
    """Each made again from nothing but its own months, one after the other."""
    rng = np.random.default_rng(4)
    values = 95 + 5 * rng.normal(size=36)
    values[30] = np.nan
    hits = tried = 0
    for made in range(36 - MONTHS_AHEAD):
        came, past = values[made + MONTHS_AHEAD], values[: made + 1]
        if np.isnan(past[-1]) or np.isnan(came) or np.isfinite(past).sum() < 12:
            continue
        lower, upper = smooth(past[None, :]).interval(MONTHS_AHEAD)
        tried += 1
        hits += bool(lower[0, -1] <= came <= upper[0, -1])
    record = tried_on_the_past(smooth(values[None, :]), values[None, :], MONTHS_AHEAD)
    assert (record.hits[0], record.tried[0]) == (hits, tried)
    assert 15 < tried < 22


def test_a_quiet_load_that_begins_to_climb_has_a_poor_record() -> None:
    last = _outlooks({"T01": [*STEADY[:28], *(99.0 + 6 * month for month in range(1, 9))]})[-1]
    assert last.tried == 22
    assert last.hits <= 22 - 7


@pytest.mark.parametrize(
    ("middle", "deviation", "chance"), [(100, 5, 0.5), (95, 5, 0.1587), (108, 5, 0.9452), (101, 0, 1), (100, 0, 0)]
)
def test_the_chance_of_being_over(middle: float, deviation: float, chance: float) -> None:
    assert chance_over(100, middle, deviation) == pytest.approx(chance, abs=1e-4)


@pytest.mark.parametrize("carried", [0.0, 0.5])
def test_what_is_said_comes_true_about_as_often_as_said(carried: float) -> None:
    """4,000 simulated teams around the limit; half of a month's chance carries over, or none."""
    rng = np.random.default_rng(7)
    teams, months = 4_000, 36
    chance = rng.normal(size=(teams, months + MONTHS_AHEAD))
    for month in range(1, chance.shape[1]):
        chance[:, month] = carried * chance[:, month - 1] + np.sqrt(1 - carried**2) * chance[:, month]
    load = 100 + rng.normal(0, 5, (teams, 1)) + 5 * chance
    smoothed, came = smooth(load[:, :months]), load[:, -1]
    lower, upper = (limit[:, -1] for limit in smoothed.interval(MONTHS_AHEAD))
    held = ((lower <= came) & (came <= upper)).mean()
    assert 0.90 <= held <= 0.97
    record = tried_on_the_past(smoothed, load[:, :months], MONTHS_AHEAD)
    assert record.hits.sum() / record.tried.sum() == pytest.approx(held, abs=0.03)
    deviation = smoothed.deviation(MONTHS_AHEAD)[:, -1]
    said = np.array([chance_over(100, *each) for each in zip(smoothed.level[:, -1], deviation, strict=True)])
    for least, most in ((0, 0.1), (0.1, 0.25), (0.25, 0.45), (0.45, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01)):
        those = (said >= least) & (said < most)
        assert (came[those] > 100).mean() == pytest.approx(said[those].mean(), abs=0.1)
