"""Who answered some questions of a scale and not all: told where the scale is shown beside each of its questions.

What lives here: how many they are in a unit without its shown parts, and where those are too few. What does not: which
scales are made of questions that are shown (`measures.survey_measures`).

A scale counts who answered all its questions, a question whoever answered that. The questions less the scale are what
the others said, so that those, too, are a group of which something is told.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipelines.disclosure_control.grid import Grid
from pipelines.disclosure_control.linear_program import FloatArray
from pipelines.disclosure_control.linked_table import BoolArray
from pipelines.disclosure_control.sums import rows_of


def told_together(grid: Grid) -> Iterator[tuple[int, int]]:
    """The numbers of each scale that is made of questions that are figures, and of each figure of such a question."""
    by_base = [rows_of(series.part(series.measure.base)) for series in grid.series]
    for number, series in enumerate(grid.series):
        made_of = {rows_of(series.part(base)) for base in series.measure.made_of}
        yield from ((number, other) for other, base in enumerate(by_base) if base in made_of)


def few_in_part(grid: Grid, pair: tuple[int, int], is_shown: BoolArray, floor: int) -> BoolArray:
    """By period and unit: where too few answered the question alone, in the unit or in what its shown parts leave.

    A unit where they are too few counts as hidden for the units above. Hiding more than that afterwards does no harm:
    it leaves the units above none of them, or enough.
    """
    scale, question = pair
    in_part = grid.base[question] - grid.base[scale]
    covered: FloatArray = np.zeros_like(in_part)
    is_few = np.zeros_like(is_shown)
    for place in grid.deepest_first:
        left = np.abs(in_part[:, place] - covered[:, place])
        is_few[:, place] = is_shown[:, place] & (left > 0) & (left < floor)
        if (above := int(grid.above[place])) >= 0:
            is_open = is_shown[:, place] & ~is_few[:, place]
            covered[:, above] += np.where(is_open, in_part[:, place], covered[:, place])
    return is_few
