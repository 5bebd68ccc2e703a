"""What a chart over time says, in one plain sentence.

What lives here: the sentences. What does not: what is told (`verdict`) or the sentences of signals (`baseline`).
"""

from __future__ import annotations

import numpy as np

from pipelines.measures.measure import Measure
from pipelines.organisation import Level
from pipelines.periods import month_ends
from pipelines.published import ChartKind, Pattern
from pipelines.signals.charting import Charted
from pipelines.signals.words import figure, month, months, number, short

COMMON = "Nothing beyond the usual ups and downs."
THIS = {
    Level.NATION: "England",
    Level.REGION: "this region",
    Level.AUTHORITY: "this authority",
    Level.SERVICE: "this service",
    Level.TEAM: "this team",
}


def words_of(charted: Charted, row: int, level: Level) -> str:
    """The sentence of one unit's chart; asked only where a month is shown and it is no chart of gaps."""
    last = int(charted.latest[row])
    if charted.is_of(ChartKind.RUN)[row]:
        return _too_few(charted, row)
    if np.isnan(charted.chart.upper[row, last]):
        return _too_few_since(charted, row, last)
    if not charted.verdict.special[row, last]:
        return COMMON
    return _special(charted, row, last, THIS[level])


def _too_few(charted: Charted, row: int) -> str:
    points = int(charted.chart.points[row])
    if points >= charted.chart.profile.fewest_points:
        return "Most months shown have none: too few have any to tell what is usual."
    return f"Only {months(points)} {'is' if points == 1 else 'are'} shown: too few to tell what is usual."


def _too_few_since(charted: Charted, row: int, last: int) -> str:
    here = np.flatnonzero(~np.isnan(charted.shown.value[row]) & (charted.sections[row] == charted.sections[row, last]))
    since = month(charted.shown.periods[here[0]])
    shown = f"{months(len(here))} {'is' if len(here) == 1 else 'are'}"
    return f"Limits begin anew with {since}; {shown} shown since, too few to tell what is usual now."


def _special(charted: Charted, row: int, last: int, this: str) -> str:
    verdict, measure = charted.verdict, charted.shown.measure
    high = bool(verdict.high[row, last])
    higher, above, rising, up = (
        ("Higher", "above", "Rising", "higher") if high else ("Lower", "below", "Falling", "lower")
    )
    periods = charted.shown.periods
    match verdict.patterns[verdict.pattern[row, last]]:
        case Pattern.SHIFT:
            places = _in_a_row(charted, row, high=high)
            average = short(measure, float(charted.chart.mean[row, last]))
            return (
                f"{higher} than usual for {this} since {month(periods[places[0]])}: "
                f"{_so_many(charted, places)} {above} its average of {average}."
            )
        case Pattern.TREND:
            places = _one_way(charted, row, high=high)
            return (
                f"{rising} for {this} since {month(periods[places[0]])}: {_so_many(charted, places[1:])}, "
                f"each {up} than the one before."
            )
        case Pattern.SINGLE:
            return (
                f"{higher} than usual for {this} in {month(periods[last])}: "
                f"{figure(measure, float(charted.shown.value[row, last]))}, where "
                f"{_usual(charted, measure, row, last)} is usual."
            )
        case _:
            edge = "upper" if high else "lower"
            return (
                f"{higher} than usual for {this} of late: two of the last three months shown lie near the {edge} end "
                f"of its usual range, {_usual(charted, measure, row, last)}."
            )


def _usual(charted: Charted, measure: Measure, row: int, last: int) -> str:
    """What lies between the limits; nothing can be less than none."""
    lower, upper = float(charted.chart.lower[row, last]), float(charted.chart.upper[row, last])
    return f"{short(measure, max(lower, 0.0))} to {short(measure, upper)}"


def _in_a_row(charted: Charted, row: int, *, high: bool) -> list[int]:
    """The columns of the latest shown months on one side of their average, oldest first."""
    shown = np.flatnonzero(~np.isnan(charted.shown.value[row]))
    distance = charted.shown.value[row, shown] - charted.chart.mean[row, shown]
    return _latest_that(shown, distance > 0 if high else distance < 0)


def _one_way(charted: Charted, row: int, *, high: bool) -> list[int]:
    """The columns of the latest shown months each higher (or lower) than the one before, and that from which."""
    shown = np.flatnonzero(~np.isnan(charted.shown.value[row]))
    steps = np.diff(charted.shown.value[row, shown])
    places = _latest_that(shown[1:], steps > 0 if high else steps < 0)
    return [int(shown[len(shown) - 1 - len(places)]), *places]


def _latest_that(places: np.ndarray[tuple[int], np.dtype[np.intp]], holds: np.ndarray) -> list[int]:
    broken = np.flatnonzero(~holds)
    found: list[int] = places[broken[-1] + 1 if broken.size else 0 :].tolist()
    return found


def _so_many(charted: Charted, places: list[int]) -> str:
    """`seven months in a row`; where some between them are not shown, `seven shown months in a row`."""
    periods = charted.shown.periods
    whole = len(month_ends(periods[places[0]], periods[places[-1]])) == len(places)
    return f"{number(len(places))} {'' if whole else 'shown '}months in a row"
