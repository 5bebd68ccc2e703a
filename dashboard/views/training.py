"""Training: who is trained in what today, how long people train, and in whose time."""

from __future__ import annotations

from functools import partial

from dashboard import headlines
from dashboard.views import looks, topic

PAGE = topic.Topic(
    key="training",
    title="Training",
    leads=(
        "training_cover_online_abuse",
        "training_cover_sexual_abuse",
        "training_cover_diversity",
        "training_own_time_share",
        "training_cover_emotional_impact",
        "training_lapsing_online_abuse",
        "training_lapsing_sexual_abuse",
        "training_cover_online_abuse_newly_qualified",
        "training_cover_online_abuse_agency",
        "training_common_provider_share",
        "practitioners_by_course",
    ),
    message=headlines.training,
    looks=looks.TRAINING,
)

render = partial(topic.render, PAGE)
