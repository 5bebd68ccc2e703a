"""The attack on groups of staff and respondents: shown units are taken from one another.

What lives here: the groups that are left over, and what is known of them. What does not: counts of children
(`attack_counts`), or the verdict on a release (`attack`).

The size of a group is known wherever any figure with the same base is shown, its figures only where they are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipelines.disclosure_control.grid import Grid
from pipelines.disclosure_control.linear_program import TOLERANCE, FloatArray
from pipelines.disclosure_control.linked_table import BoolArray
from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.protected import Exposure
from pipelines.disclosure_control.publication import Publication
from pipelines.disclosure_control.sums import series_by_base
from pipelines.disclosure_control.told import told_ends
from pipelines.measures.dominance import HALF_OF_RANGE
from pipelines.published import DisclosureRule


def small_groups(publication: Publication) -> Iterator[Exposure]:
    """Groups that are left when shown units are taken from one another, and the shown small ones themselves."""
    least, greatest = told_ends(publication, [DisclosureRule.STAFF, DisclosureRule.SURVEY])
    for numbers in series_by_base(least).values():
        for together in [numbers, *([number] for number in numbers)]:
            group = _Group(least, greatest, together)
            for period, place in np.argwhere(group.tells_of_few(publication.policy)).tolist():
                unit_id = least.organisation.units[place].unit_id
                yield Exposure(least.series[together[0]].measure.key, unit_id, least.periods[period].date())


class _Group:
    """What one share, or several series with one base, tell by period and unit."""

    def __init__(self, least: Grid, greatest: Grid, numbers: list[int]) -> None:
        self._least, self._greatest, self._numbers = least, greatest, numbers
        self._is_shown = np.asarray(least.has_value[numbers].any(axis=0))
        self._is_withheld = np.asarray(least.is_withheld[numbers].any(axis=0) & ~self._is_shown)
        self._people = np.where(self._is_shown, np.where(least.has_value, least.base, 0)[numbers].max(axis=0), 0)

    def tells_of_few(self, policy: Policy) -> BoolArray:
        """Where too small a group is left of a shown unit when its shown parts are taken away."""
        measure = self._least.series[self._numbers[0]].measure
        rule = measure.disclosure_rule
        left = self._left_over(self._people, self._people)[0]
        smallest = np.full(left.shape, float(policy.floor(rule)))
        if len(self._numbers) == 1 and measure.is_share and measure.denominator == measure.base:
            number = self._numbers[0]
            counted = self._left_over(self._least.numerator[number], self._greatest.numerator[number])
            margin = policy.insider_margin(rule)
            is_uniform = (counted[1] <= margin) | (counted[0] >= left - margin)
            # However large they are together, each withheld unit among them is alike, too.
            smallest[is_uniform] = np.where(self._withheld_below() > 0, np.inf, policy.uniform_floor(rule))[is_uniform]
        if len(self._numbers) == 1 and (bounds := measure.numerator.bounds) is not None:
            smallest[self._is_at_an_end(left, bounds)] = np.inf
        is_narrow = left - np.maximum(self._withheld_below(), 1) < policy.min_width.value
        return np.asarray(self._is_shown & (left > 0) & ((left < smallest) | is_narrow))

    def _is_at_an_end(self, people: FloatArray, bounds: tuple[float, float]) -> BoolArray:
        """Where not one of those left over can stand in the other half of the scale."""
        number, (least, most) = self._numbers[0], bounds
        low, high = self._left_over(self._least.numerator[number], self._greatest.numerator[number])
        room = np.minimum(high - people * least, people * most - low)
        return np.asarray(room < HALF_OF_RANGE * (most - least) - TOLERANCE)

    def _left_over(self, least: FloatArray, greatest: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The least and the greatest that remains of a figure without the shown units below."""
        low, high = np.where(self._is_shown, least, 0), np.where(self._is_shown, greatest, 0)
        covered_low, covered_high = np.zeros_like(low), np.zeros_like(high)
        for place, above in self._least.upwards:
            is_shown = self._is_shown[:, place]
            covered_low[:, above] += np.where(is_shown, low[:, place], covered_low[:, place])
            covered_high[:, above] += np.where(is_shown, high[:, place], covered_high[:, place])
        return low - covered_high, high - covered_low

    def _withheld_below(self) -> FloatArray:
        """Of how many withheld units the remains are made."""
        pieces = self._is_withheld.astype(np.float64)
        below = np.zeros_like(pieces)
        for place, above in self._least.upwards:
            is_open = ~self._is_shown[:, place]
            below[:, above] += np.where(is_open, np.maximum(below[:, place], pieces[:, place]), 0)
        return below
