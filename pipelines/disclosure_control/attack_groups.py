"""The attack on groups of staff and respondents: shown units are taken from one another.

What lives here: the groups that are left over, of units or of a whole without a part, and what is known of them. What
does not: counts of children (`attack_counts`), or the verdict on a release (`attack`).

The size of a group is known wherever any figure with the same base is shown, its figures only where they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipelines.disclosure_control.answered_in_part import few_in_part, told_together
from pipelines.disclosure_control.grid import Grid
from pipelines.disclosure_control.linear_program import TOLERANCE, FloatArray
from pipelines.disclosure_control.linked_table import BoolArray
from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.protected import Exposure
from pipelines.disclosure_control.publication import Publication
from pipelines.disclosure_control.sums import series_by_base, wholes_by_part
from pipelines.disclosure_control.told import told_ends
from pipelines.measures.dominance import HALF_OF_RANGE
from pipelines.measures.measure import Measure
from pipelines.published import DisclosureRule


def small_groups(publication: Publication) -> Iterator[Exposure]:
    """Groups that are left when shown units are taken from one another, and the shown small ones themselves.

    So are those who are left when a part of some people is taken from all of them, in one unit or several. A mean of
    scores without any spread tells the score of everybody, however many they are.
    """
    yield from _all_the_same(publication)
    least, greatest = told_ends(publication, [DisclosureRule.STAFF, DisclosureRule.SURVEY])
    for numbers in series_by_base(least).values():
        for together in [numbers, *([number] for number in numbers)]:
            yield from _few(publication.policy, _Group.of(least, greatest, together))
    for part, wholes in wholes_by_part(least).items():
        for whole in wholes:
            yield from _few(publication.policy, _Group.without(least, greatest, part, whole))
    for pair in told_together(least):
        yield from _in_part(publication.policy, least, pair)


def _in_part(policy: Policy, grid: Grid, pair: tuple[int, int]) -> Iterator[Exposure]:
    """Where too few answered some questions of a scale and not all, and both the scale and those are shown."""
    scale, question = pair
    is_shown = np.asarray(grid.has_value[scale] & grid.has_value[question])
    measure = grid.series[scale].measure
    is_few = few_in_part(grid, pair, is_shown, policy.floor(measure.disclosure_rule))
    yield from _exposed(grid, measure, is_few)


def _all_the_same(publication: Publication) -> Iterator[Exposure]:
    """Shown means of scores whose spread, as it is printed, is nothing."""
    means = [measure.key for measure in publication.measures if measure.numerator.bounds is not None]
    cells = publication.cells
    is_told = cells["measure_key"].isin(means) & cells["value"].notna() & (cells["spread"] == 0)
    yield from Exposure.of(cells[is_told])


def _few(policy: Policy, group: _Group) -> Iterator[Exposure]:
    """Where the group is too small to be told of, named by its first measure."""
    yield from _exposed(group.grid, group.measures[0], group.tells_of_few(policy))


def _exposed(grid: Grid, measure: Measure, is_few: BoolArray) -> Iterator[Exposure]:
    """The measure in each period and unit where it tells of few."""
    for period, place in np.argwhere(is_few).tolist():
        yield Exposure(measure.key, grid.organisation.units[place].unit_id, grid.periods[period].date())


@dataclass(frozen=True, eq=False)
class _Group:
    """What is told of some people by period and unit: how many they are, and of a share how many of them are counted.

    `grid` says how units lie in one another, `measures` what is told of the people; `is_withheld` is true where nothing
    is told of people who are there. The two ends of `counted` are missing where there is no share, those of `scored`
    where there is no mean of scores.
    """

    grid: Grid
    measures: Sequence[Measure]
    is_shown: BoolArray
    is_withheld: BoolArray
    people: FloatArray
    counted: tuple[FloatArray, FloatArray] | None
    scored: tuple[FloatArray, FloatArray] | None = None

    @classmethod
    def of(cls, least: Grid, greatest: Grid, numbers: list[int]) -> _Group:
        """One figure, or the several that have one base: then their people alone are told."""
        is_shown = np.asarray(least.has_value[numbers].any(axis=0))
        measures = [least.series[number].measure for number in numbers]
        is_share = len(numbers) == 1 and _tells_counted(measures[0])
        is_mean = len(numbers) == 1 and measures[0].numerator.bounds is not None
        ends = (least.numerator[numbers[0]], greatest.numerator[numbers[0]])
        return cls(
            least,
            measures,
            is_shown,
            np.asarray(least.is_withheld[numbers].any(axis=0) & ~is_shown),
            np.where(is_shown, np.where(least.has_value, least.base, 0)[numbers].max(axis=0), 0),
            ends if is_share else None,
            ends if is_mean else None,
        )

    @classmethod
    def without(cls, least: Grid, greatest: Grid, part: int, whole: int) -> _Group:
        """Who is in the whole and not in the part. Nobody being in the part is told, too."""
        measures = [least.series[number].measure for number in (part, whole)]
        is_nobody = least.is_there[part] & (greatest.base[part] == 0)
        is_shown = np.asarray((least.has_value[part] | is_nobody) & least.has_value[whole])
        counted = (
            least.numerator[whole] - greatest.numerator[part],
            greatest.numerator[whole] - least.numerator[part],
        )
        return cls(
            least,
            [replace(measure, fewest=0) for measure in measures],
            is_shown,
            # Of a part that no team shows, those left over in a team are no group that anything is told of.
            np.asarray((least.is_withheld[part] | least.is_withheld[whole]) & least.is_there[part] & ~is_shown),
            np.where(is_shown, least.base[whole] - least.base[part], 0),
            counted if all(map(_tells_counted, measures)) else None,
        )

    def tells_of_few(self, policy: Policy) -> BoolArray:
        """Where too small a group is left of a shown unit when its shown parts are taken away."""
        left = self._left_over(self.people, self.people)[0]
        smallest = np.full(left.shape, float(min(policy.fewest(measure) for measure in self.measures)))
        if self.counted is not None:
            counted = self._left_over(*self.counted)
            margin = policy.insider_margin(self.measures[0].disclosure_rule)
            is_uniform = (counted[1] <= margin) | (counted[0] >= left - margin)
            # However large they are together, each withheld unit among them is alike, too.
            alike = np.where(self._withheld_below() > 0, np.inf, policy.fewest_alike(self.measures[0]))
            smallest[is_uniform] = alike[is_uniform]
        if self.scored is not None:
            smallest[self._is_at_an_end(left)] = np.inf
        is_narrow = left - np.maximum(self._withheld_below(), 1) < policy.min_width.value
        return np.asarray(self.is_shown & (left > 0) & ((left < smallest) | is_narrow))

    def _is_at_an_end(self, people: FloatArray) -> BoolArray:
        """Where not one of those left over can stand in the other half of the scale."""
        low, high = self._left_over(*self.scored) if self.scored else (people, people)
        least, most = self.measures[0].numerator.bounds or (0.0, 0.0)
        room = np.minimum(high - people * least, people * most - low)
        return np.asarray(room < HALF_OF_RANGE * (most - least) - TOLERANCE)

    def _left_over(self, least: FloatArray, greatest: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The least and the greatest that remains of a figure without the shown units below."""
        low, high = np.where(self.is_shown, least, 0), np.where(self.is_shown, greatest, 0)
        covered_low, covered_high = np.zeros_like(low), np.zeros_like(high)
        for place, above in self.grid.upwards:
            is_shown = self.is_shown[:, place]
            covered_low[:, above] += np.where(is_shown, low[:, place], covered_low[:, place])
            covered_high[:, above] += np.where(is_shown, high[:, place], covered_high[:, place])
        return low - covered_high, high - covered_low

    def _withheld_below(self) -> FloatArray:
        """Of how many withheld units the remains are made."""
        pieces = self.is_withheld.astype(np.float64)
        below = np.zeros_like(pieces)
        for place, above in self.grid.upwards:
            is_open = ~self.is_shown[:, place]
            below[:, above] += np.where(is_open, np.maximum(below[:, place], pieces[:, place]), 0)
        return below


def _tells_counted(measure: Measure) -> bool:
    """Whether a figure with its base tells how many are counted."""
    return measure.is_share and measure.denominator == measure.base
