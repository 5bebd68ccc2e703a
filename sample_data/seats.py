"""Established posts: who should sit where, with how many hours.

What lives here: seats of practitioners and managers. What does not: who holds them (`staffing`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sample_data.draws import Flags, Numbers, Whole, chosen, pick, spread
from sample_data.organisation import Story
from sample_data.rows import Rows
from sample_data.stories import Setting
from sample_data.timeline import OPEN, YEAR, Days, settled_day

ROLES = ("case_holder", "senior_practitioner", "first_line_manager", "middle_manager", "qualified_without_cases")
CASE_HOLDER, SENIOR_PRACTITIONER, FIRST_LINE_MANAGER, MIDDLE_MANAGER, WITHOUT_CASES = range(len(ROLES))

SENIOR = 0.25
HOURS, HOURS_SHARES = (1.0, 0.8, 0.6, 0.5), (0.72, 0.14, 0.1, 0.04)
EMPTY_SEATS = 0.025
"""Posts that nobody fills and no agency covers, per practitioner."""

# The team that drifts into overload: two practitioners leave and are not replaced, two are replaced by an agency, and
# one more stays but is ill at the end (see `absence`). Months before the last month.
NOT_REPLACED, REPLACED_BY_AGENCY = (7, 5), (6, 3)
DAYS_BEFORE_MONTH_END = 12


@dataclass(frozen=True)
class Seats(Rows):
    """Established posts. Some stand empty from the start (not `filled`), some after the day they `close`.

    `first_holder_until` is the last day of a first holder who is part of a story (OPEN: stays), otherwise 0.
    """

    team: Whole
    role: Whole
    fte: Numbers
    filled: Flags
    closes: Days
    first_holder_until: Days

    @property
    def holds_cases(self) -> Flags:
        holds: Flags = self.filled & np.isin(self.role, (CASE_HOLDER, SENIOR_PRACTITIONER))
        return holds


def seats_of(setting: Setting, rng: np.random.Generator) -> Seats:
    """Practitioners' seats, some of which stand empty; a manager for each team; a few others without cases."""
    sizes = np.array([team.practitioners for team in setting.authority.teams], dtype=np.int64)
    teams = np.arange(len(sizes))
    practitioners = np.repeat(teams, sizes)
    empty = np.flatnonzero(chosen(rng, sizes * EMPTY_SEATS, np.zeros_like(teams)))
    # The managers of a service sit in its first team.
    services = np.unique([team.service for team in setting.authority.teams], return_index=True)[1]
    senior = chosen(rng, np.full(len(practitioners), SENIOR), practitioners)
    seats = Seats.joined(
        [
            _seats(
                practitioners,
                np.where(senior, SENIOR_PRACTITIONER, CASE_HOLDER),
                fte=pick(spread(rng, len(practitioners)), HOURS, HOURS_SHARES),
            ),
            _seats(empty, np.full(len(empty), CASE_HOLDER), filled=False),
            _seats(teams, np.full(len(teams), FIRST_LINE_MANAGER)),
            _seats(services, np.full(len(services), MIDDLE_MANAGER)),
            _seats(services, np.full(len(services), WITHOUT_CASES)),
        ]
    )
    return _with_story_of_overload(seats, setting)


def _seats(team: Whole, role: Whole, *, fte: Numbers | float = 1.0, filled: bool = True) -> Seats:
    nothing = np.zeros(len(team), dtype=np.int64)
    return Seats(
        team, role, np.ones(len(team)) * fte, np.full(len(team), filled), nothing + OPEN, first_holder_until=nothing
    )


def _with_story_of_overload(seats: Seats, setting: Setting) -> Seats:
    closes, until, fte = seats.closes.copy(), seats.first_holder_until.copy(), seats.fte.copy()
    months = np.array([*NOT_REPLACED, *REPLACED_BY_AGENCY])
    leaves = settled_day(setting.timeline.end - DAYS_BEFORE_MONTH_END - months * YEAR // 12)
    for team in np.flatnonzero(setting.tells(Story.OVERLOAD)):
        places = np.flatnonzero(seats.team == team)[: len(months) + 1]
        fte[places] = 1.0
        until[places] = np.append(leaves, OPEN)
        closes[places[: len(NOT_REPLACED)]] = leaves[: len(NOT_REPLACED)]
    return replace(seats, closes=closes, first_holder_until=until, fte=fte)
