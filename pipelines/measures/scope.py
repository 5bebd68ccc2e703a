"""What one authority's measures are worked out over: its extracts, its teams, its months and its survey waves.

What lives here: which periods are measured, and codes for teams and practitioners that hold across extracts. What does
not: any rule about cases or practitioners (`snapshots`, `subjects`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.contracts.dataset import Column, Dataset
from pipelines.contracts.establishment import Establishment
from pipelines.contracts.involvements import Involvements
from pipelines.contracts.supervision import Supervision
from pipelines.contracts.survey import Survey
from pipelines.contracts.time_use import TimeUse
from pipelines.contracts.training import Training
from pipelines.contracts.workforce import Workforce
from pipelines.contracts.workload_settings import WorkloadSettings
from pipelines.measures.subject import NEVER, PERIOD, UNIT, Amount, Person, Span, Subject, SubjectRows
from pipelines.measures.workload_policy import SHIPPED, Policy, WorkloadPolicy, policy_of
from pipelines.organisation import Level, Organisation
from pipelines.periods import last_complete_month_end, month_end, month_ends, months_before
from pipelines.snapshots import Days, Positions, dates, month_end_of

_KINDS = {Amount: np.float64, Person: np.intp}


@dataclass(frozen=True, repr=False, eq=False)
class Scope:
    """One authority's pseudonymised extracts and the periods to measure.

    `months` and `waves` are month-ends: a wave stands at the end of the month that holds its census day.
    """

    frames: Mapping[str, pd.DataFrame]
    organisation: Organisation
    months: Days
    waves: Days
    first_ending: Days
    """The day on which the casework extract begins to tell of every open case, if it holds any ending at all."""
    workload: WorkloadPolicy = SHIPPED
    """The limits, shares and intervals of this authority."""

    def number(self, policy: Policy, applies_to: str = "") -> NDArray[np.float64]:
        """The authority's number at each month-end."""
        return self.workload.on(self.months, policy, applies_to)

    def frame(self, dataset: type[Dataset]) -> pd.DataFrame:
        """The rows of a dataset; asked only of those that are there."""
        return self.frames[dataset.key]

    def has(self, dataset: type[Dataset], column: Column | None = None) -> bool:
        """Whether the dataset was supplied with rows, and the column with at least one answer."""
        rows = self.frames.get(dataset.key)
        return rows is not None and not rows.empty and (column is None or bool(rows[column].notna().any()))

    @cached_property
    def teams(self) -> pd.Index[str]:
        return pd.Index([team.unit_id for team in self.organisation.at(Level.TEAM)], dtype="str")

    @cached_property
    def practitioners(self) -> pd.Index[str]:
        """Everyone whom any extract names, so that no record is taken for somebody else's."""
        named: set[str] = set()
        for dataset in (Workforce, Involvements, Training, Supervision, TimeUse):
            if dataset.key in self.frames:
                named.update(self.frame(dataset)[dataset.practitioner_id].cat.categories)
        return pd.Index(sorted(named), dtype="str")

    def team(self, column: pd.Series) -> Positions:
        """The place in `teams` of each row's team."""
        return _recoded(column, self.teams)

    def practitioner(self, column: pd.Series) -> Positions:
        """The place in `practitioners` of each row's practitioner; -1 where nobody is named."""
        return _recoded(column, self.practitioners)

    def placed(self, team: Positions, period: Positions, periods: Days) -> dict[str, object]:
        """The two columns every subject's frame begins with."""
        return {
            UNIT: pd.Categorical.from_codes(team, categories=self.teams),
            PERIOD: periods[period].astype("datetime64[s]"),
        }

    def has_a_wave(self) -> bool:
        """Whether a survey wave was held in the months measured."""
        return self.has(Survey) and bool(
            np.isin(month_end_of(dates(self.frame(Survey)[Survey.wave])), self.waves).any()
        )

    def nothing_known(self, subject: type[Subject]) -> SubjectRows:
        """The frame of a subject whose extract was not supplied."""
        nobody = np.zeros(0, dtype=np.intp)
        columns: dict[str, object] = {
            column: np.zeros(0, dtype=_KINDS.get(type(column), np.bool_)) for column in subject.columns()
        }
        return SubjectRows(pd.DataFrame(self.placed(nobody, nobody, self.months) | columns), rows_known=NEVER)


def _recoded(column: pd.Series, categories: pd.Index[str]) -> Positions:
    places = np.append(categories.get_indexer(column.cat.categories), -1)
    return places[column.cat.codes.to_numpy()]


def scope_of(
    frames: Mapping[str, pd.DataFrame], organisation: Organisation, reference_date: date | None, months: int
) -> Scope:
    """The last `months` months up to the reference date, as far as the casework extract reaches back."""
    last = reference_month_end(frames, reference_date)
    window = np.array(month_ends(months_before(last, months - 1), last), dtype="datetime64[D]")
    first_ending = _first_ending(frames)
    # The last month is measured in any case: then every open case is known.
    is_complete = known_after(first_ending, 1).holds(window) | (window == window[-1])
    workload = policy_of(frames.get(WorkloadSettings.key))
    return Scope(frames, organisation, window[is_complete], _waves(frames, window), first_ending, workload)


def known_after(recorded: Days, months: int) -> Span:
    """From the month-end by which records cover so many whole or part months; never where there is no record."""
    days = recorded[~np.isnat(recorded)]
    if not len(days):
        return NEVER
    first = days.min().astype("datetime64[M]") + np.timedelta64(months - 1, "M")
    return Span(first=month_end_of(np.array([first]))[0])


def reference_month_end(frames: Mapping[str, pd.DataFrame], reference_date: date | None) -> date:
    """The last complete month at the given date; otherwise the last month of the establishment extract.

    Without establishment it is the last month complete at the latest day on which a case began or ended.
    """
    if reference_date is not None:
        return last_complete_month_end(reference_date)
    if Establishment.key in frames and not frames[Establishment.key].empty:
        return month_end(frames[Establishment.key][Establishment.month_end].max().date())
    involvements = frames[Involvements.key]
    latest = involvements[[Involvements.started, Involvements.ended]].max().max()
    return last_complete_month_end(latest.date())


def _first_ending(frames: Mapping[str, pd.DataFrame]) -> Days:
    """The day of the first ending; from its month-end on the casework extract tells of every case that was open.

    An extract holds the cases open on or after some day. Before the first ending it knows only of those that were
    still open later; counting them would draw a rising caseload out of nothing.
    """
    ended = dates(frames[Involvements.key][Involvements.ended])
    return np.sort(ended[~np.isnat(ended)])[:1]


def _waves(frames: Mapping[str, pd.DataFrame], window: Days) -> Days:
    """The month-end of each survey wave in the window; the last month alone where none was held."""
    if Survey.key not in frames or frames[Survey.key].empty:
        return window[-1:]
    held = np.unique(month_end_of(dates(frames[Survey.key][Survey.wave])))
    within = held[np.isin(held, window)]
    return within if len(within) else window[-1:]
