"""Protected cells laid out for arithmetic: one matrix (units × periods) per measure, missing where nothing is shown.

What lives here: the layout, made once per release, and plain look-ups in it. What does not: any rule, and anything
but whole figures (breakdowns raise no signals).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.measures.measure import Measure
from pipelines.measures.workload_policy import SHIPPED, WorkloadPolicy
from pipelines.organisation import Level, Organisation, Unit
from pipelines.periods import PeriodKind, months_before
from pipelines.published import Severity, Symbol
from pipelines.signals.arrays import Flags, Floats, Whole
from pipelines.signals.known_events import KnownEvent
from pipelines.signals.rule import Rule
from pipelines.signals.signal import Signal
from pipelines.signals.spc import MDC, Profile

if TYPE_CHECKING:
    from pipelines.signals.charting import Charted
    from pipelines.signals.funnels import Group

MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of one measure. Rows are the panel's units, columns its own periods, oldest first.

    `hidden` marks the cells withheld to protect people; every other cell without a value was never known. `spread`: the
    standard deviation of a mean of scores, missing for other measures.
    """

    measure: Measure
    periods: tuple[date, ...]
    value: Floats
    base: Floats
    hidden: Flags
    spread: Floats

    @property
    def latest(self) -> date:
        return self.periods[-1]

    def at(self, period: date) -> Floats:
        """The value of each unit in the period; missing where it is not shown."""
        if period not in self.periods:
            return np.full(len(self.value), np.nan)
        return self.value[:, self.periods.index(period)]

    def months_of(self, row: int) -> list[date]:
        """The periods for which the unit's value is shown, oldest first."""
        return [period for period, value in zip(self.periods, self.value[row], strict=True) if not np.isnan(value)]

    def year_earlier(self) -> Floats:
        """The value of each unit at the month-end a year before the latest; missing where it is not shown."""
        return self.at(months_before(self.latest, MONTHS_IN_A_YEAR))


@dataclass(frozen=True)
class Panel:
    """A release ready for reading: units in the organisation's order and the measures that have cells.

    `profile` are the rules by which its charts are read, `events` what parts them.
    """

    organisation: Organisation
    measures: Mapping[str, Shown]
    profile: Profile = MDC
    events: tuple[KnownEvent, ...] = ()
    charted: dict[str, Charted] = field(default_factory=dict, compare=False, repr=False)
    """The charts made so far, by measure: several rules and the published tables read the same one."""
    funnels: dict[str, list[Group]] = field(default_factory=dict, compare=False, repr=False)
    """The funnels made so far, by measure, for the same reason."""
    workload: Mapping[str, WorkloadPolicy] = field(default_factory=dict)
    """By authority: its limits, bands, weights and targets."""

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.organisation.units

    def at(self, level: Level) -> Flags:
        """Which units stand at the level."""
        return np.array([unit.level is level for unit in self.units], dtype=np.bool_)

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The row of each unit by its code."""
        return {unit.unit_id: row for row, unit in enumerate(self.units)}

    @cached_property
    def authority(self) -> Whole:
        """For each unit the row of the authority it belongs to (its own for an authority), -1 above authorities."""
        row = self.row_of
        found = np.full(len(self.units), -1, dtype=np.intp)
        for unit in self.organisation.at(Level.AUTHORITY):
            members = [unit, *self.organisation.descendants(unit.unit_id)]
            found[[row[member.unit_id] for member in members]] = row[unit.unit_id]
        return found

    @cached_property
    def workload_of_units(self) -> tuple[WorkloadPolicy, ...]:
        """For each unit what applies in its authority; what the program brings along where there is none."""
        keys = (self.units[row].unit_id if row >= 0 else "" for row in self.authority.tolist())
        return tuple(self.workload.get(key, SHIPPED) for key in keys)

    def authority_name(self, row: int) -> str:
        """What the authority of a unit is called; asked only of units that have one."""
        return self.units[int(self.authority[row])].name

    def monthly(self, key: str) -> Shown | None:
        """The measure, where the release holds it by month."""
        return self._of_kind(key, PeriodKind.MONTH)

    def by_wave(self, key: str) -> Shown | None:
        """The measure, where the release holds it by survey wave."""
        return self._of_kind(key, PeriodKind.WAVE)

    def yearly(self, key: str) -> Shown | None:
        """The measure, where the release holds it by year."""
        return self._of_kind(key, PeriodKind.YEAR)

    def _of_kind(self, key: str, kind: PeriodKind) -> Shown | None:
        shown = self.measures.get(key)
        return shown if shown is not None and shown.measure.period_kind is kind else None

    def signal(
        self, row: int, shown: Shown, rule: Rule, severity: Severity, sentence: str, *, since: date | None = None
    ) -> Signal:
        """A signal of the unit in this row about the latest period of the measure."""
        return Signal(self.units[row].unit_id, shown.measure.key, shown.latest, rule.key, severity, sentence, since)

    def teams_by_authority(self) -> list[Whole]:
        """The rows of the teams of each authority."""
        teams = np.flatnonzero(self.at(Level.TEAM) & (self.authority >= 0))
        by_authority = teams[np.argsort(self.authority[teams], kind="stable")]
        starts = np.flatnonzero(np.diff(self.authority[by_authority])) + 1
        return [rows for rows in np.split(by_authority, starts) if rows.size]


def lay_out(protected: ProtectedResults, profile: Profile = MDC, events: tuple[KnownEvent, ...] = ()) -> Panel:
    """One pass over the whole figures of a release."""
    whole = protected.cells[protected.cells["breakdown_topic"] == ""]
    units = [unit.unit_id for unit in protected.organisation.units]
    keys = [measure.key for measure in protected.measures]
    unit = pd.Categorical(whole["unit_id"], categories=units).codes
    measure = pd.Categorical(whole["measure_key"], categories=keys).codes
    order = np.argsort(measure, kind="stable")
    bounds = np.searchsorted(measure[order], np.arange(len(keys) + 1))
    columns = _Columns(
        unit=unit.astype(np.intp),
        period=whole["period_end"].to_numpy(dtype="datetime64[D]"),
        value=whole["value"].to_numpy(dtype=np.float64),
        base=whole["base"].to_numpy(dtype=np.float64),
        spread=whole["spread"].to_numpy(dtype=np.float64),
        hidden=(whole["symbol"] == Symbol.CONFIDENTIAL).to_numpy(dtype=np.bool_, na_value=False),
    )
    return Panel(
        organisation=protected.organisation,
        measures={
            each.key: _shown(each, columns, order[bounds[number] : bounds[number + 1]], len(units))
            for number, each in enumerate(protected.measures)
            if bounds[number] < bounds[number + 1]
        },
        profile=profile,
        events=events,
        workload=protected.workload,
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    unit: Whole
    period: np.ndarray[tuple[int], np.dtype[np.datetime64]]
    value: Floats
    base: Floats
    spread: Floats
    hidden: Flags


def _shown(measure: Measure, columns: _Columns, rows: Whole, units: int) -> Shown:
    periods, column = np.unique(columns.period[rows], return_inverse=True)
    value, base, spread = np.full((3, units, len(periods)), np.nan)
    hidden = np.zeros(value.shape, dtype=np.bool_)
    where = (columns.unit[rows], column)
    value[where], base[where], hidden[where] = columns.value[rows], columns.base[rows], columns.hidden[rows]
    spread[where] = columns.spread[rows]
    return Shown(measure, tuple(periods.astype("datetime64[D]").tolist()), value, base, hidden, spread)
