"""The seven datasets in the order they are checked."""

from __future__ import annotations

from pipelines.contracts.dataset import Dataset
from pipelines.contracts.establishment import Establishment
from pipelines.contracts.involvements import Involvements
from pipelines.contracts.supervision import Supervision
from pipelines.contracts.survey import Survey
from pipelines.contracts.teams import Teams
from pipelines.contracts.training import Training
from pipelines.contracts.workforce import Workforce

DATASETS: tuple[type[Dataset], ...] = (
    Teams, Workforce, Involvements, Training, Supervision, Survey, Establishment,
)  # fmt: skip
BY_KEY: dict[str, type[Dataset]] = {dataset.key: dataset for dataset in DATASETS}

REQUIRED: tuple[type[Dataset], ...] = (Teams, Workforce, Involvements)
"""Without these there is no release; without one of the others the measures that rest on it show `x`."""
