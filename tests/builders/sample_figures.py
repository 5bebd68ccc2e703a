"""What the sample extracts show, worked out by plain code that shares nothing with the pipeline or the generator."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

Frame = pd.DataFrame
Extracts = dict[str, Frame]

DATES = ("started", "ended", "newly_qualified_until", "absent_from", "absent_to", "specialist_referred",
         "specialist_started", "completed", "expires", "held_on", "wave", "month_end")  # fmt: skip
NUMBERS = ("fte", "hours", "minutes", "posts_fte", "vacancies_fte", "hours_direct", "hours_recorded")
PRACTITIONERS = ("case_holder", "senior_practitioner")
LIMIT = 15
DAY, FOUR_WEEKS = pd.Timedelta(days=1), pd.Timedelta(days=28)


def read(folder: Path) -> Extracts:
    """Every extract by name, dates as dates and numbers as numbers."""
    extracts = {file.stem: pd.read_csv(file, dtype=str) for file in sorted(folder.glob("*.csv"))}
    return {
        name: rows.assign(
            **{column: pd.to_datetime(rows[column]) for column in rows if column in DATES},
            **{column: rows[column].astype(float) for column in rows if column in NUMBERS},
        )
        for name, rows in extracts.items()
    }


@dataclass(frozen=True)
class Month:
    """An authority, or a team, on one day: open cases, everybody in post, practitioners with what they carry."""

    extracts: Extracts
    day: pd.Timestamp
    cases: Frame
    in_post: Frame
    practitioners: Frame

    @property
    def holders(self) -> Frame:
        return self.practitioners[self.practitioners["cases"] > 0]

    @cached_property
    def by_team(self) -> dict[str, Month]:
        frames = [dict(list(rows.groupby("team_id"))) for rows in (self.cases, self.in_post, self.practitioners)]
        return {team: Month(self.extracts, self.day, *(rows[team] for rows in frames)) for team in frames[0]}

    def of_team(self, team_id: str) -> Month:
        return self.by_team[team_id]


def month(extracts: Extracts, day: pd.Timestamp) -> Month:
    """The authority as it stood on `day`."""
    spells, posts = extracts["involvements"], extracts["workforce"]
    cases = spells[(spells["started"] <= day) & ~(spells["ended"] <= day)]
    here = posts[(posts["started"] <= day) & ~(posts["ended"] < day)]
    long_absent = here[(here["absent_from"] <= day - pd.Timedelta(days=27)) & ~(here["absent_to"] < day)]
    in_post = here.drop_duplicates(["practitioner_id", "team_id", "started"])
    held = cases["practitioner_id"].value_counts()
    practitioners = in_post[in_post["role"].isin(PRACTITIONERS)]
    practitioners = practitioners.assign(
        cases=practitioners["practitioner_id"].map(held).fillna(0),
        newly_qualified=practitioners["newly_qualified_until"] >= day,
        absent=practitioners["practitioner_id"].isin(long_absent["practitioner_id"]),
    )
    hours = practitioners["fte"] * np.where(practitioners["newly_qualified"], 0.9, 1.0)
    return Month(extracts, day, cases, in_post, practitioners.assign(hours=hours.where(~practitioners["absent"], 0.0)))


def month_ends(extracts: Extracts) -> list[pd.Timestamp]:
    return sorted(extracts["establishment"]["month_end"].unique())


def percent(part: Frame | pd.Series, whole: Frame | pd.Series) -> float:
    return 100 * len(part) / len(whole)


def open_cases(now: Month) -> float:
    return float(len(now.cases))


def caseload_per_fte(now: Month) -> float:
    return float(now.holders["cases"].sum() / now.holders["fte"].sum())


def load_ratio(now: Month) -> float:
    return float(100 * now.holders["cases"].sum() / (LIMIT * now.holders["hours"].sum()))


def without_capacity(now: Month) -> float:
    """Cases that nobody holds or whose holder is away for long."""
    absent = now.practitioners[now.practitioners["absent"]]["practitioner_id"]
    holder = now.cases["practitioner_id"]
    return float((holder.isna() | holder.isin(absent)).sum())


def practitioners(now: Month) -> float:
    return float(len(now.practitioners))


def newly_qualified_share(now: Month) -> float:
    return percent(now.practitioners[now.practitioners["newly_qualified"]], now.practitioners)


def status_share(status: str) -> Callable[[Month], float]:
    return lambda now: percent(now.cases[now.cases["status"] == status], now.cases)


def sexual_abuse_plans_share(now: Month) -> float:
    plans = now.cases[now.cases["status"] == "cp"]
    return percent(plans[plans["category_of_abuse"] == "SAB"], plans)


def online_cases(now: Month) -> Frame:
    return now.cases[now.cases["online_abuse"] == "yes"]


def online_share(now: Month) -> float:
    return percent(online_cases(now), now.cases[now.cases["online_abuse"].isin(["yes", "no"])])


def online_share_of_sexual_abuse(now: Month) -> float:
    abused = now.cases[now.cases["sexual_abuse_concern"] == "yes"]
    return percent(abused[abused["online_abuse"] == "yes"], abused[abused["online_abuse"].isin(["yes", "no"])])


def online_not_recorded_share(now: Month) -> float:
    return percent(now.cases[~now.cases["online_abuse"].isin(["yes", "no"])], now.cases)


def yes_share(column: str) -> Callable[[Month], float]:
    """Of the cases with an answer recorded."""
    return lambda now: percent(now.cases[now.cases[column] == "yes"], now.cases[now.cases[column].isin(["yes", "no"])])


def waiting_weeks(now: Month) -> pd.Series:
    cases = now.cases[now.cases["specialist_referred"].notna()]
    waiting = cases[(cases["specialist_referred"] <= now.day) & ~(cases["specialist_started"] <= now.day)]
    return (now.day - waiting["specialist_referred"]).dt.days / 7


def waits_open(now: Month) -> float:
    return float(len(waiting_weeks(now)))


def long_waits_share(now: Month) -> float:
    return float(100 * (waiting_weeks(now) > 26).mean())


def agency_rate(now: Month) -> float:
    agency = now.in_post[now.in_post["agency"] == "yes"]["fte"].sum()
    return float(100 * agency / now.in_post["fte"].sum())


def trained(now: Month, topic: str) -> set[str]:
    """Who holds current training: until the day it names, otherwise for three years."""
    courses = now.extracts["training"]
    until = courses["expires"].fillna(courses["completed"] + pd.DateOffset(years=3))
    current = courses[(courses["completed"] <= now.day) & (until >= now.day) & courses["topics"].str.contains(topic)]
    return set(current["practitioner_id"])


def training_cover(now: Month, topic: str = "online_abuse") -> float:
    ids = now.practitioners["practitioner_id"]
    return percent(ids[ids.isin(trained(now, topic))], ids)


def exposure_gap(now: Month) -> float:
    holders = online_cases(now)["practitioner_id"].dropna()
    return percent(holders[~holders.isin(trained(now, "online_abuse"))], holders)


def held(now: Month) -> Frame:
    """Sessions that were not cancelled."""
    sessions = now.extracts["supervision"]
    return sessions[sessions["cancelled"] != "yes"]


def away_for_long(now: Month, who: str, begun: pd.Timestamp, end: pd.Timestamp) -> int:
    """Days from `begun` on and before `end` in absences that have lasted four weeks by now."""
    away = now.extracts["workforce"].dropna(subset="absent_from")
    away = away[away["practitioner_id"] == who]
    back = (away["absent_to"] + DAY).fillna(now.day + DAY).clip(upper=now.day + DAY)
    within = (back.clip(upper=end) - away["absent_from"].clip(lower=begun)).dt.days.clip(lower=0)
    return int(within[back - away["absent_from"] >= FOUR_WEEKS].sum())


def months_ago(now: Month, day: pd.Timestamp) -> int:
    return int((now.day.to_period("M") - day.to_period("M")).n)


def cancelled_not_made_up(now: Month) -> float:
    """Of those whose manager cancelled a session, who had none in the 28 days after one of them."""
    sessions, manager = now.extracts["supervision"], held(now)[held(now)["kind"] == "managerial"]
    off = sessions[(sessions["cancelled"] == "yes") & (sessions["kind"] == "managerial")]
    off = off[off["practitioner_id"].isin(now.practitioners["practitioner_id"])]
    lost: dict[str, bool] = {}
    for who, planned in zip(off["practitioner_id"], off["held_on"], strict=True):
        until = planned + FOUR_WEEKS
        if 0 <= months_ago(now, until) < 3 and not away_for_long(now, who, planned, until + DAY):
            own = manager[manager["practitioner_id"] == who]["held_on"]
            lost[who] = lost.get(who, False) or not own.between(planned, until).any()
    return 100 * sum(lost.values()) / len(lost)


def service_began(now: Month, who: str) -> pd.Timestamp:
    posts = now.extracts["workforce"]
    posts = posts[(posts["practitioner_id"] == who) & (posts["started"] <= now.day)].sort_values("started")
    began, lasts = posts["started"].iloc[0], posts["ended"].iloc[0]
    for started, ended in zip(posts["started"], posts["ended"], strict=True):
        if lasts + DAY < started:
            began = started
        lasts = ended
    return began


def gaps(now: Month) -> list[tuple[int, bool]]:
    """Days of each gap between managerial sessions of the last three months, and whether it is over."""
    manager, found = held(now)[held(now)["kind"] == "managerial"], []
    first = held(now)["held_on"].min()
    for who in now.practitioners["practitioner_id"].unique():
        own, since = manager[manager["practitioner_id"] == who]["held_on"], service_began(now, who)
        days = sorted(own[(own <= now.day) & (own > max(since, first))])
        for begun, end in zip([max(since, first), *days], [*days, None], strict=True):
            until = now.day if end is None else end
            is_over = end is not None and (begun in days or since >= first)
            if end is None or months_ago(now, end) < 3:
                found.append(((until - begun).days - away_for_long(now, who, begun, until), is_over))
    return found


def usual_gap(now: Month) -> float:
    """The time by which half of the gaps are over, of those that have lasted as long."""
    left, at_risk = 1.0, len(gaps(now))
    for days, group in pd.DataFrame(gaps(now), columns=["days", "over"]).groupby("days")["over"]:
        left *= 1 - group.sum() / at_risk
        at_risk -= len(group)
        if left <= 0.5:
            return float(days)
    return float("nan")


def direct_work(now: Month) -> float:
    diaries = now.extracts["time_use"]
    diaries = diaries[(diaries["month_end"] == now.day)]
    diaries = diaries[diaries["practitioner_id"].isin(now.practitioners["practitioner_id"])]
    return float(100 * diaries["hours_direct"].sum() / diaries["hours_recorded"].sum())


def supervised(now: Month, kinds: tuple[str, ...], days: int) -> float:
    """Share of the practitioners who are there with a session of these kinds in the last so many days."""
    sessions = held(now)
    recent = sessions[(sessions["held_on"] <= now.day) & (sessions["held_on"] >= now.day - pd.Timedelta(days=days))]
    there = now.practitioners[~now.practitioners["absent"]]["practitioner_id"]
    return percent(there[there.isin(recent[recent["kind"].isin(kinds)]["practitioner_id"])], there)


def vacancy_rate(now: Month) -> float:
    posts = now.extracts["establishment"]
    posts = posts[(posts["month_end"] == now.day) & posts["team_id"].isin(now.in_post["team_id"])]
    vacant, employed = posts["vacancies_fte"].sum(), now.in_post[now.in_post["agency"] == "no"]["fte"].sum()
    return float(100 * vacant / (vacant + employed))


def turnover_rate(now: Month) -> float:
    """FTE of employed leavers of the last year, those with a further post left out, by FTE employed."""
    posts = now.extracts["workforce"].drop_duplicates(["practitioner_id", "team_id", "started"])
    left = posts[(posts["agency"] == "no") & (posts["ended"] < now.day)]
    left = left[left["ended"] >= now.day - pd.DateOffset(years=1)]
    gone = left[~left["practitioner_id"].isin(now.in_post["practitioner_id"])]
    return float(100 * gone["fte"].sum() / now.in_post[now.in_post["agency"] == "no"]["fte"].sum())


def absence_rate(now: Month) -> float:
    """Weekdays of sickness of employed practitioners in the last year × FTE, by FTE employed × 253."""
    sick = now.extracts["workforce"]
    sick = sick[(sick["absence_reason"] == "SIC") & (sick["agency"] == "no") & (sick["absent_from"] <= now.day)]
    first = sick["absent_from"].clip(lower=now.day - pd.DateOffset(years=1) + pd.Timedelta(days=1))
    last = sick["absent_to"].fillna(now.day).clip(upper=now.day)
    lost = [len(pd.bdate_range(begun, ended)) for begun, ended in zip(first, last, strict=True)]
    employed = now.in_post[now.in_post["agency"] == "no"]["fte"].sum()
    return float(100 * (np.array(lost) * sick["fte"]).sum() / (employed * 253))


def survey_share(extracts: Extracts, question: str, answers: tuple[str, ...], team_id: str | None = None) -> pd.Series:
    """Percentage of those who answered, by wave."""
    returned = extracts["survey"]
    answered = returned[returned[question].notna() & (returned["team_id"].eq(team_id) if team_id else True)]
    return 100 * answered[question].isin(answers).groupby(answered["wave"]).mean()


def stressed(extracts: Extracts, team_id: str | None = None) -> pd.Series:
    return survey_share(extracts, "SIS1", ("moderately", "very"), team_id)


def able_to_tell(extracts: Extracts, team_id: str | None = None) -> pd.Series:
    return survey_share(extracts, "SIS4", ("yes",), team_id)


NOT_CONFIDENT = ("not_very", "not_at_all")
DEMANDS = ("MSIT03", "MSIT06", "MSIT09", "MSIT12", "MSIT16", "MSIT18", "MSIT20", "MSIT22")
PEER_SUPPORT = ("MSIT07", "MSIT24", "MSIT27", "MSIT31")
STEPS = {
    "never": 1,
    "seldom": 2,
    "sometimes": 3,
    "often": 4,
    "always": 5,
    "strongly_disagree": 1,
    "disagree": 2,
    "neutral": 3,
    "agree": 4,
    "strongly_agree": 5,
}


def said(now: Month, item: str, answers: Collection[str]) -> float:
    """The share of the last survey's answers to an item that are one of these; not applicable left out."""
    given = last_survey(now)[item]
    counted = given[given.notna() & given.ne("na")]
    return float(100 * counted.isin(answers).mean())


