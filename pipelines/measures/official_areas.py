"""The areas of official statistics: one stable id each, whatever happened to codes and councils meanwhile.

What lives here: England, its regions and authorities as an organisation, and by which codes and names each is known.
What does not: their figures (`official`).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipelines.contracts.dfe_workforce import JOINT
from pipelines.organisation import Level, Organisation, Unit
from pipelines.sources.folding import folded

LONDON = "E12000007"
PARTS_OF_LONDON = frozenset({"E13000001", "E13000002"})
"""Inner and Outer London are published beside London and not as parts of it; every borough is in one of the two."""
_WORD = re.compile(r"[^\s,.()]+")
_SAID_AT_WILL = frozenset(
    {"authority", "borough", "city", "council", "county", "district", "london", "metropolitan", "of", "royal", "the"}
)


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority as its last year in the file names it. A joint return is one authority of two councils."""

    unit_id: str
    name: str
    codes: tuple[str, ...]
    """The department's three-digit codes, one per council: they outlive the nine-character ones."""
    councils: tuple[str, ...]
    region_code: str
    last_year: int


@dataclass(frozen=True, slots=True)
class Council:
    """A council and the unit in which its figures are: its own, or that of a joint return."""

    code: str
    name: str
    unit_id: str


def unit_ids(areas: pd.DataFrame) -> pd.Series:
    """The unit of each row: nine characters for England and regions, the three-digit code for an authority.

    Barnsley, Sheffield, Buckinghamshire, North Yorkshire and Somerset changed their nine-character codes within the
    years of the file and kept their three digits. A council that replaced others has three digits of its own.
    """
    joined = areas["old_la_code"].str.replace(rf"\s*{JOINT}\s*", "-", regex=True)
    by_region = areas["region_code"].where(areas["level"] == Level.REGION, joined)
    return areas["country_code"].where(areas["level"] == Level.NATION, by_region)


def authorities(areas: pd.DataFrame) -> tuple[Authority, ...]:
    """Every authority of any year, by name."""
    rows = areas[areas["level"] == Level.AUTHORITY].assign(unit_id=unit_ids)
    last = rows.sort_values("year", kind="stable").drop_duplicates("unit_id", keep="last")
    found = (_authority(row) for row in last.to_dict("records"))
    return tuple(sorted(found, key=lambda authority: (authority.name, authority.unit_id)))


def organisation_of(areas: pd.DataFrame) -> Organisation:
    """England → regions (Inner and Outer London within London) → authorities; each named as it is last called."""
    newest = int(areas["year"].max())
    nations = areas[["country_code", "country_name"]].drop_duplicates("country_code")
    return Organisation(
        (
            *(Unit(code, name, Level.NATION, None) for code, name in nations.itertuples(index=False)),
            *_regions(areas),
            *(
                Unit(found.unit_id, _shown_name(found, newest), Level.AUTHORITY, found.region_code)
                for found in authorities(areas)
            ),
        )
    )


def councils(areas: pd.DataFrame) -> Mapping[str, Council]:
    """Every council of any year by its three-digit code, those that ended first."""
    oldest_first = sorted(authorities(areas), key=lambda authority: authority.last_year)
    return {
        code: Council(code, name, authority.unit_id)
        for authority in oldest_first
        for code, name in zip(authority.codes, authority.councils, strict=True)
    }


def council_known_as(areas: pd.DataFrame, code: str, name: str) -> Council | None:
    """The council that somebody else's table calls by this code, of any year, or otherwise by this name.

    A name used twice means the later council: Dorset is the unitary council, not the county that it replaced.
    """
    known = councils(areas)
    by_name = {_as_compared(council.name): council.code for council in known.values()}
    found = _three_digits(areas).get(code.strip().upper()) or by_name.get(_as_compared(name))
    return known[found] if found else None


def _three_digits(areas: pd.DataFrame) -> Mapping[str, str]:
    """The three-digit code of every code, old or new, in any year."""
    rows = areas[areas["level"] == Level.AUTHORITY]
    known: dict[str, str] = {}
    for old_codes, new_codes in rows[["old_la_code", "new_la_code"]].drop_duplicates().itertuples(index=False):
        old = _parts(old_codes)
        known |= dict(zip(old, old, strict=True)) | dict(zip(_parts(new_codes), old, strict=True))
    return known


def _as_compared(name: str) -> str:
    """A council's name without what is said or left out at will: `Leeds City Council` is Leeds."""
    words = _WORD.findall(folded(name).replace("&", " and "))
    return " ".join(word for word in words if word not in _SAID_AT_WILL) or " ".join(words)


def _regions(areas: pd.DataFrame) -> Iterator[Unit]:
    """Every region that has figures or an authority; the parts of London after London."""
    rows = areas[areas["level"] != Level.NATION].sort_values("year", kind="stable")
    last = rows.drop_duplicates("region_code", keep="last").sort_values("region_code")
    has_london = LONDON in last["region_code"].to_numpy()
    for code, name, nation in zip(last["region_code"], last["region_name"], last["country_code"], strict=True):
        yield Unit(code, name, Level.REGION, LONDON if has_london and code in PARTS_OF_LONDON else nation)


def _authority(row: Mapping[Hashable, Any]) -> Authority:
    return Authority(
        unit_id=row["unit_id"],
        name=" and ".join(_parts(row["la_name"])),
        codes=_parts(row["old_la_code"]),
        councils=_parts(row["la_name"]),
        region_code=row["region_code"],
        last_year=int(row["year"]),
    )


def _shown_name(authority: Authority, newest: int) -> str:
    """The name, and what a reader has to know: two councils in one figure, or a council that is no more."""
    name = f"{authority.name} (joint return)" if len(authority.councils) > 1 else authority.name
    return name if authority.last_year == newest else f"{name} (to {authority.last_year})"


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(JOINT))
