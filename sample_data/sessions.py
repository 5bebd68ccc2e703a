"""Supervision sessions as rows: their kinds, and who could have been there.

What lives here: the table that sessions stand in. What does not: which were held (`supervision`) or cancelled
(`cancellations`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sample_data.draws import Flags, Whole
from sample_data.holding import Staff
from sample_data.rows import Rows
from sample_data.timeline import Days, Timeline

KINDS = ("managerial", "peer", "group", "clinical")
MANAGERIAL, PEER, GROUP, CLINICAL = range(len(KINDS))


@dataclass(frozen=True)
class Sessions(Rows):
    """One row for each session of the holder of a post."""

    post: Whole
    kind: Whole
    day: Days


def months_in_post(staff: Staff, timeline: Timeline) -> tuple[Whole, Whole]:
    """Every (post, month) in which the holder of a post that can hold cases was in it."""
    posts = staff.posts
    in_post = (posts.started[:, None] <= timeline.last_day) & (posts.ended[:, None] >= timeline.first_day)
    post, month = np.nonzero(in_post & staff.practises[:, None])
    return post, month


def could_attend(sessions: Sessions, staff: Staff, timeline: Timeline) -> Flags:
    """In the post on the day, and not on long leave."""
    posts, long = staff.posts, staff.long_absences
    away_from, away_to = np.full(len(posts), timeline.end + 1), np.zeros(len(posts), dtype=np.int64)
    away_from[long.post], away_to[long.post] = long.begun, long.ended
    post, day = sessions.post, sessions.day
    in_post = (posts.started[post] <= day) & (day <= np.minimum(posts.ended[post], timeline.end))
    return in_post & ((day < away_from[post]) | (day > away_to[post]))
