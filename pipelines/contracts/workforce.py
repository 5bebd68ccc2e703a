"""Who works in which team, how much, and when they were away."""

from __future__ import annotations

from pipelines.contracts.code_lists import ABSENCE_REASON, ROLE, YES_NO
from pipelines.contracts.dataset import Agreement, Column, Dataset, Kind, Order, Purpose, Reference, Spells
from pipelines.contracts.teams import Teams


class Workforce(Dataset):
    """Posts held by practitioners, agency staff included, with their absences."""

    key = "workforce"
    grain = "one post held by one practitioner, repeated for each further absence"

    practitioner_id = Column("practitioner_id", Kind.IDENTIFIER, "Staff number; replaced by a token", required=True,
                             purpose=Purpose.PRACTITIONER,
                             aliases=("worker id", "staff id", "employee number", "allocated worker"))  # fmt: skip
    team_id = Column("team_id", Kind.TEXT, "Team the post belongs to", required=True,
                     aliases=("team code", "team", "allocated team"))  # fmt: skip
    role = Column("role", Kind.CODE, "Role in the workforce census", required=True, codes=ROLE,
                  aliases=("job role", "orgrole"))  # fmt: skip
    fte = Column("fte", Kind.NUMBER, "Contracted hours as a share of full time", required=True, minimum=0, maximum=1,
                 hint="Were hours entered instead of FTE?",
                 aliases=("full time equivalent", "contracted fte"))  # fmt: skip
    started = Column("started", Kind.DATE, "First day in the post", required=True,
                     aliases=("start date", "role start date", "start"))  # fmt: skip
    ended = Column("ended", Kind.DATE, "Last day in the post; blank while it is held",
                   aliases=("end date", "role end date", "end", "leaving date"))  # fmt: skip
    agency = Column("agency", Kind.CODE, "Whether the practitioner is agency staff", required=True, codes=YES_NO,
                    aliases=("agency worker", "agency flag"))  # fmt: skip
    newly_qualified_until = Column("newly_qualified_until", Kind.DATE,
                                   "Last day of the assessed and supported year; blank for others",
                                   aliases=("asye end date", "nqsw until"))  # fmt: skip
    absent_from = Column("absent_from", Kind.DATE, "First day of an absence; blank where there was none",
                         aliases=("absence start",))  # fmt: skip
    absent_to = Column("absent_to", Kind.DATE, "Last day of the absence; blank while it lasts",
                       aliases=("absence end",))  # fmt: skip
    absence_reason = Column("absence_reason", Kind.CODE, "Reason in the workforce census", codes=ABSENCE_REASON,
                            aliases=("reason for absence",))  # fmt: skip

    unique = (practitioner_id, team_id, started, absent_from)
    orders = (Order(started, ended), Order(absent_from, absent_to), Order(started, newly_qualified_until))
    references = (Reference(team_id, Teams.key, Teams.team_id),)
    agreements = (
        Agreement(by=(practitioner_id, team_id, started), columns=(role, fte, ended, agency, newly_qualified_until),
                  advice="A post is repeated only for a further absence; a change of hours or role begins a new one."),
    )  # fmt: skip
    spells = (Spells(by=(practitioner_id, team_id), started=started, ended=ended),)
