"""Caseload: how many cases people hold, against the limit, their own past and their peers."""

from __future__ import annotations

from functools import partial

from dashboard import headlines
from dashboard.views import topic

PAGE = topic.Topic(
    key="caseload",
    title="Caseload",
    leads=("caseload_per_fte", "load_ratio", "over_limit_share", "cases_without_capacity"),
    message=headlines.caseload,
    beside={"cases_opened": "cases_closed", "cases_closed": "cases_opened"},
    watched="load_ratio",
    looks_ahead="load_ratio",
)

render = partial(topic.render, PAGE)
