"""The supervision extract as it is read: which sessions were held, which cancelled, which were with the manager.

What lives here: telling sessions apart. What does not: what follows from them (`supervision`, `supervision_gaps`,
`cancellations`).
"""

from __future__ import annotations

import pandas as pd

from pipelines.contracts.supervision import Supervision
from pipelines.measures.scope import Scope
from pipelines.snapshots import Flags, is_yes

MANAGERIAL = "managerial"


def sessions_held(scope: Scope) -> pd.DataFrame | None:
    """The sessions that took place; nothing where none is recorded."""
    if not scope.has(Supervision):
        return None
    sessions = scope.frame(Supervision)
    held = sessions[~is_cancelled(sessions)]
    return None if held.empty else held


def is_cancelled(sessions: pd.DataFrame) -> Flags:
    """Which sessions are recorded as cancelled; where nothing is said, a session was held."""
    return is_yes(sessions[Supervision.cancelled])


def is_managerial(sessions: pd.DataFrame) -> Flags:
    """Which sessions are with the manager."""
    return (sessions[Supervision.kind] == MANAGERIAL).to_numpy()
