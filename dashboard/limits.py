"""How many cases the limit allows a full-time practitioner in an authority on a day, as the release says it.

What lives here: the look-up, and the limit as a line to read a load against. What does not: the other settings
(`workload`), what follows from a limit (`scenarios`), or the limit that the program brings along (`readings`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from dashboard.cells import Benchmark, Place, WorkloadSetting
from dashboard.store import Store
from pipelines.organisation import Unit

LOAD: Final = "load_ratio"


def limit(store: Store, place: Place) -> float | None:
    """Cases per full-time practitioner where the chosen unit stands; None above authorities, which may differ."""
    found = limit_at(store.workload_settings(), place.authority, place.period_end)
    return found.value if found else None


def limit_at(settings: Sequence[WorkloadSetting], authority: Unit | None, day: date) -> WorkloadSetting | None:
    """The limit that applies in an authority on a day."""
    if authority is None:
        return None
    found = [
        each
        for each in settings
        if (each.unit_id, each.setting) == (authority.unit_id, "case_limit") and each.applies_from <= day
    ]
    return found[-1] if found else None


def limit_line(limit: WorkloadSetting, authority: str) -> Benchmark:
    """The limit of an authority that set its own, as a load is read against it."""
    return Benchmark(
        measure_key=LOAD,
        population=f"Limit of {limit.value:g} cases, {authority}",
        year=limit.applies_from.year,
        value=100.0,
        lower=None,
        upper=None,
        source=f"{limit.source}: {limit.reason}",
        note="England has no statutory number.",
    )
