"""Reference dates, month-ends, reporting years and how a period is named.

What lives here: calendar facts shared by the pipeline and the dashboard.
What does not: the clock. Every "today" is an argument (only the command line may ask for it).
"""

from __future__ import annotations

import calendar
from datetime import date
from enum import StrEnum


class PeriodKind(StrEnum):
    """What one period of a measure covers; every period is stored by its last day."""

    MONTH = "month"
    WAVE = "wave"
    YEAR = "year"


def month_end(day: date) -> date:
    """The last day of the month that holds `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def next_month_end(day: date) -> date:
    """The last day of the month after the one that holds `day`."""
    first_of_next = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return month_end(first_of_next)


def previous_month_end(day: date) -> date:
    """The last day of the month before the one that holds `day`."""
    return date.fromordinal(day.replace(day=1).toordinal() - 1)


def last_complete_month_end(day: date) -> date:
    """`day` itself when it ends its month, otherwise the end of the month before."""
    return day if day == month_end(day) else previous_month_end(day)


def month_ends(first: date, last: date) -> list[date]:
    """Every month-end from the month of `first` to the last complete month at `last`, oldest first."""
    ends: list[date] = []
    end = month_end(first)
    while end <= last:
        ends.append(end)
        end = next_month_end(end)
    return ends


def months_before(day: date, months: int) -> date:
    """The month-end `months` months before the month-end `day`."""
    end = day
    for _ in range(months):
        end = previous_month_end(end)
    return end


def label(period_end: date, kind: PeriodKind) -> str:
    """How the period is named on a page: `March 2026`, `survey of March 2026`, `year to 30 September 2025`."""
    match kind:
        case PeriodKind.MONTH:
            return f"{period_end:%B %Y}"
        case PeriodKind.WAVE:
            return f"survey of {period_end:%B %Y}"
        case PeriodKind.YEAR:
            return f"year to {period_end.day} {period_end:%B %Y}"
