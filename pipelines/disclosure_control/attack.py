"""What an intruder could recover from a release, and the gate that refuses a release from which anything can be.

What lives here: the attack on everything published in one period, and its verdict. What does not: any knowledge of how
cells were chosen to be hidden; only what is shown counts here, and the true figures to grade it by.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipelines.disclosure_control.alongside import alongside_hidden
from pipelines.disclosure_control.child_counts import CountTable, count_table
from pipelines.disclosure_control.grid import Grid, lay_out
from pipelines.disclosure_control.intruder import Intruder
from pipelines.disclosure_control.linear_program import FloatArray
from pipelines.disclosure_control.linked_table import BoolArray
from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.primary import sensitive_counts
from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.disclosure_control.sums import Rows, rows_of
from pipelines.errors import ReleaseRefused
from pipelines.measures.results import Results
from pipelines.published import DisclosureRule, Symbol

KEYS = ["unit_id", "measure_key", "period_end", "breakdown_topic", "breakdown"]
PARTS = ["numerator", "denominator", "base"]


@dataclass(frozen=True, slots=True, order=True)
class Exposure:
    """A figure that can be worked out; never the figure itself."""

    measure_key: str
    unit_id: str
    period_end: date


def can_be_released(results: Results, protected: ProtectedResults, policy: Policy) -> bool:
    """Whether nothing sensitive can be worked out from the protected results."""
    return not exposures(results, protected, policy)


def check_can_be_released(results: Results, protected: ProtectedResults, policy: Policy) -> None:
    """Raises `ReleaseRefused`, naming measures and units, when something sensitive can be worked out."""
    found = exposures(results, protected, policy)
    if found:
        labels = {measure.key: measure.label for measure in results.measures}
        names = {unit.unit_id: unit.name for unit in results.organisation}
        at_fault = sorted({f"{labels[one.measure_key]}, {names[one.unit_id]}" for one in found})
        raise ReleaseRefused(
            "Nothing has been published: a protected figure could be worked out from the others "
            f"({len(found)} in all). Measure and unit: {'; '.join(at_fault)}."
        )


def exposures(results: Results, protected: ProtectedResults, policy: Policy) -> tuple[Exposure, ...]:
    """Every sensitive figure that is shown, or narrowed down further than the policy allows."""
    children = _seen(results, protected, [DisclosureRule.CHILDREN])
    groups = _seen(results, protected, [DisclosureRule.STAFF, DisclosureRule.SURVEY])
    found = {
        *_exposed_counts(children, results, policy),
        *_exposed_groups(groups, policy),
        *_exposed_alongside(protected),
    }
    return tuple(sorted(found))


def derivable_ranges(results: Results, protected: ProtectedResults) -> pd.DataFrame:
    """By hidden cell about children, `least` and `greatest`: what its count can be for all that is shown.

    The count of a share is its numerator, of a median its base. Greatest is infinite where there is no upper limit.
    """
    grid = _seen(results, protected, [DisclosureRule.CHILDREN])
    counts = count_table(grid, results.links, results.flows)
    cells, first = np.unique(counts.table.cell, return_index=True)
    count_of = counts.table.count[first]
    ranges = []
    for period, intruder, known in _periods(grid, counts):
        is_hidden = (
            ~grid.has_value[:, period].ravel()[cells] & ~known[count_of] & ~np.isnan(counts.value[period, count_of])
        )
        least, greatest = intruder.ranges(known, count_of[is_hidden])
        for cell, low, high in zip(cells[is_hidden].tolist(), least, greatest, strict=True):
            number, place = divmod(cell, len(grid.organisation.units))
            one, unit = grid.series[number], grid.organisation.units[place]
            ranges.append((unit.unit_id, one.measure.key, grid.periods[period], one.topic, one.breakdown, low, high))
    return pd.DataFrame(ranges, columns=[*KEYS, "least", "greatest"])


def _seen(results: Results, protected: ProtectedResults, rules: Collection[DisclosureRule]) -> Grid:
    """What is shown, from the protected cells alone, beside the true figures it is graded by."""
    shown_and_true = protected.cells[[*KEYS, "value", "symbol"]].merge(
        results.cells[[*KEYS, *PARTS]], on=KEYS, how="left", validate="one_to_one"
    )
    return lay_out(shown_and_true, results.organisation, results.measures, rules)


def _periods(grid: Grid, counts: CountTable) -> Iterator[tuple[int, Intruder, BoolArray]]:
    """An intruder who turns to one period after the other, and the counts known in each."""
    intruder = Intruder(counts.table)
    for period in range(len(grid.periods)):
        intruder.face(counts.value[period])
        shown = counts.table.shown_counts(grid.has_value[:, period].ravel())
        yield period, intruder, np.asarray(shown | (counts.value[period] == 0))


def _exposed_counts(grid: Grid, results: Results, policy: Policy) -> Iterator[Exposure]:
    """Sensitive counts of children that an intruder can narrow down to fewer values than the policy allows."""
    counts = count_table(grid, results.links, results.flows)
    sensitive = sensitive_counts(counts, policy)
    units = grid.organisation.units
    for period, intruder, known in _periods(grid, counts):
        for count in intruder.too_narrow(known, np.flatnonzero(sensitive[period]), policy.min_width.value):
            number, place = divmod(int(counts.name[count]), len(units))
            yield Exposure(grid.series[number].measure.key, units[place].unit_id, grid.periods[period].date())


def _exposed_alongside(protected: ProtectedResults) -> Iterator[Exposure]:
    """Figures shown beside a withheld count that they would give away."""
    cells = protected.cells
    is_hidden = (cells["symbol"] == Symbol.CONFIDENTIAL).to_numpy(dtype=np.bool_)
    tells = alongside_hidden(cells, protected.measures, is_hidden) & cells["value"].notna().to_numpy()
    for measure_key, unit_id, day in cells.loc[tells, ["measure_key", "unit_id", "period_end"]].itertuples(index=False):
        yield Exposure(measure_key, unit_id, day.date())


def _exposed_groups(grid: Grid, policy: Policy) -> Iterator[Exposure]:
    """Groups of staff or respondents that are left when shown units are taken from one another.

    The size of a group is known wherever any figure with the same base is shown, its figures only where they are.
    """
    by_base: dict[Rows, list[int]] = {}
    for number, series in enumerate(grid.series):
        by_base.setdefault(rows_of(series.part(series.measure.base)), []).append(number)
    for numbers in by_base.values():
        for together in [numbers, *([number] for number in numbers)]:
            for period, place in np.argwhere(_tells_of_few(grid, together, policy)).tolist():
                unit_id = grid.organisation.units[place].unit_id
                yield Exposure(grid.series[together[0]].measure.key, unit_id, grid.periods[period].date())


def _tells_of_few(grid: Grid, numbers: list[int], policy: Policy) -> BoolArray:
    """By period and unit, whether too small a group is left of a shown unit when its shown parts are taken away.

    Of several series together only the size of a group is known, of one share also how many are counted in it.
    """
    measure = grid.series[numbers[0]].measure
    is_shown = np.asarray(grid.has_value[numbers].any(axis=0))
    people = grid.base[numbers].max(axis=0)
    left, pieces = _left_over(grid, people, is_shown), _pieces(grid, people, is_shown)
    least = np.full(left.shape, policy.floor(measure.disclosure_rule))
    if len(numbers) == 1 and measure.is_share:
        counted = _left_over(grid, grid.numerator[numbers[0]], is_shown)
        asked = _left_over(grid, grid.denominator[numbers[0]], is_shown)
        least[(asked > 0) & ((counted == 0) | (counted == asked))] = policy.uniform_floor(measure.disclosure_rule)
    return np.asarray(is_shown & (left > 0) & ((left < least) | (left - pieces < policy.min_width.value)))


def _left_over(grid: Grid, figure: FloatArray, is_shown: BoolArray) -> FloatArray:
    """By period and unit, what remains of a figure without the shown units below."""
    covered = np.zeros_like(figure)
    for place, above in grid.upwards:
        covered[:, above] += np.where(is_shown[:, place], figure[:, place], covered[:, place])
    return np.asarray(figure - covered)


def _pieces(grid: Grid, people: FloatArray, is_shown: BoolArray) -> FloatArray:
    """Of how many hidden units, and groups outside every unit below, these remains are made."""
    in_parts = np.zeros_like(people)
    for place, above in grid.upwards:
        in_parts[:, above] += people[:, place]
    pieces = (people > in_parts).astype(np.float64)
    for place, above in grid.upwards:
        pieces[:, above] += np.where(is_shown[:, place], 0, pieces[:, place])
    return pieces
