"""Official statistics as results: every figure as published, every area under one id, the matrix complete."""

from datetime import date

import pandas as pd
import pytest
from builders.official import ENGLAND, authority, nation, region, small_england, statistics, table

from pipelines.errors import UsageError
from pipelines.measures.catalogue import CATALOGUE
from pipelines.measures.official import FIGURES, official_results
from pipelines.measures.results import CELL_COLUMNS
from pipelines.organisation import Level, Unit
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

GATESHEAD = ("390", "E08000037")


def shown(cells: pd.DataFrame, unit_id: str, measure_key: str) -> list[float | str]:
    """The value or the symbol of each year, oldest first."""
    rows = cells[(cells["unit_id"] == unit_id) & (cells["measure_key"] == measure_key)].sort_values("period_end")
    return [symbol if pd.isna(value) else value for value, symbol in zip(rows["value"], rows["symbol"], strict=True)]


def test_each_measure_shows_its_published_column_and_on_how_much_it_rests() -> None:
    cells = official_results(statistics(table([nation(2025)]))).cells
    assert list(cells.columns) == list(CELL_COLUMNS)
    assert {
        key: (value, base) for key, value, base in cells[["measure_key", "value", "base"]].itertuples(index=False)
    } == {
        "caseload_per_fte": (15.5, 120.4),
        "in_post_fte": (200.5, 215.0),
        "agency_rate": (14.2, 200.5),
        "vacancy_rate": (16.1, 200.5),
        "turnover_rate": (12.0, 200.5),
        "absence_rate": (3.1, 200.5),
    }
    assert cells["symbol"].isna().all()
    assert cells["numerator"].isna().all()
    assert cells["denominator"].isna().all()
    assert set(cells["period_end"].dt.date) == {date(2025, 9, 30)}
    assert set(cells["breakdown_topic"]) == set(cells["breakdown"]) == {""}


def test_a_symbol_stands_alone_without_value_or_base() -> None:
    cells = official_results(statistics(table([nation(agency_rate_fte="c", inpost_fte="x")]))).cells
    by_key = cells.set_index("measure_key")
    assert by_key.loc["agency_rate", "symbol"] == "c"
    assert by_key.loc["in_post_fte", "symbol"] == "x"
    assert by_key.loc[["agency_rate", "in_post_fte"], ["value", "base"]].isna().all(axis=None)
    # A rate stands without a base where the base itself is withheld.
    assert by_key.loc["vacancy_rate", "value"] == 16.1
    assert pd.isna(by_key.loc["vacancy_rate", "base"])


def test_a_rate_is_never_worked_out_from_the_columns_beside_it() -> None:
    cells = official_results(statistics(table([nation(case_holders_fte="10", caseload_fte="99.9", cases="20")]))).cells
    assert shown(cells, "E92000001", "caseload_per_fte") == [99.9]


def test_a_council_has_figures_for_the_years_it_existed_and_the_question_does_not_arise_in_others() -> None:
    rows = [
        *(nation(year) for year in (2021, 2022, 2023, 2024)),
        authority(("909", "E10000006"), "Cumbria", 2021, caseload_fte="17"),
        authority(("909", "E10000006"), "Cumbria", 2022, caseload_fte="15.5"),
        authority(("942", "E06000063"), "Cumberland", 2023, caseload_fte="u"),
        authority(("942", "E06000063"), "Cumberland", 2024, caseload_fte="14.1"),
    ]
    results = official_results(statistics(table(rows)))
    assert shown(results.cells, "909", "caseload_per_fte") == [17.0, 15.5, "z", "z"]
    assert shown(results.cells, "942", "caseload_per_fte") == ["z", "z", "u", 14.1]
    assert results.organisation["909"].name == "Cumbria (to 2022)"
    assert results.organisation["942"].name == "Cumberland"


def test_a_year_in_which_an_existing_council_is_not_listed_is_not_available() -> None:
    rows = [
        *(nation(year) for year in (2023, 2024, 2025)),
        *(authority(GATESHEAD, "Gateshead", y) for y in (2023, 2025)),
    ]
    assert shown(official_results(statistics(table(rows))).cells, "390", "vacancy_rate") == [16.1, "x", 16.1]


def test_a_year_that_the_whole_file_leaves_out_is_not_available() -> None:
    cells = official_results(statistics(table([nation(2023), nation(2025)]))).cells
    assert shown(cells, "E92000001", "vacancy_rate") == [16.1, "x", 16.1]


def test_a_region_without_a_row_of_its_own_is_not_available() -> None:
    rows = [nation(), authority(GATESHEAD, "Gateshead")]
    results = official_results(statistics(table(rows)))
    assert results.organisation["E12000001"] == Unit("E12000001", "North East", Level.REGION, "E92000001")
    assert shown(results.cells, "E12000001", "absence_rate") == ["x"]


