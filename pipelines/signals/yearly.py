"""Which yearly official figures are compared between authorities, and on which scale."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.signals.comparison import Scale


@dataclass(frozen=True, slots=True)
class Compared:
    """A yearly figure: what a sentence calls it and on which scale it is compared. Its base is the FTE it rests on."""

    key: str
    subject: str
    scale: Scale


COMPARED = (
    Compared("caseload_per_fte", "Caseload", Scale.RATE),
    Compared("vacancy_rate", "The vacancy rate", Scale.SHARE),
    Compared("agency_rate", "The agency rate", Scale.SHARE),
    Compared("turnover_rate", "Turnover", Scale.SHARE),
    Compared("absence_rate", "Sickness absence", Scale.SHARE),
)
