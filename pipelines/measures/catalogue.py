"""Every measure in the order of the pages, by key, and what adds up to what."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.measures import caseload, online_abuse, supervision, support, training, wellbeing, workforce
from pipelines.measures.measure import Flow, Link, Measure

CATALOGUE: tuple[Measure, ...] = (
    *caseload.MEASURES,
    *online_abuse.MEASURES,
    *training.MEASURES,
    *wellbeing.MEASURES,
    *supervision.MEASURES,
    *support.MEASURES,
    *workforce.MEASURES,
)
BY_KEY: Mapping[str, Measure] = {measure.key: measure for measure in CATALOGUE}
LINKS: tuple[Link, ...] = (
    *caseload.LINKS,
    *online_abuse.LINKS,
    *training.LINKS,
    *supervision.LINKS,
    *support.LINKS,
    *workforce.LINKS,
)
FLOWS: tuple[Flow, ...] = (Flow(stock=caseload.OPEN_CASES, begun=caseload.OPENED, ended=caseload.CLOSED),)
