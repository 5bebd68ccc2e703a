"""Teams where much online abuse is held by practitioners without current training in it.

What lives here: the rule that reads the exposure gap, the online-abuse share and training cover together. What does
not: an estimate of whom to train.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.measures.measure import PERCENT_SCALE
from pipelines.signals.arrays import Flags, Floats, rows_where
from pipelines.signals.comparison import NOTE
from pipelines.signals.panel import Panel
from pipelines.signals.peers import Peers, shares_of_teams
from pipelines.signals.rule import Rule, by_agreement
from pipelines.signals.signal import Signal
from pipelines.signals.words import listed, month, percent

GAP = "exposure_gap"
ONLINE_SHARE = "online_share_of_all_cases"
TRAINING_COVER = "training_cover_online_abuse"

LARGE_GAP = 50.0
"""Half of the children: below it a gap is an ordinary training need."""

EXPOSURE = Rule(
    key="exposure",
    label="Exposed to online abuse without training",
    description=(
        "In a team, at least half of the children with online abuse are held by practitioners without current training "
        "in it, more than in the rest of its authority. Two more voices are heard: online abuse is part of more of its "
        "cases, and fewer of its practitioners have current training. Each is outside the 95 % limits of the "
        "authority's funnel, which needs eight teams with a shown value."
    ),
    severity="The gap alone is a notice, with one other voice a warning, with both critical.",
    source="BASW and NSPCC survey 2013 (half concerned about dealing with online abuse); Spiegelhalter 2005.",
)


def read_exposure(panel: Panel) -> Iterator[Signal]:
    """Teams with a large exposure gap, and what agrees with it."""
    gap = panel.monthly(GAP)
    if gap is None:
        return
    peers = shares_of_teams(panel, gap)
    others = _others(panel)
    for row in rows_where(peers.high(NOTE) & (gap.value[:, -1] >= LARGE_GAP)):
        agreeing = [other.told(row) for other in others if other.agrees[row]]
        sentence = (
            f"{percent(gap.value[row, -1])} of {gap.base[row, -1]:,.0f} children with online abuse were with "
            f"practitioners without current training in it in {month(gap.latest)}, against "
            f"{percent(PERCENT_SCALE * peers.pooled[row])} in the teams of {panel.authority_name(row)} together"
            f"{'; ' if agreeing else ''}{listed(agreeing)}."
        )
        yield panel.signal(row, gap, EXPOSURE, by_agreement(1 + len(agreeing)), sentence)


@dataclass(frozen=True, slots=True)
class _Other:
    """Another measure that may agree: which teams it sets apart, and in which words."""

    words: str
    agrees: Flags
    latest: Floats
    peers: Peers

    def told(self, row: int) -> str:
        value = f"{percent(self.latest[row])} (against {percent(PERCENT_SCALE * self.peers.pooled[row])})"
        return self.words.format(value)


def _others(panel: Panel) -> list[_Other]:
    others = []
    if (share := panel.monthly(ONLINE_SHARE)) is not None:
        peers = shares_of_teams(panel, share)
        words = "online abuse is part of {} of its cases"
        others.append(_Other(words, peers.high(NOTE), share.value[:, -1], peers))
    if (cover := panel.monthly(TRAINING_COVER)) is not None:
        peers = shares_of_teams(panel, cover)
        words = "only {} of its practitioners have current training"
        others.append(_Other(words, peers.low(NOTE), cover.value[:, -1], peers))
    return others
