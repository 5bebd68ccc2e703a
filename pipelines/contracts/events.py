"""What happened on a known day, so that charts are not read across it."""

from __future__ import annotations

from pipelines.contracts.code_lists import EVENT_KIND, MEASURE, YES_NO
from pipelines.contracts.dataset import Column, Dataset, Kind, Reference
from pipelines.contracts.teams import Teams


class Events(Dataset):
    """Reorganisations, new duties and changes of recording, marked on charts; their labels are published."""

    key = "events"
    grain = "one event"

    date = Column("date", Kind.DATE, "Day on which it happened", required=True, aliases=("happened on",))
    kind = Column("kind", Kind.CODE, "What kind of event it was", required=True, codes=EVENT_KIND,
                  aliases=("kind of event",))  # fmt: skip
    label = Column("label", Kind.TEXT, "What happened, in a few words that name nobody", required=True, maximum=80)
    unit_id = Column("unit_id", Kind.TEXT, "Code of the team, service or authority it happened to, and all below; "
                     "blank means the whole authority", optional_column=True, maximum=40,
                     aliases=("team code", "team id", "unit"))  # fmt: skip
    measure = Column("measure", Kind.CODE, "The measure it changed; blank means all", optional_column=True,
                     codes=MEASURE)  # fmt: skip
    recalculate = Column("recalculate", Kind.CODE, "Whether the usual range is worked out anew from that month on",
                         required=True, codes=YES_NO)  # fmt: skip

    unique = (date, label, unit_id, measure)
    unit_names = (label,)
    references = (Reference(unit_id, Teams.key, Teams.team_id, (Teams.service_id, Teams.authority_id)),)
