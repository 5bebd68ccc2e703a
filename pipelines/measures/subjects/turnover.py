"""Who left and what was lost to sickness in the twelve months to a month-end.

What lives here: leavers and sickness absences, employed practitioners only (as in the workforce census). What does
not: who is in post (`staff`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.contracts.workforce import Workforce
from pipelines.measures.scope import Scope, known_after
from pipelines.measures.subject import Amount, Person, Subject, SubjectRows
from pipelines.snapshots import (
    Days,
    Positions,
    dates,
    day_after,
    episodes,
    in_months_to,
    is_yes,
    last_of_each,
)

SICK_LEAVE = "SIC"
WINDOW = 12
"""Months over which leavers and sickness are added up."""


class Leavers(Subject):
    """Somebody with another post in the authority after leaving one has not left; agency staff are not counted."""

    key = "leavers"
    grain = "one practitioner who left the authority in the twelve months to the month-end"

    person = Person("person", "Who left")
    fte = Amount("fte", "FTE of the posts left")


class SicknessAbsences(Subject):
    """Weekdays, whether bank holidays or not, within the post and the twelve months."""

    key = "sickness_absences"
    grain = "one sickness absence from one post with days in the twelve months to the month-end"

    person = Person("person", "Who was absent")
    fte_days_lost = Amount("fte_days_lost", "Weekdays absent × FTE of the post")


def leavers(scope: Scope) -> SubjectRows:
    """One row per leaver and month-end of the year that follows."""
    posts = scope.frame(Workforce).drop_duplicates(
        [Workforce.practitioner_id, Workforce.team_id, Workforce.started], ignore_index=True
    )
    person, fte = scope.practitioner(posts[Workforce.practitioner_id]), posts[Workforce.fte].to_numpy(np.float64)
    # The last day in post is still in post, so one has left on the day after it.
    left = day_after(dates(posts[Workforce.ended]))
    last = last_of_each(person, np.isnat(left), left, fte, dates(posts[Workforce.started]))
    final = np.full(len(scope.practitioners), np.datetime64("NaT", "D"))
    final[person[last]] = left[last]
    fte_left = np.bincount(person, np.where(left == final[person], fte, 0.0), minlength=len(final))
    gone = last[~np.isnat(left[last]) & ~is_yes(posts[Workforce.agency])[last]]
    leaver, month = in_months_to(left[gone], WINDOW, scope.months)
    team = scope.team(posts[Workforce.team_id])[gone][leaver]
    who = person[gone][leaver]
    rows = pd.DataFrame(scope.placed(team, month, scope.months) | {Leavers.person: who, Leavers.fte: fte_left[who]})
    return SubjectRows(rows, rows_known=known_after(left, WINDOW))


def sickness_absences(scope: Scope) -> SubjectRows:
    """One row per absence and month-end in whose twelve months it has a weekday."""
    posts = scope.frame(Workforce)
    from_agency = is_yes(posts[Workforce.agency])
    sick = posts[(posts[Workforce.absence_reason] == SICK_LEAVE).to_numpy() & ~from_agency].reset_index(drop=True)
    first, began, ended = _unbroken(sick)
    begins = np.maximum(began[:, None], _window_begins(scope.months))
    ends = np.fmin(ended[:, None], day_after(scope.months))
    days = np.where(begins < ends, np.busday_count(begins, np.fmax(begins, ends)), 0)
    absence, month = np.nonzero(days)
    fte = sick[Workforce.fte].to_numpy(np.float64)[first]
    rows = pd.DataFrame(
        scope.placed(scope.team(sick[Workforce.team_id])[first][absence], month, scope.months)
        | {
            SicknessAbsences.person: scope.practitioner(sick[Workforce.practitioner_id])[first][absence],
            SicknessAbsences.fte_days_lost: days[absence, month] * fte[absence],
        }
    )
    return SubjectRows(rows, rows_known=known_after(dates(posts[Workforce.absent_from]), WINDOW))


def _unbroken(sick: pd.DataFrame) -> tuple[Positions, Days, Days]:
    """Sickness from one post without a day between is one absence: its first row, first day, and day of return.

    Nobody is absent from a post after leaving it.
    """
    post = sick.groupby(
        [Workforce.practitioner_id, Workforce.team_id, Workforce.started], observed=True, sort=False
    ).ngroup()
    began = dates(sick[Workforce.absent_from])
    ended = np.fmin(day_after(dates(sick[Workforce.absent_to])), day_after(dates(sick[Workforce.ended])))
    episode = episodes(post.to_numpy(np.intp), began, ended)
    first = last_of_each(episode, -began.astype(np.int64))
    last = last_of_each(episode, np.isnat(ended), ended)
    return first, began[first], ended[last]


def _window_begins(months: Days) -> Days:
    """The first day of the twelve months that end on each month-end."""
    return (months.astype("datetime64[M]") - (WINDOW - 1)).astype("datetime64[D]")
