"""What one measure of one unit usually does, and which months stand out: rows of a release put together, and worded.

What lives here: the usual range up to the chosen month, its words and its cells for tables and downloads. What does
not: working it out (the release holds it), its drawing (`charts.usual_range`) or its icons (`icons`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dashboard import formats
from dashboard.cells import Cell, Chart, ChartLimit, ChartPoint, Definition, KnownEvent, Series
from pipelines.published import Assurance, ChartKind, EventKind, Pattern, Variation

HEADINGS: Final = ("Usual range", "What stands out")
NONE: Final = "–"

VARIATIONS: Final = {
    Variation.IMPROVEMENT: "Better than usual",
    Variation.CONCERN: "Worse than usual",
    Variation.CHANGE: "Not as usual",
    Variation.COMMON_CAUSE: "Usual ups and downs",
    Variation.NOT_JUDGED: "Too few months to say",
}
ASSURANCES: Final = {
    Assurance.RELIABLY_MET: "will be met as things are",
    Assurance.RELIABLY_MISSED: "will be missed as things are",
    Assurance.SOMETIMES_MET: "will be met in some months, missed in others",
}
SPECIAL: Final = {Variation.IMPROVEMENT, Variation.CONCERN, Variation.CHANGE}
ONCE_BACK: Final = {each: words.removesuffix(" as things are") for each, words in ASSURANCES.items()}
EVENTS: Final = {
    EventKind.REORGANISATION: "Reorganisation",
    EventKind.NEW_DUTY: "New duty",
    EventKind.RECORDING_CHANGE: "New recording",
    EventKind.OTHER: "Event",
}
"""Two words for the place on a chart; the label says the rest below it."""
_JUDGED: Final = {Variation.IMPROVEMENT: " (better)", Variation.CONCERN: " (worse)"}

EARLIER_MONTH: Final = (
    "Usual range and marks were worked out with later months too. How the measure stands is told of the latest month: "
    "choose that to read it."
)


@dataclass(frozen=True, slots=True)
class Usual:
    """The chart of one measure in one unit up to the chosen month.

    `is_now`: what it says is true of that month; `is_earlier`: that month is not the latest of the release.
    """

    chart: Chart
    limits: tuple[ChartLimit, ...]
    points: tuple[ChartPoint, ...] = ()
    events: tuple[KnownEvent, ...] = ()
    is_now: bool = True
    is_earlier: bool = False

    @property
    def has_columns(self) -> bool:
        """Whether a table has anything to say under `HEADINGS`."""
        return self.has_range or self.counts_gaps

    @property
    def has_range(self) -> bool:
        """Whether there are limits, not a middle alone."""
        return any(limit.lower is not None for limit in self.limits)

    @property
    def counts_gaps(self) -> bool:
        """Whether it tells how long it takes from one to the next, of what is rare."""
        return self.chart.kind is ChartKind.GAPS

    def limit(self, period_end: date) -> ChartLimit | None:
        """What held for a month."""
        return next((each for each in self.limits if each.first_period <= period_end <= each.last_period), None)

    def point(self, period_end: date) -> ChartPoint | None:
        """What makes a month special, if anything."""
        return next((each for each in self.points if each.period_end == period_end), None)

    def is_outside(self, period_end: date, value: float) -> bool:
        """Whether a figure lies outside the limits of its month, whatever pattern is told of it first."""
        limit = self.limit(period_end)
        if limit is None or limit.lower is None or limit.upper is None:
            return False
        return not limit.lower <= value <= limit.upper


def up_to(usual: Usual, series: Series) -> Usual:
    """The part of it that belongs to the months shown; a chart of gaps has limits on another scale, and none here."""
    first, last = series[0].period_end, series[-1].period_end
    shown = {cell.period_end for cell in series if cell.is_shown}
    return replace(
        usual,
        limits=tuple(
            replace(each, last_period=min(each.last_period, last), lower=_not_below_nothing(each.lower))
            for each in usual.limits
            if each.first_period <= last and not usual.counts_gaps
        ),
        points=tuple(each for each in usual.points if each.period_end in shown),
        events=tuple(each for each in usual.events if first <= each.happened_on <= last),
    )


def _not_below_nothing(lower: float | None) -> float | None:
    """No figure of ours can be less than none."""
    return None if lower is None else max(lower, 0.0)


def says(usual: Usual | None) -> str:
    """The sentence of the release, where it is true of the chosen month."""
    return formats.sentence(usual.chart.words) if usual and usual.is_now else ""


def assurance(usual: Usual, definition: Definition) -> str:
    """`Target of 80% will be met as things are`; nothing where there is no target.

    It is read from the usual range: of a month that has left what is usual it holds only if the next ones come back.
    """
    if usual.chart.assurance not in ASSURANCES or usual.chart.target is None:
        return ""
    target = f"target of {formats.number(usual.chart.target, definition)}"
    if usual.chart.variation in SPECIAL:
        return f"If it comes back to what is usual, the {target} {ONCE_BACK[usual.chart.assurance]}"
    return f"{target.capitalize()} {ASSURANCES[usual.chart.assurance]}"


def note(usual: Usual | None) -> str:
    """What a reader of an earlier month must know of the range that is drawn."""
    return "" if usual is None or not usual.is_earlier or not usual.has_range else EARLIER_MONTH


def span(usual: Usual, cell: Cell, definition: Definition) -> str:
    """`14.2–16.8` beside a shown figure; a dash beside a hidden one and where there is no range."""
    limit = usual.limit(cell.period_end)
    if not cell.is_shown or limit is None or limit.lower is None or limit.upper is None:
        return NONE
    return formats.span(limit.lower, limit.upper, definition)


def stands_out(usual: Usual, cell: Cell, series: Series) -> str:
    """`above usual range (worse)`, or nothing where the month is like others."""
    point, limit = usual.point(cell.period_end), usual.limit(cell.period_end)
    if point is None or cell.value is None:
        return ""
    if usual.counts_gaps:
        return f"long without any{_JUDGED.get(point.variation, '')}"
    centre = limit.centre if limit else 0.0
    # Of a month outside the range that is said, as its mark says it, even where the release tells a run or trend first.
    pattern = Pattern.SINGLE if usual.is_outside(cell.period_end, cell.value) else point.pattern
    return f"{_pattern(pattern, cell.value, centre, series, cell)}{_JUDGED.get(point.variation, '')}"


def _pattern(pattern: Pattern, value: float, centre: float, series: Series, cell: Cell) -> str:
    above = value > centre
    match pattern:
        case Pattern.SINGLE:
            return f"{'above' if above else 'below'} usual range"
        case Pattern.SHIFT:
            return f"run {'above' if above else 'below'} average"
        case Pattern.TREND:
            return f"steady {'rise' if _rises(series, cell) else 'fall'}"
        case Pattern.TWO_OF_THREE:
            return f"close to {'upper' if above else 'lower'} edge"


def _rises(series: Series, cell: Cell) -> bool:
    """Whether the month lies above the one shown before it; the first of all is held against the one after it."""
    shown = [each for each in series if each.value is not None]
    place = shown.index(cell)
    one, other = (shown[place - 1], cell) if place else (cell, shown[min(1, len(shown) - 1)])
    return (other.value or 0.0) > (one.value or 0.0)


def columns(usual: Usual, cell: Cell, series: Series, definition: Definition) -> tuple[str, str]:
    """A table's cells under `HEADINGS`."""
    return span(usual, cell, definition), stands_out(usual, cell, series) or NONE


def marked(usual: Usual | None) -> str:
    """For who cannot see the chart: how many months stand out, and the dated events."""
    if usual is None:
        return ""
    number = len(usual.points)
    said = [f"{formats.how_many(number, 'month stands', 'months stand')} out"] if usual.has_range else []
    said += [event(each) for each in usual.events]
    return "".join(f" {formats.sentence(each)}" for each in said)


def event(of: KnownEvent) -> str:
    """`1 October 2024: teams were reorganised. The usual range starts anew`."""
    anew = " The usual range starts anew." if of.recalculates else ""
    return f"{formats.day(of.happened_on)}: {formats.sentence(of.label)}{anew}"


def numbered(events: Sequence[KnownEvent]) -> list[tuple[int, KnownEvent]]:
    """Events as chart and text number them, oldest first."""
    return list(enumerate(events, start=1))
