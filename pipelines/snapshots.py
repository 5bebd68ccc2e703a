"""Who and what was there on a day: dated spells → cases open and practitioners in post at each month-end.

What lives here: the point-in-time rule, once, and what follows from it (a case counted once, a move that is neither an
opening nor a closing, one team for each practitioner). What does not: what is counted of it (`measures.subjects`).

A spell holds from its start up to, but not on, its end. An involvement's `ended` is that end. A post and an absence
give their *last* day, so they end the day after. Rows are never looped over: spells are laid against days by search.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.contracts.code_lists import YES
from pipelines.contracts.involvements import Involvements
from pipelines.contracts.schema import CODE_SEPARATOR
from pipelines.contracts.workforce import Workforce

Days = NDArray[np.datetime64]
Positions = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

DAY = "day"
"""The day a row of a snapshot tells of, or on which a case began or ended."""
NEWLY_QUALIFIED = "newly_qualified"
IN_AUTHORITY_SINCE = "in_authority_since"

_ONE_DAY = np.timedelta64(1, "D")
_LASTING = np.datetime64("9999-12-31", "D")
_SEMICOLON = "\x1f"
"""Stands for a semicolon within a text; a cell of an extract holds no such sign."""
_APART = 10_000_000
"""More days than any two dates lie apart, so that adding it per person keeps people's spells apart in one long row."""


def dates(column: pd.Series) -> Days:
    """A column of dates as days; missing stays missing."""
    return column.to_numpy().astype("datetime64[D]")


def day_after(days: Days) -> Days:
    """The end of something whose last day is given."""
    return days + _ONE_DAY


def month_end_of(days: Days) -> Days:
    """The last day of the month of each day."""
    following: Days = (days.astype("datetime64[M]") + np.timedelta64(1, "M")).astype("datetime64[D]")
    return following - _ONE_DAY


def open_on(started: Days, ended: Days, days: Days) -> tuple[Positions, Positions]:
    """The point-in-time rule: every (spell, day) where the spell has started by the day and has not ended by it.

    `days` is sorted; a missing end means that the spell still lasts. Returns positions in `started` and in `days`.
    """
    # A missing date sorts last, which is what "still lasts" means.
    return _each(np.searchsorted(days, started, side="left"), np.searchsorted(days, ended, side="left"))


def in_months_to(happened: Days, window: int, month_ends: Days) -> tuple[Positions, Positions]:
    """The rolling rule: every (event, month-end) where the event lies in the `window` months that end there.

    `month_ends` follow each other without a gap. Returns positions in `happened` and in `month_ends`.
    """
    first = months_after(happened, month_ends[0])
    return _each(np.clip(first, 0, len(month_ends)), np.clip(first + window, 0, len(month_ends)))


def months_after(days: Days, month_end: np.datetime64) -> Positions:
    """How many months after the month of `month_end` each day lies; below 0 where before it."""
    months: Positions = (days.astype("datetime64[M]") - month_end.astype("datetime64[M]")).astype(np.int64)
    return months


def _each(first: Positions, end: Positions) -> tuple[Positions, Positions]:
    """Every (row, place) where the place is at or after the row's `first` and before its `end`."""
    lengths = np.maximum(end - first, 0)
    row: Positions = np.repeat(np.arange(len(lengths)), lengths)
    before = np.cumsum(lengths) - lengths
    place: Positions = np.arange(len(row)) - np.repeat(before - first, lengths)
    return row, place


def last_of_each(group: Positions, *precedence: NDArray[np.generic]) -> Positions:
    """The row of each group that comes last by `precedence` (most important first), in the order of the groups."""
    order = np.lexsort((*reversed(precedence), group))
    last: Positions = order[np.diff(group[order], append=-1) != 0]
    return last


def episodes(person: Positions, started: Days, ended: Days) -> Positions:
    """The number of the unbroken episode each spell belongs to, in order of person and start.

    Spells that overlap or follow each other without a day between are one episode of that person.
    """
    order = np.lexsort((started, person))
    offset = person[order].astype(np.int64) * _APART
    begins = started[order].astype(np.int64) + offset
    lasts_to = np.maximum.accumulate(_or_lasting(ended)[order].astype(np.int64) + offset)
    number = np.empty(len(order), dtype=np.intp)
    number[order] = np.cumsum(np.append(False, begins[1:] > lasts_to[:-1])[: len(order)])
    return number


def carried_over(person: Positions, started: Days, ended: Days) -> Days:
    """Ends such that a spell followed on the next day by another of the same person lasts until that one begins.

    A case that moves on the night of a month-end is still open at that month-end, in the team it then leaves.
    """
    episode = episodes(person, started, ended)
    first = last_of_each(episode, -started.astype(np.int64))
    end = np.full(len(first), np.datetime64("0001-01-01", "D"))
    np.maximum.at(end, episode, _or_lasting(ended))
    following = np.append(started[first][1:], _LASTING)[: len(first)]
    is_same_person = np.append(np.diff(person[first]) == 0, False)[: len(first)]
    moves_overnight = is_same_person & (following - end <= _ONE_DAY)
    carried = moves_overnight[episode] & (ended == end[episode])
    return np.where(carried, following[episode], ended)


