"""Exposure against readiness, in words: where to train first and why, and how many practitioners that would be.

What lives here: the exhibit of the teams and the table of estimates. What does not: what is worked out (`readiness`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dashboard import charts, formats, readiness
from dashboard.cells import Definition, Place
from dashboard.exhibits import Exhibit, Table, about
from dashboard.readiness import SHARE, Need, Position, Quadrant, Readiness
from dashboard.readings import Reading
from dashboard.starting_points import COVER, GAP

CORNERS: Final = (
    charts.Corner(Quadrant.CALM, right=False, top=True),
    charts.Corner(Quadrant.READY, right=True, top=True),
    charts.Corner(Quadrant.TRAIN_NEXT, right=False, top=False),
    charts.Corner(Quadrant.TRAIN_FIRST, right=True, top=False),
)
METHOD: Final = (
    "Trained today is the share trained times the number of practitioners, in whole people; what is still to train is "
    "rounded up to whole people, team by team. In brackets, what it would be at either end of the 95% interval of the "
    "share trained: in a small team one course more or less moves the share a good deal. It counts people, not "
    "courses: some will leave, and training that runs out comes on top."
)
SURVEY: Final = (
    "Confidence is what those who answered the survey say of themselves. It stands beside for discussion; it moves no "
    "team up or down, and teams are not ranked by it."
)
Definitions = Mapping[str, Definition]


def exhibit(found: Readiness, place: Place, readings: Mapping[str, Reading], definitions: Definitions) -> Exhibit:
    """The teams of the chosen unit as points, with their table."""
    when = formats.period(place.period_end, place.kind)
    axes = (definitions[SHARE], definitions[COVER])
    points = [_point(each, found.confidence) for each in found.shown]
    corners = CORNERS if found.share is not None and found.cover is not None else ()
    said, absent = says(found, definitions), not_shown(found)
    beside = tuple(about(readings[key], beside=True) for key in (SHARE, COVER) if key in readings)
    return Exhibit(
        key="readiness-teams",
        heading=f"Exposure against training, teams of {place.unit.name}, {when}",
        says=said,
        figure=charts.quadrants(points, axes, (found.share, found.cover), corners),
        alt=f"Scatter chart of the teams of {place.unit.name}, {when}: {axes[0].label} across, {axes[1].label} up. "
        f"{said} {absent}".strip(),
        table=_table(found, definitions),
        about=beside,
        cells=tuple(
            cell for each in found.positions for cell in (each.share, each.cover, each.confidence) if cell is not None
        ),
        note=_note(found, points, corners, definitions),
    )


def _point(of: Position, confidence: Definition | None) -> charts.Point:
    x, y = of.point or (0.0, 0.0)
    sure = of.confidence.value if of.confidence else None
    words = f"confident: {formats.number(sure, confidence)}" if confidence and sure is not None else ""
    return charts.Point(of.unit.name, x, y, words, of.quadrant is Quadrant.TRAIN_FIRST)


def says(found: Readiness, definitions: Definitions) -> str:
    """Where to train first and why."""
    if not found.shown:
        return "No team can be placed."
    if found.share is None or found.cover is None:
        return (
            f"What {found.against.name} as a whole stands at is not shown, so there is nothing to divide the teams by."
        )
    name = found.against.name
    share, cover = (
        formats.number(value, definitions[key]) for key, value in ((SHARE, found.share), (COVER, found.cover))
    )
    first = [each for each in found.in_order_of_need if each.quadrant is Quadrant.TRAIN_FIRST]
    if not first:
        return (
            f"No team that can be shown has both more online abuse and less training than {name} as a whole "
            f"({share} of cases, {cover} trained)."
        )
    if len(first) == 1 and first[0].point:
        x, y = first[0].point
        own = formats.number(x, definitions[SHARE]), formats.number(y, definitions[COVER])
        return (
            f"Train first in {first[0].unit.name}: {own[0]} of its cases involve online abuse ({name}: {share}), and "
            f"{own[1]} of its practitioners have current training ({name}: {cover})."
        )
    return (
        f"Train first in {formats.listed([each.unit.name for each in first])}: more of their cases involve online "
        f"abuse than in {name} as a whole ({share}), and fewer of their practitioners have current training ({cover})."
    )


def not_shown(found: Readiness) -> str:
    """Every team without a place on the chart, by name, with what is lacking."""
    groups: dict[str, list[str]] = {}
    for each in found.not_shown:
        groups.setdefault(_lacking(each), []).append(each.unit.name)
    said = [f"{formats.listed(names)} ({why})" for why, names in groups.items()]
    return formats.sentence(f"not shown: {'; '.join(said)}") if said else ""


def _lacking(of: Position) -> str:
    """Which of the two is not shown, and in a word why."""
    lacking = {"online abuse": of.share, "training": of.cover}
    words = {what: formats.withheld(cell) for what, cell in lacking.items() if cell is None or cell.value is None}
    if len(set(words.values())) == 1:
        return f"{formats.listed(list(words))} {next(iter(words.values()))}"
    return ", ".join(f"{what} {why}" for what, why in words.items())


def _table(found: Readiness, definitions: Definitions) -> Table:
    headings = ["Team", "Involve online abuse", "Trained", "Practitioners"]
    headings += ["Confident"] if found.confidence else []
    rows = []
    for each in found.positions:
        row = [each.unit.name, formats.short(each.share, definitions[SHARE])]
        row += [formats.short(each.cover, definitions[COVER]), formats.plain_base(each.cover)]
        row += [formats.short(each.confidence, found.confidence)] if found.confidence else []
        rows.append(tuple(row))
    return Table(tuple(headings), tuple(rows))


def _note(
    found: Readiness, points: Sequence[charts.Point], corners: Sequence[charts.Corner], definitions: Definitions
) -> str:
    named = charts.names_that_fit(points, (found.share, found.cover), corners)
    unnamed = [each.name for each in points if each.name not in named]
    said = []
    if found.share is not None and found.cover is not None:
        said.append(
            f"Dashed lines: {found.against.name} as a whole, {formats.number(found.share, definitions[SHARE])} of "
            f"cases and {formats.number(found.cover, definitions[COVER])} trained. A team on a line counts as neither "
            "much nor little."
        )
    if unnamed:
        said.append(f"Without a name on the chart, for lack of room: {formats.listed(unnamed)}.")
    if absent := not_shown(found):
        said.insert(0, absent)
    return " ".join([*said, *([SURVEY] if found.confidence else [])])


def estimate(found: Readiness, own: Position, definitions: Definitions) -> str:
    """How many in all: team by team where shown, then the whole unit, hidden teams among them."""
    known = [each for each in found.positions if each.training]
    if not known:
        return "How many to train cannot be said: the share trained is not shown for any team."
    teams = formats.how_many(len(known), "team whose training is shown", "teams whose training is shown")
    everyone = people(readiness.in_all([each.everyone for each in known]))
    rest = f"{everyone} would have to be trained for everyone to be"
    said = f"in the {teams}, {rest}"
    if found.cover is not None:
        reach = people(readiness.in_all([each.to_reach for each in known]))
        level = f"{formats.number(found.cover, definitions[COVER])} of {found.against.name} as a whole"
        said = f"in the {teams}, training {reach} would bring each to the {level}; {rest}"
    whole = f" For {own.unit.name} as a whole everyone means about {_need(own.everyone)}." if own.everyone else ""
    return f"{formats.sentence(said)}{whole}"


def people(number: int) -> str:
    """`one practitioner`, `12 practitioners`."""
    return formats.how_many(number, "practitioner", "practitioners")


def _need(need: Need | None) -> str:
    """`5 (2 to 8)`, or a dash."""
    if need is None:
        return "–"
    return f"{need.number}" if need.least == need.most else f"{need.number} ({need.least} to {need.most})"


def needs(found: Readiness, definitions: Definitions) -> Table:
    """How many to train in each team, where need is greatest first, each with its reason."""
    reach = "the whole" if found.cover is None else f"{formats.number(found.cover, definitions[COVER])} trained"
    headings = (
        "Team",
        "Why here",
        f"To train, to reach {reach}",
        "To train, for everyone",
        "Online abuse cases held untrained",
    )
    return Table(headings, tuple(_needs(each, found, definitions) for each in found.in_order_of_need))


def _needs(of: Position, found: Readiness, definitions: Definitions) -> tuple[str, ...]:
    gap = formats.short(of.gap, definitions[GAP]) if GAP in definitions else "–"
    return (of.unit.name, _why(of, found), _need(of.to_reach), _need(of.everyone), gap)


def _why(of: Position, found: Readiness) -> str:
    if of.training is None:
        return f"not shown: {_lacking(of)}"
    trained = f"{of.training.trained} of {of.training.practitioners} trained"
    if of.quadrant is not None:
        return f"{of.quadrant.split(':')[0]}; {trained}"
    if of.point is None:
        return f"{trained}; {_lacking(of)}"
    return f"{trained}; {found.against.name} as a whole is not shown"
