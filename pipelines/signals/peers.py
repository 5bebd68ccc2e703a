"""How the latest value of each team stands against the other teams of its authority.

What lives here: one voice, heard by several rules. What does not: the funnel's arithmetic (`comparison`) or severity.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.measures.measure import PERCENT_SCALE
from pipelines.signals.arrays import Flags, Floats
from pipelines.signals.comparison import FEWEST_UNITS, SPECIAL, Scale, funnel
from pipelines.signals.panel import Panel, Shown


@dataclass(frozen=True, slots=True)
class Peers:
    """For each team how far it stands from the pooled value of its authority's shown teams; missing where unknown."""

    deviation: Floats
    pooled: Floats

    @classmethod
    def unknown(cls, panel: Panel) -> Peers:
        """Of a measure that is not compared."""
        return cls(*(np.full(len(panel.units), np.nan) for _ in range(2)))

    def high(self, deviations: float = SPECIAL) -> Flags:
        """Above the limits of its authority's funnel."""
        return self.deviation > deviations

    def low(self, deviations: float = SPECIAL) -> Flags:
        """Below the limits of its authority's funnel."""
        return self.deviation < -deviations


def teams_against_their_authority(panel: Panel, events: Floats, exposure: Floats, scale: Scale) -> Peers:
    """One funnel for each authority, of the teams whose events and exposure are both shown."""
    peers = Peers.unknown(panel)
    known = np.isfinite(events) & (exposure > 0)
    for teams in panel.teams_by_authority():
        rows = teams[known[teams]]
        if len(rows) >= FEWEST_UNITS:
            authority = funnel(events[rows], exposure[rows], scale)
            peers.deviation[rows], peers.pooled[rows] = authority.deviation, authority.pooled
    return peers


def shares_of_teams(panel: Panel, shown: Shown) -> Peers:
    """The latest share of each team, in %, on its published base."""
    base = shown.base[:, -1]
    return teams_against_their_authority(panel, shown.value[:, -1] / PERCENT_SCALE * base, base, Scale.SHARE)
