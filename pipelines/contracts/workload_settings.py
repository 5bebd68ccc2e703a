"""An authority's own limits, bands, targets and case weights.

What lives here: the contract of the settings file, and what each setting may be about and how large it may be. What
does not: the numbers that apply where none is set (`measures.workload_policy`), or the checking (`settings_rules`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.contracts.code_lists import ROLE, STATUS, CodeList
from pipelines.contracts.dataset import Column, Dataset, Kind

TARGETS: Mapping[str, float] = {
    "over_limit_share": 100,
    "training_cover_online_abuse": 100,
    "training_cover_sexual_abuse": 100,
    "training_cover_diversity": 100,
    "managerial_supervision_in_time": 100,
    "peer_supervision_in_time": 100,
    "vacancy_rate": 100,
    "agency_rate": 100,
    "turnover_rate": 100,
    "absence_rate": 100,
}
"""The measures for which a target makes sense, each with the greatest, in the unit of the measure."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a setting is about, in words and as codes (none: about nothing in particular), and how large it may be.

    `greatest_of` names other greatest values by code.
    """

    least: float
    greatest: float
    about: str = ""
    codes: tuple[str, ...] = ()
    greatest_of: Mapping[str, float] = field(default_factory=dict)


BANDS = ("near_limit_percent", "well_over_limit_percent")
"""Set together. Over the limit is over 100 % of it and nothing to choose: a load is a share of the limit."""
LEAST_CASE_LIMIT = 10
"""Shares of the limit are published to one per cent: of ten cases that is the tenth to which cases per FTE are."""
BOUNDS: Mapping[str, Bounds] = {
    "case_limit": Bounds(LEAST_CASE_LIMIT, 60),
    "role_share": Bounds(0, 1, "role", tuple(ROLE.labels)),
    "newly_qualified_share": Bounds(0.1, 1),
    "long_absence_days": Bounds(7, 365),
    "near_limit_percent": Bounds(50, 100),
    "well_over_limit_percent": Bounds(100, 300),
    "case_weight": Bounds(0.1, 5, "status", tuple(STATUS.labels)),
    "target": Bounds(0, max(TARGETS.values()), "measure", tuple(TARGETS), TARGETS),
    "supervision_days": Bounds(7, 93),
    "supervision_grace_days": Bounds(0, 31),
}

SETTING = CodeList(
    "setting",
    {
        "case_limit": "Cases a full-time practitioner may hold, 10 to 60",
        "role_share": "Share of a role's hours that is meant for cases, 0 to 1; applies to a role",
        "newly_qualified_share": "Share of a full workload while newly qualified, 0.1 to 1",
        "long_absence_days": "Days away from which nobody counts on somebody's hours, 7 to 365",
        "near_limit_percent": "Load, in % of the limit, from which a unit is near it, 50 to 100",
        "well_over_limit_percent": "Load, in % of the limit, above which a unit is well over it, 100 to 300",
        "case_weight": "What one case counts for, 0.1 to 5; applies to a status",
        "target": "What a measure should reach, in its own unit; applies to a measure",
        "supervision_days": "Days between managerial supervision sessions, 7 to 93",
        "supervision_grace_days": "Days a session may come late and still be in time, 0 to 31",
    },
)


class WorkloadSettings(Dataset):
    """An authority's own numbers, each from a day on. Where it sets none, those of the program apply."""

    key = "workload_settings"
    grain = "one number of one setting, from a day on"

    setting = Column("setting", Kind.CODE, "What is set", required=True, codes=SETTING)
    applies_to = Column("applies_to", Kind.TEXT, "The role, status or measure it is about, as a code; blank for others",
                        maximum=40)  # fmt: skip
    applies_from = Column("applies_from", Kind.DATE, "First day on which it applies; may lie ahead", required=True)
    value = Column("value", Kind.NUMBER, "The number", required=True, minimum=0, maximum=365)
    reason = Column("reason", Kind.TEXT, "Why, in a few words; published", required=True, maximum=120)

    unique = (setting, applies_to, applies_from)
    unit_names = (reason,)
