"""The layout of the department's tables: told by its headings, and everything wrong with it found at once."""

import pytest
from builders.official import (
    FIGURES,
    HEADINGS,
    authority,
    checked,
    nation,
    neighbours_table,
    region,
    small_england,
    statistics,
    table,
)

from pipelines.contracts.dfe_workforce import FIGURE_COLUMNS
from pipelines.finding import FindingSeverity
from pipelines.sources.dfe_statistics import OfficialTable, official_table, separate_official

OPEN_DATA = ["time_period", "time_identifier", "geographic_level", "country_code", "category"]


def what_is_wrong(
    *rows: dict[str, str], headings: tuple[str, ...] = HEADINGS
) -> list[tuple[str, str, tuple[int, ...]]]:
    """Rule, column and lines of every finding."""
    return [(found.rule, found.column, found.lines) for found in checked(table(rows, headings)).findings]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (HEADINGS, OfficialTable.WORKFORCE),
        ([heading.upper() for heading in HEADINGS], OfficialTable.WORKFORCE),
        ([heading for heading in HEADINGS if heading != "caseload_fte"], OfficialTable.WORKFORCE),
        (["LA.Name", "LA.number", "SN_rank", "SN_LA_name", "SN_LA_number"], OfficialTable.NEIGHBOURS),
        (["LA.number", "SN_LA_number"], OfficialTable.NEIGHBOURS),
        (OPEN_DATA, OfficialTable.NOT_USED),
        (["col_name", "col_type", "label", "indicator_unit"], OfficialTable.NOT_USED),
        (["practitioner_id", "team_id", "role", "fte", "started", "ended", "agency"], None),
        (["month_end", "team_id", "posts_fte", "vacancies_fte"], None),
        (["agency_rate_fte", "team_id"], None),
    ],
)
def test_a_published_table_is_told_by_its_headings(headings: list[str], expected: OfficialTable | None) -> None:
    assert official_table(table([], headings)) is expected


def test_published_tables_are_taken_from_among_a_councils_own_extracts() -> None:
    own = table([], ["team_id", "team_name"], "teams.csv")
    workforce, near = table(small_england()), neighbours_table({"390": ["391"]})
    other = table([], OPEN_DATA, "b1_children_in_need.csv")
    separated = separate_official([other, own, near, workforce])
    assert (separated.own, separated.workforce, separated.neighbours, separated.not_used) == (
        (own,), (workforce,), (near,), (other,),
    )  # fmt: skip


def test_a_table_that_keeps_its_layout_gives_each_figure_as_number_or_symbol() -> None:
    rows = [nation(), region("E12000001", "North East"), authority(("390", "E08000037"), "Gateshead", caseload_fte="c")]
    workforce = statistics(table(rows)).workforce
    assert workforce.areas["level"].tolist() == ["nation", "region", "authority"]
    assert workforce.areas["year"].tolist() == [2025, 2025, 2025]
    assert workforce.areas["old_la_code"].fillna("none").tolist() == ["none", "none", "390"]
    assert workforce.numbers["caseload_fte"].fillna(-1).tolist() == [15.5, 15.5, -1]
    assert workforce.symbols["caseload_fte"].fillna("none").tolist() == ["none", "none", "c"]
    assert workforce.numbers.iloc[0].to_dict() == {column: float(FIGURES[column]) for column in FIGURE_COLUMNS}


def test_what_was_read_is_recorded_without_folder() -> None:
    workforce, near = table(small_england()), neighbours_table({"390": ["391"]})
    assert [(file.authority, file.file, file.dataset, file.rows) for file in checked(workforce, near).inputs] == [
        ("dfe", "csww_indicators.csv", "dfe_workforce", 3),
        ("dfe", "neighbours.csv", "dfe_neighbours", 1),
    ]


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("c", "c"), ("C", "c"), ("x", "x"), ("z", "z"), ("u", "u"), ("low", "low"), ("Low", "low"), ("k", "low"),
        (":", "x"), ("..", "x"), ("…", "x"), (".", "z"), (" z ", "z"),
    ],
)  # fmt: skip
def test_a_symbol_is_carried_over_and_those_of_older_files_are_put_in_todays_words(printed: str, symbol: str) -> None:
    workforce = statistics(table([nation(agency_rate_fte=printed)])).workforce
    assert workforce.symbols["agency_rate_fte"].tolist() == [symbol]
    assert workforce.numbers["agency_rate_fte"].isna().all()


@pytest.mark.parametrize(
    ("printed", "number"),
    [("13", 13.0), ("13.0", 13.0), ("0", 0.0), ("15.15", 15.15), (" 7.5 ", 7.5), ("107.2", 107.2)],
)
def test_a_number_is_taken_to_its_last_digit(printed: str, number: float) -> None:
    workforce = statistics(table([nation(turnover_rate_fte=printed)])).workforce
    assert workforce.numbers["turnover_rate_fte"].tolist() == [number]
    assert workforce.symbols["turnover_rate_fte"].isna().all()


@pytest.mark.parametrize(
    ("printed", "rule"),
    [
        ("1,234.5", "number"),
        ("-3", "number"),
        ("12%", "number"),
        ("1e3", "number"),
        ("0x1F", "number"),
        ("１５", "number"),
        ("nan", "code_known"),
        ("inf", "code_known"),
        ("~", "code_known"),
        ("n/a", "code_known"),
        ("", "filled_in"),
    ],
)
def test_what_is_neither_number_nor_known_symbol_is_found_with_its_lines(printed: str, rule: str) -> None:
    rows = small_england()
    rows[2]["vacancy_rate_fte"] = printed
    assert what_is_wrong(*rows) == [(rule, "vacancy_rate_fte", (4,))]
    (found,) = checked(table(rows)).findings
    assert "(line 4)" in found.message
    assert found.severity is FindingSeverity.ERROR


