"""Supervision sessions, held or cancelled."""

from __future__ import annotations

from pipelines.contracts.code_lists import SUPERVISION_KIND, YES_NO
from pipelines.contracts.dataset import Column, Dataset, Kind, Purpose, Reference
from pipelines.contracts.workforce import Workforce


class Supervision(Dataset):
    """Sessions a practitioner took part in, or that were cancelled: managerial, peer, group or clinical."""

    key = "supervision"
    grain = "one session of one practitioner"

    practitioner_id = Column("practitioner_id", Kind.IDENTIFIER, "Who was supervised; replaced by a token",
                             required=True, purpose=Purpose.PRACTITIONER,
                             aliases=("worker id", "staff id", "supervisee id"))  # fmt: skip
    held_on = Column("held_on", Kind.DATE, "Day of the session; of a cancelled one, the day it was planned for",
                     required=True, aliases=("date", "supervision date", "session date"))  # fmt: skip
    kind = Column("kind", Kind.CODE, "Kind of supervision", required=True, codes=SUPERVISION_KIND,
                  aliases=("supervision type", "type"))  # fmt: skip
    minutes = Column("minutes", Kind.NUMBER, "Length in minutes", minimum=0, maximum=600,
                     aliases=("duration minutes",))  # fmt: skip
    cancelled = Column("cancelled", Kind.CODE, "Whether the session was cancelled; blank = it was held", codes=YES_NO,
                       optional_column=True, aliases=("canceled", "session cancelled"))  # fmt: skip

    unique = (practitioner_id, held_on, kind, cancelled)
    references = (Reference(practitioner_id, Workforce.key, Workforce.practitioner_id),)
