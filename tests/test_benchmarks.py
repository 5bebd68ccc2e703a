"""Which published comparators stand beside a release, and that each says whom it is about and where it is from."""

import csv
from pathlib import Path

import pytest
from builders.official import authority, checked, nation, neighbours_table, published_files, region, statistics, table

from pipelines import benchmarks
from pipelines.benchmarks import Benchmark, benchmarks_for, shipped_figures
from pipelines.measures.catalogue import BY_KEY, CATALOGUE
from pipelines.measures.official import official_measures, official_results
from pipelines.organisation import Level, Organisation, Unit
from pipelines.sources.dfe_statistics import OfficialTable
from pipelines.sources.inbox import find_inboxes, read_inbox

CASELOAD = (BY_KEY["caseload_per_fte"],)
NEAR = {"390": ["391", "392", "393", "394", "805", "806"]}


def council(code: str, name: str, region_name: str | None = None) -> Organisation:
    """A council's own organisation: a service below the authority, and its region where the extract names one."""
    above = () if region_name is None else (Unit("R1", region_name, Level.REGION, None),)
    return Organisation(
        (
            *above,
            Unit(code, name, Level.AUTHORITY, "R1" if above else None),
            Unit("S1", "Safeguarding", Level.SERVICE, code),
        )
    )


def north_east(year: int = 2025) -> list[dict[str, str]]:
    """England, the North East, Gateshead and its six neighbours with caseloads of 11 to 16; the last is withheld."""
    return [
        nation(year, caseload_fte="15.2"),
        region("E12000001", "North East", year, caseload_fte="16.5"),
        authority(("390", "E08000037"), "Gateshead", year, caseload_fte="17.5"),
        *(
            authority((code, f"E0800{code}"), f"Council {code}", year, caseload_fte=str(caseload))
            for code, caseload in zip(NEAR["390"], [11, 12, 13, 14, 16, "c"], strict=True)
        ),
    ]


def lines(found: tuple[Benchmark, ...]) -> list[tuple[str, int, float]]:
    """Population, year and value of every comparator."""
    return [(benchmark.population, benchmark.year, benchmark.value) for benchmark in found]


def test_a_council_in_the_file_stands_beside_england_its_region_its_neighbours_and_its_own_figure() -> None:
    published = statistics(table(north_east()), neighbours_table(NEAR))
    found = benchmarks_for(CASELOAD, council("E08000037", "Gateshead"), published)
    assert lines(found)[:4] == [
        ("England", 2025, 15.2),
        ("North East", 2025, 16.5),
        ("Statistical neighbours of Gateshead", 2025, 13.0),
        ("Gateshead, as published", 2025, 17.5),
    ]
    assert found[2].note == "Median of the 5 published values of 6 statistical neighbours."


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("E08000037", "Anything"),
        (" e08000037 ", "Anything"),
        ("390", "Anything"),
        ("LA7", "Gateshead"),
        ("LA7", "gateshead council"),
        ("LA7", "Gateshead Metropolitan Borough Council"),
        ("LA7", "The Metropolitan Borough of Gateshead"),
    ],
)
def test_a_council_is_known_by_either_code_and_otherwise_by_its_name(code: str, name: str) -> None:
    found = benchmarks_for(CASELOAD, council(code, name), statistics(table(north_east())))
    assert ("Gateshead, as published", 2025, 17.5) in lines(found)


def test_a_name_is_compared_without_what_is_said_or_left_out_at_will() -> None:
    names = [
        "Bath and North East Somerset",
        "Bristol, City of",
        "City of London",
        "County Durham",
        "Derby",
        "Derbyshire",
    ]
    rows = [authority((str(800 + n), f"E0600{n}"), name, caseload_fte=str(n)) for n, name in enumerate(names)]
    published = statistics(table([nation(), *rows]))

    def own(name: str) -> list[float]:
        found = lines(benchmarks_for(CASELOAD, council("LA7", name), published))
        return [value for population, _, value in found if population.endswith("as published")]

    assert own("Bath & North East Somerset Council") == [0.0]
    assert own("Bristol City Council") == [1.0]
    assert own("City of London") == [2.0]
    assert own("Durham County Council") == [3.0]
    assert own("Derby City Council") == [4.0]
    assert own("Derbyshire County Council") == [5.0]
    assert own("City Council") == own("") == []


