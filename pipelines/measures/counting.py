"""Quantities counted: rows of a subject → one number per unit and period.

What lives here: which rows a condition keeps, and how counts, sums and quantiles come about at every level. What does
not: what is divided by what (`compute`), or which rows there are (`subjects`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.measures.dominance import SumRule, contributions, is_alike
from pipelines.measures.measure import IS, MEDIAN, NOT, Quantity
from pipelines.measures.subject import PERIOD, UNIT, SubjectRows
from pipelines.organisation import Level, Organisation, Unit
from pipelines.snapshots import Days, Flags, Positions, as_one_code, dates, includes

Numbers = NDArray[np.float64]
"""Units down, periods across."""

PARTS_OF_ONE = 1e9
"""Amounts are added up as whole billionths, which is exact in any order up to nine million. Added up as fractions, a
sum on the verge of rounding would fall to either side with the order of rows, which the pseudonym key decides."""


def units_with_results(organisation: Organisation) -> tuple[Unit, ...]:
    """Teams, services and authorities, in the organisation's order; above them we hold no rows."""
    return tuple(unit for unit in organisation if unit.level.depth >= Level.AUTHORITY.depth)


@dataclass(frozen=True, repr=False, eq=False)
class Counter:
    """The rows of one subject, ready to be counted in every unit and period."""

    organisation: Organisation
    subject: SubjectRows
    periods: Days

    def of(self, quantities: Iterable[Quantity]) -> dict[Quantity, Numbers]:
        """Each quantity in every unit and period; a quantile that cannot be told is missing."""
        team = self.subject.rows[UNIT].cat.codes.to_numpy().astype(np.int64)
        period = np.searchsorted(self.periods, dates(self.subject.rows[PERIOD]))
        counted = {}
        for quantity in quantities:
            chosen = rows_where(self.subject.rows, quantity.where)
            if quantity.is_additive:
                weights = None if quantity.column is None else self._amounts(quantity.column)[chosen]
                counted[quantity] = self._added_up(team[chosen], period[chosen], weights)
            else:
                counted[quantity] = self._quantiles(quantity, team, period, chosen)
        return counted

    def is_dominated(self, part: Quantity, whole: Quantity | None, rule: SumRule) -> Flags:
        """In which units and periods one or two people make up a sum, or all that is left of the `whole` it is part of.

        Never where it is no sum of people's facts.
        """
        if part.contributor is None:
            return np.zeros((len(self._belongs), len(self.periods)), dtype=np.bool_)
        if part.bounds is not None:
            return self._is_alike(part, part.bounds, rule.least_people)
        person = self.subject.rows[part.contributor].to_numpy()
        given = self._given(part)
        is_dominated = self._is_made_up_by_few(given, person, rule)
        if whole is not None:
            is_dominated |= self._is_made_up_by_few(self._given(whole) - given, person, rule)
        return is_dominated

    def spread(self, scores: Quantity, people: Numbers) -> Numbers:
        """The standard deviation of people's scores in every unit and period; missing for fewer than two people."""
        team, period, chosen = self._placed(scores)
        amounts = self._amounts(str(scores.column))[chosen]
        added, squares = (self._added_up(team, period, each) for each in (amounts, amounts**2))
        enough = people > 1
        deviations = squares - np.divide(added**2, people, out=np.zeros_like(added), where=enough)
        variance = np.divide(np.maximum(deviations, 0), people - 1, out=np.full_like(added, np.nan), where=enough)
        return np.sqrt(variance)

    def _is_alike(self, scores: Quantity, bounds: tuple[float, float], least_people: int) -> Flags:
        team, period, chosen = self._placed(scores)
        units, periods = len(self._belongs), len(self.periods)
        unit, row = np.nonzero(self._belongs[:, team])
        score = self._amounts(str(scores.column))[chosen][row]
        found = is_alike(unit * periods + period[row], score, bounds, least_people, units * periods)
        return found.reshape(units, periods)

    def _placed(self, quantity: Quantity) -> tuple[Positions, Positions, Positions]:
        """Team and period of the rows that count, and which rows these are."""
        chosen = np.flatnonzero(rows_where(self.subject.rows, quantity.where))
        team = self.subject.rows[UNIT].cat.codes.to_numpy().astype(np.int64)[chosen]
        return team, np.searchsorted(self.periods, dates(self.subject.rows[PERIOD]))[chosen], chosen

    def _given(self, quantity: Quantity) -> Numbers:
        """What each row contributes to a sum."""
        return np.where(rows_where(self.subject.rows, quantity.where), self._amounts(str(quantity.column)), 0.0)

    def _is_made_up_by_few(self, given: Numbers, person: Positions, rule: SumRule) -> Flags:
        chosen = np.flatnonzero(given)
        team = self.subject.rows[UNIT].cat.codes.to_numpy()[chosen]
        period = np.searchsorted(self.periods, dates(self.subject.rows[PERIOD]))[chosen]
        units, periods = len(self._belongs), len(self.periods)
        unit, row = np.nonzero(self._belongs[:, team])
        found = contributions(unit * periods + period[row], person[chosen[row]], given[chosen[row]], units * periods)
        return rule.is_dominated(found).reshape(units, periods)

    def is_known(self, quantity: Quantity) -> Flags:
        """The periods in which the extracts tell of every column that the quantity names."""
        named = {condition.removeprefix(NOT).partition(IS)[0] for condition in quantity.where}
        named |= {column for column in (quantity.column, quantity.observed) if column is not None}
        spans = [self.subject.rows_known, *(span for column, span in self.subject.known.items() if column in named)]
        known: Flags = np.logical_and.reduce([span.holds(self.periods) for span in spans])
        return known

    def _amounts(self, column: str) -> Numbers:
        return self.subject.rows[column].to_numpy(dtype=np.float64)

    def _added_up(self, team: Positions, period: Positions, weights: Numbers | None) -> Numbers:
        """By team first; what stands above is the sum of its teams, so parts always add up to their whole."""
        teams, periods = len(self.organisation.at(Level.TEAM)), len(self.periods)
        whole = None if weights is None else np.rint(weights * PARTS_OF_ONE)
        flat = np.bincount(team * periods + period, whole, minlength=teams * periods)
        by_team = flat.astype(np.float64).reshape(teams, periods)
        unit, member = np.nonzero(self._belongs)
        summed = np.zeros((len(self._belongs), periods))
        np.add.at(summed, unit, by_team[member])
        return summed if weights is None else summed / PARTS_OF_ONE

    def _quantiles(self, quantity: Quantity, team: Positions, period: Positions, chosen: Flags) -> Numbers:
        """From the rows at every level: a quantile of quantiles is none."""
        durations = self._amounts(str(quantity.column))
        observed = () if quantity.observed is None else (quantity.observed,)
        is_over = rows_where(self.subject.rows, observed)
        share = MEDIAN if quantity.quantile is None else quantity.quantile
        found = np.full((len(self._belongs), len(self.periods)), np.nan)
        for at in range(len(self.periods)):
            rows = np.flatnonzero(chosen & (period == at))
            for unit, belongs in enumerate(self._belongs):
                own = rows[belongs[team[rows]]]
                found[unit, at] = duration_quantile(durations[own], is_over[own], share)
        return found

    @cached_property
    def _belongs(self) -> NDArray[np.bool_]:
        """Which team belongs to which unit (units down, teams across), a team to itself."""
        place = {team.unit_id: number for number, team in enumerate(self.organisation.at(Level.TEAM))}
        units = units_with_results(self.organisation)
        belongs = np.zeros((len(units), len(place)), dtype=np.bool_)
        for row, unit in enumerate(units):
            members = [unit, *self.organisation.descendants(unit.unit_id)]
            belongs[row, [place[member.unit_id] for member in members if member.unit_id in place]] = True
        return belongs


