"""Practitioners at a month-end: in post or holding a case, with what they carry, learnt and were given.

What lives here: the frame that measures of practitioners count. What does not: how its facts are found (`staff`,
`learning`, `supervision`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.measures.scope import Scope
from pipelines.measures.subject import Amount, Flag, Person, Subject, SubjectRows, Title
from pipelines.measures.subjects.attendance import Attendance
from pipelines.measures.subjects.holdings import Holdings
from pipelines.measures.subjects.learning import CHILD_SEXUAL_ABUSE, DIVERSITY, EMOTIONAL_IMPACT, ONLINE_ABUSE, Learning
from pipelines.measures.subjects.staff import Staff
from pipelines.measures.subjects.supervision import Supervised
from pipelines.measures.workload_policy import Policy

_DECIMALS = 9
"""A sum of part-time posts must not fall short of a whole limit by the last binary digit."""


class Practitioners(Subject):
    """Everyone once, in the main team. Cases held are counted over the whole authority, whatever team they stand in."""

    key = "practitioners"
    grain = "one practitioner in post, or holding a case, at the month-end"

    person = Person("person", "Whose row it is")
    in_post = Flag("in_post", "Has a post, agency staff included")
    agency = Flag("agency", "Is agency staff")
    newly_qualified = Flag("newly_qualified", "Is newly qualified")
    practising = Flag("practising", "Is in post and could hold cases (or does)")
    holds_cases = Flag("holds_cases", "Holds one case or more")
    over_limit = Flag("over_limit", "Holds more cases than the indicative limit allows for the hours available")
    trained_online_abuse = Flag("trained_online_abuse", "Has current training in online abuse")
    trained_sexual_abuse = Flag("trained_sexual_abuse", "Has current training in child sexual abuse")
    trained_diversity = Flag("trained_diversity", "Has current training in cultural and religious diversity")
    trained_emotional_impact = Flag("trained_emotional_impact", "Has current training in trauma and emotional impact")
    lapsing_online_abuse = Flag(
        "lapsing_online_abuse", "Has current training in online abuse, none of which counts three months later"
    )
    lapsing_sexual_abuse = Flag(
        "lapsing_sexual_abuse", "Has current training in child sexual abuse, none of which counts three months later"
    )
    trained_in_abuse = Flag("trained_in_abuse", "Has current training in online abuse or child sexual abuse")
    provider_recorded = Flag("provider_recorded", "Has such training, and it is recorded who gave some of it")
    common_provider = Flag("common_provider", "Had such training from whoever trained most practitioners in it")
    has_course = Flag("has_course", "Completed a course that still counts")
    course = Title("course", "Titles of the courses completed that still count")
    has_training_hours = Flag("has_training_hours", "Trained in the last twelve months")
    has_hours_recorded = Flag("has_hours_recorded", "Trained, and it is recorded in whose time")
    supervision_due = Flag("supervision_due", "Managerial supervision fell due")
    supervised_in_time = Flag("supervised_in_time", "The last managerial session was in time")
    supervised_with_peers = Flag("supervised_with_peers", "Had a peer or group session in the last three months")
    may_hold_sexual_abuse = Flag(
        "may_hold_sexual_abuse", "Holds a case in which sexual abuse or exploitation is not ruled out as a concern"
    )
    holds_sexual_abuse_recorded = Flag(
        "holds_sexual_abuse_recorded", "Holds a case with such a concern and the online answer recorded"
    )
    quarter_online = Flag("quarter_online", "At least a quarter of these cases involve online abuse")
    supervision_cancelled = Flag(
        "supervision_cancelled",
        "Had a managerial session cancelled, and the days to make up for it ended in the last three months",
    )
    supervision_not_made_up = Flag(
        "supervision_not_made_up", "Had such a session cancelled after which none was held in the days allowed"
    )
    cases_held = Amount("cases_held", "Cases held")
    case_limit = Amount("case_limit", "Cases that the indicative limit allows for the hours available")
    fte = Amount("fte", "Contracted FTE over all posts")
    working_days = Amount("working_days", "Working days in a year at that FTE")
    training_hours = Amount("training_hours", "Hours of training in the last twelve months")
    hours_recorded = Amount("hours_recorded", "The part of these hours of which it is recorded in whose time")
    hours_own_time = Amount("hours_own_time", "The part of these hours done in the practitioner's own time")


def practitioners(
    scope: Scope,
    staff: Staff,
    learning: Learning,
    supervised: Supervised,
    *,
    attendance: Attendance,
    holdings: Holdings,
) -> SubjectRows:
    """One row per practitioner and month-end."""
    holds_cases = staff.cases_held > 0
    limit = np.round(scope.number(Policy.CASE_LIMIT) * staff.capacity, _DECIMALS)
    who, month = np.nonzero(staff.in_post | holds_cases)
    facts = {
        Practitioners.in_post: staff.in_post,
        Practitioners.agency: staff.agency,
        Practitioners.newly_qualified: staff.newly_qualified,
        Practitioners.practising: staff.practising,
        Practitioners.holds_cases: holds_cases,
        # No available hours means a limit of no cases, so whoever holds one then is over it.
        Practitioners.over_limit: holds_cases & (staff.cases_held > limit),
        Practitioners.trained_online_abuse: learning.trained[ONLINE_ABUSE],
        Practitioners.trained_sexual_abuse: learning.trained[CHILD_SEXUAL_ABUSE],
        Practitioners.trained_diversity: learning.trained[DIVERSITY],
        Practitioners.trained_emotional_impact: learning.trained[EMOTIONAL_IMPACT],
        Practitioners.lapsing_online_abuse: learning.lapsing[ONLINE_ABUSE],
        Practitioners.lapsing_sexual_abuse: learning.lapsing[CHILD_SEXUAL_ABUSE],
        Practitioners.trained_in_abuse: learning.trained[ONLINE_ABUSE] | learning.trained[CHILD_SEXUAL_ABUSE],
        Practitioners.provider_recorded: attendance.provider_recorded,
        Practitioners.common_provider: attendance.common_provider,
        Practitioners.has_course: attendance.has_course,
        Practitioners.has_training_hours: learning.hours > 0,
        Practitioners.has_hours_recorded: learning.hours_recorded > 0,
        Practitioners.supervision_due: supervised.due,
        Practitioners.supervised_in_time: supervised.in_time,
        Practitioners.supervised_with_peers: supervised.with_peers,
        Practitioners.may_hold_sexual_abuse: holdings.may_be_sexual_abuse,
        Practitioners.holds_sexual_abuse_recorded: holdings.sexual_abuse_recorded,
        Practitioners.quarter_online: holdings.quarter_online,
        Practitioners.supervision_cancelled: supervised.cancelled.any,
        Practitioners.supervision_not_made_up: supervised.cancelled.not_made_up,
        Practitioners.cases_held: staff.cases_held,
        Practitioners.case_limit: limit,
        Practitioners.fte: staff.fte,
        Practitioners.working_days: staff.fte * scope.number(Policy.WORKING_DAYS_A_YEAR),
        Practitioners.training_hours: learning.hours,
        Practitioners.hours_recorded: learning.hours_recorded,
        Practitioners.hours_own_time: learning.hours_own_time,
    }
    rows = pd.DataFrame(
        scope.placed(staff.team[who, month], month, scope.months)
        | {Practitioners.person: who, Practitioners.course: attendance.titles_of(who, month)}
        | {column: by_month[who, month] for column, by_month in facts.items()}
    )
    cover, hours = learning.cover_known, learning.hours_known
    return SubjectRows(
        rows,
        {
            Practitioners.trained_online_abuse: cover,
            Practitioners.trained_sexual_abuse: cover,
            Practitioners.trained_diversity: cover,
            Practitioners.trained_emotional_impact: cover,
            Practitioners.lapsing_online_abuse: cover,
            Practitioners.lapsing_sexual_abuse: cover,
            Practitioners.trained_in_abuse: cover,
            Practitioners.provider_recorded: cover,
            Practitioners.common_provider: cover,
            Practitioners.has_course: cover,
            Practitioners.course: cover,
            Practitioners.has_training_hours: hours,
            Practitioners.has_hours_recorded: hours,
            Practitioners.training_hours: hours,
            Practitioners.hours_recorded: hours,
            Practitioners.hours_own_time: hours,
            Practitioners.supervision_due: supervised.managerial_known,
            Practitioners.supervised_in_time: supervised.managerial_known,
            Practitioners.supervised_with_peers: supervised.peers_known,
            Practitioners.supervision_cancelled: supervised.cancelled.known,
            Practitioners.supervision_not_made_up: supervised.cancelled.known,
        },
        titles={Practitioners.course: attendance.titles},
    )