def test_a_code_counts_before_a_name() -> None:
    published = statistics(table(north_east()))
    found = benchmarks_for(CASELOAD, council("391", "Gateshead"), published)
    assert ("Council 391, as published", 2025, 11.0) in lines(found)


def test_a_council_keeps_its_history_under_a_code_that_changed() -> None:
    rows = [
        *(nation(year) for year in (2024, 2025)),
        authority(("370", "E08000016"), "Barnsley", 2024, caseload_fte="14"),
        authority(("370", "E08000038"), "Barnsley", 2025, caseload_fte="15"),
    ]
    for code in ("E08000016", "E08000038"):
        found = lines(benchmarks_for(CASELOAD, council(code, "Barnsley"), statistics(table(rows))))
        assert [line for line in found if line[0].startswith("Barnsley")] == [
            ("Barnsley, as published", 2024, 14.0),
            ("Barnsley, as published", 2025, 15.0),
        ]


def test_a_council_that_nobody_knows_stands_beside_england_alone() -> None:
    published = statistics(table(north_east()), neighbours_table(NEAR))
    found = benchmarks_for(official_measures(), council("LA7", "Brackenshire", "North East"), published)
    assert {benchmark.population for benchmark in found} == {"England"}


def test_several_councils_stand_beside_england_alone() -> None:
    published = statistics(table(north_east()), neighbours_table(NEAR))
    national = official_results(published)
    found = benchmarks_for(national.measures, national.organisation, published)
    assert {benchmark.population for benchmark in found} == {"England"}


def test_a_median_of_fewer_than_five_published_values_is_not_shown() -> None:
    rows = [row | ({"caseload_fte": "c"} if row.get("old_la_code") == "391" else {}) for row in north_east()]
    published = statistics(table(rows), neighbours_table(NEAR))
    populations = {line[0] for line in lines(benchmarks_for(CASELOAD, council("390", "Gateshead"), published))}
    assert "Statistical neighbours of Gateshead" not in populations
    assert "Gateshead, as published" in populations


def test_without_the_neighbours_table_there_is_no_median_of_neighbours() -> None:
    found = benchmarks_for(CASELOAD, council("390", "Gateshead"), statistics(table(north_east())))
    assert {line[0] for line in lines(found)} == {"England", "North East", "Gateshead, as published"}


def test_a_council_in_a_joint_return_is_told_so_and_two_neighbours_in_one_return_count_once() -> None:
    joint = authority(("394 / 395", "E08000394 / E08000395"), "Thornaby / Yarm", caseload_fte="18")
    rows = [row for row in north_east() if row.get("old_la_code") != "394"] + [joint]
    near = neighbours_table({"390": ["391", "392", "393", "394", "395", "805"], "395": ["391"]})
    published = statistics(table(rows), near)
    of_gateshead = benchmarks_for(CASELOAD, council("390", "Gateshead"), published)
    assert ("Statistical neighbours of Gateshead", 2025, 13.0) in lines(of_gateshead)
    assert of_gateshead[2].note == "Median of the 5 published values of 5 statistical neighbours."
    of_yarm = lines(benchmarks_for(CASELOAD, council("E08000395", "Yarm"), published))
    assert ("Thornaby and Yarm (joint return), as published", 2025, 18.0) in of_yarm


def test_a_neighbour_that_the_file_does_not_know_is_left_out() -> None:
    near = neighbours_table({"390": [*NEAR["390"][:5], "999"]})
    found = benchmarks_for(CASELOAD, council("390", "Gateshead"), statistics(table(north_east()), near))
    assert found[2].note == "Median of the 5 published values of 5 statistical neighbours."


