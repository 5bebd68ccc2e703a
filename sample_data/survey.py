"""The survey extract: what practitioners answered, by wave and team, and nothing that could say who.

What lives here: returned forms, and the two questions on stress of every wave. What does not: the answers to all other
instruments (`answers`), or any link to a practitioner.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.contracts.survey import Survey
from sample_data.answers import Forms, other_answers
from sample_data.draws import Flags, Numbers, Whole, chosen, pick
from sample_data.holding import Staff
from sample_data.organisation import Story
from sample_data.stories import LOW_RESPONSE, LOW_RESPONSE_MONTHS_LEFT, Aspect, Setting
from sample_data.timeline import Days, dates

MONTHS_BETWEEN_WAVES, MONTHS_BETWEEN_YEARLY = 3, 12
DAY_OF_WAVE = 14
"""Counted from the first of the month."""
LARGE_TEAM, RETURNED_BY_LARGE_TEAM = 13, 11
"""Where it can: one form more than are needed to publish, since a question may be left out."""
VERY, NOT_AT_ALL = 0.42, 0.2
"""Of the stressed and of the others."""
NOT_ANSWERED = 0.02


def survey(staff: Staff, setting: Setting, rng: np.random.Generator) -> pd.DataFrame:
    """Returned forms by wave and team; within those the order says nothing."""
    timeline = setting.timeline
    months = np.flatnonzero(timeline.months_left % MONTHS_BETWEEN_WAVES == 0)
    wave_days = timeline.first_day[months] + DAY_OF_WAVE
    returned = _returned(staff, setting, months, wave_days, rng).T
    wave, team = (np.repeat(place.ravel(), returned.ravel()) for place in np.indices(returned.shape))
    stress = _stress(_answers(Aspect.STRESSED, setting, months[wave], team, rng), rng)
    tell = np.where(_answers(Aspect.ABLE_TO_TELL, setting, months[wave], team, rng), "yes", "no")
    in_every_wave: dict[str, NDArray[np.str_]] = {
        Survey.sis1: np.where(rng.random(len(team)) < NOT_ANSWERED, "", stress),
        Survey.sis4: np.where(rng.random(len(team)) < NOT_ANSWERED, "", tell),
    }
    yearly = timeline.months_left[months[wave]] % MONTHS_BETWEEN_YEARLY == 0
    stressed = np.isin(stress, ("very", "moderately"))
    return pd.DataFrame(
        {
            Survey.wave: dates(wave_days, last=timeline.end)[wave],
            Survey.team_id: np.array(setting.authority.team_ids)[team],
            **in_every_wave,
            **other_answers(setting, Forms(months[wave], team, stressed, yearly), rng),
        }
    )


def _answers(aspect: Aspect, setting: Setting, month: Whole, team: Whole, rng: np.random.Generator) -> Flags:
    """Who says yes: about the team's share in each wave, in an order of its own, so that answers stay independent."""
    shuffled = month * len(team) + rng.permutation(len(team))
    return chosen(rng, setting.level(aspect)[team, month], team, by=shuffled)


def _stress(stressed: Flags, rng: np.random.Generator) -> NDArray[np.str_]:
    drawn = rng.random(len(stressed))
    return np.where(
        stressed,
        pick(drawn, ("very", "moderately"), (VERY, 1 - VERY)),
        pick(drawn, ("not_at_all", "a_little"), (NOT_AT_ALL, 1 - NOT_AT_ALL)),
    )


def _returned(staff: Staff, setting: Setting, months: Whole, wave_days: Days, rng: np.random.Generator) -> Whole:
    """Forms returned: a row for each team, a column for each wave; never more than practitioners who were there."""
    invited, there = _in_post(staff, wave_days, len(setting.authority.teams))
    share = setting.level(Aspect.RETURNED)[:, months]
    recovery = setting.tells(Story.RECOVERY)[:, None]
    large = np.array([team.practitioners >= LARGE_TEAM for team in setting.authority.teams])[:, None]
    low = (setting.timeline.months_left[months] == LOW_RESPONSE_MONTHS_LEFT) & ~recovery
    returned = np.floor(invited * share * np.where(low, LOW_RESPONSE, 1.0) + rng.random(share.shape)).astype(np.int64)
    return np.minimum(np.where(large & ~low, np.maximum(returned, RETURNED_BY_LARGE_TEAM), returned), there)


def _in_post(staff: Staff, days: Days, teams: int) -> tuple[Numbers, Whole]:
    """Practitioners in post on each day by team, and those of them not on long leave."""
    posts, long = staff.posts, staff.long_absences
    # On a day of handover only the leaver is asked.
    here = (posts.started[:, None] < days) & (days <= posts.ended[:, None]) & staff.practises[:, None]
    absent = np.zeros(here.shape, dtype=bool)
    absent[long.post] = (long.begun[:, None] <= days) & (days <= long.ended[:, None])
    invited, there = np.zeros((teams, len(days))), np.zeros((teams, len(days)), dtype=np.int64)
    np.add.at(invited, staff.team, here)
    np.add.at(there, staff.team, here & ~absent)
    return invited, there
