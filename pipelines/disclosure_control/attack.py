"""What an intruder could recover from a release, and the gate that refuses a release from which anything can be.

What lives here: the verdict. What does not: the attacks themselves (`attack_counts`, `attack_groups`), or any knowledge
of the true figures or of how cells were chosen to be withheld: only what is published counts here. So the same attack
is the gate of a release and, from the database alone, its audit.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.disclosure_control.alongside import alongside_hidden
from pipelines.disclosure_control.attack_counts import CountAttack, CountRange
from pipelines.disclosure_control.attack_groups import small_groups
from pipelines.disclosure_control.corrections import small_corrections
from pipelines.disclosure_control.protected import Exposure
from pipelines.disclosure_control.publication import Publication
from pipelines.errors import ReleaseRefused
from pipelines.published import Symbol


def check_can_be_released(publication: Publication, earlier: Publication | None = None) -> None:
    """Raises `ReleaseRefused`, naming measures and units, when something sensitive can be worked out.

    `earlier` is the release before this one: whoever kept it has both.
    """
    found = exposures(publication, earlier)
    if found:
        labels = {measure.key: measure.label for measure in publication.measures}
        names = {unit.unit_id: unit.name for unit in publication.organisation}
        at_fault = sorted({f"{labels[one.measure_key]}, {names[one.unit_id]}" for one in found})
        raise ReleaseRefused(
            "Nothing has been published: a protected figure could be worked out from the others "
            f"({len(found)} in all). Measure and unit: {'; '.join(at_fault)}."
        )


def exposures(publication: Publication, earlier: Publication | None = None) -> tuple[Exposure, ...]:
    """Every sensitive figure that is shown, or narrowed down further than the policy allows."""
    found = {*_alone(_readers_know(publication, earlier)), *publication.uncovered}
    if earlier is not None:
        found.update(small_corrections(publication.ours(), earlier.ours()))
    return tuple(sorted(found))


def narrowest_range(publication: Publication, earlier: Publication | None = None) -> CountRange | None:
    """The withheld count of children of which most can be told; none where none has an upper limit."""
    known = _readers_know(publication, earlier)
    found = [CountAttack(authority).narrowest() for authority in known.by_authority()]
    return min((one for one in found if one is not None), key=lambda one: one.width, default=None)


def _readers_know(publication: Publication, earlier: Publication | None) -> Publication:
    ours = publication.ours()
    return ours if earlier is None else ours.with_what_stood_before(earlier.ours())


def _alone(publication: Publication) -> Iterator[Exposure]:
    for authority in publication.by_authority():
        for count in CountAttack(authority).exposed():
            yield Exposure(count.measure_key, count.unit_id, count.period_end)
        yield from small_groups(authority)
    yield from _alongside(publication)


def _alongside(publication: Publication) -> Iterator[Exposure]:
    """Figures shown beside a withheld count that they would give away."""
    cells = publication.cells
    is_withheld = (cells["symbol"] == Symbol.CONFIDENTIAL).to_numpy(dtype=bool)
    tells = alongside_hidden(cells, publication.measures, is_withheld) & cells["value"].notna().to_numpy()
    yield from Exposure.of(cells[tells])