def test_a_withheld_figure_is_no_comparator() -> None:
    rows = [nation(), region("E12000001", "North East", caseload_fte="c"), *north_east()[2:]]
    found = benchmarks_for(CASELOAD, council("390", "Gateshead"), statistics(table(rows)))
    assert {benchmark.population for benchmark in found} == {"England", "Gateshead, as published"}


def test_the_size_of_a_workforce_is_compared_with_the_same_council_alone() -> None:
    published = statistics(table(north_east()), neighbours_table(NEAR))
    found = benchmarks_for((BY_KEY["in_post_fte"],), council("390", "Gateshead"), published)
    assert lines(found) == [("Gateshead, as published", 2025, 200.5)]


def test_a_figure_in_the_file_takes_the_place_of_the_shipped_one_and_the_others_stay() -> None:
    newer = statistics(table([nation(2025, caseload_fte="15.3"), nation(2026, caseload_fte="14.9")]))
    found = lines(benchmarks_for(CASELOAD, council("LA7", "Brackenshire"), newer))
    assert sorted(found)[-3:] == [("England", 2024, 15.4), ("England", 2025, 15.3), ("England", 2026, 14.9)]


def test_without_the_file_the_shipped_figures_of_england_and_of_the_named_region_are_used() -> None:
    found = lines(benchmarks_for(CASELOAD, council("LA7", "Brackenshire", "Yorkshire and the Humber"), None))
    assert [line for line in found if line[1] == 2025] == [
        ("England", 2025, 15.2),
        ("Yorkshire and The Humber", 2025, 15.9),
    ]
    assert [line[1] for line in found if line[0] == "England"] == list(range(2017, 2026))


def test_without_a_region_england_is_the_only_area() -> None:
    assert {line[0] for line in lines(benchmarks_for(CASELOAD, council("LA7", "Brackenshire"), None))} == {"England"}


def test_comparators_follow_the_order_of_the_measures_and_no_other_measure_is_mentioned() -> None:
    chosen = (BY_KEY["vacancy_rate"], BY_KEY["caseload_per_fte"])
    found = benchmarks_for(chosen, council("LA7", "Brackenshire"), statistics(table(north_east())))
    assert list(dict.fromkeys(benchmark.measure_key for benchmark in found)) == ["vacancy_rate", "caseload_per_fte"]
    assert benchmarks_for((), council("LA7", "Brackenshire"), None) == ()


def test_half_who_cannot_tell_their_manager_is_shown_as_the_half_who_can_and_says_so() -> None:
    (found,) = benchmarks_for((BY_KEY["able_to_tell_manager"],), council("LA7", "Brackenshire"), None)
    assert (found.value, found.year) == (50.0, 2013)
    assert "could not tell" in found.note
    assert "Self-selected" in found.note


def test_a_web_poll_is_labelled_self_selected_wherever_it_is_shown() -> None:
    found = benchmarks_for(CATALOGUE, council("LA7", "Brackenshire"), None)
    polls = [each for each in found if "self-selected" in each.population]
    assert len(polls) == 5 + 10
    assert all(poll.self_selected for poll in polls)
    assert [each for each in found if each.self_selected and each not in polls] == []
    web_polls = [poll for poll in polls if "web poll" in poll.population]
    assert len(web_polls) == 5
    assert all("Self-selected" in poll.note for poll in web_polls)


def test_what_was_published_of_a_survey_question_says_how_many_answered_where_that_is_known() -> None:
    found = benchmarks_for((BY_KEY["msit_demands"],), council("LA7", "Brackenshire"), None)
    public = found[0]
    assert (public.population, public.value, public.lower, public.upper, public.respondents) == (
        "HSE tool users, public sector", 3.1, 2.16, 3.55, 26261,
    )  # fmt: skip
    assert "not a national sample" in public.note


