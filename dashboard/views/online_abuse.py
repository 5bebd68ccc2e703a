"""Online abuse: how much of the work involves it, and who holds it without training. Always with what is unrecorded."""

from __future__ import annotations

from functools import partial

from dashboard import headlines
from dashboard.views import topic

NOT_RECORDED = "online_not_recorded_share"
PAGE = topic.Topic(
    key="online_abuse",
    title="Online abuse",
    leads=("online_share_of_all_cases", "online_share_of_sexual_abuse_cases", "exposure_gap", NOT_RECORDED),
    message=headlines.online_abuse,
    beside=dict.fromkeys(("online_share_of_all_cases", "online_share_of_sexual_abuse_cases"), NOT_RECORDED),
)

render = partial(topic.render, PAGE)
