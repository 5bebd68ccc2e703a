"""What is usual in a team, and what differs in a team with a story: every figure that calibrates the sample.

What lives here: paths of shares over time. What does not: how people and cases follow them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from sample_data.draws import Flags, Numbers
from sample_data.organisation import Authority, Story, Team, Work
from sample_data.timeline import Days, Timeline


class Aspect(Enum):
    """Something about a team that a path describes."""

    LOAD = auto()
    """Cases ÷ (15 × hours available): the load ratio, as a share."""
    UNALLOCATED = auto()
    """Chance that a case waits for a practitioner when it comes to the team."""
    WAIT_TO_ALLOCATE = auto()
    """Longest such wait, days."""
    ONLINE = auto()
    """Share of cases without a sexual abuse concern that involve online abuse."""
    ONLINE_OF_SEXUAL_ABUSE = auto()
    """Share of cases with a sexual abuse concern that involve online abuse."""
    SEXUAL_ABUSE = auto()
    """Share of cases with a concern for sexual abuse or exploitation."""
    ONLINE_RECORDED = auto()
    """Chance that the answer on online abuse is recorded when a spell begins."""
    TRAINED_ONLINE = auto()
    """Share of practitioners who go to training in online abuse and renew it."""
    SUPERVISED = auto()
    """Chance of a managerial session in a month."""
    CANCELLED = auto()
    """Chance that a managerial session was cancelled in a month that had none."""
    PEER = auto()
    """Chance of a peer or group session in a month."""
    DIRECT_WORK = auto()
    """Share of working time spent with children and families."""
    RETURNED = auto()
    """Share of survey forms returned."""
    STRESSED = auto()
    """Share of respondents moderately or very stressed."""
    ABLE_TO_TELL = auto()
    """Share of respondents able to tell their manager."""


@dataclass(frozen=True, slots=True)
class Path:
    """A level that moves straight from `before` to `after`, from `begins` to `ends` months before the last month."""

    before: float
    after: float
    begins: int = 0
    ends: int = 0

    def at(self, months_left: Days) -> Numbers:
        passed = (self.begins - months_left) / max(self.begins - self.ends, 1)
        return self.before + (self.after - self.before) * np.clip(passed, 0.0, 1.0)


def _level(value: float) -> Path:
    return Path(value, value)


USUAL: Mapping[Aspect, Path] = {
    Aspect.LOAD: _level(0.985),
    Aspect.UNALLOCATED: _level(0.0),
    Aspect.WAIT_TO_ALLOCATE: _level(15),
    Aspect.ONLINE: _level(0.095),
    Aspect.ONLINE_OF_SEXUAL_ABUSE: Path(0.09, 0.32, begins=36, ends=4),
    Aspect.SEXUAL_ABUSE: _level(0.12),
    Aspect.ONLINE_RECORDED: Path(0.79, 0.95, begins=36),
    Aspect.TRAINED_ONLINE: _level(0.67),
    Aspect.SUPERVISED: _level(0.84),
    Aspect.CANCELLED: _level(0.5),
    Aspect.PEER: _level(0.07),
    Aspect.DIRECT_WORK: _level(0.29),
    Aspect.RETURNED: _level(0.56),
    Aspect.STRESSED: _level(0.86),
    Aspect.ABLE_TO_TELL: _level(0.55),
}

BY_WORK: Mapping[tuple[Work, Aspect], Path] = {
    (Work.EXPLOITATION, Aspect.SEXUAL_ABUSE): _level(0.5),
    (Work.CARE, Aspect.ONLINE): _level(0.11),
    (Work.LEAVING_CARE, Aspect.ONLINE): _level(0.12),
}

TOLD: Mapping[Story, Mapping[Aspect, Path]] = {
    Story.OVERLOAD: {
        Aspect.LOAD: Path(0.95, 1.42, begins=9, ends=0),
        Aspect.UNALLOCATED: Path(0.0, 0.22, begins=5, ends=2),
        Aspect.WAIT_TO_ALLOCATE: _level(90),
        Aspect.SUPERVISED: Path(0.86, 0.42, begins=9, ends=1),
        Aspect.CANCELLED: Path(0.5, 0.8, begins=9, ends=1),
        Aspect.DIRECT_WORK: Path(0.29, 0.19, begins=9, ends=1),
        Aspect.STRESSED: Path(0.73, 0.91, begins=9, ends=3),
        Aspect.ABLE_TO_TELL: Path(0.55, 0.4, begins=9, ends=3),
    },
    Story.EXPOSURE: {
        Aspect.ONLINE: Path(0.11, 0.17, begins=36),
        Aspect.ONLINE_OF_SEXUAL_ABUSE: Path(0.25, 0.46, begins=36, ends=4),
        Aspect.TRAINED_ONLINE: _level(0.25),
    },
    Story.RECOVERY: {
        Aspect.PEER: Path(0.02, 0.8, begins=12, ends=9),
        Aspect.RETURNED: _level(0.72),
        Aspect.STRESSED: Path(0.91, 0.58, begins=12, ends=6),
        Aspect.ABLE_TO_TELL: Path(0.36, 0.73, begins=12, ends=6),
    },
}

LOW_RESPONSE_MONTHS_LEFT = 18
"""The wave held this many months before the last month found few who answered."""
LOW_RESPONSE = 0.62
"""Their share of the usual returns."""


@dataclass(frozen=True)
class Setting:
    """Where and when: an authority and the months covered."""

    authority: Authority
    timeline: Timeline

    def level(self, aspect: Aspect) -> Numbers:
        """The level of one aspect: a row for each team, a column for each month."""
        months_left = self.timeline.months_left
        return np.array([_path(team, aspect).at(months_left) for team in self.authority.teams])

    def tells(self, story: Story) -> Flags:
        """Which teams have the story."""
        return np.array([team.story is story for team in self.authority.teams])


def _path(team: Team, aspect: Aspect) -> Path:
    usual = BY_WORK.get((team.work, aspect), USUAL[aspect])
    return usual if team.story is None else TOLD[team.story].get(aspect, usual)
