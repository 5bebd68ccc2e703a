"""Releases read back as their readers have them: for the next release, which must agree, and for the audit.

What lives here: published tables → publications. What does not: any figure that is not published.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import pandas as pd
from sqlalchemy import Connection, Engine, and_, func, or_, select

from pipelines import published
from pipelines.disclosure_control.policy import Policy, policy_of
from pipelines.disclosure_control.policy_settings import PolicySetting
from pipelines.disclosure_control.publication import KEYS, SHOWN, Publication
from pipelines.errors import ReleaseRefused
from pipelines.measures.catalogue import CATALOGUE, FLOWS, LINKS
from pipelines.organisation import Level, Organisation, Unit
from pipelines.periods import month_end
from pipelines.publish.database import connect, is_to_be_made, reading
from pipelines.published import ReleaseStatus, SettingName, Symbol, held_schema_version

Setting = tuple[str, str, date, float]
"""Which number, what it applies to, from which day on, and the number itself."""
_COLUMNS: Final = (*KEYS, *SHOWN, "symbol", "disclosure_rule")


@dataclass(frozen=True, slots=True, repr=False)
class EarlierReleases:
    """The releases under a policy, newest first. Holds no figure, so whoever protects one authority can be given it."""

    address: str
    release_ids: tuple[int, ...]
    policy: Policy

    @property
    def newest(self) -> int:
        """The number of the newest; 0 before the first."""
        return next(iter(self.release_ids), 0)

    def about(self, organisation: Organisation) -> Publication | None:
        """What they say of the authority: of every month the newest one that knows it. `None` where none does."""
        if not self.release_ids:
            return None
        authorities = {unit.unit_id for unit in organisation.at(Level.AUTHORITY)}
        with reading(connect(self.address)) as connection:
            return _said_by(connection, self.release_ids, self.policy, authorities)[1]

    def settings_about(self, organisation: Organisation) -> frozenset[Setting]:
        """What the authority had set of its own when the newest of them was made that knows it."""
        held, units = published.workload_setting.c, published.unit.c
        authorities = {unit.unit_id for unit in organisation.at(Level.AUTHORITY)}
        newest = select(func.max(units.release_id)).where(
            units.unit_id.in_(authorities), units.release_id.in_(self.release_ids)
        )
        chosen = select(held.setting, held.applies_to, held.applies_from, held.value).where(
            held.release_id == newest.scalar_subquery(), held.unit_id.in_(authorities), held.reason != ""
        )
        with reading(connect(self.address)) as connection:
            return frozenset(tuple(row) for row in connection.execute(chosen))

    def restated_before(self, organisation: Organisation, months: Collection[date]) -> tuple[date, ...]:
        """Those of these months (by their last day) of which two releases already say different things."""
        held = published.result.c
        units = [unit.unit_id for unit in organisation]
        withheld = func.count().filter(held.symbol == Symbol.CONFIDENTIAL)
        changed = (
            select(held.period_end)
            .where(held.release_id.in_(self.release_ids), held.unit_id.in_(units))
            .where(or_(*(held.period_end.between(day.replace(day=1), day) for day in months)))
            .group_by(held.unit_id, held.measure_key, held.period_end, held.breakdown_topic, held.breakdown)
            .having(or_(func.min(held.value) < func.max(held.value), and_(func.count(held.value) > 0, withheld > 0)))
        )
        with reading(connect(self.address)) as connection:
            return tuple(sorted({month_end(day) for day in connection.scalars(changed)}))


def earlier_releases(engine: Engine, policy: Policy) -> EarlierReleases:
    """The complete releases under a policy of this name, with which the next has to agree."""
    address = engine.url.render_as_string(hide_password=False)
    if is_to_be_made(engine):
        return EarlierReleases(address, (), policy)
    with reading(engine) as connection:
        is_empty = held_schema_version(connection) is None
        return EarlierReleases(address, () if is_empty else complete_releases(connection, policy.name), policy)


@dataclass(frozen=True, slots=True)
class HeldPublications:
    """The latest release, and what those before it say of the same authorities; `before_id` is the newest of these."""

    release_id: int
    latest: Publication
    before_id: int | None
    before: Publication | None


def latest_publications(engine: Engine) -> HeldPublications | None:
    """What readers have who kept every release; `None` before the first.

    Raises `ReleaseRefused` when the latest release cannot have been made by this program.
    """
    if is_to_be_made(engine):
        return None
    with reading(engine) as connection:
        newest = () if held_schema_version(connection) is None else complete_releases(connection)[:1]
        if not newest:
            return None
        policy = _policy(connection, newest[0])
        latest = _publication(connection, newest[0], policy)
        authorities = {unit.unit_id for unit in latest.organisation.at(Level.AUTHORITY)}
        others = complete_releases(connection, policy.name)[1:]
        before_id, before = _said_by(connection, others, policy, authorities)
        return HeldPublications(newest[0], latest, before_id, before)


def complete_releases(connection: Connection, policy: str | None = None) -> tuple[int, ...]:
    """Complete releases, the newest first."""
    held = published.release.c
    chosen = select(held.release_id).where(held.status == ReleaseStatus.PUBLISHED).order_by(held.release_id.desc())
    return tuple(connection.scalars(chosen if policy is None else chosen.where(held.policy == policy)))


def _said_by(
    connection: Connection, release_ids: Sequence[int], policy: Policy, authorities: Collection[str]
) -> tuple[int | None, Publication | None]:
    """What releases (newest first) say of some authorities, and which is the newest of them.

    What a newer one says of a measure and period counts. A changed policy begins anew, also under the same name.
    """
    held = published.unit.c
    chosen = select(held.release_id).where(held.level == Level.AUTHORITY, held.unit_id.in_(authorities)).distinct()
    about = set(connection.scalars(chosen))
    newest: Publication | None = None
    newest_id = None
    for release_id in (one for one in release_ids if one in about):
        if _policy(connection, release_id) != policy:
            break
        if newest is None:
            newest_id, newest = release_id, _of_authorities(_publication(connection, release_id, policy), authorities)
        else:
            newest = _with_older(connection, release_id, newest)
    return newest_id, newest


def _of_authorities(publication: Publication, authorities: Collection[str]) -> Publication:
    everyone = publication.organisation
    known = [unit_id for unit_id in authorities if unit_id in everyone.by_id]
    units = {part.unit_id for unit_id in known for part in (everyone[unit_id], *everyone.descendants(unit_id))}
    return replace(publication, cells=publication.cells[publication.cells["unit_id"].isin(units)])


def _with_older(connection: Connection, release_id: int, newer: Publication) -> Publication:
    """With what an older release says of measures and periods that the newer ones leave out, of their units."""
    held = published.result.c
    pairs = connection.execute(
        select(held.measure_key, held.period_end).distinct().where(held.release_id == release_id)
    )
    said = set(newer.cells[["measure_key", "period_end"]].drop_duplicates().itertuples(index=False, name=None))
    left_out = {(key, day) for key, day in pairs if (key, pd.Timestamp(day)) not in said}
    if not left_out:
        return newer
    older = _cells(connection, release_id, {day for _, day in left_out})
    pair = pd.MultiIndex.from_frame(older[["measure_key", "period_end"]])
    is_left_out = pair.isin([(key, pd.Timestamp(day)) for key, day in left_out])
    is_ours = older["unit_id"].isin(newer.cells["unit_id"].unique())
    return replace(newer, cells=pd.concat([newer.cells, older[is_left_out & is_ours]], ignore_index=True))


def _policy(connection: Connection, release_id: int) -> Policy:
    """The rules it was protected by, from its own tables: an authority's own profile need not be at hand."""
    held, settings = published.release.c, published.policy_setting.c
    name = str(connection.scalar(select(held.policy).where(held.release_id == release_id)))
    columns = (settings.setting, settings.applies_to, settings.label, settings.value, settings.reason, settings.source)
    rows = connection.execute(select(*columns).where(settings.release_id == release_id))
    try:
        return policy_of(name, [PolicySetting(SettingName(setting), *others) for setting, *others in rows])
    except ValueError as fault:
        raise ReleaseRefused(
            f"The policy that release {release_id} says it was protected by is none: {fault} Was it changed by hand?"
        ) from None


