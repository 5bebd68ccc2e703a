"""What a manager should find, each in one team, by counting alone; and nothing of the kind in any other team."""

import pandas as pd
import pytest
from builders.sample_figures import (
    Month,
    able_to_tell,
    agency_rate,
    cancelled_not_made_up,
    direct_work,
    exposure_gap,
    load_ratio,
    month,
    online_share,
    response_rate,
    stressed,
    supervised_by_manager,
    supervised_with_peers,
    team_id,
    training_cover,
    usual_gap,
    vacancy_rate,
    without_capacity,
)

OVERLOADED = "Safeguarding North"
EXPOSED = "Exploitation and Missing"
RECOVERING = "Safeguarding Central"
TOO_SMALL = "New Arrivals"
LOW_WAVE = pd.Timestamp(2025, 4, 15)
Extracts = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def overloaded(extracts: Extracts, months: list[Month]) -> list[Month]:
    return [now.of_team(team_id(extracts, OVERLOADED)) for now in months]


def _others(extracts: Extracts, months: list[Month], *names: str) -> list[list[Month]]:
    """Each team but those named, month by month."""
    teams = extracts["teams"]
    others = teams[~teams["team_name"].isin(names)]["team_id"]
    return [[now.of_team(other) for now in months] for other in others]


def test_the_load_of_one_team_drifts_from_under_the_limit_to_well_over_it(overloaded: list[Month]) -> None:
    load = [load_ratio(now) for now in overloaded]
    assert all(90 <= ratio <= 99 for ratio in load[:-9])
    assert all(later > earlier for earlier, later in zip(load[-9:], load[-8:], strict=False))
    assert 133 <= load[-1] <= 142


def test_that_team_has_more_cases_and_fewer_practitioners(overloaded: list[Month]) -> None:
    before, now = overloaded[-10], overloaded[-1]
    assert len(now.cases) > 1.1 * len(before.cases)
    assert len(now.practitioners) == len(before.practitioners) - 2


def test_that_team_has_more_vacancies_agency_staff_and_sickness(extracts: Extracts, overloaded: list[Month]) -> None:
    before, now = overloaded[-10], overloaded[-1]
    assert vacancy_rate(now) > vacancy_rate(before) + 15
    assert agency_rate(now) > agency_rate(before) + 10
    posts = extracts["workforce"]
    sick = posts[(posts["team_id"] == team_id(extracts, OVERLOADED)) & (posts["absence_reason"] == "SIC")]
    since = now.day - pd.DateOffset(months=8)
    last_year = (sick["absent_from"] >= since).sum()
    year_before = sick["absent_from"].between(since - pd.DateOffset(months=8), since).sum()
    assert last_year >= 1.5 * year_before


def test_that_team_is_supervised_less_and_more_stressed(extracts: Extracts, overloaded: list[Month]) -> None:
    in_time = [supervised_by_manager(now) for now in overloaded]
    assert sum(in_time[:-9]) / len(in_time[:-9]) > 78
    assert in_time[-1] < 55
    by_wave = stressed(extracts, team_id(extracts, OVERLOADED))
    assert by_wave.iloc[:-4].drop(LOW_WAVE).max() <= 80
    assert by_wave.iloc[-1] >= 88


def test_supervision_of_that_team_is_cancelled_and_not_made_up_for_and_its_gaps_are_the_longest(
    extracts: Extracts, months: list[Month], overloaded: list[Month]
) -> None:
    others = [team for (team,) in _others(extracts, months[-1:], OVERLOADED) if len(team.practitioners) >= 5]
    assert usual_gap(overloaded[-10]) <= 40
    assert usual_gap(overloaded[-1]) > 1.5 * max(map(usual_gap, others))
    assert cancelled_not_made_up(overloaded[-1]) > cancelled_not_made_up(overloaded[-10])
    assert cancelled_not_made_up(overloaded[-1]) >= 75


