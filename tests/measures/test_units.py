"""The teams extract as an organisation."""

import pytest
from builders.rows import Row, team, typed

from pipelines.contracts.teams import Teams
from pipelines.measures.units import REGIONS, organisation_of
from pipelines.organisation import Organisation


def organisation(*rows: Row) -> Organisation:
    return organisation_of(typed(Teams, rows))


def test_without_a_region_the_authority_is_the_top() -> None:
    units = organisation(team("T1"), team("T2"), team("T3", "S2"))
    assert [(unit.unit_id, unit.level.value, unit.parent_id) for unit in units] == [
        ("A", "authority", None), ("S1", "service", "A"), ("T1", "team", "S1"), ("T2", "team", "S1"),
        ("S2", "service", "A"), ("T3", "team", "S2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("region", "above"),
    [
        ("South East", ["E12000008", "E92000001"]),
        ("inner london", ["E13000001", "E12000007", "E92000001"]),
        ("Elsewhere", ["Elsewhere", "E92000001"]),
    ],
)
def test_a_region_stands_in_england_under_its_official_code_and_inner_london_in_london(
    region: str, above: list[str]
) -> None:
    units = organisation(team("T1", region_name=region))
    assert [unit.unit_id for unit in units.ancestors("A")] == above


def test_regions_are_the_same_units_in_every_authority_so_that_a_release_can_hold_several() -> None:
    one = organisation(team("T1", region_name="London"))
    other = organisation(
        team("T9", "S9", authority_id="B", authority_name="Elmbridge Vale", region_name="Outer London")
    )
    assert [unit.name for unit in one.merged_with([other]).at(REGIONS[0].level)] == ["London", "Outer London"]
