"""What would help: sums worked out by hand, and what must hold of every scenario."""

from dataclasses import replace

import pytest
from builders.dashboard_cells import cell, definition, hidden
from hypothesis import given
from hypothesis import strategies as st

from dashboard import scenario_words, scenarios, starting_points
from dashboard.outcomes import Levers, outcome
from dashboard.scenarios import Exposure, Load, Training
from dashboard.starting_points import COVER, GAP, LOAD, OPEN_CASES, PER_FTE, UNALLOCATED, Start
from pipelines.organisation import Level, Unit
from pipelines.published import DisclosureRule

LIMIT = 15.0
RIVERSIDE = Unit("T1", "Riverside", Level.TEAM, "S1")
QUAYSIDE = Unit("T2", "Quayside", Level.TEAM, "S1")
DEFINITIONS = {
    LOAD: definition(key=LOAD, label="Share of the limit"),
    PER_FTE: definition(key=PER_FTE, label="Cases per practitioner", unit="cases per FTE", decimals=1),
    OPEN_CASES: definition(
        key=OPEN_CASES, label="Open cases", unit="children", disclosure_rule=DisclosureRule.CHILDREN
    ),
    UNALLOCATED: definition(
        key=UNALLOCATED, label="Cases nobody holds", unit="children", disclosure_rule=DisclosureRule.CHILDREN
    ),
    COVER: definition(key=COVER, label="Trained"),
    GAP: definition(key=GAP, label="Held untrained", disclosure_rule=DisclosureRule.CHILDREN),
}
SHOWN = {
    LOAD: cell(value=120.0, base=8.0),
    PER_FTE: cell(value=18.0, base=8.0),
    OPEN_CASES: cell(value=186.0, base=186.0),
    UNALLOCATED: cell(value=6.0, base=6.0),
    COVER: cell(value=40.0, base=10.0),
    GAP: cell(value=75.0, base=16.0),
}


def start(unit: Unit = RIVERSIDE, **changed) -> Start:
    """Riverside holds 180 cases where its hours allow 150; 4 of 10 trained; 12 of 16 online cases held untrained."""
    return starting_points.start(unit, SHOWN | changed, DEFINITIONS)


def spare() -> Start:
    """Quayside holds 90 cases where its hours allow 100."""
    return start(QUAYSIDE, load_ratio=cell(value=90.0), open_cases=cell(value=90.0), unallocated_cases=cell(value=0.0))


def said(of: Start, levers: Levers) -> list[str]:
    return [line.text for line in scenario_words.lines(of, levers, outcome(of, levers, LIMIT), DEFINITIONS)]


def test_capacity_follows_from_cases_held_and_the_published_ratio():
    assert start().load == Load(180.0, 150.0)


def test_each_lever_alone_says_what_would_bring_the_team_to_its_limit():
    load = Load(180.0, 150.0)
    assert scenarios.practitioners_needed(load, LIMIT) == 2.0
    assert scenarios.cases_to_move(load) == 30
    assert scenarios.with_practitioners(load, 2.0, LIMIT).percent == 100.0
    assert scenarios.with_cases(load, -30).percent == 100.0
    little = Load(100.2, 100.0)
    assert (scenarios.practitioners_needed(little, LIMIT), scenarios.cases_to_move(little)) == (0.5, 1)
    within = Load(96.5, 100.0)
    assert (scenarios.practitioners_needed(within, LIMIT), scenarios.cases_to_move(within), within.room) == (0.0, 0, 3)


def test_a_scenario_by_hand():
    then = outcome(start(), Levers(practitioners=1.0, cases=15, trained=3, to=spare()), LIMIT)
    assert then.load == Load(165.0, 165.0)
    assert then.receiver == Load(105.0, 100.0)
    # 180 cases at 18 each are 10 full-time posts; 165 cases for 11 are 15 each.
    assert then.per_fte == 15.0
    assert then.training == Training(10, 7)
    # Half of the six untrained are trained: half of the 12 cases, on average. Evenly spread they hold two each.
    assert (then.gap, then.gap_at_most) == (37.5, 37.5)


