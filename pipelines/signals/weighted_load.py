"""Load with an authority's case weights, from shown figures alone.

What lives here: the load ratio of services and authorities times the average weight of their open cases. What does not:
the weights (`measures.workload_policy`). Nothing but published cells and published weights is used, so that whoever has
the release could work it out alike and learns nothing more: see decision 41. Teams have no types of cases to weigh.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.organisation import Level
from pipelines.published import Symbol
from pipelines.signals.funnels import LOAD, OPEN_CASES
from pipelines.signals.signal import WeightedLoad

BY_STATUS = "status"
_SHOWN = ["unit_id", "period_end", "value", "symbol"]


def weigh_loads(protected: ProtectedResults) -> Iterator[WeightedLoad]:
    """One for each service, authority and month with weights that are not all 1, in the organisation's order.

    Hidden where the load or the number of any type of case is hidden; the symbol of the load where it has none.
    """
    for authority_id, policy in protected.workload.items():
        days = {day: policy.weights_on(day) for day in _days(protected)} if policy.has_weights else {}
        weighted = {day: weights for day, weights in days.items() if set(weights.values()) != {1.0}}
        if not weighted:
            continue
        units = [
            unit.unit_id
            for unit in (protected.organisation[authority_id], *protected.organisation.descendants(authority_id))
            if unit.level is not Level.TEAM
        ]
        cells = protected.cells[protected.cells["unit_id"].isin(units)]
        loads = cells[(cells["measure_key"] == LOAD) & (cells["breakdown_topic"] == "")]
        load_at = {(unit_id, day): shown for unit_id, day, *shown in loads[_SHOWN].itertuples(index=False)}
        types = cells[(cells["measure_key"] == OPEN_CASES) & (cells["breakdown_topic"] == BY_STATUS)]
        types_at = dict(iter(types.groupby(["unit_id", "period_end"], observed=True)))
        for unit_id in units:
            for day, weights in weighted.items():
                key = (unit_id, pd.Timestamp(day))
                if key in load_at and key in types_at:
                    load, symbol = load_at[key]
                    if isinstance(symbol, str):
                        yield WeightedLoad(unit_id, day, None, Symbol(symbol), None)
                    else:
                        yield _weigh(unit_id, day, load, types_at[key], weights)


def _days(protected: ProtectedResults) -> list[date]:
    loads = protected.cells[protected.cells["measure_key"] == LOAD]
    return [day.date() for day in sorted(loads["period_end"].unique())]


def _weigh(unit_id: str, day: date, load: float, types: pd.DataFrame, weights: Mapping[str, float]) -> WeightedLoad:
    if types["value"].isna().any():
        return WeightedLoad(unit_id, day, None, Symbol.CONFIDENTIAL, None)
    children = types["value"].sum()
    if not children:
        return WeightedLoad(unit_id, day, None, Symbol.NOT_APPLICABLE, None)
    average = float((types["value"] * types["breakdown"].map(dict(weights)).astype("float64")).sum() / children)
    return WeightedLoad(unit_id, day, float(load) * average, None, average)
