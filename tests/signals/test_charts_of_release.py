"""The charts of a release: which kind a measure gets, what is said, where known events part it, what it may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from builders.protected import LATEST, Cell, Table, a_measure, an_authority, protected

from pipelines.disclosure_control.protected import SEAL, ProtectedResults
from pipelines.measures.measure import Direction, Measure, MeasureUnit
from pipelines.measures.workload_policy import ALWAYS, SET_BY_THE_AUTHORITY, Policy, PolicyNumber, WorkloadPolicy
from pipelines.periods import months_before
from pipelines.published import Assurance, ChartKind, EventKind, Pattern, Symbol, Variation
from pipelines.signals.known_events import KnownEvent
from pipelines.signals.read_signals import read_signals
from pipelines.signals.signal import ChartTables
from pipelines.signals.spc import MDC, PLOT_THE_DOTS, Profile

STEADY = [40.0, 44.0] * 18
RISEN = [*STEADY[:30], *[60.0] * 6]
SHARE = a_measure("vacancy_rate")
COUNT = a_measure("cases_without_capacity", unit=MeasureUnit.CHILDREN)
HIDDEN = Symbol.CONFIDENTIAL


def _release(
    measure: Measure, cells: list[Cell], bases: list[float] | None = None, unit: str = "T01"
) -> ProtectedResults:
    release = protected(an_authority(), Table(measure, {unit: cells}))
    if bases is not None:
        shown = [base for base, cell in zip(bases, cells, strict=True) if not isinstance(cell, Symbol | None)]
        cells_of = release.cells.sort_values("period_end").reset_index(drop=True)
        cells_of.loc[cells_of["value"].notna(), "base"] = shown
        release = _with_cells(release, cells_of)
    return release


def _with_cells(release: ProtectedResults, cells: pd.DataFrame) -> ProtectedResults:
    return ProtectedResults(release.organisation, release.measures, release.policy, LATEST, cells, SEAL)


def _charts(
    release: ProtectedResults,
    profile: Profile = MDC,
    events: tuple[KnownEvent, ...] = (),
) -> ChartTables:
    return read_signals(release, profile, events).charts


def _only(table: pd.DataFrame) -> dict[str, object]:
    (row,) = table.to_dict("records")
    return row


def _changing_bases(furthest: float) -> list[float]:
    """About 20, once so far above (a share of the mean, very nearly)."""
    return [20.0] * 35 + [20.0 * (1 + furthest)]


@pytest.mark.parametrize(
    ("measure", "furthest", "kind"),
    [
        (SHARE, 0.24, ChartKind.XMR),
        (SHARE, 0.30, ChartKind.P_PRIME),
        (a_measure("caseload_per_fte", unit=MeasureUnit.CASES_PER_FTE), 0.30, ChartKind.U_PRIME),
        (a_measure("training_hours", unit=MeasureUnit.HOURS), 0.30, ChartKind.XMR),
    ],
)
def test_a_share_or_rate_whose_base_moves_by_more_than_a_quarter_has_limits_that_follow_it(
    measure: Measure, furthest: float, kind: ChartKind
) -> None:
    tables = _charts(_release(measure, [*STEADY], _changing_bases(furthest)))
    assert _only(tables.charts)["kind"] == kind
    assert tables.limits["upper"].nunique() == (1 if kind is ChartKind.XMR else 2)


def test_twelve_months_have_a_median_and_are_not_judged_and_thirteen_are() -> None:
    few, enough = (_charts(_release(SHARE, [*STEADY[-months:]])) for months in (12, 13))
    chart, limit = _only(few.charts), _only(few.limits)
    assert (chart["kind"], chart["variation"]) == (ChartKind.RUN, Variation.NOT_JUDGED)
    assert chart["words"] == "Only 12 months are shown: too few to tell what is usual."
    assert limit["centre"] == 42
    assert np.isnan(limit["lower"])
    assert np.isnan(limit["upper"])
    assert len(few.points) == 0
    assert _only(enough.charts)["variation"] == Variation.COMMON_CAUSE
    assert _only(enough.charts)["words"] == "Nothing beyond the usual ups and downs."


def test_a_hidden_month_has_no_limit_of_its_own_and_counts_for_nothing() -> None:
    with_hidden = [*STEADY[:20], HIDDEN, *STEADY[20:]]
    chart = _only(_charts(_release(SHARE, with_hidden)).charts)
    assert chart["points"] == 36
    whole, gap = (_only(_charts(_release(SHARE, [*cells])).limits) for cells in (STEADY, with_hidden))
    assert {key: whole[key] for key in ("centre", "lower", "upper")} == {
        key: gap[key] for key in ("centre", "lower", "upper")
    }


@pytest.mark.parametrize(
    ("direction", "variation"),
    [
        (Direction.LOWER_IS_BETTER, Variation.CONCERN),
        (Direction.HIGHER_IS_BETTER, Variation.IMPROVEMENT),
        (Direction.NEITHER, Variation.CHANGE),
    ],
)
def test_a_shift_is_told_with_its_first_month_and_the_average(direction: Direction, variation: Variation) -> None:
    tables = _charts(_release(a_measure("vacancy_rate", direction=direction), [*RISEN]))
    chart = _only(tables.charts)
    assert chart["variation"] == variation
    assert chart["words"] == (
        "Higher than usual for this team since May 2026: six months in a row above its average of 45%."
    )
    shifted = tables.points[tables.points["pattern"] == Pattern.SHIFT]
    assert set(shifted["period_end"].dt.date) >= {months_before(LATEST, back) for back in range(6)}
    assert set(shifted["variation"][-6:]) == {variation}


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([*STEADY[:-1], 75.0], "Higher than usual for this team in October 2026: 75%, where 30% to 56% is usual."),
        (
            [*STEADY[:-6], 40.0, 42.0, 44.0, 46.0, 48.0, 50.0],
            "Rising for this team since May 2026: five months in a row, each higher than the one before.",
        ),
        (
            [*STEADY[:-3], 51.0, 43.0, 51.0],
            (
                "Higher than usual for this team of late: two of the last three months shown lie near the upper end of "
                "its usual range, 31% to 54%."
            ),
        ),
    ],
)
def test_every_other_pattern_has_a_sentence_of_its_own(cells: list[Cell], words: str) -> None:
    assert _only(_charts(_release(SHARE, cells)).charts)["words"] == words


def test_a_run_with_hidden_months_in_it_says_that_they_are_shown_ones() -> None:
    words = _only(_charts(_release(SHARE, [*STEADY[:30], *[60.0] * 3, HIDDEN, *[60.0] * 3])).charts)["words"]
    assert str(words).startswith("Higher than usual for this team since April 2026: six shown months in a row above")


def _event(back: int, **changed: object) -> KnownEvent:
    """In the middle of the month so many before the latest, for the whole authority and all measures."""
    event = KnownEvent("A", None, months_before(LATEST, back).replace(day=15), EventKind.OTHER, "Something", True)
    return replace(event, **changed)  # type: ignore[arg-type]


STEPPED = [*STEADY[:18], *(value + 30 for value in STEADY[18:])]


def test_an_event_gives_the_months_from_its_own_on_limits_of_their_own() -> None:
    limits = _charts(_release(SHARE, [*STEPPED]), events=(_event(17),)).limits
    assert limits["centre"].tolist() == [42, 72]
    assert limits["first_period"].dt.date.tolist() == [months_before(LATEST, 35), months_before(LATEST, 17)]
    assert limits["last_period"].dt.date.tolist() == [months_before(LATEST, 18), LATEST]


@pytest.mark.parametrize(
    "event",
    [
        _event(17, recalculates=False),
        _event(17, unit_id="T02"),
        _event(17, measure_key="another"),
        _event(17, happened_on=date(2030, 1, 1)),
        _event(17, unit_id="nobody"),
    ],
    ids=["a mark only", "another team", "another measure", "still to come", "a unit that is not shown"],
)
def test_an_event_parts_no_chart_that_it_does_not_concern(event: KnownEvent) -> None:
    assert len(_charts(_release(SHARE, [*STEPPED]), events=(event,)).limits) == 1


def test_two_events_of_one_month_make_one_new_beginning() -> None:
    events = (_event(17), _event(17, unit_id="T01", measure_key="vacancy_rate"))
    assert len(_charts(_release(SHARE, [*STEPPED]), events=events).limits) == 2


def test_soon_after_an_event_nothing_is_judged_and_no_signal_is_raised() -> None:
    signals = read_signals(_release(SHARE, [*RISEN]), events=(_event(5),))
    chart = _only(signals.charts.charts)
    assert chart["variation"] == Variation.NOT_JUDGED
    assert chart["words"] == (
        "Limits begin anew with May 2026; six months are shown since, too few to tell what is usual now."
    )
    assert signals.charts.limits["upper"].isna().tolist() == [False, True]
    assert signals.rows == ()
    assert signals.events == (_event(5),)
    assert [signal.measure_key for signal in read_signals(_release(SHARE, [*RISEN])).rows] == ["vacancy_rate"]


def test_a_signal_compares_with_the_months_since_the_event_alone() -> None:
    low, high = [10.0, 12.0] * 6, [40.0, 42.0] * 9
    jumped = [*low, *high, *[65.0] * 6]
    (signal,) = read_signals(_release(SHARE, [*jumped]), events=(_event(23),)).rows
    assert "against an average of 47% over the 24 months shown" in signal.sentence


def test_wherever_a_signal_speaks_of_the_past_the_published_chart_is_special() -> None:
    rng = np.random.default_rng(7)
    cells = {f"T{team:02}": [*rng.normal(40, 3, 30), *rng.normal(55, 3, 6)] for team in range(1, 11)}
    signals = read_signals(protected(an_authority(), Table(SHARE, cells)))
    charts = signals.charts.charts.set_index("unit_id")["variation"]
    told = {signal.unit_id for signal in signals.rows if signal.rule == "unusual_change"}
    assert len(told) > 5
    assert set(charts[list(told)]) == {Variation.CONCERN}


def _rare(months: int, every: int) -> list[Cell]:
    return [float(month % every == 0) * 8 for month in range(months)]


def test_a_count_that_is_mostly_none_tells_months_without_any() -> None:
    tables = _charts(_release(COUNT, _rare(60, 4)))
    chart, limit = _only(tables.charts), _only(tables.limits)
    assert (chart["kind"], chart["variation"]) == (ChartKind.GAPS, Variation.COMMON_CAUSE)
    assert (limit["centre"], limit["upper"]) == (3, pytest.approx(3 + 3 * 12**0.5))
    assert np.isnan(limit["lower"])
    assert chart["words"] == "Nothing beyond the usual: about three months without any between months with some."


def test_an_unusually_long_time_without_any_is_an_improvement_where_fewer_is_better() -> None:
    tables = _charts(_release(COUNT, [*_rare(60, 4), *[0.0] * 14]))
    chart, point = _only(tables.charts), _only(tables.points)
    assert chart["variation"] == Variation.IMPROVEMENT
    assert chart["words"] == "Unusually long without any: 17 months; about three months is usual."
    assert (point["pattern"], point["variation"]) == (Pattern.SINGLE, Variation.IMPROVEMENT)
    assert point["period_end"].date() == LATEST


def test_no_gaps_are_told_where_a_month_is_hidden() -> None:
    cells = _rare(60, 4)
    cells[30] = HIDDEN
    chart = _only(_charts(_release(COUNT, cells)).charts)
    assert (chart["kind"], chart["variation"]) == (ChartKind.RUN, Variation.NOT_JUDGED)
    assert chart["words"] == "Most months shown have none: too few have any to tell what is usual."


@pytest.mark.parametrize(
    ("about", "assurance"),
    [(80, Assurance.RELIABLY_MET), (98, Assurance.SOMETIMES_MET), (130, Assurance.RELIABLY_MISSED)],
)
def test_load_is_held_against_the_indicative_limit(about: float, assurance: Assurance) -> None:
    load = a_measure("load_ratio", direction=Direction.NEITHER)
    chart = _only(_charts(_release(load, [about - 1.0, about + 1.0] * 18)).charts)
    assert (chart["target"], chart["assurance"]) == (100, assurance)


def test_a_target_is_that_of_the_authority_and_a_measure_without_one_says_so() -> None:
    release = _release(SHARE, [*STEADY])
    assert _only(_charts(release).charts)["assurance"] == Assurance.NO_TARGET
    target = PolicyNumber(Policy.TARGET, 90, ALWAYS, SET_BY_THE_AUTHORITY, "vacancy_rate", "Agreed by the board")
    of_its_own = replace(release, seal=SEAL, workload={"A": WorkloadPolicy((target,))})
    assert _only(_charts(of_its_own).charts)["assurance"] == Assurance.RELIABLY_MET


@pytest.mark.parametrize(
    ("cells", "variation"),
    [
        ([*[90.0, 92.0] * 15, *[110.0] * 6], Variation.CONCERN),
        ([*[60.0, 62.0] * 15, *[80.0] * 6], Variation.CHANGE),
        ([*[130.0, 132.0] * 15, *[90.0] * 6], Variation.IMPROVEMENT),
        ([*[90.0, 92.0] * 15, *[70.0] * 6], Variation.CHANGE),
    ],
    ids=["up, over the limit", "up, within it", "down, from over it", "down, from within it"],
)
def test_a_load_is_worse_or_better_only_where_its_limit_is_passed(cells: list[Cell], variation: Variation) -> None:
    tables = _charts(_release(a_measure("load_ratio", direction=Direction.NEITHER), cells))
    assert _only(tables.charts)["variation"] == variation
    assert variation in set(tables.points["variation"])


def test_a_new_limit_is_no_change_of_load_and_its_range_is_drawn_by_the_limit_of_each_month() -> None:
    twenty = PolicyNumber(Policy.CASE_LIMIT, 20, date(2026, 5, 31), SET_BY_THE_AUTHORITY, "", "Agreed by the board")
    cells: list[Cell] = [*[100.0, 104.0] * 15, *[75.0, 78.0] * 3]
    load = a_measure("load_ratio", direction=Direction.NEITHER)
    plain = _release(load, cells)
    assert _only(_charts(plain).charts)["variation"] == Variation.CHANGE
    tables = _charts(replace(plain, seal=SEAL, workload={"A": WorkloadPolicy((twenty,))}))
    assert _only(tables.charts)["variation"] == Variation.COMMON_CAUSE
    before, after = tables.limits.to_dict("records")
    assert after["first_period"] == pd.Timestamp(2026, 5, 31)
    assert [before[each] * 15 / 20 for each in ("lower", "centre", "upper")] == pytest.approx(
        [after[each] for each in ("lower", "centre", "upper")]
    )


def test_the_profile_of_the_release_is_named_and_decides() -> None:
    six_high = [*STEADY[:29], *[44.0] * 6]
    by_default, other = (_only(_charts(_release(SHARE, [*six_high]), each).charts) for each in (MDC, PLOT_THE_DOTS))
    assert (by_default["profile"], by_default["variation"]) == ("mdc", Variation.CONCERN)
    assert (other["profile"], other["variation"]) == ("plotthedots", Variation.COMMON_CAUSE)


def test_what_stands_in_a_hidden_cell_leaves_every_row_of_every_chart_equal() -> None:
    """A protected cell holds no value at all; were one left behind its symbol, no chart would read it."""
    release = protected(
        an_authority(),
        Table(SHARE, {"T01": [*STEADY[:30], HIDDEN, *STEADY[31:]], "T02": [*RISEN]}),
        Table(COUNT, {"T01": [8.0, HIDDEN] * 18, "T02": [0.0, HIDDEN] * 18}),
    )
    tables = []
    for base in (1.0, 5.0):
        cells = release.cells.copy()
        cells.loc[cells["symbol"] == str(HIDDEN), "base"] = base
        tables.append(_charts(_with_cells(release, cells)))
    for name in ("charts", "limits", "points"):
        one, other = (getattr(each, name) for each in tables)
        assert len(one) > 0
        pd.testing.assert_frame_equal(one, other)
