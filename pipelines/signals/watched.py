"""Which measures, other than load, are read against a unit's own past and against its authority.

What lives here: one line per measure, and the rules they are read by. What does not: staff survey answers (never
compared between teams; `wellbeing` reads them between waves), rolling twelve-month figures (their months overlap, so
every change looks like a run), and counts of children so small that most months are hidden.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.signals.rule import Rule

UNUSUAL_CHANGE = Rule(
    key="unusual_change",
    label="Unusual for this unit",
    description=(
        "The latest month of a watched measure is special on the chart of the unit's own past (outside the limits, six "
        "months on one side of the average, six rising or falling, or two of three in the outer third), and far enough "
        "from the average to matter: by the points stated for the measure and by two people at least, and for three "
        "months on average outside what earlier months ranged over. Needs thirteen shown months."
    ),
    severity="A notice; a warning where the team also stands apart from its authority; an improvement the good way.",
    source="NHS England, Making Data Count, SPC charts (XmR), profile mdc.",
)
SUPERVISION = Rule(
    key="supervision_slipping",
    label="Supervision slipping",
    description=(
        "Managerial supervision reaches fewer practitioners in time than is usual for the unit, read as any unusual "
        "change; supervision that has become unusually good for the unit is said too."
    ),
    severity=(
        "A notice; a warning where the team also stands apart from its authority, or fewer than half of the "
        "practitioners are in time; an improvement the good way."
    ),
    source=(
        "Local Government Association, Standards for employers of social workers 2020, standard 5 (at least monthly); "
        "NHS England, Making Data Count."
    ),
)
APART = Rule(
    key="apart_from_authority",
    label="Apart from the rest of the authority",
    description=(
        "A team lies outside the 99.8% limits of its authority's funnel, which allow for the size of teams and for "
        "how much they differ anyway. Needs eight teams with a shown value. Teams are never ranked."
    ),
    severity="A notice.",
    source="Spiegelhalter 2005, funnel plots with overdispersion (outer tenths pulled in, additive variance).",
)


@dataclass(frozen=True, slots=True)
class Watched:
    """A measure, what a sentence calls it, and how far from usual is worth saying (in the measure's own unit).

    `rule` is the one that reads its past. `few`: a fall below this speaks as a second voice. Where the measure itself
    has no better direction, more of it asks for attention and less is no improvement.
    """

    key: str
    subject: str
    material: float
    rule: Rule = UNUSUAL_CHANGE
    compared: bool = True
    few: float | None = None


WATCHED = (
    Watched(
        "managerial_supervision_in_time",
        "The share of practitioners supervised in time",
        material=10,
        rule=SUPERVISION,
        few=50,
    ),
    Watched("peer_supervision_in_time", "The share of practitioners with recent peer supervision", material=10),
    Watched(
        "training_cover_online_abuse",
        "The share of practitioners with online abuse training",
        material=10,
        compared=False,
    ),
    Watched("training_cover_sexual_abuse", "The share of practitioners with sexual abuse training", material=10),
    Watched("training_cover_diversity", "The share of practitioners with diversity training", material=10),
    Watched(
        "online_share_of_all_cases", "The share of open cases that involve online abuse", material=5, compared=False
    ),
    Watched("online_not_recorded_share", "The share of cases with nothing recorded on online abuse", material=10),
    Watched("agency_rate", "The agency share of the workforce", material=5),
    Watched("vacancy_rate", "The share of posts that are vacant", material=5),
    Watched("specialist_wait_over_26_weeks", "The share of waits over half a year", material=10, compared=False),
)
