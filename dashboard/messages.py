"""What a page says in one line and one sentence, computed from the release.

What lives here: sentences that compare figures. What does not: how a figure is written (`formats`), or reading one.
A difference is called better or worse only where both figures come with intervals and these do not meet (a careful
test: true differences are sometimes missed, chance ones rarely told); everything else is said plainly or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard import formats
from dashboard.cells import HIGHER_IS_BETTER, LOWER_IS_BETTER, Cell, Definition, Place
from dashboard.readings import Comparator, Reading
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule, Symbol

FEWEST_ANSWERS_TESTED = 30
"""A survey question is tested from this many answers (Civil Service People Survey)."""

RESPONSE_RATE, LEAST_RESPONSE = "response_rate", 50.0
"""Under this response rate a survey is indicative only (HSE Management Standards)."""
LONG_NAME = 24
"""Letters from which a comparator's name leaves no room for a second one in a sentence."""


class Direction(StrEnum):
    """How a figure moved, in the words of the page."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    UNCHANGED = "unchanged"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_FEW = "too few to test"
    NOT_COMPARABLE = "no earlier figure to compare with"
    EARLIER_HIDDEN = "the earlier figure is hidden"


@dataclass(frozen=True, slots=True)
class Message:
    """The first line of a page, and the sentence under it."""

    title: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure moved, and the words for it."""

    direction: Direction
    text: str


def change(reading: Reading) -> Change:
    """Against a year earlier (months), the survey before, or the year before."""
    now, earlier, definition = reading.latest, reading.earlier, reading.definition
    if now is None or earlier is None or now.value is None:
        return Change(Direction.NOT_COMPARABLE, Direction.NOT_COMPARABLE.value)
    then = _then(earlier, definition)
    if earlier.value is None:
        return _without_earlier(earlier, then)
    moved = formats.rounded(now.value, definition) - formats.rounded(earlier.value, definition)
    direction = _direction(now, earlier, definition, moved)
    match direction:
        case Direction.UNCHANGED:
            return Change(direction, f"the same as {then}")
        case Direction.NO_CLEAR_CHANGE:
            return Change(direction, f"no clear change from {then}")
        case Direction.TOO_FEW:
            return Change(direction, f"too few to test for change from {then}")
    than = then if definition.period_kind is PeriodKind.MONTH else f"in {then}"
    moved_by = f"{formats.difference(moved, definition)} than {than}"
    judged = direction in {Direction.BETTER, Direction.WORSE}
    return Change(direction, f"{direction.value}: {moved_by}" if judged else moved_by)


def _without_earlier(earlier: Cell, then: str) -> Change:
    """A hidden figure is there and must not look like a missing one."""
    if earlier.symbol is Symbol.CONFIDENTIAL:
        return Change(Direction.EARLIER_HIDDEN, f"not comparable, because the figure of {then} is hidden")
    return Change(Direction.NOT_COMPARABLE, Direction.NOT_COMPARABLE.value)


def is_indicative(rate: Cell | None, definition: Definition) -> bool:
    """Whether a response rate says that fewer than half answered."""
    return (
        definition.key == RESPONSE_RATE and rate is not None and rate.value is not None and rate.value < LEAST_RESPONSE
    )


def told(change: Change) -> str:
    """A change as a sentence that follows its figure; empty where there is nothing to compare with."""
    match change.direction:
        case Direction.NOT_COMPARABLE:
            return ""
        case Direction.NO_CLEAR_CHANGE:
            return formats.sentence(f"there is {change.text}")
        case Direction.TOO_FEW | Direction.EARLIER_HIDDEN:
            return formats.sentence(change.text)
        case _:
            return formats.sentence(f"that is {change.text}")


def _direction(now: Cell, earlier: Cell, definition: Definition, moved: float) -> Direction:
    if definition.disclosure_rule is DisclosureRule.SURVEY and _fewest(now, earlier) < FEWEST_ANSWERS_TESTED:
        return Direction.TOO_FEW
    if (
        now.interval
        and earlier.interval
        and now.interval[0] <= earlier.interval[1]
        and earlier.interval[0] <= now.interval[1]
    ):
        return Direction.NO_CLEAR_CHANGE
    if moved == 0:
        return Direction.UNCHANGED
    tested = now.interval is not None and earlier.interval is not None
    if tested and definition.direction in {HIGHER_IS_BETTER, LOWER_IS_BETTER}:
        return Direction.BETTER if (moved > 0) == (definition.direction == HIGHER_IS_BETTER) else Direction.WORSE
    return Direction.HIGHER if moved > 0 else Direction.LOWER


def _fewest(now: Cell, earlier: Cell) -> float:
    return min(now.base or 0.0, earlier.base or 0.0)


def _then(earlier: Cell, definition: Definition) -> str:
    match definition.period_kind:
        case PeriodKind.MONTH:
            return "a year ago"
        case PeriodKind.WAVE:
            return f"{earlier.period_end:%B %Y}"
        case PeriodKind.YEAR:
            return str(earlier.period_end.year)


def against(value: float, comparator: Comparator, definition: Definition) -> str:
    """`above 15.2 (England, 2025)`, `level with 14.8 (Northmere)`."""
    mine, theirs = formats.rounded(value, definition), formats.rounded(comparator.value, definition)
    stands = "level with" if mine == theirs else "above" if mine > theirs else "below"
    source = f"{comparator.name}, {comparator.year}" if comparator.year else comparator.name
    return f"{stands} {formats.number(comparator.value, definition)} ({source})"


def hidden(reading: Reading, place: Place) -> Message:
    """The message of a page whose leading figure may not be shown."""
    now = reading.latest
    symbol = now.symbol if now else None
    where = formats.whereabouts(place)
    why = formats.reason(symbol, reading.definition.disclosure_rule)
    when = formats.period(now.period_end, reading.definition.period_kind) if now else ""
    if symbol is Symbol.CONFIDENTIAL:
        more = "The service or area it belongs to may show more." if place.above else ""
        said = formats.sentence(f"{reading.definition.label}, {when}: {why}")
        return Message(f"The figures of {where} are hidden to protect people", f"{said} {more}".strip())
    return Message(f"There is no figure for {where}", formats.sentence(f"{reading.definition.label}, {when}: {why}"))


def absent(topic: str, place: Place) -> Message:
    """The message of a page for which the release holds nothing in the chosen unit."""
    return Message(
        f"This release holds nothing on {topic} for {formats.whereabouts(place)}",
        "No extract or statistic on it was part of the release, or it is only published for larger units.",
    )


def reads(reading: Reading, place: Place, comparators: int = 2) -> str:
    """One measure in one sentence: figure, period, change and comparators. Also the words beside its chart."""
    now, definition = reading.latest, reading.definition
    if now is None:
        return "No figure up to the chosen period."
    when = formats.period(now.period_end, definition.period_kind)
    if now.value is None:
        return formats.sentence(f"{when}: {formats.reason(now.symbol, definition.disclosure_rule)}")
    the = "" if definition.period_kind is PeriodKind.MONTH else "the "
    said = [f"{formats.amount(now.value, definition)} in {the}{when}"]
    if reading.earlier is not None:
        said.append(change(reading).text)
    others = [each for each in reading.comparators if each.name != place.unit.name][:comparators]
    if others and len(others[0].name) > LONG_NAME:
        others = others[:1]
    return formats.sentence(", ".join([*said, *(against(now.value, each, definition) for each in others)]))
