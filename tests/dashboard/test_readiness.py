"""Exposure against readiness: which quadrant, who is named, how many to train, and who comes first."""

import pytest
from builders.dashboard_cells import cell, definition, hidden, place
from hypothesis import given
from hypothesis import strategies as st

from dashboard import charts, readiness, readiness_words
from dashboard.readiness import SHARE, Quadrant, Readiness
from dashboard.starting_points import COVER, GAP
from pipelines.organisation import Level, Unit

DIVIDING = (14.0, 54.0)
DEFINITIONS = {
    SHARE: definition(key=SHARE, label="Online abuse"),
    COVER: definition(key=COVER, label="Trained"),
    GAP: definition(key=GAP, label="Held untrained"),
}
CONFIDENCE = definition(key="oac_positive", label="Confident")


def team(name: str, share: float | None, cover: float | None, base: float = 10.0, sure=None):
    cells = {
        SHARE: hidden() if share is None else cell(value=share),
        COVER: hidden() if cover is None else cell(value=cover, base=base, lower=cover - 10, upper=cover + 10),
        GAP: hidden(),
    }
    unit = Unit(name, name, Level.TEAM, "S1")
    return readiness.position(unit, cells, DIVIDING, {} if sure is None else {name: cell(value=sure)})


def found(*teams, confidence=None) -> Readiness:
    return Readiness(teams, Unit("A1", "Northmere", Level.AUTHORITY, None), *DIVIDING, confidence)


@pytest.mark.parametrize(
    ("share", "cover", "quadrant"),
    [
        (27.0, 23.0, Quadrant.TRAIN_FIRST),
        (27.0, 54.0, Quadrant.READY),
        (14.0, 53.0, Quadrant.TRAIN_NEXT),
        (14.0, 54.0, Quadrant.CALM),
    ],
)
def test_a_team_is_placed_against_the_authority_and_on_a_line_counts_as_neither(share, cover, quadrant):
    assert team("Riverside", share, cover).quadrant is quadrant


def test_how_many_to_train_by_hand_with_the_interval_of_the_cover():
    placed = team("Riverside", 27.0, 40.0)
    # 54 % of ten is six people, four are trained. At 30 % to 50 % trained, 2.4 to 0.4 are missing.
    assert placed.to_reach == readiness.Need(2, 1, 3)
    assert placed.everyone == readiness.Need(6, 5, 7)


def test_much_online_abuse_with_little_training_comes_first_and_hidden_teams_last():
    order = found(
        team("Calm", 5.0, 80.0),
        team("Hidden", None, None),
        team("Next", 5.0, 20.0),
        team("First", 20.0, 50.0),
        team("Unplaced", None, 10.0),
    ).in_order_of_need
    assert [each.unit.name for each in order] == ["First", "Next", "Unplaced", "Calm", "Hidden"]


def test_a_team_that_is_not_shown_is_named_with_what_is_lacking():
    of = found(team("Riverside", 20.0, 30.0), team("Quayside", None, 30.0), team("Park Hill", None, None))
    assert readiness_words.not_shown(of) == (
        "Not shown: Quayside (online abuse hidden); Park Hill (online abuse and training hidden)."
    )
    shown = readiness_words.exhibit(of, place("S1"), {}, DEFINITIONS)
    assert readiness_words.not_shown(of) in shown.note
    assert readiness_words.not_shown(of) in shown.alt
    assert [row[:3] for row in shown.table.rows] == [
        ("Riverside", "20%", "30%"),
        ("Quayside", "c (hidden)", "30%"),
        ("Park Hill", "c (hidden)", "c (hidden)"),
    ]
    drawn = [name for trace in shown.figure["data"] for name in trace["customdata"]]
    assert drawn == ["Riverside"]


def test_the_message_names_where_to_train_first_with_both_figures():
    of = found(team("Riverside", 20.0, 30.0), team("Quayside", 5.0, 80.0))
    assert readiness_words.says(of, DEFINITIONS) == (
        "Train first in Riverside: 20% of its cases involve online abuse (Northmere: 14%), and 30% of its "
        "practitioners have current training (Northmere: 54%)."
    )
    two = found(team("Riverside", 20.0, 30.0), team("Quayside", 25.0, 20.0))
    assert readiness_words.says(two, DEFINITIONS).startswith("Train first in Quayside and Riverside: more of")
    assert readiness_words.says(found(team("Quayside", 5.0, 80.0)), DEFINITIONS).startswith("No team that can be shown")
    assert readiness_words.says(found(team("Quayside", None, 80.0)), DEFINITIONS) == "No team can be placed."


