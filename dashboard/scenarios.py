"""What would follow if a team had more people, fewer cases or more training: arithmetic on published figures.

What lives here: the three levers, each a pure function of figures that anybody may read. What does not: reading those
figures (`starting_points`), words (`scenario_words`), or anything about a person. Nothing is estimated that is not
published: what a lever needs is an argument, and without it there is no lever.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

PERCENT: Final = 100.0
STEP: Final = 0.5
"""The least part of a full-time post that anybody plans with."""
FUZZ: Final = 1e-9
"""What a sum of floats may be off, so that a need of exactly two is not rounded up to three."""


@dataclass(frozen=True, slots=True)
class Load:
    """Cases that a team holds, and how many its hours allow under the limit. Both may be fractions in a scenario."""

    cases: float
    allowed: float

    @property
    def percent(self) -> float:
        """Cases held as a share of the limit, in per cent."""
        return PERCENT * self.cases / self.allowed

    @property
    def over(self) -> float:
        """Cases above what the limit allows; none where the team is within it."""
        return max(0.0, self.cases - self.allowed)

    @property
    def room(self) -> int:
        """Whole cases that the team could take and stay within the limit."""
        return max(0, math.floor(self.allowed - self.cases + FUZZ))


def published_load(cases: float, percent: float) -> Load | None:
    """The load behind a published ratio: allowed = cases / ratio. None where there is no case or no ratio."""
    return Load(cases, PERCENT * cases / percent) if cases > 0 and percent > 0 else None


def with_practitioners(load: Load, practitioners: float, limit: float) -> Load:
    """The load with so many more full-time practitioners, each with all hours for cases (`limit` cases each)."""
    return Load(load.cases, load.allowed + practitioners * limit)


def with_cases(load: Load, cases: float) -> Load:
    """The load with so many average cases more (fewer where negative); never fewer than none."""
    return Load(max(0.0, load.cases + cases), load.allowed)


def per_practitioner(now: float, cases: float, practitioners: float, moved: float) -> float:
    """Cases per full-time practitioner with more practitioners and some of the `cases` moved away; `now` as published.

    The hours behind it are contracts (cases / `now`), not capacity: the Department for Education's definition.
    """
    return max(0.0, cases - moved) / (cases / now + practitioners)


def practitioners_needed(load: Load, limit: float) -> float:
    """Full-time practitioners that would alone bring the team to its limit, rounded up to half a post."""
    return math.ceil(load.over / limit / STEP - FUZZ) * STEP


def cases_to_move(load: Load) -> int:
    """Cases that, moved away, would alone bring the team to its limit, rounded up."""
    return math.ceil(load.over - FUZZ)


@dataclass(frozen=True, slots=True)
class Training:
    """Of so many practitioners, how many have current training."""

    practitioners: int
    trained: int

    @property
    def untrained(self) -> int:
        return self.practitioners - self.trained

    @property
    def cover(self) -> float:
        """Share trained, in per cent."""
        return PERCENT * self.trained / self.practitioners

    def with_trained(self, more: int) -> Training:
        """With some of the untrained trained; no more than there are."""
        return Training(self.practitioners, min(self.practitioners, self.trained + more))

    def needed_for(self, cover: float) -> int:
        """How many must be trained to reach a cover (per cent), rounded up to whole people."""
        wanted = math.ceil(min(cover, PERCENT) / PERCENT * self.practitioners - FUZZ)
        return max(0, wanted - self.trained)


def published_training(cover: float, practitioners: float) -> Training | None:
    """The whole numbers behind a published cover and its base; None without a practitioner."""
    whole = round(practitioners)
    return Training(whole, min(whole, round(cover / PERCENT * whole))) if whole > 0 else None


def needed_between(lower: float, upper: float, cover: float, practitioners: int) -> tuple[int, int]:
    """How many would have to be trained if the true cover were the upper or the lower end of its interval."""
    few, many = (
        max(0, math.ceil((min(cover, PERCENT) - end) / PERCENT * practitioners - FUZZ)) for end in (upper, lower)
    )
    return few, many


@dataclass(frozen=True, slots=True)
class Exposure:
    """Of so many cases that involve online abuse, how many are held by somebody without current training."""

    online: int
    untrained: int

    @property
    def gap(self) -> float:
        """Share held without training, in per cent."""
        return PERCENT * self.untrained / self.online

    def on_average(self, trained: int, of_untrained: int) -> float:
        """The gap when those trained are chosen without regard to their cases: on average a share of them each."""
        left = 1 - min(trained, of_untrained) / of_untrained if of_untrained else 1.0
        return self.gap * left

    def at_most(self, trained: int, of_untrained: int) -> float:
        """The gap, at most, when those who hold most of these cases are trained first.

        The most even spread is the worst for that order; with any other fewer cases are left.
        """
        if not of_untrained:
            return self.gap
        reached = min(trained, of_untrained)
        each, some = divmod(self.untrained, of_untrained)
        return PERCENT * (self.untrained - each * reached - min(some, reached)) / self.online


def published_exposure(gap: float, online: float) -> Exposure | None:
    """The whole numbers behind a published gap and its base; None without such a case."""
    whole = round(online)
    return Exposure(whole, min(whole, round(gap / PERCENT * whole))) if whole > 0 else None
