"""Load against the indicative limit, the unit's own past and the rest of its authority; cases nobody has hours for.

What lives here: the rules on load and capacity and their sentences. What does not: the limit and its bands
(`load_limits`), charts (`spc`, `baseline`) or funnels (`funnels`, `peers`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from pipelines.measures.measure import PERCENT_SCALE
from pipelines.periods import month_ends, months_before
from pipelines.published import Severity
from pipelines.signals.arrays import Flags, Floats, Whole, rows_where
from pipelines.signals.baseline import Baseline, latest_in_a_row, read_baseline
from pipelines.signals.charting import charted_in
from pipelines.signals.funnels import LOAD, OPEN_CASES
from pipelines.signals.load_limits import OVER, Band, LoadLimits, load_limits
from pipelines.signals.new_rules import comparable
from pipelines.signals.panel import MONTHS_IN_A_YEAR, Panel, Shown
from pipelines.signals.peers import against_their_authority
from pipelines.signals.rule import Rule, by_agreement
from pipelines.signals.signal import Signal
from pipelines.signals.words import listed, month, months, percent

WITHOUT_CAPACITY = "cases_without_capacity"

MONTHS_TO_BE_OVER = 3
MONTHS_TO_COUNT_DOUBLE = 2
"""Around a limit most teams are over it in some month; a few cases between a leaver and a starter are no overload."""
SHARE_WITHOUT_CAPACITY = 0.10

OVERLOAD = Rule(
    key="overload",
    label="Overload",
    description=(
        "Cases held against the indicative limit and the hours available. Three voices are heard: the limit (over it "
        "for three months, or well over it; well over in a second month counts double), the unit's own past (its load "
        "is unusually high for it, by at least one case per full-time practitioner) and its peers (a team outside the "
        "99.8% limits of its authority's funnel)."
    ),
    severity="Over the limit alone is a notice, two voices are a warning, three are critical.",
    source=(
        "Setting the Bar, Scotland 2022, indicative, where an authority sets no limit of its own; NHS England, Making "
        "Data Count; Spiegelhalter 2005 (funnel)."
    ),
)
LOAD_EASING = Rule(
    key="load_easing",
    label="Load easing",
    description="A unit that is usually near or over the indicative limit has an unusually low load for it.",
    severity="Always an improvement.",
    source="NHS England, Making Data Count.",
)
NO_CAPACITY = Rule(
    key="no_capacity",
    label="Cases without capacity",
    description=(
        "Cases that nobody holds, or held by someone with no available hours (absent four weeks or more). Cases "
        "that nobody holds count in no practitioner's load, so a unit can look light because of them."
    ),
    severity="All of a unit's cases: critical. At least one case in ten: a warning.",
    source="Local Government Association, Standards for employers of social workers 2020, standard 3.",
)


@dataclass(frozen=True, slots=True)
class _Load:
    """What is known of load at the latest month, one entry per unit."""

    shown: Shown
    limits: LoadLimits
    band: Whole
    months_over: Whole
    baseline: Baseline
    apart: Flags
    year_earlier: Floats

    def voices(self) -> Whole:
        """How many agree that a unit is overloaded."""
        is_well_over = self.band == Band.WELL_OVER
        over = is_well_over | ((self.band == Band.OVER) & (self.months_over >= MONTHS_TO_BE_OVER))
        twice = is_well_over & (self.months_over >= MONTHS_TO_COUNT_DOUBLE)
        voices: Whole = over.astype(int) + twice + self.baseline.high + self.apart
        return voices


def read_overload(panel: Panel) -> Iterator[Signal]:
    """Units over the limit or unusually loaded, and units whose load has come down."""
    shown = panel.monthly(LOAD)
    if shown is None:
        return
    load = _weigh(panel, shown)
    voices = load.voices()
    for row in rows_where(voices > 0):
        severity, sentence = by_agreement(int(voices[row])), _overload_sentence(panel, load, row)
        yield panel.signal(row, shown, OVERLOAD, severity, sentence, since=_since(load, row))
    easing = load.baseline.low & (load.baseline.average >= load.limits.near[:, -1]) & (voices == 0)
    for row in rows_where(easing):
        sentence = f"Load has come down to {_level(load, row)}: it {load.baseline.said_of(row)}."
        yield panel.signal(row, shown, LOAD_EASING, Severity.IMPROVEMENT, sentence)


def _weigh(panel: Panel, shown: Shown) -> _Load:
    limits = load_limits(panel, shown.periods)
    band = limits.of(shown.value)[:, -1]
    over = np.where(np.isnan(shown.value), np.nan, shown.value > OVER)
    return _Load(
        shown=shown,
        limits=limits,
        band=band,
        months_over=np.where(band >= Band.OVER, latest_in_a_row(over), 0),
        baseline=read_baseline(charted_in(panel, shown), material=PERCENT_SCALE / limits.limit[:, -1]),
        apart=against_their_authority(panel, LOAD).high(),
        year_earlier=comparable(panel, shown).year_earlier(),
    )


def _overload_sentence(panel: Panel, load: _Load, row: int) -> str:
    limit = "the limit" if load.limits.is_own[row] else "the indicative limit"
    match load.band[row]:
        case Band.OVER | Band.WELL_OVER:
            opening = f"Load has been above {limit} {_how_long(load, row)}"
        case Band.NEAR:
            opening = f"Load is close to {limit}"
        case _:
            opening = f"Load is within {limit}"
    voices = []
    if load.baseline.high[row]:
        voices.append(load.baseline.said_of(row))
    if load.apart[row]:
        voices.append(f"stands well above the other teams of {panel.authority_name(row)}")
    agreeing = f"; it {listed(voices)}" if voices else ""
    return f"{opening}: {_level(load, row)}{agreeing}."


def _how_long(load: _Load, row: int) -> str:
    """`since March 2026 (eight months)`; where some of them are hidden, `(in all five months shown)`."""
    over = int(load.months_over[row])
    began = load.shown.months_of(row)[-over]
    whole = len(month_ends(began, load.shown.latest)) == over
    return f"since {month(began)} ({months(over) if whole else f'in all {months(over)} shown'})"


def _since(load: _Load, row: int) -> date | None:
    """The first month over the limit or on the high side of the unit's own average, whichever was earlier."""
    length = max(int(load.months_over[row]), int(load.baseline.in_a_row[row]) if load.baseline.high[row] else 0)
    return load.shown.months_of(row)[-length] if length else None


