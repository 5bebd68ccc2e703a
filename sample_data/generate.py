"""Synthetic extracts of fictional authorities, at any size: the same seed gives the same bytes.

What lives here: putting the parts together and writing them. What does not: the parts, one module each beside this.
Run as a program it makes the committed extracts again.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from pipelines.contracts.catalogue import DATASETS
from pipelines.contracts.establishment import Establishment
from pipelines.contracts.events import Events
from pipelines.contracts.involvements import Involvements
from pipelines.contracts.supervision import Supervision
from pipelines.contracts.survey import Survey
from pipelines.contracts.teams import Teams
from pipelines.contracts.time_use import TimeUse
from pipelines.contracts.training import Training
from pipelines.contracts.workforce import Workforce
from sample_data import EXTRACTS, REFERENCE_DATE
from sample_data.casework import course_of_cases
from sample_data.happenings import events
from sample_data.holding import staff_of
from sample_data.involvements import involvements
from sample_data.learning import training
from sample_data.organisation import authority
from sample_data.stories import Setting
from sample_data.supervision import supervision
from sample_data.survey import survey
from sample_data.time_use import time_use
from sample_data.timeline import timeline
from sample_data.workforce import establishment, workforce

SEED = 932
MONTHS = 36
MONTHS_OF_EARLIER_SUPERVISION = 3


def generate(out: Path, *, authorities: int = 1, months: int = MONTHS, seed: int = SEED) -> tuple[Path, ...]:
    """Write the nine extracts of one authority into `out`, or those of several into a folder each inside it.

    The first authority is the same however many follow. Returns the folders written.
    """
    folders = (out,) if authorities == 1 else tuple(out / f"{number:03d}" for number in range(1, authorities + 1))
    for number, folder in enumerate(folders, start=1):
        folder.mkdir(parents=True, exist_ok=True)
        for key, rows in extracts(number, months=months, seed=seed).items():
            rows.to_csv(folder / f"{key}.csv", index=False, lineterminator="\n", float_format="%.2f", encoding="utf-8")
    return folders


def extracts(number: int, *, months: int, seed: int) -> dict[str, pd.DataFrame]:
    """The extracts of one authority by dataset, as text and numbers ready to be written."""

    def chance(part: int) -> np.random.Generator:
        """Each part draws for itself, so that a change to one leaves the others as they are."""
        return np.random.default_rng([seed, number, part])

    here = authority(number, chance(0))
    setting = Setting(here, timeline(REFERENCE_DATE, months))
    supervised = Setting(here, timeline(REFERENCE_DATE, months + MONTHS_OF_EARLIER_SUPERVISION))
    staff = staff_of(setting, chance(1))
    course = course_of_cases(staff, setting, chance(2))
    rows = {
        Teams.key: here.rows(),
        Workforce.key: workforce(staff, setting),
        Involvements.key: involvements(course, staff, setting, chance(3)),
        Training.key: training(staff, setting, chance(4)),
        Supervision.key: supervision(staff, supervised, chance(5), chance(10)),
        Survey.key: survey(staff, setting, chance(6)),
        Establishment.key: establishment(staff, setting),
        TimeUse.key: time_use(staff, setting, chance(11)),
        Events.key: events(here),
    }
    return {
        dataset.key: rows[dataset.key][[column for column in dataset.columns() if column in rows[dataset.key]]]
        for dataset in DATASETS
        if dataset.key in rows
    }


if __name__ == "__main__":
    generate(EXTRACTS)
