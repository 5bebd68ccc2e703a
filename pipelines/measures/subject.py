"""How a subject is declared: what one row of a counted frame is, and the columns that quantities may name.

What lives here: the declaration, the frame that carries it and the three ways to make a `Quantity` of it. What does
not: any subject (`subjects`) or how rows are counted (`counting`). Columns are objects: a typo is an `AttributeError`
at import, and a column of another subject is refused there too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

import numpy as np
import pandas as pd

from pipelines.contracts.code_lists import CodeList
from pipelines.measures.measure import IS, MEDIAN, NOT, Quantity, Statistic
from pipelines.periods import PeriodKind
from pipelines.snapshots import Days, Flags

UNIT, PERIOD = "unit_id", "period_end"
"""Every subject's frame says in which team a row stands and to which period it belongs."""

_FIRST, _LAST = np.datetime64("0001-01-01", "D"), np.datetime64("9999-12-31", "D")


class SubjectColumn(str):
    """A column of a subject; it *is* its name. `description` completes "one row for which …"."""

    description: str

    def __new__(cls, name: str, description: str) -> Self:
        column = super().__new__(cls, name)
        column.description = description
        return column

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Declarations that travel between processes name their columns as plain text."""
        return (str, (str(self),))


class Flag(SubjectColumn):
    """True or false in every row."""

    @property
    def is_not(self) -> str:
        """The condition that the flag is false."""
        return f"{NOT}{self}"


class Amount(SubjectColumn):
    """A number in every row."""


class Person(SubjectColumn):
    """Whose fact a row is: a number within one run, neither identifier nor token, and never published."""


class Code(SubjectColumn):
    """A code in every row, or several joined by semicolons, by which a measure may be broken down."""

    codes: tuple[str, ...]

    def __new__(cls, name: str, description: str, code_list: CodeList | None = None, *further: str) -> Self:
        column = super().__new__(cls, name, description)
        column.codes = (*(code_list.labels if code_list else ()), *further)
        return column


class Title(SubjectColumn):
    """A title as somebody wrote it, or several, by which a measure may be broken down; only the rows know which."""


class Subject:
    """Base of every subject: a class whose attributes are its columns. `grain` says what one row is."""

    key: ClassVar[str]
    grain: ClassVar[str]
    period_kind: ClassVar[PeriodKind] = PeriodKind.MONTH

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for attribute, column in vars(cls).items():
            if isinstance(column, SubjectColumn) and attribute != column:
                raise TypeError(f"{cls.__name__}.{attribute} is called {column!s}; one name for one column")

    @classmethod
    def columns(cls) -> tuple[SubjectColumn, ...]:
        """Every declared column in order."""
        return tuple(column for column in vars(cls).values() if isinstance(column, SubjectColumn))


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last period-end of which the extracts tell."""

    first: np.datetime64 = _FIRST
    last: np.datetime64 = _LAST

    def holds(self, periods: Days) -> Flags:
        """Which of the periods lie within."""
        return (periods >= self.first) & (periods <= self.last)


ALWAYS, NEVER = Span(), Span(first=_LAST, last=_FIRST)


@dataclass(frozen=True, repr=False, eq=False)
class SubjectRows:
    """The frame of a subject: `unit_id` (category of the teams), `period_end` and the subject's columns.

    `known` says of which periods the extracts tell what stands in a column, `rows_known` of which they tell the rows
    themselves; without a word, of all. What is not known is `x`, whatever the rows say. `titles` are those that occur
    in a column of titles, in an order that the order of the rows does not change.
    """

    rows: pd.DataFrame
    known: Mapping[str, Span] = field(default_factory=dict)
    rows_known: Span = ALWAYS
    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def count(key: str, subject: type[Subject], *where: str) -> Quantity:
    """How many rows meet every condition."""
    return Quantity(key, subject.key, _checked(subject, where))


def total(key: str, subject: type[Subject], column: Amount, *where: str, of: Person | None = None) -> Quantity:
    """The sum of a column over the rows that meet every condition; `of` whom, where it is a fact about individuals."""
    _checked(subject, (column,) if of is None else (column, of))
    return Quantity(key, subject.key, _checked(subject, where), Statistic.SUM, column, contributor=of)


def scores(
    key: str, subject: type[Subject], column: Amount, of: Person, bounds: tuple[float, float], *where: str
) -> Quantity:
    """The sum of people's scores on a scale from the least to the most of `bounds`, to be divided by their number."""
    return replace(total(key, subject, column, *where, of=of), bounds=bounds)


def quantile(
    key: str, subject: type[Subject], column: Amount, observed: Flag, *where: str, share: float = MEDIAN
) -> Quantity:
    """The time by which a share of durations is over; those not `observed` to end are still running."""
    _checked(subject, (column, observed))
    conditions = _checked(subject, where)
    return Quantity(key, subject.key, conditions, Statistic.QUANTILE, column, observed=observed, quantile=share)


def _checked(subject: type[Subject], conditions: tuple[str, ...]) -> tuple[str, ...]:
    named = {condition.removeprefix(NOT).partition(IS)[0] for condition in conditions}
    strange = named - set(subject.columns())
    if strange:
        raise ValueError(f"{subject.__name__} has no column {', '.join(sorted(strange))}")
    return conditions