def _level(load: _Load, row: int) -> str:
    """`138% of 15 cases per full-time practitioner in October 2026, up from 98% a year earlier`."""
    latest, limits, shown = load.shown.value[row, -1], load.limits.limit[row], load.shown
    # 100.3% is over the limit and must not read as the limit itself.
    decimals = 1 if round(latest) == OVER != latest else 0
    level = f"{percent(latest, decimals)} of {limits[-1]:g} cases per full-time practitioner"
    day = months_before(shown.latest, MONTHS_IN_A_YEAR)
    if day in shown.periods and limits[shown.periods.index(day)] != limits[-1]:
        return f"{level} in {month(shown.latest)}; a different limit applied a year earlier"
    return f"{level} in {month(shown.latest)}{_from_a_year_earlier(latest, load.year_earlier[row])}"


def _from_a_year_earlier(latest: float, earlier: float) -> str:
    if np.isnan(earlier):
        return ""
    if round(latest) == round(earlier):
        return ", the same as a year earlier"
    return f", {'up' if latest > earlier else 'down'} from {percent(earlier)} a year earlier"


def read_capacity(panel: Panel) -> Iterator[Signal]:
    """Units of whose cases all, or a good part, have nobody with hours to work on them."""
    shown, cases = panel.monthly(WITHOUT_CAPACITY), panel.monthly(OPEN_CASES)
    if shown is None or cases is None:
        return
    without, every = shown.value[:, -1], cases.at(shown.latest)
    is_many = (without > 0) & (without >= SHARE_WITHOUT_CAPACITY * every)
    for row in rows_where(is_many):
        is_all = without[row] >= every[row]
        number = f"All {every[row]:,.0f}" if is_all else f"{without[row]:,.0f} of {every[row]:,.0f}"
        sentence = (
            f"{number} open cases had nobody with hours to work on them in {month(shown.latest)}: "
            "they were unallocated, or held by someone absent or without hours."
        )
        yield panel.signal(row, shown, NO_CAPACITY, Severity.CRITICAL if is_all else Severity.WARNING, sentence)
