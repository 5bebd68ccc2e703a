"""Looks of a page beyond one measure at a time: what each says and shows, and where it is offered."""

import re

import pytest
from builders.dashboard_cells import cell, definition, hidden, reading, series
from builders.pages import shown_pages
from builders.views import LOOKS

from dashboard import charts, said_and_recorded, timelines
from dashboard.views import caseload, looks, online_abuse, support, training, wellbeing, workforce

show = shown_pages()

EVERY_LOOK = [(page.replace("-", "_"), look) for page, each in LOOKS.items() for look in each]


def text(app) -> str:
    return " ".join(
        [
            *(each.value for each in (*app.markdown, *app.header, *app.caption)),
            *(each.proto.body for each in app.get("html")),
        ]
    ).replace("\\", "")


@pytest.mark.parametrize(("page", "look"), EVERY_LOOK)
def test_every_look_is_offered_where_the_survey_asked_and_says_what_it_shows(show, page, look):
    app = show("surveyed", page, look=look)
    chosen = app.get("button_group")[0] if app.get("button_group") else None
    assert chosen is None or look in str(chosen.value)
    assert len(app.header) >= 1
    for chart in app.get("plotly_chart"):
        assert chart.proto.alt


@pytest.mark.parametrize(("page", "look"), EVERY_LOOK)
def test_where_everything_is_hidden_a_look_shows_no_number_of_the_unit(show, page, look):
    app = show("surveyed_hidden", page, look=look)
    tables = " ".join(each.proto.body for each in app.get("html") if "<td" in each.proto.body)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", tables)
    plain = [re.sub(r"<[^>]+>", "", each) for each in cells]
    figures = [each for each in plain if re.match(r"^\d+(\.\d+)?%? ?(\(|of|similar|above|below|$)", each)]
    assert [each for each in figures if each not in {"3.10", "50%"}] == []


def test_looks_that_need_answers_are_not_offered_without_a_survey(show):
    app = show("no_survey", "training", look="confidence")
    assert "What practitioners say of work" not in text(app)


def test_the_seven_standards_come_with_what_to_do_next_and_no_overall_score(show):
    app = show("surveyed", "wellbeing", look="standards")
    said = text(app)
    assert "What to do next" in said
    assert "there is no overall score" in said
    assert "Ask whether they recognise them" in said


def test_team_by_team_keeps_the_order_of_the_organisation_and_hides_small_teams(show):
    app = show("surveyed", "wellbeing", look="teams")
    (table,) = [each.proto.body for each in app.get("html") if 'class="heat"' in each.proto.body]
    names = re.findall(r'scope="row"[^>]*>([^<]+)<', table)
    assert names[0] == "Northmere"
    assert names[1:6] == [
        "Assessment",
        "Duty and first contact",
        "Eastgate assessment",
        "Harbour assessment",
        "Westbrook assessment",
    ]
    assert table.count("hidden") >= 16 * 7
    assert "not in that of their figures" in text(app)


def test_stress_and_caseload_stand_on_axes_of_their_own_and_nothing_is_called_a_cause():
    shown = charts.panels(
        [
            charts.Panel(definition(), series(60, None, 70)),
            charts.Panel(definition(unit="cases per FTE"), series(15, 16)),
        ]
    )
    axes = [trace["yaxis"] for trace in shown["data"]]
    assert axes == ["y", "y", "y2"]
    assert shown["layout"]["yaxis"]["range"][0] == 0
    assert shown["data"][1]["marker"]["symbol"] == "x-thin"
    assert "does not say that one moves the other" in timelines.SIDE_BY_SIDE


def test_what_is_said_and_recorded_differ_by_points_and_a_hidden_side_has_no_gap():
    held = {
        said_and_recorded.SAID: reading(53.0, key="oac1_ge25"),
        said_and_recorded.HOLDERS: reading(43.0, key="holders_quarter_online"),
        said_and_recorded.NOT_RECORDED: reading(9.0, key="online_not_recorded_share"),
    }
    said = said_and_recorded.says(held)
    assert "10 points more than the records show" in said
    assert "For 9% of open cases nobody has recorded an answer." in said
    assert said_and_recorded.table(held).rows[0][-1] == "+10 points"
    without = held | {said_and_recorded.HOLDERS: reading(None, key="holders_quarter_online")}
    assert "cannot both be shown" in said_and_recorded.says(without)
    assert said_and_recorded.table(without).rows[0][1:] == ("53% of 20 practitioners, Mar 2026", "c (hidden)", "–")


def test_a_scale_of_few_steps_is_drawn_between_its_own_ends_and_points_below_nothing_are_seen():
    score = definition(unit="score", decimals=2, least=1.0, most=5.0)
    assert charts.ends([cell(value=3.0)], [], score) == (1.0, 5.0)
    low, high = charts.ends([cell(value=-12.0, lower=-20.0, upper=-4.0)], [], definition(unit="points"))
    assert low < -20
    assert high > 0
    assert charts.ends([hidden()], [], definition())[0] == 0


def test_the_looks_that_are_attacked_are_all_that_pages_offer():
    pages = {"online-abuse": online_abuse, "training": training, "wellbeing": wellbeing, "support": support}
    assert {name: tuple(look.key for look in page.PAGE.looks) for name, page in pages.items()} == LOOKS
    others = (caseload, workforce)
    assert [page.PAGE.key for page in others if page.PAGE.looks] == []


def test_every_profile_names_measures_once_and_each_look_has_a_name_of_its_own():
    named = [key for profile in looks.EVERY_PROFILE for key in profile.measures]
    assert len(named) == len(set(named))
    every = [*looks.WELLBEING, *looks.TRAINING, *looks.SUPPORT, *looks.ONLINE_ABUSE]
    assert len({look.key for look in every}) == len(every)
