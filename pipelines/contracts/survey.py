"""Answers to the staff survey: by wave and team, and never by person."""

from __future__ import annotations

from pipelines.contracts.code_lists import STRESS, YES_NO
from pipelines.contracts.dataset import Column, Dataset, Kind, Reference
from pipelines.contracts.survey_items import item_columns
from pipelines.contracts.teams import Teams


class Survey(Dataset):
    """Returned questionnaires. Any other column could name a practitioner, so it is refused, not dropped."""

    key = "survey"
    grain = "one returned questionnaire"

    wave = Column("wave", Kind.DATE, "Census day of the survey wave", required=True, aliases=("survey date",))
    team_id = Column("team_id", Kind.TEXT, "Team the respondent works in", required=True,
                     aliases=("team code", "team"))  # fmt: skip
    sis1 = Column("SIS1", Kind.CODE, "How stressed by work at the moment; blank = not answered", codes=STRESS,
                  optional_column=True, aliases=("stress",))  # fmt: skip
    sis4 = Column("SIS4", Kind.CODE, "Would feel able to tell the line manager about stress; blank = not answered",
                  codes=YES_NO, optional_column=True, aliases=("able to tell manager",))  # fmt: skip

    unasked = item_columns(besides=(sis1, sis4))
    references = (Reference(team_id, Teams.key, Teams.team_id),)
    declared_only = True

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """Wave, team, the two questions that measures rest on, and every other item of every enabled instrument."""
        return (*super().columns(), *cls.unasked)
