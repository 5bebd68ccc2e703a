"""Online abuse: how much of the work involves it, who holds it without training, and where to train first."""

from __future__ import annotations

from functools import partial

from dashboard import headlines, readiness
from dashboard.views import looks, readiness_of_teams, topic

NOT_RECORDED = "online_not_recorded_share"
PAGE = topic.Topic(
    key="online_abuse",
    title="Online abuse",
    leads=(
        "online_share_of_all_cases",
        "online_share_of_sexual_abuse_cases",
        "exposure_gap",
        NOT_RECORDED,
        "holders_quarter_online",
    ),
    message=headlines.online_abuse,
    beside=dict.fromkeys(("online_share_of_all_cases", "online_share_of_sexual_abuse_cases"), NOT_RECORDED),
    looks=(
        topic.Also("readiness", "Exposure against training", readiness.offered, readiness_of_teams.render),
        *looks.ONLINE_ABUSE,
    ),
)

render = partial(topic.render, PAGE)