def test_where_the_authority_is_hidden_no_team_is_divided_and_no_word_stands_in_a_corner():
    unit = Unit("A1", "Northmere", Level.AUTHORITY, None)
    alone = readiness.position(
        Unit("T", "Riverside", Level.TEAM, "S1"), {SHARE: cell(value=20.0), COVER: cell(value=30.0)}, (None, 54.0), {}
    )
    of = Readiness((alone,), unit, None, 54.0, None)
    assert alone.quadrant is None
    shown = readiness_words.exhibit(of, place("S1"), {}, DEFINITIONS)
    assert "there is nothing to divide the teams by" in shown.says
    assert not any("train here first" in note["text"] for note in shown.figure["layout"]["annotations"])


def test_the_estimate_adds_up_the_teams_that_can_be_shown():
    of = found(team("Riverside", 20.0, 40.0), team("Quayside", None, 50.0), team("Park Hill", 20.0, None))
    own = readiness.position(of.against, {COVER: cell(value=45.0, base=40.0, lower=30, upper=60)}, (None, None), {})
    assert readiness_words.estimate(of, own, DEFINITIONS) == (
        "In the two teams whose training is shown, training three practitioners would bring each to the 54% of "
        "Northmere as a whole; 11 practitioners would have to be trained for everyone to be. For Northmere as a whole "
        "everyone means about 22 (16 to 28)."
    )
    assert readiness_words.needs(of, DEFINITIONS).rows == (
        ("Riverside", "much online abuse, little training; 4 of 10 trained", "2 (1 to 3)", "6 (5 to 7)", "c (hidden)"),
        ("Quayside", "5 of 10 trained; online abuse hidden", "1 (0 to 2)", "5 (4 to 6)", "c (hidden)"),
        ("Park Hill", "not shown: training hidden", "–", "–", "c (hidden)"),
    )


def test_confidence_stands_beside_where_the_release_has_it_and_moves_nobody():
    plain, sure = (
        found(team("Riverside", 20.0, 30.0, sure=given), team("Quayside", 25.0, 20.0), confidence=measure)
        for given, measure in ((None, None), (48.0, CONFIDENCE))
    )
    without, beside = (readiness_words.exhibit(each, place("S1"), {}, DEFINITIONS) for each in (plain, sure))
    assert [row[4] for row in beside.table.rows] == ["48%", "–"]
    assert "confident: 48%" in str(beside.figure["layout"]["annotations"])
    assert "teams are not ranked by it" in beside.note
    assert "onfiden" not in str(without)
    assert [p.unit.name for p in plain.in_order_of_need] == [p.unit.name for p in sure.in_order_of_need]


def test_the_measure_of_confidence_is_that_on_online_abuse():
    held = {key: definition(key=key) for key in ("csa_diversity_confident", "oac_positive", "stressed")}
    assert readiness.confidence_measure(held).key == "oac_positive"
    assert readiness.confidence_measure({"stressed": definition()}) is None


shares = st.integers(0, 100).map(float)
points = st.lists(
    st.builds(charts.Point, st.text("abcdefgh ", min_size=3, max_size=30).filter(str.strip), shares, shares),
    unique_by=lambda point: point.name,
    max_size=16,
)


@given(points)
def test_names_never_cover_one_another_and_every_point_is_drawn(given_points):
    axes = (DEFINITIONS[SHARE], DEFINITIONS[COVER])
    figure = charts.quadrants(given_points, axes, DIVIDING, readiness_words.CORNERS)
    drawn = [name for trace in figure["data"] for name in trace["customdata"]]
    assert sorted(drawn) == sorted(point.name for point in given_points)
    named = charts.names_that_fit(given_points, DIVIDING, readiness_words.CORNERS)
    assert len(figure["layout"]["annotations"]) == len(named) + 4
