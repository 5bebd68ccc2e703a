"""One scenario of one team: how far each lever is moved, and what follows for the team and the one that takes cases.

What lives here: levers and published starting points put together. What does not: the arithmetic of a single lever
(`scenarios`), or words (`scenario_words`).
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import scenarios
from dashboard.scenarios import Load, Training
from dashboard.starting_points import Start


@dataclass(frozen=True, slots=True)
class Levers:
    """What a reader tries: full-time practitioners added, cases moved to a team, practitioners trained."""

    practitioners: float = 0.0
    cases: int = 0
    trained: int = 0
    to: Start | None = None

    @property
    def move_load(self) -> bool:
        return self.practitioners > 0 or self.cases > 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would be; None where the figure it starts from is not shown.

    `gap`: people are trained without regard to their cases, on average. `gap_at_most`: holders of such cases first.
    """

    load: Load | None
    per_fte: float | None
    receiver: Load | None
    training: Training | None
    gap: float | None
    gap_at_most: float | None


def outcome(start: Start, levers: Levers, limit: float | None) -> Outcome:
    """What follows for the team; without a limit in the release no practitioner can be added."""
    practitioners = levers.practitioners if limit is not None else 0.0
    taking = levers.to.load if levers.to else None
    moved = levers.cases if taking is not None else 0
    load, per_fte = None, start.per_fte
    if start.load is not None:
        load = scenarios.with_cases(scenarios.with_practitioners(start.load, practitioners, limit or 0.0), -moved)
        if per_fte:
            per_fte = scenarios.per_practitioner(per_fte, start.load.cases, practitioners, moved)
    trained, exposure = start.training, start.exposure
    untrained = trained.untrained if trained else 0
    return Outcome(
        load=load,
        per_fte=per_fte,
        receiver=scenarios.with_cases(taking, moved) if taking else None,
        training=trained.with_trained(levers.trained) if trained else None,
        gap=exposure.on_average(levers.trained, untrained) if exposure else None,
        gap_at_most=exposure.at_most(levers.trained, untrained) if exposure else None,
    )
