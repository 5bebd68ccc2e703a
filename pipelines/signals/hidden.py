"""Teams the release cannot speak about: said, so that nobody takes silence for calm."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipelines.organisation import Level
from pipelines.published import Severity
from pipelines.signals.arrays import Flags, rows_where
from pipelines.signals.funnels import LOAD
from pipelines.signals.panel import Panel, Shown
from pipelines.signals.rule import Rule
from pipelines.signals.signal import Signal
from pipelines.signals.words import number

MONTHS_READ = 12
MONTHS_WITHHELD = 10
"""Withheld now and then, a figure is only giving cover to another team's."""

TOO_SMALL = Rule(
    key="too_small_to_publish",
    label="Too small to publish",
    description=(
        "A team's load was withheld to protect people in at least ten of the last twelve months, while other teams of "
        "its authority are shown. It is small itself, or gives cover to a small team beside it: which of the two is "
        "never said. No signal about its load can be raised."
    ),
    severity="A notice.",
    source="Disclosure control of this release.",
)


def read_hidden(panel: Panel) -> Iterator[Signal]:
    """Teams whose load is hardly ever shown, so that it has to be read by other means."""
    load = panel.monthly(LOAD)
    if load is None:
        return
    months = load.hidden[:, -MONTHS_READ:].sum(axis=1)
    silent = load.hidden[:, -1] & (months >= MONTHS_WITHHELD)
    for row in rows_where(panel.at(Level.TEAM) & silent & _has_shown_peers(panel, load)):
        sentence = (
            f"The load of {panel.units[row].name} was withheld in {number(int(months[row]))} of the last {MONTHS_READ} "
            "months, because this team or one beside it is too small to publish: ask its manager how the team is, and "
            "read it with its service."
        )
        yield panel.signal(row, load, TOO_SMALL, Severity.NOTICE, sentence)


def _has_shown_peers(panel: Panel, load: Shown) -> Flags:
    """Whether any team of the authority is shown in the latest month; if none is, no one team is small."""
    has = np.zeros(len(panel.units), dtype=np.bool_)
    for teams in panel.teams_by_authority():
        has[teams] = np.isfinite(load.value[teams, -1]).any()
    return has
