"""One unit among those of its kind, as an exhibit: who stands outside what size and usual differences explain.

What lives here: the words and table of a funnel. What does not: its drawing (`charts.funnel`), or any ranking: units
stand in the order of the organisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard import charts, formats
from dashboard.cells import Cell, Definition, FunnelPoint, Place
from dashboard.exhibits import Exhibit, Table, about
from dashboard.readings import Reading
from pipelines.organisation import Unit
from pipelines.published import DisclosureRule, Standing

LOAD: Final = "load_ratio"
MOST_TOLD: Final = 6
"""Units that a sentence names with their figures; the table has them all."""
ALLOWED_CASES, OFFICIAL_SIZE = "Cases the hours available allow for", "Full-time practitioners"

EXPLAINED: Final = (
    "How to read it: the smaller a unit, the more its figure swings by chance, so the lines stand further apart at the "
    "left. They also allow for how much such units differ anyway. If nothing but that were at work, 95 in 100 would "
    "lie between the dotted lines and 998 in 1,000 between the solid ones. Outside the solid lines is a reason to ask, "
    "not a verdict; between the two it may well be chance. Units stand in the order of the organisation: this is no "
    "ranking."
)


def against_the_others(
    place: Place, reading: Reading, points: Sequence[FunnelPoint], cells: Sequence[Cell], note: str = ""
) -> Exhibit:
    """Every unit that is compared with the chosen one, or within it, by its size and figure; `cells` are theirs."""
    definition = reading.definition
    group = place.organisation[points[0].group_id]
    level = place.organisation[points[0].unit_id].level
    many = formats.level(level, len(points))
    own = {unit.unit_id for unit in (place.unit, *place.organisation.descendants(place.unit.unit_id))}
    is_group = place.unit.unit_id == group.unit_id
    dots = [
        charts.Dot(place.name(point.unit_id), point, chosen=not is_group and point.unit_id in own) for point in points
    ]
    when = formats.period(points[0].period_end, definition.period_kind)
    says = " ".join(part for part in (_outside(dots, definition, many), _chosen(place.unit, dots, definition)) if part)
    place_of = {point.unit_id: number for number, point in enumerate(points)}
    return Exhibit(
        key=f"others-{definition.key}",
        heading=f"{definition.label}, {many} of {group.name}, {when}",
        says=says,
        figure=charts.funnel(dots, definition, size_label(definition), f"All {many}"),
        alt=f"Funnel of {definition.label} in the {many} of {group.name} by size, {when}. {says}",
        table=_table(dots, definition),
        about=(about(reading),),
        cells=tuple(sorted(cells, key=lambda cell: place_of[cell.unit_id])),
        note=f"{note} {EXPLAINED}".strip(),
        among={
            point.unit_id: (point.lower_998, point.pooled, point.upper_998, charts.SHORTLY[point.standing])
            for point in points
        },
    )


def size_label(definition: Definition) -> str:
    """What makes chance small, in plain words."""
    if definition.key == LOAD:
        return ALLOWED_CASES
    if definition.disclosure_rule is DisclosureRule.OFFICIAL:
        return OFFICIAL_SIZE
    return formats.sentence(definition.base_label)[:-1]


def _outside(dots: Sequence[charts.Dot], definition: Definition, many: str) -> str:
    outside = [dot for dot in dots if dot.point.is_outside]
    if not outside:
        return formats.sentence(f"None of the {len(dots)} {many} lies outside what size and usual differences explain")
    told = formats.listed([_told(dot, definition) for dot in outside[:MOST_TOLD]])
    more = len(outside) - MOST_TOLD
    also = f", and {formats.how_many(more, 'more', 'more')} in the table" if more > 0 else ""
    lie = "lies" if len(outside) == 1 else "lie"
    return formats.sentence(
        f"{formats.count(len(outside))} of the {len(dots)} {many} {lie} outside what size and usual differences "
        f"explain: {told}{also}"
    )


def _told(dot: charts.Dot, definition: Definition) -> str:
    side = "above" if dot.point.standing is Standing.HIGH else "below"
    return f"{dot.name} ({formats.amount(dot.point.value, definition)}, {side})"


def _chosen(unit: Unit, dots: Sequence[charts.Dot], definition: Definition) -> str:
    """Where the chosen unit stands itself, unless it was named already."""
    own = [dot for dot in dots if dot.chosen]
    if len(own) != 1 or own[0].point.is_outside or own[0].point.unit_id != unit.unit_id:
        return ""
    value = formats.amount(own[0].point.value, definition)
    return formats.sentence(f"{unit.name}, at {value}, is {charts.STANDINGS[own[0].point.standing]}")


def _table(dots: Sequence[charts.Dot], definition: Definition) -> Table:
    headings = ("Unit", "Value", "998 in 1,000", "It stands", size_label(definition))
    return Table(
        headings,
        tuple(
            (
                dot.name,
                formats.number(dot.point.value, definition),
                formats.span(dot.point.lower_998, dot.point.upper_998, definition),
                charts.SHORTLY[dot.point.standing],
                f"{dot.point.size:,.0f}",
            )
            for dot in dots
        ),
    )
