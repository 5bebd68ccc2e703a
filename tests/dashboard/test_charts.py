"""Figures: what is drawn, and above all what is not."""

import json

import pytest
from builders.dashboard_cells import ahead, cell, definition, hidden, series
from hypothesis import given
from hypothesis import strategies as st
from plotly import graph_objects

from dashboard import charts
from dashboard.charts import Bar, Line, Mark
from dashboard.charts.labels import apart
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule, Symbol

SHARE = definition()
COUNT = definition(unit="children", decimals=0, disclosure_rule=DisclosureRule.CHILDREN)
ENGLAND = Mark("England 2025: 61%", 61.0)


def every_text(figure: charts.Figure) -> str:
    return " ".join(each["text"] for each in figure["layout"]["annotations"])


@pytest.mark.parametrize(
    "figure",
    [
        charts.over_time(Line("Riverside", series(50, None, 52, 53, half=4)), SHARE, marks=[ENGLAND]),
        charts.over_time(Line("Riverside", series(None, None)), SHARE),
        charts.over_time(Line("Riverside", series(50, None, 52)), SHARE, ahead=ahead(51, 51, 51)),
        charts.side_by_side([Bar("Riverside", cell(), cell(value=40.0)), Bar("Quayside", hidden())], SHARE, [ENGLAND]),
        charts.side_by_side([Bar("Riverside", cell(value=12.0)), Bar("Quayside", hidden())], COUNT),
    ],
    ids=["over time", "all hidden", "outlook", "points", "counts"],
)
def test_every_figure_is_one_that_plotly_accepts(figure):
    graph_objects.Figure(figure)


def test_a_hidden_month_breaks_the_line_and_is_marked_with_its_reason():
    figure = charts.over_time(Line("Riverside", series(50, None, 52)), SHARE)
    line = next(trace for trace in figure["data"] if trace["type"] == "scatter")
    assert line["y"] == [50.0, None, 52.0]
    assert line["connectgaps"] is False
    strip = next(trace for trace in figure["data"] if trace["type"] == "bar")
    assert strip["x"] == ["2026-02-28"]
    assert "fewer than 5 practitioners" in strip["customdata"][0]
    assert strip["marker"]["pattern"]["shape"] == "/"


def test_the_strip_of_hidden_months_stands_under_the_scale_and_not_on_it():
    layout = charts.over_time(Line("Riverside", series(50, None)), SHARE)["layout"]
    assert layout["yaxis2"]["domain"][1] < layout["yaxis"]["domain"][0]
    assert layout["yaxis2"]["visible"] is False


def test_a_chart_without_a_single_figure_says_why_in_its_middle():
    figure = charts.over_time(Line("Riverside", series(None, None)), SHARE)
    assert "fewer than 5 practitioners" in every_text(figure).replace("<br>", " ")


def test_what_was_never_recorded_is_not_said_to_be_protected():
    never = tuple(hidden(Symbol.NOT_AVAILABLE) for _ in range(2))
    figure = charts.over_time(Line("Riverside", never), SHARE)
    assert "nothing was recorded" in every_text(figure).replace("<br>", " ")
    assert "protect" not in json.dumps(figure)


def test_a_shown_month_between_hidden_ones_is_still_seen():
    line = charts.over_time(Line("Riverside", series(*[50.0] * 20, None, 52, None)), SHARE)["data"][0]
    assert "markers" in line["mode"]


def test_the_interval_is_drawn_once_for_each_unbroken_stretch():
    figure = charts.over_time(Line("Riverside", series(50, 51, None, 52, 53, half=4)), SHARE)
    bands = [trace for trace in figure["data"] if trace.get("fill") == "toself"]
    assert [band["y"] for band in bands] == [[54.0, 55.0, 47.0, 46.0], [56.0, 57.0, 49.0, 48.0]]


def test_every_scale_starts_at_zero_and_holds_every_line():
    layout = charts.over_time(Line("Riverside", series(50, 52)), SHARE, marks=[ENGLAND])["layout"]
    assert layout["yaxis"]["range"][0] == 0
    assert layout["yaxis"]["range"][1] > 61


