"""The usual range as it is drawn: steps, marks, events, and what makes room for them."""

import json
from datetime import date
from itertools import pairwise

import pytest
from builders import hidden_cells
from builders.dashboard_cells import MARCH_2026, ahead, chart, definition, event, limit, point, series, usual
from builders.dashboard_release import council_release
from builders.running import opened
from plotly import graph_objects

from dashboard import charts, exhibits, theme
from dashboard.cells import Place
from dashboard.charts import Line, Mark, usual_range
from dashboard.readings import read
from dashboard.readings import usual as read_usual
from dashboard.store import open_store
from dashboard.usual import up_to
from pipelines.periods import PeriodKind
from pipelines.published import ChartKind, EventKind, Pattern, Variation

SHARE = definition()
JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)


def drawn(*values, held=None, half=None, **more):
    cells = series(*values, half=half)
    return charts.over_time(Line("Riverside", cells), SHARE, usual=up_to(held or usual(), cells), **more)


def traces(figure, name):
    return [trace for trace in figure["data"] if trace.get("name") == name]


def test_range_and_average_lie_behind_the_line_and_reach_from_its_first_to_its_last_month():
    figure = drawn(52, 51, 38)
    (area,), (average,) = traces(figure, usual_range.RANGE), traces(figure, usual_range.AVERAGE)
    assert area["x"] == ["2026-01-31", "2026-03-31", "2026-03-31", "2026-01-31"]
    assert area["y"] == [60.0, 60.0, 40.0, 40.0]
    assert average["y"] == [50.0, 50.0]
    main = next(trace for trace in figure["data"] if trace.get("line", {}).get("color") == theme.MAIN)
    assert figure["data"].index(area) < figure["data"].index(average) < figure["data"].index(main)
    graph_objects.Figure(figure)


def test_a_range_that_starts_anew_steps_between_two_months_and_is_not_joined():
    anew = (limit(last=FEBRUARY), limit(MARCH_2026, centre=40.0, lower=30.0, upper=45.0))
    figure = drawn(52, 51, 38, held=usual(limits=anew))
    assert [trace["y"] for trace in traces(figure, usual_range.AVERAGE)] == [[50.0, 50.0], [40.0, 40.0]]
    one, other = traces(figure, usual_range.RANGE)
    assert one["x"][1] == "2026-03-15"
    assert other["x"][0] == "2026-03-16"


def test_limits_that_change_with_the_base_are_one_area_in_steps_that_a_hidden_month_breaks():
    months = [date(2025, 11, 30), date(2025, 12, 31), FEBRUARY, MARCH_2026]
    monthly = tuple(limit(end, end, upper=60.0 + place) for place, end in enumerate(months))
    figure = drawn(52, 51, None, 50, 38, held=usual(chart=chart(kind=ChartKind.P_PRIME), limits=monthly))
    areas = traces(figure, usual_range.RANGE)
    assert [area["y"][:4] for area in areas] == [[60.0, 60.0, 61.0, 61.0], [62.0, 62.0, 63.0, 63.0]]


def test_intervals_give_way_to_the_usual_range_and_are_told_on_hovering():
    figure = drawn(52, None, 38, half=4)
    assert not [trace for trace in figure["data"] if trace.get("fillcolor") == theme.BAND]
    main = next(trace for trace in figure["data"] if "customdata" in trace and trace["type"] == "scatter")
    assert main["customdata"] == [
        "<br>Usual range: 40–60%<br>95% interval: 48–56%",
        "",
        "<br>Below usual range (worse)<br>Usual range: 40–60%<br>95% interval: 34–42%",
    ]


def test_a_median_alone_leaves_the_interval_where_it_was():
    median = usual(chart=chart(kind=ChartKind.RUN), limits=(limit(lower=None, upper=None),), points=())
    figure = drawn(52, 51, 38, held=median, half=4)
    assert not traces(figure, usual_range.RANGE)
    assert traces(figure, usual_range.AVERAGE)
    assert [trace for trace in figure["data"] if trace.get("fillcolor") == theme.BAND]
    assert "median 50%" in json.dumps(figure)


def test_special_months_differ_by_shape_as_well_as_colour():
    points = (
        point(period_end=JANUARY, variation=Variation.IMPROVEMENT),
        point(period_end=FEBRUARY, variation=Variation.CHANGE, pattern=Pattern.SHIFT),
        point(),
    )
    marks = traces(drawn(62, 55, 38, held=usual(points=points)), usual_range.SPECIAL)
    assert [(mark["marker"]["symbol"], mark["marker"]["color"], mark["y"]) for mark in marks] == [
        ("square", "#490092", [55.0]),
        ("circle", "#00b0f0", [62.0]),
        ("diamond", "#e46c0a", [38.0]),
    ]
    assert {mark["marker"]["line"]["color"] for mark in marks} == {
        theme.VARIATION_INK[each] for each in (Variation.IMPROVEMENT, Variation.CONCERN, Variation.CHANGE)
    }