def _organisation(connection: Connection, release_id: int) -> Organisation:
    held = published.unit.c
    rows = connection.execute(
        select(held.unit_id, held.name, held.level, held.parent_id).where(held.release_id == release_id)
    )
    return Organisation(tuple(Unit(unit_id, name, Level(level), parent) for unit_id, name, level, parent in rows))


def _publication(connection: Connection, release_id: int, policy: Policy) -> Publication:
    return Publication(
        organisation=_organisation(connection, release_id),
        measures=CATALOGUE,
        links=LINKS,
        flows=FLOWS,
        policy=policy,
        cells=_cells(connection, release_id),
    )


def _cells(connection: Connection, release_id: int, days: Collection[date] | None = None) -> pd.DataFrame:
    """What a release shows, of all periods or of some."""
    held = published.result.c
    chosen = select(*(held[column] for column in _COLUMNS)).where(held.release_id == release_id)
    if days is not None:
        chosen = chosen.where(held.period_end.in_(days))
    cells = pd.DataFrame.from_records(connection.execute(chosen).all(), columns=list(_COLUMNS))
    numbers = dict.fromkeys(SHOWN, "float64")
    texts = dict.fromkeys([column for column in _COLUMNS if column not in {*SHOWN, "period_end"}], "str")
    return cells.astype(texts | numbers | {"period_end": "datetime64[s]"})
