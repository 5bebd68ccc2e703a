"""The chart over time of every unit for one monthly measure: which kind, its limits, and what its months say.

What lives here: which measure and unit gets which kind of chart, and its parts as arrays (units × periods). What does
not: the arithmetic of each kind (`spc`, `attribute_charts`, `rare_events`) or words (`chart_words`). Everything is
worked out from shown values and bases: a hidden month is passed over.

Source: NHS England, Making Data Count (13 points); Provost and Murray, The Health Care Data Guide (a base that stays
within a quarter of its mean may be taken as constant).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pipelines.measures.measure import PERCENT_SCALE, Measure, MeasureUnit
from pipelines.published import ChartKind
from pipelines.signals.arrays import Flags, Floats, Whole
from pipelines.signals.attribute_charts import laney_limits
from pipelines.signals.funnels import LOAD
from pipelines.signals.known_events import sections_of
from pipelines.signals.load_limits import by_the_latest_limit, load_limits
from pipelines.signals.panel import Panel, Shown
from pipelines.signals.spc import Charts, Limits, Profile, charts, few_in_section
from pipelines.signals.verdict import Verdict, judge

BASE_MAY_CHANGE_BY = 0.25
"""Of its mean. Further than this, one limit for all months would call chance in a small month a change."""
RATES = frozenset(("caseload_per_fte", LOAD))
"""Cases for the hours of those who hold them. Their base is a head count, in proportion to those hours."""
MOSTLY = 0.5
KINDS = tuple(ChartKind)


@dataclass(frozen=True, slots=True)
class Charted:
    """The charts of one measure. Rows are the panel's units, columns the measure's periods.

    `kind` is a place in `KINDS`; `sections` counts recalculations; `latest` is the column of the latest shown month.
    `shown` and `chart` are on one scale; `drawn_by` leads back to the published one.
    """

    shown: Shown
    kind: Whole
    sections: Whole
    chart: Charts
    verdict: Verdict
    latest: Whole
    drawn_by: Floats | None = None

    def as_published(self, values: Floats) -> Floats:
        """Values of the chart as they are drawn beside published ones, where the two are on different scales."""
        return values if self.drawn_by is None else values / self.drawn_by

    def is_of(self, kind: ChartKind) -> Flags:
        of_kind: Flags = self.kind == KINDS.index(kind)
        return of_kind

    @property
    def is_drawn(self) -> Flags:
        """Which units have any shown month."""
        drawn: Flags = self.chart.points > 0
        return drawn

    @property
    def is_judged(self) -> Flags:
        """For each unit whether its latest shown month has limits."""
        judged: Flags = ~np.isnan(self.chart.upper[np.arange(len(self.latest)), self.latest])
        return judged


def charted_in(panel: Panel, shown: Shown) -> Charted:
    """The charts of one measure as the release draws them: by its profile, parted by its known events."""
    key = shown.measure.key
    if key not in panel.charted:
        sections = sections_of(panel.organisation, panel.events, key, shown.periods)
        if key == LOAD:
            panel.charted[key] = _chart_loads(panel, shown, sections)
        else:
            panel.charted[key] = chart_measure(shown, panel.profile, sections)
    return panel.charted[key]


def _chart_loads(panel: Panel, shown: Shown, sections: Whole) -> Charted:
    """Loads are read by the latest limit, so that a new limit is no change; limits are drawn by that of each month."""
    charted = chart_measure(by_the_latest_limit(panel, shown), panel.profile, sections)
    return replace(charted, drawn_by=load_limits(panel, shown.periods).by_the_latest(np.ones(shown.value.shape)))


def chart_measure(shown: Shown, profile: Profile, sections: Whole | None = None) -> Charted:
    """The chart of every unit. `sections` numbers the months between recalculations (default: none)."""
    measure, values = shown.measure, shown.value
    sections = np.zeros(values.shape, dtype=np.intp) if sections is None else sections
    fewest = 1 if profile.limits_when_few else profile.fewest_points
    is_shown = ~np.isnan(values)
    kind = _kinds(shown, is_shown, fewest)
    adjusted = _adjusted(measure)
    limits: Limits | None = None
    if adjusted is not None:
        limits = _with_adjusted(shown, sections, profile, kind == KINDS.index(adjusted), adjusted)
    is_few = few_in_section(values, sections, fewest)
    no_limits = np.isin(kind, [KINDS.index(ChartKind.RUN), KINDS.index(ChartKind.GAPS)])
    chart = charts(values, profile, sections, limits=limits, unjudged=is_few | no_limits[:, None])
    return Charted(
        shown=shown,
        kind=kind,
        sections=sections,
        chart=chart,
        verdict=judge(chart, measure.direction),
        latest=values.shape[1] - 1 - is_shown[:, ::-1].argmax(axis=1),
    )


def _adjusted(measure: Measure) -> ChartKind | None:
    """The kind for a measure whose base changes, where it has one; sums of hours or posts follow no such law."""
    if measure.is_share and measure.base == measure.denominator:
        return ChartKind.P_PRIME
    if measure.key in RATES or measure.unit is MeasureUnit.CASES_PER_FTE:
        return ChartKind.U_PRIME
    return None


def _kinds(shown: Shown, is_shown: Flags, fewest: int) -> Whole:
    values, base, measure = shown.value, shown.base, shown.measure
    number = is_shown.sum(axis=1)
    kind = np.full(len(values), KINDS.index(ChartKind.XMR))
    adjusted = _adjusted(measure)
    if adjusted is not None:
        kind[_base_changes(base, is_shown)] = KINDS.index(adjusted)
    if measure.denominator is None and measure.unit is MeasureUnit.CHILDREN:
        mostly_zero = (values == 0).sum(axis=1) > MOSTLY * np.maximum(number, 1)
        # A hidden month is some children, and leaving it out would make months without any look like more than they
        # are: then nothing is judged.
        enough = ((values > 0).sum(axis=1) > fewest) & ~shown.hidden.any(axis=1)
        kind[mostly_zero] = np.where(enough, KINDS.index(ChartKind.GAPS), KINDS.index(ChartKind.RUN))[mostly_zero]
    kind[number < fewest] = KINDS.index(ChartKind.RUN)
    return kind


def _base_changes(base: Floats, is_shown: Flags) -> Flags:
    """Where some shown month rests on a base further than a quarter from the mean base; all must be known."""
    known = np.where(is_shown, base, np.nan)
    number = np.maximum(is_shown.sum(axis=1), 1)
    mean = np.where(is_shown, known, 0.0).sum(axis=1) / number
    furthest = np.where(is_shown, np.abs(known - mean[:, None]), 0.0).max(axis=1, initial=0.0)
    is_known = ~(is_shown & ~(base > 0)).any(axis=1)
    changes: Flags = is_known & (furthest > BASE_MAY_CHANGE_BY * mean)
    return changes


def _with_adjusted(shown: Shown, sections: Whole, profile: Profile, rows: Flags, kind: ChartKind) -> Limits | None:
    """Adjusted limits for some rows, and none given (missing) for the others, whose moving ranges decide."""
    if not rows.any():
        return None
    values, base = shown.value[rows], shown.base[rows]
    scale = PERCENT_SCALE if shown.measure.unit is MeasureUnit.PERCENT else 1.0
    found = laney_limits(kind, values, base, sections[rows], ~np.isnan(values), screened=profile.screened, scale=scale)
    mean, spread = (np.full(shown.value.shape, np.nan) for _ in range(2))
    mean[rows], spread[rows] = found.mean, found.spread
    return Limits(mean, spread, found.lowest, found.highest)
