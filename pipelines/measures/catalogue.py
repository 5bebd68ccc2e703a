"""Every measure in the order of the pages, by key, and what adds up to what."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.errors import SettingsMissing
from pipelines.measures import caseload, online_abuse, supervision, support, training, wellbeing, workforce
from pipelines.measures.measure import Flow, Link, Measure, Topic
from pipelines.measures.survey_measures import of_topic

CATALOGUE: tuple[Measure, ...] = (
    *caseload.MEASURES,
    *online_abuse.MEASURES,
    *of_topic(Topic.ONLINE_ABUSE),
    *training.MEASURES,
    *of_topic(Topic.TRAINING),
    *wellbeing.MEASURES,
    *supervision.MEASURES,
    *support.MEASURES,
    *of_topic(Topic.SUPPORT),
    *workforce.MEASURES,
)
BY_KEY: Mapping[str, Measure] = {measure.key: measure for measure in CATALOGUE}
if len(BY_KEY) < len(CATALOGUE):
    raise SettingsMissing(
        "An instrument of HEADROOM_INSTRUMENTS calls a figure like another measure. Leave out its `prefix` or change it"
    )
LINKS: tuple[Link, ...] = (
    *caseload.LINKS,
    *online_abuse.LINKS,
    *training.LINKS,
    *supervision.LINKS,
    *support.LINKS,
    *workforce.LINKS,
)
FLOWS: tuple[Flow, ...] = (Flow(stock=caseload.OPEN_CASES, begun=caseload.OPENED, ended=caseload.CLOSED),)
