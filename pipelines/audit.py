"""Attack the latest release with nothing but the database, as one of its readers would.

What lives here: the report of an attack. What does not: the attack (`disclosure_control.attack`), which every release
had to withstand before it was published.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine

from pipelines.disclosure_control.attack import exposures, narrowest_range
from pipelines.disclosure_control.attack_counts import CountRange
from pipelines.disclosure_control.protected import Exposure
from pipelines.disclosure_control.publication import Publication
from pipelines.errors import ReleaseRefused, UsageError
from pipelines.publish import latest_publications
from pipelines.published import DisclosureRule, Symbol

_REASONS: Mapping[DisclosureRule, str] = {
    DisclosureRule.CHILDREN: "fewer than {floor} children, or a figure from which so few could be worked out",
    DisclosureRule.STAFF: (
        "fewer than {floor} practitioners, a small group that is all alike, a sum that one or two make up, or a figure "
        "from which one of these could be worked out"
    ),
    DisclosureRule.SURVEY: (
        "fewer than {floor} respondents, a small group whose answers are all alike, or a figure from which one of "
        "these could be worked out"
    ),
}
_OURS = [Symbol.CONFIDENTIAL, Symbol.NOT_AVAILABLE, Symbol.NOT_APPLICABLE]
"""Symbols of our own measures; official statistics know further ones."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much is withheld of one page, or for one reason."""

    name: str
    cells: int
    withheld: int

    @property
    def percent(self) -> float:
        """Withheld cells, as a percentage with one decimal."""
        return round(100 * self.withheld / self.cells, 1) if self.cells else 0.0


@dataclass(frozen=True, slots=True)
class Audit:
    """What the attack found.

    `compared_with`: the newest release before, whose readers were assumed to have kept it and those before.
    `narrowest`: the range of the withheld count of children of which readers can tell most. `names`: what measures and
    units are called, by key.
    """

    release_id: int
    compared_with: int | None
    pages: tuple[Share, ...]
    reasons: tuple[Share, ...]
    narrowest: CountRange | None
    exposed: tuple[Exposure, ...]
    seconds: float
    names: Mapping[str, str]
    is_official: bool = False

    @property
    def is_safe(self) -> bool:
        """Whether nothing that is withheld can be worked out."""
        return not self.exposed

    def as_json(self) -> dict[str, object]:
        """The report for programs; the names are documented in `docs/privacy.md` and stay."""
        withheld = [
            {"name": part.name, "cells": part.cells, "withheld": part.withheld, "percent": part.percent}
            for part in (*self.pages, *self.reasons)
        ]
        pages, reasons = withheld[: len(self.pages)], withheld[len(self.pages) :]
        return {
            "release": self.release_id,
            "compared_with": self.compared_with,
            "safe": self.is_safe,
            "cells": sum(part.cells for part in self.pages),
            "withheld": sum(part.withheld for part in self.pages),
            "pages": pages,
            "why": reasons,
            "narrowest": None if self.narrowest is None else _range_as_json(self.narrowest),
            "exposed": [
                {"measure": one.measure_key, "unit": one.unit_id, "period": one.period_end.isoformat()}
                for one in self.exposed
            ],
            "seconds": round(self.seconds, 2),
        }

    def as_text(self) -> str:
        """The report for people."""
        if self.is_official:
            return (
                f"Release {self.release_id} holds official statistics alone. Their publisher has protected them, so "
                "there was nothing to attack."
            )
        together = f" together with release {self.compared_with}" if self.compared_with else ""
        lines = [
            f"Release {self.release_id} was attacked{together}, as by its readers, in {self.seconds:.1f} seconds.",
            "",
            *(f"{part.name:22} {part.withheld:7,} of {part.cells:7,} figures withheld ({part.percent} %)"
              for part in self.pages),
            "",
            "Why:",
            *(f"  {part.withheld:7,}  {part.name}" for part in self.reasons if part.withheld),
            "",
        ]  # fmt: skip
        if self.narrowest is not None:
            lines += [f"What can be told most closely: {self._in_words(self.narrowest)}.", ""]
        if self.is_safe:
            return "\n".join([*lines, "Nothing that is withheld can be worked out."])
        named = sorted({f"{self.names[one.measure_key]}, {self.names[one.unit_id]}" for one in self.exposed})
        at_fault = f"{len(self.exposed)} withheld figures can be worked out. Measure and unit: {'; '.join(named)}."
        return "\n".join([*lines, at_fault, "Withdraw this release and report it: it should have been refused."])

    def _in_words(self, found: CountRange) -> str:
        return (
            f"{self.names[found.measure_key]}, {self.names[found.unit_id]}, {found.period_end:%B %Y}: one of "
            f"{int(found.width) + 1} numbers, {int(found.least)} to {int(found.greatest)}"
        )


