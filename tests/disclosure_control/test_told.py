"""What a published figure tells about the counts behind it, read backwards."""

import numpy as np
import pytest
from builders.policies import OUTSIDERS, PUBLIC_OUTSIDERS
from builders.results import ONLINE_SHARE, OPEN_CASES, STRESSED_SHARE, Figures, measure, results

from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.told import told_by
from pipelines.intervals import wilson
from pipelines.measures.measure import MEDIAN, Measure, MeasureUnit, Quantity, Statistic

TOWNS = {"S1": ["T1", "T2", "T3"]}


def _told(one: Measure, figures: Figures, unit: str, part: str, policy: Policy = OUTSIDERS) -> tuple[float, float]:
    given = results(TOWNS, {one: figures})
    told = told_by(protect(given, policy).cells, given.measures, policy).set_index("unit_id")
    return told.loc[unit, f"{part}_least"], told.loc[unit, f"{part}_greatest"]


@pytest.mark.parametrize("part", ["numerator", "base"])
def test_a_shown_count_is_that_count_and_a_withheld_one_is_one_or_more(part: str) -> None:
    figures = {"T1": 3, "T2": 20, "T3": 40}
    assert _told(OPEN_CASES, figures, "T3", part) == (40, 40)
    assert _told(OPEN_CASES, figures, "T1", part) == (1, np.inf)
    assert _told(OPEN_CASES, {"T1": 0, "T2": 20, "T3": 40}, "T1", part) == (0, 0)


@pytest.mark.parametrize(
    ("count", "least", "greatest"),
    [pytest.param(53, 53, 57, id="below"), pytest.param(57, 53, 57, id="above"), pytest.param(8, 8, 12, id="floor")],
)
def test_a_rounded_count_is_what_its_rounding_leaves_open(count: int, least: int, greatest: int) -> None:
    assert _told(OPEN_CASES, {"T1": count}, "S1", "numerator", PUBLIC_OUTSIDERS) == (least, greatest)


def test_a_percentage_gives_its_numerator_when_the_base_is_small() -> None:
    figures = {"T1": (10, 60), "T2": (20, 60), "T3": (30, 60)}
    assert _told(ONLINE_SHARE, figures, "T2", "numerator") == (20, 20)
    assert _told(ONLINE_SHARE, figures, "T2", "denominator") == (60, 60)


def test_a_percentage_of_many_leaves_those_numerators_whose_percentage_and_interval_are_printed_alike() -> None:
    def printed(count: int) -> tuple[float, ...]:
        return tuple(np.round([count / 40, *(limit * 100 for limit in wilson(count, 4000))], 1).tolist())

    alike = [count for count in range(4001) if printed(count) == printed(800)]
    assert len(alike) > 1
    assert _told(ONLINE_SHARE, {"T1": (800, 4000)}, "T1", "numerator") == (alike[0], alike[-1])


def test_no_percent_of_many_is_nobody_because_one_to_five_would_not_be_shown() -> None:
    share = measure("share", ONLINE_SHARE.numerator, denominator=ONLINE_SHARE.denominator, base=ONLINE_SHARE.base,
                    unit=MeasureUnit.PERCENT, scale=100.0, decimals=0)  # fmt: skip
    assert _told(share, {"T1": (0, 900)}, "T1", "numerator") == (0, 0)


def test_a_withheld_share_tells_that_there_is_somebody_to_ask_and_no_more() -> None:
    figures = {"T1": (3, 30), "T2": (10, 30), "T3": (20, 50)}
    assert _told(ONLINE_SHARE, figures, "T1", "denominator") == (1, np.inf)
    assert _told(ONLINE_SHARE, figures, "T1", "numerator") == (0, np.inf)


def test_a_share_of_nobody_tells_that_there_is_nobody() -> None:
    figures = {"T1": (0, 0), "T2": (10, 30), "T3": (20, 50)}
    assert _told(ONLINE_SHARE, figures, "T1", "denominator") == (0, 0)


def test_a_median_tells_on_how_many_it_rests_and_nothing_of_a_count() -> None:
    wait = Quantity("wait", "waits", (), Statistic.QUANTILE, "weeks", quantile=MEDIAN)
    median = measure("wait", wait, base=Quantity("waits", "waits"), unit=MeasureUnit.WEEKS)
    assert _told(median, {"T1": (12, 0, 33)}, "T1", "base") == (33, 33)
    assert _told(median, {"T1": (12, 0, 33)}, "T1", "numerator") == (0, np.inf)


def test_answers_of_respondents_can_be_counted_back_too() -> None:
    assert _told(STRESSED_SHARE, {"T1": (7, 21), "T2": (9, 30), "T3": (11, 40)}, "T1", "numerator") == (7, 7)