def count_all(quantities: Iterable[Quantity], counters: Mapping[str, Counter]) -> dict[Quantity, Numbers]:
    """Every quantity once, however many measures show it."""
    by_subject: dict[str, dict[Quantity, None]] = {}
    for quantity in quantities:
        by_subject.setdefault(quantity.subject, {})[quantity] = None
    counted: dict[Quantity, Numbers] = {}
    for subject, named in by_subject.items():
        counted |= counters[subject].of(named)
    return counted


def rows_where(rows: pd.DataFrame, conditions: Iterable[str]) -> Flags:
    """The rows that meet every condition: a flag, `not` a flag, or `column=code`."""
    chosen = np.ones(len(rows), dtype=np.bool_)
    for condition in conditions:
        column, _, code = condition.partition(IS)
        if code:
            chosen &= includes(rows[column], as_one_code(code))
        elif condition.startswith(NOT):
            chosen &= ~rows[condition.removeprefix(NOT)].to_numpy()
        else:
            chosen &= rows[condition].to_numpy()
    return chosen


def duration_quantile(durations: Numbers, is_over: Flags, share: float) -> float:
    """The time by which a share is over (Kaplan and Meier); missing while more than the rest go on at every time seen.

    A duration that still runs counts among those at risk for as long as it has lasted, and no longer.
    """
    times, at = np.unique(durations, return_inverse=True)
    ending = np.bincount(at, is_over, minlength=len(times))
    leaving = np.bincount(at, minlength=len(times))
    at_risk = len(durations) - np.cumsum(leaving) + leaving
    still = np.cumprod(1 - ending / at_risk)
    # A hair above the rest is the rest: products of fractions are not exact.
    reached = np.flatnonzero(still <= 1 - share + np.finfo(np.float64).eps * len(durations))
    return float(times[reached[0]]) if len(reached) else np.nan
