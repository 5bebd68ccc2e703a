"""When a sum tells of one person: too few contribute to it, or one or two of them make up nearly all of it.

What lives here: the rules of statistical offices for such sums, and which cells they concern; and ours for means of
scores, which tell of nearly everyone where all but one or two have one score or the mean lies at an end of its scale.
What does not: the numbers of a policy (`disclosure_control`), or what is hidden because of them
(`disclosure_control.primary`).

The rules are those of ACRO (SACRO) and of the Handbook on Statistical Disclosure Control: a threshold, the (n, k) rule
with n = 2, and the p-ratio. What single people contribute is used here and left behind: only yes or no goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipelines.snapshots import Flags, Positions

Numbers = NDArray[np.float64]
_DECIMALS: Final = 9
"""Exactly nine tenths is nine tenths, whatever the last binary digit says."""


@dataclass(frozen=True, slots=True)
class Contributions:
    """Of each cell: how many contribute anything, what they contribute together, and the two largest contributions."""

    people: NDArray[np.int64]
    together: Numbers
    largest: Numbers
    second: Numbers
    has_negative: Flags


@dataclass(frozen=True, slots=True)
class SumRule:
    """The numbers of the three rules: `least_people` (threshold), `two_percent` (k of n = 2), `rest_percent` (p)."""

    least_people: int
    two_percent: int
    rest_percent: int

    def is_dominated(self, of: Contributions) -> Flags:
        """By cell, whether a sum tells too much of somebody. Nobody contributing tells of nobody.

        Negative contributions could hide others, so no such sum is trusted.
        """
        tells = (
            rests_on_few(of, self.least_people)
            | two_largest_hold(of, self.two_percent)
            | rest_is_small(of, self.rest_percent)
        )
        return np.asarray((of.people > 0) & (tells | of.has_negative))


LEAST: Final = SumRule(least_people=3, two_percent=90, rest_percent=10)
"""No policy may be weaker."""


def rests_on_few(of: Contributions, least: int) -> Flags:
    """Fewer than `least` contribute."""
    return np.asarray(of.people < least)


def two_largest_hold(of: Contributions, percent: int) -> Flags:
    """The (n, k) rule: the two largest contributors hold at least `percent` of the total."""
    return np.asarray(np.round(100 * (of.largest + of.second) - percent * of.together, _DECIMALS) >= 0)


def rest_is_small(of: Contributions, percent: int) -> Flags:
    """The p-ratio: what others than the two largest contribute is less than `percent` of the largest contribution.

    The second largest contributor could otherwise tell the largest contribution to within that.
    """
    rest = of.together - of.largest - of.second
    return np.asarray(np.round(100 * rest - percent * of.largest, _DECIMALS) < 0)


def contributions(cell: Positions, person: Positions, amount: Numbers, cells: int) -> Contributions:
    """Rows (which cell, who, how much) gathered by person within each of `cells` cells."""
    people = int(person.max()) + 1 if len(person) else 1
    key, at = np.unique(cell * people + person, return_inverse=True)
    given = np.bincount(at, amount, minlength=len(key))
    own = key[given != 0] // people
    given = given[given != 0]
    largest_first = np.lexsort((-given, own))
    own, given = own[largest_first], given[largest_first]
    is_first = np.diff(own, prepend=-1) != 0
    is_second = ~is_first & np.append(False, is_first[:-1])
    largest, second = np.zeros(cells), np.zeros(cells)
    largest[own[is_first]], second[own[is_second]] = given[is_first], given[is_second]
    return Contributions(
        people=np.bincount(own, minlength=cells).astype(np.int64),
        together=np.bincount(own, given, minlength=cells).astype(np.float64),
        largest=largest,
        second=second,
        has_negative=np.bincount(own, given < 0, minlength=cells) > 0,
    )


HALF_OF_RANGE: Final = 0.5


def is_alike(cell: Positions, score: Numbers, bounds: tuple[float, float], least_people: int, cells: int) -> Flags:
    """By cell, whether the mean of these scores tells what nearly everyone's is.

    Fewer than `least_people` have another score than the most frequent one; or all of them together are not so far from
    an end of the scale that one of them could stand in the other half of it. Nobody's scores tell of nobody.
    """
    least, most = bounds
    values, code = np.unique(score, return_inverse=True)
    key, of_one_score = np.unique(cell * len(values) + code, return_counts=True)
    most_frequent = np.zeros(cells, dtype=np.int64)
    np.maximum.at(most_frequent, key // max(len(values), 1), of_one_score)
    people = np.bincount(cell, minlength=cells)
    above_least, below_most = (np.bincount(cell, far, minlength=cells) for far in (score - least, most - score))
    at_an_end = np.round(np.minimum(above_least, below_most) - HALF_OF_RANGE * (most - least), _DECIMALS) < 0
    return np.asarray((people > 0) & ((people - most_frequent < least_people) | at_an_end))
