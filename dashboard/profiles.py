"""Several survey results of one unit side by side: what stands out against what was published of the same questions.

What lives here: reading them together, their words, and the exhibit. What does not: drawing (`charts.profile`), or any
overall score, which nobody may make of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard import charts, formats
from dashboard.cells import HIGHER_IS_BETTER, LOWER_IS_BETTER, Band, Benchmark, Cell, Definition, Place
from dashboard.exhibits import About, Exhibit, Table
from dashboard.readings import Reading, read
from dashboard.store import Store

CLEARLY: Final = "clearly"
NO_CLEAR_DIFFERENCE: Final = "no clear difference"
NOT_COMPARED: Final = "–"
INTERVAL: Final = (
    "Whiskers: 95% interval, narrower where many of those asked answered. A difference is called clear where the "
    "interval leaves out the published figure."
)


@dataclass(frozen=True, slots=True)
class Profile:
    """Which measures stand together and how they are headed; `split` is what their labels have before the colon."""

    key: str
    heading: str
    measures: tuple[str, ...]
    about: str
    split: str = ""

    def name(self, definition: Definition) -> str:
        """The label without what all of them begin with."""
        short = definition.label.removeprefix(self.split)
        return f"{short[0].upper()}{short[1:]}"


@dataclass(frozen=True, slots=True)
class Row:
    """One result with what was published of it, how it stands against that, and its band in words."""

    reading: Reading
    cell: Cell
    published: Benchmark | None
    against: str
    band: Band | None

    @property
    def definition(self) -> Definition:
        return self.reading.definition

    @property
    def is_clearly_worse(self) -> bool:
        return self.against.endswith("worse)")


def is_offered(profile: Profile, store: Store, place: Place) -> bool:
    """Whether the unit holds at least two of the results by the chosen period."""
    return len(read(store, place, profile.measures)) > 1


def rows(profile: Profile, store: Store, place: Place) -> tuple[Row, ...]:
    """The results of the unit at the latest wave that asked for them; those of older waves are left out."""
    held = [each for each in read(store, place, profile.measures).values() if each.latest is not None]
    last = max(each.series[-1].period_end for each in held)
    return tuple(_row(each, store) for each in held if each.series[-1].period_end == last)


def _row(reading: Reading, store: Store) -> Row:
    cell = reading.series[-1]
    published = next(iter(reading.benchmarks), None)
    return Row(reading, cell, published, against(cell, published, reading.definition), _band(cell, reading, store))


def against(cell: Cell, published: Benchmark | None, definition: Definition) -> str:
    """`clearly below (worse)`, `no clear difference`, or a dash where there is nothing to compare."""
    if published is None or cell.interval is None:
        return NOT_COMPARED
    lower, upper = cell.interval
    if lower <= published.value <= upper:
        return NO_CLEAR_DIFFERENCE
    above = lower > published.value
    better = {HIGHER_IS_BETTER: above, LOWER_IS_BETTER: not above}.get(definition.direction)
    judged = "" if better is None else " (better)" if better else " (worse)"
    return f"{CLEARLY} {'above' if above else 'below'}{judged}"


def _band(cell: Cell, reading: Reading, store: Store) -> Band | None:
    """The highest band that the mean reaches."""
    if cell.value is None:
        return None
    reached = [band for band in store.bands(reading.definition.key) if band.begins is None or band.begins <= cell.value]
    return reached[-1] if reached else None


def exhibit(profile: Profile, found: Sequence[Row], place: Place, answered: str = "") -> Exhibit:
    """Words, figure and table of the results, in the order in which they are declared; `answered`: how many did."""
    definition = found[0].definition
    ends = (definition.least or 0.0, 100.0 if definition.most is None else definition.most)
    when = formats.period(found[0].cell.period_end, definition.period_kind)
    said = says(profile, found)
    results = [
        charts.Result(
            profile.name(row.definition), row.cell, row.definition, row.published, row.band.label if row.band else ""
        )
        for row in found
    ]
    published = next((row.published for row in found if row.published), None)
    return Exhibit(
        key=f"profile-{profile.key}",
        heading=f"{profile.heading}, {place.unit.name}, {when}",
        says=said,
        figure=charts.profile(results, ends),
        alt=f"Chart of {profile.heading} in {place.unit.name}, {when}: each result with its interval. {said}",
        table=_table(profile, found),
        about=(_about(profile, found),),
        cells=tuple(row.cell for row in found),
        note=" ".join(filter(None, [answered, INTERVAL, _bands(found)])),
        is_wide=published is not None,
    )


def says(profile: Profile, found: Sequence[Row]) -> str:
    """What is clearly worse than published, what is clearly better, or that nothing is."""
    shown = [row for row in found if row.cell.is_shown]
    if not shown:
        return "None of these results may be shown here; the service or area it belongs to may show more."
    hidden = len(found) - len(shown)
    untold = f" {formats.sentence(formats.how_many(hidden, 'is', 'are') + ' hidden')}" if hidden else ""
    compared = [row for row in shown if row.published]
    if not compared:
        return f"{_from_to(profile, shown)}{untold}"
    population = formats.benchmark_name(compared[0].published) if compared[0].published else ""
    worse, better = (
        [_named(profile, row) for row in compared if row.against.endswith(f"({word})")] for word in ("worse", "better")
    )
    said = []
    if worse:
        said.append(f"clearly worse than {population}: {formats.listed(worse)}")
    if better:
        said.append(f"clearly better: {formats.listed(better)}" if worse else f"clearly better than {population}: "
                    f"{formats.listed(better)}")  # fmt: skip
    if not said:
        said.append(f"nothing is clearly better or worse than {population}")
    return "".join(f"{formats.sentence(each)} " for each in said).strip() + untold


def _named(profile: Profile, row: Row) -> str:
    name = profile.name(row.definition)
    return f"{name[0].lower()}{name[1:]} ({formats.number(row.cell.value or 0.0, row.definition)})"


def _from_to(profile: Profile, shown: Sequence[Row]) -> str:
    ordered = sorted(shown, key=lambda row: row.cell.value or 0.0)
    return formats.sentence(f"From {_named(profile, ordered[0])} to {_named(profile, ordered[-1])}")


def _table(profile: Profile, found: Sequence[Row]) -> Table:
    with_published, with_band = any(row.published for row in found), any(row.band for row in found)
    headings = ["Result", "Here (95% interval)", "Answers"]
    headings += ["Published", "Against it"] * with_published + ["In words"] * with_band
    rows = []
    for row in found:
        line = [
            profile.name(row.definition),
            _with_interval(row),
            formats.plain_base(row.cell),
        ]
        if with_published:
            line += [formats.number(row.published.value, row.definition) if row.published else "–", row.against]
        line += [row.band.label if row.band else "–"] * with_band
        rows.append(tuple(line))
    return Table(tuple(headings), tuple(rows))


def _with_interval(row: Row) -> str:
    interval = f" ({formats.interval(row.cell, row.definition)})" if row.cell.interval else ""
    return f"{formats.short(row.cell, row.definition)}{interval}"


def _about(profile: Profile, found: Sequence[Row]) -> About:
    answers = [int(row.cell.base) for row in found if row.cell.base is not None]
    base = "not shown" if not answers else _span(min(answers), max(answers))
    published = {
        f"{formats.benchmark_name(row.published)}, {row.published.source}": row.published.note
        for row in found
        if row.published is not None
    }
    return About(
        label=profile.heading,
        definition=profile.about,
        base=base,
        source=found[0].definition.source,
        data_to=found[0].cell.period_end,
        compared_with=tuple(" ".join(filter(None, [formats.sentence(name), note])) for name, note in published.items()),
    )


def _span(least: int, most: int) -> str:
    return f"{least} respondents" if least == most else f"{least} to {most} respondents"


def _bands(found: Sequence[Row]) -> str:
    band = next((row.band for row in found if row.band), None)
    return "" if band is None else f"Words in italics: {formats.sentence(band.source)} {band.note}".strip()
