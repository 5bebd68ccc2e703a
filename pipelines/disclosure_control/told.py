"""What a published figure tells about the counts behind it: for each the least and the greatest it can be.

What lives here: reading figures backwards, as anybody can who knows the rules. What does not: adding counts up
(`intruder`), or any knowledge of the true figures.

A count shown is that count, or lies within what its rounding leaves open. A share shown with its base and interval
leaves a few numerators, as a rule one. A withheld figure says that there is something to withhold.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import numpy as np
import pandas as pd

from pipelines.disclosure_control.child_counts import PARTS
from pipelines.disclosure_control.grid import Grid, lay_out
from pipelines.disclosure_control.linear_program import TOLERANCE, FloatArray
from pipelines.disclosure_control.linked_table import BoolArray
from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.publication import Publication
from pipelines.disclosure_control.rounding import populations, share_limits
from pipelines.measures.measure import Measure, Statistic
from pipelines.published import DisclosureRule, Symbol

ENDS: Final = ("least", "greatest")
_COLUMNS: Final = [f"{part}_{end}" for part in PARTS for end in ENDS]


def told_by(cells: pd.DataFrame, measures: tuple[Measure, ...], policy: Policy) -> pd.DataFrame:
    """The cells with `numerator_least`, `numerator_greatest` and so on: 0 to infinity where nothing is told.

    `cells` has `measure_key`, `value`, `symbol`, `base`, `lower` and `upper`. A numerator that is no count (a sum of
    hours, a quantile) tells nothing here, but a mean of scores tells their sum. An `x` tells that nobody was counted,
    as long as anything is known of the unit and of the measure: `attack_counts` leaves it out otherwise.
    """
    by_key = {measure.key: measure for measure in measures if measure.disclosure_rule is not DisclosureRule.OFFICIAL}
    cells = cells.assign(population=populations(cells, measures, cells))
    parts = [
        pd.DataFrame(_told(group, by_key[str(key)], policy), index=group.index, columns=_COLUMNS)
        for key, group in cells.groupby("measure_key", observed=True, sort=False)
        if str(key) in by_key
    ]
    return cells.join(pd.concat(parts) if parts else pd.DataFrame(columns=_COLUMNS, dtype="float64"))


def told_ends(publication: Publication, rules: Collection[DisclosureRule]) -> tuple[Grid, Grid]:
    """What is told of the measures under some rules, laid out: the least of every part, and the greatest."""
    told = told_by(publication.cells, publication.measures, publication.policy)

    def laid_out(end: str) -> Grid:
        cells = told.assign(**{part: told[f"{part}_{end}"] for part in PARTS})
        return lay_out(cells, publication.organisation, publication.measures, rules)

    return laid_out(ENDS[0]), laid_out(ENDS[1])


def _told(cells: pd.DataFrame, measure: Measure, policy: Policy) -> dict[str, FloatArray]:
    """The columns of one measure."""
    value, base, symbol = (cells[column].to_numpy() for column in ("value", "base", "symbol"))
    is_shown, is_withheld = ~np.isnan(value), symbol == Symbol.CONFIDENTIAL
    # Of a quantile `x` says that there are people and no quantile; of a count or a share that nobody was counted.
    nobody = symbol == Symbol.NOT_APPLICABLE
    if measure.numerator.is_additive:
        nobody |= symbol == Symbol.NOT_AVAILABLE
    is_about_children = measure.disclosure_rule is DisclosureRule.CHILDREN
    multiple = policy.rounding.value if is_about_children else 1
    floor = policy.floor(measure.disclosure_rule)
    told = {column: np.full(len(cells), 0.0 if column.endswith(ENDS[0]) else np.inf) for column in _COLUMNS}

    def tell(part: str, where: BoolArray, least: FloatArray | float, greatest: FloatArray | float) -> None:
        for end, limit in zip(ENDS, (least, greatest), strict=True):
            told[f"{part}_{end}"] = np.where(where, limit, told[f"{part}_{end}"])

    tell("base", is_shown, *unrounded(base, multiple, floor))
    tell("base", is_withheld, 1, np.inf)
    tell("base", nobody, 0, 0)
    if measure.denominator is not None and measure.denominator == measure.base:
        for end in ENDS:
            told[f"denominator_{end}"] = told[f"base_{end}"]
    elif measure.denominator is not None and measure.denominator.statistic is Statistic.COUNT:
        tell("denominator", is_shown | is_withheld, 1, np.inf)
        tell("denominator", nobody, 0, 0)
    if (ends := _numerator(cells, measure, policy)) is not None:
        tell("numerator", is_shown, *ends)
        tell("numerator", nobody, 0, 0)
    if measure.numerator.statistic is Statistic.COUNT:
        if measure.denominator is None:
            tell("numerator", is_withheld, 1, np.inf)
        tell("numerator", nobody, 0, 0)
    return told


def _numerator(cells: pd.DataFrame, measure: Measure, policy: Policy) -> tuple[FloatArray, FloatArray] | None:
    """The least and greatest numerator of each cell that is shown; none of a measure that does not tell it."""
    value, base = (cells[column].to_numpy(dtype=np.float64) for column in ("value", "base"))
    if measure.numerator.bounds is not None:
        return _sums_of_scores(value, base, measure)
    if measure.numerator.statistic is Statistic.COUNT and measure.denominator is None:
        is_about_children = measure.disclosure_rule is DisclosureRule.CHILDREN
        multiple = policy.rounding.value if is_about_children else 1
        return unrounded(
            value / measure.scale, multiple, policy.floor(measure.disclosure_rule) if is_about_children else 0
        )
    if measure.is_share and measure.denominator == measure.base:
        return _numerators(cells, measure, policy)
    return None


def _sums_of_scores(mean: FloatArray, base: FloatArray, measure: Measure) -> tuple[FloatArray, FloatArray]:
    """The least and greatest sum of scores of which the mean is printed like this."""
    half = 10.0**-measure.decimals / 2
    return (mean - half) * base / measure.scale, (mean + half) * base / measure.scale


def unrounded(shown: FloatArray, multiple: int, floor: int) -> tuple[FloatArray, FloatArray]:
    """The whole numbers that are shown as this multiple; none lies between nobody and the floor."""
    if multiple == 1:
        return np.round(shown), np.round(shown)
    is_anybody = shown > TOLERANCE
    least, greatest = np.ceil(shown - multiple / 2), np.ceil(shown + multiple / 2) - 1
    return np.where(is_anybody, np.maximum(least, floor), 0), np.where(is_anybody, greatest, 0)


def _numerators(cells: pd.DataFrame, measure: Measure, policy: Policy) -> tuple[FloatArray, FloatArray]:
    """The least and greatest count that gives this percentage, and this interval, of this base."""
    is_about_children = measure.disclosure_rule is DisclosureRule.CHILDREN
    multiple = policy.rounding.value if is_about_children else 1
    floor = policy.floor(measure.disclosure_rule) if is_about_children else 0
    value, base = (cells[column].to_numpy(dtype=np.float64) for column in ("value", "base"))
    half = 10.0**-measure.decimals / 2 + TOLERANCE
    low, high = (
        np.clip(ended, 0, base)
        for ended in (
            np.ceil((value - half) * base / measure.scale / multiple - TOLERANCE) * multiple,
            np.floor((value + half) * base / measure.scale / multiple + TOLERANCE) * multiple,
        )
    )
    low, high = _with_interval(cells, measure, low, high, multiple)
    high = np.where((low == 0) & (high < floor), 0, high)
    return unrounded(low, multiple, floor)[0], unrounded(high, multiple, floor)[1]


def _with_interval(
    cells: pd.DataFrame, measure: Measure, low: FloatArray, high: FloatArray, multiple: int
) -> tuple[FloatArray, FloatArray]:
    """The least and greatest of these numerators whose interval, as it is printed, is the one that is shown."""
    base, lower, upper, population = (
        cells[column].to_numpy(dtype=np.float64) for column in ("base", "lower", "upper", "population")
    )
    least, greatest = np.full(len(cells), np.inf), np.full(len(cells), -np.inf)
    for step in range(int(np.nanmax((high - low) / multiple, initial=0)) + 1):
        numerator = low + step * multiple
        fits = numerator <= high
        limits = share_limits(np.minimum(numerator, base), base, measure, population)
        for printed, shown in zip(limits, (lower, upper), strict=True):
            fits &= np.isnan(shown) | (np.abs(printed - shown) < TOLERANCE)
        least[fits], greatest[fits] = np.minimum(least, numerator)[fits], np.maximum(greatest, numerator)[fits]
    is_found = least <= greatest
    return np.where(is_found, least, low), np.where(is_found, greatest, high)
