"""Any view of the reference attacks (a page, table or chart with named items) as a linked table of ours.

The unknowns of a case become counts, and so does everything that an item shows of them. An item that shows only limits
(a share at one decimal, a sort order) shows by how much its limits are overstepped: nothing, as long as it is shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from builders.whole_numbers import NO_LIMIT, WholeNumbers
from pipelines.disclosure_control.circulation import CountCover
from pipelines.disclosure_control.linear_program import TOLERANCE, SparseRows
from pipelines.disclosure_control.linked_table import BoolArray, LinkedTable

FINE = 100
"""A range of real numbers is measured in hundredths of the width that it must have."""
WIDENINGS = 8
"""How often a range may be asked wider, where whole numbers leave less of it than the numbers between them."""

Expression = Mapping[str, float]
Case = Mapping[str, Any]
Cells = tuple[()] | tuple[int]
"""The cell of an item that may be withheld, or none where everybody knows it anyway."""


@dataclass
class View:
    """One case as counts: `values`, what each is at least, and which cell (item) shows which of them."""

    case: Case
    ratios_tell_both: bool
    items: list[str] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    is_whole: list[bool] = field(default_factory=list)
    targets: dict[int, int] = field(default_factory=dict)
    """For each sensitive count the width that it must keep."""
    blank: set[str] = field(default_factory=set)
    """Items that have nothing to show: shares of nobody."""
    _variable: dict[str, int] = field(default_factory=dict)
    _expression: dict[tuple[tuple[str, float], ...], int] = field(default_factory=dict)
    _sums: list[dict[int, float]] = field(default_factory=list)
    _shows: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name, known in self.case["variables"].items():
            self._add_variable(name, known)
        for identity in self.case.get("identities", []):
            self._bind({self._variable[name]: by for name, by in identity["terms"].items()})
        for item in self.case["items"]:
            self._add_item(item)
        for sensitive in self.case["sensitive"]:
            self._add_target(sensitive["of"], sensitive["min_width"])

    def table(self) -> LinkedTable:
        entries = [(row, column, by) for row, one in enumerate(self._sums) for column, by in one.items()]
        row, column, by = np.array(entries, dtype=float).reshape(-1, 3).T
        cell, count = np.array(self._shows, dtype=np.int64).reshape(-1, 2).T
        sums = SparseRows(len(self._sums), row.astype(np.int64), column.astype(np.int64), by)
        return LinkedTable(len(self.values), len(self.items), sums, cell, count)

    def count_of(self, expression: Expression) -> int:
        """The number of the count that is this sum of unknowns."""
        key = tuple(sorted((name, float(by)) for name, by in expression.items() if by))
        if len(key) == 1 and key[0][1] == 1:
            return self._variable[key[0][0]]
        if key not in self._expression:
            is_whole = all(self.is_whole[self._variable[name]] and by == int(by) for name, by in key)
            number = self._add(self.true(expression), -NO_LIMIT, is_whole=is_whole)
            self._bind({number: -1.0, **{self._variable[name]: by for name, by in key}})
            self._expression[key] = number
        return self._expression[key]

    def true(self, expression: Expression) -> float:
        return true_value(expression, self.case)

    def _add(self, value: float, least: float, *, is_whole: bool) -> int:
        self.values.append(value)
        self.least.append(least)
        self.is_whole.append(is_whole)
        return len(self.values) - 1

    def _bind(self, terms: dict[int, float]) -> None:
        """Everybody knows what this sum of counts comes to."""
        self._sums.append(terms)

    def _add_variable(self, name: str, known: Mapping[str, Any]) -> None:
        least, most = known.get("lb", 0), known.get("ub")
        is_whole = known.get("type") != "real"
        number = self._add(float(known["true"]), -NO_LIMIT if least is None else least, is_whole=is_whole)
        self._variable[name] = number
        if most is not None and most == least:
            self._bind({number: 1.0})
        elif most is not None:
            self._limit({number: 1.0}, most - known["true"], ())

    def _limit(self, terms: dict[int, float], room: float, cells: Cells) -> None:
        """This sum of counts can grow by `room`; further only where the cell that says so is hidden."""
        if math.isinf(room):
            return
        row = {**terms, self._add(max(room, 0.0), 0.0, is_whole=False): 1.0}
        for cell in cells:
            beyond = self._add(0.0, 0.0, is_whole=False)
            self._shows.append((cell, beyond))
            row[beyond] = -1.0
        self._bind(row)

    def _add_item(self, item: Case) -> None:
        cell = len(self.items)
        self.items.append(item["id"])
        cells = () if item.get("public", False) else (cell,)
        if item["kind"] == "count":
            self._add_count(item, cells)
        elif item["kind"] == "ratio":
            self._add_ratio(item, cells)
        elif item["kind"] == "order":
            room = self.true(item["big"]) - self.true(item["small"])
            self._limit(self._difference(item["small"], 1.0, item["big"], 1.0), room, cells)
        else:
            raise ValueError(item["kind"])

    def _add_count(self, item: Case, cells: Cells) -> None:
        number, true = self.count_of(item["of"]), self.true(item["of"])
        knows_zeros = self.case.get("knowledge", {}).get("zeros_are_published", False)
        if knows_zeros and cells and not item.get("may_be_withheld_when_zero"):
            if true >= 1:
                self.least[number] = max(self.least[number], 1.0)
            else:
                cells = ()  # that it is withheld would say that it is not zero
        shown = shown_as(item, true, item.get("decimals"))
        low, high = limits(shown, item.get("decimals"))
        if low == high and cells:
            self._shows.append((cells[0], number))
        elif low == high:
            self._bind({number: 1.0})
        else:
            self._limit({number: 1.0}, high - true, cells)
            self._limit({number: -1.0}, true - low, cells)

    def _add_ratio(self, item: Case, cells: Cells) -> None:
        numerator, denominator = item["num"], item["den"]
        if not self.true(denominator):
            self.blank.add(item["id"])
            return
        if cells and self.ratios_tell_both:
            self._shows += [(cells[0], self.count_of(numerator)), (cells[0], self.count_of(denominator))]
            return
        decimals, scale = item.get("decimals", 1), item.get("scale", 1)
        shown = shown_as(item, scale * self.true(numerator) / self.true(denominator), decimals)
        low, high = (end / scale for end in limits(shown, decimals))
        top, bottom = self.true(numerator), self.true(denominator)
        self._limit(self._difference(numerator, 1.0, denominator, high), high * bottom - top, cells)
        self._limit(self._difference(denominator, low, numerator, 1.0), top - low * bottom, cells)

    def _difference(self, one: Expression, by: float, other: Expression, other_by: float) -> dict[int, float]:
        terms: dict[int, float] = {}
        for expression, sign in ((one, by), (other, -other_by)):
            for name, coefficient in expression.items():
                number = self._variable[name]
                terms[number] = terms.get(number, 0.0) + sign * coefficient
        return terms

    def _add_target(self, expression: Expression, width: float) -> None:
        number = self.count_of(expression)
        if self.is_whole[number]:
            self.targets[number] = max(self.targets.get(number, 0), math.ceil(width - TOLERANCE))
            return
        fine = self._add(self.values[number] * FINE / width, -NO_LIMIT * FINE, is_whole=False)
        self._bind({fine: -1.0, number: FINE / width})
        self.targets[fine] = FINE


def answer(case: Case) -> dict[str, Any]:
    """What is shown of a case, as the reference grades it: the safe answer of ours that withholds least."""
    answers = [
        found for ratios_tell_both in (False, True) if (found := _safe(View(case, ratios_tell_both))) is not None
    ]
    shown = max(answers, key=len)
    return {item["id"]: published(item, case) for item in case["items"] if item["id"] in shown}


def published(item: Case, case: Case) -> Any:
    """The value of an item with its decimals; of a sort order, that it is shown."""
    if item["kind"] == "order":
        return True
    if item["kind"] == "count":
        return shown_as(item, true_value(item["of"], case), item.get("decimals"))
    share = true_value(item["num"], case) / true_value(item["den"], case)
    return shown_as(item, item.get("scale", 1) * share, item.get("decimals", 1))


def true_value(expression: Expression, case: Case) -> float:
    """What a sum of unknowns really comes to."""
    return float(sum(by * case["variables"][name]["true"] for name, by in expression.items()))


def shown_as(item: Case, true: float, decimals: int | None) -> Any:
    """A public item as it is known, any other as it would be shown."""
    if "shown" in item:
        return item["shown"]
    return true if decimals is None else round(true + 1e-12, decimals)


def limits(shown: Any, decimals: int | None) -> tuple[float, float]:
    """What a shown value can stand for: itself, what is rounded to it, or a band."""
    if isinstance(shown, Mapping) and "rounded" in shown:
        return shown["rounded"] - shown["base"] / 2, shown["rounded"] + shown["base"] / 2
    if isinstance(shown, Mapping):
        low, high = shown["range"]
        return -math.inf if low is None else low, math.inf if high is None else high
    half = 0.0 if decimals is None else 0.5 * 10**-decimals
    return shown - half, shown + half


def _safe(view: View) -> set[str] | None:
    """The items to show, or nothing where whole numbers leave too little however wide the ranges are made."""
    table, counts, least = view.table(), np.array(view.values), np.array(view.least)
    is_sensitive = np.isin(np.arange(table.counts), list(view.targets))
    widths = np.ones(table.counts, dtype=np.int64)
    widths[list(view.targets)] = list(view.targets.values())
    has_value, prices = ~np.isin(view.items, list(view.blank)), np.ones(table.cells)
    for _ in range(WIDENINGS):
        shown = CountCover(table, widths).shown_after(counts, is_sensitive, has_value, prices, least=least)
        narrow = _narrow(view, table, shown)
        if not narrow:
            return {name for name, is_shown in zip(view.items, shown, strict=True) if is_shown}
        widths[narrow] += 1
    return None


def _narrow(view: View, table: LinkedTable, shown: BoolArray) -> list[int]:
    """Sensitive counts that whole numbers narrow down further than they may be."""
    attacker = WholeNumbers(
        table, np.array(view.values), np.array(view.least), table.shown_counts(shown), np.array(view.is_whole)
    )
    ends = {target: attacker.range(target) for target in view.targets}
    return [target for target, (low, high) in ends.items() if high - low < view.targets[target] - TOLERANCE]
