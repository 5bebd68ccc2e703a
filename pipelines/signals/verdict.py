"""What a chart says of each month: improvement, concern or change, by which pattern, and whether a target will be met.

What lives here: how patterns become one word, as the profile has it, for many series at once. What does not: patterns
themselves (`spc`) or what is written of them (`chart_words`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipelines.measures.measure import Direction
from pipelines.published import Assurance, Pattern, Variation
from pipelines.signals.arrays import Flags, Whole
from pipelines.signals.spc import Charts, Profile

TOLD_FIRST = (Pattern.SHIFT, Pattern.TREND, Pattern.SINGLE, Pattern.TWO_OF_THREE)
"""Which pattern is told when several hold: the one that says since when comes first."""


SAID = {
    Direction.HIGHER_IS_BETTER: (Variation.CONCERN, Variation.IMPROVEMENT),
    Direction.LOWER_IS_BETTER: (Variation.IMPROVEMENT, Variation.CONCERN),
    Direction.NEITHER: (Variation.CHANGE, Variation.CHANGE),
}
"""What a special month says, low and high."""
Words = np.ndarray[Any, np.dtype[np.object_]]


@dataclass(frozen=True, slots=True)
class Target:
    """A value to reach, in the measure's own unit, and which way is better."""

    value: float
    better: Direction


@dataclass(frozen=True, slots=True)
class Verdict:
    """For each point of a chart: whether it is `special`, on the `high` side, and why.

    `pattern` is a place in `patterns`, to be read only where a point is special.
    """

    direction: Direction
    patterns: Sequence[Pattern]
    special: Flags
    high: Flags
    pattern: Whole

    def variations(self, row: Whole, column: Whole) -> Words:
        """What each of these points says, of charts with limits."""
        sides = np.array([str(word) for word in SAID[self.direction]], dtype=object)
        said: Words = sides[self.high[row, column].astype(np.intp)]
        said[~self.special[row, column]] = str(Variation.COMMON_CAUSE)
        return said


def judge(chart: Charts, direction: Direction) -> Verdict:
    """The one pattern and the one side that are told of each point.

    Where a point is special both ways, the profile's precedence of patterns decides; where it has none, or the same
    pattern holds both ways, improvement is shown.
    """
    # Without a better direction the high side stands for it: it decides nothing but what is told first.
    prefers_high = direction is not Direction.LOWER_IS_BETTER
    patterns = chart.profile.precedence or TOLD_FIRST
    high, low = (np.stack([side[pattern] for pattern in patterns]) for side in (chart.high, chart.low))
    first_high, first_low = (np.where(side.any(axis=0), side.argmax(axis=0), len(patterns)) for side in (high, low))
    is_high = first_high < len(patterns)
    is_low = first_low < len(patterns)
    if chart.profile.precedence:
        on_top = (first_high < first_low) | ((first_high == first_low) & prefers_high)
    else:
        on_top = np.full(is_high.shape, prefers_high)
    taken_high = is_high & (on_top | ~is_low)
    pattern = np.where(taken_high, first_high, first_low)
    return Verdict(
        direction=direction,
        patterns=patterns,
        special=is_high | is_low,
        high=taken_high,
        pattern=np.minimum(pattern, len(patterns) - 1),
    )


def assured(lower: float, upper: float, target: Target | None, profile: Profile) -> Assurance:
    """Whether a process that stays between these limits will meet the target.

    A target exactly on a limit is met or missed reliably only where the profile says so.
    """
    if target is None or target.better is Direction.NEITHER or np.isnan(lower + upper):
        return Assurance.NO_TARGET
    sign = 1 if target.better is Direction.HIGHER_IS_BETTER else -1
    worst, best = sorted((sign * lower, sign * upper))
    sought = sign * target.value
    if sought < worst or (profile.on_limit_is_sure and sought == worst):
        return Assurance.RELIABLY_MET
    if sought > best or (profile.on_limit_is_sure and sought == best):
        return Assurance.RELIABLY_MISSED
    return Assurance.SOMETIMES_MET