def test_lines_are_named_at_their_end_with_their_figure_and_there_is_no_legend():
    figure = charts.over_time(
        Line("Riverside", series(50, 52)), SHARE, context=[Line("Northmere", series(60, 64))], marks=[ENGLAND]
    )
    assert "Riverside 52%" in every_text(figure)
    assert "Northmere 64%" in every_text(figure)
    assert "England 2025: 61%" in every_text(figure)
    assert figure["layout"]["template"]["layout"]["showlegend"] is False


def test_rows_keep_the_order_given_and_a_hidden_row_says_why_where_its_mark_would_start():
    bars = [Bar("Zeta", cell()), Bar("Alpha", hidden())]
    layout = charts.side_by_side(bars, SHARE)["layout"]
    assert layout["yaxis"]["categoryarray"] == ["Alpha", "Zeta"]
    (reason,) = [each for each in layout["annotations"] if each.get("y") == "Alpha"]
    assert reason["text"] == "<i>c: hidden to protect staff</i>"


def test_a_hidden_row_has_no_number_in_any_trace():
    data = charts.side_by_side([Bar("Zeta", cell(), cell(value=40.0)), Bar("Alpha", hidden(), hidden())], SHARE)["data"]
    assert all("Alpha" not in trace["y"] for trace in data)


def test_counts_are_bars_and_shares_are_points():
    assert charts.side_by_side([Bar("Riverside", cell())], COUNT)["data"][0]["type"] == "bar"
    assert charts.side_by_side([Bar("Riverside", cell())], SHARE)["data"][0]["type"] == "scatter"


@pytest.mark.parametrize(("years", "named"), [(3, 3), (6, 6), (9, 5), (13, 5)])
def test_a_yearly_chart_names_its_last_year_and_no_more_than_fit_a_phone(years, named):
    by_year = definition(period_kind=PeriodKind.YEAR)
    axis = charts.over_time(Line("England", series(*[50.0] * years)), by_year)["layout"]["xaxis"]
    assert len(axis["tickvals"]) == len(axis["ticktext"]) == named
    assert axis["tickvals"][0] == "2026-03-31"


def test_a_line_that_ends_early_is_named_without_a_figure():
    figure = charts.over_time(Line("Riverside", series(50, 52)), SHARE, context=[Line("Northmere", series(60, None))])
    assert "Riverside 52%" in every_text(figure)
    assert "Northmere 60%" not in every_text(figure)
    assert "Northmere" in every_text(figure)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6), st.data())
def test_names_at_the_end_of_lines_never_touch(wanted, data):
    wanted = sorted(wanted)
    sizes = [data.draw(st.sampled_from([0.062, 0.124])) for _ in wanted]
    placed = apart(wanted, sizes)
    for low in range(len(placed) - 1):
        assert placed[low + 1] - placed[low] >= (sizes[low] + sizes[low + 1]) / 2 - 1e-9
    assert placed[0] >= sizes[0] / 2 - 1e-9


def test_an_outlook_is_a_fan_from_the_last_figure_that_widens_and_raises_the_scale():
    figure = charts.over_time(Line("Riverside", series(50, 52)), SHARE, ahead=ahead(51, 51, 51))
    area, line = (trace for trace in figure["data"] if trace.get("name") == "outlook")
    assert line["x"] == ["2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"]
    assert line["y"] == [52.0, 51.0, 51.0, 51.0]
    assert line["line"]["dash"] == "dot"
    assert line["customdata"][1] == "Outlook, April 2026: between 47% and 55%"
    assert area["y"] == [52.0, 55.0, 59.0, 63.0, 39.0, 43.0, 47.0, 52.0]
    assert figure["layout"]["yaxis"]["range"][1] > 63


def test_the_months_ahead_stand_on_ground_of_their_own_with_a_name():
    layout = charts.over_time(Line("Riverside", series(50, 52)), SHARE, ahead=ahead(51, 51, 51))["layout"]
    (ground,) = (shape for shape in layout["shapes"] if shape["type"] == "rect")
    assert (ground["x0"], ground["x1"]) == ("2026-03-31", "2026-06-30")
    assert "outlook" in [each["text"] for each in layout["annotations"]]


def test_without_an_outlook_nothing_of_it_is_drawn():
    figure = charts.over_time(Line("Riverside", series(50, 52)), SHARE)
    assert "outlook" not in json.dumps(figure)
    assert figure["layout"]["shapes"] == []
