"""How exactly a shown figure is published, and within which limits.

What lives here: rounding to the published precision, and the intervals of shares. What does not: which figures are
shown. A figure is stored as exactly as a page prints it: more decimals would give away the parts of a ratio.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from pipelines.disclosure_control.linear_program import FloatArray
from pipelines.disclosure_control.policy import Policy
from pipelines.intervals import wilson
from pipelines.measures.measure import Measure, Statistic
from pipelines.published import DisclosureRule

FIGURES: Final = ["value", "base", "lower", "upper"]


def to_nearest(values: FloatArray, multiple: int) -> FloatArray:
    """To the nearest multiple, halves up."""
    return np.asarray(np.floor(values / multiple + 0.5) * multiple)


def published_figures(cells: pd.DataFrame, measure: Measure, policy: Policy) -> pd.DataFrame:
    """`value`, `base`, `lower` and `upper` as published, for cells of one measure that have a value.

    Shares and their intervals are made from the published counts, never from more exact ones. Official statistics stay
    as their publisher rounded them.
    """
    if measure.disclosure_rule is DisclosureRule.OFFICIAL:
        return cells[["value", "base"]].assign(lower=np.nan, upper=np.nan)
    numerator, denominator, base, value = (
        cells[column].to_numpy(dtype=np.float64) for column in ("numerator", "denominator", "base", "value")
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
    lower = upper = np.full(len(cells), np.nan)
    if measure.is_share:
        lower, upper = (limit * measure.scale for limit in wilson(numerator, denominator))
    return pd.DataFrame(
        {
            "value": np.round(value, decimals),
            "base": base,
            "lower": np.round(lower, decimals),
            "upper": np.round(upper, decimals),
        },
        index=cells.index,
    )


def figures_of(cells: pd.DataFrame, measures: Sequence[Measure], policy: Policy) -> pd.DataFrame:
    """`value`, `base`, `lower` and `upper` as published, for cells of any measures that have a value."""
    by_key = {measure.key: measure for measure in measures}
    figures = [
        published_figures(of_one_measure, by_key[str(key)], policy)
        for key, of_one_measure in cells.groupby("measure_key", observed=True, sort=False)
    ]
    return pd.concat([pd.DataFrame(columns=FIGURES, dtype="float64"), *figures])
