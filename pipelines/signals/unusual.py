"""Watched measures that stand out: unusual for the unit itself, or a team apart from the rest of its authority.

What lives here: the two readings and their sentences. What does not: which measures are watched (`watched`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipelines.measures.measure import PERCENT_SCALE, Direction
from pipelines.published import Severity
from pipelines.signals.arrays import Flags, rows_where
from pipelines.signals.baseline import Baseline, read_baseline
from pipelines.signals.charting import charted_in
from pipelines.signals.panel import Panel, Shown
from pipelines.signals.peers import Peers, against_their_authority
from pipelines.signals.signal import Signal
from pipelines.signals.watched import APART, WATCHED, Watched
from pipelines.signals.words import figure, month, percent

FEWEST_PEOPLE = 2


def read_unusual(panel: Panel) -> Iterator[Signal]:
    """Every watched measure, in order."""
    for watched in WATCHED:
        shown = panel.monthly(watched.key)
        if shown is not None:
            yield from _Standing.of(panel, shown, watched).signals()


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where every unit stands on one measure: `pressing` asks for attention, `easing` is better than usual."""

    panel: Panel
    shown: Shown
    watched: Watched
    baseline: Baseline
    peers: Peers
    pressing: Flags
    easing: Flags
    apart: Flags

    @classmethod
    def of(cls, panel: Panel, shown: Shown, watched: Watched) -> _Standing:
        # In a team of six one person more or less is a sixth of it, and no news.
        one_of_its_base = PERCENT_SCALE / np.maximum(shown.base[:, -1], 1.0)
        baseline = read_baseline(
            charted_in(panel, shown), np.maximum(watched.material, FEWEST_PEOPLE * one_of_its_base)
        )
        peers = against_their_authority(panel, shown.measure.key) if watched.compared else Peers.unknown(panel)
        if shown.measure.direction is Direction.HIGHER_IS_BETTER:
            return cls(panel, shown, watched, baseline, peers, baseline.low, baseline.high, peers.low())
        easing = baseline.low & (shown.measure.direction is Direction.LOWER_IS_BETTER)
        return cls(panel, shown, watched, baseline, peers, baseline.high, easing, peers.high())

    def signals(self) -> Iterator[Signal]:
        """The unit's own past first; a team that stands apart is told of separately unless both agree."""
        for row in rows_where(self.pressing):
            peers = f", and {self._told_of_peers(row)}" if self.apart[row] else ""
            yield self._signal(row, self._severity(row), f"{self._told_of_past(row)}{peers}.")
        for row in rows_where(self.easing):
            yield self._signal(row, Severity.IMPROVEMENT, f"{self._told_of_past(row)}.")
        for row in rows_where(self.apart & ~self.pressing):
            value = figure(self.shown.measure, self.shown.value[row, -1])
            told = f"{self.watched.subject} {self._told_of_peers(row)}: {value} in {month(self.shown.latest)}."
            yield self.panel.signal(row, self.shown, APART, Severity.NOTICE, told)

    def _signal(self, row: int, severity: Severity, sentence: str) -> Signal:
        return self.panel.signal(row, self.shown, self.watched.rule, severity, sentence)

    def _severity(self, row: int) -> Severity:
        is_few = self.watched.few is not None and self.shown.value[row, -1] < self.watched.few
        return Severity.WARNING if self.apart[row] or is_few else Severity.NOTICE

    def _told_of_past(self, row: int) -> str:
        value, usual = (
            figure(self.shown.measure, each) for each in (self.shown.value[row, -1], self.baseline.average[row])
        )
        return (
            f"{self.watched.subject} {self.baseline.said_of(row)}: {value} in {month(self.shown.latest)}, "
            f"against an average of {usual} over the {self.baseline.points[row]} months shown"
        )

    def _told_of_peers(self, row: int) -> str:
        side = "below" if self.shown.measure.direction is Direction.HIGHER_IS_BETTER else "above"
        together = percent(PERCENT_SCALE * self.peers.pooled[row])
        return f"is far {side} the other teams of {self.panel.authority_name(row)} ({together} for its teams together)"
