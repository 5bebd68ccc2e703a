"""Invented authorities: uneven hierarchies, cases of every kind in each team and month, and measures of them.

A case has a status and an answer to whether online abuse is involved, which may not be recorded. What is published of
the cases is drawn too: which measures there are, down to which level, which are broken down, and what is missing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from builders.results import (
    NOT_RECORDED,
    NOT_RECORDED_SHARE,
    ONLINE,
    ONLINE_CASES,
    ONLINE_SHARE,
    OPEN,
    OPEN_CASES,
    RECORDED,
    measure,
)
from pipelines.measures.measure import MEDIAN, Flow, Link, Measure, MeasureUnit, Quantity, Statistic
from pipelines.measures.results import CELL_COLUMNS, Results
from pipelines.organisation import Level, Organisation, Unit

Kinds = frozenset[str]
"""Kinds of case, counted together."""

STATUSES, ANSWERS = ("cp", "cin", "cla"), ("online", "not online", "not recorded")
OPENED, CLOSED = Quantity("opened", "beginnings"), Quantity("closed", "endings")
NOT_ONLINE = Quantity("not_online", "cases", ("recorded", "not online"))
CASES = tuple(f"{status} {answer}" for status, answer in product(STATUSES, ANSWERS))
KINDS = (*CASES, "opened", "closed")
AUTHORITY_FLOOR = 40
"""Open cases of all but the smallest authorities; one with a handful may be impossible to cover."""
MONTHS = (date(2026, 2, 28), date(2026, 3, 31))

OPENED_CASES, CLOSED_CASES = measure("cases_opened", OPENED), measure("cases_closed", CLOSED)
ONLINE_WEEKS = measure(
    "online_weeks",
    Quantity("weeks", "cases", ("recorded", "online"), Statistic.QUANTILE, "weeks", quantile=MEDIAN),
    base=ONLINE, unit=MeasureUnit.WEEKS,
)  # fmt: skip
MEASURES = (
    OPEN_CASES, ONLINE_CASES, ONLINE_SHARE, NOT_RECORDED_SHARE, ONLINE_WEEKS, OPENED_CASES, CLOSED_CASES,
)  # fmt: skip
ON_ANSWERS = (ONLINE_CASES, ONLINE_SHARE, ONLINE_WEEKS)
TOGETHER_UNKNOWN = ((*ON_ANSWERS, NOT_RECORDED_SHARE), (OPENED_CASES,), (CLOSED_CASES,))
"""What an extract that does not hold something leaves unknown in a month."""
SPLIT = ((OPEN, (RECORDED, NOT_RECORDED)), (RECORDED, (ONLINE, NOT_ONLINE)))
LINKS = (
    *(Link(whole, parts) for whole, parts in SPLIT),
    *(
        Link(whole.part("status", code), tuple(part.part("status", code) for part in parts))
        for (whole, parts), code in product(SPLIT, STATUSES)
    ),
    *(
        Link(whole, tuple(whole.part("status", code) for code in STATUSES))
        for whole in (OPEN, RECORDED, NOT_RECORDED, ONLINE, NOT_ONLINE)
    ),
)
"""Everything that adds up, as a catalogue declares it."""


def kinds_of(quantity: Quantity) -> Kinds:
    """The kinds of case that a quantity counts."""
    if quantity.subject != "cases":
        return frozenset({quantity.key})
    answers = {
        frozenset[str](): ANSWERS,
        frozenset({"recorded"}): ANSWERS[:2],
        frozenset({"not_recorded"}): ANSWERS[2:],
        frozenset({"recorded", "online"}): ANSWERS[:1],
        frozenset({"recorded", "not online"}): ANSWERS[1:2],
    }[frozenset(where for where in quantity.where if "=" not in where)]
    statuses = [where.removeprefix("status=") for where in quantity.where if "=" in where] or STATUSES
    return frozenset(f"{status} {answer}" for status, answer in product(statuses, answers))


@dataclass(frozen=True)
class Published:
    """A measure, whole or one category of it, with the kinds that each of its numbers counts."""

    measure: Measure
    topic: str = ""
    breakdown: str = ""

    @property
    def depth(self) -> int:
        """How deep it is published; categories from services upwards, as the catalogue has it."""
        lowest = self.measure.lowest_level.depth
        return min(lowest, self.measure.breakdowns_from.depth) if self.topic else lowest

    @property
    def parts(self) -> tuple[Kinds | None, Kinds | None, Kinds]:
        """Numerator (none for a quantile), denominator and base."""
        numerator, denominator, base = self.measure.numerator, self.measure.denominator, self.measure.base
        shown = (numerator if numerator.is_additive else None, denominator, base)
        return tuple(None if one is None else self.kinds_of(one) for one in shown)  # type: ignore[return-value]

    @property
    def counts(self) -> tuple[Kinds, ...]:
        """Everything that a shown cell gives away."""
        return tuple(dict.fromkeys(part for part in self.parts if part is not None))

    def kinds_of(self, quantity: Quantity) -> Kinds:
        """What it counts of a quantity: the whole, or one category."""
        return kinds_of(quantity.part(self.topic, self.breakdown) if self.topic else quantity)


@dataclass(frozen=True)
class Invented:
    """An authority: `cases` by month, team and kind; what is published of them; what was not known in which month."""

    organisation: Organisation
    cases: Mapping[date, Mapping[str, Mapping[str, int]]]
    published: tuple[Published, ...]
    unknown: frozenset[tuple[date, str]]

    @property
    def is_tiny(self) -> bool:
        """Whether it has too few open cases to be sure of cover for what began and what ended."""
        return any(self.line("A", frozenset(CASES)) @ self.truth(month) < AUTHORITY_FLOOR for month in self.cases)

    @property
    def teams(self) -> tuple[str, ...]:
        return tuple(unit.unit_id for unit in self.organisation.at(Level.TEAM))

    def within(self, unit_id: str) -> set[str]:
        """The teams of a unit."""
        below = {unit.unit_id for unit in self.organisation.descendants(unit_id)}
        return ({unit_id} | below) & set(self.teams)

    def line(self, unit_id: str, kinds: Kinds) -> np.ndarray:
        """One for every kind of case, team by team, that is counted here."""
        teams = self.within(unit_id)
        return np.array([float(team in teams and kind in kinds) for team in self.teams for kind in KINDS])

    def count(self, unit_id: str, kinds: Kinds, month: date) -> float:
        """How many cases of these kinds a unit really has."""
        return float(self.line(unit_id, kinds) @ self.truth(month))

    def truth(self, month: date) -> np.ndarray:
        """How many cases there are, in the order of a line."""
        return np.array([float(self.cases[month][team][kind]) for team in self.teams for kind in KINDS])

    def results(self) -> Results:
        """What is handed to disclosure control."""
        cells = pd.DataFrame(self._cells(), columns=list(CELL_COLUMNS)).astype({"symbol": "str"})
        measures = tuple(dict.fromkeys(one.measure for one in self.published))
        flows = (Flow(OPEN, OPENED, CLOSED),)
        return Results(self.organisation, measures, LINKS, max(self.cases), cells, flows)

    def _cells(self) -> Iterator[tuple[object, ...]]:
        for month, one, unit in product(self.cases, self.published, self.organisation):
            if unit.level.depth > one.depth:
                continue
            key = unit.unit_id, one.measure.key, pd.Timestamp(month), one.topic, one.breakdown
            if (month, one.measure.key) in self.unknown:
                yield (*key, 0.0, 0.0, 0.0, False, None, "x", math.nan)
                continue
            numbers = [0.0 if kinds is None else self.count(unit.unit_id, kinds, month) for kinds in one.parts]
            yield (*key, *numbers, False, *self._shown(one, unit.unit_id, month, numbers), math.nan)

    def _shown(
        self, one: Published, unit_id: str, month: date, numbers: list[float]
    ) -> tuple[float | None, str | None]:
        """The value; where nobody answered `x`, and where nobody was there to ask `z`."""
        numerator, denominator, base = numbers
        recorded, asked = (self.count(unit_id, one.kinds_of(whole), month) for whole in (RECORDED, OPEN))
        if one.measure.key in {on_answers.key for on_answers in ON_ANSWERS} and asked and not recorded:
            return None, "x"
        if not one.measure.numerator.is_additive:
            return (8.0, None) if base else (None, "z")
        if one.measure.denominator is None:
            return numerator, None
        return (numerator / denominator * one.measure.scale, None) if denominator else (None, "z")


nobody, few, many = st.just(0), st.integers(0, 3), st.integers(0, 40)
counts_of_children = st.sampled_from([nobody | few, nobody | few | many, few | many])
"""A team of few cases, of few of some kinds, or of many: what is published are sums of several kinds."""


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """One to three services of one to four teams each, all below the authority or below a service of services."""
    units = [Unit("A", "Brackenshire", Level.AUTHORITY, None)]
    if draw(st.integers(0, 3)) == 0:
        units.append(Unit("S9", "Service of services", Level.SERVICE, "A"))
    for number, teams in enumerate(draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))):
        within = (
            "A" if number == 0 else draw(st.sampled_from([unit.unit_id for unit in units if unit.unit_id in "A S9"]))
        )
        units.append(Unit(f"S{number}", f"Service {number}", Level.SERVICE, within))
        units += [Unit(f"T{number}{team}", f"Team {number}{team}", Level.TEAM, f"S{number}") for team in range(teams)]
    parents = {unit.parent_id for unit in units}
    return Organisation(tuple(unit for unit in units if unit.level is not Level.SERVICE or unit.unit_id in parents))


@st.composite
def invented(draw: st.DrawFn) -> Invented:
    """An authority with one or two months of cases and a choice of measures."""
    organisation = draw(organisations())
    chosen = draw(st.lists(st.sampled_from(MEASURES), min_size=1, unique=True))
    published = []
    for one in chosen:
        level = draw(st.sampled_from([Level.TEAM, Level.TEAM, Level.SERVICE]))
        placed = replace(one, lowest_level=level)
        published.append(Published(placed))
        if one.base.subject == "cases" and draw(st.booleans()):
            published += [Published(placed, "status", code) for code in STATUSES]
    months = draw(st.sampled_from([MONTHS[-1:], MONTHS]))
    kinds = counts_of_children.flatmap(lambda counts: st.fixed_dictionaries(dict.fromkeys(KINDS, counts)))
    teams = [unit.unit_id for unit in organisation.at(Level.TEAM)]
    cases = {month: {team: draw(kinds) for team in teams} for month in months}
    if draw(st.integers(0, 9)):
        for by_team in cases.values():
            by_team[teams[0]]["cla not recorded"] += AUTHORITY_FLOOR
    missing = draw(st.lists(st.tuples(st.sampled_from(months), st.sampled_from(TOGETHER_UNKNOWN)), max_size=1))
    unknown = frozenset((month, one.key) for month, together in missing for one in together)
    return Invented(organisation, cases, tuple(published), unknown)
