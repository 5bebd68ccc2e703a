"""Wellbeing: what staff say in the survey, never without how many answered, and what a survey cannot tell."""

from __future__ import annotations

from functools import partial

from dashboard import headlines
from dashboard.views import looks, topic

RESPONSE_RATE = "response_rate"
PAGE = topic.Topic(
    key="wellbeing",
    title="Wellbeing",
    leads=("stressed_moderately_or_very", "able_to_tell_manager", RESPONSE_RATE, "proxy_stress"),
    message=headlines.wellbeing,
    beside=dict.fromkeys(("stressed_moderately_or_very", "able_to_tell_manager"), RESPONSE_RATE),
    looks=looks.WELLBEING,
)

render = partial(topic.render, PAGE)
