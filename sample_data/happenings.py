"""Two known events of a fictional authority, the same in each: a change of recording and a reorganisation."""

from __future__ import annotations

import pandas as pd

from pipelines.contracts.events import Events
from pipelines.contracts.teams import Teams
from sample_data.organisation import Authority


def events(here: Authority) -> pd.DataFrame:
    """Recording changed for all, so the usual range begins anew; of the reorganisation only a mark is made."""
    columns = list(Events.columns())
    young_people = here.rows()[Teams.service_id].iloc[-1]
    return pd.DataFrame(
        [
            ("2024-03-04", "reorganisation", "Leaving care moves into the young people service", young_people, "",
             "no"),
            ("2025-01-06", "recording_change", "Online abuse is asked about at every assessment", "",
             "online_not_recorded_share", "yes"),
        ],
        columns=columns,
    )  # fmt: skip
