"""Who holds cases of sexual abuse, and how many of these involve online abuse, by practitioner and month-end.

What lives here: facts of open cases told of their holders. What does not: the cases themselves (`cases`), or how many
cases somebody holds in all (`staff`). A holder is one practitioner, in whatever teams the cases stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from pipelines.contracts.code_lists import NO, YES
from pipelines.contracts.involvements import Involvements
from pipelines.measures.scope import Scope
from pipelines.measures.subjects.by_month import FlagsByMonth, NumbersByMonth, sums_by_month
from pipelines.measures.subjects.cases import OpenAtMonthEnds
from pipelines.snapshots import Flags, includes

QUARTER: Final = 4
"""One case of so many is the share that the survey of 2013 asked for."""


@dataclass(frozen=True, repr=False, eq=False)
class Holdings:
    """Flags by practitioner × month-end.

    `may_be_sexual_abuse`: holds a case in which child sexual abuse or exploitation is not ruled out as a concern;
    `sexual_abuse_recorded`: one in which it is a concern and the online answer is recorded; `quarter_online`: of the
    latter at least a quarter involve online abuse.
    """

    may_be_sexual_abuse: FlagsByMonth
    sexual_abuse_recorded: FlagsByMonth
    quarter_online: FlagsByMonth


def holdings_by_month(scope: Scope, cases: OpenAtMonthEnds) -> Holdings:
    """What the cases of each holder are recorded as; a case that nobody holds is nobody's."""
    concern = cases.involvements[Involvements.sexual_abuse_concern]
    online = cases.involvements[Involvements.online_abuse]
    is_online = includes(online, YES)

    def held(chosen: Flags) -> NumbersByMonth:
        rows = chosen & (cases.holder >= 0)
        return sums_by_month(scope, cases.holder[rows], cases.month[rows])

    is_concern = includes(concern, YES)
    recorded = held(is_concern & (is_online | includes(online, NO)))
    return Holdings(
        may_be_sexual_abuse=np.asarray(held(~includes(concern, NO)) > 0),
        sexual_abuse_recorded=np.asarray(recorded > 0),
        quarter_online=np.asarray((recorded > 0) & (QUARTER * held(is_concern & is_online) >= recorded)),
    )
