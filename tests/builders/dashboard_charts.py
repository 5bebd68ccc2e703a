"""Charts over time of the invented release: usual ranges, months that stand out and known events, as plain rows.

What lives here: rows of the shape the pipeline publishes, one story for each thing that a page must be able to show.
What does not: the pipeline's rules. Which month is special is told here by the plainest of rules only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from statistics import fmean, median
from typing import Any

Row = dict[str, Any]

PROFILE = "mdc"
LOWER_IS_BETTER, HIGHER_IS_BETTER = "lower_is_better", "higher_is_better"
TARGETS = {
    "managerial_supervision_in_time": 60.0,
    "training_cover_online_abuse": 85.0,
    "peer_supervision_in_time": 49.0,
}
"""Met as things are, missed, and now one and now the other."""
RUN_CHART = "specialist_wait_median"
"""Told with a median alone, as if too few months were shown."""
CHANGING_BASE = {"exposure_gap", "vacancy_rate", "online_share_of_all_cases"}
REORGANISED = "S2"
REORGANISED_ON = date(2024, 10, 1)
EVENTS: tuple[Row, ...] = (
    {
        "unit_id": "northmere",
        "measure_key": None,
        "happened_on": date(2023, 12, 1),
        "kind": "new_duty",
        "label": "Allegations of online abuse go to a joint desk with the police",
        "recalculates": False,
    },
    {
        "unit_id": REORGANISED,
        "measure_key": None,
        "happened_on": REORGANISED_ON,
        "kind": "reorganisation",
        "label": "Duty moved from Safeguarding to Assessment",
        "recalculates": True,
    },
    {
        "unit_id": "northmere",
        "measure_key": "exposure_gap",
        "happened_on": date(2025, 4, 1),
        "kind": "recording_change",
        "label": "Training is recorded by course, no longer by day",
        "recalculates": False,
    },
)
IN_A_ROW = 6


def rows(cells: Iterable[Row], directions: dict[str, str]) -> dict[str, list[Row]]:
    """Rows of every table of charts, from the cells of months (`directions`: by measure, of those alone)."""
    monthly = sorted(
        (cell for cell in cells if cell["measure_key"] in directions and not cell["breakdown"]),
        key=lambda cell: (cell["unit_id"], cell["measure_key"], cell["period_end"]),
    )
    made: dict[str, list[Row]] = {"chart": [], "chart_limit": [], "chart_point": []}
    for (unit_id, key), series in groupby(monthly, lambda cell: (cell["unit_id"], cell["measure_key"])):
        shown = [cell for cell in series if cell["value"] is not None]
        if shown:
            for table, found in _one(unit_id, key, shown, directions[key]).items():
                made[table] += [{"unit_id": unit_id, "measure_key": key} | row for row in found]
    return made


def _one(unit_id: str, key: str, shown: Sequence[Row], direction: str) -> dict[str, list[Row]]:
    kind = "run" if key == RUN_CHART else "p_prime" if key in CHANGING_BASE else "xmr"
    limits = [limit for section in _sections(unit_id, shown) for limit in _limits(section, kind)]
    points = list(_points(shown, limits, direction)) if kind != "run" else []
    last = {point["period_end"]: point["variation"] for point in points}.get(shown[-1]["period_end"], "common_cause")
    target = TARGETS.get(key)
    chart = {
        "kind": kind,
        "profile": PROFILE,
        "points": len(shown),
        "variation": "not_judged" if kind == "run" else last,
        "assurance": _assurance(target, limits[-1], direction),
        "target": target,
        "words": WORDS["not_judged" if kind == "run" else last],
    }
    return {"chart": [chart], "chart_limit": limits, "chart_point": points}


WORDS = {
    "improvement": "The latest month stands out from what is usual here, for the better",
    "concern": "The latest month stands out from what is usual here, for the worse",
    "change": "The latest month stands out from what is usual here",
    "common_cause": "The latest month is within the usual ups and downs",
    "not_judged": "Too few months are shown to say what is usual",
}


def _sections(unit_id: str, shown: Sequence[Row]) -> list[list[Row]]:
    if unit_id != REORGANISED:
        return [list(shown)]
    before = [cell for cell in shown if cell["period_end"] < REORGANISED_ON]
    return [part for part in (before, list(shown)[len(before) :]) if part]


def _limits(section: Sequence[Row], kind: str) -> Iterator[Row]:
    values = [cell["value"] for cell in section]
    centre = median(values) if kind == "run" else fmean(values)
    width = 2.66 * fmean([abs(after - before) for before, after in pairwise(values)] or [0.0])
    stretches = [(cell, cell) for cell in section] if kind == "p_prime" else [(section[0], section[-1])]
    for place, (first, last) in enumerate(stretches):
        half = width * (1 + 0.25 * math.sin(place)) if kind == "p_prime" else width
        yield {
            "first_period": first["period_end"],
            "last_period": last["period_end"],
            "centre": centre,
            "lower": None if kind == "run" else max(centre - half, 0.0),
            "upper": None if kind == "run" else centre + half,
        }


def _points(shown: Sequence[Row], limits: Sequence[Row], direction: str) -> Iterator[Row]:
    sides = [_side(cell["value"], _limit(limits, cell["period_end"])["centre"]) for cell in shown]
    for place, cell in enumerate(shown):
        limit = _limit(limits, cell["period_end"])
        outside = not limit["lower"] <= cell["value"] <= limit["upper"]
        runs = any(
            set(sides[start : start + IN_A_ROW]) in ({1}, {-1})
            for start in range(max(place - IN_A_ROW + 1, 0), min(place, len(shown) - IN_A_ROW) + 1)
        )
        if outside or runs:
            yield {
                "period_end": cell["period_end"],
                "pattern": "single" if outside else "shift",
                "variation": _variation(sides[place], direction),
            }


def _limit(limits: Sequence[Row], period_end: date) -> Row:
    return next(limit for limit in limits if limit["first_period"] <= period_end <= limit["last_period"])


def _side(value: float, centre: float) -> int:
    return (value > centre) - (value < centre)


def _variation(side: int, direction: str) -> str:
    if direction not in {HIGHER_IS_BETTER, LOWER_IS_BETTER}:
        return "change"
    return "improvement" if (side > 0) == (direction == HIGHER_IS_BETTER) else "concern"


def _assurance(target: float | None, limit: Row, direction: str) -> str:
    if target is None or limit["lower"] is None:
        return "no_target"
    if limit["lower"] < target < limit["upper"]:
        return "sometimes_met"
    return "reliably_met" if (limit["lower"] >= target) == (direction == HIGHER_IS_BETTER) else "reliably_missed"
