"""How the latest value of each team stands against the other teams of its authority.

What lives here: one voice, heard by several rules. What does not: the funnels themselves (`funnels`) or severity.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.signals.arrays import Flags, Floats
from pipelines.signals.comparison import SPECIAL
from pipelines.signals.funnels import funnels_of_teams
from pipelines.signals.panel import Panel


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


def against_their_authority(panel: Panel, key: str) -> Peers:
    """Each team in its authority's funnel of the measure."""
    peers = Peers.unknown(panel)
    for group in funnels_of_teams(panel, key):
        peers.deviation[group.rows], peers.pooled[group.rows] = group.funnel.deviation, group.funnel.pooled
    return peers
