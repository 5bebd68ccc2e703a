"""Everything that readers have of one release, and nothing they have not: what an intruder starts from.

What lives here: the shape, and what two releases tell together. What does not: what can be derived from it (`attack`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipelines.disclosure_control.linked_table import BoolArray
from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.protected import Exposure, ProtectedResults
from pipelines.measures.measure import Flow, Link, Measure
from pipelines.measures.results import Results
from pipelines.organisation import Level, Organisation
from pipelines.published import DisclosureRule

KEYS = ["unit_id", "measure_key", "period_end", "breakdown_topic", "breakdown"]
SHOWN = ["value", "base", "lower", "upper", "spread"]
BEFORE = [f"{column}_before" for column in SHOWN]
"""The same of the release before, where two stand side by side."""


@dataclass(frozen=True)
class Publication:
    """Published cells with the rules they were protected by and what everybody knows to add up.

    `cells` has a row per cell: `KEYS`, `SHOWN`, `symbol` and `disclosure_rule`. `measures`, `links` and `flows` are no
    secret: they are documented. Cells of other measures are left aside. `uncovered`: what whoever protected the cells,
    and knows the true figures, could not cover.
    """

    organisation: Organisation
    measures: tuple[Measure, ...]
    links: tuple[Link, ...]
    flows: tuple[Flow, ...]
    policy: Policy
    cells: pd.DataFrame
    uncovered: tuple[Exposure, ...] = ()

    @classmethod
    def of(cls, protected: ProtectedResults, results: Results, policy: Policy) -> Publication:
        """What readers will have of protected results; of the results themselves only what is documented is taken."""
        return cls(
            protected.organisation,
            protected.measures,
            results.links,
            results.flows,
            policy,
            protected.cells,
            protected.uncovered,
        )

    def ours(self) -> Publication:
        """Without official statistics: their publisher has protected them, and corrects them as it sees fit."""
        return replace(self, cells=self.cells[self.cells["disclosure_rule"] != DisclosureRule.OFFICIAL])

    def by_authority(self) -> tuple[Publication, ...]:
        """Each authority with any cells by itself: nothing is added up across authorities."""
        parts = []
        for authority in self.organisation.at(Level.AUTHORITY):
            units = (replace(authority, parent_id=None), *self.organisation.descendants(authority.unit_id))
            cells = self.cells[self.cells["unit_id"].isin([unit.unit_id for unit in units])]
            if len(cells):
                parts.append(replace(self, organisation=Organisation(units), cells=cells))
        return tuple(parts)

    def with_what_stood_before(self, earlier: Publication) -> Publication:
        """This release as somebody reads it who kept the one before: what either shows, he knows.

        Months of which a shown figure differs are left as they are: there the earlier figures no longer hold. Nor do
        those of a unit that was made of other parts: they were attacked with the release that they stand in.
        """
        both = _side_by_side(self.cells, earlier.cells)
        corrected = set(both.loc[_differs(both), "period_end"])
        was_shown = both["value_before"].notna() & both["value"].isna() & ~both["period_end"].isin(corrected)
        known = both.loc[was_shown, [*KEYS, *BEFORE]].set_axis([*KEYS, *SHOWN], axis=1).assign(symbol=None)
        others = set(rebuilt(self.organisation, earlier.organisation))
        known = known[known["unit_id"].isin(self.organisation.by_id.keys() - others)]
        is_known = pd.MultiIndex.from_frame(self.cells[KEYS]).isin(pd.MultiIndex.from_frame(known[KEYS]))
        cells = pd.concat([self.cells[~is_known], known], ignore_index=True)
        return replace(self, cells=cells.astype({"symbol": "str"}))

    def corrections(self, earlier: Publication) -> pd.DataFrame:
        """Cells that both releases show, and differently: `KEYS`, and `SHOWN` now and with `_before`."""
        both = _side_by_side(self.cells, earlier.cells)
        return both[_differs(both)]


def rebuilt(now: Organisation, before: Organisation) -> list[str]:
    """Units of both whose old figures are not the sum of their present parts.

    A part that nobody knew before does no harm: it has no figures yet, and may stand for one that is gone.
    """

    def is_rebuilt(unit_id: str) -> bool:
        old, new = ({part.unit_id for part in each.children(unit_id)} for each in (before, now))
        unknown = new - before.by_id.keys()
        return bool(new - old - unknown) or bool(old - new and not unknown)

    return [unit.unit_id for unit in now if unit.unit_id in before.by_id and is_rebuilt(unit.unit_id)]


def _side_by_side(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Every cell that either has, with the figures of both."""
    columns = [*KEYS, *SHOWN]
    return now[columns].merge(before[columns], on=KEYS, how="outer", suffixes=("", "_before"))


def _differs(both: pd.DataFrame) -> BoolArray:
    """Whether both show a figure and not the same."""
    return np.asarray(both[["value", "value_before"]].notna().to_numpy().all(axis=1) & ~says_the_same(both))


def says_the_same(both: pd.DataFrame) -> BoolArray:
    """Whether each figure (`SHOWN`) is the one of the release before (`BEFORE`), or both are missing."""
    return np.asarray(np.isclose(both[SHOWN].to_numpy(), both[BEFORE].to_numpy(), equal_nan=True).all(axis=1))
