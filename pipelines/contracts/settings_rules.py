"""Rules about an authority's own limits, bands, targets and weights.

What lives here: what a setting is about, how large it may be, and bands that go together. What does not: the contract
itself (`workload_settings`), or rules that any dataset can break (`cell_rules`, `row_rules`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipelines.contracts.rules import Rule, finding
from pipelines.contracts.table import Table
from pipelines.contracts.workload_settings import BANDS, BOUNDS, WorkloadSettings
from pipelines.finding import Finding
from pipelines.sources.lines import line_words, listing


def check_settings(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Everything wrong with the settings of an authority that has any; cells that could not be read are told before."""
    table = tables.get(WorkloadSettings.key)
    needed = (WorkloadSettings.setting, WorkloadSettings.applies_from, WorkloadSettings.value)
    if table is None or not table.holds((*needed, WorkloadSettings.applies_to)):
        return
    rows = table.frame()[table.readable((*needed, WorkloadSettings.applies_to))]
    for setting in BOUNDS:
        own = rows[rows[WorkloadSettings.setting] == setting]
        if not own.empty:
            yield from _of_setting(table, setting, own)
    yield from _bands_in_order(table, rows)


def _of_setting(table: Table, setting: str, rows: pd.DataFrame) -> Iterator[Finding]:
    bounds, applies_to = BOUNDS[setting], rows[WorkloadSettings.applies_to]
    about = applies_to.isin(bounds.codes) if bounds.codes else applies_to.isna()
    told = (
        f"{setting} applies to one {bounds.about}, so applies_to must be {listing(bounds.codes, 'or')}"
        if bounds.codes
        else f"{setting} applies to the whole authority, so applies_to must be blank"
    )
    yield from _broken(Rule.SETTING_APPLIES_TO, table, WorkloadSettings.applies_to, rows[~about], told)
    greatest = applies_to.astype("str").map(dict(bounds.greatest_of)).fillna(bounds.greatest)
    value = rows[WorkloadSettings.value]
    outside = about & ((value < bounds.least) | (value > greatest))
    for most in sorted(greatest[outside].unique()):
        told = f"{setting} must be between {bounds.least:g} and {most:g}"
        yield from _broken(
            Rule.SETTING_IN_BOUNDS, table, WorkloadSettings.value, rows[outside & (greatest == most)], told
        )


def _bands_in_order(table: Table, rows: pd.DataFrame) -> Iterator[Finding]:
    """Half a set of bands would be measured with the other half of another one."""
    bands = rows[rows[WorkloadSettings.setting].isin(BANDS)]
    lines: list[int] = []
    for _, together in bands.groupby(WorkloadSettings.applies_from):
        by_band = {str(name): float(value) for name, value in zip(together["setting"], together["value"], strict=True)}
        values = [by_band[band] for band in BANDS if band in by_band]
        if len(values) < len(BANDS) or sorted(set(values)) != values:
            lines += [int(line) for line in together.index]
    if lines:
        message = (
            f"{listing(BANDS)} must be given together for a day, each greater than the one before "
            f"({line_words(sorted(lines))})."
        )
        yield finding(
            Rule.BANDS_IN_ORDER, WorkloadSettings.key, table.extract, message, column="value", lines=sorted(lines)
        )


def _broken(rule: Rule, table: Table, column: str, rows: pd.DataFrame, told: str) -> Iterator[Finding]:
    lines = [int(line) for line in rows.index]
    if lines:
        message = f"{told} ({line_words(lines)})."
        yield finding(rule, WorkloadSettings.key, table.extract, message, column=column, lines=lines)
