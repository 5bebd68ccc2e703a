"""Exposure against readiness: where much of the work involves online abuse and few are trained for it.

What lives here: published shares and covers of teams put beside those of the authority, and how many practitioners
would have to be trained. What does not: words (`readiness_words`), drawing (`charts.quadrants`), or anything from the
survey but the one figure on confidence that stands beside, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dashboard import scenarios
from dashboard.cells import Cell, Definition, Place
from dashboard.scenarios import Training
from dashboard.starting_points import COVER, GAP, teams_below
from dashboard.store import Store
from pipelines.organisation import Level, Unit

SHARE: Final = "online_share_of_all_cases"
CONFIDENCE: Final = "oac_positive"


class Quadrant(StrEnum):
    """Where a team stands against the authority: exposure first, then readiness."""

    TRAIN_FIRST = "much online abuse, little training: train here first"
    TRAIN_NEXT = "less online abuse, little training"
    READY = "much online abuse, well trained"
    CALM = "less online abuse, well trained"


@dataclass(frozen=True, slots=True)
class Need:
    """How many practitioners to train, and how many if cover were at either end of its 95 % interval."""

    number: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Position:
    """One team: its cells as published (None where the release holds none) and, where both are shown, where it is."""

    unit: Unit
    share: Cell | None
    cover: Cell | None
    gap: Cell | None
    confidence: Cell | None
    quadrant: Quadrant | None
    training: Training | None
    to_reach: Need | None
    everyone: Need | None

    @property
    def point(self) -> tuple[float, float] | None:
        """Share and cover where both are shown."""
        if self.share is None or self.cover is None or self.share.value is None or self.cover.value is None:
            return None
        return self.share.value, self.cover.value


@dataclass(frozen=True, slots=True)
class Readiness:
    """Teams in the organisation's order, the unit whose values divide them, and which measure tells of confidence."""

    positions: tuple[Position, ...]
    against: Unit
    share: float | None
    cover: float | None
    confidence: Definition | None

    @property
    def shown(self) -> tuple[Position, ...]:
        return tuple(each for each in self.positions if each.point)

    @property
    def not_shown(self) -> tuple[Position, ...]:
        return tuple(each for each in self.positions if not each.point)

    @property
    def in_order_of_need(self) -> tuple[Position, ...]:
        """Much online abuse with little training first, then by how many are to be trained; equals as they stand."""
        return tuple(sorted(self.positions, key=lambda each: (_rank(each), -_number(each))))


ORDER: Final = (Quadrant.TRAIN_FIRST, Quadrant.TRAIN_NEXT, None, Quadrant.READY, Quadrant.CALM)
"""None: somebody is to be trained, and how much of the work involves online abuse is not shown."""


def _rank(of: Position) -> int:
    return ORDER.index(of.quadrant) if of.training else len(ORDER)


def _number(of: Position) -> int:
    return of.to_reach.number if of.to_reach else 0


def offered(store: Store, place: Place) -> bool:
    """Whether the chosen unit is a service or authority of which the release holds both figures."""
    held = store.definitions
    return place.unit.level in {Level.AUTHORITY, Level.SERVICE} and SHARE in held and COVER in held


def confidence_measure(definitions: Mapping[str, Definition]) -> Definition | None:
    """The measure of how sure practitioners are of this work, where the survey asked."""
    return definitions.get(CONFIDENCE)


def read(store: Store, place: Place) -> Readiness:
    """The teams under the chosen unit in the chosen month, against the authority's own values."""
    against = next(unit for unit in (place.unit, *place.above) if unit.level is Level.AUTHORITY)
    teams = teams_below(store, place, place.unit)
    definitions = store.definitions
    keys = tuple(key for key in (SHARE, COVER, GAP) if key in definitions)
    unit_ids = tuple(unit.unit_id for unit in (*teams, against))
    cells = {(cell.unit_id, cell.measure_key): cell for cell in store.cells_at(unit_ids, keys, (place.period_end,))}
    confidence = confidence_measure(definitions)
    sure = _latest(store, place, teams, confidence)
    share, cover = (cells.get((against.unit_id, key)) for key in (SHARE, COVER))
    dividing = (share.value if share else None, cover.value if cover else None)
    positions = tuple(
        position(unit, {key: cells[unit.unit_id, key] for key in keys if (unit.unit_id, key) in cells}, dividing, sure)
        for unit in teams
    )
    return Readiness(positions, against, *dividing, confidence)


def whole(store: Store, place: Place) -> Position:
    """The chosen unit itself, teams that are not shown among it."""
    keys = tuple(key for key in (SHARE, COVER) if key in store.definitions)
    cells = store.cells_at((place.unit.unit_id,), keys, (place.period_end,))
    return position(place.unit, {cell.measure_key: cell for cell in cells}, (None, None), {})


def position(
    unit: Unit, cells: Mapping[str, Cell], dividing: tuple[float | None, float | None], sure: Mapping[str, Cell]
) -> Position:
    """One team against the dividing share and cover; equal to them counts as neither much nor little."""
    share, cover = cells.get(SHARE), cells.get(COVER)
    placed = None
    if share and cover and share.value is not None and cover.value is not None:
        placed = quadrant((share.value, cover.value), dividing)
    training = None
    if cover and cover.value is not None and cover.base is not None:
        training = scenarios.published_training(cover.value, cover.base)
    return Position(
        unit,
        share,
        cover,
        cells.get(GAP),
        sure.get(unit.unit_id),
        placed,
        training,
        _need(training, cover, dividing[1]),
        _need(training, cover, scenarios.PERCENT),
    )


def quadrant(point: tuple[float, float], dividing: tuple[float | None, float | None]) -> Quadrant | None:
    """Which of the four; None where the authority's own value is not shown."""
    share, cover = dividing
    if share is None or cover is None:
        return None
    much, little = point[0] > share, point[1] < cover
    if little:
        return Quadrant.TRAIN_FIRST if much else Quadrant.TRAIN_NEXT
    return Quadrant.READY if much else Quadrant.CALM


def _need(training: Training | None, cover: Cell | None, wanted: float | None) -> Need | None:
    if training is None or cover is None or wanted is None:
        return None
    number = training.needed_for(wanted)
    if cover.interval is None:
        return Need(number, number, number)
    least, most = scenarios.needed_between(*cover.interval, wanted, training.practitioners)
    return Need(number, min(least, number), max(most, number))


def in_all(needs: Sequence[Need | None]) -> int:
    """The sum over teams whose need is known."""
    return sum(need.number for need in needs if need)


def _latest(store: Store, place: Place, teams: Sequence[Unit], measure: Definition | None) -> Mapping[str, Cell]:
    """The last figure on confidence up to the chosen month, by team."""
    if measure is None:
        return {}
    cells = store.history(tuple(unit.unit_id for unit in teams), (measure.key,))
    held = [cell for cell in cells if cell.period_end <= place.period_end]
    last = max((cell.period_end for cell in held), default=None)
    return {cell.unit_id: cell for cell in held if cell.period_end == last}