def scored(now: Month, items: Collection[str], *, reverse: bool = False) -> float:
    """The mean score of those who answered all of the items of a scale."""
    steps = last_survey(now)[list(items)].dropna().map(STEPS.__getitem__)
    return float((6 - steps if reverse else steps).mean(axis=1).mean())


def last_survey(now: Month) -> pd.DataFrame:
    forms = now.extracts["survey"]
    return forms[forms["wave"] == forms["wave"].max()]


def response_rate(extracts: Extracts) -> pd.Series:
    """Forms returned by practitioners in post, by wave."""
    returned = extracts["survey"].groupby("wave").size()
    return pd.Series({wave: 100 * forms / len(month(extracts, wave).practitioners) for wave, forms in returned.items()})


def team_id(extracts: Extracts, name: str) -> str:
    teams = extracts["teams"]
    (found,) = teams[teams["team_name"] == name]["team_id"]
    return str(found)


def supervised_by_manager(now: Month) -> float:
    return supervised(now, ("managerial",), 35)


def supervised_with_peers(now: Month) -> float:
    return supervised(now, ("peer", "group"), 91)


@dataclass(frozen=True)
class Figure:
    """One figure of the calibration table: how it is worked out, and between what it must lie."""

    label: str
    of: Callable[[Month], float]
    least: float
    most: float
    unit: str = " %"
    at_first: bool = False
    """Of the first month, not of the last."""

    def measured(self, months: list[Month]) -> float:
        return self.of(months[0] if self.at_first else months[-1])

    def text(self, value: float) -> str:
        return f"{value:.1f}{self.unit}" if self.unit else f"{value:,.0f}"


