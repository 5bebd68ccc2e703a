"""What a page says in one line and one sentence, computed from the release.

What lives here: sentences that compare figures. What does not: how a figure is written (`formats`), or reading one.
Whether a figure is better, worse or not clearly changed is for the release to say (its table `change`); here it is put
into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dashboard import formats
from dashboard.cells import Cell, Comparison, Definition, Place
from dashboard.readings import Comparator, Reading
from pipelines.periods import PeriodKind
from pipelines.published import Symbol, Verdict

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


DIRECTIONS: Final = {
    Verdict.BETTER: Direction.BETTER,
    Verdict.WORSE: Direction.WORSE,
    Verdict.HIGHER: Direction.HIGHER,
    Verdict.LOWER: Direction.LOWER,
    Verdict.SAME: Direction.UNCHANGED,
    Verdict.NO_CLEAR_CHANGE: Direction.NO_CLEAR_CHANGE,
    Verdict.TOO_FEW_TO_TEST: Direction.TOO_FEW,
}
"""A published verdict in the words of the page."""

TOO_FEW_ANSWERS: Final = "Fewer than 30 people answered in one of the two surveys, so nothing is tested."
NOT_NO_CHANGE: Final = "Not tested is not the same as no change."
SAME_STAFF: Final = (
    "The test takes the two months for different people and cases; a year apart many are the same, so take it as a "
    "guide."
)


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
    comparison = reading.comparison
    if comparison is None:
        return Change(Direction.NOT_COMPARABLE, Direction.NOT_COMPARABLE.value)
    return _judged(comparison, then, definition)


def _judged(comparison: Comparison, then: str, definition: Definition) -> Change:
    direction = DIRECTIONS[comparison.verdict]
    match direction:
        case Direction.UNCHANGED:
            return Change(direction, f"the same as {then}")
        case Direction.NO_CLEAR_CHANGE:
            return Change(direction, f"no clear change from {then}")
        case Direction.TOO_FEW:
            return Change(direction, f"too few to test for change from {then}")
    than = then if definition.period_kind is PeriodKind.MONTH else f"in {then}"
    moved_by = f"{formats.difference(comparison.difference, definition)} than {than}"
    judged = direction in {Direction.BETTER, Direction.WORSE}
    return Change(direction, f"{direction.value}: {moved_by}" if judged else moved_by)


def how_tested(reading: Reading) -> str:
    """What a change is worth: how sure it is, or that it was not tested, which is not the same as no change."""
    definition, comparison = reading.definition, reading.comparison
    if comparison is None or reading.earlier is None or formats.is_count(definition):
        return ""
    if comparison.verdict is Verdict.TOO_FEW_TO_TEST:
        return f"{TOO_FEW_ANSWERS} {NOT_NO_CHANGE}"
    if comparison.interval is None:
        return f"Whether this difference is more than chance is not tested. {NOT_NO_CHANGE}"
    said = (
        f"Tested: the difference from {_then(reading.earlier, definition)} is most likely "
        f"{formats.points(*comparison.interval, definition)} (95% interval); it counts as a change where that leaves "
        "out zero."
    )
    return f"{said} {SAME_STAFF}" if definition.period_kind is PeriodKind.MONTH else said


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
