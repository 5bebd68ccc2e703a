"""Authorities that stand out in yearly official statistics: within England, and against the year before.

What lives here: the two rules for published yearly figures. What does not: a council's own months (`overload`,
`unusual`).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipelines.measures.measure import Direction
from pipelines.organisation import Level
from pipelines.periods import PeriodKind, label
from pipelines.published import Severity, Standing
from pipelines.signals.arrays import Floats, rows_where
from pipelines.signals.comparison import FEWEST_UNITS, SPECIAL
from pipelines.signals.funnels import funnels_of_authorities
from pipelines.signals.panel import Panel, Shown
from pipelines.signals.rule import Rule
from pipelines.signals.signal import Signal
from pipelines.signals.words import figure, short
from pipelines.signals.yearly import COMPARED, Compared

FEWEST_FTE = 50.0
"""In a smaller workforce one person coming or going is a large change, and no news."""
MEDIAN_TO_DEVIATION = 1.4826
"""A standard deviation for each median absolute deviation, in a bell curve."""

APART_IN_ENGLAND = Rule(
    key="apart_in_england",
    label="Apart within England",
    description=(
        "In the latest year an authority lies outside the 99.8% limits of the funnel of all authorities, which allow "
        "for the size of its workforce and for how much authorities differ anyway. Authorities are never ranked."
    ),
    severity="A warning on the side that asks for attention, a notice on the other.",
    source="Spiegelhalter 2005, funnel plots with overdispersion; figures of the Department for Education.",
)
LARGE_CHANGE = Rule(
    key="large_change_in_a_year",
    label="Large change in a year",
    description=(
        "The change from the year before is outside the 99.8% limits of the changes of all authorities in that year "
        "(median and median absolute deviation). Figures resting on fewer than 50 full-time practitioners are left out."
    ),
    severity="A notice, or an improvement.",
    source="Figures of the Department for Education; project rule.",
)


def read_official(panel: Panel) -> Iterator[Signal]:
    """Every compared figure of a release of official statistics, in order; its base is the FTE it rests on."""
    for compared in COMPARED:
        shown = panel.yearly(compared.key)
        if shown is not None:
            size = np.where(panel.at(Level.AUTHORITY), shown.base[:, -1], np.nan)
            yield from _apart(panel, compared)
            yield from _changed(panel, shown, compared, size)


def _apart(panel: Panel, compared: Compared) -> Iterator[Signal]:
    for group in funnels_of_authorities(panel, compared.key):
        shown = group.shown
        for row, standing in zip(group.rows.tolist(), group.standings, strict=True):
            if standing not in {Standing.HIGH, Standing.LOW}:
                continue
            is_high = standing is Standing.HIGH
            presses = is_high is (shown.measure.direction is not Direction.HIGHER_IS_BETTER)
            sentence = (
                f"{compared.subject} in {panel.units[row].name} is {'above' if is_high else 'below'} what size and "
                f"usual differences between authorities explain: {figure(shown.measure, shown.value[row, -1])} in the "
                f"{label(shown.latest, PeriodKind.YEAR)}{_nation(panel, shown)}."
            )
            severity = Severity.WARNING if presses else Severity.NOTICE
            yield panel.signal(row, shown, APART_IN_ENGLAND, severity, sentence)


def _nation(panel: Panel, shown: Shown) -> str:
    """`, against 15.2 for England`, where the nation's own figure is shown."""
    nation = rows_where(panel.at(Level.NATION) & np.isfinite(shown.value[:, -1]))
    if not nation:
        return ""
    return f", against {short(shown.measure, shown.value[nation[0], -1])} for {panel.units[nation[0]].name}"


def _changed(panel: Panel, shown: Shown, compared: Compared, size: Floats) -> Iterator[Signal]:
    before = shown.year_earlier()
    change = np.where(size >= FEWEST_FTE, shown.value[:, -1] - before, np.nan)
    known = change[np.isfinite(change)]
    if len(known) < FEWEST_UNITS:
        return
    usual = np.median(known)
    spread = MEDIAN_TO_DEVIATION * np.median(np.abs(known - usual))
    for row in rows_where(np.abs(change - usual) > SPECIAL * spread):
        rose = bool(change[row] > 0)
        better = rose is (shown.measure.direction is Direction.HIGHER_IS_BETTER)
        is_judged = shown.measure.direction is not Direction.NEITHER
        sentence = (
            f"{compared.subject} in {panel.units[row].name} {'rose' if rose else 'fell'} from "
            f"{short(shown.measure, before[row])} to {figure(shown.measure, shown.value[row, -1])} in the "
            f"{label(shown.latest, PeriodKind.YEAR)}, more than almost any authority's."
        )
        severity = Severity.IMPROVEMENT if better and is_judged else Severity.NOTICE
        yield panel.signal(row, shown, LARGE_CHANGE, severity, sentence)