def test_every_shipped_figure_belongs_to_a_measure_and_every_declared_comparator_has_figures() -> None:
    declared = {measure.benchmark.metric for measure in CATALOGUE if measure.benchmark}
    assert declared == {shipped.metric for shipped in shipped_figures()}


def test_every_shipped_figure_names_population_year_and_source_once() -> None:
    keys = [(shipped.metric, shipped.figure.population, shipped.figure.year) for shipped in shipped_figures()]
    assert len(keys) == len(set(keys)) > 100
    for shipped in shipped_figures():
        assert shipped.figure.population
        assert shipped.figure.source
        assert 2000 < shipped.figure.year < 2030
        assert shipped.is_regional is (shipped.figure.population in REGIONS)


REGIONS = {
    "East Midlands", "East of England", "Inner London", "London", "North East", "North West", "Outer London",
    "South East", "South West", "West Midlands", "Yorkshire and The Humber",
}  # fmt: skip


@pytest.mark.parametrize(
    ("measure_key", "population", "year", "value"),
    [
        ("caseload_per_fte", "England", 2017, 17.7),
        ("caseload_per_fte", "England", 2025, 15.2),
        ("agency_rate", "England", 2024, 16.2),
        ("vacancy_rate", "England", 2022, 20.0),
        ("turnover_rate", "England", 2021, 15.4),
        ("absence_rate", "England", 2025, 3.5),
        ("plans_for_sexual_abuse_share", "England", 2020, 3.8),
        ("plans_for_sexual_abuse_share", "Six English authorities", 2014, 4.02),
        ("stressed_moderately_or_very", "Frontline social workers, self-selected web poll", 2013, 96.0),
        ("online_share_of_sexual_abuse_cases", "What about half of UK social workers reported", 2013, 25.0),
    ],
)
def test_published_figures_of_the_two_studies_and_of_england_are_as_published(
    measure_key: str, population: str, year: int, value: float
) -> None:
    found = benchmarks_for((BY_KEY[measure_key],), council("LA7", "Brackenshire"), None)
    assert (population, year, value) in lines(found)


def test_the_shipped_figures_of_england_and_its_regions_are_those_of_the_departments_file() -> None:
    (inbox,) = find_inboxes(published_files())
    found = checked(*read_inbox(inbox).extracts).statistics
    assert found is not None
    shipped = {
        (benchmark.measure_key, benchmark.population, benchmark.year): benchmark.value
        for region_name in REGIONS
        for benchmark in benchmarks_for(official_measures(), council("LA7", "Nobody", region_name), None)
    }
    results = official_results(found)
    names = {unit.unit_id: unit.name for unit in results.organisation}
    cells = results.cells.dropna(subset="value")
    published = {
        (key, names[unit_id], year): value
        for key, unit_id, year, value in zip(
            cells["measure_key"], cells["unit_id"], cells["period_end"].dt.year, cells["value"], strict=True
        )
    }
    assert len(shipped) == 5 * (9 + 11)
    assert shipped == {key: published[key] for key in shipped}


def test_a_real_council_finds_its_region_and_ten_neighbours_in_the_departments_files() -> None:
    (inbox,) = find_inboxes(published_files())
    found = checked(*read_inbox(inbox).extracts)
    assert {file.dataset for file in found.inputs} == {OfficialTable.WORKFORCE, OfficialTable.NEIGHBOURS}
    of_leeds = benchmarks_for(CASELOAD, council("E08000035", "Leeds City Council"), found.statistics)
    assert [line for line in lines(of_leeds) if line[1] == 2025] == [
        ("England", 2025, 15.2),
        ("Yorkshire and The Humber", 2025, 15.9),
        ("Statistical neighbours of Leeds", 2025, 15.55),
        ("Leeds, as published", 2025, 14.8),
    ]


def test_the_file_of_shipped_figures_is_plain_rectangular_text() -> None:
    path = Path(benchmarks.__file__).with_suffix(".csv")
    with path.open(encoding="utf-8", newline="") as text:
        rows = list(csv.reader(text))
    assert {len(row) for row in rows} == {len(rows[0])}
