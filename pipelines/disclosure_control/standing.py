"""What stands: a figure is published once, and what the release before says of a month is not said again otherwise.

What lives here: which cells of a release are bound by the one before it, and how. What does not: hiding (`secondary`),
or the proof that both releases together tell nothing (`attack`).

Extracts are corrected for months after a month has ended. Were each release to show the corrected figures, the two
together would tell what was corrected: one child's record, one late answer. So the first figure stands. A month may be
restated on request; then what moved by a few people is withheld in it, and what was withheld stays so.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from pipelines.disclosure_control.corrections import moved_by_few
from pipelines.disclosure_control.linked_table import BoolArray
from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.publication import BEFORE, KEYS, SHOWN, Publication, rebuilt, says_the_same
from pipelines.disclosure_control.rounding import figures_of
from pipelines.disclosure_control.sums import rows_of
from pipelines.measures.measure import Measure
from pipelines.measures.results import Results
from pipelines.published import DisclosureRule, Symbol

_SAID: Final = [*SHOWN, "symbol"]


@dataclass(frozen=True)
class Standing:
    """By row of the cells to be protected, what the release before lays down.

    `shown`: what it says, in `figures`, stands and everybody knows it. `withheld`: it stays withheld. `barred`: it may
    not be added to a month that is out, because figures beside it have been corrected since or its unit is new.
    `moved`: it is restated and differs by a few people. `is_new`: it has a figure and the release before says nothing
    of it. `left_out`: cells of the release before, of present units and months, that the extracts tell nothing of any
    more. `corrected`: periods in which what stands is no longer what the extracts say.
    """

    shown: BoolArray
    withheld: BoolArray
    barred: BoolArray
    moved: BoolArray
    is_new: BoolArray
    figures: pd.DataFrame
    left_out: pd.DataFrame
    corrected: tuple[date, ...] = ()

    def stand(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Cells as they will be published: with what stands put in its place, and what the extracts leave out."""
        stands = self.shown | (self.withheld & cells["value"].isna().to_numpy())
        said = cells.assign(**{column: cells[column].mask(stands, self.figures[column]) for column in _SAID})
        return pd.concat([said, self.left_out], ignore_index=True) if len(self.left_out) else said


def nothing_stands(cells: pd.DataFrame) -> Standing:
    """Before the first release."""
    none = np.zeros(len(cells), dtype=np.bool_)
    said = pd.DataFrame(index=cells.index, columns=_SAID)
    return Standing(none, none, none, none, cells["value"].notna().to_numpy(), said, cells.iloc[:0])


def what_stands(
    cells: pd.DataFrame, results: Results, policy: Policy, earlier: Publication, restated: Collection[date] = ()
) -> Standing:
    """Compare the cells to be protected, numbered from 0, with the release before; `restated` are ends of months."""
    # With the populations that readers had then: what was withheld beside a figure is no correction of it.
    figures = figures_of(cells[cells["value"].notna()], results.measures, policy, earlier.cells).reindex(cells.index)
    both = (
        cells[KEYS]
        .join(figures)
        .merge(earlier.cells[[*KEYS, *_SAID]], on=KEYS, how="left", suffixes=("", "_before"))
        .set_axis(cells.index)
    )
    has_figure = cells["value"].notna().to_numpy()
    was_shown = both["value_before"].notna().to_numpy() | (both["symbol"] == Symbol.NOT_APPLICABLE).to_numpy()
    was_withheld = (both["symbol"] == Symbol.CONFIDENTIAL).to_numpy(dtype=np.bool_)
    is_ours = ~cells["measure_key"].isin(_official(results.measures)).to_numpy()
    month = cells["period_end"] + pd.offsets.MonthEnd(0)
    is_restated = month.isin([pd.Timestamp(day) for day in restated]).to_numpy()
    differs = was_shown & ~says_the_same(both) & is_ours
    block = _blocks(cells, results.measures)
    is_corrected = _anywhere(differs & ~is_restated, block)
    is_out = _anywhere(was_shown | was_withheld, block)
    # Where teams were moved between services, the old sums do not hold for the new services.
    is_rebuilt = cells["unit_id"].isin(rebuilt(results.organisation, earlier.organisation)).to_numpy()
    is_new_unit = ~cells["unit_id"].isin(earlier.organisation.by_id).to_numpy()
    is_bound = is_ours & ~is_restated & ~(is_rebuilt & is_corrected)
    shown, withheld = was_shown & is_bound, was_withheld & (is_bound | (is_ours & is_restated))
    is_open = is_ours & ~shown & ~withheld
    barred = is_open & is_out & ~is_restated & (is_corrected | is_new_unit)
    days = pd.DatetimeIndex(cells.loc[is_corrected, "period_end"].unique()).sort_values()
    return Standing(
        shown=shown,
        withheld=withheld,
        barred=barred,
        moved=differs & is_restated & moved_by_few(both, results.measures, policy),
        is_new=is_open & ~barred & has_figure,
        figures=both[[*BEFORE, "symbol"]].set_axis(_SAID, axis=1),
        left_out=_left_out(cells, results, earlier),
        corrected=tuple(day.date() for day in days),
    )


def _left_out(cells: pd.DataFrame, results: Results, earlier: Publication) -> pd.DataFrame:
    """A survey file that is missing once does not unsay what was published of the survey."""
    before = earlier.ours().cells
    is_present = before["unit_id"].isin(results.organisation.by_id) & before["measure_key"].isin(
        [measure.key for measure in results.measures]
    )
    is_in_time = before["period_end"].between(cells["period_end"].min(), pd.Timestamp(results.reference_date))
    is_said = pd.MultiIndex.from_frame(before[KEYS]).isin(pd.MultiIndex.from_frame(cells[KEYS]))
    return before[is_present & is_in_time & ~is_said]


def _official(measures: tuple[Measure, ...]) -> list[str]:
    """Measures whose publisher corrects them as it sees fit."""
    return [measure.key for measure in measures if measure.disclosure_rule is DisclosureRule.OFFICIAL]


def _blocks(cells: pd.DataFrame, measures: tuple[Measure, ...]) -> pd.Series:
    """What is corrected together: all counts of children of a period, all figures on the same staff or respondents."""
    names: dict[object, int] = {}
    of_measure = {
        measure.key: names.setdefault(
            measure.disclosure_rule if measure.disclosure_rule is DisclosureRule.CHILDREN else rows_of(measure.base),
            len(names),
        )
        for measure in measures
    }
    return cells["measure_key"].map(of_measure).astype("int64") + len(names) * pd.factorize(cells["period_end"])[0]


def _anywhere(marks: BoolArray, block: pd.Series) -> BoolArray:
    """Every row of a block in which any row is marked."""
    return block.isin(block[marks].unique()).to_numpy()
