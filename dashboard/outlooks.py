"""What is likely in the months ahead, in words and rows: with its chance, its record and what it takes for granted.

What lives here: the wording of outlooks. What does not: working them out (the release holds them), or their drawing
(`charts.fan`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard import formats
from dashboard.cells import Definition, Outlook
from pipelines.published import MONTHS_BEFORE_AN_OUTLOOK, SHOWN_FOR_AN_OUTLOOK

FEWEST_TRIED: Final = 6
"""With fewer outlooks of the past to look back on, how many held says next to nothing."""
POOR_SHARE: Final = 0.85
"""An interval that should hold 19 times in 20 and held less often than this is said to be too narrow."""

PERIOD, VALUE, INTERVAL = "Period", "Value", "95% interval"
"""Headings of a history under which an outlook has something to say."""

ASSUMES: Final = (
    "The outlook takes it that the load goes on varying around its recent level as it has in the months shown (simple "
    "exponential smoothing, 95% intervals). It follows no trend and knows of no plans: people who will join or leave, "
    "work to be moved, demand to come. Looking back, it is made again for each earlier month from a year or more of "
    "figures before it; neighbouring ones share most of their figures."
)
EARLIER_MONTH: Final = "The outlook is made from the latest month alone: choose that to see it."
NOT_MADE: Final = (
    "There is no outlook, because too few figures are shown to make one from: it takes the latest month and "
    f"{SHOWN_FOR_AN_OUTLOOK} of the last {MONTHS_BEFORE_AN_OUTLOOK}."
)


def says(ahead: Sequence[Outlook], definition: Definition) -> str:
    """The furthest month: its interval, the chance of passing the limit, and how such intervals fared."""
    if not ahead:
        return ""
    last = ahead[-1]
    when = formats.period(last.period_end, definition.period_kind)
    limit = formats.number(last.threshold, definition)
    likely = f"Outlook: {formats.between(last.lower, last.upper, definition)} in {when}"
    return f"{likely}; chance of being over {limit}: {formats.chance(last.chance_over)}. {_record(last, len(ahead))}"


def _record(of: Outlook, months: int) -> str:
    if of.tried < FEWEST_TRIED:
        return "The past is too short to say how often such intervals held."
    held = f"In the past such intervals, {formats.count(months)} months ahead, held {of.hits} times in {of.tried}"
    return f"{held}, less often than they should: take this one as too narrow." if _is_poor(of) else f"{held}."


def _is_poor(of: Outlook) -> bool:
    return of.hits < POOR_SHARE * of.tried


def rows(ahead: Sequence[Outlook], definition: Definition, headings: Sequence[str]) -> list[tuple[str, ...]]:
    """Rows for the table of a history, the furthest month first: period, middle and interval, dashes in the rest."""
    return [tuple(_cells(each, definition).get(heading, "–") for heading in headings) for each in reversed(ahead)]


def _cells(of: Outlook, definition: Definition) -> dict[str, str]:
    return {
        PERIOD: f"{formats.short_period(of.period_end, definition.period_kind)}, outlook",
        VALUE: formats.number(of.middle, definition),
        INTERVAL: formats.span(of.lower, of.upper, definition),
    }
