"""What cases are about: concerns for sexual abuse, online abuse and its forms, categories, panels, specialist help.

What lives here: answers drawn for each case as it reaches a team. What does not: where cases go (`casework`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_data.courses import CP
from sample_data.draws import Flags, Numbers, Whole, chosen, pick
from sample_data.rows import starts_group
from sample_data.spells import Spells
from sample_data.stories import Aspect, Setting
from sample_data.timeline import OPEN, Days, Timeline

FORMS_OF_SEXUAL_ABUSE = ("grooming", "images", "coercion", "contact", "peer", "livestream")
FORMS_OF_SEXUAL_ABUSE_SHARES = (0.3, 0.28, 0.16, 0.12, 0.09, 0.05)
OTHER_FORMS, OTHER_FORMS_SHARES = ("exposure", "peer", "coercion", "other"), (0.38, 0.3, 0.12, 0.2)
SECOND_FORM = 0.3

SEXUAL_ABUSE_CATEGORY = 0.22
"""Share of plans of children with a sexual abuse concern that name it as the category: about 4 % of all plans."""
OTHER_CATEGORIES, OTHER_CATEGORIES_SHARES = ("NEG", "EMO", "PHY", "MUL"), (0.51, 0.4, 0.06, 0.03)

NOT_RECORDED_CONCERN, NOT_RECORDED_PANEL = 0.05, 0.08
PANEL, PANEL_SEXUAL_ABUSE = 0.06, 0.4
PROCEEDINGS, PROCEEDINGS_SEXUAL_ABUSE = 0.02, 0.14

REFERRED, REFERRED_SEXUAL_ABUSE = 0.02, 0.65
DAYS_TO_REFERRAL = 80
WEEKS_WAITED = (2, 8, 15, 24, 36, 52, 80)
WEEKS_WAITED_QUANTILES = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)


@dataclass(frozen=True)
class Concerns:
    """Answers for each spell of a set of spells, in its order."""

    sexual_abuse: NDArray[np.str_]
    online: Flags
    online_harm: NDArray[np.str_]
    category: NDArray[np.str_]
    panel: NDArray[np.str_]
    proceedings: NDArray[np.str_]
    referred: Days
    """OPEN where no referral was made."""
    specialist_started: Days


def concerns_of(spells: Spells, setting: Setting, rng: np.random.Generator) -> Concerns:
    """Answers for spells that stand in the order of case and start; they hold for a case all along.

    What a case is about is drawn for the team that holds it last: concerns are why cases are passed on.
    """
    last = spells.where(_last_arrival(spells))
    abused = _chosen_cases(Aspect.SEXUAL_ABUSE, last, last.team, setting, rng)
    kind = last.team * 2 + abused
    online = np.where(
        abused,
        _chosen_cases(Aspect.ONLINE_OF_SEXUAL_ABUSE, last, kind, setting, rng),
        _chosen_cases(Aspect.ONLINE, last, kind, setting, rng),
    )
    return _answers(spells, abused, online, setting.timeline, rng)


def _last_arrival(spells: Spells) -> Whole:
    """The row of each case with which its last team took it over."""
    arrives = starts_group(spells.case, spells.team)
    arrival = np.maximum.accumulate(np.where(arrives, np.arange(len(spells)), 0))
    last: Whole = arrival[np.append(starts_group(spells.case)[1:], True)]
    return last


def _chosen_cases(aspect: Aspect, cases: Spells, group: Whole, setting: Setting, rng: np.random.Generator) -> Flags:
    share = setting.level(aspect)[cases.team, setting.timeline.month_of(cases.started)]
    return chosen(rng, share, group, by=cases.started)


def _answers(spells: Spells, abused: Flags, online: Flags, timeline: Timeline, rng: np.random.Generator) -> Concerns:
    """`abused` and `online` have an answer for each case, in the order of the cases."""
    case = np.cumsum(starts_group(spells.case)) - 1
    known = rng.random(len(abused)) >= NOT_RECORDED_CONCERN
    panel = _yes_or_no(np.where(abused, PANEL_SEXUAL_ABUSE, PANEL), rng)
    proceedings = _yes_or_no(np.where(abused, PROCEEDINGS_SEXUAL_ABUSE, PROCEEDINGS), rng)
    referred, started = _specialist(spells, case, abused, timeline, rng)
    return Concerns(
        sexual_abuse=np.where(abused, "yes", np.where(known, "no", ""))[case],
        online=online[case],
        online_harm=_forms(abused, rng)[case],
        category=_categories(spells, case, abused, rng),
        panel=panel[case],
        proceedings=proceedings[case],
        referred=referred,
        specialist_started=started,
    )


def _yes_or_no(share: Numbers, rng: np.random.Generator) -> NDArray[np.str_]:
    recorded, drawn = rng.random((2, len(share)))
    return np.where(recorded < NOT_RECORDED_PANEL, "not_recorded", np.where(drawn < share, "yes", "no"))


def _forms(abused: Flags, rng: np.random.Generator) -> NDArray[np.str_]:
    """One form, sometimes two, that would fit the case if it involves online abuse."""
    drawn, further = rng.random((2, len(abused)))
    first = np.where(
        abused,
        pick(drawn, FORMS_OF_SEXUAL_ABUSE, FORMS_OF_SEXUAL_ABUSE_SHARES),
        pick(drawn, OTHER_FORMS, OTHER_FORMS_SHARES),
    )
    second = pick(further / SECOND_FORM, FORMS_OF_SEXUAL_ABUSE, FORMS_OF_SEXUAL_ABUSE_SHARES)
    has_second = abused & (further < SECOND_FORM) & (second != first)
    return np.where(has_second, np.char.add(np.char.add(first, ";"), second), first)


def _categories(spells: Spells, case: Whole, abused: Flags, rng: np.random.Generator) -> NDArray[np.str_]:
    """The category of each child's plan, the same in all spells on a plan; blank without one."""
    on_plan = spells.status == CP
    with_plan, first = np.unique(case[on_plan], return_index=True)
    begun = spells.started[on_plan][first]
    named = chosen(rng, SEXUAL_ABUSE_CATEGORY * abused[with_plan].astype(float), np.zeros_like(first), by=begun)
    category = pick(rng.random(len(abused)), OTHER_CATEGORIES, OTHER_CATEGORIES_SHARES)
    category[with_plan[named]] = "SAB"
    return np.where(on_plan, category[case], "")


def _specialist(
    spells: Spells, case: Whole, abused: Flags, timeline: Timeline, rng: np.random.Generator
) -> tuple[Days, Days]:
    """Referrals made while the case is open; a service that has not begun by its end, or yet, has no start."""
    first = np.flatnonzero(starts_group(case))
    begun, ended = spells.started[first], np.maximum.reduceat(spells.ended, first)
    is_referred = rng.random(len(first)) < np.where(abused, REFERRED_SEXUAL_ABUSE, REFERRED)
    referred = begun + 7 + (rng.random(len(first)) * DAYS_TO_REFERRAL).astype(np.int64)
    referred = np.where(is_referred & (referred < np.minimum(ended, timeline.end)), referred, OPEN)
    weeks = np.interp(rng.random(len(first)), WEEKS_WAITED_QUANTILES, WEEKS_WAITED)
    started = referred + (weeks * 7).astype(np.int64)
    started = np.where((referred < OPEN) & (started < ended), started, OPEN)
    # A spell that ended before the referral does not know of it.
    known = spells.ended > referred[case]
    return np.where(known, referred[case], OPEN), np.where(known, started[case], OPEN)
