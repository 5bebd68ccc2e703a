"""The usual course of cases: how often they end, change status and pass between teams, by the work of a team.

What lives here: chances. What does not: any case.
"""

from __future__ import annotations

import numpy as np

from sample_data.draws import Numbers, Whole, pick
from sample_data.organisation import Work

STATUSES = ("assessment", "cin", "cp", "cla", "care_leaver", "other")
ASSESSMENT, CIN, CP, CLA, CARE_LEAVER, OTHER = range(len(STATUSES))

ENDS_A_MONTH: dict[tuple[Work, int], float] = {
    (Work.ASSESSMENT, ASSESSMENT): 0.36,
    (Work.SAFEGUARDING, CIN): 0.085,
    (Work.SAFEGUARDING, CP): 0.01,
    (Work.CARE, CLA): 0.02,
    (Work.CARE, OTHER): 0.03,
    (Work.EXPLOITATION, CIN): 0.09,
    (Work.EXPLOITATION, CP): 0.01,
    (Work.EXPLOITATION, CLA): 0.03,
    (Work.LEAVING_CARE, CARE_LEAVER): 0.03,
    (Work.NEW_ARRIVALS, CLA): 0.01,
    (Work.NEW_ARRIVALS, CARE_LEAVER): 0.05,
}
CHANGES_A_MONTH: dict[tuple[Work, int], tuple[float, int]] = {
    (Work.SAFEGUARDING, CIN): (0.019, CP),
    (Work.SAFEGUARDING, CP): (0.085, CIN),
    (Work.EXPLOITATION, CIN): (0.02, CP),
    (Work.EXPLOITATION, CP): (0.085, CIN),
    (Work.LEAVING_CARE, CLA): (0.08, CARE_LEAVER),
    (Work.NEW_ARRIVALS, CLA): (0.02, CARE_LEAVER),
}
CHANGES_HOLDER_A_MONTH = 0.006
"""Chance that a case passes to a colleague though nobody leaves."""

STATUS_ON_ARRIVAL: dict[Work, tuple[tuple[int, ...], tuple[float, ...]]] = {
    Work.ASSESSMENT: ((ASSESSMENT,), (1.0,)),
    Work.SAFEGUARDING: ((CIN, CP), (0.78, 0.22)),
    Work.CARE: ((CLA, OTHER), (0.9, 0.1)),
    Work.EXPLOITATION: ((CIN, CP, CLA), (0.66, 0.2, 0.14)),
    Work.LEAVING_CARE: ((CARE_LEAVER, CLA), (0.85, 0.15)),
    Work.NEW_ARRIVALS: ((CLA, CARE_LEAVER), (0.85, 0.15)),
}
STATUS_AT_FIRST: dict[Work, tuple[tuple[int, ...], tuple[float, ...]]] = STATUS_ON_ARRIVAL | {
    Work.SAFEGUARDING: ((CIN, CP), (0.74, 0.26)),
}
MONTHS_HELD_AT_FIRST = np.array([1.3, 8.0, 8.0, 26.0, 24.0, 15.0])
"""For each status, how long cases have been held on average when the months begin."""

# Whom a team takes its cases from, downstream teams first; what they cannot give begins as a new case.
TAKES_FROM: tuple[tuple[Work, tuple[Work, ...]], ...] = (
    (Work.LEAVING_CARE, (Work.CARE, Work.NEW_ARRIVALS)),
    (Work.CARE, (Work.SAFEGUARDING,)),
    (Work.EXPLOITATION, (Work.ASSESSMENT,)),
    (Work.SAFEGUARDING, (Work.ASSESSMENT,)),
    (Work.NEW_ARRIVALS, ()),
    (Work.ASSESSMENT, ()),
)


def _by_course(figures: dict[tuple[Work, int], float]) -> Numbers:
    """A figure for each work of a team and status, 0 where none is given."""
    return np.array([figures.get((work, status), 0) for work in Work for status in range(len(STATUSES))], dtype=float)


ENDS = _by_course(ENDS_A_MONTH)
CHANGES = _by_course({course: chance for course, (chance, _) in CHANGES_A_MONTH.items()})
CHANGES_TO = _by_course({course: status for course, (_, status) in CHANGES_A_MONTH.items()}).astype(np.int64)


def drawn_statuses(
    work: Whole, shares: dict[Work, tuple[tuple[int, ...], tuple[float, ...]]], rng: np.random.Generator
) -> Whole:
    """A status for each case, in the shares usual for the work of its team."""
    drawn = rng.random(len(work))
    status = np.zeros(len(work), dtype=np.int64)
    for each, (statuses, of_each) in shares.items():
        status[work == each] = pick(drawn[work == each], statuses, of_each)
    return status
