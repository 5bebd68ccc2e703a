"""Managerial sessions that were cancelled: some a few days before the one that was held, most with none in the month.

What lives here: which sessions were planned and did not take place. What does not: how often (`stories`).
"""

from __future__ import annotations

import numpy as np

from sample_data.draws import chosen
from sample_data.holding import Staff
from sample_data.sessions import MANAGERIAL, Sessions, could_attend, months_in_post
from sample_data.stories import Aspect, Setting
from sample_data.timeline import working_day

OFTEN_PUT_OFF = 0.12
"""How often a session that was held had been put off before, as a share of how often one that was not was cancelled."""
DAYS_PUT_OFF = (4, 13)


def cancelled_sessions(held: Sessions, staff: Staff, setting: Setting, rng: np.random.Generator) -> Sessions:
    """At most one in a month, on a day on which no other session of the post was held."""
    timeline = setting.timeline
    post, month = months_in_post(staff, timeline)
    managerial = held.where(held.kind == MANAGERIAL)
    managerial = managerial.where(np.lexsort((managerial.day, managerial.post)))
    months = managerial.post * timeline.months + timeline.month_of(managerial.day)
    key, first = np.unique(months, return_index=True)
    place = np.minimum(np.searchsorted(key, post * timeline.months + month), len(key) - 1)
    was_held = key[place] == post * timeline.months + month
    chance = setting.level(Aspect.CANCELLED)[staff.team[post], month] * np.where(was_held, OFTEN_PUT_OFF, 1.0)
    off = chosen(rng, chance, staff.team[post] * 2 + was_held, by=month)
    planned = timeline.first_day[month] + rng.integers(0, 25, len(post))
    put_off = managerial.day[first][place] - rng.integers(*DAYS_PUT_OFF, len(post))
    day = working_day(np.where(was_held, put_off, planned))
    sessions = Sessions(post[off], np.full(off.sum(), MANAGERIAL), day[off])
    in_time = could_attend(sessions, staff, timeline) & (sessions.day >= timeline.start)
    days_held = managerial.post * (timeline.end + 1) + managerial.day
    return sessions.where(in_time & ~np.isin(sessions.post * (timeline.end + 1) + sessions.day, days_held))
