"""The funnels of a release: each compared measure in its latest period, of teams or of authorities.

What lives here: which units are compared on which measure, and one row for each of them as it is published. What does
not: the funnel's arithmetic (`comparison`), or what signals say of it (`peers`, `official`): they read the very funnels
that are made here. Only figures that are shown take part. Nobody is ranked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from pipelines.measures.measure import PERCENT_SCALE, MeasureUnit
from pipelines.organisation import Level
from pipelines.published import Standing
from pipelines.signals.arrays import Floats, Whole
from pipelines.signals.comparison import FEWEST_UNITS, NOTE, SPECIAL, Funnel, Scale, funnel
from pipelines.signals.panel import Panel, Shown
from pipelines.signals.watched import WATCHED
from pipelines.signals.yearly import COMPARED

LOAD, OPEN_CASES, UNALLOCATED = "load_ratio", "open_cases", "unallocated_cases"
KEPT_DECIMALS: Final = 2
"""Of limits and sizes, beyond those of the figure itself."""

COLUMNS: Final = (
    "group_id",
    "unit_id",
    "measure_key",
    "period_end",
    "size",
    "value",
    "pooled",
    "lower_95",
    "upper_95",
    "lower_998",
    "upper_998",
    "standing",
)


@dataclass(frozen=True, slots=True)
class Group:
    """The units of one group on one measure: `rows` of the panel, and an entry for each in `size` and in the funnel.

    `per_one` turns the funnel's proportions and rates into the measure's own unit.
    """

    group_id: str
    shown: Shown
    rows: Whole
    size: Floats
    funnel: Funnel
    per_one: float

    @property
    def standings(self) -> list[Standing]:
        """Where each unit stands."""
        far = self.funnel.deviation
        rules = [far > SPECIAL, far < -SPECIAL, np.abs(far) > NOTE]
        places = np.select(rules, [0, 1, 2], 3).tolist()
        return [(Standing.HIGH, Standing.LOW, Standing.NOTE, Standing.INSIDE)[place] for place in places]


def read_funnels(panel: Panel) -> list[Group]:
    """Every funnel of a release."""
    keys = (LOAD, *(each.key for each in WATCHED if each.compared))
    teams = [group for key in keys for group in funnels_of_teams(panel, key)]
    return [*teams, *(group for each in COMPARED for group in funnels_of_authorities(panel, each.key))]


def funnels_of_teams(panel: Panel, key: str) -> list[Group]:
    """One funnel for each authority, of its teams' latest month; none of a measure that is not compared.

    A load is a rate: the cases that are open against those that the hours available allow for, which follow from the
    two published figures. A share rests on its published base.
    """
    if key not in panel.funnels:
        panel.funnels[key] = _of_teams(panel, key)
    return panel.funnels[key]


def _of_teams(panel: Panel, key: str) -> list[Group]:
    shown = panel.monthly(key)
    if shown is None:
        return []
    scale, size = (Scale.RATE, _cases_allowed_for(panel, shown)) if key == LOAD else (Scale.SHARE, shown.base[:, -1])
    found = []
    for teams in panel.teams_by_authority():
        rows = _known(teams, shown, size)
        if len(rows) >= FEWEST_UNITS:
            authority = panel.units[int(panel.authority[rows[0]])].unit_id
            found.append(_drawn(authority, shown, rows, size[rows], scale))
    return found


def funnels_of_authorities(panel: Panel, key: str) -> list[Group]:
    """One funnel of a yearly official figure, of all authorities, each on the FTE that its figure rests on."""
    shown = panel.yearly(key)
    nation = np.flatnonzero(panel.at(Level.NATION))
    if shown is None or not nation.size:
        return []
    scale = next(each.scale for each in COMPARED if each.key == key)
    size = shown.base[:, -1]
    rows = _known(np.flatnonzero(panel.at(Level.AUTHORITY)), shown, size)
    return [_drawn(panel.units[nation[0]].unit_id, shown, rows, size[rows], scale)] if len(rows) >= FEWEST_UNITS else []


def _known(rows: Whole, shown: Shown, size: Floats) -> Whole:
    """Those whose latest figure and size are both shown, and of some size."""
    known: Whole = rows[np.isfinite(shown.value[rows, -1]) & (size[rows] > 0)]
    return known


def _cases_allowed_for(panel: Panel, shown: Shown) -> Floats:
    """How many cases the hours of each unit allow for: the cases held by its load; missing where one is not shown.

    Cases that nobody holds are in no load; where their number is not shown, neither is the load.
    """
    cases, nobodys = panel.monthly(OPEN_CASES), panel.monthly(UNALLOCATED)
    unknown = np.full(len(panel.units), np.nan)
    if cases is None:
        return unknown
    latest = shown.value[:, -1]
    held = cases.at(shown.latest) - (0.0 if nobodys is None else nobodys.at(shown.latest))
    np.divide(held, latest / PERCENT_SCALE, out=unknown, where=latest > 0)
    return unknown


def _drawn(group_id: str, shown: Shown, rows: Whole, size: Floats, scale: Scale) -> Group:
    per_one = PERCENT_SCALE if shown.measure.unit is MeasureUnit.PERCENT else 1.0
    events = shown.value[rows, -1] / per_one * size
    return Group(group_id, shown, rows, size, funnel(events, size, scale), per_one)


def points_of(panel: Panel, groups: Iterable[Group]) -> pd.DataFrame:
    """A row for each unit of each funnel, in the order of the organisation; the columns are `COLUMNS`."""
    parts = [_points(panel, group) for group in groups]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))


def _points(panel: Panel, group: Group) -> pd.DataFrame:
    decimals = group.shown.measure.decimals + KEPT_DECIMALS
    limits: dict[str, Floats] = {}
    for name, deviations in (("95", NOTE), ("998", SPECIAL)):
        lower, upper = group.funnel.limits(deviations)
        limits |= {f"lower_{name}": lower * group.per_one, f"upper_{name}": upper * group.per_one}
    drawn = {name: np.round(each, decimals) + 0.0 for name, each in limits.items()}
    points = pd.DataFrame(
        {
            "group_id": group.group_id,
            "unit_id": [panel.units[row].unit_id for row in group.rows.tolist()],
            "measure_key": group.shown.measure.key,
            "period_end": pd.Timestamp(group.shown.latest),
            "size": np.round(group.size, KEPT_DECIMALS),
            "value": group.shown.value[group.rows, -1],
            "pooled": round(group.funnel.pooled * group.per_one, decimals),
            **drawn,
            "standing": [str(each) for each in group.standings],
        }
    )
    return points[list(COLUMNS)]
