"""The search for cover in tables small enough to follow by hand."""

import numpy as np

from pipelines.disclosure_control.circulation import CountCover
from pipelines.disclosure_control.linked_table import LinkedTable, TableDraft


def _draft(*counts: float) -> TableDraft:
    """Counts of one period, each shown by a cell of the same number."""
    draft = TableDraft()
    for cell, count in enumerate(counts):
        draft.show(cell, draft.add_count(np.array([count]), cell))
    return draft


def _shown(table: LinkedTable, counts: list[float], prices: list[float] | None = None) -> list[bool]:
    true = np.array(counts)
    sensitive = (true > 0) & (true < 6)
    before = ~table.cells_showing(sensitive | np.isnan(true))
    cover = CountCover(table, min_width=4)
    return cover.shown_after(true, sensitive, before, np.array(prices or [1.0] * table.cells)).tolist()


def test_nothing_is_hidden_where_nothing_is_sensitive() -> None:
    draft = _draft(30, 10, 20)
    draft.add_sum(0, [1, 2])
    assert _shown(draft.table(3), [30, 10, 20]) == [True, True, True]


def test_the_cheapest_cover_is_taken() -> None:
    draft = _draft(33, 3, 10, 20)
    draft.add_sum(0, [1, 2, 3])
    assert _shown(draft.table(4), [33, 3, 10, 20], [5, 1, 2, 1]) == [True, False, True, False]


def test_a_zero_is_never_cover() -> None:
    draft = _draft(23, 3, 0, 20)
    draft.add_sum(0, [1, 2, 3])
    assert _shown(draft.table(4), [23, 3, 0, 20]) == [True, False, True, False]


def test_cover_that_became_superfluous_is_shown_again() -> None:
    """The cheap 12 covers the 1. The 2 needs the 30, which then covers the 1 as well."""
    counts, prices = [43, 1, 12, 30, 32, 2, 30], [9, 1, 1, 2, 9, 1, 2]
    draft = _draft(*counts)
    draft.add_sum(0, [1, 2, 3])
    draft.add_sum(4, [5, 6])
    draft.add_sum(3, [6])
    assert _shown(draft.table(7), counts, prices) == [True, False, True, False, True, False, False]


def test_a_count_that_cannot_be_covered_is_left_to_the_gate() -> None:
    draft = _draft(3)
    draft.add_sum(0, [])
    assert _shown(draft.table(1), [3]) == [False]


def test_a_missing_count_binds_nobody() -> None:
    """Where a total was not counted, its parts cover themselves."""
    draft = _draft(np.nan, 3, 20)
    draft.add_sum(0, [1, 2])
    assert _shown(draft.table(3), [np.nan, 3, 20]) == [False, False, True]


def test_a_cell_that_shows_several_counts_is_hidden_for_any_of_them() -> None:
    draft = TableDraft()
    whole, part, other = (draft.add_count(np.array([count]), 0) for count in (33.0, 3.0, 30.0))
    draft.show(0, whole)
    draft.show(1, part)
    draft.show(1, whole)
    draft.add_sum(whole, [part, other])
    assert _shown(draft.table(2), [33, 3, 30]) == [True, False]


def test_the_last_unknown_count_of_a_sum_is_deduced() -> None:
    draft = _draft(33, 3, 30, 2, 28)
    draft.add_sum(0, [1, 2])
    draft.add_sum(2, [3, 4])
    known = np.array([True, True, False, True, False])
    assert draft.table(5).deduced(known).all()
    assert known.tolist() == [True, True, False, True, False]