def test_training_first_those_who_hold_the_cases_leaves_at_most_what_an_even_spread_would():
    # Five cases with four people, evenly: 2, 1, 1, 1. The first person takes two, the second one.
    of = Exposure(10, 5)
    assert [of.at_most(trained, 4) for trained in range(5)] == [50.0, 30.0, 20.0, 10.0, 0.0]
    # Two cases with four people: at most two hold one, so two trained are enough.
    assert [Exposure(10, 2).at_most(trained, 4) for trained in range(4)] == [20.0, 10.0, 0.0, 0.0]
    assert Exposure(10, 2).at_most(1, 0) == Exposure(10, 2).on_average(1, 0) == 20.0, "held by nobody of the team"


def test_how_many_to_train_is_rounded_up_to_whole_people():
    team = Training(13, 3)
    assert team.needed_for(54.0) == 5, "54 % of 13 is 7.02, so eight"
    assert team.needed_for(100.0) == 10
    assert team.needed_for(20.0) == 0
    assert scenarios.needed_between(8.0, 50.0, 54.0, 13) == (1, 6)


@pytest.mark.parametrize(
    ("held", "percent", "load"), [(0.0, 90.0, None), (12.0, 0.0, None), (60.0, 80.0, Load(60.0, 75.0))]
)
def test_there_is_no_load_without_a_case_or_a_ratio(held, percent, load):
    assert scenarios.published_load(held, percent) == load


loads = st.builds(scenarios.published_load, st.integers(1, 400).map(float), st.integers(20, 300).map(float))
posts = st.integers(0, 12).map(lambda halves: halves / 2)


@given(loads)
def test_with_no_lever_moved_the_figure_is_the_published_one(load):
    then = outcome(replace(start(), load=load), Levers(to=spare()), LIMIT)
    assert then.load == load
    assert then.receiver == spare().load
    assert then.per_fte == pytest.approx(18.0)
    assert then.training == Training(10, 4)
    assert then.gap == then.gap_at_most == 75.0


@given(st.integers(5, 300), st.data())
def test_whole_people_behind_a_published_cover_give_that_cover_back(practitioners, data):
    trained = data.draw(st.integers(0, practitioners))
    published = round(100 * trained / practitioners)
    found = scenarios.published_training(published, practitioners)
    assert found is not None
    assert round(found.cover) == published
    assert practitioners > 100 or found.trained == trained


@given(loads, posts, posts, st.integers(0, 50), st.integers(0, 50))
def test_more_people_and_fewer_cases_never_raise_a_load(load, few, more, some, others):
    first, last = sorted((few, more))
    less, most = sorted((some, others))
    assert (
        scenarios.with_practitioners(load, last, LIMIT).percent
        <= scenarios.with_practitioners(load, first, LIMIT).percent
    )
    assert scenarios.with_cases(load, -most).percent <= scenarios.with_cases(load, -less).percent


@given(loads)
def test_what_is_needed_is_enough_and_less_is_not(load):
    people, moved = scenarios.practitioners_needed(load, LIMIT), scenarios.cases_to_move(load)
    assert scenarios.with_practitioners(load, people, LIMIT).over == pytest.approx(0, abs=1e-6)
    assert scenarios.with_cases(load, -moved).over == pytest.approx(0, abs=1e-6)
    if load.over > 1e-6:
        assert scenarios.with_practitioners(load, people - scenarios.STEP, LIMIT).over > 0
        assert scenarios.with_cases(load, -(moved - 1)).over > 0
    assert scenarios.with_cases(load, load.room).over == pytest.approx(load.over, abs=1e-6)


@given(st.integers(0, 100), posts)
def test_cases_that_move_are_conserved(moved, people):
    before, taking = start(), spare()
    then = outcome(before, Levers(people, moved, 0, taking), LIMIT)
    assert then.load.cases + then.receiver.cases == before.load.cases + taking.load.cases == 270.0


@given(st.integers(1, 60), st.integers(0, 60), st.integers(1, 20), st.integers(0, 25))
def test_training_never_widens_the_gap_and_holders_first_is_never_worse_than_chance(online, held, untrained, trained):
    of = Exposure(online, min(held, online))
    assert 0 <= of.at_most(trained, untrained) <= of.on_average(trained, untrained) + 1e-9 <= of.gap + 2e-9
    assert of.at_most(trained + 1, untrained) <= of.at_most(trained, untrained)
    assert of.on_average(untrained, untrained) == of.at_most(untrained, untrained) == 0


