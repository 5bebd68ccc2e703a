"""Rules of practice that the synthetic extracts follow, beyond their contracts."""

import pandas as pd
from builders.sample_figures import Month, month


def test_a_child_is_in_one_team_at_a_time(months: list[Month]) -> None:
    assert all(now.cases["child_id"].is_unique for now in months)


def test_the_spells_of_a_case_follow_each_other_without_a_gap(extracts: dict[str, pd.DataFrame]) -> None:
    spells = extracts["involvements"].sort_values(["case_id", "started"])
    same_case = spells["case_id"].eq(spells["case_id"].shift(-1))
    assert (spells["ended"] == spells["started"].shift(-1))[same_case].all()
    assert same_case.sum() > 3000


def test_cases_change_holder_team_and_status(extracts: dict[str, pd.DataFrame]) -> None:
    spells = extracts["involvements"]
    for column, at_least in (("practitioner_id", 2000), ("team_id", 1000), ("status", 1500)):
        by_case = spells.dropna(subset=column).drop_duplicates(["case_id", column])["case_id"].value_counts()
        assert (by_case > 1).sum() > at_least, column


def test_a_case_that_ended_may_be_opened_again_under_another_number(extracts: dict[str, pd.DataFrame]) -> None:
    cases = extracts["involvements"].groupby(["child_id", "case_id"]).agg({"started": "min", "ended": "max"})
    again = cases.sort_values(["child_id", "started"]).reset_index()
    same_child = again["child_id"].eq(again["child_id"].shift())
    assert same_child.sum() > 300
    assert (again["started"] > again["ended"].shift())[same_child].all()


def test_brothers_and_sisters_are_children_of_their_own_with_one_practitioner(
    extracts: dict[str, pd.DataFrame],
) -> None:
    first = extracts["involvements"].sort_values(["case_id", "started"]).drop_duplicates("case_id")
    together = first.groupby(["practitioner_id", "team_id", "started"])["child_id"].agg(["size", "nunique"])
    assert (together["size"] > 1).sum() > 500
    assert (together["size"] == together["nunique"]).all()


def test_who_holds_a_case_is_in_post_in_the_team_of_the_case(months: list[Month]) -> None:
    for now in months:
        held = now.cases.dropna(subset="practitioner_id")
        posts = now.practitioners[["practitioner_id", "team_id"]].drop_duplicates()
        assert len(held.merge(posts, on=["practitioner_id", "team_id"])) == len(held), now.day


def test_few_cases_wait_for_a_practitioner(months: list[Month]) -> None:
    unallocated = [now.cases["practitioner_id"].isna().sum() for now in months]
    assert max(unallocated[:-9]) <= 4
    assert 4 <= unallocated[-1] <= 15


def test_cases_begin_and_end_clear_of_the_month_end(extracts: dict[str, pd.DataFrame]) -> None:
    days = pd.concat([extracts["involvements"]["started"], extracts["involvements"]["ended"].dropna()])
    assert not days.dt.is_month_end.any()
    assert (days.dt.day_of_week < 5).mean() > 0.99


def test_nobody_is_absent_twice_at_once(extracts: dict[str, pd.DataFrame]) -> None:
    absences = extracts["workforce"].dropna(subset="absent_from").sort_values(["practitioner_id", "absent_from"])
    same = absences["practitioner_id"].eq(absences["practitioner_id"].shift(-1))
    assert (absences["absent_to"] < absences["absent_from"].shift(-1))[same].all()
    assert same.sum() > 300


def test_some_practitioners_move_between_teams(extracts: dict[str, pd.DataFrame]) -> None:
    teams = extracts["workforce"].groupby("practitioner_id")["team_id"].nunique()
    assert 1 <= (teams > 1).sum() <= 15


def test_no_more_forms_come_back_than_practitioners_were_in_post(extracts: dict[str, pd.DataFrame]) -> None:
    for (wave, team_id), forms in extracts["survey"].groupby(["wave", "team_id"]).size().items():
        assert forms <= len(month(extracts, wave).of_team(team_id).practitioners)


def test_forms_of_online_harm_stand_only_where_online_abuse_is_recorded(extracts: dict[str, pd.DataFrame]) -> None:
    spells = extracts["involvements"]
    assert (spells["online_harm"].notna() == (spells["online_abuse"] == "yes")).all()
    assert spells["online_harm"].str.contains(";").sum() > 50


def test_posts_are_filled_or_vacant(extracts: dict[str, pd.DataFrame], months: list[Month]) -> None:
    posts = extracts["establishment"].set_index(["month_end", "team_id"])
    for now in months:
        employed = now.in_post[now.in_post["agency"] == "no"].groupby("team_id")["fte"].sum()
        of_month = posts.loc[now.day]
        assert (
            (of_month["posts_fte"] - of_month["vacancies_fte"])
            .round(2)
            .equals(employed.reindex(of_month.index, fill_value=0).round(2))
        )
