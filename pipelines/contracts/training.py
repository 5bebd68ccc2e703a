"""Courses completed by practitioners."""

from __future__ import annotations

from pipelines.contracts.code_lists import TRAINING_TOPIC, YES_NO
from pipelines.contracts.dataset import Column, Dataset, Kind, Order, Purpose, Reference
from pipelines.contracts.workforce import Workforce


class Training(Dataset):
    """Completed courses: topics, hours, whose time, and until when they count."""

    key = "training"
    grain = "one course completed by one practitioner"

    practitioner_id = Column("practitioner_id", Kind.IDENTIFIER, "Who was trained; replaced by a token", required=True,
                             purpose=Purpose.PRACTITIONER,
                             aliases=("worker id", "staff id", "learner id"))  # fmt: skip
    course = Column("course", Kind.TEXT, "Title of the course", required=True, aliases=("course title",))
    topics = Column("topics", Kind.CODES, "Topics covered, separated by semicolons", required=True,
                    codes=TRAINING_TOPIC, aliases=("topic",))  # fmt: skip
    completed = Column("completed", Kind.DATE, "Day the course was completed", required=True,
                       aliases=("completion date", "date completed"))  # fmt: skip
    expires = Column("expires", Kind.DATE, "Last day it counts as current; blank = three years",
                     aliases=("expiry date",))  # fmt: skip
    hours = Column("hours", Kind.NUMBER, "Length in hours", required=True, minimum=0, maximum=400,
                   aliases=("duration hours",))  # fmt: skip
    own_time = Column("own_time", Kind.CODE, "Whether it was done in the practitioner's own time", codes=YES_NO,
                      aliases=("in own time",))  # fmt: skip
    provider = Column("provider", Kind.TEXT, "Who gave the course", aliases=("training provider",))

    unique = (practitioner_id, course, completed)
    orders = (Order(completed, expires),)
    references = (Reference(practitioner_id, Workforce.key, Workforce.practitioner_id),)