@pytest.mark.parametrize("key", [LOAD, OPEN_CASES, UNALLOCATED])
def test_where_a_figure_that_the_load_needs_is_hidden_there_is_none_and_its_name_is_said(key):
    of = start(**{key: hidden()})
    assert of.load is None
    assert [each.split(":")[0] for each in of.missing] == [DEFINITIONS[key].label]
    assert "hidden to protect" in of.missing[0]
    assert outcome(of, Levers(1.0, 5, 2, spare()), LIMIT).load is None
    assert said(of, Levers(1.0, 0, 2)) == [
        "4 of 10 practitioners with current online abuse training (40%) would become 6 (60%).",
        (
            "75% of online abuse cases are held without that training; that would become about 50% if people are "
            "chosen without regard to their cases, 50% or less if those who hold such cases come first."
        ),
    ]


def test_a_load_that_is_shown_is_told_where_the_cases_behind_it_are_not():
    of = start(unallocated_cases=hidden())
    said_of_one = scenario_words.message(of, [spare()], LIMIT, "March 2026", DEFINITIONS)
    assert said_of_one.title == "What would lighten the load of Riverside cannot be worked out"
    assert said_of_one.sentence.startswith("It is at 120% of the limit. Which figures are missing is below")
    said_of_all = scenario_words.all_teams([of], "Northmere", LIMIT)
    assert "Cases nobody holds: hidden to protect children" in said_of_all.sentence
    assert scenario_words.needs([of], ["120%"], LIMIT).rows == (("Riverside", "120%", "–", "–"),)


def test_a_measure_that_the_release_does_not_hold_is_said_to_be_missing():
    cells = {key: each for key, each in SHOWN.items() if key != UNALLOCATED}
    of = starting_points.start(RIVERSIDE, cells, {key: DEFINITIONS[key] for key in cells})
    assert of.load is None
    assert of.missing == ("unallocated cases: not in this release",)


def test_without_a_limit_in_the_release_cases_can_move_and_nobody_can_be_added():
    then = outcome(start(), Levers(2.0, 30, 0, spare()), None)
    assert then.load == Load(150.0, 150.0)
    title = scenario_words.message(start(), [spare()], None, "March 2026", DEFINITIONS).title
    assert title == "Riverside needs 30 fewer cases to be within the limit"


def test_the_words_say_before_after_and_whether_it_is_enough():
    message = scenario_words.message(start(), [spare()], LIMIT, "March 2026", DEFINITIONS)
    assert message.title == "Riverside needs 2 more full-time practitioners, or 30 fewer cases, to be within the limit"
    assert message.sentence == (
        "It holds 180 cases (March 2026): 120% of what the limit allows for its hours, 18.0 cases per FTE. The one "
        "other team that can be shown has room for 10 cases in all, fewer than the 30 that would have to move."
    )
    assert said(start(), Levers(1.0, 10, 0, spare())) == [
        "120% of the limit would become 103%; still over.",
        "18.0 would become 15.5 (the Department for Education's count, which knows no limit).",
        "Quayside: 90% of the limit would become 100%; within the limit.",
    ]
    assert said(start(), Levers(1.0, 15, 0, spare()))[0] == "120% of the limit would become 100%; within the limit."
    assert (
        said(start(), Levers(0.0, 15, 0, spare()))[2] == "Quayside: 90% of the limit would become 105%; over the limit."
    )
    assert said(start(), Levers(to=spare())) == []


def test_cases_that_nobody_holds_are_said_not_to_be_in_the_load():
    told = " ".join(scenario_words.assumptions(start(), LIMIT, "March 2026", DEFINITIONS))
    assert (
        "The six cases that nobody holds are not in its load; given out within the team they would make it 124%."
        in told
    )
    assert "The limit is 15 cases" in told
    assert "published for March 2026" in told


def test_the_team_with_most_room_is_offered_first_and_one_whose_load_is_hidden_is_not():
    full = start(Unit("T3", "Old Town", Level.TEAM, "S1"))
    secret = start(Unit("T4", "Park Hill", Level.TEAM, "S1"), load_ratio=hidden())
    offered = starting_points.receivers([start(), full, secret, spare()], RIVERSIDE)
    assert [team.unit.name for team in offered] == ["Quayside", "Old Town"]
