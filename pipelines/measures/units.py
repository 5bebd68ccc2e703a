"""The teams extract as an organisation: team → service → authority → region → England.

What lives here: which codes the units of a council's release have. What does not: areas of official statistics
(`official_areas`), though a region and England have the same codes in both.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipelines.contracts.teams import Teams
from pipelines.organisation import Level, Organisation, Unit

ENGLAND = Unit("E92000001", "England", Level.NATION, None)
_LONDON = Unit("E12000007", "London", Level.REGION, ENGLAND.unit_id)
REGIONS = (
    Unit("E12000001", "North East", Level.REGION, ENGLAND.unit_id),
    Unit("E12000002", "North West", Level.REGION, ENGLAND.unit_id),
    Unit("E12000003", "Yorkshire and The Humber", Level.REGION, ENGLAND.unit_id),
    Unit("E12000004", "East Midlands", Level.REGION, ENGLAND.unit_id),
    Unit("E12000005", "West Midlands", Level.REGION, ENGLAND.unit_id),
    Unit("E12000006", "East of England", Level.REGION, ENGLAND.unit_id),
    _LONDON,
    Unit("E12000008", "South East", Level.REGION, ENGLAND.unit_id),
    Unit("E12000009", "South West", Level.REGION, ENGLAND.unit_id),
    Unit("E13000001", "Inner London", Level.REGION, _LONDON.unit_id),
    Unit("E13000002", "Outer London", Level.REGION, _LONDON.unit_id),
)
"""Regions with the codes and names of the Office for National Statistics, as the Department for Education uses them."""
_BY_NAME = {region.name.casefold(): region for region in REGIONS}


def organisation_of(teams: pd.DataFrame) -> Organisation:
    """Every unit after the one above it, in the order of the extract; without a region the authority is the top."""
    # Services, authorities and regions are named again by every team below them.
    return Organisation(tuple(dict.fromkeys(_units(teams))))


def _units(teams: pd.DataFrame) -> Iterator[Unit]:
    columns = [column for column in Teams.columns() if column in teams]
    for row in teams[columns].astype("object").to_dict("records"):
        region = row.get(Teams.region_name)
        above = _region_and_above(region) if isinstance(region, str) else ()
        yield from above
        parent = above[-1].unit_id if above else None
        yield Unit(row[Teams.authority_id], row[Teams.authority_name], Level.AUTHORITY, parent)
        yield Unit(row[Teams.service_id], row[Teams.service_name], Level.SERVICE, row[Teams.authority_id])
        yield Unit(row[Teams.team_id], row[Teams.team_name], Level.TEAM, row[Teams.service_id])


def _region_and_above(name: str) -> tuple[Unit, ...]:
    """England, London where it applies, and the region; a region by any other name has that name as its code."""
    region = _BY_NAME.get(name.strip().casefold(), Unit(name, name, Level.REGION, ENGLAND.unit_id))
    within_london = region.parent_id == _LONDON.unit_id
    return (ENGLAND, _LONDON, region) if within_london else (ENGLAND, region)
