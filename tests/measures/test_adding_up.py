"""Whatever the extracts hold: parts add up to their wholes, in every unit and period."""

from datetime import date, timedelta

import numpy as np
from builders.rows import CLOSED_LONG_AGO, TEAMS, Row, course, post, pseudonymised, session, staffing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.contracts.code_lists import CATEGORY_OF_ABUSE, ONLINE_HARM, ROLE, STATUS
from pipelines.measures.catalogue import CATALOGUE, LINKS
from pipelines.measures.compute import counters, every_series
from pipelines.measures.counting import Counter, Numbers, count_all, units_with_results
from pipelines.measures.measure import Quantity
from pipelines.measures.scope import Scope, scope_of
from pipelines.measures.units import organisation_of
from pipelines.organisation import Level

FIRST = date(2025, 10, 1)
PEOPLE = ("ann", "bob", "cal", "dee")
DAYS = st.integers(0, 200).map(lambda number: str(FIRST + timedelta(days=number)))
TEAM_IDS = st.sampled_from([row["team_id"] for row in TEAMS])
ANSWERS = st.sampled_from(["yes", "no", "not_recorded", None])


def _ended(row: Row) -> bool:
    return row["ended"] is None or row["ended"] >= row["started"]


SPELLS = st.fixed_dictionaries(
    {
        "case_id": st.sampled_from(["1", "2"]),
        "child_id": st.sampled_from(["a", "b", "c", "d", "e", "f"]),
        "practitioner_id": st.sampled_from([*PEOPLE, None]),
        "team_id": TEAM_IDS,
        "started": DAYS,
        "ended": DAYS | st.none(),
        "status": st.sampled_from(list(STATUS.labels)),
        "category_of_abuse": st.sampled_from([*CATEGORY_OF_ABUSE.labels, None]),
        "online_abuse": ANSWERS,
        "online_harm": st.sampled_from([*ONLINE_HARM.labels, "images;grooming", None]),
        "sexual_abuse_concern": ANSWERS,
        "multi_agency_panel": ANSWERS,
        "criminal_proceedings": ANSWERS,
        "specialist_referred": DAYS | st.none(),
    }
).filter(_ended)
POSTS = st.fixed_dictionaries(
    {
        "practitioner_id": st.sampled_from(PEOPLE),
        "team_id": TEAM_IDS,
        "role": st.sampled_from(list(ROLE.labels)),
        "fte": st.sampled_from([0.0, 0.3, 0.6, 1.0]),
        "started": DAYS,
        "ended": DAYS | st.none(),
        "agency": st.sampled_from(["yes", "no"]),
        "absent_from": DAYS | st.none(),
    }
).filter(_ended)
COURSES = st.builds(
    course, st.sampled_from(PEOPLE), completed=DAYS, own_time=ANSWERS.filter(lambda each: each != "not_recorded")
)
SESSIONS = st.builds(session, st.sampled_from(PEOPLE), DAYS, st.sampled_from(["managerial", "peer"]))


def _scope(spells: list[Row], posts: list[Row], courses: list[Row], sessions: list[Row]) -> Scope:
    extracts = pseudonymised(
        workforce=[post("somebody"), *posts],
        involvements=[CLOSED_LONG_AGO, *spells],
        training=[course("somebody"), *courses],
        supervision=[session("somebody", "2025-01-06"), *sessions],
        establishment=[staffing(row["team_id"], 1.0) for row in TEAMS[:2]],
    )
    return scope_of(extracts.frames, organisation_of(extracts.frames["teams"]), date(2026, 3, 31), 6)


AUTHORITIES = st.builds(
    _scope,
    st.lists(SPELLS, max_size=12),
    st.lists(POSTS, max_size=8),
    st.lists(COURSES, max_size=4),
    st.lists(SESSIONS, max_size=6),
)
SOME = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _counted(scope: Scope, quantities: set[Quantity]) -> dict[Quantity, Numbers]:
    by_subject: dict[str, Counter] = dict(counters(scope))
    return count_all(quantities, by_subject)


@SOME
@given(AUTHORITIES)
def test_teams_add_up_to_services_and_services_to_the_authority(scope: Scope) -> None:
    quantities = {each for series in every_series(CATALOGUE) for each in series.quantities() if each.is_additive}
    units = units_with_results(scope.organisation)
    at = {level: [place for place, unit in enumerate(units) if unit.level is level] for level in Level}
    for quantity, numbers in _counted(scope, quantities).items():
        of_authority = numbers[at[Level.AUTHORITY]].sum(axis=0)
        np.testing.assert_allclose(numbers[at[Level.SERVICE]].sum(axis=0), of_authority, err_msg=quantity.key)
        np.testing.assert_allclose(numbers[at[Level.TEAM]].sum(axis=0), of_authority, err_msg=quantity.key)


@SOME
@given(st.lists(st.sampled_from([0.1, 0.2, 0.35, 0.7]), min_size=3, max_size=9))
def test_a_sum_depends_neither_on_the_order_of_rows_nor_on_identifiers(amounts: list[float]) -> None:
    quantities = {each for series in every_series(CATALOGUE) for each in series.quantities() if each.is_additive}
    forwards, backwards = (
        _counted(_scope([], [post(f"p{place}", fte=fte) for place, fte in enumerate(given)], [], []), quantities)
        for given in (amounts, amounts[::-1])
    )
    for quantity, numbers in forwards.items():
        np.testing.assert_array_equal(numbers, backwards[quantity], err_msg=quantity.key)


@SOME
@given(AUTHORITIES)
def test_every_link_holds_in_every_unit_and_period(scope: Scope) -> None:
    counted = _counted(scope, {quantity for link in LINKS for quantity in (link.total, *link.parts)})
    for link in LINKS:
        parts = sum(counted[part] for part in link.parts)
        np.testing.assert_allclose(parts, counted[link.total], err_msg=link.total.key)


@SOME
@given(AUTHORITIES)
def test_cases_held_and_unallocated_cases_are_all_cases_of_the_authority(scope: Scope) -> None:
    by_key = {measure.key: measure.numerator for measure in CATALOGUE}
    cases, nobody, held = by_key["open_cases"], by_key["unallocated_cases"], by_key["load_ratio"]
    counted = _counted(scope, {cases, nobody, held})
    authority = [unit.level for unit in units_with_results(scope.organisation)].index(Level.AUTHORITY)
    assert (counted[cases] - counted[nobody])[authority].tolist() == counted[held][authority].tolist()
