"""Whether numbers in a file are what they are said to be: answers as ticked, or scores turned round already.

What lives here: one correlation. What does not: what is said of it (`sentences`).

Questions put the other way (pressure, conflict) go down where the others (support, clarity) go up. If they rise
together in the answers as read, somebody turned them round before, or did not when it was said so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipelines.surveys.instrument import Instrument, Item

FEWEST_ITEMS = 3
FEWEST_RETURNS = 10
CERTAIN = 3.0902
"""One-sided 99.9 % of the normal distribution, for Fisher's z of a correlation: the file is refused."""
LIKELY = 1.6449
"""One-sided 95 %: it is asked about."""


def rising_together(answers: Mapping[str, pd.Categorical], instrument: Instrument) -> float | None:
    """How surely reversed items rise with the others over respondents, in standard errors of Fisher's z (1921).

    `answers` are option values by item code. The correlation is of the mean answer to the reversed items with that to
    the others; `None` where too little is there to tell.
    """
    given = [item for item in instrument.items if item.code in answers]
    turned, straight = ([item for item in given if item.reverse is way] for way in (True, False))
    if min(len(turned), len(straight)) < FEWEST_ITEMS:
        return None
    one, other = _mean(answers, turned), _mean(answers, straight)
    both = ~np.isnan(one) & ~np.isnan(other)
    number = int(both.sum())
    if number < FEWEST_RETURNS or np.ptp(one[both]) == 0 or np.ptp(other[both]) == 0:
        return None
    together = float(np.corrcoef(one[both], other[both])[0, 1])
    return math.atanh(min(max(together, -0.999999), 0.999999)) * math.sqrt(number - 3)


def _mean(answers: Mapping[str, pd.Categorical], items: list[Item]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Mean of what each respondent ticked, as a share of the way from the lowest to the highest score."""
    columns = []
    for item in items:
        scores = {option.value: option.score for option in item.options if option.score is not None}
        least, most = min(scores.values()), max(scores.values())
        table = [(scores.get(value, math.nan) - least) / (most - least) for value in answers[item.code].categories]
        columns.append(np.array([*table, math.nan])[answers[item.code].codes])
    ticked = np.column_stack(columns)
    counted = ~np.isnan(ticked)
    number = counted.sum(axis=1)
    mean: np.ndarray[tuple[int], np.dtype[np.float64]] = np.where(
        number > 0, np.where(counted, ticked, 0).sum(axis=1) / np.maximum(number, 1), np.nan
    )
    return mean