def test_a_run_is_marked_smaller_than_a_month_outside_the_range():
    points = (point(period_end=FEBRUARY, pattern=Pattern.SHIFT), point(pattern=Pattern.SHIFT))
    run, outside = traces(drawn(52, 45, 38, held=usual(points=points)), usual_range.SPECIAL)
    assert (run["x"], outside["x"]) == (["2026-02-28"], ["2026-03-31"])
    assert run["marker"]["size"] < outside["marker"]["size"]


def test_a_stretch_too_short_for_a_range_has_its_average_named_and_not_a_median():
    anew = (limit(last=FEBRUARY), limit(MARCH_2026, lower=None, upper=None))
    figure = drawn(52, 51, 50, held=usual(limits=anew, points=()))
    assert len(traces(figure, usual_range.RANGE)) == 1
    assert "average 50%" in [each["text"] for each in figure["layout"]["annotations"]]


def test_the_scale_has_room_for_the_range_and_the_end_of_the_line_names_it():
    figure = drawn(52, 51, held=usual(limits=(limit(upper=90.0),)))
    assert figure["layout"]["yaxis"]["range"] == [0, pytest.approx(90 * 1.12)]
    assert "usual range 40–90%" in [each["text"] for each in figure["layout"]["annotations"]]


def test_events_are_lines_with_numbers_each_on_a_row_of_its_own_above_the_chart():
    events = (event(happened_on=FEBRUARY), event(happened_on=MARCH_2026, kind=EventKind.NEW_DUTY))
    figure = drawn(52, 51, 38, held=usual(events=events))
    lines = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "line"]
    assert [line["x0"] for line in lines] == ["2026-02-28", "2026-03-31"]
    names = [each for each in figure["layout"]["annotations"] if each["text"].startswith("<b>")]
    assert [name["text"] for name in names] == ["<b>1</b> Reorganisation", "<b>2</b> New duty"]
    assert len({name["yshift"] for name in names}) == 2
    assert figure["layout"]["height"] == theme.CHART_HEIGHT + usual_range.room_for(events)


def test_many_events_are_told_by_number_alone():
    many = tuple(event(happened_on=date(2026, 2, day)) for day in (1, 5, 9, 20))
    names = usual_range.event_names(many, JANUARY, MARCH_2026)
    assert [name["text"] for name in names] == [f"<b>{number}</b>" for number in (1, 2, 3, 4)]
    assert all(one["yshift"] != other["yshift"] for one, other in pairwise(names))


def test_an_outlook_and_a_target_stand_with_the_range():
    figure = drawn(50, 52, ahead=ahead(51, 51, 51), marks=[Mark("Target 80%", 80.0)])
    assert traces(figure, "outlook")
    assert traces(figure, usual_range.RANGE)
    assert "Target 80%" in json.dumps(figure)
    graph_objects.Figure(figure)


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    path = tmp_path_factory.mktemp("council") / "release.sqlite"
    council_release(f"sqlite:///{path}")
    return path


@pytest.mark.parametrize("unit_id", ["northmere", "S2", "T05", "T07", "T16"])
@pytest.mark.parametrize("period_end", [date(2026, 3, 31), date(2025, 3, 31)])
def test_every_chart_of_a_release_reads_back_into_what_was_published(council, unit_id, period_end):
    store = open_store(f"sqlite:///{council}")
    place = Place(store.organisation, store.organisation[unit_id], period_end, PeriodKind.MONTH, period_end)
    with opened(council) as connection:
        book = hidden_cells.read(connection)
    ranges = hidden = 0
    for key, reading in read(store, place, tuple(store.definitions)).items():
        held = read_usual(store, place, reading)
        exhibit = exhibits.history(place, reading, usual=held)
        hidden += hidden_cells.check_over_time(exhibit.figure, book, unit_id, key)
        ranges += bool(traces(exhibit.figure, usual_range.RANGE))
        assert held is None or held.is_now is (period_end == MARCH_2026 and reading.series[-1].is_shown)
    assert (ranges > 15) is (unit_id != "T16")
    assert (hidden > 100) is (unit_id == "T16")
