"""Simulated teams, half of them stable, half really changed: how often chance raises a signal, how soon a change does.

What lives here: the invented figures and what a year of monthly releases says of them. What does not: what is good
enough (`signals/test_false_alarms`) or how it is printed (`benchmarks/signals`). A month's figure is a team's own level
plus chance. Chance is independent from month to month, or a part of it carries over, as caseload does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from builders.protected import a_measure, authorities, protected_teams
from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.measures.measure import Direction, Measure
from pipelines.organisation import Level, Organisation
from pipelines.published import Severity
from pipelines.signals.arrays import Flags, Floats
from pipelines.signals.read_signals import read_signals
from pipelines.signals.signal import Signal

TEAMS = 16
MONTHS = 36
RELEASES = 12
"""A year of monthly releases."""
SOON = 6
"""A change is found in time when it is said within so many months."""
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
class Change:
    """A real change of one measure that lasts: what it is called, by how many points, and for which teams."""

    label: str
    measure_key: str
    points: float
    team: int
    """Every eighth team from this one on."""


LOAD_RISE = Change("load up by two cases for each full-time practitioner", "load_ratio", 100 * 2 / 15, 0)
CHANGES = (
    LOAD_RISE,
    Change("supervision in time down by 40 points", "managerial_supervision_in_time", -40, 2),
    Change("online abuse share of cases up by 15 points", "online_share_of_all_cases", 15, 4),
    Change("vacant posts up by 35 points", "vacancy_rate", 35, 6),
)


@dataclass(frozen=True)
class Rates:
    """What a year of releases gave; shares from 0 to 1."""

    warned: float
    """Share of stable teams that were a warning or critical in any month."""
    unusual_load: float
    """Share of stable teams whose load was called unusually high for them in any month."""
    signals: float
    """Signals of any kind for a stable team in a month."""
    found: dict[Change, float] = field(default_factory=dict)
    """Share of the teams with a change for which it was said within `SOON` months."""


def chance(rng: np.random.Generator, teams: int, months: int, carried: float) -> Floats:
    """Teams × months of spread one, of which `carried` stays from one month to the next."""
    drawn = rng.normal(size=(teams, months))
    for month in range(1, months):
        drawn[:, month] = carried * drawn[:, month - 1] + np.sqrt(1 - carried**2) * drawn[:, month]
    return drawn


def _has(change: Change, teams: int) -> Flags:
    has: Flags = np.arange(teams) % 8 == change.team
    return has


def simulated(
    organisation: Organisation, months: int, carried: float, seed: int
) -> dict[Measure, tuple[Floats, float]]:
    """Teams near the limit (95 % on average, 5 points between teams, 6 from month to month); changes after `MONTHS`."""
    rng, teams = np.random.default_rng(seed), len(organisation.at(Level.TEAM))
    load = 95 + rng.normal(0, 5, (teams, 1)) + 6 * chance(rng, teams, months, carried)
    _change(load, "load_ratio")
    figures: dict[Measure, tuple[Floats, float]] = {
        a_measure("load_ratio", direction=NEITHER): (load, 8),
        a_measure("open_cases", direction=NEITHER): (np.maximum(load, 30) * 1.2, 110),
    }
    for key, (direction, usual, base) in SHARES.items():
        level = np.clip(usual + rng.normal(0, 5, (teams, 1)), 5, 95)
        share = level + np.sqrt(level * (100 - level) / base) * chance(rng, teams, months, carried)
        _change(share, key)
        figures[a_measure(key, direction=direction)] = (np.clip(share, 0, 100), base)
    return figures


def _change(values: Floats, key: str) -> None:
    for change in CHANGES:
        if change.measure_key == key:
            values[np.ix_(_has(change, len(values)), np.arange(MONTHS, values.shape[1]))] += change.points


def a_release(
    organisation: Organisation, figures: dict[Measure, tuple[Floats, float]], first: int = 0
) -> ProtectedResults:
    """The `MONTHS` months from the one numbered `first` on."""
    window = slice(first, first + MONTHS)
    return protected_teams(
        organisation, {measure: (values[:, window], base) for measure, (values, base) in figures.items()}
    )


def simulate(*, carried: float, groups: int, seed: int) -> Rates:
    """A year of monthly releases of `groups` authorities of `TEAMS` teams."""
    organisation = authorities(groups, TEAMS)
    teams = [unit.unit_id for unit in organisation.at(Level.TEAM)]
    figures = simulated(organisation, MONTHS + RELEASES - 1, carried, seed)
    counted: Counter[str] = Counter()
    warned, unusual = set[str](), set[str]()
    told: dict[Change, set[str]] = {change: set() for change in CHANGES}
    for release in range(RELEASES):
        for signal in read_signals(a_release(organisation, figures, release)).rows:
            counted[signal.unit_id] += 1
            if signal.severity in {Severity.CRITICAL, Severity.WARNING}:
                warned.add(signal.unit_id)
            if _is_unusual_load(signal):
                unusual.add(signal.unit_id)
            for change in _told_by(signal) if 0 < release <= SOON else ():
                told[change].add(signal.unit_id)
    of = {
        change: {team for team, has in zip(teams, _has(change, len(teams)), strict=True) if has} for change in CHANGES
    }
    stable = set(teams).difference(*of.values())
    return Rates(
        warned=len(warned & stable) / len(stable),
        unusual_load=len(unusual & stable) / len(stable),
        signals=sum(counted[team] for team in stable) / len(stable) / RELEASES,
        found={change: len(told[change] & of[change]) / len(of[change]) for change in CHANGES},
    )


def _is_unusual_load(signal: Signal) -> bool:
    return signal.rule == "overload" and any(words in signal.sentence for words in UNUSUAL)


def _told_by(signal: Signal) -> Iterator[Change]:
    """The changes of which a signal could be the finding."""
    for change in CHANGES:
        says = _is_unusual_load(signal) if change is LOAD_RISE else signal.severity is not Severity.IMPROVEMENT
        if signal.measure_key == change.measure_key and says:
            yield change
