"""Hours of practitioners' time diaries by month."""

from __future__ import annotations

from pipelines.contracts.dataset import Column, Dataset, Kind, Part, Purpose, Reference
from pipelines.contracts.workforce import Workforce


class TimeUse(Dataset):
    """How practitioners' working time was spent, from time diaries: a month without one has no row."""

    key = "time_use"
    grain = "one practitioner's diary of one month"

    practitioner_id = Column("practitioner_id", Kind.IDENTIFIER, "Whose diary it is; replaced by a token",
                             required=True, purpose=Purpose.PRACTITIONER,
                             aliases=("worker id", "staff id", "employee id"))  # fmt: skip
    month_end = Column("month_end", Kind.DATE, "Last day of the month", required=True, aliases=("month",))
    hours_direct = Column("hours_direct", Kind.NUMBER, "Hours with children and families, in person or by call",
                          required=True, minimum=0, maximum=400,
                          aliases=("direct hours", "hours of direct work"))  # fmt: skip
    hours_recorded = Column("hours_recorded", Kind.NUMBER, "All hours of the diary", required=True, minimum=0,
                            maximum=400, aliases=("total hours", "hours of the diary"))  # fmt: skip

    unique = (practitioner_id, month_end)
    month_ends = (month_end,)
    parts = (Part(hours_direct, hours_recorded),)
    references = (Reference(practitioner_id, Workforce.key, Workforce.practitioner_id),)
