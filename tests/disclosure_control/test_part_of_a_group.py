"""A figure about a part of some staff beside the figure about all of them: those who are left are a group, too.

The attacker of the property test knows nothing of how cells are hidden. Every team is taken apart into those in the
part and the others, and every set of such pieces that follows by adding and subtracting what is shown is looked at.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from builders.results import OVER_LIMIT_SHARE, measure, results, shown
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.disclosure_control.attack import check_can_be_released, exposures
from pipelines.disclosure_control.policy import INTERNAL, PUBLIC, Policy
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.publication import Publication
from pipelines.disclosure_control.rounding import figures_of
from pipelines.errors import ReleaseRefused
from pipelines.measures.measure import Measure, MeasureUnit, Quantity
from pipelines.measures.results import Results
from pipelines.organisation import Level
from pipelines.published import DisclosureRule

EXAMPLES = int(os.environ.get("HEADROOM_PROPERTY_EXAMPLES", "40"))

AGENCY = Quantity("agency_holders", "practitioners", ("holds", "agency"))
AGENCY_OVER_LIMIT = Quantity("agency_over_limit", "practitioners", ("holds", "over", "agency"))
AGENCY_SHARE = measure(
    "agency_over_limit_share", AGENCY_OVER_LIMIT, denominator=AGENCY, disclosure_rule=DisclosureRule.STAFF,
    base_label="holders",
)  # fmt: skip
OF_THE_AUTHORITY = replace(AGENCY_SHARE, lowest_level=Level.AUTHORITY)
ATTENDED = measure(
    "attended", Quantity("attended", "practitioners", ("attended",)), disclosure_rule=DisclosureRule.STAFF,
    unit=MeasureUnit.PRACTITIONERS, breakdowns=("course",), titled=("course",),
)  # fmt: skip

Counts = tuple[int, int]
"""How many are counted, and how many there are."""
Teams = Mapping[str, tuple[Counts, Counts]]
"""By team: the part, and the others."""

counts = st.integers(0, 12).flatmap(
    lambda there: st.tuples(st.one_of(st.just(0), st.integers(0, there), st.just(there)), st.just(there))
)
services = st.lists(st.lists(st.tuples(counts, counts), min_size=1, max_size=3), min_size=1, max_size=2).map(
    lambda given: {
        f"S{number}": {f"T{number}{place}": pieces for place, pieces in enumerate(teams)}
        for number, teams in enumerate(given)
    }
)


def _together(*counts: Counts) -> Counts:
    return (sum(counted for counted, _ in counts), sum(there for _, there in counts))


def _results(organisation: Mapping[str, Teams], part: Measure) -> Results:
    teams = {team: pieces for service in organisation.values() for team, pieces in service.items()}
    return results(
        organisation,
        {
            OVER_LIMIT_SHARE: {team: _together(*pieces) for team, pieces in teams.items()},
            part: {team: pieces[0] for team, pieces in teams.items()},
        },
    )


def _what_follows(known: list[list[float]], pieces: int) -> Iterator[tuple[int, ...]]:
    """Every set of pieces that is a sum or difference of what is known."""
    sets = np.array(list(product((0.0, 1.0), repeat=pieces)))[1:]
    rows = np.array(known).reshape(len(known), pieces)
    left = sets - sets @ np.linalg.pinv(rows) @ rows
    for chosen in sets[np.abs(left).max(axis=1) < 1e-9]:
        yield tuple(np.flatnonzero(chosen).tolist())


@pytest.mark.parametrize("policy", [INTERNAL, PUBLIC], ids=lambda policy: policy.name)
@pytest.mark.parametrize("part", [AGENCY_SHARE, OF_THE_AUTHORITY], ids=["in every team", "in the authority alone"])
@given(organisation=services)
@example(organisation={"S0": {"T00": ((0, 0), (1, 1)), "T01": ((0, 8), (7, 7))}})
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
def test_no_small_or_uniform_group_follows_from_a_part_and_its_whole(
    organisation: Mapping[str, Teams], part: Measure, policy: Policy
) -> None:
    given_results = _results(organisation, part)
    protected = protect(given_results, policy)
    teams = {team: pieces for service in organisation.values() for team, pieces in service.items()}
    within = {"A": list(teams)} | {team: [team] for team in teams}
    within |= {service: list(members) for service, members in organisation.items()}
    pieces = [(team, is_part) for team in teams for is_part in (True, False)]
    known = [
        [float(team in within[unit] and (is_part or key == OVER_LIMIT_SHARE.key)) for team, is_part in pieces]
        for key in (OVER_LIMIT_SHARE.key, part.key)
        for unit, value in shown(protected, key).items()
        if value not in {"c", "x"}
    ]
    for group in _what_follows(known, len(pieces)) if known else ():
        of_team = {
            team: _together(*(teams[team][0 if pieces[at][1] else 1] for at in group if pieces[at][0] == team))
            for team in {pieces[at][0] for at in group}
        }
        counted, there = _together(*of_team.values())
        if there:
            assert there >= policy.floor(DisclosureRule.STAFF)
        if there and counted in {0, there}:
            # Where teams have figures it would be known of the people of each team among them, too.
            has_teams = {policy.lowest_level, part.lowest_level} == {Level.TEAM}
            smallest = min(people for _, people in of_team.values() if people) if has_teams else there
            assert smallest >= policy.uniform_floor(DisclosureRule.STAFF)
    assert exposures(Publication.of(protected, given_results, policy)) == ()


def _shown_after_all(given_results: Results) -> Publication:
    """As if nothing had been hidden."""
    protected = protect(given_results, INTERNAL)
    figures = figures_of(given_results.cells, given_results.measures, INTERNAL)
    cells = protected.cells.assign(symbol=None, **{column: figures[column] for column in figures})
    return replace(Publication.of(protected, given_results, INTERNAL), cells=cells.astype({"symbol": "str"}))


@pytest.mark.parametrize(
    ("agency", "others", "is_hidden"),
    [
        pytest.param((3, 16), (2, 4), True, id="four others"),
        pytest.param((3, 16), (2, 5), False, id="five others"),
        pytest.param((3, 16), (0, 7), True, id="none of seven others"),
        pytest.param((3, 16), (7, 7), True, id="all of seven others"),
        pytest.param((3, 16), (0, 8), False, id="none of eight others"),
        pytest.param((3, 16), (0, 0), False, id="no others"),
        pytest.param((1, 4), (9, 30), True, id="a small part"),
    ],
)
def test_a_part_is_hidden_where_those_who_are_left_are_few_or_all_alike(
    agency: Counts, others: Counts, *, is_hidden: bool
) -> None:
    given_results = _results({"S1": {"T1": (agency, others)}}, OF_THE_AUTHORITY)
    protected = protect(given_results, INTERNAL)
    assert (shown(protected, OF_THE_AUTHORITY.key)["A"] == "c") == is_hidden
    assert shown(protected, OVER_LIMIT_SHARE.key)["A"] != "c"
    assert exposures(Publication.of(protected, given_results, INTERNAL)) == ()
    # The attack sees nothing but what is published, and finds the same.
    found = {one.measure_key for one in exposures(_shown_after_all(given_results))}
    assert found == ({OF_THE_AUTHORITY.key} if is_hidden else set())


def test_a_release_that_shows_a_part_and_leaves_few_is_refused() -> None:
    careless = _shown_after_all(_results({"S1": {"T1": ((3, 16), (2, 4))}}, OF_THE_AUTHORITY))
    with pytest.raises(ReleaseRefused, match=r"Agency over limit share, Brackenshire"):
        check_can_be_released(careless)


def test_those_who_are_left_in_a_hidden_team_do_not_follow_from_the_other_teams() -> None:
    """In T1 two others are left; with T2 and T3 shown beside the service, T1 would follow."""
    given_results = _results(
        {"S1": {"T1": ((3, 10), (1, 2)), "T2": ((3, 10), (4, 9)), "T3": ((3, 10), (4, 9))}}, AGENCY_SHARE
    )
    protected = protect(given_results, INTERNAL)
    by_unit = shown(protected, AGENCY_SHARE.key)
    assert [unit for unit in ("T1", "T2", "T3") if by_unit[unit] == "c"] == ["T1", "T2"]
    assert "c" not in {by_unit["S1"], *shown(protected, OVER_LIMIT_SHARE.key).values()}


def test_where_the_whole_is_hidden_its_part_is_hidden() -> None:
    """Nobody of seven is over the limit, so the whole is hidden; five of them are from an agency."""
    given_results = _results({"S1": {"T1": ((0, 5), (0, 2)), "T2": ((2, 9), (2, 9))}}, AGENCY_SHARE)
    protected = protect(given_results, INTERNAL)
    whole, part = shown(protected, OVER_LIMIT_SHARE.key), shown(protected, AGENCY_SHARE.key)
    assert {unit for unit, value in whole.items() if value == "c"} <= {
        unit for unit, value in part.items() if value == "c"
    }


def _courses(**attended: int) -> Results:
    """So many attended anything, and each course, in an authority of one team."""
    whole = {ATTENDED: {"T1": attended.pop("anything")}}
    return results(
        {"S1": ["T1"]}, whole | {(ATTENDED, "course", title): {"T1": number} for title, number in attended.items()}
    )


def test_a_course_that_too_few_attended_is_not_even_named() -> None:
    cells = protect(_courses(anything=40, Grooming=5, Livestreaming=4, Ethics=0), INTERNAL).cells
    named = cells[cells["unit_id"] == "A"].set_index("breakdown")["value"].to_dict()
    assert named == {"": 40.0, "Grooming": 5.0}
    assert set(cells["breakdown"]) == {"", "Grooming"}


@pytest.mark.parametrize(("attended", "expected"), [(36, "c"), (39, "c"), (35, 35.0), (40, 40.0)])
def test_a_course_that_all_but_a_few_attended_is_named_without_its_number(attended: int, expected: float | str) -> None:
    given_results = _courses(anything=40, Grooming=attended)
    protected = protect(given_results, INTERNAL)
    cells = protected.cells[(protected.cells["breakdown"] == "Grooming") & (protected.cells["unit_id"] == "A")]
    (found,) = cells["symbol"].where(cells["symbol"].notna(), cells["value"])
    assert found == expected
    assert exposures(Publication.of(protected, given_results, INTERNAL)) == ()


def test_a_measure_may_ask_for_more_people_than_its_policy() -> None:
    asks = replace(OVER_LIMIT_SHARE, fewest=10)
    given_results = results({"S1": ["T1", "T2", "T3"]}, {asks: {"T1": (4, 9), "T2": (4, 10), "T3": (5, 20)}})
    protected = protect(given_results, INTERNAL)
    by_unit = shown(protected, asks.key)
    assert [unit for unit in ("T1", "T2", "T3") if by_unit[unit] == "c"] == ["T1", "T2"]
    assert exposures(Publication.of(protected, given_results, INTERNAL)) == ()
    found = exposures(_shown_after_all(given_results))
    assert {(one.unit_id, one.measure_key) for one in found} == {("T1", asks.key)}


def test_all_of_nine_are_no_figure_where_a_measure_asks_for_ten() -> None:
    asks = replace(OVER_LIMIT_SHARE, fewest=10)
    alike = protect(results({"S1": ["T1"]}, {asks: {"T1": (9, 9)}}), INTERNAL)
    assert set(shown(alike, asks.key).values()) == {"c"}
