"""Numbers and dates as they stand in the sentence of a signal.

What lives here: small pieces of British English. What does not: whole sentences (each rule writes its own), or the
formats of pages and exports.
"""

from __future__ import annotations

from datetime import date

from pipelines.measures.measure import Measure, MeasureUnit
from pipelines.periods import PeriodKind, label

SPELT_OUT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_UNITS = {
    MeasureUnit.CHILDREN: " children",
    MeasureUnit.CASES_PER_FTE: " cases per full-time practitioner",
    MeasureUnit.PERCENT: "%",
    MeasureUnit.FTE: " full-time posts",
    MeasureUnit.HOURS: " hours",
    MeasureUnit.DAYS: " days",
    MeasureUnit.WEEKS: " weeks",
    MeasureUnit.PRACTITIONERS: " practitioners",
}


def number(count: int) -> str:
    """`five`, `14`, `1,204`: words below ten."""
    return SPELT_OUT[count] if count < len(SPELT_OUT) else f"{count:,}"


def months(count: int) -> str:
    """`one month`, `14 months`."""
    return f"{number(count)} month{'' if count == 1 else 's'}"


def month(day: date) -> str:
    """`October 2026`."""
    return label(day, PeriodKind.MONTH)


def percent(value: float, decimals: int = 0) -> str:
    """`138%`."""
    return f"{value:,.{decimals}f}%"


def figure(measure: Measure, value: float) -> str:
    """A value with its unit: `18.3 cases per full-time practitioner`."""
    return f"{value:,.{measure.decimals}f}{_UNITS[measure.unit]}"


def short(measure: Measure, value: float) -> str:
    """A second value in a sentence that names the unit elsewhere: `15.2`; percentages keep their sign."""
    return figure(measure, value) if measure.unit is MeasureUnit.PERCENT else f"{value:,.{measure.decimals}f}"


def listed(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
