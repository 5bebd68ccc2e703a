"""The addresses of the dashboard that together show every page, unit of interest, measure and way of looking at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, select

from builders.exchanged import AMONG_OTHERS
from builders.wire import View
from dashboard.views import data_and_methods
from pipelines import published

DEFAULT_PAGE = ""
"""What the server calls the overview, which opens where the address names no page."""
OTHER_PAGES = ("caseload", "online-abuse", "training", "wellbeing", "support", "workforce", "what-would-help",
               "data-and-methods")  # fmt: skip
LOOKS = {
    "online-abuse": ("readiness", "recorded"),
    "training": ("confidence",),
    "wellbeing": ("standards", "teams", "timeline"),
    "support": ("said", "peers"),
}
"""Ways to look at a topic other than one measure at a time; a test of the pages holds them against what is offered."""
AUTHORITY, SERVICE, PARTLY_HIDDEN = "X99000001", "S4", "T16"
HIDDEN, _ = AMONG_OTHERS.teams
PARTLY_SHOWN = "T03"
"""A team whose load is shown with months hidden between, so that it has an outlook."""
AN_EARLIER_MONTH = date(2025, 6, 30)
FORGED = (
    (("unit", "nobody"),),
    (("unit", f"{HIDDEN}' OR '1'='1"),),
    (("unit", HIDDEN), ("period", "2026-10-31;--")),
    (("unit", HIDDEN), ("measure", "numerator"), ("view", "people")),
    (("unit", HIDDEN), ("symbol", "c"), ("policy", "none"), ("debug", "true"), ("section", "Results")),
)


def every_page() -> Iterator[View]:
    """Each page for the whole, a service and teams of which some or all is hidden."""
    for unit in (AUTHORITY, SERVICE, PARTLY_HIDDEN, HIDDEN):
        for page in (DEFAULT_PAGE, *OTHER_PAGES):
            yield View(page, (("unit", unit),))
    for section in data_and_methods.SECTIONS:
        yield View("data-and-methods", (("section", section),))
    yield View(DEFAULT_PAGE, (("unit", AUTHORITY), ("period", AN_EARLIER_MONTH.isoformat())))
    for unit in (AUTHORITY, SERVICE, HIDDEN):
        for page, looks in LOOKS.items():
            # Exposure is put against training where there are teams below.
            for look in looks if unit != HIDDEN else set(looks) - {"readiness", "teams"}:
                yield View(page, (("unit", unit), ("look", look)))
    yield View("what-would-help", (("unit", PARTLY_SHOWN),))
    for unit in (AUTHORITY, PARTLY_SHOWN):
        yield View("caseload", (("unit", unit), ("measure", "load_ratio"), ("view", "time")))


def every_measure(connection: Connection) -> Iterator[View]:
    """Each measure over time in a hidden team, side by side in its service, and by kind there or in the authority."""
    measure, result = published.measure.c, published.result.c
    broken_down = select(result.measure_key, result.unit_id).where(result.breakdown_topic != "").distinct()
    kinds: dict[str, set[str]] = {}
    for key, unit in connection.execute(broken_down):
        kinds.setdefault(key, set()).add(unit)
    for key, topic in connection.execute(select(measure.measure_key, measure.topic).order_by(measure.measure_key)):
        page = topic.replace("_", "-")
        by_kind = [(SERVICE if SERVICE in kinds[key] else AUTHORITY, "kind")] if key in kinds else []
        for unit, view in ((PARTLY_HIDDEN, "time"), (SERVICE, "parts"), *by_kind):
            yield View(page, (("unit", unit), ("measure", key), ("view", view)))


def forged() -> Iterator[View]:
    """Addresses that no link of ours writes."""
    for asked in FORGED:
        for page in ("caseload", "data-and-methods"):
            yield View(page, asked)
    yield View("no-such-page", FORGED[0])