def audit(engine: Engine, clock: Callable[[], float]) -> Audit:
    """Attack the latest release together with the one before it under the same policy.

    `clock` gives seconds. Raises `UsageError` when there is no release, and `ReleaseRefused` when its figures
    contradict one another or are none that this program publishes.
    """
    started = clock()
    held = latest_publications(engine)
    if held is None:
        raise UsageError("There is no release to audit. Make one with: headroom release INBOX")
    _require_ours(held.release_id, held.latest)
    measures, units = held.latest.measures, held.latest.organisation
    return Audit(
        release_id=held.release_id,
        compared_with=held.before_id,
        pages=_pages(held.latest),
        reasons=_reasons(held.latest),
        narrowest=narrowest_range(held.latest, held.before),
        exposed=exposures(held.latest, held.before),
        names={measure.key: measure.label for measure in measures} | {unit.unit_id: unit.name for unit in units},
        is_official=held.latest.ours().cells.empty,
        seconds=clock() - started,
    )


def _require_ours(release_id: int, publication: Publication) -> None:
    """A cell under another name, rule or symbol would not be attacked at all."""
    cells = publication.ours().cells
    rules = {measure.key: measure.disclosure_rule.value for measure in publication.measures}
    attacked = {
        unit.unit_id for part in publication.ours().by_authority() for unit in part.organisation
    }  # fmt: skip
    official = publication.cells.loc[publication.cells["disclosure_rule"] == DisclosureRule.OFFICIAL, "unit_id"]
    is_ours = (
        (cells["measure_key"].map(rules) == cells["disclosure_rule"])
        & (cells["symbol"].isna() | cells["symbol"].isin(_OURS))
        & cells["unit_id"].isin(attacked - set(official))
    )
    if not is_ours.all():
        raise ReleaseRefused(
            f"Release {release_id} holds {int((~is_ours).sum())} figures of a kind that this version of Headroom never "
            "publishes, so what they tell is not known. Were they changed by hand, or made by another version?"
        )


def _pages(publication: Publication) -> tuple[Share, ...]:
    pages = {measure.key: measure.topic.value.replace("_", " ") for measure in publication.measures}
    return _shares(publication, publication.cells["measure_key"].map(pages).fillna("others"))


def _reasons(publication: Publication) -> tuple[Share, ...]:
    reasons = {rule.value: reason.format(floor=publication.policy.floor(rule)) for rule, reason in _REASONS.items()}
    return _shares(publication, publication.cells["disclosure_rule"].map(reasons).fillna("withheld by its publisher"))


def _shares(publication: Publication, names: pd.Series) -> tuple[Share, ...]:
    is_withheld = publication.cells["symbol"] == Symbol.CONFIDENTIAL
    counted = is_withheld.groupby(names, sort=False).agg(["size", "sum"])
    return tuple(Share(str(name), int(cells), int(withheld)) for name, cells, withheld in counted.itertuples())


def _range_as_json(found: CountRange) -> dict[str, object]:
    return {
        "measure": found.measure_key,
        "unit": found.unit_id,
        "period": found.period_end.isoformat(),
        "least": int(found.least),
        "greatest": int(found.greatest),
        "possible_numbers": int(found.width) + 1,
    }
