"""What respondents answer to the instruments: plausible levels, moved by the stories of their teams.

What lives here: how an answer comes about. What does not: who returns a form, or the two questions on stress that every
wave asks (`survey`). Levels run from 0, the worst answer an item takes, to 1, the best.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.surveys.definition import load_instrument
from pipelines.surveys.instrument import Item
from sample_data.draws import Flags, Numbers, Whole
from sample_data.stories import Aspect, Setting

PULSE, YEARLY = "csps_proxy_stress", ("hse_msit", "basw_nspcc_online_abuse", "nspcc_coventry_csa", "supervision")
ASKED_ELSEWHERE = ("SIS1", "SIS4")
NOT_ANSWERED = 0.015
WITHOUT_A_SCORE = 0.06
"""Chance of an answer as “not applicable”, where there is one."""
OF_STRESS = 0.07
"""By how much whoever is stressed answers worse."""
OF_ONE_PERSON, OF_ONE_ANSWER = 0.34, 0.8
"""How far a person's level, and each answer beyond it, spreads to either side."""


@dataclass(frozen=True, slots=True)
class Level:
    """How well an item, or all items of a scale, are answered, and what moves it.

    `strain`, `openness`, `training`, `online`: by how much it moves with the team's stress, with being able to tell the
    manager, with training in online abuse, and with the share of sexual abuse cases that involve online abuse, each
    against what is usual. `rises` is false where the highest score is the worst answer.
    """

    usual: float
    strain: float = 0.0
    openness: float = 0.0
    training: float = 0.0
    online: float = 0.0
    rises: bool = True


@dataclass(frozen=True, slots=True)
class Forms:
    """Returned forms: of which month and team, from whom (stressed or not), and whether of a yearly wave."""

    month: Whole
    team: Whole
    stressed: Flags
    yearly: Flags


OF_SCALES = {
    "demands": Level(0.44, strain=-0.9),
    "control": Level(0.65, strain=-0.2),
    "managers_support": Level(0.67, strain=-0.3, openness=0.5),
    "peer_support": Level(0.82, openness=0.2),
    "relationships": Level(0.79, strain=-0.2),
    "role": Level(0.83, strain=-0.2),
    "change": Level(0.49, strain=-0.2, openness=0.2),
    "proxy_stress": Level(0.7, strain=-0.6, openness=0.1, rises=False),
    "oac_positive": Level(0.63, training=0.45),
    "sup_quality": Level(0.58, strain=-0.3, openness=0.3),
}
"""By scale, where its items are much alike."""

OF_ITEMS = {
    "MSIT05": Level(0.84, strain=-0.2),
    "MSIT21": Level(0.91, strain=-0.2),
    "PSI01": Level(0.44, strain=-0.9, rises=False),
    "PSI07": Level(0.93, strain=-0.2, rises=False),
    "SIS2": Level(0.42, strain=-0.5, rises=False),
    "SIS3": Level(0.55, strain=-0.6, rises=False),
    "SIS5": Level(0.74, strain=-0.5, rises=False),
    "OAC1": Level(0.2, online=0.9),
    "OAC2": Level(0.5, training=0.3, rises=False),
    "OAC3": Level(0.44, training=0.4, rises=False),
    "OAC5": Level(0.56, training=0.4),
    "OAC8": Level(0.55, training=0.45),
    "CSA1": Level(0.36),
    "CSA2": Level(0.5, training=0.2),
    "CSA3": Level(0.47, training=0.2),
    "CSA4": Level(0.5, rises=False),
    "CSA5": Level(0.46),
    "CSA6": Level(0.4, strain=-0.6),
    "CSA7": Level(0.4, strain=-0.4),
    "CSA8": Level(0.52, rises=False),
    "CSA9": Level(0.26, strain=-0.3, rises=False),
    "CSA10": Level(0.55, openness=0.6),
    "CSA11": Level(0.82, openness=0.15),
    "CSA12": Level(0.37, strain=-0.5, openness=0.2),
    "SUP1": Level(0.55, strain=-0.4),
    "SUP2": Level(0.55, strain=-0.2),
    "SUP7": Level(0.45, openness=0.5),
    "SUP8": Level(0.85),
}
"""By item; goes before its scale."""


def other_answers(setting: Setting, forms: Forms, rng: np.random.Generator) -> dict[str, NDArray[np.str_]]:
    """One column of answers for each item, blank where a wave does not ask it: a pulse always, the rest once a year."""
    person = _around(rng, len(forms.team), OF_ONE_PERSON) - OF_STRESS * forms.stressed
    moved = _moves(setting, forms)
    columns: dict[str, NDArray[np.str_]] = {}
    left_out: dict[str, Numbers] = {}
    for item, level, block, is_yearly in _items():
        place = level.usual + _moved_by(level, moved) + person + _around(rng, len(person), OF_ONE_ANSWER)
        drawn = left_out.setdefault(block, rng.random(len(person)))
        answer = _answer(item, place, level, drawn)
        columns[item.code] = np.where(forms.yearly | (not is_yearly), answer, "")
    return columns


def _items() -> Iterator[tuple[Item, Level, str, bool]]:
    """Every item asked, its level, with what it is left out together, and whether it is asked once a year only.

    The questions of a scale that are told one by one are asked as a grid, which people answer or skip as a whole: of
    whoever answers some of them only, the questions and the scale together would tell.
    """
    for instrument in map(load_instrument, (PULSE, "single_item_stress", *YEARLY)):
        scale_of = {code: scale.code for scale in instrument.scales for code in scale.items}
        grid_of = {code: scale.code for scale in instrument.scales if instrument.told_of(scale) for code in scale.items}
        for item in instrument.items:
            if item.code not in ASKED_ELSEWHERE:
                level = OF_ITEMS.get(item.code) or OF_SCALES[scale_of[item.code]]
                yield item, level, grid_of.get(item.code, item.code), instrument.id != PULSE


def _moves(setting: Setting, forms: Forms) -> dict[str, Numbers]:
    """By how much the respondent's team differs from what is usual."""
    usual = {"strain": (Aspect.STRESSED, 0.86), "openness": (Aspect.ABLE_TO_TELL, 0.55)}
    usual |= {"training": (Aspect.TRAINED_ONLINE, 0.67), "online": (Aspect.ONLINE_OF_SEXUAL_ABUSE, 0.09)}
    return {
        name: np.asarray(setting.level(aspect)[forms.team, forms.month] - level)
        for name, (aspect, level) in usual.items()
    }


def _moved_by(level: Level, moved: dict[str, Numbers]) -> Numbers:
    found: Numbers = np.zeros(len(moved["strain"]))
    for name, by in moved.items():
        found += getattr(level, name) * by
    return found


def _answer(item: Item, place: Numbers, level: Level, drawn: Numbers) -> NDArray[np.str_]:
    """The option at the place from worst to best; now and then one without a score, or a blank."""
    known = sorted(item.scores, key=lambda value: item.scores[value], reverse=not level.rises)
    without = [option.value for option in item.options if option.score is None]
    at = np.clip(place, 0.0, 0.999)
    answer = np.array(known)[np.floor(at * len(known)).astype(np.int64)]
    if without:
        answer = np.where(drawn < WITHOUT_A_SCORE, without[0], answer)
    return np.where(drawn > 1 - NOT_ANSWERED, "", answer)


def _around(rng: np.random.Generator, number: int, spread: float) -> Numbers:
    """Numbers around 0, most of them near it, none further away than half the spread times three."""
    around: Numbers = spread * (rng.random((3, number)).sum(axis=0) - 1.5)
    return around
