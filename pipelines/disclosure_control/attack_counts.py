"""The attack on counts of children: what can be derived of each from all that is published.

What lives here: an outsider's arithmetic over one authority, month by month and from month to month. What does not:
groups of staff and respondents (`attack_groups`), or the verdict on a release (`attack`). The true figures are unknown
here, so every count that could be a sensitive one, for all that is published, is taken to be one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from pipelines.disclosure_control.child_counts import count_table
from pipelines.disclosure_control.grid import Grid
from pipelines.disclosure_control.intruder import ANY_NUMBER, Intruder
from pipelines.disclosure_control.linear_program import TOLERANCE, FloatArray
from pipelines.disclosure_control.linked_table import BoolArray
from pipelines.disclosure_control.publication import Publication
from pipelines.disclosure_control.sums import Carried
from pipelines.disclosure_control.told import told_ends
from pipelines.errors import ReleaseRefused
from pipelines.organisation import Level
from pipelines.published import DisclosureRule


@dataclass(frozen=True, slots=True, order=True)
class CountRange:
    """What can be told of one count: it is a whole number from `least` to `greatest` (infinity: no upper limit).

    A count that no measure shows has the name of one from which it follows.
    """

    measure_key: str
    unit_id: str
    period_end: date
    least: float
    greatest: float

    @property
    def width(self) -> float:
        """How far the ends are apart; five possible numbers are 4 apart."""
        return self.greatest - self.least


@dataclass(frozen=True)
class _Ranges:
    """Least and greatest of every count in one period, exact where narrow."""

    period: int
    least: FloatArray
    greatest: FloatArray

    def narrower_than(self, width: float) -> BoolArray:
        return np.asarray(self.greatest - self.least < width)


class CountAttack:
    """Somebody with paper, pencil and all the time in the world, over one authority's published counts."""

    def __init__(self, publication: Publication) -> None:
        self._publication, self._policy = publication, publication.policy
        self._grid, greatest = told_ends(publication, [DisclosureRule.CHILDREN])
        self._counts = count_table(self._grid, publication.links, publication.flows)
        self._least = self._bounds(self._grid, 0.0, np.maximum)
        self._greatest = self._bounds(greatest, np.inf, np.minimum)
        self._greatest[:, self._counts.closed] = 0
        # A stock from before the first month need not fit: nobody has seen it.
        self._least[:, [carried.before for carried in self._counts.carried]] = -ANY_NUMBER
        self._intruder = Intruder(self._counts.table)

    def exposed(self) -> Iterator[CountRange]:
        """Counts that may be sensitive, with fewer values left than the policy grants."""
        width = self._policy.min_width.value
        for ranges in self._ranges(width):
            exposed = self._may_be_sensitive(ranges) & ranges.narrower_than(width)
            exposed[self._alike(ranges, width)] = True
            yield from (self._named(ranges, count) for count in np.flatnonzero(exposed).tolist())

    def withheld(self, enough: float = np.inf) -> Iterator[CountRange]:
        """Every count that may be sensitive, for all that is published, with a range of less than `enough`."""
        for ranges in self._ranges(enough):
            chosen = self._may_be_sensitive(ranges) & ranges.narrower_than(enough)
            yield from (self._named(ranges, count) for count in np.flatnonzero(chosen).tolist())

    def narrowest(self) -> CountRange | None:
        """Of the counts that may be sensitive, the one of which most can be told; none where all are without limit."""
        for enough in _WIDER:
            # Exact ranges are asked for below this width alone, and most tables have one at the very limit.
            found = min(self.withheld(enough), key=lambda one: (one.width, one.period_end, one), default=None)
            if found is not None:
                return found
        return None

    def _may_be_sensitive(self, ranges: _Ranges) -> BoolArray:
        """Counts of children that somebody who sees all this must still hold to be possibly too small to show."""
        floor = self._policy.floor(DisclosureRule.CHILDREN)
        # Protection takes rounded figures for exact ones: were there somebody, rounding would not be the only cover.
        fewest = 0 if self._policy.rounding.value == 1 else 1
        is_possible = (ranges.least >= fewest) & (ranges.least < floor) & (ranges.greatest >= 1)
        return np.asarray(is_possible & self._counts.may_be_sensitive)

    def _alike(self, ranges: _Ranges, width: float) -> list[int]:
        """How many children are counted where that is known to be all of a small group."""
        counted, asked, rest = self._counts.shares.T
        is_small = (ranges.least[asked] < self._policy.uniform_floor(DisclosureRule.CHILDREN)) & (
            ranges.greatest[asked] >= 1
        )
        found = counted[is_small & (ranges.greatest[rest] < 1) & ranges.narrower_than(width)[asked]]
        return [int(count) for count in found]

    def _named(self, ranges: _Ranges, count: int) -> CountRange:
        number, place = divmod(int(self._counts.name[count]), len(self._grid.organisation.units))
        return CountRange(
            self._grid.series[number].measure.key,
            self._grid.organisation.units[place].unit_id,
            self._grid.periods[ranges.period].date(),
            float(ranges.least[count]),
            float(ranges.greatest[count]),
        )

    def _ranges(self, enough: float) -> Iterator[_Ranges]:
        """Every count in each period; those left to range over more than `enough` may range further still."""
        floors = [rule(DisclosureRule.CHILDREN) for rule in (self._policy.floor, self._policy.uniform_floor)]
        for period in range(len(self._grid.periods)):
            least, greatest = self._within(period)
            is_known = least == greatest
            targets = np.flatnonzero(~is_known & (least < max(floors)) & self._counts.may_be_sensitive)
            low, high = self._intruder.narrowed(is_known, targets, enough)
            least, greatest = least.copy(), greatest.copy()
            least[targets], greatest[targets] = np.ceil(low - TOLERANCE), np.floor(high + TOLERANCE)
            yield _Ranges(period, least, greatest)

    def _within(self, period: int) -> tuple[FloatArray, FloatArray]:
        """Turn to a period: what each count can be by itself, given what is shown in the months beside it.

        A month that does not fit its neighbours is attacked alone; one that was published when there were more units
        than today, with whoever was in those; one that was restated, in the knowledge that nobody may be left in a cell
        that is withheld still.
        """
        alone = self._least[period], self._greatest[period]
        closed, withheld = alone[1].copy(), np.where(np.isinf(alone[1]), 0, alone[0])
        closed[self._counts.closed] = np.inf
        for least, greatest in (self._with_neighbours(period), alone, (alone[0], closed), (withheld, closed)):
            fitting = self._intruder.fitting(least, greatest)
            if fitting is not None:
                self._intruder.face(fitting, least, greatest)
                return least, greatest
        month, authority = self._grid.periods[period], self._publication.organisation.at(Level.AUTHORITY)[0]
        raise ReleaseRefused(
            f"The figures of {authority.name} for {month:%B %Y} contradict one another, so what they tell of the "
            "withheld ones cannot be worked out. Were they changed by hand? Make the release again."
        )

    def _with_neighbours(self, period: int) -> tuple[FloatArray, FloatArray]:
        """A child counted as new in the same month as gone can break a sum over months, so a month may stand alone."""
        least, greatest = self._least[period].copy(), self._greatest[period].copy()
        for carried in self._counts.carried:
            if self._follows(period):
                least[carried.before] = self._least[period - 1, carried.stock]
                greatest[carried.before] = self._greatest[period - 1, carried.stock]
            if self._follows(period + 1):
                low, high = self._stock_before(carried, period + 1)
                least[carried.stock] = max(least[carried.stock], low)
                greatest[carried.stock] = min(greatest[carried.stock], high)
        return least, greatest

    def _stock_before(self, carried: Carried, period: int) -> tuple[float, float]:
        """What the stock of the month before can have been, for all that is shown of this one."""
        low, high = self._least[period], self._greatest[period]
        return (
            low[carried.stock] - high[carried.begun] + low[carried.ended],
            high[carried.stock] - low[carried.begun] + high[carried.ended],
        )

    def _follows(self, period: int) -> bool:
        """Whether a period is the month after the one before it in the release."""
        periods = self._grid.periods
        return 0 < period < len(periods) and periods[period] == periods[period - 1] + pd.offsets.MonthEnd(1)

    def _bounds(self, grid: Grid, nothing: float, closer: np.ufunc) -> FloatArray:
        """By period and count: the closest limit that any cell sets, `nothing` where none does."""
        table = self._counts.table
        series, unit = np.divmod(table.cell, len(grid.organisation.units))
        parts = np.stack([grid.numerator, grid.denominator, grid.base])
        told = np.where(self._tells(grid)[series, :, unit], parts[self._counts.part, series, :, unit], nothing)
        bounds = np.full((table.counts, len(grid.periods)), nothing)
        closer.at(bounds, table.count, told)
        return np.asarray(bounds.T)

    @staticmethod
    def _tells(grid: Grid) -> BoolArray:
        """Cells that say something: of what is available nowhere, or of a unit without any figure, nothing is told."""
        somewhere, something = grid.is_known.any(axis=2, keepdims=True), grid.is_known.any(axis=0, keepdims=True)
        return np.asarray(grid.is_there & somewhere & something)


_WIDER: Final = (6.0, 50.0, np.inf)
"""Widths within which the narrowest range is looked for, one after the other."""
