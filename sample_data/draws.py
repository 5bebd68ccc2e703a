"""Chance, kept even: draws that hit their shares closely, so that small teams stay calm unless a story says otherwise.

What lives here: how numbers are drawn. What does not: what they decide. Sums run in the order of the rows and sorts are
stable, so that the same seed gives the same bytes on every platform.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


def spread(rng: np.random.Generator, size: int) -> Numbers:
    """`size` numbers from 0 to 1, one in each of `size` equal strips, in random order."""
    return (rng.permutation(size) + rng.random(size)) / max(size, 1)


def chosen(rng: np.random.Generator, chance: NDArray[np.floating[Any]], group: Whole, by: Whole | None = None) -> Flags:
    """Which rows are chosen, each with its chance, so that any run of rows of a group holds about its expected number.

    Systematic sampling: within a group the chances are added up in the order of the rows (or of `by`), and a row is
    chosen when the sum passes a whole number. `group` is numbered from 0.
    """
    if len(chance) == 0:
        return np.zeros(0, dtype=bool)
    order = np.argsort(group, kind="stable") if by is None else np.lexsort((by, group))
    ordered, ordered_group = chance[order], group[order]
    total = np.cumsum(ordered)
    firsts = np.flatnonzero(np.diff(ordered_group, prepend=-1))
    before = (total - ordered)[firsts]
    within = total - np.repeat(before, np.diff(np.append(firsts, len(order))))
    start = rng.random(int(group.max()) + 1)[ordered_group]
    chosen_rows = np.zeros(len(chance), dtype=bool)
    chosen_rows[order] = np.floor(start + within) > np.floor(start + within - ordered)
    return chosen_rows


def pick(drawn: Numbers, options: Sequence[Any], shares: Sequence[float]) -> NDArray[Any]:
    """One of `options` for each number drawn from 0 to 1, in the given shares."""
    return np.asarray(options)[np.minimum(np.searchsorted(np.cumsum(shares), drawn, side="right"), len(options) - 1)]


def rank_in(group: Whole, key: Numbers) -> Whole:
    """0 for the row with the lowest key of its group, 1 for the next, and so on."""
    order = np.lexsort((key, group))
    ordered = group[order]
    firsts = np.flatnonzero(np.diff(ordered, prepend=-1))
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = np.arange(len(group)) - np.repeat(firsts, np.diff(np.append(firsts, len(group))))
    return rank
