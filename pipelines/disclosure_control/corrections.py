"""What changes between two releases tell: a figure that moved by a few tells of the few by whom it moved.

What lives here: which changes of a published figure are too small to be published. What does not: what is done about
them (`protect`, which lets the first figure stand), or what else two releases tell together (`attack`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.disclosure_control.child_counts import PARTS
from pipelines.disclosure_control.linear_program import FloatArray
from pipelines.disclosure_control.linked_table import BoolArray
from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.protected import Exposure
from pipelines.disclosure_control.publication import BEFORE, KEYS, SHOWN, Publication
from pipelines.disclosure_control.told import told_by
from pipelines.measures.measure import Measure
from pipelines.published import DisclosureRule, Symbol


def small_corrections(now: Publication, earlier: Publication) -> Iterator[Exposure]:
    """Figures that both releases show, and that moved by too few to be shown moving; and what is shown after all."""
    both = now.corrections(earlier)
    yield from Exposure.of(both[moved_by_few(both, now.measures, now.policy)])
    withheld = earlier.cells.loc[earlier.cells["symbol"] == Symbol.CONFIDENTIAL, KEYS]
    shown = now.cells[now.cells["value"].notna()]
    yield from Exposure.of(shown[pd.MultiIndex.from_frame(shown[KEYS]).isin(pd.MultiIndex.from_frame(withheld))])


def moved_by_few(both: pd.DataFrame, measures: tuple[Measure, ...], policy: Policy) -> BoolArray:
    """By cell of `KEYS`, `SHOWN` and the same `_before`: whether so few were added or taken away that they can be told.

    A count of children, or of those that a share does not count, by one to five, as far as rounding lets it be seen; a
    figure of staff or respondents with a base that is larger or smaller by less than its floor, or the same (then
    somebody's record was changed), or by a small group that is all alike.
    """
    rules = both["measure_key"].map({measure.key: measure.disclosure_rule for measure in measures})
    fewest = both["measure_key"].map({measure.key: measure.fewest for measure in measures}).to_numpy()
    now, before = (
        told_by(both[[*KEYS, *columns]].set_axis([*KEYS, *SHOWN], axis=1).assign(symbol=None), measures, policy)
        for columns in (SHOWN, BEFORE)
    )
    moves = {part: _Move.of(now, before, part) for part in PARTS}
    others = moves["denominator"].less(moves["numerator"])
    is_share = np.isfinite(others.least) & np.isfinite(others.greatest)
    few = np.zeros(len(both), dtype=np.bool_)
    for rule in (DisclosureRule.CHILDREN, DisclosureRule.STAFF, DisclosureRule.SURVEY):
        floor, margin = policy.floor(rule), policy.insider_margin(rule)
        if rule is DisclosureRule.CHILDREN:
            told = [move.is_narrow(policy.min_width.value) for move in (*moves.values(), others)]
            small = [(move.size < floor) & ~move.is_none for move in (*moves.values(), others)]
            is_few = np.logical_or.reduce([one & other for one, other in zip(told, small, strict=True)])
        else:
            people, counted = moves["base"], moves["numerator"]
            is_alike = is_share & ((counted.size <= margin) | (others.size <= margin))
            is_few = people.size < np.maximum(np.where(is_alike, policy.uniform_floor(rule), floor), fewest)
        few |= (rules == rule).to_numpy() & is_few
    return few


@dataclass(frozen=True)
class _Move:
    """By how much a count moved, at the least and at the most; negative downwards."""

    least: FloatArray
    greatest: FloatArray

    @classmethod
    def of(cls, now: pd.DataFrame, before: pd.DataFrame, part: str) -> _Move:
        return cls(
            (now[f"{part}_least"] - before[f"{part}_greatest"]).to_numpy(),
            (now[f"{part}_greatest"] - before[f"{part}_least"]).to_numpy(),
        )

    def less(self, other: _Move) -> _Move:
        """The move of what is in this count and not in the other."""
        with np.errstate(invalid="ignore"):
            return _Move(self.least - other.greatest, self.greatest - other.least)

    def is_narrow(self, width: float) -> BoolArray:
        """Whether it can be told to within this width."""
        return np.asarray(self.greatest - self.least < width)

    @property
    def size(self) -> FloatArray:
        """The fewest by whom it can have moved."""
        return np.maximum(np.maximum(self.least, -self.greatest), 0)

    @property
    def is_none(self) -> BoolArray:
        return np.asarray((self.least == 0) & (self.greatest == 0))
