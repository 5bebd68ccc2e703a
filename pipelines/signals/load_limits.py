"""The limit on load and its bands, as they apply in the authority of each unit at each month-end.

What lives here: how a load falls into a band, and by which limit it was worked out. What does not: the numbers
themselves, with their sources (`measures.workload_policy`), or what is said about a load (`overload`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

import numpy as np

from pipelines.measures.measure import PERCENT_SCALE
from pipelines.measures.workload_policy import Policy, WorkloadPolicy
from pipelines.signals.arrays import Flags, Floats, Whole
from pipelines.signals.panel import Panel, Shown

OVER = PERCENT_SCALE
"""A load is a share of the limit, so over the limit is over the whole of it, whatever the limit is."""


class Band(IntEnum):
    """Where a load ratio stands against the limit."""

    WITHIN = 0
    NEAR = 1
    OVER = 2
    WELL_OVER = 3


@dataclass(frozen=True, slots=True)
class LoadLimits:
    """Units × periods: cases per full-time practitioner, and where the bands of the load ratio (%) begin.

    `is_own`, by unit: whether the limit of the latest period was set by its authority.
    """

    limit: Floats
    near: Floats
    well_over: Floats
    is_own: Flags

    def of(self, load_ratio: Floats) -> Whole:
        """The `Band` of each value (units × periods); what is not shown counts as within."""
        steps = [load_ratio >= self.near, load_ratio > OVER, load_ratio > self.well_over]
        bands: Whole = np.sum(steps, axis=0)
        return bands

    def by_the_latest(self, load_ratio: Floats) -> Floats:
        """The same loads, each as a share of the latest limit: a new limit is no change of load."""
        return load_ratio * (self.limit / self.limit[:, -1:])


def load_limits(panel: Panel, periods: Sequence[date]) -> LoadLimits:
    """What applies to every unit at each of the periods; where nobody has set anything, what the program brings."""
    own = [
        any(row.policy is Policy.CASE_LIMIT and row.applies_from <= periods[-1] for row in policy.own)
        for policy in panel.workload_of_units
    ]
    return LoadLimits(
        limit=in_force(panel, periods, Policy.CASE_LIMIT),
        near=in_force(panel, periods, Policy.NEAR_LIMIT_PERCENT),
        well_over=in_force(panel, periods, Policy.WELL_OVER_LIMIT_PERCENT),
        is_own=np.array(own, dtype=np.bool_),
    )


def in_force(panel: Panel, periods: Sequence[date], policy: Policy, applies_to: str = "") -> Floats:
    """Units × periods: the number of each unit's authority, missing where none was set."""
    days = np.array(periods, dtype="datetime64[D]")
    policies: dict[WorkloadPolicy, Floats] = {}
    for each in panel.workload_of_units:
        if each not in policies:
            policies[each] = each.on(days, policy, applies_to)
    return np.array([policies[each] for each in panel.workload_of_units])


def by_the_latest_limit(panel: Panel, shown: Shown) -> Shown:
    """Loads of every month by the latest limit: what only the limit did is not told."""
    limits = load_limits(panel, shown.periods)
    return replace(shown, value=limits.by_the_latest(shown.value))
