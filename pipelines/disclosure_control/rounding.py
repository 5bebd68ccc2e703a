"""How exactly a shown figure is published, and within which limits.

What lives here: rounding to the published precision, and the intervals of shares and of means of scores. What does not:
which figures are shown. A figure is stored as exactly as a page prints it: more decimals would give away the parts of a
ratio.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from pipelines.disclosure_control.linear_program import FloatArray
from pipelines.disclosure_control.policy import Policy
from pipelines.intervals import Sample, finite_mean, finite_wilson
from pipelines.measures.measure import Measure, Statistic
from pipelines.published import DisclosureRule

FIGURES: Final = ["value", "base", "lower", "upper", "spread"]
SPREAD_DECIMALS: Final = 1
"""Of a standard deviation, beyond those of the mean."""


def to_nearest(values: FloatArray, multiple: int) -> FloatArray:
    """To the nearest multiple, halves up."""
    return np.asarray(np.floor(values / multiple + 0.5) * multiple)


def published_figures(cells: pd.DataFrame, measure: Measure, policy: Policy, population: FloatArray) -> pd.DataFrame:
    """`FIGURES` as published, for cells of one measure that have a value.

    Shares and their intervals are made from the published counts, never from more exact ones. `population`: how many
    there were to answer, missing where that is not shown or the measure is not of answers. Official statistics stay as
    their publisher rounded them.
    """
    if measure.disclosure_rule is DisclosureRule.OFFICIAL:
        return cells[["value", "base"]].assign(lower=np.nan, upper=np.nan, spread=np.nan)
    numerator, denominator, base, value, spread = (
        cells[column].to_numpy(dtype=np.float64) for column in ("numerator", "denominator", "base", "value", "spread")
    )
    multiple = policy.rounding.value
    decimals = measure.decimals
    if measure.disclosure_rule is DisclosureRule.CHILDREN and multiple > 1:
        numerator, denominator, base = (to_nearest(counts, multiple) for counts in (numerator, denominator, base))
        if measure.numerator.statistic is not Statistic.COUNT:
            decimals = 0
        elif measure.denominator is None:
            value = numerator * measure.scale
        else:
            value = numerator / denominator * measure.scale
    value, spread = np.round(value, decimals), np.round(spread, decimals + SPREAD_DECIMALS)
    lower, upper = np.full((2, len(cells)), np.nan)
    if measure.is_share:
        lower, upper = share_limits(numerator, denominator, measure, population)
    elif measure.numerator.bounds is not None:
        lower, upper = mean_limits(value, spread, base, measure, population)
    return pd.DataFrame(
        {"value": value, "base": base, "lower": lower, "upper": upper, "spread": spread}, index=cells.index
    )


def share_limits(
    numerator: FloatArray, denominator: FloatArray, measure: Measure, population: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The interval of a share as it is printed."""
    lower, upper = finite_wilson(numerator, denominator, population)
    return np.round(lower * measure.scale, measure.decimals), np.round(upper * measure.scale, measure.decimals)


def mean_limits(
    mean: FloatArray, spread: FloatArray, base: FloatArray, measure: Measure, population: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The interval of a mean of scores as it is printed, from what is printed beside it and within its scale."""
    lower, upper = finite_mean(Sample(base, mean, spread), population)
    within = np.clip([lower, upper], measure.least, measure.most)
    lower, upper = np.round(within, measure.decimals)
    return lower, upper


def figures_of(
    cells: pd.DataFrame, measures: Sequence[Measure], policy: Policy, beside: pd.DataFrame | None = None
) -> pd.DataFrame:
    """`FIGURES` as published, for cells of any measures that have a value.

    `beside`: the cells that readers have, which say how many there were to answer; without it, these cells.
    """
    by_key = {measure.key: measure for measure in measures}
    asked = populations(cells, measures, cells if beside is None else beside)
    figures = [
        published_figures(
            of_one_measure, by_key[str(key)], policy, asked[of_one_measure.index].to_numpy(dtype=np.float64)
        )
        for key, of_one_measure in cells.groupby("measure_key", observed=True, sort=False)
    ]
    return pd.concat([pd.DataFrame(columns=FIGURES, dtype="float64"), *figures])


def populations(cells: pd.DataFrame, measures: Sequence[Measure], beside: pd.DataFrame) -> pd.Series:
    """How many there were to answer, for each of the cells; missing where no figure with that base is shown.

    Only a published base counts: an interval made with a withheld one would give it away.
    """
    found = pd.Series(np.nan, index=cells.index)
    for drawn_from in dict.fromkeys(measure.drawn_from for measure in measures if measure.drawn_from):
        keys = [measure.key for measure in measures if measure.drawn_from == drawn_from]
        of_all = [measure.key for measure in measures if measure.base == drawn_from]
        shown = beside[beside["measure_key"].isin(of_all) & beside["value"].notna()]
        asked = shown.set_index(["unit_id", "period_end"])["base"].astype("float64")
        answers = cells[cells["measure_key"].isin(keys)]
        place = pd.MultiIndex.from_frame(answers[["unit_id", "period_end"]])
        found[answers.index] = asked[~asked.index.duplicated()].reindex(place).to_numpy()
    return found
