"""What a signal is (the rule, how much it asks, the sentence that explains it), and what outlooks and charts are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from pipelines.published import Severity, Symbol
from pipelines.signals.known_events import KnownEvent
from pipelines.signals.spc import MDC


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing worth a manager's attention in one unit and period.

    `since`: the first month of what is told, where it has one. `beside`: what moved together with it, in a sentence of
    its own; empty where nothing is said.
    """

    unit_id: str
    measure_key: str
    period_end: date
    rule: str
    severity: Severity
    sentence: str
    since: date | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one measure of one unit is likely to be at a month-end to come, in the measure's own unit.

    95 of 100 values should lie between `lower` and `upper`; `chance_over` (0 to 1) is that of a value above
    `threshold`. Of the `tried` intervals so far ahead that past months allow, `hits` held what then came.
    """

    unit_id: str
    measure_key: str
    period_end: date
    lower: float
    middle: float
    upper: float
    threshold: float
    chance_over: float
    hits: int
    tried: int


CHART_COLUMNS = ("unit_id", "measure_key", "kind", "profile", "points", "variation", "assurance", "target", "words")
LIMIT_COLUMNS = ("unit_id", "measure_key", "first_period", "last_period", "centre", "lower", "upper")
POINT_COLUMNS = ("unit_id", "measure_key", "period_end", "pattern", "variation")


@dataclass(frozen=True, slots=True, eq=False)
class ChartTables:
    """Every chart over time, its limits and its special months, as frames with the columns that are published.

    In the order of measures and of the organisation; dates `datetime64[s]`, a limit that does not exist is missing.
    """

    charts: pd.DataFrame
    limits: pd.DataFrame
    points: pd.DataFrame


NO_CHARTS = ChartTables(
    *(pd.DataFrame(columns=list(columns)) for columns in (CHART_COLUMNS, LIMIT_COLUMNS, POINT_COLUMNS))
)


@dataclass(frozen=True, slots=True)
class WeightedLoad:
    """The load of a service or authority with its authority's case weights, in % of the limit, or a symbol.

    It is the shown load ratio times `average_weight`, that of the shown open cases.
    """

    unit_id: str
    period_end: date
    value: float | None
    symbol: Symbol | None
    average_weight: float | None


@dataclass(frozen=True, slots=True)
class Signals:
    """Every signal, outlook and chart of a release, worked out from protected results only.

    `events` are what happened on known days, published beside the charts that they part. `changes` are figures beside
    earlier ones (columns of `change.COLUMNS`), `funnel_points` units beside others of their kind (`funnels.COLUMNS`):
    frames, because a release has many.
    """

    rows: tuple[Signal, ...]
    outlooks: tuple[Outlook, ...] = ()
    charts: ChartTables = field(default=NO_CHARTS, compare=False)
    events: tuple[KnownEvent, ...] = ()
    profile: str = MDC.key
    """The rules by which charts were read."""
    changes: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)
    funnel_points: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)
    weighted_loads: tuple[WeightedLoad, ...] = ()
