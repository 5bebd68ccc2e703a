"""How often chance alone raises a signal, and how soon a real rise is found, in simulated teams.

A month's figure is a team's own level plus chance. Chance is independent from month to month, or carries over (half of
it), as caseload does. Run as a script it prints the rates that the decision record on signals quotes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest
from builders.protected import a_measure, authorities, protected_teams

from pipelines.measures.measure import Direction, Measure
from pipelines.organisation import Level
from pipelines.published import Severity
from pipelines.signals.arrays import Floats
from pipelines.signals.read_signals import read_signals

TEAMS = 16
MONTHS = 36
RELEASES = 12
"""A year of monthly releases."""
RISE = 100 * 2 / 15
"""Two cases per full-time practitioner, as points of the load ratio."""
UNUSUAL = ("its usual level", "has risen", "its own past", "unusually high")
"""How a sentence says that a load is unusual for the team itself."""
HIGHER, LOWER, NEITHER = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER, Direction.NEITHER

SHARES = {
    "managerial_supervision_in_time": (HIGHER, 80, 9),
    "peer_supervision_in_time": (HIGHER, 45, 9),
    "training_cover_online_abuse": (HIGHER, 60, 9),
    "training_cover_sexual_abuse": (HIGHER, 60, 9),
    "training_cover_diversity": (HIGHER, 60, 9),
    "online_share_of_all_cases": (NEITHER, 20, 110),
    "online_not_recorded_share": (LOWER, 20, 110),
    "agency_rate": (LOWER, 15, 9),
    "vacancy_rate": (LOWER, 15, 9),
    "exposure_gap": (LOWER, 40, 22),
}
"""Direction, usual level in % and base of each watched share."""


@dataclass(frozen=True)
class Rates:
    """What a year of releases gave."""

    warned: float
    """Share of stable teams that were a warning or critical in any month."""
    unusual_load: float
    """Share of stable teams whose load was called unusually high for them in any month."""
    signals: float
    """Signals of any kind for a team in a month."""
    found: float
    """Share of teams with a rise of two cases per practitioner for which it was said within six months."""


def _chance(rng: np.random.Generator, teams: int, carried: float) -> Floats:
    chance = rng.normal(size=(teams, MONTHS + RELEASES - 1))
    for column in range(1, chance.shape[1]):
        chance[:, column] = carried * chance[:, column - 1] + np.sqrt(1 - carried**2) * chance[:, column]
    return chance


def simulate(*, carried: float, groups: int, seed: int) -> Rates:
    """`groups` authorities of teams near the limit (95% on average, 5 points between teams, 6 from month to month)."""
    rng = np.random.default_rng(seed)
    organisation = authorities(groups, TEAMS)
    teams = [unit.unit_id for unit in organisation.at(Level.TEAM)]
    load = 95 + rng.normal(0, 5, (len(teams), 1)) + 6 * _chance(rng, len(teams), carried)
    risen = np.arange(len(teams)) % 4 == 0
    load[np.ix_(risen, np.arange(MONTHS, load.shape[1]))] += RISE
    figures: dict[Measure, tuple[Floats, float]] = {
        a_measure("load_ratio", direction=NEITHER): (load, 8),
        a_measure("open_cases", direction=NEITHER): (np.maximum(load, 30) * 1.2, 110),
    }
    for key, (direction, usual, base) in SHARES.items():
        level = np.clip(usual + rng.normal(0, 5, (len(teams), 1)), 5, 95)
        share = level + np.sqrt(level * (100 - level) / base) * _chance(rng, len(teams), carried)
        figures[a_measure(key, direction=direction)] = (np.clip(share, 0, 100), base)
    counted: Counter[str] = Counter()
    seen: dict[str, set[str]] = {"warned": set(), "unusual": set(), "found": set()}
    for release in range(RELEASES):
        window = slice(release, release + MONTHS)
        given = {measure: (values[:, window], base) for measure, (values, base) in figures.items()}
        for signal in read_signals(protected_teams(organisation, given)).rows:
            counted[signal.unit_id] += 1
            if signal.severity in (Severity.CRITICAL, Severity.WARNING):
                seen["warned"].add(signal.unit_id)
            if signal.rule == "overload" and any(words in signal.sentence for words in UNUSUAL):
                seen["unusual"].add(signal.unit_id)
                seen["found"] |= {signal.unit_id} if 0 < release <= 6 else set()
    stable = {team for team, rose in zip(teams, risen, strict=True) if not rose}
    return Rates(
        warned=len(seen["warned"] & stable) / len(stable),
        unusual_load=len(seen["unusual"] & stable) / len(stable),
        signals=sum(counted[team] for team in stable) / len(stable) / RELEASES,
        found=len(seen["found"] - stable) / risen.sum(),
    )


@pytest.mark.parametrize(
    ("carried", "unusual_load", "warned"), [(0.0, 0.02, 0.03), (0.5, 0.12, 0.14)], ids=["independent", "carried over"]
)
def test_stable_teams_are_seldom_alarmed_and_real_rises_are_found(
    carried: float, unusual_load: float, warned: float
) -> None:
    rates = simulate(carried=carried, groups=20, seed=11)
    assert rates.unusual_load <= unusual_load
    assert rates.warned <= warned
    assert rates.signals <= 1
    assert rates.found >= 2 / 3


if __name__ == "__main__":
    for share in (0.0, 0.5, 0.8):
        print(share, simulate(carried=share, groups=60, seed=11))  # noqa: T201 - a report