def test_a_council_whose_nine_characters_changed_stays_one_council() -> None:
    rows = [
        *(nation(year) for year in (2024, 2025)),
        authority(("370", "E08000016"), "Barnsley", 2024, caseload_fte="14"),
        authority(("370", "E08000038"), "Barnsley", 2025, caseload_fte="15"),
    ]
    results = official_results(statistics(table(rows)))
    assert [unit.unit_id for unit in results.organisation.at(Level.AUTHORITY)] == ["370"]
    assert shown(results.cells, "370", "caseload_per_fte") == [14.0, 15.0]


def test_a_county_and_the_unitary_council_of_the_same_name_are_two() -> None:
    rows = [
        *(nation(year) for year in (2018, 2019)),
        authority(("835", "E10000009"), "Dorset", 2018),
        authority(("838", "E06000059"), "Dorset", 2019),
    ]
    organisation = official_results(statistics(table(rows))).organisation
    assert [(unit.unit_id, unit.name) for unit in organisation.at(Level.AUTHORITY)] == [
        ("835", "Dorset (to 2018)"),
        ("838", "Dorset"),
    ]


def test_a_joint_return_is_one_unit_that_says_so() -> None:
    joint = authority(
        ("314 / 318", "E09000021 / E09000027"), "Kingston upon Thames / Richmond upon Thames", caseload_fte="13.9"
    )
    results = official_results(statistics(table([nation(), joint])))
    assert results.organisation.at(Level.AUTHORITY) == (
        Unit("314-318", "Kingston upon Thames and Richmond upon Thames (joint return)", Level.AUTHORITY, "E12000001"),
    )
    assert shown(results.cells, "314-318", "caseload_per_fte") == [13.9]


def test_inner_and_outer_london_stand_within_london_and_boroughs_within_them() -> None:
    inner = {"region_code": "E13000001", "region_name": "Inner London"}
    rows = [
        nation(),
        region("E12000007", "London"),
        region("E13000001", "Inner London"),
        region("E13000002", "Outer London"),
        authority(("202", "E09000007"), "Camden", **inner),
    ]
    organisation = official_results(statistics(table(rows))).organisation
    assert [unit.name for unit in organisation.ancestors("202")] == ["Inner London", "London", "England"]
    assert [unit.unit_id for unit in organisation.children("E12000007")] == ["E13000001", "E13000002"]


def test_inner_london_stands_below_england_where_the_file_leaves_london_out() -> None:
    organisation = official_results(statistics(table([nation(), region("E13000001", "Inner London")]))).organisation
    assert organisation["E13000001"].parent_id == "E92000001"


def test_the_release_ends_at_the_last_year_unless_an_earlier_day_is_asked_for() -> None:
    found = statistics(table([*small_england(2024), *small_england(2025)]))
    assert official_results(found).reference_date == date(2025, 9, 30)
    earlier = official_results(found, date(2025, 9, 29))
    assert earlier.reference_date == date(2024, 9, 30)
    assert set(earlier.cells["period_end"].dt.date) == {date(2024, 9, 30)}


def test_a_day_before_the_first_year_is_refused() -> None:
    with pytest.raises(UsageError, match="begin with 30 September 2025"):
        official_results(statistics(table(small_england(2025))), date(2025, 9, 29))


def test_official_measures_are_those_of_the_catalogue_under_the_departments_definitions() -> None:
    by_key = {measure.key: measure for measure in CATALOGUE}
    results = official_results(statistics(table([nation()])))
    assert [measure.key for measure in results.measures] == [figure.measure_key for figure in FIGURES]
    for measure in results.measures:
        own = by_key[measure.key]
        assert (measure.label, measure.unit, measure.direction, measure.topic) == (
            own.label, own.unit, own.direction, own.topic,
        )  # fmt: skip
        assert measure.disclosure_rule is DisclosureRule.OFFICIAL
        assert measure.period_kind is PeriodKind.YEAR
        assert measure.lowest_level is Level.AUTHORITY
        assert measure.breakdowns == ()
        assert "Open Government Licence" in measure.source
        assert measure.definition != own.definition
        assert measure.caveat


def test_the_same_file_gives_the_same_cells_whatever_the_order_of_its_lines() -> None:
    rows = [*small_england(2024), *small_england(2025)]
    forwards = official_results(statistics(table(rows)))
    backwards = official_results(statistics(table(rows[::-1])))
    assert forwards.organisation == backwards.organisation
    pd.testing.assert_frame_equal(forwards.cells, backwards.cells)


def test_the_nation_is_named_by_every_row() -> None:
    rows = [authority(GATESHEAD, "Gateshead")]
    organisation = official_results(statistics(table(rows))).organisation
    assert organisation.at(Level.NATION) == (Unit(ENGLAND["country_code"], "England", Level.NATION, None),)
