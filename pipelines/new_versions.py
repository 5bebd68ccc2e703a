"""Where a questionnaire changed between two waves, as known events: answers are not compared across them.

What lives here: which waves a new version parts. What does not: how a wave is found to have one (`survey_files`), or
what an event does to charts and changes (`signals`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from pipelines.contracts.survey_items import enabled_instruments
from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.organisation import Level
from pipelines.periods import month_end
from pipelines.published import EventKind
from pipelines.signals.known_events import KnownEvent
from pipelines.survey_files.standardise import Questionnaire

LABEL = "Another version of the questionnaire"


def new_versions(asked: Sequence[Questionnaire], protected: ProtectedResults) -> Iterator[KnownEvent]:
    """For each measure of an instrument the day of every wave that asked in another version than the wave before it.

    A wave of which nothing is said was asked in the first version. What the version is called is not published.
    """
    (authority,) = (unit.unit_id for unit in protected.organisation.at(Level.AUTHORITY))
    waves = {(each.instrument_id, month_end(each.wave)): each for each in asked}
    instruments = {key: each.id for each in enabled_instruments() for key in each.keys.values()}
    periods = protected.cells[["measure_key", "period_end"]].drop_duplicates().sort_values("period_end")
    for key, of_measure in periods[periods["measure_key"].isin(instruments)].groupby("measure_key", observed=True):
        version = ""
        for number, day in enumerate(pd.DatetimeIndex(of_measure["period_end"])):
            wave = waves.get((instruments[str(key)], day.date()))
            now, held_on = (wave.version, wave.wave) if wave else ("", day.date())
            if number and now != version:
                yield KnownEvent(authority, str(key), held_on, EventKind.RECORDING_CHANGE, LABEL, recalculates=True)
            version = now
