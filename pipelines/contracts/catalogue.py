"""The datasets in the order they are checked: extracts, known events, survey waves and the settings file."""

from __future__ import annotations

from pipelines.contracts.dataset import Dataset
from pipelines.contracts.establishment import Establishment
from pipelines.contracts.events import Events
from pipelines.contracts.involvements import Involvements
from pipelines.contracts.supervision import Supervision
from pipelines.contracts.survey import Survey
from pipelines.contracts.teams import Teams
from pipelines.contracts.time_use import TimeUse
from pipelines.contracts.training import Training
from pipelines.contracts.waves import Waves
from pipelines.contracts.workforce import Workforce
from pipelines.contracts.workload_settings import WorkloadSettings

DATASETS: tuple[type[Dataset], ...] = (
    Teams, Workforce, Involvements, Training, Supervision, Survey, Establishment, TimeUse, Events, Waves,
    WorkloadSettings,
)  # fmt: skip
BY_KEY: dict[str, type[Dataset]] = {dataset.key: dataset for dataset in DATASETS}

REQUIRED: tuple[type[Dataset], ...] = (Teams, Workforce, Involvements)
"""Without these there is no release; without one of the others the measures that rest on it show `x`."""
NOT_ASKED_FOR: tuple[type[Dataset], ...] = (Events, Waves, WorkloadSettings)
"""No measure rests on these, so nothing is said where they are not supplied."""
