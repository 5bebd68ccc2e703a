"""How a dataset is declared: its columns, their rules and how sensitive each is.

What lives here: the two declarations (`Column`, `Dataset`) from which reading, checking, pseudonymising, sample data
and the data dictionary derive. What does not: any dataset (one file each beside this), or any checking (`check`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self

from pipelines.contracts.code_lists import CodeList


class Kind(StrEnum):
    """How the text of a cell is read."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    """Several codes of one list in one cell, separated by semicolons."""
    DATE = "date"
    NUMBER = "number"


class Purpose(StrEnum):
    """Each kind of person or case has tokens of its own, so tables cannot be joined across kinds."""

    PRACTITIONER = "practitioner"
    CHILD = "child"
    CASE = "case"


class Sensitivity(StrEnum):
    """What becomes of a column when rows are pseudonymised."""

    TOKEN = "token"  # noqa: S105 - the name of a treatment, not a secret
    """A direct identifier: replaced by a keyed token."""
    KEEP = "keep"
    """Needed by a measure and not identifying by itself."""


class Column(str):
    """One column of a dataset. It *is* its heading, so `involvements[Involvements.started]` selects it.

    `required` means a blank cell is a finding; `optional_column` means the whole column may be absent. Bounds are
    inclusive; the `maximum` of a text is its length in characters. Blank cells of other columns stay missing: nothing
    is filled in, and missing never becomes "no".
    """

    kind: Kind
    description: str
    required: bool
    optional_column: bool
    sensitivity: Sensitivity
    purpose: Purpose | None
    codes: CodeList | None
    minimum: float | None
    maximum: float | None
    hint: str
    aliases: tuple[str, ...]

    def __new__(
        cls,
        name: str,
        kind: Kind,
        description: str,
        *,
        required: bool = False,
        optional_column: bool = False,
        purpose: Purpose | None = None,
        codes: CodeList | None = None,
        minimum: float | None = None,
        maximum: float | None = None,
        hint: str = "",
        aliases: tuple[str, ...] = (),
    ) -> Self:
        if (codes is not None) != (kind in (Kind.CODE, Kind.CODES)):
            raise ValueError(f"{name}: a code column has a code list and no other column has one")
        column = super().__new__(cls, name)
        column.kind = kind
        column.description = description
        column.required = required
        column.optional_column = optional_column
        column.sensitivity = Sensitivity.TOKEN if purpose else Sensitivity.KEEP
        column.purpose = purpose
        column.codes = codes
        column.minimum = minimum
        column.maximum = maximum
        column.hint = hint
        column.aliases = aliases
        return column

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Frames that travel between processes carry headings as plain text."""
        return (str, (str(self),))


@dataclass(frozen=True, slots=True)
class Order:
    """A rule between two dates of one row: `later` is never before `earlier`."""

    earlier: Column
    later: Column


@dataclass(frozen=True, slots=True)
class Part:
    """A rule between two numbers of one row: `part` is never more than `whole`."""

    part: Column
    whole: Column


@dataclass(frozen=True, slots=True)
class Reference:
    """Every value of `column` must occur in `target`, or in a column of `also`, of the dataset called `dataset`."""

    column: Column
    dataset: str
    target: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Rows that are the same in every column of `by` are the same in every one of `columns`; no `by` means all rows."""

    by: tuple[Column, ...]
    columns: tuple[Column, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Spells:
    """Rows that are the same in every column of `by` do not overlap: one may begin on the day another ends."""

    by: tuple[Column, ...]
    started: Column
    ended: Column


class Dataset:
    """Base of every dataset: a class whose attributes are its columns, in the order of the data dictionary.

    Subclasses set `key`, `grain` (what one row is), `unique` (columns that together occur once), `orders`, `parts`,
    `references`, `agreements`, `spells`, `apart` (columns of codes of which no two share a code), `month_ends` (dates
    that are the last day of their month), `unit_names` (names that are published, so no person's), `unasked` (columns
    on which no measure rests, so nothing is said where they are not supplied) and, for a dataset that must not name
    people, `declared_only`: any other column is refused, because no list of forbidden headings could be complete.
    """

    key: ClassVar[str]
    grain: ClassVar[str]
    unique: ClassVar[tuple[Column, ...]] = ()
    orders: ClassVar[tuple[Order, ...]] = ()
    parts: ClassVar[tuple[Part, ...]] = ()
    references: ClassVar[tuple[Reference, ...]] = ()
    agreements: ClassVar[tuple[Agreement, ...]] = ()
    spells: ClassVar[tuple[Spells, ...]] = ()
    apart: ClassVar[tuple[Column, ...]] = ()
    month_ends: ClassVar[tuple[Column, ...]] = ()
    unit_names: ClassVar[tuple[Column, ...]] = ()
    unasked: ClassVar[tuple[Column, ...]] = ()
    declared_only: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for attribute, column in vars(cls).items():
            if isinstance(column, Column) and attribute != column.lower():
                raise TypeError(f"{cls.__name__}.{attribute} is headed {column!s}; one name for one column")

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """Every declared column in order."""
        return tuple(column for column in vars(cls).values() if isinstance(column, Column))
