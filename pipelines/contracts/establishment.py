"""Posts and vacancies by team and month."""

from __future__ import annotations

from pipelines.contracts.dataset import Column, Dataset, Kind, Reference
from pipelines.contracts.teams import Teams


class Establishment(Dataset):
    """The posts a team is meant to have, and those that stand empty at the month-end."""

    key = "establishment"
    grain = "one team in one month"

    month_end = Column("month_end", Kind.DATE, "Last day of the month", required=True, aliases=("month",))
    team_id = Column("team_id", Kind.TEXT, "Team the posts belong to", required=True,
                     aliases=("team code", "team"))  # fmt: skip
    posts_fte = Column("posts_fte", Kind.NUMBER, "Established posts, FTE", required=True, minimum=0, maximum=1000,
                       aliases=("established fte", "posts"))  # fmt: skip
    vacancies_fte = Column("vacancies_fte", Kind.NUMBER, "Vacant posts, FTE, covered by agency staff or not",
                           required=True, minimum=0, maximum=1000, aliases=("vacant fte", "vacancies"))  # fmt: skip

    unique = (team_id, month_end)
    month_ends = (month_end,)
    references = (Reference(team_id, Teams.key, Teams.team_id),)
