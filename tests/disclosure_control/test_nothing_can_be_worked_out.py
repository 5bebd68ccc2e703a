"""Invented organisations, attacked by a solver that knows nothing of the product's own sums."""

import os
from collections.abc import Iterator, Mapping

import numpy as np
from builders.results import (
    AUTHORITY,
    NOT_RECORDED_SHARE,
    ONLINE_CASES,
    ONLINE_SHARE,
    OPEN_CASES,
    OPEN_IS_RECORDED_OR_NOT,
    results,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from pipelines.disclosure_control.attack import exposures
from pipelines.disclosure_control.policy import INTERNAL, PUBLIC
from pipelines.disclosure_control.protect import protect
from pipelines.measures.measure import Measure

EXAMPLES = int(os.environ.get("HEADROOM_PROPERTY_EXAMPLES", "40"))
"""A few dozen in the suite; raise it by the environment for a long search."""

KINDS = ("online", "not online", "not recorded")
SHOWS: Mapping[Measure, tuple[tuple[str, ...], ...]] = {
    OPEN_CASES: (KINDS,),
    ONLINE_CASES: (("online",),),
    ONLINE_SHARE: (("online",), ("online", "not online")),
    NOT_RECORDED_SHARE: (("not recorded",), KINDS),
}
"""What a shown cell of each measure gives away, as the kinds of case that are counted."""

ALSO_PROTECTED = (("not online",), ("online", "not online"))
"""Counts of children that no measure shows by themselves, and that must not be worked out either."""

Counts = Mapping[str, Mapping[str, tuple[int, int, int]]]
"""By service and team: cases of each kind."""

counts_of_children = st.one_of(st.integers(0, 7), st.integers(0, 60))
organisations = st.lists(
    st.lists(st.tuples(counts_of_children, counts_of_children, counts_of_children), min_size=1, max_size=4),
    min_size=1,
    max_size=3,
).map(
    lambda services: {
        f"S{number}": {f"T{number}{place}": team for place, team in enumerate(teams)}
        for number, teams in enumerate(services)
    }
)


def _figures(counts: Counts) -> dict[Measure, dict[str, int | tuple[float, ...]]]:
    teams = {team: kinds for service in counts.values() for team, kinds in service.items()}
    return {
        OPEN_CASES: {team: sum(kinds) for team, kinds in teams.items()},
        ONLINE_CASES: {team: kinds[0] for team, kinds in teams.items()},
        ONLINE_SHARE: {team: (kinds[0], kinds[0] + kinds[1]) for team, kinds in teams.items()},
        NOT_RECORDED_SHARE: {team: (kinds[2], sum(kinds)) for team, kinds in teams.items()},
    }


class _Outsider:
    """Writes down every published number as an equation in the cases of each team and kind."""

    def __init__(self, counts: Counts, cells: list[tuple[str, Measure, bool]]) -> None:
        self.teams = [team for service in counts.values() for team in service]
        self.within = {AUTHORITY: set(self.teams)} | {team: {team} for team in self.teams}
        self.within |= {service: set(teams) for service, teams in counts.items()}
        self.true = np.array([n for service in counts.values() for kinds in service.values() for n in kinds], float)
        self.rows: list[np.ndarray] = []
        self.least: list[float] = []
        self.most: list[float] = []
        for unit, one, is_shown in cells:
            for kinds in SHOWS[one]:
                row = self.row(unit, kinds)
                count = row @ self.true
                if is_shown or count == 0:
                    self._learn(row, count, count)
                elif one.denominator is None:
                    self._learn(row, 1, np.inf)

    def row(self, unit: str, kinds: tuple[str, ...]) -> np.ndarray:
        return np.array([float(team in self.within[unit] and kind in kinds) for team in self.teams for kind in KINDS])

    def _learn(self, row: np.ndarray, least: float, most: float) -> None:
        self.rows.append(row)
        self.least.append(least)
        self.most.append(most)

    def width(self, row: np.ndarray) -> float:
        ends = []
        for sign in (1, -1):
            answer = milp(
                sign * row,
                constraints=LinearConstraint(np.array(self.rows), self.least, self.most),
                bounds=Bounds(0, 10_000),
                integrality=np.ones(len(row)),
            )
            assert answer.x is not None
            ends.append(sign * answer.fun)
        return ends[1] - ends[0]


def _narrow(
    counts: Counts, cells: list[tuple[str, Measure, bool]], floor: int
) -> Iterator[tuple[str, tuple[str, ...]]]:
    outsider = _Outsider(counts, cells)
    for unit in {unit for unit, _, _ in cells}:
        for kinds in {*ALSO_PROTECTED, *(kinds for shown in SHOWS.values() for kinds in shown)}:
            row = outsider.row(unit, kinds)
            if 0 < row @ outsider.true < floor and outsider.width(row) < 4 - 1e-6:
                yield unit, kinds


@given(organisations, st.sampled_from([INTERNAL, PUBLIC]))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_no_count_of_one_to_five_children_can_be_narrowed_down(counts: Counts, policy) -> None:
    given_results = results(counts, _figures(counts), [OPEN_IS_RECORDED_OR_NOT])
    protected = protect(given_results, policy)
    by_key = {measure.key: measure for measure in given_results.measures}
    cells = [
        (unit, by_key[key], bool(value == value))  # noqa: PLR0124 - a missing number differs from itself
        for unit, key, value in zip(
            protected.cells["unit_id"], protected.cells["measure_key"], protected.cells["value"], strict=True
        )
    ]
    assert not list(_narrow(counts, cells, policy.floor(OPEN_CASES.disclosure_rule)))
    assert exposures(given_results, protected, policy) == ()
