"""What `compute` gives: every cell there must be, each with a value or a symbol, and nothing twice."""

from datetime import date
from itertools import product

import pandas as pd
import pytest
from builders.rows import (
    CLOSED_LONG_AGO,
    MARCH,
    answer,
    computed,
    course,
    diary,
    post,
    pseudonymised,
    session,
    shown,
    spell,
    spells,
    staffing,
)

from pipelines.contracts.survey_items import enabled_instruments
from pipelines.measures.catalogue import BY_KEY, CATALOGUE, LINKS
from pipelines.measures.compute import Series, compute, every_series
from pipelines.measures.measure import Statistic
from pipelines.measures.results import CELL_COLUMNS, Results
from pipelines.organisation import Level
from pipelines.periods import PeriodKind

EVERY_ANSWER = {item.code: next(iter(item.scores)) for instrument in enabled_instruments() for item in instrument.items}
"""Every question of every instrument answered with the first answer that has a score."""

EVERYTHING = {
    "workforce": [
        post("sick", "T3", ended="2025-01-31", absent_from="2024-01-08", absent_to="2024-01-12", absence_reason="SIC"),
        post("ann"),
        post("bob", "T2", fte=0.5, agency="yes", newly_qualified_until="2026-12-31"),
    ],
    "involvements": [
        CLOSED_LONG_AGO,
        *spells(7),
        spell(
            "1",
            "bob",
            "T2",
            online_abuse="yes",
            online_harm="images",
            sexual_abuse_concern="yes",
            multi_agency_panel="yes",
            criminal_proceedings="no",
        ),
        spell("2", None, "T3", status="cp", category_of_abuse="SAB", specialist_referred="2026-01-05"),
        spell("3", specialist_referred="2026-01-05", specialist_started="2026-02-02"),
    ],
    "training": [course("ann", completed="2024-01-15"), course("ann", completed="2025-09-15", provider="Hub")],
    "supervision": [
        session("ann", "2024-01-15"),
        session("bob", "2024-01-15"),
        session("ann", "2026-02-02"),
        session("bob", "2026-03-02"),
        session("ann", "2025-06-02", cancelled="yes"),
        session("ann", "2026-02-16", cancelled="yes"),
    ],
    "survey": [answer(**EVERY_ANSWER), answer(wave="2026-01-05", SIS4="no")],
    "establishment": [staffing("T1", 1.0), staffing("T2", 0.0)],
    "time_use": [diary("ann", 20.0), diary("bob", 30.0)],
}
KEY = ["unit_id", "measure_key", "period_end", "breakdown_topic", "breakdown"]


@pytest.fixture(name="results", scope="module")
def _results() -> Results:
    return computed(**EVERYTHING)


def test_every_unit_period_and_breakdown_has_exactly_one_cell(results: Results) -> None:
    units = {unit.unit_id: unit.level for unit in results.organisation}
    months = [pd.Timestamp(day) for day in ("2026-01-31", "2026-02-28", "2026-03-31")]
    # In January nothing was asked but whether people could tell their manager: no cell says that they did not answer.
    asked = {"response_rate": [months[0], months[2]], "able_to_tell_manager": [months[0], months[2]]}
    expected = {
        (unit, series.measure.key, period, str(series.topic), series.code)
        for series in (*every_series(CATALOGUE), Series(BY_KEY["practitioners_by_course"], "course", "Course"))
        for unit, period in product(
            units,
            asked.get(series.measure.key, months[2:]) if series.measure.period_kind is PeriodKind.WAVE else months,
        )
        if units[unit].depth <= series.lowest_level.depth
    }
    found = list(results.cells[KEY].itertuples(index=False, name=None))
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_a_cell_has_a_value_or_a_symbol_and_its_parts_are_always_known(results: Results) -> None:
    cells = results.cells
    assert tuple(cells.columns) == CELL_COLUMNS
    assert (cells["value"].isna() == cells["symbol"].notna()).all()
    assert set(cells["symbol"].dropna()) == {"x", "z"}
    assert cells[["numerator", "denominator", "base"]].notna().all(axis=None)


def test_the_value_is_what_its_parts_say(results: Results) -> None:
    for measure in CATALOGUE:
        cells = results.cells[(results.cells["measure_key"] == measure.key) & results.cells["value"].notna()]
        divided_by = 1.0 if measure.denominator is None else cells["denominator"]
        pd.testing.assert_series_equal(
            cells["value"], cells["numerator"] * measure.scale / divided_by, check_names=False
        )


def test_every_measure_shows_a_value_somewhere(results: Results) -> None:
    with_value = set(results.cells[results.cells["value"].notna()]["measure_key"])
    assert {measure.key for measure in CATALOGUE} == with_value


def test_results_carry_the_catalogue_the_links_and_the_reference_date(results: Results) -> None:
    assert (results.measures, results.links, results.reference_date) == (CATALOGUE, LINKS, MARCH)


