"""Units and the tree they form."""

import pytest

from pipelines.organisation import Level, Organisation, Unit

NATION = Unit("E92", "England", Level.NATION, None)
LONDON = Unit("E12", "London", Level.REGION, "E92")
INNER = Unit("E13", "Inner London", Level.REGION, "E12")
COUNCIL = Unit("LA1", "Borough", Level.AUTHORITY, "E13")
SERVICE = Unit("S1", "Safeguarding", Level.SERVICE, "LA1")
TEAM = Unit("T1", "North", Level.TEAM, "S1")
ALL = (NATION, LONDON, INNER, COUNCIL, SERVICE, TEAM)


def test_a_tree_is_walked_up_and_down() -> None:
    organisation = Organisation(ALL)
    assert [unit.unit_id for unit in organisation.ancestors("T1")] == ["S1", "LA1", "E13", "E12", "E92"]
    assert [unit.unit_id for unit in organisation.descendants("LA1")] == ["S1", "T1"]
    assert organisation.children(None) == (NATION,)
    assert organisation.children("T1") == ()
    assert organisation.at(Level.REGION) == (LONDON, INNER)
    assert tuple(organisation) == ALL
    assert organisation["T1"] is TEAM


@pytest.mark.parametrize(
    ("units", "message"),
    [
        ((NATION, NATION), "share one unit_id"),
        ((TEAM,), "No unit is called S1"),
        ((Unit("A", "A", Level.SERVICE, "B"), Unit("B", "B", Level.TEAM, None)), "stands above its parent"),
        ((Unit("A", "A", Level.TEAM, "B"), Unit("B", "B", Level.TEAM, "A")), "its own ancestor"),
    ],
)
def test_what_is_not_a_tree_is_refused(units: tuple[Unit, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Organisation(units)


def test_two_authorities_share_their_region_once() -> None:
    other = Unit("LA2", "Other borough", Level.AUTHORITY, "E13")
    merged = Organisation(ALL).merged_with([Organisation((NATION, LONDON, INNER, other))])
    assert merged.units == (*ALL, other)


def test_levels_are_compared_by_depth() -> None:
    assert [level.depth for level in Level] == [0, 1, 2, 3, 4]
