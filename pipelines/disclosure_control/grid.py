"""Results laid out as arrays, so that every unit and period of a measure can be looked at together.

What lives here: where each cell stands in the arrays. What does not: any rule of disclosure control.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from pipelines.disclosure_control.linear_program import FloatArray, IntArray
from pipelines.disclosure_control.linked_table import BoolArray
from pipelines.measures.measure import Measure, Quantity
from pipelines.measures.results import WHOLE
from pipelines.organisation import Organisation
from pipelines.published import DisclosureRule, Symbol

NOT_THERE = -1
DOMINATED = "is_dominated"
"""The column that says where one or two people make up a sum; what is published has no such column."""


@dataclass(frozen=True, slots=True)
class Series:
    """One measure, whole or one category of a breakdown, over all units and periods."""

    measure: Measure
    topic: str
    breakdown: str

    def part(self, quantity: Quantity) -> Quantity:
        """What the series shows of a quantity of its measure: the whole, or one category."""
        return quantity if self.topic == WHOLE else quantity.part(self.topic, self.breakdown)


@dataclass(frozen=True)
class Grid:
    """Arrays of series × period × unit. `row` is the cell's row in the frame, -1 where the series has no such cell.

    `numerator`, `denominator` and `base` are 0 where there is no cell. `is_dominated` is false there, and where one or
    two people do not make up a sum; `has_value` is false there and where a cell holds a symbol instead of a value,
    `is_known` where it is not available; `is_withheld` is true where a
    cell is confidential.
    """

    organisation: Organisation
    series: tuple[Series, ...]
    periods: pd.DatetimeIndex
    row: IntArray
    numerator: FloatArray
    denominator: FloatArray
    base: FloatArray
    is_dominated: BoolArray
    has_value: BoolArray
    is_known: BoolArray
    is_withheld: BoolArray

    @property
    def is_there(self) -> BoolArray:
        """Whether the series has a cell for the period and unit."""
        return np.asarray(self.row > NOT_THERE)

    @cached_property
    def above(self) -> IntArray:
        """The place of the unit above each unit, -1 where there is none."""
        place_of = {unit.unit_id: place for place, unit in enumerate(self.organisation)}
        return np.array(
            [NOT_THERE if unit.parent_id is None else place_of[unit.parent_id] for unit in self.organisation]
        )

    @cached_property
    def deepest_first(self) -> tuple[int, ...]:
        """The places of all units, each before the unit above it."""
        units = self.organisation.units
        depth = {unit.unit_id: len(list(self.organisation.ancestors(unit.unit_id))) for unit in units}
        return tuple(sorted(range(len(units)), key=lambda place: (-depth[units[place].unit_id], units[place].unit_id)))

    @cached_property
    def upwards(self) -> tuple[tuple[int, int], ...]:
        """The places of each unit and the one above it, from the bottom to the top."""
        pairs = [(place, int(self.above[place])) for place in self.deepest_first]
        return tuple((place, above) for place, above in pairs if above != NOT_THERE)

    def marked(self, marks: BoolArray) -> BoolArray:
        """Marks of the rows in the frame, laid out like everything else."""
        return np.asarray(self.is_there & marks[self.row])

    def rows(self, chosen: BoolArray) -> IntArray:
        """Rows in the frame of the cells chosen in the grid."""
        return self.row[chosen & self.is_there]


def lay_out(
    cells: pd.DataFrame, organisation: Organisation, measures: tuple[Measure, ...], rules: Collection[DisclosureRule]
) -> Grid:
    """The cells of all measures under one of the `rules`, in a fixed order whatever the order of the rows."""
    by_key = {measure.key: measure for measure in measures if measure.disclosure_rule in rules}
    rows = np.flatnonzero(cells["measure_key"].isin(by_key).to_numpy())
    chosen = cells.iloc[rows]
    series_keys = pd.MultiIndex.from_frame(chosen[["measure_key", "breakdown_topic", "breakdown"]].astype(str))
    all_series = series_keys.unique().sort_values()
    periods = pd.DatetimeIndex(chosen["period_end"].unique()).sort_values()
    unit_ids = pd.Index([unit.unit_id for unit in organisation])
    where = (
        all_series.get_indexer(series_keys),
        periods.get_indexer(pd.DatetimeIndex(chosen["period_end"])),
        unit_ids.get_indexer(pd.Index(chosen["unit_id"].astype(str))),
    )
    shape = (len(all_series), len(periods), len(unit_ids))

    def laid(column: str) -> FloatArray:
        array = np.zeros(shape)
        array[where] = chosen[column].fillna(0).to_numpy(dtype=np.float64)
        return array

    def marked(marks: pd.Series) -> BoolArray:
        array = np.zeros(shape, dtype=np.bool_)
        array[where] = marks.to_numpy(dtype=np.bool_)
        return array

    row = np.full(shape, NOT_THERE, dtype=np.int64)
    row[where] = rows
    return Grid(
        organisation=organisation,
        series=tuple(Series(by_key[key], topic, breakdown) for key, topic, breakdown in all_series),
        periods=periods,
        row=row,
        numerator=laid("numerator"),
        denominator=laid("denominator"),
        base=laid("base"),
        is_dominated=marked(chosen[DOMINATED]) if DOMINATED in chosen else np.zeros(shape, dtype=np.bool_),
        has_value=marked(chosen["value"].notna()),
        is_known=marked(chosen["symbol"].fillna("") != Symbol.NOT_AVAILABLE),
        is_withheld=marked(chosen["symbol"].fillna("") == Symbol.CONFIDENTIAL),
    )
