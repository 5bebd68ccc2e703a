"""What the pages read: one published cell, its definition, and what stands beside them.

What lives here: frozen rows and the few plain questions that need no arithmetic (is it shown, which came before).
What does not: reading them (`queries`), wording them (`formats`, `messages`), or drawing them (`charts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pipelines.organisation import Level, Organisation, Unit
from pipelines.periods import PeriodKind, months_before
from pipelines.published import (
    Assurance,
    ChartKind,
    DisclosureRule,
    EventKind,
    Pattern,
    SettingName,
    Severity,
    Standing,
    Symbol,
    Variation,
    Verdict,
)

HIGHER_IS_BETTER, LOWER_IS_BETTER = "higher_is_better", "lower_is_better"
MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Release:
    """Where every figure on a page comes from."""

    release_id: int
    created_at: datetime
    reference_date: date
    policy: str
    software_version: str
    inputs_sha256: str
    pseudonym_key_id: str | None


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure as published with the release."""

    key: str
    topic: str
    label: str
    question: str
    definition: str
    unit: str
    decimals: int
    direction: str
    period_kind: PeriodKind
    base_label: str
    disclosure_rule: DisclosureRule
    source: str
    caveat: str
    least: float | None = None
    most: float | None = None
    """The ends of its scale, of a mean of scores."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One published figure: a value or a symbol, never both."""

    unit_id: str
    measure_key: str
    period_end: date
    breakdown: str
    value: float | None
    symbol: Symbol | None
    base: float | None
    lower: float | None
    upper: float | None

    @property
    def is_shown(self) -> bool:
        return self.value is not None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval where one was published."""
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)


Series = tuple[Cell, ...]
"""The cells of one measure in one unit (and breakdown), oldest first."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One published comparator: population and year always stand beside the figure."""

    measure_key: str
    population: str
    year: int
    value: float
    lower: float | None
    upper: float | None
    source: str
    note: str
    respondents: int | None = None
    self_selected: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Words for the mean of a scale from where it `begins`; the lowest has no beginning."""

    measure_key: str
    label: str
    begins: float | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing worth a manager's attention, in the words of the release; `beside`: what moved together with it."""

    unit_id: str
    measure_key: str
    period_end: date
    severity: Severity
    sentence: str
    since: date | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is likely in a month to come; of `tried` such intervals of the past `hits` held. Chances go from 0 to 1."""

    period_end: date
    lower: float
    middle: float
    upper: float
    threshold: float
    chance_over: float
    hits: int
    tried: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure beside an earlier one; limits (95 %, of the difference) only where it was tested."""

    unit_id: str
    measure_key: str
    period_end: date
    earlier_period: date
    difference: float
    lower: float | None
    upper: float | None
    verdict: Verdict

    @property
    def interval(self) -> tuple[float, float] | None:
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One unit among those of its kind: its figure, what it rests on, and the limits at that size."""

    group_id: str
    unit_id: str
    period_end: date
    size: float
    value: float
    pooled: float
    lower_95: float
    upper_95: float
    lower_998: float
    upper_998: float
    standing: Standing

    @property
    def is_outside(self) -> bool:
        return self.standing in {Standing.HIGH, Standing.LOW}


@dataclass(frozen=True, slots=True)
class Chart:
    """What one measure of one unit usually does, and what its latest month says beyond chance."""

    kind: ChartKind
    profile: str
    points: int
    variation: Variation
    assurance: Assurance
    target: float | None
    words: str


@dataclass(frozen=True, slots=True)
class ChartLimit:
    """A stretch of months with the same centre and limits; a median alone has none."""

    first_period: date
    last_period: date
    centre: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A month that chance alone would hardly make."""

    period_end: date
    pattern: Pattern
    variation: Variation


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """What happened on a day; `recalculates`: figures before and after it have limits of their own."""

    unit_id: str
    measure_key: str | None
    happened_on: date
    kind: EventKind
    label: str
    recalculates: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found wrong with an extract."""

    dataset: str
    file: str
    column: str
    severity: str
    count: int
    lines: str
    message: str


@dataclass(frozen=True, slots=True)
class PolicySetting:
    """One number by which this release was protected, in words, with its reason and source."""

    setting: SettingName
    applies_to: str
    label: str
    value: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class WorkloadSetting:
    """One number of an authority (`unit_id`) from a day on; `reason` is empty where the authority did not set it."""

    unit_id: str
    setting: str
    applies_to: str
    applies_from: date
    value: float
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class WeightedLoad:
    """The load of a service or authority with case weights, in % of the limit, or a symbol."""

    unit_id: str
    period_end: date
    value: float | None
    symbol: Symbol | None
    average_weight: float | None


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file that the release was made from."""

    authority: str
    file: str
    sheet: str | None
    dataset: str
    fingerprint: str
    rows: int


@dataclass(frozen=True, slots=True)
class SymbolCount:
    """How many cells of one measure at one level hold a symbol (`None`: a value)."""

    measure_key: str
    level: str
    symbol: Symbol | None
    cells: int


@dataclass(frozen=True, slots=True)
class Place:
    """What the reader chose to look at: a unit, and the period (of that kind) up to which figures are shown."""

    organisation: Organisation
    unit: Unit
    period_end: date
    kind: PeriodKind
    seen_on: date

    @property
    def parts(self) -> tuple[Unit, ...]:
        """The units directly below the chosen one."""
        return self.organisation.children(self.unit.unit_id)

    @property
    def above(self) -> tuple[Unit, ...]:
        """The units above the chosen one, nearest first."""
        return tuple(self.organisation.ancestors(self.unit.unit_id))

    @property
    def authority(self) -> Unit | None:
        """The authority the chosen unit is or belongs to; none above authorities."""
        return next((unit for unit in (self.unit, *self.above) if unit.level is Level.AUTHORITY), None)

    def name(self, unit_id: str) -> str:
        return self.organisation[unit_id].name


def up_to(series: Series, period_end: date) -> Series:
    """The cells no later than the chosen period."""
    return tuple(cell for cell in series if cell.period_end <= period_end)


def before(series: Series, kind: PeriodKind) -> Cell | None:
    """What the last cell is compared with: a year earlier for months, the one before for surveys and years."""
    if len(series) <= 1:
        return None
    if kind is not PeriodKind.MONTH:
        return series[-2]
    wanted = months_before(series[-1].period_end, MONTHS_IN_A_YEAR)
    return next((cell for cell in reversed(series) if cell.period_end == wanted), None)


def by_measure(cells: Iterable[Cell]) -> Mapping[str, Series]:
    """Cells that came in one answer, parted by measure, each oldest first."""
    parted: dict[str, list[Cell]] = {}
    for cell in cells:
        parted.setdefault(cell.measure_key, []).append(cell)
    return {key: tuple(sorted(found, key=lambda cell: cell.period_end)) for key, found in parted.items()}


def by_unit(cells: Iterable[Cell]) -> Mapping[str, Series]:
    """Cells that came in one answer, parted by unit, each oldest first."""
    parted: dict[str, list[Cell]] = {}
    for cell in cells:
        parted.setdefault(cell.unit_id, []).append(cell)
    return {unit_id: tuple(sorted(found, key=lambda cell: cell.period_end)) for unit_id, found in parted.items()}
