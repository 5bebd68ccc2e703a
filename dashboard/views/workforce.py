"""Workforce: who is in post, who is missing, and who leaves."""

from __future__ import annotations

from functools import partial

from dashboard import headlines
from dashboard.views import topic

PAGE = topic.Topic(
    key="workforce",
    title="Workforce",
    leads=("vacancy_rate", "agency_rate", "turnover_rate", "absence_rate"),
    message=headlines.workforce,
)

render = partial(topic.render, PAGE)
