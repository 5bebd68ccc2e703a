"""The workforce and establishment extracts.

What lives here: rows made of posts, absences and seats. What does not: how those came about (`staffing`, `absence`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.contracts.establishment import Establishment
from pipelines.contracts.workforce import Workforce
from sample_data.holding import Staff
from sample_data.seats import ROLES
from sample_data.stories import Setting
from sample_data.timeline import OPEN, dates


def workforce(staff: Staff, setting: Setting) -> pd.DataFrame:
    """One row for each post, or for each absence in it, by practitioner and post."""
    absences, timeline = staff.absences, setting.timeline
    without = np.setdiff1d(np.arange(len(staff.posts)), absences.post)
    post = np.concatenate([absences.post, without])
    nobody = np.full(len(without), OPEN)
    absent_from = np.concatenate([absences.begun, nobody])
    posts = staff.posts.where(post)
    newly_qualified_until = np.where(posts.newly_qualified_until > 0, posts.newly_qualified_until, OPEN)
    frame = pd.DataFrame(
        {
            Workforce.practitioner_id: staff.number[posts.person],
            Workforce.team_id: np.array(setting.authority.team_ids)[staff.team[post]],
            Workforce.role: np.array(ROLES)[staff.role[post]],
            Workforce.fte: staff.seats.fte[posts.seat],
            Workforce.started: dates(posts.started, last=timeline.end),
            Workforce.ended: dates(posts.ended, last=timeline.end),
            Workforce.agency: np.where(posts.agency, "yes", "no"),
            Workforce.newly_qualified_until: dates(newly_qualified_until, last=OPEN - 1),
            Workforce.absent_from: dates(absent_from, last=timeline.end),
            Workforce.absent_to: dates(np.concatenate([absences.ended, nobody]), last=timeline.end),
            Workforce.absence_reason: np.concatenate([absences.reason, np.full(len(without), "")]),
        }
    )
    return frame.iloc[np.lexsort((absent_from, posts.started, posts.person))]


def establishment(staff: Staff, setting: Setting) -> pd.DataFrame:
    """Posts of each team at each month-end, and those without an employed holder: an agency leaves a post vacant."""
    timeline, team_ids = setting.timeline, setting.authority.team_ids
    teams, months = len(team_ids), timeline.months
    established = np.bincount(staff.seats.team, weights=staff.seats.fte, minlength=teams)
    employed = np.zeros((months, teams))
    post, month = np.nonzero(
        (staff.posts.started[:, None] <= timeline.last_day)
        & (timeline.last_day <= staff.posts.ended[:, None])
        & ~staff.posts.agency[:, None]
    )
    np.add.at(employed, (month, staff.team[post]), staff.seats.fte[staff.posts.seat[post]])
    return pd.DataFrame(
        {
            Establishment.month_end: np.repeat(dates(timeline.last_day, last=timeline.end), teams),
            Establishment.team_id: np.tile(team_ids, months),
            Establishment.posts_fte: np.tile(established.round(2), months),
            Establishment.vacancies_fte: np.maximum(established - employed, 0).round(2).ravel(),
        }
    )
