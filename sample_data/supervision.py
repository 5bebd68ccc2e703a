"""The supervision extract: managerial sessions as they are due, peer and group sessions where teams hold them.

What lives here: which sessions were held. What does not: how often teams hold them (`stories`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.contracts.supervision import Supervision
from sample_data.draws import Flags, Numbers, Whole, chosen
from sample_data.holding import Staff
from sample_data.organisation import Story
from sample_data.rows import Rows
from sample_data.stories import Aspect, Setting
from sample_data.timeline import Days, Timeline, dates, working_day

KINDS = ("managerial", "peer", "group", "clinical")
MANAGERIAL, PEER, GROUP, CLINICAL = range(len(KINDS))
MINUTES = (90, 75, 90, 60)
CLINICAL_A_MONTH = 0.02
NEWLY_QUALIFIED_DUE = np.concatenate([np.arange(7, 43, 7), np.arange(56, 183, 14)])
"""Days after joining: weekly for six weeks, then fortnightly to six months; monthly sessions come on top."""
NEWLY_QUALIFIED_HELD = 0.92


@dataclass(frozen=True)
class Sessions(Rows):
    """One row for each session of the holder of a post."""

    post: Whole
    kind: Whole
    day: Days


def supervision(staff: Staff, setting: Setting, rng: np.random.Generator) -> pd.DataFrame:
    """Sessions by day. `setting` begins some months early, so that the last session is known in the first month."""
    has_peers = setting.tells(Story.RECOVERY)[:, None]
    peer = setting.level(Aspect.PEER)
    sessions = Sessions.joined(
        [
            _monthly(MANAGERIAL, setting.level(Aspect.SUPERVISED), staff, setting.timeline, rng),
            _monthly(PEER, peer * has_peers, staff, setting.timeline, rng),
            _monthly(GROUP, peer * ~has_peers, staff, setting.timeline, rng),
            _monthly(CLINICAL, np.full(peer.shape, CLINICAL_A_MONTH), staff, setting.timeline, rng),
            _newly_qualified(staff, setting.timeline, rng),
        ]
    )
    sessions = sessions.where(_could_attend(sessions, staff, setting.timeline))
    person = staff.posts.person[sessions.post]
    order = np.lexsort((sessions.kind, person, sessions.day))
    kind = sessions.kind[order]
    frame = pd.DataFrame(
        {
            Supervision.practitioner_id: staff.number[person[order]],
            Supervision.held_on: dates(sessions.day[order], last=setting.timeline.end),
            Supervision.kind: np.array(KINDS)[kind],
            Supervision.minutes: np.array(MINUTES)[kind] + 5 * rng.integers(-4, 5, len(kind)),
        }
    )
    return frame.drop_duplicates(list(Supervision.unique))


def _monthly(kind: int, chance: Numbers, staff: Staff, timeline: Timeline, rng: np.random.Generator) -> Sessions:
    """At most one session in a month; `chance` has a row for each team and a column for each month."""
    posts = staff.posts
    in_post = (posts.started[:, None] <= timeline.last_day) & (posts.ended[:, None] >= timeline.first_day)
    post, month = np.nonzero(in_post & staff.practises[:, None])
    held = chosen(rng, chance[staff.team[post], month], staff.team[post], by=month)
    post, month = post[held], month[held]
    day = working_day(timeline.first_day[month] + rng.integers(0, 25, len(post)))
    return Sessions(post, np.full(len(post), kind), day)


def _newly_qualified(staff: Staff, timeline: Timeline, rng: np.random.Generator) -> Sessions:
    """The closer supervision of the first six months."""
    new = np.flatnonzero(staff.posts.newly_qualified_until > 0)
    day = working_day((staff.posts.started[new][:, None] + NEWLY_QUALIFIED_DUE).ravel())
    held = (rng.random(len(day)) < NEWLY_QUALIFIED_HELD) & (day >= timeline.start)
    return Sessions(np.repeat(new, len(NEWLY_QUALIFIED_DUE))[held], np.full(held.sum(), MANAGERIAL), day[held])


def _could_attend(sessions: Sessions, staff: Staff, timeline: Timeline) -> Flags:
    """In the post on the day, and not on long leave."""
    posts, long = staff.posts, staff.long_absences
    away_from, away_to = np.full(len(posts), timeline.end + 1), np.zeros(len(posts), dtype=np.int64)
    away_from[long.post], away_to[long.post] = long.begun, long.ended
    post, day = sessions.post, sessions.day
    in_post = (posts.started[post] <= day) & (day <= np.minimum(posts.ended[post], timeline.end))
    return in_post & ((day < away_from[post]) | (day > away_to[post]))
