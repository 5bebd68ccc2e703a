"""The limits, bands, weights and targets that applied, in words and as tables.

What lives here: the section of *Data and methods*. What does not: which limit applies where (`limits`), or the numbers
themselves (the release holds them).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from dashboard import formats
from dashboard.cells import WeightedLoad, WorkloadSetting
from dashboard.exhibits import Table
from dashboard.limits import limit_at
from pipelines.organisation import Level, Organisation

NAMES: Final[Mapping[str, str]] = {
    "case_limit": "Cases a full-time practitioner may hold",
    "role_share": "Share of hours meant for cases",
    "newly_qualified_share": "Share of a full workload while newly qualified",
    "long_absence_days": "Days after which an absence is long",
    "near_limit_percent": "Near the limit, from % of it",
    "well_over_limit_percent": "Well over the limit, above % of it",
    "case_weight": "What a case counts for in the weighted load",
    "target": "Target",
    "supervision_days": "Days between managerial supervision sessions",
    "supervision_grace_days": "Days a session may come late",
}
PUBLISHED_ONCE: Final = (
    "A number applies from its day on; months before keep what applied then. Figures that have been published stand, "
    "also where a number was set for them afterwards. Cases per full-time practitioner know none of these numbers."
)
WEIGHTED: Final = (
    "Load with case weights: the load ratio times the average weight of the open cases of the unit. It is worked out "
    "from figures that are shown, for services and authorities; teams have no types of cases that could be shown."
)


def in_words(settings: Sequence[WorkloadSetting], organisation: Organisation, day: date) -> str:
    """The limit of each authority: whose it is, and that no number is statutory."""
    told = []
    for authority in organisation.at(Level.AUTHORITY):
        limit = limit_at(settings, authority, day)
        if limit is not None:
            whose = f"set by the authority ({limit.reason})" if limit.reason else _without_stop(limit.source)
            told.append(
                f"In {authority.name} the limit of {limit.value:g} cases per full-time practitioner is: {whose}."
            )
    return " ".join([*told, "England has no statutory number.", PUBLISHED_ONCE] if told else [PUBLISHED_ONCE])


def _without_stop(text: str) -> str:
    return text.rstrip(".")


def settings_table(settings: Sequence[WorkloadSetting], organisation: Organisation) -> Table:
    """Every number with the day from which it applies, why and by whom."""
    rows = tuple(
        (
            organisation[each.unit_id].name,
            NAMES.get(each.setting, each.setting.replace("_", " ")),
            each.applies_to.replace("_", " ") or "–",
            f"{each.value:g}",
            formats.day(each.applies_from),
            each.reason or "–",
            each.source,
        )
        for each in settings
    )
    return Table(("Authority", "What", "For", "Number", "From", "Why", "Source"), rows)


def weighted_table(loads: Sequence[WeightedLoad], organisation: Organisation) -> Table:
    """Load with case weights by unit and month."""
    rows = tuple(
        (
            organisation[each.unit_id].name,
            formats.day(each.period_end),
            f"{each.value:.0f}%" if each.value is not None else str(each.symbol),
            f"{each.average_weight:.2f}" if each.average_weight is not None else "–",
        )
        for each in loads
    )
    return Table(("Unit", "Month", "Weighted load, % of the limit", "Average weight of a case"), rows)
