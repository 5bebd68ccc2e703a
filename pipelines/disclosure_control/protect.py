"""From results to protected results: the only place that makes them.

What lives here: the order in which the rules of a policy are applied, and the shape of what comes out. What does not:
the rules (`policy`, `primary`, `secondary`, `rounding`), or the proof that they sufficed (`attack`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
import pandas as pd

from pipelines.disclosure_control.alongside import alongside_hidden
from pipelines.disclosure_control.child_counts import count_table
from pipelines.disclosure_control.grid import lay_out
from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.protected import PROTECTED_COLUMNS, SEAL, Exposure, ProtectedResults
from pipelines.disclosure_control.publication import Publication
from pipelines.disclosure_control.rounding import FIGURES, figures_of
from pipelines.disclosure_control.secondary import hidden_child_cells, hidden_group_cells
from pipelines.disclosure_control.standing import Standing, nothing_stands, what_stands
from pipelines.errors import UsageError
from pipelines.measures.results import Results
from pipelines.measures.workload_policy import WorkloadPolicy
from pipelines.organisation import Level
from pipelines.published import DisclosureRule, Symbol


def protect(
    results: Results, policy: Policy, earlier: Publication | None = None, restated: Collection[date] = ()
) -> ProtectedResults:
    """Every cell the policy lets out, as a value or a symbol: `c` wherever a value would tell too much.

    What the release before (`earlier`) says of a month stands, unless the month is `restated`.
    """
    cells = _published_cells(results, policy)
    standing = what_stands(cells, results, policy, earlier, restated) if earlier else nothing_stands(cells)
    cells = cells.assign(
        value=cells["value"].mask(standing.barred),
        symbol=cells["symbol"].mask(standing.barred, Symbol.NOT_AVAILABLE.value),
    )
    hidden, uncovered = _hidden(cells, results, policy, standing)
    figures = figures_of(cells[cells["value"].notna() & ~hidden], results.measures, policy)
    protected_cells = cells.assign(
        symbol=cells["symbol"].astype("str").mask(hidden, Symbol.CONFIDENTIAL.value),
        disclosure_rule=_rules(cells, results),
        **{column: figures[column].reindex(cells.index) for column in FIGURES},
    )
    return ProtectedResults(
        organisation=results.organisation,
        measures=results.measures,
        policy=policy.name,
        reference_date=results.reference_date,
        cells=standing.stand(protected_cells)[list(PROTECTED_COLUMNS)],
        corrected=standing.corrected,
        uncovered=uncovered,
        workload=_workload(results),
        seal=SEAL,
    )


def combine(authorities: Sequence[ProtectedResults]) -> ProtectedResults:
    """Several authorities, each protected by itself, as one release.

    Raises `UsageError` when they do not end at the same month, or when two of them use one code for different units.
    Nothing is added up across authorities, so nothing new can be worked out from having them together.
    """
    first, *others = authorities
    if any(other.reference_date != first.reference_date for other in others):
        raise UsageError(
            "The authorities' extracts end at different months. Say with --reference-date which one to release."
        )
    try:
        organisation = first.organisation.merged_with(other.organisation for other in others)
    except ValueError:
        raise UsageError(
            "Two authorities use the same code for different teams or services, so their figures could be mixed up. "
            "Put the authority's code before its team and service codes in every extract, or release each by itself."
        ) from None
    return ProtectedResults(
        organisation=organisation,
        measures=tuple(dict.fromkeys(measure for authority in authorities for measure in authority.measures)),
        policy=first.policy,
        reference_date=first.reference_date,
        cells=pd.concat([authority.cells for authority in authorities], ignore_index=True),
        corrected=tuple(sorted({day for authority in authorities for day in authority.corrected})),
        uncovered=tuple(one for authority in authorities for one in authority.uncovered),
        workload={key: policy for authority in authorities for key, policy in authority.workload.items()},
        seal=SEAL,
    )


def _workload(results: Results) -> dict[str, WorkloadPolicy]:
    if results.workload is None:
        return {}
    return {authority.unit_id: results.workload for authority in results.organisation.at(Level.AUTHORITY)}


def _published_cells(results: Results, policy: Policy) -> pd.DataFrame:
    """Cells of units that stand high enough for the policy and for their measure, numbered from 0."""
    depth = {unit.unit_id: unit.level.depth for unit in results.organisation}
    deepest = {measure.key: min(measure.lowest_level.depth, policy.lowest_level.depth) for measure in results.measures}
    unit_depth, deepest_depth = results.cells["unit_id"].map(depth), results.cells["measure_key"].map(deepest)
    cells = results.cells[unit_depth.astype("int64") <= deepest_depth.astype("int64")].reset_index(drop=True)
    cells = cells[~_is_unnamed(cells, results, policy)].reset_index(drop=True)
    # Where a team has no staff at all, a figure about its staff has nobody to be about.
    without_staff = (cells["base"] == 0) & _rules(cells, results).isin([DisclosureRule.STAFF, DisclosureRule.SURVEY])
    return cells.assign(
        symbol=cells["symbol"].astype("str").mask(without_staff & cells["value"].notna(), Symbol.NOT_APPLICABLE.value),
        value=cells["value"].mask(without_staff),
    )


def _is_unnamed(cells: pd.DataFrame, results: Results, policy: Policy) -> pd.Series:
    """Cells of a title that rests on too few, or on nobody: the title alone would tell what they attended."""
    fewest = {
        (measure.key, str(topic)): policy.fewest(measure) for measure in results.measures for topic in measure.titled
    }
    keys = zip(cells["measure_key"], cells["breakdown_topic"], strict=True)
    return cells["base"] < pd.Series([fewest.get(key, 0) for key in keys], index=cells.index, dtype="float64")


def _rules(cells: pd.DataFrame, results: Results) -> pd.Series:
    """The disclosure rule of every cell, as text."""
    rules = {measure.key: measure.disclosure_rule.value for measure in results.measures}
    return cells["measure_key"].map(rules).astype("str")


def _hidden(
    cells: pd.DataFrame, results: Results, policy: Policy, standing: Standing
) -> tuple[pd.Series, tuple[Exposure, ...]]:
    """Which cells may not be shown, and which of them can be worked out all the same.

    A figure that its publisher has protected already is never hidden again.
    """
    children = lay_out(cells, results.organisation, results.measures, [DisclosureRule.CHILDREN])
    groups = lay_out(cells, results.organisation, results.measures, [DisclosureRule.STAFF, DisclosureRule.SURVEY])
    counts = count_table(children, results.links, results.flows)
    hidden = np.zeros(len(cells), dtype=np.bool_)
    child_cells = hidden_child_cells(children, counts, policy, standing)
    hidden[children.rows(child_cells.cells)] = True
    hidden[groups.rows(hidden_group_cells(groups, policy, standing))] = True
    hidden |= alongside_hidden(cells, results.measures, hidden) & cells["value"].notna().to_numpy()
    uncovered = Exposure.of(cells.loc[children.rows(child_cells.uncovered)])
    return pd.Series(hidden & ~standing.shown & ~standing.barred, index=cells.index), tuple(uncovered)
