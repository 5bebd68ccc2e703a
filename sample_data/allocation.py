"""Whom a case is given to: the seat with the most room for it, for its hours.

What lives here: allocation within a team. What does not: why a case came.
"""

from __future__ import annotations

import numpy as np

from sample_data.draws import Flags, Numbers, Whole, rank_in

NOBODY = -1


def allocated(
    team: Whole, is_first_sibling: Flags, seat_of_others: Whole, hours: Numbers, team_of_seat: Whole
) -> Whole:
    """The seat for each newcomer to a team; siblings go together.

    Every seat should hold its share, by hours, of the team's cases (`seat_of_others` holds the rest of them), and the
    seats furthest below theirs come first. A seat without hours gets nothing.
    """
    if len(team) == 0:
        return team.copy()
    held = np.bincount(seat_of_others, minlength=len(hours)).astype(float)
    teams = int(max(team_of_seat.max(), team.max())) + 1
    cases = np.bincount(team_of_seat, weights=held, minlength=teams) + np.bincount(team, minlength=teams)
    all_hours = np.maximum(np.bincount(team_of_seat, weights=hours, minlength=teams), 1e-9)
    room = cases[team_of_seat] * hours / all_hours[team_of_seat] - held
    places = np.ceil(np.where(hours > 0, np.maximum(room, 0), 0)).astype(np.int64)
    seat = np.repeat(np.arange(len(hours)), places)
    nth = np.arange(len(seat)) - np.repeat(np.cumsum(places) - places, places)
    seat = seat[np.lexsort((nth - room[seat], team_of_seat[seat]))]
    number = np.bincount(team_of_seat[seat], minlength=teams)
    turn = rank_in(team, np.arange(len(team), dtype=float))
    place = np.minimum((np.cumsum(number) - number)[team] + turn, len(seat) - 1)
    given = np.where(turn < number[team], seat[place], NOBODY)
    eldest = np.maximum.accumulate(np.where(is_first_sibling, np.arange(len(team)), 0))
    return given[eldest]
