"""Invented authorities, attacked by a solver that knows nothing of the product's own sums."""

import os
from collections.abc import Iterator
from datetime import date
from itertools import permutations

import numpy as np
import pandas as pd
from builders.invented import CLOSED, OPEN, OPENED, Invented, Kinds, invented, kinds_of
from builders.outsider import Outsider
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.disclosure_control.attack import exposures
from pipelines.disclosure_control.policy import INTERNAL, PUBLIC, Policy
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.publication import Publication
from pipelines.published import DisclosureRule, Symbol

EXAMPLES = int(os.environ.get("HEADROOM_PROPERTY_EXAMPLES", "25"))
"""A few dozen in the suite; raise it by the environment for a long search: 2,000 take about five minutes."""

CHILDREN = DisclosureRule.CHILDREN


def _outsider(authority: Invented, month: date, cells: pd.DataFrame) -> Outsider:
    """Knows every shown number exactly, that zeros are shown, and what began and ended in the whole authority."""
    true = authority.truth(month)
    outsider = Outsider(true)
    by_key = {(one.measure.key, one.breakdown): one for one in authority.published}
    of_month = cells[cells["period_end"] == pd.Timestamp(month)]
    # Where nothing is known of any unit, nobody can say that it is nothing.
    is_known = (of_month["symbol"] != Symbol.NOT_AVAILABLE).groupby([of_month["measure_key"], of_month["breakdown"]])
    columns = [of_month[column] for column in ("unit_id", "measure_key", "breakdown", "value")]
    for unit_id, key, breakdown, value, told in zip(*columns, is_known.transform("any"), strict=True):
        if not told:
            continue
        for kinds in by_key[key, breakdown].counts:
            line = authority.line(unit_id, kinds)
            count = line @ true
            if count == 0 or value == value:  # noqa: PLR0124 - a missing number differs from itself
                outsider.learn(line, count, count)
            else:
                outsider.learn(line, 1)
    if _known_at(authority, month, "A") >= {kinds_of(one) for one in (OPEN, OPENED, CLOSED)}:
        change = authority.line("A", kinds_of(OPENED)) - authority.line("A", kinds_of(CLOSED))
        grown = change - authority.line("A", kinds_of(OPEN))
        outsider.learn(grown, grown @ true, grown @ true)
    return outsider


def _known_at(authority: Invented, month: date, unit_id: str, lowest: int = 9) -> set[Kinds]:
    """What is counted of a unit in cells of a release, shown or hidden."""
    depth = authority.organisation[unit_id].level.depth
    return {
        kinds
        for one in authority.published
        if depth <= min(one.depth, lowest) and (month, one.measure.key) not in authority.unknown
        for kinds in one.counts
    }


def _sensitive(authority: Invented, month: date, policy: Policy) -> dict[tuple[str, Kinds], np.ndarray]:
    """By unit and kinds, small counts that are published, or the difference of two of which one contains the other."""
    true, found = authority.truth(month), {}
    for unit in authority.organisation:
        published = _known_at(authority, month, unit.unit_id, policy.lowest_level.depth)
        for kinds in {*published, *_differences(published)}:
            line = authority.line(unit.unit_id, kinds)
            if 0 < line @ true < policy.floor(CHILDREN):
                found[unit.unit_id, kinds] = line
    return found | dict(_alike(authority, month, policy))


def _differences(published: set[Kinds]) -> Iterator[Kinds]:
    """What one count has beyond another, unless a third that is known stands between: then it is two differences."""
    known = published | {whole - part for whole, part in permutations(published, 2) if part < whole}
    for whole, part in permutations(published, 2):
        if part < whole and not any(part < between < whole for between in known):
            yield whole - part


def _alike(authority: Invented, month: date, policy: Policy) -> Iterator[tuple[tuple[str, Kinds], np.ndarray]]:
    """Shares of small groups of which all are counted."""
    true = authority.truth(month)
    for one in authority.published:
        lowest = min(one.depth, policy.lowest_level.depth)
        if one.measure.is_share and (month, one.measure.key) not in authority.unknown:
            for unit in authority.organisation:
                counted, asked = (authority.line(unit.unit_id, kinds) for kinds in one.counts)
                everybody = 0 < asked @ true < policy.uniform_floor(CHILDREN) and counted @ true == asked @ true
                if everybody and unit.level.depth <= lowest:
                    yield (unit.unit_id, one.counts[0]), counted


@given(invented(), st.sampled_from([INTERNAL, PUBLIC]))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_small_count_of_children_can_be_narrowed_down(authority: Invented, policy: Policy) -> None:
    results = authority.results()
    protected = protect(results, policy)
    refused = exposures(Publication.of(protected, results, policy))
    found = [
        one
        for month in authority.cases
        for one in _outsider(authority, month, protected.cells).too_narrow(
            _sensitive(authority, month, policy), policy.min_width.value
        )
    ]
    # Only an authority that is too small to be covered is refused, and nothing of it is published.
    assert not refused or authority.is_tiny
    assert not found or refused