def cases_open_on(involvements: pd.DataFrame, days: Days) -> pd.DataFrame:
    """Cases open on each day: one row per child and day, the columns of the involvement that counts, and `day`.

    A child with several open involvements is counted once, where the one that started last stands. Where two started
    on the same day an allocated one comes before an unallocated one, then the one that lasts longest, then the first
    by team, holder and case.
    """
    child = _codes(involvements[Involvements.child_id])
    started, ended = dates(involvements[Involvements.started]), dates(involvements[Involvements.ended])
    spell, day = open_on(started, carried_over(child, started, ended), days)
    counted = last_of_each(child[spell] * len(days) + day, _precedence(involvements)[spell])
    return involvements.take(spell[counted]).reset_index(drop=True).assign(**{DAY: days[day[counted]]})


def case_beginnings(involvements: pd.DataFrame) -> pd.DataFrame:
    """Cases that began: one row per child and beginning, the columns of its first involvement, and `day`.

    A child's case lasts while involvements follow each other: a change of holder, team or status begins nothing.
    """
    started, episode = _case_episodes(involvements)
    first = last_of_each(episode, -started.astype(np.int64), _precedence(involvements))
    return involvements.take(first).reset_index(drop=True).assign(**{DAY: started[first]})


def case_endings(involvements: pd.DataFrame) -> pd.DataFrame:
    """Cases that ended: one row per child and ending, the columns of its last involvement, and `day`."""
    _, episode = _case_episodes(involvements)
    ended = dates(involvements[Involvements.ended])
    last = last_of_each(episode, _or_lasting(ended), _precedence(involvements))
    over = last[~np.isnat(ended[last])]
    return involvements.take(over).reset_index(drop=True).assign(**{DAY: ended[over]})


def _case_episodes(involvements: pd.DataFrame) -> tuple[Days, Positions]:
    child = _codes(involvements[Involvements.child_id])
    started, ended = dates(involvements[Involvements.started]), dates(involvements[Involvements.ended])
    return started, episodes(child, started, carried_over(child, started, ended))


def _precedence(involvements: pd.DataFrame) -> Positions:
    """The place of each involvement when all are put in order of how much they count; the highest wins."""
    order = np.lexsort(
        (
            -_alphabetical(involvements[Involvements.case_id]),
            -_alphabetical(involvements[Involvements.practitioner_id]),
            -_alphabetical(involvements[Involvements.team_id]),
            _or_lasting(dates(involvements[Involvements.ended])),
            involvements[Involvements.practitioner_id].notna().to_numpy(),
            dates(involvements[Involvements.started]),
        )
    )
    return _places(order)


def practitioners_in_post(workforce: pd.DataFrame, days: Days) -> pd.DataFrame:
    """Practitioners in post on each day: one row per practitioner and day, the columns of the main post, and `day`.

    The main post has the most FTE, then the later start, then comes first by team; `fte` is the sum over posts.
    `newly_qualified`: the assessed and supported year lasts. `in_authority_since`: first day of unbroken service. Those
    who are absent are in post.
    """
    posts = workforce.drop_duplicates([Workforce.practitioner_id, Workforce.team_id, Workforce.started])
    person, fte = _codes(posts[Workforce.practitioner_id]), posts[Workforce.fte].to_numpy(np.float64)
    started, ended = dates(posts[Workforce.started]), day_after(dates(posts[Workforce.ended]))
    spell, day = open_on(started, ended, days)
    key = person[spell] * len(days) + day
    rank = _places(np.lexsort((-_alphabetical(posts[Workforce.team_id]), started, fte)))
    main = last_of_each(key, rank[spell])
    # Every practitioner and day in post has one main post, so these arrays have a place for each of `main`.
    place = np.searchsorted(key[main], key)
    learns = dates(posts[Workforce.newly_qualified_until])[spell] >= days[day]
    since = _service_began(person, started, ended)
    return (
        posts.take(spell[main])
        .reset_index(drop=True)
        .assign(
            **{
                DAY: days[day[main]],
                Workforce.fte: np.bincount(place, fte[spell], minlength=len(main)),
                NEWLY_QUALIFIED: np.bincount(place, learns, minlength=len(main)) > 0,
                IN_AUTHORITY_SINCE: since[spell[main]],
            }
        )
    )


def _service_began(person: Positions, started: Days, ended: Days) -> Days:
    """For each post the first day of the unbroken service it belongs to."""
    episode = episodes(person, started, ended)
    return started[last_of_each(episode, -started.astype(np.int64))][episode]


def includes(column: pd.Series, code: str) -> Flags:
    """Where a cell is this code, or has it among several; a blank is no code. Looked up once per distinct cell."""
    has = np.array([code in cell.split(CODE_SEPARATOR) for cell in column.cat.categories], dtype=np.bool_)
    return np.append(has, False)[column.cat.codes.to_numpy()]


def as_one_code(text: str) -> str:
    """A text as it stands among several codes: a semicolon of its own does not part it."""
    return text.replace(CODE_SEPARATOR, _SEMICOLON)


def is_yes(column: pd.Series) -> Flags:
    """Where the answer is yes; a blank is not."""
    return includes(column, YES)


def _or_lasting(ended: Days) -> Days:
    return np.where(np.isnat(ended), _LASTING, ended)


def _codes(column: pd.Series) -> Positions:
    """The category code of each row; columns of identifiers come as categories."""
    codes: Positions = column.cat.codes.to_numpy().astype(np.int64)
    return codes


def _alphabetical(column: pd.Series) -> Positions:
    """The place of each row's text in alphabetical order, so that ties do not depend on the order of an extract."""
    places = _places(np.argsort(column.cat.categories.to_numpy(dtype=object)))
    return np.append(places, -1)[_codes(column)]


def _places(order: Positions) -> Positions:
    places = np.empty(len(order), dtype=np.intp)
    places[order] = np.arange(len(order))
    return places