FIGURES = (
    Figure("Open cases", open_cases, 1700, 2100, unit=""),
    Figure("Practitioners in post", practitioners, 125, 142, unit=""),
    Figure("Caseload per FTE", caseload_per_fte, 14.95, 16, unit=" cases"),
    Figure("Agency rate", agency_rate, 13, 16),
    Figure("Vacancy rate", vacancy_rate, 14, 17.2),
    Figure("Turnover in the year", turnover_rate, 11.8, 14.4),
    Figure("Sickness absence in the year", absence_rate, 3.2, 3.8),
    Figure("Newly qualified practitioners", newly_qualified_share, 9.7, 15),
    Figure("Cases on child protection plans", status_share("cp"), 12, 15),
    Figure("Cases of children looked after", status_share("cla"), 18, 23),
    Figure("Plans for sexual abuse", sexual_abuse_plans_share, 3.4, 4.8),
    Figure("Online share of sexual abuse cases, at first", online_share_of_sexual_abuse, 12, 20.5, at_first=True),
    Figure("Online share of sexual abuse cases, now", online_share_of_sexual_abuse, 26.5, 31.5),
    Figure("Online share of all cases", online_share, 11, 16),
    Figure("Online abuse not recorded, at first", online_not_recorded_share, 18, 22, at_first=True),
    Figure("Online abuse not recorded, now", online_not_recorded_share, 7, 9.7),
    Figure("Trained in online abuse", training_cover, 52, 59),
    Figure("Supervised by a manager in the last 35 days", supervised_by_manager, 75, 90),
    Figure("Usual gap between managerial sessions", usual_gap, 28, 35, unit=" days"),
    Figure("Cancelled supervision not made up for", cancelled_not_made_up, 35, 65),
    Figure("Cases discussed at a multi-agency panel", yes_share("multi_agency_panel"), 8, 12),
    Figure("Cases in criminal proceedings", yes_share("criminal_proceedings"), 3, 5),
    Figure("Time spent with children and families", direct_work, 24, 31),
    Figure("Children waiting for a specialist service", waits_open, 40, 80, unit=""),
    Figure("Waits over 26 weeks", long_waits_share, 8, 30),
    Figure("Moderately or very stressed", lambda now: stressed(now.extracts).iloc[-1], 80, 90),
    Figure("Able to tell the manager", lambda now: able_to_tell(now.extracts).iloc[-1], 50, 60),
    Figure("Need more support with online abuse", lambda now: said(now, "OAC3", ("lot_more", "some_more")), 60, 85),
    Figure("Do not know the questions to ask on online abuse", lambda now: said(now, "OAC6", NOT_CONFIDENT), 30, 48),
    Figure("Do not recognise the signs of online abuse", lambda now: said(now, "OAC8", NOT_CONFIDENT), 45, 68),
    Figure("Demands, of 5", lambda now: scored(now, DEMANDS, reverse=True), 2.5, 3.1, unit=" points"),
    Figure("Peer support, of 5", lambda now: scored(now, PEER_SUPPORT), 3.6, 4.2, unit=" points"),
    Figure("Response to the survey", lambda now: response_rate(now.extracts).iloc[-1], 60, 71),
    Figure("Response to the survey of April 2025", lambda now: response_rate(now.extracts).loc["2025-04-15"], 30, 49.9),
)
