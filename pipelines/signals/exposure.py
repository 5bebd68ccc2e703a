"""Teams where much online abuse meets little training in it.

What lives here: the rule that reads the online-abuse share, training cover and the exposure gap together. What does
not: an estimate of whom to train.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipelines.intervals import wilson
from pipelines.measures.measure import PERCENT_SCALE
from pipelines.organisation import Level
from pipelines.signals.arrays import Flags, Floats, rows_where
from pipelines.signals.panel import Panel
from pipelines.signals.rule import Rule, by_agreement
from pipelines.signals.signal import Signal
from pipelines.signals.words import listed, month, percent

GAP = "exposure_gap"
ONLINE_SHARE = "online_share_of_all_cases"
TRAINING_COVER = "training_cover_online_abuse"

LARGE_GAP = 50.0
"""Half of the children: below it a gap is an ordinary training need."""
FEWEST_VOICES = 2
"""One alone is a team's kind of work, or a training list to renew."""

EXPOSURE = Rule(
    key="exposure",
    label="Exposed to online abuse without training",
    description=(
        "Three voices are heard about a team: online abuse is part of clearly more of its cases than in its authority, "
        "clearly fewer of its practitioners have current training in it (the authority's figure lies outside the 95% "
        "interval of the team's), and at least half of its children with online abuse are with practitioners without "
        "that training, where this can be shown."
    ),
    severity="Two voices are a warning, three are critical; one alone says nothing.",
    source="BASW and NSPCC survey 2013 (half concerned about dealing with online abuse); Wilson 1927 (interval).",
)


def read_exposure(panel: Panel) -> Iterator[Signal]:
    """Teams where at least two of the three voices agree."""
    gap = panel.monthly(GAP)
    if gap is None:
        return
    share, cover = (_against_the_authority(panel, key) for key in (ONLINE_SHARE, TRAINING_COVER))
    is_large = gap.value[:, -1] >= LARGE_GAP
    voices = share.above.astype(int) + cover.below + is_large
    for row in rows_where(panel.at(Level.TEAM) & (voices >= FEWEST_VOICES)):
        told = []
        if share.above[row]:
            told.append(f"online abuse was part of {share.told(panel, row, 'its cases')}")
        if cover.below[row]:
            told.append(f"current training in it was held by {cover.told(panel, row, 'its practitioners')}")
        if is_large[row]:
            children = f"{percent(gap.value[row, -1])} of {gap.base[row, -1]:,.0f} children with online abuse"
            told.append(f"{children} were with practitioners without that training")
        sentence = f"In {panel.units[row].name} in {month(gap.latest)}, {listed(told)}."
        yield panel.signal(row, gap, EXPOSURE, by_agreement(int(voices[row])), sentence)


@dataclass(frozen=True, slots=True)
class _Compared:
    """The latest share of each unit and of its authority, and where the two are clearly apart."""

    unit: Floats
    authority: Floats
    above: Flags
    below: Flags

    def told(self, panel: Panel, row: int, whom: str) -> str:
        """`29% of this team's cases (10% in Exshire)`."""
        whole = f"{percent(self.authority[row])} in {panel.authority_name(row)}"
        return f"{percent(self.unit[row])} of {whom} ({whole})"


def _against_the_authority(panel: Panel, key: str) -> _Compared:
    """Each unit's 95% interval against the published figure of its whole authority."""
    shown = panel.monthly(key)
    nowhere = np.full(len(panel.units), np.nan)
    latest, base = (nowhere, nowhere) if shown is None else (shown.value[:, -1], shown.base[:, -1])
    authority = np.where(panel.authority >= 0, latest[panel.authority], np.nan)
    lower, upper = (PERCENT_SCALE * limit for limit in wilson(latest / PERCENT_SCALE * base, base))
    return _Compared(latest, authority, above=lower > authority, below=upper < authority)