def test_that_team_has_less_and_less_time_for_children_and_families(
    extracts: Extracts, months: list[Month], overloaded: list[Month]
) -> None:
    assert min(map(direct_work, overloaded[:-9])) >= 25
    assert direct_work(overloaded[-1]) <= 22
    assert min(direct_work(team) for (team,) in _others(extracts, months[-1:], OVERLOADED)) >= 24


def test_cases_stand_with_somebody_absent_for_weeks_in_that_team_alone(
    extracts: Extracts, overloaded: list[Month], months: list[Month]
) -> None:
    assert overloaded[-1].practitioners["absent"].sum() == 1
    assert without_capacity(overloaded[-1]) >= 15
    assert max(without_capacity(now) for (now,) in _others(extracts, months[-1:], OVERLOADED)) <= 3


def test_no_other_team_comes_near_it(extracts: Extracts, months: list[Month]) -> None:
    for team in _others(extracts, months, OVERLOADED):
        load = pd.Series([load_ratio(now) for now in team])
        assert load.between(90, 105).all()
        assert abs(load[-6:].mean() - load[:-6].mean()) < 2


def test_one_team_meets_much_online_abuse_with_little_training(extracts: Extracts, now: Month) -> None:
    team = now.of_team(team_id(extracts, EXPOSED))
    assert 24 <= online_share(team) <= 31
    assert 18 <= training_cover(team) <= 26
    assert 70 <= exposure_gap(team) <= 90


def test_other_teams_meet_less_of_it_and_are_trained(extracts: Extracts, now: Month) -> None:
    others = [team for (team,) in _others(extracts, [now], EXPOSED)]
    assert max(map(online_share, others)) < 20
    assert min(map(training_cover, others)) >= 33
    assert max(exposure_gap(team) for team in others if len(team.cases) > 150) <= 65


def test_one_team_recovers_after_peer_supervision_began(extracts: Extracts, months: list[Month]) -> None:
    team = team_id(extracts, RECOVERING)
    peer = [supervised_with_peers(now.of_team(team)) for now in months]
    assert max(peer[:-13]) < 20
    assert min(peer[-8:]) > 85
    by_wave = stressed(extracts, team)
    assert by_wave.iloc[:8].min() >= 88
    assert by_wave.iloc[-3:].max() <= 65
    told = able_to_tell(extracts, team)
    assert told.iloc[:8].max() <= 46
    assert told.iloc[-3:].min() >= 65


def test_the_recovering_team_returns_enough_forms_in_every_wave(extracts: Extracts) -> None:
    forms = extracts["survey"][extracts["survey"]["team_id"] == team_id(extracts, RECOVERING)]
    assert forms.groupby("wave")[["SIS1", "SIS4"]].count().min().min() >= 10


def test_no_other_team_took_up_peer_supervision(extracts: Extracts, now: Month) -> None:
    for (team,) in _others(extracts, [now], RECOVERING):
        assert supervised_with_peers(team) <= 50


def test_one_team_is_too_small_to_publish(extracts: Extracts, months: list[Month]) -> None:
    sizes = {
        name: [len(now.of_team(team_id(extracts, name)).practitioners) for now in months]
        for name in extracts["teams"]["team_name"]
    }
    assert max(sizes.pop(TOO_SMALL)) < 5
    assert min(min(of_team) for of_team in sizes.values()) >= 5


def test_one_wave_found_few_who_answered(extracts: Extracts) -> None:
    by_wave = response_rate(extracts)
    assert list(by_wave[by_wave < 50].index) == [LOW_WAVE]
    assert len(by_wave) == 12
    assert by_wave.drop(LOW_WAVE).between(60, 71).all()


def test_each_wave_asked_those_in_post_on_its_day(extracts: Extracts) -> None:
    forms = extracts["survey"].groupby("wave").size()
    assert all(forms[wave] <= len(month(extracts, wave).practitioners) for wave in forms.index)
