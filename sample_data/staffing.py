"""Posts and who holds them: practitioners join, leave, change teams and are replaced, employed or from an agency.

What lives here: posts held in seats. What does not: the seats (`seats`), absences and the cover for them (`absence`),
the extracts (`workforce`), cases.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sample_data.draws import Flags, Whole, chosen, spread
from sample_data.rows import Rows
from sample_data.seats import Seats
from sample_data.timeline import OPEN, YEAR, Days, Timeline, settled_day

LEAVE_A_YEAR, MANAGERS_LEAVE_A_YEAR = 0.125, 0.06
AGENCY_AT_FIRST = 0.15
AGENCY_CONTRACT_YEARS = 0.75
AGENCY_AFTER_LEAVER = 0.85
EMPLOYED_AFTER_AGENCY = 0.45
NEWLY_QUALIFIED_JOINERS = 0.95
ASSESSED_YEAR, ASSESSED_YEAR_PART_TIME = 364, 455
SHORTEST_POST = 30
HISTORY = YEAR + 60
"""Days before the months covered from which staff are known, so that turnover is known in the first."""
MOVERS = 2
"""One in this many experienced joiners comes from another team, where one can be found."""
LONGEST_SHIFT = 60
"""Days by which a leaver's last day may move to meet a joiner's first."""


@dataclass(frozen=True)
class Posts(Rows):
    """One row for each time somebody held a seat. `newly_qualified_until` is 0 for others."""

    seat: Whole
    person: Whole
    started: Days
    ended: Days
    agency: Flags
    newly_qualified_until: Days


def posts_in(seats: Seats, timeline: Timeline, rng: np.random.Generator) -> Posts:
    """Who held each seat, by seat and start."""
    parts = [_first_posts(seats, timeline, rng)]
    while len(leavers := parts[-1].where(parts[-1].ended < seats.closes[parts[-1].seat])):
        parts.append(_successors(leavers, seats, timeline, rng))
    posts = Posts.joined(parts)
    posts = posts.where(np.lexsort((posts.started, posts.seat)))
    return _with_moves_between_teams(replace(posts, person=np.arange(len(posts))), seats)


def _first_posts(seats: Seats, timeline: Timeline, rng: np.random.Generator) -> Posts:
    begin = timeline.start - HISTORY
    seat = np.flatnonzero(seats.filled)
    holds, until = seats.holds_cases[seat], seats.first_holder_until[seat]
    agency = chosen(rng, AGENCY_AT_FIRST * (holds & (until == 0)), seats.team[seat])
    served = np.where(agency, 10 + 290 * rng.random(len(seat)), 120 + 2900 * rng.random(len(seat))).astype(np.int64)
    new = (until == 0) & (served < YEAR) & _newly_qualified(agency, holds, rng)
    started = settled_day(begin - served)
    ended = np.where(until > 0, until, begin + _service(agency, holds, rng))
    until = np.where(new, started + _assessed_year(seats, seat), 0)
    return _clear_of_month_ends(Posts(seat, seat, started, ended, agency, until), timeline)


def _successors(leavers: Posts, seats: Seats, timeline: Timeline, rng: np.random.Generator) -> Posts:
    """A successor begins on the leaver's last day and takes over the cases. Managers are never from an agency."""
    seat = leavers.seat
    holds, of_story = seats.holds_cases[seat], seats.first_holder_until[seat] > 0
    drawn = rng.random(len(seat))
    agency = np.where(leavers.agency, drawn >= EMPLOYED_AFTER_AGENCY, drawn < AGENCY_AFTER_LEAVER)
    agency = holds & (agency | of_story)
    started = leavers.ended
    ended = np.where(of_story, OPEN, started + _service(agency, holds, rng))
    until = np.where(_newly_qualified(agency, holds, rng), started + _assessed_year(seats, seat), 0)
    return _clear_of_month_ends(Posts(seat, seat, started, ended, agency, until), timeline)


def _newly_qualified(agency: Flags, holds_cases: Flags, rng: np.random.Generator) -> Flags:
    new: Flags = holds_cases & ~agency & (rng.random(len(agency)) < NEWLY_QUALIFIED_JOINERS)
    return new


def _service(agency: Flags, holds_cases: Flags, rng: np.random.Generator) -> Days:
    """How long somebody stays: a constant chance of leaving, drawn evenly."""
    leave_a_year = np.where(holds_cases, LEAVE_A_YEAR, MANAGERS_LEAVE_A_YEAR)
    years = -np.log1p(-spread(rng, len(agency))) * np.where(agency, AGENCY_CONTRACT_YEARS, 1 / leave_a_year)
    return (years * YEAR).astype(np.int64)


def _assessed_year(seats: Seats, seat: Whole) -> Days:
    """How long somebody counts as newly qualified: part-time work prolongs it."""
    return np.where(seats.fte[seat] < 1, ASSESSED_YEAR_PART_TIME, ASSESSED_YEAR)


def _clear_of_month_ends(posts: Posts, timeline: Timeline) -> Posts:
    """The same posts, lasting at least a month and left on settled days."""
    ended = settled_day(np.maximum(posts.ended, posts.started + SHORTEST_POST))
    return replace(posts, ended=np.where(ended > timeline.end, OPEN, ended))


def _with_moves_between_teams(posts: Posts, seats: Seats) -> Posts:
    """Some who leave one team and are covered by an agency are the same people as experienced joiners elsewhere."""
    person, started, ended = posts.person.copy(), posts.started.copy(), posts.ended.copy()
    team = seats.team[posts.seat]
    follows = np.append(posts.seat[1:] == posts.seat[:-1], False)
    usual = seats.holds_cases[posts.seat] & (seats.first_holder_until[posts.seat] == 0) & ~posts.agency
    leaves = np.flatnonzero(usual & follows & np.append(posts.agency[1:], False))
    joins = np.flatnonzero(usual & np.append(False, follows[:-1]) & (posts.newly_qualified_until == 0))
    # By day, so that somebody who moves twice stays one person.
    for joiner in joins[np.argsort(posts.started[joins], kind="stable")][::MOVERS]:
        day = posts.started[joiner]
        shift = np.abs(posts.ended[leaves] - day)
        served = (posts.started[leaves] + YEAR < day) & (posts.ended[leaves + 1] > day + SHORTEST_POST)
        possible = np.flatnonzero((team[leaves] != team[joiner]) & served & (shift < LONGEST_SHIFT))
        if len(possible):
            leaver = leaves[possible[np.argmin(shift[possible])]]
            person[joiner], ended[leaver], started[leaver + 1] = person[leaver], day - 1, day
            leaves = leaves[leaves != leaver]
    return replace(posts, person=person, started=started, ended=ended)
