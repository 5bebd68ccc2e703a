"""The time diary extract: how much of their hours practitioners spent with children and families.

What lives here: who kept a diary in which month, and its hours. What does not: the share of direct work (`stories`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.contracts.time_use import TimeUse
from sample_data.draws import spread
from sample_data.holding import Staff
from sample_data.sessions import MANAGERIAL, Sessions, could_attend, months_in_post
from sample_data.stories import Aspect, Setting
from sample_data.timeline import dates

KEPT = 0.93
"""Share of diaries that are kept."""
HOURS_OF_FULL_TIME = (139, 165)
BETWEEN_PRACTITIONERS, BETWEEN_MONTHS = 0.06, 0.04
"""How far a practitioner's share of direct work, and a month's, may lie from that of the team."""


def time_use(staff: Staff, setting: Setting, rng: np.random.Generator) -> pd.DataFrame:
    """Diaries by month and practitioner: of those in post and at work on the last day of the month."""
    timeline = setting.timeline
    post, month = months_in_post(staff, timeline)
    last_days = Sessions(post, np.full(len(post), MANAGERIAL), timeline.last_day[month])
    kept = could_attend(last_days, staff, timeline) & (rng.random(len(post)) < KEPT)
    post, month = post[kept], month[kept]
    hours = staff.seats.fte[staff.posts.seat[post]] * rng.uniform(*HOURS_OF_FULL_TIME, len(post))
    own = BETWEEN_PRACTITIONERS * (2 * spread(rng, len(staff.posts)) - 1)
    share = setting.level(Aspect.DIRECT_WORK)[staff.team[post], month] + own[post]
    share = share + BETWEEN_MONTHS * (2 * rng.random(len(post)) - 1)
    person = staff.posts.person[post]
    frame = pd.DataFrame(
        {
            TimeUse.practitioner_id: staff.number[person],
            TimeUse.month_end: dates(timeline.last_day[month], last=timeline.end),
            TimeUse.hours_direct: np.round(hours * share),
            TimeUse.hours_recorded: np.round(hours),
        }
    )
    in_order = frame.iloc[np.lexsort((person, month))]
    whole = dict.fromkeys((TimeUse.hours_direct, TimeUse.hours_recorded), np.int64)
    return in_order.drop_duplicates(list(TimeUse.unique)).astype(whole)
