"""The months that the synthetic extracts cover, with days as whole numbers so that arithmetic stays exact.

What lives here: month starts and ends, working days, and dates as text. What does not: what happens on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pipelines.periods import month_ends, months_before

Days = NDArray[np.int64]
"""Days since 1 January 1970."""

OPEN = 2**31
"""The end of something that lasts beyond the data."""

YEAR = 365
_LAST_DAY_DRAWN = 25
"""Things happen on days 1 to 25, shifted to a Monday at weekends: never on a month-end, where 'open' is disputed."""
_SATURDAY, _DAYS_OF_WEEK = 5, 7


@dataclass(frozen=True)
class Timeline:
    """The first and last day of each month, oldest first."""

    first_day: Days
    last_day: Days

    @property
    def months(self) -> int:
        return len(self.last_day)

    @property
    def months_left(self) -> Days:
        """How many months before the last month each month lies: …, 2, 1, 0."""
        return np.arange(self.months)[::-1].astype(np.int64)

    @property
    def start(self) -> int:
        return int(self.first_day[0])

    @property
    def end(self) -> int:
        return int(self.last_day[-1])

    def day_in(self, month: int, drawn: NDArray[np.float64]) -> Days:
        """A working day of the month for each number drawn from 0 to 1."""
        return working_day(self.first_day[month] + (drawn * _LAST_DAY_DRAWN).astype(np.int64))

    def month_of(self, day: Days) -> Days:
        """The number of the month that holds each day; the first also for earlier days."""
        return np.minimum(np.searchsorted(self.last_day, day), self.months - 1)


def timeline(last: date, months: int) -> Timeline:
    """The `months` months that end on the month-end `last`."""
    ends = np.array(month_ends(months_before(last, months - 1), last), dtype="datetime64[D]")
    return Timeline(
        first_day=ends.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64), last_day=ends.astype(np.int64)
    )


def working_day(day: Days) -> Days:
    """The day itself, or the Monday after a weekend."""
    # 1 January 1970 was a Thursday.
    weekday = (day + 3) % _DAYS_OF_WEEK
    return day + np.where(weekday >= _SATURDAY, _DAYS_OF_WEEK - weekday, 0)


def settled_day(day: Days) -> Days:
    """A working day of the same month, on or near `day`, that is clear of the month-end."""
    first = day.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return working_day(np.minimum(day, first + _LAST_DAY_DRAWN - 1))


def after_working_days(day: Days, working_days: Days) -> Days:
    """The working day that many working days after the working day `day`."""
    return np.busday_offset(day.astype("datetime64[D]"), working_days, roll="forward").astype(np.int64)


def dates(days: Days, *, last: int) -> NDArray[np.str_]:
    """Dates as text, YYYY-MM-DD; empty where the day lies after `last`, which the extract cannot know."""
    known = days <= last
    return np.where(known, np.datetime_as_string(np.where(known, days, 0).astype("datetime64[D]")), "")
