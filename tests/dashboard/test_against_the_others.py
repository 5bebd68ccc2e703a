"""A unit against the others: who is named, what is drawn, and that nobody is ranked."""

import csv
import io
from dataclasses import replace

import pytest
from builders.dashboard_cells import UNITS, cell, definition, dot, place, reading

from dashboard import charts, funnels
from dashboard.cells import Place
from dashboard.downloads import of_exhibit
from pipelines.organisation import Level, Organisation, Unit
from pipelines.published import DisclosureRule, Standing

NAMES = ("Riverside", "Quayside", "Old Town", "Park Hill", "Millfield", "Harbour", "Eastgate", "Westbrook")
TEAMS = tuple(Unit(f"T{number}", name, Level.TEAM, "S1") for number, name in enumerate(NAMES, start=1))


def at(unit_id: str) -> Place:
    organisation = Organisation((*UNITS[:2], *TEAMS))
    return replace(place(), organisation=organisation, unit=organisation[unit_id])


def shown(unit_id: str = "A1", **outside: Standing):
    points = [
        dot(
            unit_id=team.unit_id,
            size=10.0 + 5 * number,
            value=90.0 if team.unit_id in outside else 50.0 + number,
            standing=outside.get(team.unit_id, Standing.INSIDE),
        )
        for number, team in enumerate(TEAMS)
    ]
    cells = [cell(unit_id=each.unit_id, value=each.value) for each in reversed(points)]
    return funnels.against_the_others(at(unit_id), reading(50.0), points, cells)


def drawn_names(exhibit) -> list[str]:
    return [each["text"] for each in exhibit.figure["layout"]["annotations"] if each["showarrow"]]


def test_who_stands_outside_is_named_with_the_figure_and_the_side():
    exhibit = shown(T2=Standing.HIGH, T5=Standing.LOW)
    assert exhibit.says == (
        "Two of the 8 teams lie outside what size and usual differences explain: Quayside (90%, above) and Millfield "
        "(90%, below)."
    )
    assert sorted(drawn_names(exhibit)) == ["Millfield", "Quayside"]


def test_nobody_outside_is_said():
    exhibit = shown()
    assert exhibit.says == "None of the 8 teams lies outside what size and usual differences explain."
    assert drawn_names(exhibit) == []


def test_the_chosen_team_is_named_and_told_where_it_stands():
    exhibit = shown("T3")
    assert exhibit.says.endswith("Old Town, at 52%, is inside the usual range.")
    assert drawn_names(exhibit) == ["Old Town"]
    alone = exhibit.figure["data"][-1]
    assert (alone["x"], alone["marker"]["symbol"]) == ([20.0], "circle")


def test_the_teams_of_a_chosen_service_are_marked_and_not_all_named():
    exhibit = shown("S1")
    assert len(exhibit.figure["data"][-1]["x"]) == len(TEAMS)
    assert drawn_names(exhibit) == []


@pytest.mark.parametrize("unit_id", ["A1", "S1", "T4"])
def test_table_and_download_are_in_the_order_of_the_organisation(unit_id):
    exhibit = shown(unit_id, T8=Standing.HIGH)
    assert [row[0] for row in exhibit.table.rows] == list(NAMES)
    assert [each.unit_id for each in exhibit.cells] == [team.unit_id for team in TEAMS]


def test_the_table_says_in_words_where_each_stands_and_how_far_its_range_goes():
    exhibit = shown(T1=Standing.HIGH, T2=Standing.NOTE)
    assert exhibit.table.rows[0] == ("Riverside", "90%", "30–74%", "Above", "10")
    assert [row[3] for row in exhibit.table.rows[:3]] == ["Above", "At the edge", "Inside"]


def test_every_line_is_named_and_every_dot_says_whose_it_is():
    figure = shown(T2=Standing.HIGH).figure
    texts = [each["text"] for each in figure["layout"]["annotations"]]
    assert texts.count("998 in 1,000") == texts.count("95 in 100") == 2
    assert "All teams:<br>52%" in texts
    hovers = [text for trace in figure["data"] for text in trace.get("customdata", ())]
    assert "Quayside: 90%, above the usual range" in hovers
    assert len(hovers) == len(TEAMS)


def test_outside_is_told_by_shape_and_name_not_by_colour_alone():
    symbols = {trace["marker"]["symbol"] for trace in shown(T2=Standing.HIGH).figure["data"] if "marker" in trace}
    assert symbols == {"circle-open", "diamond"}


def test_names_of_neighbours_do_not_stand_on_one_line():
    figure = shown(T1=Standing.HIGH, T2=Standing.HIGH, T3=Standing.HIGH).figure
    heights = [each["ay"] for each in figure["layout"]["annotations"] if each["showarrow"]]
    assert len(set(heights)) == 3


def test_lines_run_along_the_sizes_inside_one_another():
    exhibit = shown()
    upper, lower, *_ = (trace for trace in exhibit.figure["data"] if trace["mode"] == "lines")
    assert upper["x"] == sorted(upper["x"])
    assert all(low <= high for low, high in zip(lower["y"], upper["y"], strict=True))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"key": "load_ratio"}, "Cases the hours available allow for"),
        ({"disclosure_rule": DisclosureRule.OFFICIAL}, "Full-time practitioners"),
        ({}, "Practitioners"),
    ],
)
def test_size_is_said_in_plain_words(changed, said):
    assert funnels.size_label(reading(50.0, **changed).definition) == said


def test_the_view_explains_itself_and_says_it_is_no_ranking():
    assert "95 in 100 would lie between the dotted lines" in shown().note
    assert "this is no ranking" in shown().note


def test_every_standing_has_words():
    assert set(charts.STANDINGS) == set(charts.SHORTLY) == set(Standing)


def test_the_download_holds_the_limits_and_how_each_unit_stands():
    exhibit = shown(T2=Standing.HIGH)
    rows = list(csv.DictReader(io.StringIO(of_exhibit(exhibit, at("A1"), {"supervised": definition()}))))
    assert [row["stands_out"] for row in rows] == ["Inside", "Above", *["Inside"] * 6]
    assert {(row["usual_lower"], row["usual_middle"], row["usual_upper"]) for row in rows} == {("30.0", "52.0", "74.0")}
