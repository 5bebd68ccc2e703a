"""The fictional authorities: services, teams, how many practitioners each team has and which story it tells.

What lives here: the plan of an authority. What does not: its people and cases, or what a story does (`stories`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

import numpy as np
import pandas as pd

from pipelines.contracts.teams import Teams
from sample_data.draws import Whole

REGIONS = (
    "North West", "North East", "Yorkshire and The Humber", "East Midlands", "West Midlands",
    "East of England", "Inner London", "Outer London", "South East", "South West",
)  # fmt: skip


class Work(IntEnum):
    """What a team does, which decides how its cases begin, change and end."""

    ASSESSMENT = 0
    SAFEGUARDING = 1
    CARE = 2
    EXPLOITATION = 3
    LEAVING_CARE = 4
    NEW_ARRIVALS = 5


class Story(StrEnum):
    """What a manager should find in one team."""

    OVERLOAD = "overload"
    EXPOSURE = "exposure"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Team:
    """One team: the number of practitioners who can hold cases (managers stand beside) and its story, if any."""

    name: str
    service: int
    work: Work
    practitioners: int
    story: Story | None = None


SERVICES = ("Assessment", "Safeguarding and family support", "Children in care", "Young people")

# Survey results need ten respondents, and so do the teams of a service that are withheld beside one that is shown:
# large teams stand in pairs, or beside enough small ones.
TEAMS = (
    Team("Assessment East", 0, Work.ASSESSMENT, 14),
    Team("Assessment West", 0, Work.ASSESSMENT, 13),
    Team("Safeguarding North", 1, Work.SAFEGUARDING, 16, Story.OVERLOAD),
    Team("Safeguarding Central", 1, Work.SAFEGUARDING, 16, Story.RECOVERY),
    Team("Safeguarding East", 1, Work.SAFEGUARDING, 6),
    Team("Safeguarding South", 1, Work.SAFEGUARDING, 6),
    Team("Safeguarding West", 1, Work.SAFEGUARDING, 6),
    Team("Children with Disabilities", 1, Work.SAFEGUARDING, 6),
    Team("Children in Care North", 2, Work.CARE, 7),
    Team("Children in Care East", 2, Work.CARE, 6),
    Team("Children in Care South", 2, Work.CARE, 6),
    Team("Children in Care West", 2, Work.CARE, 6),
    Team("Exploitation and Missing", 3, Work.EXPLOITATION, 13, Story.EXPOSURE),
    Team("Leaving Care North", 3, Work.LEAVING_CARE, 8),
    Team("Leaving Care South", 3, Work.LEAVING_CARE, 7),
    Team("New Arrivals", 3, Work.NEW_ARRIVALS, 3),
)


@dataclass(frozen=True)
class Authority:
    """One fictional authority. `prefix` keeps the codes of several authorities apart."""

    number: int
    region: str
    teams: tuple[Team, ...]

    @property
    def prefix(self) -> str:
        return "" if self.number == 1 else f"{self.number:03d}-"

    @property
    def code(self) -> str:
        """Nine characters like a real code, but no real code begins with X."""
        return f"X99{self.number:06d}"

    @property
    def name(self) -> str:
        return "Sampleshire" if self.number == 1 else f"Sampleshire {self.number}"

    @property
    def team_ids(self) -> list[str]:
        return [f"{self.prefix}T{team + 1:02d}" for team in range(len(self.teams))]

    @property
    def work(self) -> Whole:
        """What each team does, in the order of the teams."""
        return np.array([team.work for team in self.teams], dtype=np.int64)

    def rows(self) -> pd.DataFrame:
        """The teams extract."""
        return pd.DataFrame(
            {
                Teams.team_id: self.team_ids,
                Teams.team_name: [team.name for team in self.teams],
                Teams.service_id: [f"{self.prefix}S{team.service + 1}" for team in self.teams],
                Teams.service_name: [SERVICES[team.service] for team in self.teams],
                Teams.authority_id: self.code,
                Teams.authority_name: self.name,
                Teams.region_name: self.region,
            }
        )


def authority(number: int, rng: np.random.Generator) -> Authority:
    """The first authority is the committed one; others differ in region, in size (up to three times) and in stories."""
    if number == 1:
        return Authority(number, REGIONS[0], TEAMS)
    told = set(np.array(list(Story))[rng.random(len(Story)) < 1 / 2])
    first = tuple(team if team.story in told else replace(team, story=None) for team in TEAMS)
    further = tuple(
        replace(team, name=f"{team.name} {block}")
        for block in range(2, int(rng.integers(2, 6)))
        for team in TEAMS
        if team.story is None
    )
    return Authority(number, REGIONS[(number - 1) % len(REGIONS)], first + further)