def test_the_same_rows_give_the_same_cells_in_whatever_order_they_come() -> None:
    backwards = {dataset: list(reversed(rows)) for dataset, rows in EVERYTHING.items()}
    pd.testing.assert_frame_equal(computed(**EVERYTHING).cells, computed(**backwards).cells)


def test_the_extracts_are_left_as_they_were() -> None:
    given = pseudonymised(**EVERYTHING)
    before = {dataset: rows.copy() for dataset, rows in given.frames.items()}
    compute(given, MARCH, 3)
    for dataset, rows in given.frames.items():
        pd.testing.assert_frame_equal(rows, before[dataset])


RESTING_ON = {
    "training": {
        "exposure_gap", "training_cover_online_abuse", "training_cover_sexual_abuse", "training_cover_diversity",
        "training_cover_emotional_impact", "training_lapsing_online_abuse", "training_hours_per_practitioner",
        "training_own_time_share", "training_lapsing_sexual_abuse", "training_cover_online_abuse_newly_qualified",
        "training_cover_online_abuse_agency", "training_common_provider_share", "practitioners_by_course",
    },
    "supervision": {
        "managerial_supervision_in_time", "peer_supervision_in_time", "supervision_gap_median", "supervision_gap_p90",
        "supervision_cancelled_not_rebooked",
    },
    "survey": {measure.key for measure in CATALOGUE if measure.period_kind is PeriodKind.WAVE},
    "establishment": {"vacancy_rate"},
    "time_use": {"direct_work_share"},
}  # fmt: skip


@pytest.mark.parametrize("missing", RESTING_ON)
def test_what_rests_on_an_extract_that_was_not_supplied_is_not_available_and_nothing_else_changes(missing: str) -> None:
    without = computed(**{dataset: rows for dataset, rows in EVERYTHING.items() if dataset != missing}).cells
    resting = without["measure_key"].isin(RESTING_ON[missing])
    assert set(without[resting]["symbol"]) == {"x"}
    assert (without[resting][["numerator", "denominator", "base"]] == 0).all(axis=None)
    whole = computed(**EVERYTHING).cells
    pd.testing.assert_frame_equal(
        without[~resting].reset_index(drop=True),
        whole[~whole["measure_key"].isin(RESTING_ON[missing])].reset_index(drop=True),
    )


def test_of_nobody_a_count_is_zero_and_a_share_is_not_asked() -> None:
    results = computed(involvements=[CLOSED_LONG_AGO])
    assert shown(results, "open_cases")["T2"] == 0.0
    assert shown(results, "online_not_recorded_share")["T2"] == "z"


def test_an_authority_in_which_every_case_is_unallocated_has_no_caseload_and_no_load() -> None:
    results = computed(involvements=[CLOSED_LONG_AGO, *spells(9, None)])
    assert shown(results, "cases_without_capacity")["A"] == 9
    assert shown(results, "load_ratio")["A"] == "z"


def test_months_before_the_casework_extract_begins_are_left_out() -> None:
    results = computed(
        reference_date=date(2026, 3, 31),
        months=12,
        involvements=[spell("long open", started="2019-01-07"), spell("closes", ended="2026-02-16")],
    )
    assert sorted(set(results.cells["period_end"].dt.date)) == [date(2026, 2, 28), MARCH]


def test_where_no_case_ever_ended_only_the_last_month_is_known() -> None:
    results = computed(months=12, involvements=[spell("long open", started="2019-01-07")])
    assert set(results.cells["period_end"].dt.date) == {MARCH}
    assert shown(results, "open_cases")["A"] == 1


def test_without_a_reference_date_the_last_month_of_the_establishment_extract_is_the_last() -> None:
    results = computed(reference_date=None, **EVERYTHING | {"establishment": [staffing("T1", 1.0, "2025-12-31")]})
    assert results.reference_date == date(2025, 12, 31)


def test_without_an_establishment_extract_the_last_month_complete_in_the_casework_is_the_last() -> None:
    results = computed(reference_date=None, involvements=[CLOSED_LONG_AGO, spell("1", started="2026-03-30")])
    assert results.reference_date == date(2026, 2, 28)


def test_a_reference_date_within_a_month_means_the_last_complete_month() -> None:
    assert computed(reference_date=date(2026, 3, 30)).reference_date == date(2026, 2, 28)


def test_results_stand_at_team_service_and_authority_alone() -> None:
    results = computed(
        teams=[{**row, "region_name": "South East"} for row in pseudonymised().frames["teams"].to_dict("records")]
    )
    levels = {unit.unit_id: unit.level for unit in results.organisation}
    assert {Level.NATION, Level.REGION} <= set(levels.values())
    assert {levels[unit] for unit in results.cells["unit_id"]} == {Level.AUTHORITY, Level.SERVICE, Level.TEAM}


def test_quantiles_are_the_figures_that_do_not_add_up() -> None:
    assert [m.key for m in CATALOGUE if m.numerator.statistic is Statistic.QUANTILE] == [
        "supervision_gap_median", "supervision_gap_p90", "specialist_wait_median"
    ]  # fmt: skip
