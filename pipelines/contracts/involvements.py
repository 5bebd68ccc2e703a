"""Casework: which child's case a practitioner and team held, from when to when, and what is known of it."""

from __future__ import annotations

from pipelines.contracts.code_lists import CATEGORY_OF_ABUSE, ONLINE_HARM, STATUS, YES_NO_NOT_RECORDED
from pipelines.contracts.dataset import Column, Dataset, Kind, Order, Purpose, Reference
from pipelines.contracts.teams import Teams
from pipelines.contracts.workforce import Workforce


class Involvements(Dataset):
    """Spells in which one practitioner and team held a case; a change of holder, team or status ends one."""

    key = "involvements"
    grain = "one spell of one child's case with one holder, team and status"

    case_id = Column("case_id", Kind.IDENTIFIER, "Case or referral number; replaced by a token", required=True,
                     purpose=Purpose.CASE, aliases=("case number", "referral id"))  # fmt: skip
    child_id = Column("child_id", Kind.IDENTIFIER, "Child's number; replaced by a token", required=True,
                      purpose=Purpose.CHILD, aliases=("child unique id", "person id", "la child id"))  # fmt: skip
    practitioner_id = Column("practitioner_id", Kind.IDENTIFIER, "Who holds the case; blank when unallocated",
                             purpose=Purpose.PRACTITIONER,
                             aliases=("worker id", "staff id", "allocated worker"))  # fmt: skip
    team_id = Column("team_id", Kind.TEXT, "Team that holds the case", required=True,
                     aliases=("team code", "team", "allocated team"))  # fmt: skip
    started = Column("started", Kind.DATE, "First day of the spell", required=True,
                     aliases=("start date", "involvement start date"))  # fmt: skip
    ended = Column("ended", Kind.DATE, "Day the spell ended; blank while it lasts",
                   aliases=("end date", "involvement end date"))  # fmt: skip
    status = Column("status", Kind.CODE, "Plan or stage", required=True, codes=STATUS, aliases=("case status",))
    category_of_abuse = Column("category_of_abuse", Kind.CODE, "Latest category of the child protection plan",
                               codes=CATEGORY_OF_ABUSE, aliases=("latest category of abuse", "category"))  # fmt: skip
    online_abuse = Column("online_abuse", Kind.CODE, "Whether the case involves online abuse; blank = not recorded",
                          codes=YES_NO_NOT_RECORDED, aliases=("online flag", "online"))  # fmt: skip
    online_harm = Column("online_harm", Kind.CODES, "Forms of online harm, separated by semicolons",
                         codes=ONLINE_HARM, aliases=("forms of online harm",))  # fmt: skip
    sexual_abuse_concern = Column("sexual_abuse_concern", Kind.CODE,
                                  "Concern for child sexual abuse or exploitation; blank = not recorded",
                                  codes=YES_NO_NOT_RECORDED, aliases=("csa concern", "cse concern"))  # fmt: skip
    multi_agency_panel = Column("multi_agency_panel", Kind.CODE, "Discussed at a multi-agency panel",
                                codes=YES_NO_NOT_RECORDED, optional_column=True, aliases=("mash", "panel"))  # fmt: skip
    criminal_proceedings = Column("criminal_proceedings", Kind.CODE, "Criminal proceedings are under way",
                                  codes=YES_NO_NOT_RECORDED, optional_column=True)  # fmt: skip
    specialist_referred = Column("specialist_referred", Kind.DATE, "Referred to a specialist service",
                                 optional_column=True, aliases=("specialist referral date",))  # fmt: skip
    specialist_started = Column("specialist_started", Kind.DATE, "Specialist service began; blank while waiting",
                                optional_column=True, aliases=("specialist start date",))  # fmt: skip

    unique = (case_id, child_id, team_id, practitioner_id, started, status)
    orders = (Order(started, ended), Order(specialist_referred, specialist_started))
    references = (
        Reference(team_id, Teams.key, Teams.team_id),
        Reference(practitioner_id, Workforce.key, Workforce.practitioner_id),
    )
