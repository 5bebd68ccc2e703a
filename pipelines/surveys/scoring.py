"""Answers → one row per respondent with the indicators of an instrument.

What lives here: the rule that a blank is in no denominator. What does not: which answers count (the instrument), or
how respondents are added up (`measures`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.surveys.instrument import Instrument

_ANSWERED = "_answered"


def answered(indicator: str) -> str:
    """The column that says whether the respondent is in the denominator of an indicator."""
    return f"{indicator}{_ANSWERED}"


def score(answers: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """One row per respondent: for each indicator whether it holds, and whether it was `answered`.

    An item that the survey did not ask is a blank for everyone: nobody is in the denominator.
    """
    blank = pd.Series(index=answers.index, dtype="str")
    scored: dict[str, np.ndarray[tuple[int], np.dtype[np.bool_]]] = {}
    for indicator in instrument.indicators:
        given = answers.get(indicator.item, blank)
        scored[indicator.code] = given.isin(indicator.numerator).to_numpy()
        scored[answered(indicator.code)] = given.isin(indicator.denominator).to_numpy()
    return pd.DataFrame(scored, index=answers.index)
