"""What practitioners say of their cases of online abuse beside what the records show: two views of one thing.

What lives here: the figures of the two side by side, and the gap between them in words. What does not: the survey set
beside the records of the same person, which nobody may do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard import formats
from dashboard.cells import Place
from dashboard.exhibits import Table
from dashboard.readings import Reading, Readings, read
from dashboard.store import Store

SAID, HOLDERS, SHARE = "oac1_ge25", "holders_quarter_online", "online_share_of_sexual_abuse_cases"
CONFIDENT, COVER, NOT_RECORDED = "oac_positive", "training_cover_online_abuse", "online_not_recorded_share"
PAIRS: Final = (
    (SAID, HOLDERS, "Practitioners of whose sexual abuse cases a quarter or more involve online abuse"),
    (CONFIDENT, COVER, "Confidence in such work, and training for it"),
)
"""What is said, what is recorded, and what both are about. Only the first pair counts alike, so it alone has a gap."""
WHY_THEY_DIFFER: Final = (
    "The two rest on different people: those who answered the survey, and all who hold such cases. Practitioners may "
    "know of online abuse that nobody has recorded; records may hold what a practitioner does not count. A gap is a "
    "reason to look at recording and at training, not a fault of either."
)


def is_offered(store: Store, place: Place) -> bool:
    """Whether the unit holds both sides of at least one pair."""
    held = read(store, place, tuple(key for pair in PAIRS for key in pair[:2]))
    return any(said in held and recorded in held for said, recorded, _ in PAIRS)


def readings(store: Store, place: Place) -> Readings:
    """All figures of both sides that the unit holds."""
    return read(store, place, (SAID, HOLDERS, SHARE, NOT_RECORDED, CONFIDENT, COVER))


def says(held: Mapping[str, Reading]) -> str:
    """The gap in points where both figures are shown, then how much of the records is blank."""
    sentences = []
    said, recorded = (held[key].value if key in held else None for key in (SAID, HOLDERS))
    if said is not None and recorded is not None:
        gap = round(said - recorded)
        size = f"{abs(gap)} points {'more' if gap > 0 else 'fewer'} than" if gap else "as many as"
        sentences.append(
            f"{said:.0f}% of those who answered say that a quarter or more of their sexual abuse cases involve online "
            f"abuse; by the records it is {recorded:.0f}% of those who hold such cases: {size} the records show."
        )
    else:
        sentences.append("What practitioners say and what records show cannot both be shown here.")
    sentences += _blank(held)
    confident, cover = (held[key].value if key in held else None for key in (CONFIDENT, COVER))
    if confident is not None and cover is not None:
        sentences.append(
            f"On average practitioners are confident in {confident:.0f}% of what the work asks of them; {cover:.0f}% "
            "have current training."
        )
    return " ".join(sentences)


def _blank(held: Mapping[str, Reading]) -> list[str]:
    blank = held.get(NOT_RECORDED)
    if blank is None or blank.value is None:
        return []
    return [f"For {formats.amount(blank.value, blank.definition)} of open cases nobody has recorded an answer."]


def table(held: Mapping[str, Reading]) -> Table:
    """A row for each pair: what is said with its base and survey, what is recorded with its base and month."""
    rows = [
        (
            about,
            _cell(held.get(said)),
            _cell(held.get(recorded)),
            _gap(held.get(said), held.get(recorded)) if said == SAID else "–",
        )
        for said, recorded, about in PAIRS
    ]
    if SHARE in held:
        rows.append(("Sexual abuse cases that involve online abuse", "–", _cell(held[SHARE]), "–"))
    return Table(("About", "What practitioners say", "What records show", "Said less recorded"), tuple(rows))


def _cell(reading: Reading | None) -> str:
    if reading is None or reading.latest is None:
        return "–"
    now, definition = reading.latest, reading.definition
    if not now.is_shown:
        return formats.short(now, definition)
    when = formats.short_period(now.period_end, definition.period_kind)
    return f"{formats.number(now.value or 0.0, definition)} of {formats.base(now, definition)}, {when}"


def _gap(said: Reading | None, recorded: Reading | None) -> str:
    if said is None or recorded is None or said.value is None or recorded.value is None:
        return "–"
    return f"{round(said.value - recorded.value):+d} points".replace("-", "−")
