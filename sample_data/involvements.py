"""The involvements extract: spells of cases with the practitioner who held them, and what was recorded.

What lives here: cutting spells where the holder changes. What does not: the course of cases (`casework`).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from pipelines.contracts.involvements import Involvements
from sample_data.allocation import NOBODY
from sample_data.concerns import concerns_of
from sample_data.courses import STATUSES
from sample_data.draws import Flags, Whole, chosen
from sample_data.holding import Holds, Staff
from sample_data.rows import numbered, starts_group
from sample_data.spells import Spells
from sample_data.stories import Aspect, Setting
from sample_data.timeline import OPEN, Days, dates, settled_day

RECORDED_LATER = 0.15
"""Chance, as a share of the first, that a missing answer is recorded when a further spell of the case begins."""
SHORTEST_WAIT = 3
_AFTER_EVERY_DAY = 2**20


def involvements(course: Spells, staff: Staff, setting: Setting, rng: np.random.Generator) -> pd.DataFrame:
    """Spells that were open on or after the first day covered, by case and start."""
    held, person = _with_waits_for_allocation(*_held(course, staff.holds), setting, rng)
    order = np.lexsort((held.started, held.case))
    held, person = held.where(order), person[order]
    concerns = concerns_of(held, setting, rng)
    recorded = _online_recorded(held, setting, rng)
    authority, end = setting.authority, setting.timeline.end
    frame = pd.DataFrame(
        {
            Involvements.case_id: numbered(authority.prefix + "R", held.case, digits=6),
            Involvements.child_id: numbered(authority.prefix + "C", held.child, digits=6),
            Involvements.practitioner_id: np.where(person == NOBODY, "", staff.number[person]),
            Involvements.team_id: np.array(authority.team_ids)[held.team],
            Involvements.started: dates(held.started, last=end),
            Involvements.ended: dates(held.ended, last=end),
            Involvements.status: np.array(STATUSES)[held.status],
            Involvements.category_of_abuse: concerns.category,
            Involvements.online_abuse: np.where(recorded, np.where(concerns.online, "yes", "no"), ""),
            Involvements.online_harm: np.where(concerns.online & recorded, concerns.online_harm, ""),
            Involvements.sexual_abuse_concern: concerns.sexual_abuse,
            Involvements.multi_agency_panel: concerns.panel,
            Involvements.criminal_proceedings: concerns.proceedings,
            Involvements.specialist_referred: dates(concerns.referred, last=end),
            Involvements.specialist_started: dates(concerns.specialist_started, last=end),
        }
    )
    return frame[held.ended >= setting.timeline.start]


def _held(course: Spells, holds: Holds) -> tuple[Spells, Whole]:
    """Each spell cut where its seat passed to another person, and that person."""
    seated, waiting = course.where(course.seat != NOBODY), course.where(course.seat == NOBODY)
    # Seat and day as one number, so that one search finds the stretch of the seat that holds a day.
    stretch = holds.seat * _AFTER_EVERY_DAY + holds.begun
    seat = seated.seat * _AFTER_EVERY_DAY
    first = np.searchsorted(stretch, seat + seated.started, side="right") - 1
    first = np.maximum(first, np.searchsorted(holds.seat, seated.seat))
    last = np.searchsorted(stretch, seat + np.minimum(seated.ended, _AFTER_EVERY_DAY - 1)) - 1
    pieces = np.maximum(last - first + 1, 0)
    row = np.repeat(np.arange(len(seated)), pieces)
    hold = first[row] + np.arange(len(row)) - (np.cumsum(pieces) - pieces)[row]
    held = Spells.joined([_between(seated.where(row), holds.begun[hold], holds.ended[hold]), waiting])
    person = np.concatenate([holds.person[hold], np.full(len(waiting), NOBODY)])
    return _lasting(held, person)


def _between(spells: Spells, begun: Days, ended: Days) -> Spells:
    """The part of each spell from `begun` to `ended`."""
    return replace(spells, started=np.maximum(spells.started, begun), ended=np.minimum(spells.ended, ended))


def _lasting(held: Spells, person: Whole) -> tuple[Spells, Whole]:
    """Without parts of no length."""
    lasting = held.started < held.ended
    return held.where(lasting), person[lasting]


def _with_waits_for_allocation(
    held: Spells, person: Whole, setting: Setting, rng: np.random.Generator
) -> tuple[Spells, Whole]:
    """Some cases that come to a team wait there before anybody holds them."""
    order = np.lexsort((held.started, held.case))
    held, person = held.where(order), person[order]
    comes = starts_group(held.case, held.team)
    came = held.started[comes]
    month = setting.timeline.month_of(came)
    chance = setting.level(Aspect.UNALLOCATED)[held.team[comes], month] * (came >= setting.timeline.start)
    longest = setting.level(Aspect.WAIT_TO_ALLOCATE)[held.team[comes], month]
    waits = chosen(rng, chance, held.team[comes], by=came)
    days = SHORTEST_WAIT + (rng.random(len(came)) * longest).astype(np.int64)
    allocated_on = np.where(waits, settled_day(came + days), 0)
    allocated_on = np.where(allocated_on > setting.timeline.end, OPEN, allocated_on)[np.cumsum(comes) - 1]
    parts = [_between(held, held.started, allocated_on), _between(held, allocated_on, held.ended)]
    return _lasting(Spells.joined(parts), np.concatenate([np.full(len(held), NOBODY), person]))


def _online_recorded(held: Spells, setting: Setting, rng: np.random.Generator) -> Flags:
    """Whether the answer on online abuse stands in the record; once given, it stays."""
    chance = setting.level(Aspect.ONLINE_RECORDED)[held.team, setting.timeline.month_of(held.started)]
    chance = chance * np.where(starts_group(held.case), 1.0, RECORDED_LATER)
    # Numbered by case, so that the highest so far tells whether the answer was given in this case.
    answers = held.case * 2 + chosen(rng, chance, held.team, by=held.started)
    recorded: Flags = np.maximum.accumulate(answers) % 2 == 1
    return recorded
