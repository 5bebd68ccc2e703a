"""Teams too small to publish: what the pages cannot show is said, so that nobody takes silence for calm."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipelines.organisation import Level
from pipelines.published import Severity
from pipelines.signals.arrays import Flags, Floats, rows_where
from pipelines.signals.overload import LOAD
from pipelines.signals.panel import Panel
from pipelines.signals.rule import Rule
from pipelines.signals.signal import Signal
from pipelines.signals.words import number

MONTHS_READ = 12
MONTHS_HIDDEN = 10
"""A team hidden this often is small itself; one hidden now and then may only give cover to another."""

TOO_SMALL = Rule(
    key="too_small",
    label="Too small to publish",
    description=(
        "A team's load was withheld to protect people in at least ten of the last twelve months, while other teams of "
        "its authority are shown. No signal about its load can be raised."
    ),
    severity="A notice.",
    source="Disclosure control of this release.",
)


def read_hidden(panel: Panel) -> Iterator[Signal]:
    """Teams about which the release can say nothing."""
    shown = panel.monthly(LOAD)
    if shown is None:
        return
    hidden = shown.hidden[:, -MONTHS_READ:].sum(axis=1)
    told = panel.at(Level.TEAM) & (hidden >= MONTHS_HIDDEN) & shown.hidden[:, -1] & _has_shown_peers(panel, shown.value)
    for row in rows_where(told):
        sentence = (
            f"{panel.units[row].name} is too small to publish: its load was withheld in {number(int(hidden[row]))} of "
            f"the last {MONTHS_READ} months, so ask its manager how the team is, and read it with its service."
        )
        yield panel.signal(row, shown, TOO_SMALL, Severity.NOTICE, sentence)


def _has_shown_peers(panel: Panel, value: Floats) -> Flags:
    """Whether any team of the authority is shown in the latest month; if none is, no one team is small."""
    has = np.zeros(len(panel.units), dtype=np.bool_)
    for teams in panel.teams_by_authority():
        has[teams] = np.isfinite(value[teams, -1]).any()
    return has
