"""How a measure is written: one declaration from which aggregation, pages, exports and definitions derive.

What lives here: `Quantity` (something counted or summed), `Measure` (a figure made of quantities), `Link` and `Flow`
(what adds up to what). What does not: any particular measure (one file per topic) or their computation (`compute`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from pipelines.organisation import Level
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule


class Topic(StrEnum):
    """The page a measure stands on."""

    CASELOAD = "caseload"
    ONLINE_ABUSE = "online_abuse"
    TRAINING = "training"
    WELLBEING = "wellbeing"
    SUPPORT = "support"
    WORKFORCE = "workforce"


class MeasureUnit(StrEnum):
    """What one of the value is."""

    CHILDREN = "children"
    CASES_PER_FTE = "cases per FTE"
    PERCENT = "%"
    FTE = "FTE"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    SCORE = "score"
    """On a scale of few steps, as 1 to 5."""
    POINTS = "points"
    """On a scale of many steps, as 0 to 100."""
    PRACTITIONERS = "practitioners"


class Direction(StrEnum):
    """Which way is better; a caseload has no good direction of its own."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    NEITHER = "neither"


class Statistic(StrEnum):
    """How rows become one number."""

    COUNT = "count"
    SUM = "sum"
    QUANTILE = "quantile"
    """Not additive: computed from rows at every level."""


MEDIAN = 0.5
"""The quantile by which half are over."""

IS, NOT = "=", "not "
"""In a condition of `where`: joins column and code; stands before a column that must be false."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Rows of one subject for which every condition in `where` holds, counted, or their `column` summed up.

    `subject` names a frame of `measures.subjects` (what one row is stands there); two measures that name the same
    quantity show parts of the same whole, which disclosure control must know. A condition is a column of booleans,
    the same after `not `, or `column=code` where rows carry a code (see `part`). A quantile is the time by which the
    share `quantile` of durations is over (one half: the median); they may still be running where `observed` is false:
    such a row says "at least this long". A sum of facts about individuals names the column of the person in
    `contributor`, so that no sum is shown that one or two of them make up (`dominance`). Scores of a scale have
    `bounds`, the least and the most that one person can score: they are shown as a mean with a spread.
    """

    key: str
    subject: str
    where: tuple[str, ...] = ()
    statistic: Statistic = Statistic.COUNT
    column: str | None = None
    contributor: str | None = None
    observed: str | None = None
    bounds: tuple[float, float] | None = None
    quantile: float | None = None

    def __post_init__(self) -> None:
        if self.bounds is not None and self.contributor is None:
            raise ValueError(f"{self.key}: only a sum of people's scores has bounds")
        if (self.column is None) != (self.statistic is Statistic.COUNT):
            raise ValueError(f"{self.key}: a count has no column, a sum or quantile has one")
        if self.contributor is not None and self.statistic is not Statistic.SUM:
            raise ValueError(f"{self.key}: only a sum has contributors")
        if self.observed is not None and self.is_additive:
            raise ValueError(f"{self.key}: only durations can be still running")
        if (self.quantile is None) != self.is_additive or (self.quantile is not None and not 0 < self.quantile < 1):
            raise ValueError(f"{self.key}: a quantile, and nothing else, says by when which share is over")

    @property
    def is_additive(self) -> bool:
        """Whether the whole is the sum of its parts."""
        return self.statistic is not Statistic.QUANTILE

    def part(self, breakdown: str, code: str) -> Quantity:
        """The same quantity where `breakdown` is, or includes, `code`: what one cell of a breakdown shows."""
        condition = f"{breakdown}{IS}{code}"
        return replace(self, key=f"{self.key}.{condition}", where=(*self.where, condition))


@dataclass(frozen=True, slots=True)
class Link:
    """`total` equals the sum of `parts` in every unit and period, so one hidden part could be subtracted.

    Quantities are compared whole: the part of a breakdown is `total.part(breakdown, code)`, and a measure that counts
    the same children names that same quantity as its numerator.
    """

    total: Quantity
    parts: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """In the whole of an authority `stock` grows by `begun` less `ended` from month to month; teams also swap cases."""

    stock: Quantity
    begun: Quantity
    ended: Quantity


