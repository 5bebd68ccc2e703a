"""A survey instrument as data: its items, their answers, and the scales and indicators made of them.

What lives here: what a definition says, once it is known to hold together. What does not: reading and refusing one
(`definition`), the definitions (`instruments/*.json`), or scoring (`scoring`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

FEWEST_RESPONDENTS = 10
"""No instrument may be reported on smaller groups (Civil Service People Survey, HSE Management Standards)."""


class Direction(StrEnum):
    """Which way a score or share is good."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    NEITHER = "neither"


class Method(StrEnum):
    """How the answers of one respondent become a score."""

    MEAN = "mean"
    """Mean of the items' scores."""
    SUM = "sum"
    """Sum of the items' scores."""
    PERCENT_POSITIVE = "percent_positive"
    """Of the items answered, the share (%) with a positive answer."""
    PERCENT_DIFFERENCE = "percent_difference"
    """100 where the first item alone is positive, -100 where the second alone is: the mean is a gap in points."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer an item takes; without a score it is in no denominator (not applicable, prefer not to say)."""

    value: str
    label: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Item:
    """One question, named in our words. `fingerprint`: SHA-256 of its published heading, by which exports are known.

    `answers` is the name of its set of answers.
    """

    code: str
    number: int | None
    label: str
    answers: str
    options: tuple[Option, ...]
    reverse: bool
    fingerprint: str | None

    @property
    def scores(self) -> Mapping[str, float]:
        """The score of each answer that has one, turned round where the item is put the other way."""
        given = {option.value: option.score for option in self.options if option.score is not None}
        if not self.reverse:
            return given
        ends = min(given.values()) + max(given.values())
        return {value: ends - score for value, score in given.items()}


@dataclass(frozen=True, slots=True)
class Told:
    """How a figure is told: its name among all measures, the question it answers, and the page it stands on."""

    key: str
    question: str
    topic: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A score for each respondent who answered at least `min_answered` of its items; of a group their mean."""

    code: str
    title: str
    items: tuple[str, ...]
    method: Method
    positive: frozenset[str]
    min_answered: int
    least: float
    most: float
    direction: Direction
    told: Told


@dataclass(frozen=True, slots=True)
class Indicator:
    """The share of respondents who gave one of the `numerator` answers, of those who gave one of the `denominator`."""

    code: str
    title: str
    item: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    direction: Direction
    told: Told


@dataclass(frozen=True, slots=True)
class Bands:
    """Words for a group's mean, from the lowest up: `labels` has one more than each scale's `cut_points`."""

    source: str
    note: str
    labels: tuple[str, ...]
    cut_points: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published figure beside a scale or indicator. `self_selected`: whoever wished to answered."""

    of: str
    value: float
    lower: float | None
    upper: float | None
    population: str
    year: int
    number: int | None
    self_selected: bool
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class GoldenTest:
    """Answers of a group and the figures that must come of them; `None` where nobody is in the denominator."""

    name: str
    respondents: tuple[Mapping[str, str], ...]
    expected: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A definition that has passed every check."""

    id: str
    version: str
    title: str
    short_title: str
    enabled: bool
    licence: str
    attribution: str
    min_group_size: int
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    indicators: tuple[Indicator, ...]
    bands: Bands | None
    comparisons: tuple[Comparison, ...]
    golden_tests: tuple[GoldenTest, ...]

    def __hash__(self) -> int:
        """What is made of an instrument is made once."""
        return hash((self.id, self.version))

    @property
    def keys(self) -> Mapping[str, str]:
        """The name among all measures of each scale and indicator, by its code."""
        scales = {scale.code: scale.told.key for scale in self.scales}
        return scales | {indicator.code: indicator.told.key for indicator in self.indicators}

    def told_of(self, scale: Scale) -> tuple[Indicator, ...]:
        """The indicators of a scale's items where every one of them has one; otherwise none."""
        found = tuple(indicator for indicator in self.indicators if indicator.item in scale.items)
        return found if {indicator.item for indicator in found} == set(scale.items) else ()
