"""The supervision extract: managerial sessions as they are due, peer and group sessions where teams hold them.

What lives here: which sessions were held. What does not: how often teams hold them (`stories`), or which were cancelled
(`cancellations`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.contracts.supervision import Supervision
from sample_data.cancellations import cancelled_sessions
from sample_data.draws import Numbers, chosen
from sample_data.holding import Staff
from sample_data.organisation import Story
from sample_data.sessions import (
    CLINICAL,
    GROUP,
    KINDS,
    MANAGERIAL,
    PEER,
    Sessions,
    could_attend,
    months_in_post,
)
from sample_data.stories import Aspect, Setting
from sample_data.timeline import Timeline, dates, working_day

MINUTES = (90, 75, 90, 60)
CLINICAL_A_MONTH = 0.02
NEWLY_QUALIFIED_DUE = np.concatenate([np.arange(7, 43, 7), np.arange(56, 183, 14)])
"""Days after joining: weekly for six weeks, then fortnightly to six months; monthly sessions come on top."""
NEWLY_QUALIFIED_HELD = 0.92


def supervision(
    staff: Staff, setting: Setting, rng: np.random.Generator, of_cancelled: np.random.Generator
) -> pd.DataFrame:
    """Sessions by day. `setting` begins some months early, so that the last session is known in the first month."""
    held = _held(staff, setting, rng)
    person = staff.posts.person[held.post]
    held = held.where(np.lexsort((held.kind, person, held.day)))
    minutes = np.array(MINUTES)[held.kind] + 5 * rng.integers(-4, 5, len(held))
    cancelled = cancelled_sessions(held, staff, setting, of_cancelled)
    rows = [
        _rows(held, staff, setting, minutes.astype(str), "no"),
        _rows(cancelled, staff, setting, np.full(len(cancelled), ""), "yes"),
    ]
    by_day = pd.concat(rows, ignore_index=True).sort_values(Supervision.held_on, kind="stable")
    return by_day.drop_duplicates(list(Supervision.unique))


def _held(staff: Staff, setting: Setting, rng: np.random.Generator) -> Sessions:
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
    return sessions.where(could_attend(sessions, staff, setting.timeline))


def _rows(
    sessions: Sessions, staff: Staff, setting: Setting, minutes: NDArray[np.str_], cancelled: str
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            Supervision.practitioner_id: staff.number[staff.posts.person[sessions.post]],
            Supervision.held_on: dates(sessions.day, last=setting.timeline.end),
            Supervision.kind: np.array(KINDS)[sessions.kind],
            Supervision.minutes: minutes,
            Supervision.cancelled: np.full(len(sessions), cancelled),
        }
    )


def _monthly(kind: int, chance: Numbers, staff: Staff, timeline: Timeline, rng: np.random.Generator) -> Sessions:
    """At most one session in a month; `chance` has a row for each team and a column for each month."""
    post, month = months_in_post(staff, timeline)
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