def test_a_missing_column_and_one_that_stands_twice_are_found_together() -> None:
    headings = (*(heading for heading in HEADINGS if heading != "caseload_fte"), "la_name")
    assert what_is_wrong(*small_england(), headings=headings) == [
        ("column_once", "la_name", ()),
        ("column_present", "caseload_fte", ()),
    ]


def test_a_table_of_headings_alone_is_found() -> None:
    assert what_is_wrong() == [("rows_present", "", ())]


def test_two_rows_for_one_area_and_year_are_found_with_both_lines() -> None:
    assert what_is_wrong(*small_england(), small_england()[2]) == [("row_unique", "", (4, 5))]


def test_every_fault_of_areas_and_years_is_found_at_once() -> None:
    rows = [
        nation(country_name=""),
        region("", "North East"),
        authority(("", "E08000037"), "Gateshead"),
        authority(("391", "E08000021"), "Newcastle", time_period="2024/25"),
        authority(("392", "E08000022"), "North Tyneside", geographic_level="Ward"),
        authority(("393", "E08000023"), "", region_name=""),
        authority(("394", "E08000024"), "Sunderland", time_period=""),
    ]
    assert what_is_wrong(*rows) == [
        ("date", "time_period", (5, 8)),
        ("code_known", "geographic_level", (6,)),
        ("filled_in", "country_name", (2,)),
        ("filled_in", "region_code", (3,)),
        ("filled_in", "region_name", (7,)),
        ("filled_in", "old_la_code", (4,)),
        ("filled_in", "la_name", (7,)),
    ]


@pytest.mark.parametrize(
    ("codes", "name"),
    [
        (("314 / 318", "E09000021 / E09000027"), "Kingston and Richmond"),
        (("314 / 318", "E09000021"), "Kingston / Richmond"),
        (("314", "E09000021"), "Kingston / Richmond"),
    ],
)
def test_a_joint_return_names_each_council_by_both_codes_and_by_name(codes: tuple[str, str], name: str) -> None:
    assert what_is_wrong(nation(), authority(codes, name)) == [("rows_agree", "", (3,))]


def test_nothing_of_a_faulty_table_is_used() -> None:
    found = checked(table([nation(caseload_fte="?")]))
    assert (found.statistics, found.inputs, found.is_rejected) == (None, (), True)


def test_the_same_table_twice_is_refused_because_nobody_should_guess_which_is_meant() -> None:
    found = checked(table(small_england(), file="old.csv"), table(small_england(), file="new.csv"))
    assert [(finding.rule, finding.message) for finding in found.findings] == [
        ("dataset_once", "The same published table is there 2 times: old.csv, new.csv. Keep the newest.")
    ]
    assert found.is_rejected


def test_other_published_tables_are_reported_and_not_used() -> None:
    found = checked(table(small_england()), table([], OPEN_DATA, "b1_children_in_need.csv"))
    assert [(finding.severity, finding.file, finding.message) for finding in found.findings] == [
        (
            FindingSeverity.QUERY,
            "b1_children_in_need.csv",
            "b1_children_in_need.csv is a table of the Department for Education that is not used yet.",
        )
    ]
    assert found.statistics is not None


def test_neighbours_without_the_workforce_statistics_are_reported_and_not_used() -> None:
    found = checked(neighbours_table({"390": ["391"]}))
    assert [(finding.severity, finding.file) for finding in found.findings] == [
        (FindingSeverity.QUERY, "neighbours.csv")
    ]
    assert (found.statistics, found.inputs, found.is_rejected) == (None, (), False)


def test_no_published_tables_mean_no_findings() -> None:
    found = checked(table([], ["team_id", "team_name"], "teams.csv"))
    assert (found.statistics, found.findings, found.inputs) == (None, (), ())


def test_neighbours_are_taken_nearest_first_whatever_the_order_of_the_lines() -> None:
    rows = [{"LA.number": "390", "SN_rank": str(rank), "SN_LA_number": str(400 + rank)} for rank in (10, 2, 1)]
    near = table(rows, ["SN_rank", "LA.number", "SN_LA_number"])
    assert statistics(table(small_england()), near).neighbours == {"390": ("401", "402", "410")}


def test_without_the_table_there_are_no_neighbours() -> None:
    assert statistics(table(small_england())).neighbours == {}


def test_every_fault_of_the_neighbours_is_found_at_once() -> None:
    rows = [
        {"LA.number": "390", "SN_rank": "1", "SN_LA_number": "391"},
        {"LA.number": "390", "SN_rank": "first", "SN_LA_number": "392"},
        {"LA.number": "390", "SN_rank": "1", "SN_LA_number": "393"},
        {"LA.number": "", "SN_rank": "4", "SN_LA_number": ""},
    ]
    found = checked(table(small_england()), table(rows, ["LA.number", "SN_rank", "SN_LA_number"], "neighbours.csv"))
    assert [(finding.rule, finding.column, finding.lines) for finding in found.findings] == [
        ("filled_in", "LA.number", (5,)),
        ("filled_in", "SN_LA_number", (5,)),
        ("number", "SN_rank", (3,)),
        ("row_unique", "", (2, 4)),
    ]
    assert found.statistics is None


def test_a_neighbours_table_that_lost_a_column_is_found() -> None:
    found = checked(table(small_england()), table([{"LA.number": "390"}], ["LA.number", "SN_rank"]))
    assert [(finding.rule, finding.column) for finding in found.findings] == [("column_present", "SN_LA_number")]
