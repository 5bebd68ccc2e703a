"""Rules about several cells of a row, or several rows of one dataset.

What lives here: dates in order, parts of a whole, repeated rows, rows that must agree, spells that must not overlap.
What does not: rules about one cell (`cell_rules`) or about two datasets (`reference_rules`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.contracts.dataset import Agreement, Column, Order, Part, Spells
from pipelines.contracts.rules import Rule, finding
from pipelines.contracts.schema import Mask
from pipelines.contracts.table import Table
from pipelines.finding import Finding
from pipelines.sources.lines import line_words, listing

Numbers = npt.NDArray[np.int64]
LARGEST_KEY = 2**62


def check_rows(table: Table) -> Iterator[Finding]:
    """Every rule that the rows of one dataset can break among themselves."""
    dataset = table.dataset
    for order in dataset.orders:
        yield from _dates_in_order(table, order)
    for pair in dataset.parts:
        yield from _part_of_whole(table, pair)
    for column in dataset.month_ends:
        yield from _month_end(table, column)
    yield from _rows_unique(table, dataset.unique)
    for higher, lower in combinations(dataset.apart, 2):
        yield from _codes_apart(table, higher, lower)
    for agreement in dataset.agreements:
        for column in agreement.columns:
            yield from _rows_agree(table, agreement, column)
    for spells in dataset.spells:
        yield from _spells_apart(table, spells)


def _broken(rule: Rule, table: Table, column: str, rows: Mask, message: Callable[[str], str]) -> Iterator[Finding]:
    """A finding where any row is marked; `message` takes the lines in words."""
    if rows.any():
        lines = table.lines(rows)
        yield finding(rule, table.dataset.key, table.extract, message(line_words(lines)), column=column, lines=lines)


def _dates_in_order(table: Table, order: Order) -> Iterator[Finding]:
    if not table.holds((order.earlier, order.later)):
        return
    too_early = table.columns[order.later].cells < table.columns[order.earlier].cells
    yield from _broken(
        Rule.DATES_IN_ORDER,
        table,
        order.later,
        too_early.to_numpy(),
        lambda lines: f"{order.later} must not be before {order.earlier} ({lines}).",
    )


def _part_of_whole(table: Table, pair: Part) -> Iterator[Finding]:
    if not table.holds((pair.part, pair.whole)):
        return
    too_much = table.columns[pair.part].cells > table.columns[pair.whole].cells
    yield from _broken(
        Rule.PART_OF_WHOLE,
        table,
        pair.part,
        too_much.to_numpy(),
        lambda lines: f"{pair.part} must not be more than {pair.whole} ({lines}). Were they put in the wrong columns?",
    )


def _month_end(table: Table, column: Column) -> Iterator[Finding]:
    if not table.holds((column,)):
        return
    days = table.columns[column].cells
    within_month = days.notna() & ~days.dt.is_month_end
    yield from _broken(
        Rule.MONTH_END,
        table,
        column,
        within_month.to_numpy(),
        lambda lines: f"{column} must be the last day of a month ({lines}).",
    )


def _rows_unique(table: Table, columns: Sequence[Column]) -> Iterator[Finding]:
    # A column that may be absent says the same of every row where it is.
    columns = [column for column in columns if column in table.columns or not column.optional_column]
    if not columns or not table.holds(columns):
        return
    readable = table.readable(columns)
    repeated = np.zeros(len(readable), dtype=bool)
    repeated[readable] = pd.Series(_keys(table, columns)[readable]).duplicated().to_numpy()
    what = f"{listing(columns)} {'together ' if len(columns) > 1 else ''}must be different on every line"
    yield from _broken(
        Rule.ROW_UNIQUE,
        table,
        "",
        repeated,
        lambda lines: f"{what}; an earlier one is repeated ({lines}). Remove the repetition, or correct it.",
    )


def _codes_apart(table: Table, higher: Column, lower: Column) -> Iterator[Finding]:
    """A code that stands for a team and for a service could mean either wherever it is read."""
    if not table.holds((higher, lower)):
        return
    shared = table.columns[lower].cells.isin(table.columns[higher].cells.cat.categories)
    yield from _broken(
        Rule.CODES_APART,
        table,
        lower,
        shared.to_numpy(),
        lambda lines: f"{lower} must not be a code that {higher} has ({lines}). Give each a code of its own.",
    )


def _rows_agree(table: Table, agreement: Agreement, column: Column) -> Iterator[Finding]:
    """Each row against the first with the same key; a blank disagrees with anything that is filled in."""
    if not table.holds((*agreement.by, column)):
        return
    readable = table.readable((*agreement.by, column))
    keys, values = _keys(table, agreement.by)[readable], _keys(table, (column,))[readable]
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    different = np.zeros(len(readable), dtype=bool)
    different[readable] = values != values[first][group]
    verb = "is" if len(agreement.by) == 1 else "are"
    where = f"wherever {listing(agreement.by)} {verb} the same" if agreement.by else "on every line"
    yield from _broken(
        Rule.ROWS_AGREE if agreement.by else Rule.ONE_AUTHORITY,
        table,
        column,
        different,
        lambda lines: f"{column} must be the same {where} ({lines}). {agreement.advice}",
    )


def _spells_apart(table: Table, spells: Spells) -> Iterator[Finding]:
    """In order of their beginnings, none begins before the last of those before it has ended; repeats are one spell."""
    columns = (*spells.by, spells.started, spells.ended)
    if not table.holds(columns):
        return
    beginnings = pd.DataFrame(
        {
            "key": _keys(table, spells.by),
            "started": table.columns[spells.started].cells.to_numpy(),
            "ended": table.columns[spells.ended].cells.fillna(pd.Timestamp.max.floor("s")).to_numpy(),
        }
    )
    in_order = beginnings[table.readable(columns)].drop_duplicates(["key", "started"]).sort_values(["key", "started"])
    ended_before = in_order.groupby("key")["ended"].cummax().groupby(in_order["key"]).shift()
    overlapping = np.zeros(len(beginnings), dtype=bool)
    overlapping[in_order.index[in_order["started"] < ended_before]] = True
    yield from _broken(
        Rule.SPELLS_APART,
        table,
        spells.started,
        overlapping,
        lambda lines: (
            f"{spells.started} must not be before the end of an earlier row with the same {listing(spells.by)} "
            f"({lines}). Give the earlier row its date of ending, or remove the repetition."
        ),
    )


def _keys(table: Table, columns: Sequence[Column]) -> Numbers:
    """A number for each row, the same where every one of the columns is the same; blank is the same as blank."""
    keys = np.zeros(len(table.extract.cells), dtype=np.int64)
    size = 1
    for column in columns:
        values = table.columns[column].cells
        categorical = isinstance(values.dtype, pd.CategoricalDtype)
        codes = values.cat.codes.to_numpy() if categorical else pd.factorize(values)[0]
        width = int(codes.max(initial=-1)) + 2
        if size * width > LARGEST_KEY:
            keys, distinct = pd.factorize(keys)
            size = len(distinct)
        keys = keys * width + codes + 1
        size *= width
    return keys
