"""What changed together with a pressing signal: the measures a manager would ask about next.

What lives here: which measures are looked at, from when to when, and the sentence. What does not: any claim that one
thing caused another, or any part in how pressing a signal is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from pipelines.measures.measure import PERCENT_SCALE
from pipelines.organisation import Level
from pipelines.periods import PeriodKind, months_before
from pipelines.published import Severity
from pipelines.signals.change import FEWEST_ANSWERS, Answered
from pipelines.signals.funnels import LOAD
from pipelines.signals.new_rules import comparable
from pipelines.signals.panel import MONTHS_IN_A_YEAR, Panel, Shown
from pipelines.signals.signal import Signal
from pipelines.signals.unusual import FEWEST_PEOPLE
from pipelines.signals.words import figure, listed, month, short

PRESSING = (Severity.CRITICAL, Severity.WARNING)
FEWEST_MONTHS = 3
NOTHING_ELSE = "Of what else is shown, nothing moved much meanwhile."


@dataclass(frozen=True, slots=True)
class Companion:
    """A measure, what a sentence calls it, and how many points of change are worth saying."""

    key: str
    subject: str
    material: float


COMPANIONS = (
    Companion(LOAD, "load against the limit", material=10),
    Companion("online_share_of_all_cases", "the online abuse share of cases", material=5),
    Companion("training_cover_online_abuse", "cover of online abuse training", material=10),
    Companion("managerial_supervision_in_time", "supervision in time", material=10),
    Companion("stressed_moderately_or_very", "moderate or high stress", material=10),
    Companion("absence_rate", "sickness absence", material=1),
    Companion("vacancy_rate", "the share of vacant posts", material=5),
)


def with_what_changed(panel: Panel, signals: list[Signal]) -> Iterator[Signal]:
    """The signals, each pressing one about a month with the sentence on what moved with it."""
    shown = dict(_shown_companions(panel))
    for signal in signals:
        if signal.severity in PRESSING and panel.monthly(signal.measure_key) is not None:
            yield replace(signal, beside=_told(panel, shown, signal))
        else:
            yield signal


def _shown_companions(panel: Panel) -> Iterator[tuple[Companion, Shown]]:
    """Those that a release by month or wave holds; of loads only what is comparable with the latest."""
    for companion in COMPANIONS:
        shown = panel.measures.get(companion.key)
        if shown is not None and shown.measure.period_kind is not PeriodKind.YEAR:
            yield companion, comparable(panel, shown) if companion.key == LOAD else shown


def _told(panel: Panel, shown: Mapping[Companion, Shown], signal: Signal) -> str:
    """What moved from the month before the signal began (a year earlier where it has no beginning) to the latest."""
    began = (
        months_before(signal.period_end, MONTHS_IN_A_YEAR) if signal.since is None else months_before(signal.since, 1)
    )
    row = panel.row_of[signal.unit_id]
    moved, any_shown = [], False
    for companion, each in shown.items():
        found = None if companion.key == signal.measure_key else _nearest(panel, row, companion, each, began)
        any_shown |= found is not None
        if found is not None and found.is_material:
            moved.append(found.told(panel, row))
    if moved:
        return f"Between {month(began)} and {month(signal.period_end)}: {listed(moved)}."
    # In less than a quarter of a year hardly anything moves so far.
    is_long = months_before(signal.period_end, FEWEST_MONTHS) >= began
    return NOTHING_ELSE if any_shown and is_long else ""


@dataclass(frozen=True, slots=True)
class _Moved:
    """One companion at the beginning and now, in the unit of `row`."""

    row: int
    companion: Companion
    shown: Shown
    before: int
    latest: int

    @property
    def change(self) -> float:
        return float(self.shown.value[self.row, self.latest] - self.shown.value[self.row, self.before])

    @property
    def is_material(self) -> bool:
        """In a team of six one person is a sixth of it: the change is of two people at least."""
        if self.companion.key == LOAD:
            return abs(self.change) >= self.companion.material
        fewest = float(self.shown.base[self.row, [self.before, self.latest]].min())
        return abs(self.change) >= max(self.companion.material, FEWEST_PEOPLE * PERCENT_SCALE / max(fewest, 1.0))

    def told(self, panel: Panel, row: int) -> str:
        """`supervision in time fell from 84% to 52%`; of the unit above where the team's own is not shown."""
        first, last = (self.shown.value[self.row, at] for at in (self.before, self.latest))
        whose = "" if self.row == row else f" of {panel.units[self.row].name}"
        measure = self.shown.measure
        when = (
            f" (survey of {month(self.shown.periods[self.latest])})" if measure.period_kind is PeriodKind.WAVE else ""
        )
        moved = "rose" if self.change > 0 else "fell"
        return f"{self.companion.subject}{whose} {moved} from {short(measure, first)} to {figure(measure, last)}{when}"


def _nearest(panel: Panel, row: int, companion: Companion, shown: Shown, began: date) -> _Moved | None:
    """The companion in the unit itself, else in its service: the nearest where both ends are shown."""
    earlier = [place for place, period in enumerate(shown.periods) if period <= began]
    if not earlier:
        return None
    before, latest = earlier[-1], len(shown.periods) - 1
    is_wave = shown.measure.period_kind is PeriodKind.WAVE
    if before == latest or (shown.periods[before] != began and not is_wave):
        return None
    for candidate in _upwards(panel, row):
        known = not np.isnan(shown.value[candidate, before] + shown.value[candidate, latest])
        answers = min(shown.base[candidate, before], shown.base[candidate, latest])
        enough = not is_wave or answers >= FEWEST_ANSWERS[Answered.QUESTION]
        if known and enough:
            return _Moved(candidate, companion, shown, before, latest)
    return None


def _upwards(panel: Panel, row: int) -> Iterator[int]:
    """The unit and, of a team, its service: further up a figure says little about the team."""
    yield row
    unit = panel.units[row]
    if unit.level is Level.TEAM and unit.parent_id is not None:
        yield panel.row_of[unit.parent_id]
