"""Value, symbol and unit to text: the only place where a number becomes words.

What lives here: how one figure, interval, base, period or symbol is written. What does not: sentences that compare
figures (`messages`), or any choice of what to show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dashboard.cells import Benchmark, Cell, Definition, Place
from pipelines.organisation import Level, Unit
from pipelines.periods import PeriodKind, label
from pipelines.published import FLOORS, DisclosureRule, Severity, Symbol

PERCENT, CHILDREN, PRACTITIONERS, FTE, SCORE = "%", "children", "practitioners", "FTE", "score"
SPELT_OUT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LEAST_CHANCE = 0.1
CHANCES = {
    "one in ten": 0.1,
    "one in five": 0.2,
    "one in four": 0.25,
    "one in three": 1 / 3,
    "two in five": 0.4,
    "one in two": 0.5,
    "three in five": 0.6,
    "two in three": 2 / 3,
    "three in four": 0.75,
    "four in five": 0.8,
    "nine in ten": 0.9,
}
SINGULAR = {
    "cases per FTE": "case per FTE",
    "children": "child",
    "practitioners": "practitioner",
    "hours": "hour",
    "days": "day",
    "points": "point",
    "weeks": "week",
}
LEVELS = {
    Level.NATION: ("nation", "nations"),
    Level.REGION: ("region", "regions"),
    Level.AUTHORITY: ("authority", "authorities"),
    Level.SERVICE: ("service", "services"),
    Level.TEAM: ("team", "teams"),
}
SEVERITIES = {
    Severity.CRITICAL: "Act now",
    Severity.WARNING: "Look into",
    Severity.NOTICE: "Be aware",
    Severity.IMPROVEMENT: "Improving",
}
SYMBOLS = {
    Symbol.CONFIDENTIAL: "hidden to protect children or staff",
    Symbol.NOT_AVAILABLE: "not available: nothing was recorded",
    Symbol.NOT_APPLICABLE: "does not apply here",
    Symbol.LOW_RELIABILITY: "too unreliable to show",
    Symbol.ROUNDS_TO_ZERO: "rounds to zero but is not zero",
}
_PROTECTED = {
    DisclosureRule.CHILDREN: f"hidden to protect children: fewer than {FLOORS[DisclosureRule.CHILDREN]} children",
    DisclosureRule.STAFF: f"hidden to protect staff: fewer than {FLOORS[DisclosureRule.STAFF]} practitioners",
    DisclosureRule.SURVEY: f"hidden to protect staff: fewer than {FLOORS[DisclosureRule.SURVEY]} answers",
}
_SHORT = {
    Symbol.CONFIDENTIAL: "c (hidden)",
    Symbol.NOT_AVAILABLE: "x (not available)",
    Symbol.NOT_APPLICABLE: "z (does not apply)",
    Symbol.LOW_RELIABILITY: "u (unreliable)",
    Symbol.ROUNDS_TO_ZERO: "low (rounds to zero)",
}
_CODE = re.compile("[a-z0-9_]+")
_CODES = {
    "assessment": "Assessment",
    "cin": "Child in need plan",
    "cp": "Child protection plan",
    "cla": "Looked after",
    "care_leaver": "Care leaver",
    "images": "Indecent images taken or shared",
    "grooming": "Grooming online",
    "coercion": "Coercion or blackmail over images",
    "livestream": "Live-streamed abuse",
    "contact": "Contact abuse arranged online",
    "exposure": "Exposure to sexual material",
    "peer": "Harmful sexual behaviour between children",
}


def number(value: float, definition: Definition) -> str:
    """`17.3`, `1,204`, `28%`: at the measure's own decimals."""
    text = f"{rounded(value, definition):,.{definition.decimals}f}"
    return f"{text}{PERCENT}" if definition.unit == PERCENT else text


def rounded(value: float, definition: Definition) -> float:
    """The value at the precision that is shown, so that chart, table and download agree; never minus zero."""
    return round(value, definition.decimals) + 0.0


def amount(value: float, definition: Definition) -> str:
    """`17.3 cases per FTE`, `one child`, `28%`."""
    if definition.unit == PERCENT:
        return number(value, definition)
    return f"{number(value, definition)} {unit(value, definition)}"


def unit(value: float, definition: Definition) -> str:
    """What stands after a number, a percent sign apart: `cases per FTE`, `child`, `of 5`."""
    if definition.unit == SCORE and definition.most is not None:
        return f"of {definition.most:g}"
    one = rounded(value, definition) == 1
    return SINGULAR.get(definition.unit, definition.unit) if one else definition.unit


def difference(value: float, definition: Definition) -> str:
    """A change with its direction: `1.2 cases per FTE higher`, `3 percentage points lower`, `124 more children`."""
    size = f"{abs(rounded(value, definition)):,.{definition.decimals}f}"
    one = abs(rounded(value, definition)) == 1
    if is_count(definition):
        more = "more" if value > 0 else "less" if definition.unit == FTE else "fewer"
        return f"{size} {more} {SINGULAR.get(definition.unit, definition.unit) if one else definition.unit}"
    of = f"percentage point{'' if one else 's'}" if definition.unit == PERCENT else definition.unit
    of = f"point{'' if one else 's'}" if definition.unit == SCORE else of
    return f"{size} {of} {'higher' if value > 0 else 'lower'}"


def is_count(definition: Definition) -> bool:
    """Whether the figure grows with the unit, so that units of different size cannot be read against each other."""
    return definition.unit in {CHILDREN, PRACTITIONERS, FTE}


def short(cell: Cell | None, definition: Definition) -> str:
    """A table's cell: the number, or the symbol with two words."""
    if cell is None:
        return "–"
    if cell.value is not None:
        return number(cell.value, definition)
    return _SHORT[cell.symbol or Symbol.NOT_AVAILABLE]


