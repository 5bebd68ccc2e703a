"""Figures that would give a withheld count away although they count something else.

What lives here: the rule that a measure is withheld together with the count it names in `hidden_with`. What does not:
which counts are withheld (`secondary`).

Cases per FTE times FTE is nearly the number of cases held, and open cases less those are the ones that nobody holds.
Rounding hides that in one month, but FTE hardly changes from month to month, so neighbouring months sharpen it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipelines.disclosure_control.linked_table import BoolArray
from pipelines.measures.measure import Measure
from pipelines.measures.results import WHOLE


def alongside_hidden(cells: pd.DataFrame, measures: Sequence[Measure], is_hidden: BoolArray) -> BoolArray:
    """Which cells stand beside a hidden count that their measure would help to work out.

    `cells` has a row per cell with unit, measure, period and breakdown topic; `is_hidden` says which are hidden.
    """
    place = pd.MultiIndex.from_frame(cells[["unit_id", "period_end"]])
    is_whole = (cells["breakdown_topic"] == WHOLE).to_numpy()
    found = np.zeros(len(cells), dtype=np.bool_)
    for measure in measures:
        counts = [one.key for one in measures if one.numerator == measure.hidden_with and one.denominator is None]
        if counts:
            hidden_at = place[is_whole & is_hidden & cells["measure_key"].isin(counts).to_numpy()]
            found |= (cells["measure_key"] == measure.key).to_numpy() & place.isin(hidden_at)
    return found
