"""The search for cover in tables small enough to follow by hand."""

import numpy as np
import pytest

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


def _limited(count: float, limit: float) -> TableDraft:
    """A count with a cell, everybody knowing that it is at most `limit`, and 40 others with whom it makes a total."""
    draft = _draft(count + 40, count, 40)
    draft.add_sum(0, [1, 2])
    most, left = (draft.add_count(np.array([value]), 1) for value in (limit, limit - count))
    draft.add_sum(most, [])
    draft.add_sum(most, [1, left])
    return draft


def _shown_between(count: float, limit: float, min_width: int) -> list[bool]:
    draft = _limited(count, limit)
    counts = np.concatenate(draft.values)
    cover = CountCover(draft.table(3), min_width)
    is_sensitive = np.arange(len(counts)) == 1
    return cover.shown_after(
        counts, is_sensitive, ~is_sensitive[:3], np.array([9.0, 1.0, 1.0]), least=np.zeros(len(counts))
    ).tolist()


def test_a_count_that_cannot_go_up_is_covered_downwards() -> None:
    """9 of at most 9: from 5 to 9."""
    assert _shown_between(9, 9, min_width=4) == [True, False, False]


def test_a_count_with_little_room_on_either_side_is_covered_both_ways() -> None:
    """3 of at most 5 may be anything from 0 to 5, neither of which is five away from it."""
    assert _shown_between(3, 5, min_width=5) == [True, False, False]


def test_no_cover_is_sought_for_a_width_that_everybody_knows_to_be_impossible() -> None:
    """3 of at most 5 has six possible values; asked for seven, what helps is hidden, and the gate decides."""
    assert _shown_between(3, 5, min_width=6) == [True, False, False]


@pytest.mark.parametrize(("width", "cheapest"), [(8, "the 7"), (9, "the total")])
def test_each_count_keeps_the_width_it_needs(width: int, cheapest: str) -> None:
    """With the 7 as cover the 3 may be from 1 to 9; the other 3, beside the 30, from 1 to 32."""
    draft = _draft(10, 3, 7, 33, 3, 30)
    draft.add_sum(0, [1, 2])
    draft.add_sum(3, [4, 5])
    counts = np.concatenate(draft.values)
    sensitive = np.array([False, True, False, False, True, False])
    widths, prices = np.array([0, width, 0, 0, 31, 0]), np.array([9.0, 1.0, 1.0, 9.0, 1.0, 1.0])
    shown = CountCover(draft.table(6), widths).shown_after(counts, sensitive, ~sensitive, prices)
    assert shown.tolist() == [cheapest != "the total", False, cheapest != "the 7", True, False, False]


def test_where_withheld_figures_may_be_zero_a_count_has_more_room() -> None:
    """3 + 3 = 6: each may be from 1 to 5, or from 0 to 6 where nobody knows that zeros are shown."""
    draft = _draft(6, 3, 3)
    draft.add_sum(0, [1, 2])
    counts = np.concatenate(draft.values)
    sensitive = counts == 3
    table, prices = draft.table(3), np.array([9.0, 1.0, 1.0])
    known_to_be_there = CountCover(table, 5).shown_after(counts, sensitive, ~sensitive, prices)
    perhaps_nobody = CountCover(table, 5).shown_after(counts, sensitive, ~sensitive, prices, least=np.zeros(3))
    assert known_to_be_there.tolist() == [False, False, False]
    assert perhaps_nobody.tolist() == [True, False, False]