def symbol(cell: Cell | None) -> str:
    """The symbol alone, or a dash where the release holds no cell."""
    return cell.symbol.value if cell and cell.symbol else "–"


def withheld(cell: Cell | None) -> str:
    """One word for why there is no figure."""
    return "hidden" if cell and cell.symbol is Symbol.CONFIDENTIAL else "no figure"


def reason(symbol: Symbol | None, rule: DisclosureRule) -> str:
    """Why there is no number, in words."""
    if symbol is Symbol.CONFIDENTIAL and rule in _PROTECTED:
        return f"{_PROTECTED[rule]}, or a number that would give away so few"
    if symbol is Symbol.CONFIDENTIAL:
        return "hidden by its publisher to protect people"
    return SYMBOLS[symbol or Symbol.NOT_AVAILABLE]


def interval(cell: Cell | None, definition: Definition) -> str:
    """`24–32%`, or a dash."""
    if cell is None or cell.interval is None:
        return "–"
    return span(*cell.interval, definition)


def span(lower: float, upper: float, definition: Definition) -> str:
    """`24–32%`: the unit once."""
    return f"{number(lower, definition).removesuffix(PERCENT)}–{number(upper, definition)}"


def points(lower: float, upper: float, definition: Definition) -> str:
    """Limits of a difference: `between 3 lower and 12 higher (percentage points)`."""
    low, high = (rounded(each, definition) for each in (lower, upper))
    of = {PERCENT: "percentage points", SCORE: "points"}.get(definition.unit, definition.unit)
    size = [f"{abs(each):,.{definition.decimals}f} {'lower' if each < 0 else 'higher'}" for each in (low, high)]
    return f"between {size[0]} and {size[1]} ({of})"


def base(cell: Cell | None, definition: Definition) -> str:
    """`112 case holders`, or why the base is not said."""
    if cell is None or cell.base is None:
        return "not shown"
    return f"{cell.base:,.0f} {definition.base_label}"


def plain_base(cell: Cell | None) -> str:
    """The base as a table's number."""
    return "–" if cell is None or cell.base is None else f"{cell.base:,.0f}"


def count(number_of: int) -> str:
    """`five`, `14`, `1,204`: words below ten."""
    return SPELT_OUT[number_of] if number_of < len(SPELT_OUT) else f"{number_of:,}"


def how_many(number_of: int, one: str, many: str) -> str:
    """`one team`, `five teams`."""
    return f"{count(number_of)} {one if number_of == 1 else many}"


def level(of: Level, number_of: int = 1) -> str:
    """`team`, `teams`."""
    return LEVELS[of][number_of != 1]


def share(part: int, whole: int) -> str:
    """A share of counted things: `8%`, `less than 1%`, `none`."""
    if part == 0:
        return "none"
    return "less than 1%" if part * 100 < whole else f"{part / whole:.0%}"


def chance(of: float) -> str:
    """A chance from 0 to 1 as people say it: `about one in three`; the ends are no surer than one in ten."""
    if of < LEAST_CHANCE:
        return "less than one in ten"
    if of > 1 - LEAST_CHANCE:
        return "more than nine in ten"
    return f"about {min(CHANCES, key=lambda words: abs(CHANCES[words] - of))}"


def between(lower: float, upper: float, definition: Definition) -> str:
    """`between 96% and 118%`."""
    return f"between {number(lower, definition)} and {number(upper, definition)}"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def sentence(text: str) -> str:
    """A capital first, a full stop last."""
    return "" if not text else f"{text[0].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def opening(text: str) -> str:
    """A long sentence up to its first semicolon, for where there is little room; the whole stands elsewhere."""
    return sentence(text.split(";", 1)[0])


def period(period_end: date, kind: PeriodKind) -> str:
    """`March 2026`, `survey of June 2025`, `year to 30 September 2025`."""
    return label(period_end, kind)


def short_period(period_end: date, kind: PeriodKind) -> str:
    """A table's period: `Mar 2026`, or the year alone."""
    return f"{period_end:%Y}" if kind is PeriodKind.YEAR else f"{period_end:%b %Y}"


def day(of: date) -> str:
    """`31 March 2026`."""
    return f"{of.day} {of:%B %Y}"


def benchmark(beside: Benchmark, definition: Definition) -> str:
    """`England 2025: 15.2`."""
    return f"{beside.population} {beside.year}: {number(beside.value, definition)}"


def benchmark_name(beside: Benchmark) -> str:
    """`HSE tool users, public sector, 2023 (26,261 respondents)`."""
    number_of = f" ({beside.respondents:,} respondents)" if beside.respondents else ""
    return f"{beside.population}, {beside.year}{number_of}"


def breakdown(code: str) -> str:
    """A part of a breakdown as people call it; a title stays as it was written."""
    if is_title(code):
        return code
    return _CODES.get(code, code.replace("_", " ").capitalize())


def is_title(code: str) -> bool:
    """Whether a part of a breakdown is what somebody wrote, not one of a list of codes."""
    return not _CODE.fullmatch(code)


def whereabouts(place: Place) -> str:
    """`Riverside (Safeguarding)`, `Safeguarding service`: the chosen unit as a sentence names it."""
    return unit_name(place.unit, place.above[0] if place.above else None)


def unit_name(unit: Unit, parent: Unit | None) -> str:
    """A unit's name with what tells it from others of that name: a team's service, a service's or region's level."""
    if unit.level is Level.TEAM and parent is not None:
        return f"{unit.name} ({parent.name})"
    if unit.level in {Level.SERVICE, Level.REGION} and level(unit.level) not in unit.name.casefold():
        return f"{unit.name} {level(unit.level)}"
    return unit.name
