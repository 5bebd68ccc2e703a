"""Support: supervision that reaches people, and how long children wait for specialist help."""

from __future__ import annotations

from functools import partial

from dashboard import headlines
from dashboard.views import looks, topic

PAGE = topic.Topic(
    key="support",
    title="Support",
    leads=(
        "managerial_supervision_in_time",
        "peer_supervision_in_time",
        "specialist_wait_median",
        "specialist_wait_over_26_weeks",
        "supervision_gap_median",
        "direct_work_share",
        "csa_peer_gap",
    ),
    message=headlines.support,
    looks=looks.SUPPORT,
)

render = partial(topic.render, PAGE)
