"""What cases are about: concerns for sexual abuse, online abuse and its forms, categories, panels, specialist help.

What lives here: answers drawn for each case as it reaches a team. What does not: where cases go (`casework`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_data.courses import CP
from sample_data.draws import Flags, Numbers, Whole, chosen, pick
from sample_data.rows import Rows, starts_group
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
WEEKS_WAITED = (1, 6, 12, 20, 32, 47, 75)
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


@dataclass(frozen=True)
class _Cases(Rows):
    """One row for each case: when its last team took it over, when it ends, and what it is about."""

    arrived: Days
    ended: Days
    abused: Flags
    online: Flags


def concerns_of(spells: Spells, setting: Setting, rng: np.random.Generator) -> Concerns:
    """Answers for spells that stand in the order of case and start; they hold for a case all along."""
    cases = _cases(spells, setting, rng)
    case = np.cumsum(starts_group(spells.case)) - 1
    known = rng.random(len(cases)) >= NOT_RECORDED_CONCERN
    panel = _yes_or_no(np.where(cases.abused, PANEL_SEXUAL_ABUSE, PANEL), rng)
    proceedings = _yes_or_no(np.where(cases.abused, PROCEEDINGS_SEXUAL_ABUSE, PROCEEDINGS), rng)
    referred, started = _specialist(cases, setting.timeline, rng)
    # A spell that ended before the referral does not know of it.
    knows = spells.ended > referred[case]
    return Concerns(
        sexual_abuse=np.where(cases.abused, "yes", np.where(known, "no", ""))[case],
        online=cases.online[case],
        online_harm=_forms(cases.abused, rng)[case],
        category=_categories(spells, case, cases.abused, rng),
        panel=panel[case],
        proceedings=proceedings[case],
        referred=np.where(knows, referred[case], OPEN),
        specialist_started=np.where(knows, started[case], OPEN),
    )


def _cases(spells: Spells, setting: Setting, rng: np.random.Generator) -> _Cases:
    """What a case is about is drawn for the team that holds it last: concerns are why cases are passed on."""
    arrival = np.maximum.accumulate(np.where(starts_group(spells.case, spells.team), np.arange(len(spells)), 0))
    is_last = np.append(starts_group(spells.case)[1:], True)
    last = spells.where(arrival[is_last])

    def are(aspect: Aspect, kind: Whole) -> Flags:
        share = setting.level(aspect)[last.team, setting.timeline.month_of(last.started)]
        return chosen(rng, share, kind, by=last.started)

    abused = are(Aspect.SEXUAL_ABUSE, last.team)
    kind = last.team * 2 + abused
    online = np.where(abused, are(Aspect.ONLINE_OF_SEXUAL_ABUSE, kind), are(Aspect.ONLINE, kind))
    return _Cases(last.started, spells.ended[is_last], abused, online)


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


def _specialist(cases: _Cases, timeline: Timeline, rng: np.random.Generator) -> tuple[Days, Days]:
    """Referrals made while the case is open; a service that has not begun by its end, or yet, has no start."""
    drawn, day, wait = rng.random((3, len(cases)))
    referred = cases.arrived + 7 + (day * DAYS_TO_REFERRAL).astype(np.int64)
    is_referred = drawn < np.where(cases.abused, REFERRED_SEXUAL_ABUSE, REFERRED)
    referred = np.where(is_referred & (referred < np.minimum(cases.ended, timeline.end)), referred, OPEN)
    started = referred + (np.interp(wait, WEEKS_WAITED_QUANTILES, WEEKS_WAITED) * 7).astype(np.int64)
    return referred, np.where((referred < OPEN) & (started < cases.ended), started, OPEN)