@dataclass(frozen=True, slots=True)
class BenchmarkFigure:
    """Where a measure's published comparators are found: the `metric` of `benchmarks.csv`."""

    metric: str


PERCENT_SCALE = 100.0


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: numerator ÷ denominator × `scale`, or the numerator alone where there is no denominator.

    `base` is the quantity whose count says on how many children, practitioners or respondents the value rests; its
    name for readers is `base_label`. Below `lowest_level` a measure is not published at all: its counts would be so
    small that most would be hidden (recode before suppressing). `breakdowns` are columns of the numerator's subject,
    shown from `breakdowns_from` upwards. Those of them that are `titled` have no list of codes: which titles there are
    only the rows tell, so a title is not even named where it rests on too few.

    `fewest` is for a figure about staff or respondents that means nothing of fewer contributors, though a policy would
    show it; no policy's floor is ever undercut.

    `asked_of` counts those of whom the question could be asked; `answered_by`, where there is no denominator, those
    whose answer is recorded. Somebody asked and nobody answering is not known (`x`); nobody asked is no question (`z`).
    `drawn_from` counts everybody who was asked to answer: the fewer of them are missing, the narrower the margin.
    Where the count `hidden_with` is withheld, so is this measure, because it would help to work that count out.
    `made_of` are the bases of a scale's questions where each of them is a measure, too: what they tell without the
    scale is what those said who did not answer all.
    """

    key: str
    label: str
    question: str
    definition: str
    topic: Topic
    unit: MeasureUnit
    decimals: int
    direction: Direction
    period_kind: PeriodKind
    numerator: Quantity
    base: Quantity
    base_label: str
    disclosure_rule: DisclosureRule
    source: str
    denominator: Quantity | None = None
    scale: float = 1.0
    breakdowns: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    breakdowns_from: Level = Level.SERVICE
    lowest_level: Level = Level.TEAM
    asked_of: Quantity | None = None
    drawn_from: Quantity | None = None
    answered_by: Quantity | None = None
    hidden_with: Quantity | None = None
    benchmark: BenchmarkFigure | None = None
    fewest: int = 0
    made_of: tuple[Quantity, ...] = ()
    caveat: str = ""

    def __post_init__(self) -> None:
        if self.unit is MeasureUnit.PERCENT and (self.denominator is None or self.scale != PERCENT_SCALE):
            raise ValueError(f"{self.key}: a percentage has a denominator and a scale of 100")
        if not set(self.titled) <= set(self.breakdowns):
            raise ValueError(f"{self.key}: only what it is broken down by can be titled")
        if self.fewest and self.disclosure_rule not in {DisclosureRule.STAFF, DisclosureRule.SURVEY}:
            raise ValueError(f"{self.key}: only a figure about staff or respondents asks for more of them")

    @property
    def least(self) -> float | None:
        """The least that a mean of scores can be; nothing for other measures."""
        return None if self.numerator.bounds is None else self.scale * self.numerator.bounds[0]

    @property
    def most(self) -> float | None:
        """The most that a mean of scores can be; nothing for other measures."""
        return None if self.numerator.bounds is None else self.scale * self.numerator.bounds[1]

    @property
    def is_share(self) -> bool:
        """Whether the numerator is a part of the denominator, so that the rest can be worked out."""
        return (
            self.denominator is not None
            and self.unit is MeasureUnit.PERCENT
            and self.numerator.subject == self.denominator.subject
            and self.numerator.statistic is Statistic.COUNT
            and self.denominator.statistic is Statistic.COUNT
            and set(self.denominator.where) <= set(self.numerator.where)
        )

    @property
    def is_part_of_sum(self) -> bool:
        """Whether the numerator is a part of a sum of the same people's facts, so that their other part is told too."""
        return (
            self.denominator is not None
            and self.denominator.contributor is not None
            and self.numerator.contributor == self.denominator.contributor
            and self.numerator.subject == self.denominator.subject
            and set(self.denominator.where) <= set(self.numerator.where)
        )
