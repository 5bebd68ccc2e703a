"""Every sum that binds the counts of children of one period: what an intruder adds and subtracts.

What lives here: parts of the organisation and their whole, shares and their complements, declared links (breakdowns
among them), counts that contain one another, and what began and ended. What does not: the counts
themselves (`child_counts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.disclosure_control.grid import Grid
from pipelines.disclosure_control.linked_table import TableDraft
from pipelines.measures.measure import Flow, Link, Quantity, Statistic

Rows = tuple[str, frozenset[str]]
"""What is counted: rows of a subject for which every condition holds, whatever the quantity is called."""

Families = dict[Rows, dict[int, int]]
"""For each kind of row the number of its count in each unit that has one."""


def rows_of(quantity: Quantity) -> Rows:
    """Two quantities that count the same rows are one number under two names."""
    return quantity.subject, frozenset(quantity.where)


@dataclass(frozen=True)
class Carried:
    """The change of a stock: `before` is the stock of the month before, and `begun` less `ended` is what was added."""

    stock: int
    begun: int
    ended: int
    before: int


@dataclass(frozen=True)
class Sums:
    """What the sums of a table are about besides its counts.

    `shares`: the counts of numerator, denominator and the rest of every share. `carried`: those that bind a month to
    the one before. `closed`: of nobody, unless a month was published when the organisation had more units.
    """

    shares: list[tuple[int, int, int]]
    carried: list[Carried]
    closed: list[int]


def series_by_base(grid: Grid) -> dict[Rows, list[int]]:
    """The numbers of all series that rest on the same people: they hide the same units, and show the same sizes."""
    found: dict[Rows, list[int]] = {}
    for number, series in enumerate(grid.series):
        found.setdefault(rows_of(series.part(series.measure.base)), []).append(number)
    return found


def wholes_by_part(grid: Grid) -> dict[int, list[int]]:
    """For each series about a part of the people of others these others, so that whoever is left is told, too.

    Its base is a part of the other's base, its numerator a part of the other's numerator. Wholes come before their
    parts. Sums and medians are left out: of those who are left they tell no number of people.
    """
    rows = {
        number: [rows_of(series.part(each)) for each in (series.measure.base, series.measure.numerator)]
        for number, series in enumerate(grid.series)
        if series.measure.numerator.statistic is Statistic.COUNT
    }

    def is_part(one: int, other: int) -> bool:
        (base, counted), (whole, whole_counted) = rows[one], rows[other]
        return (
            (base[0], counted[0]) == (whole[0], whole_counted[0])
            and base[1] > whole[1]
            and counted[1] >= whole_counted[1]
        )

    found = {part: [whole for whole in rows if is_part(part, whole)] for part in rows}
    return {part: found[part] for part in sorted(found, key=lambda part: len(rows[part][0][1])) if found[part]}


def add_sums(draft: TableDraft, families: Families, grid: Grid, links: Sequence[Link], flows: Sequence[Flow]) -> Sums:
    """Add every sum to the draft."""
    closed = _add_parts_of_the_organisation(draft, families, grid)
    _add_links(draft, families, links)
    shares = _add_complements(draft, families, grid)
    _add_nested(draft, families)
    return Sums(shares, _add_flows(draft, families, grid, flows), closed)


def _add_parts_of_the_organisation(draft: TableDraft, families: Families, grid: Grid) -> list[int]:
    """A unit is the sum of the units below it; where some of them have no cell, of these and a rest.

    Gives counts of nobody that stand in the sums for units closed since.
    """
    closed = []
    for place in range(len(grid.organisation.units)):
        below = np.flatnonzero(grid.above == place).tolist()
        for family in families.values():
            parts = [family[part] for part in below if part in family]
            if place not in family or not parts:
                continue
            if len(parts) == len(below):
                nobody = np.zeros_like(draft.values[parts[0]])
                gone = draft.add_count(nobody, draft.names[family[place]], may_be_sensitive=False)
                draft.add_sum(family[place], [*parts, gone])
                closed.append(gone)
            else:
                draft.add_rest(family[place], parts, draft.names[family[place]])
    return closed


def _add_complements(draft: TableDraft, families: Families, grid: Grid) -> list[tuple[int, int, int]]:
    """Who is in the denominator of a share and not in its numerator."""
    shares = []
    units = len(grid.organisation.units)
    for number, series in enumerate(grid.series):
        measure = series.measure
        if not measure.is_share or measure.denominator is None:
            continue
        numerators = families[rows_of(series.part(measure.numerator))]
        denominators = families[rows_of(series.part(measure.denominator))]
        for unit in sorted(numerators.keys() & denominators.keys()):
            counted, asked = numerators[unit], denominators[unit]
            rest = draft.rest(counted, asked)
            if rest is None:
                rest = draft.add_rest(asked, [counted], number * units + unit)
            shares.append((counted, asked, rest))
    return shares


def _add_links(draft: TableDraft, families: Families, links: Sequence[Link]) -> None:
    """Declared totals. A quantity that no cell shows is a count too: a link tells it as soon as it alone is missing."""
    units = sorted({unit for family in families.values() for unit in family})
    waiting = [
        _LinkInUnit(unit, rows_of(link.total), [rows_of(part) for part in link.parts])
        for link in links
        for unit in units
    ]
    while True:
        open_still = [link for link in waiting if not link.add_to(draft, families)]
        if len(open_still) == len(waiting):
            break
        waiting = open_still
    for link in waiting:
        link.add_inequality_to(draft, families)


@dataclass(frozen=True)
class _LinkInUnit:
    """A declared total with its parts, in one unit."""

    unit: int
    total: Rows
    parts: Sequence[Rows]

    def add_to(self, draft: TableDraft, families: Families) -> bool:
        """Add the sum if at most one of its quantities is missing; says whether it did."""
        everyone = [self.total, *self.parts]
        missing = [rows for rows in everyone if self.unit not in families.get(rows, {})]
        if len(missing) > 1:
            return False
        if missing:
            signs = {rows: 1 if rows == self.total else -1 for rows in everyone}
            there = [rows for rows in everyone if rows not in missing]
            left = sum(signs[rows] * draft.values[families[rows][self.unit]] for rows in there)
            value = np.maximum(left * -signs[missing[0]], 0)
            name = draft.names[families[there[0]][self.unit]]
            families.setdefault(missing[0], {})[self.unit] = draft.add_count(value, name)
        draft.add_sum(families[self.total][self.unit], [families[part][self.unit] for part in self.parts])
        return True

    def add_inequality_to(self, draft: TableDraft, families: Families) -> None:
        """Where several quantities are missing, what is there is still no more than the total."""
        parts = [families[part][self.unit] for part in self.parts if self.unit in families.get(part, {})]
        if parts and self.unit in families.get(self.total, {}):
            draft.add_rest(families[self.total][self.unit], parts, draft.names[parts[0]])


def _add_nested(draft: TableDraft, families: Families) -> None:
    """Of two counts of the same kind of row in a unit, the one with more conditions is a part of the other."""
    for part, total, between in _nested(list(families)):
        for unit in sorted(families[part].keys() & families[total].keys()):
            count = families[part][unit]
            if draft.rest(count, families[total][unit]) is None and not any(unit in families[one] for one in between):
                draft.add_rest(families[total][unit], [count], draft.names[count])


def _nested(all_rows: Sequence[Rows]) -> Iterator[tuple[Rows, Rows, list[Rows]]]:
    """Part and total, and the kinds of row that stand between them; where a unit has one of these, they say it all."""

    def within(part: Rows, total: Rows) -> bool:
        return part[0] == total[0] and part[1] > total[1]

    for part in all_rows:
        totals = [total for total in all_rows if within(part, total)]
        yield from ((part, total, [other for other in totals if within(other, total)]) for total in totals)


def _add_flows(draft: TableDraft, families: Families, grid: Grid, flows: Sequence[Flow]) -> list[Carried]:
    """In a unit that stands under no other, what began less what ended is the change since the month before."""
    carried = []
    for flow in flows:
        stock, begun, ended = (families.get(rows_of(part), {}) for part in (flow.stock, flow.begun, flow.ended))
        for place in sorted(stock.keys() & begun.keys() & ended.keys()):
            if int(grid.above[place]) not in stock:
                now = draft.values[stock[place]]
                # The stock before the first month is the sum's own, whatever it was: no release need have shown it.
                first = now[:1] - draft.values[begun[place]][:1] + draft.values[ended[place]][:1]
                before = draft.add_count(np.concatenate([first, now[:-1]]), draft.names[stock[place]])
                draft.add_sum(stock[place], [before, begun[place]], less=[ended[place]])
                carried.append(Carried(stock[place], begun[place], ended[place], before))
    return carried
