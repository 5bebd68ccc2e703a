"""What a reader takes away: exactly what is shown, as comma-separated text that no spreadsheet will run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from dashboard import formats, usual
from dashboard.cells import Cell, Definition, Place
from dashboard.exhibits import Exhibit, Table
from pipelines.published import Symbol

CSV_HEADINGS = (
    "unit_id",
    "unit",
    "measure",
    "period_end",
    "breakdown",
    "value",
    "symbol",
    "base",
    "lower_95",
    "upper_95",
    "unit_of_measure",
    "status",
    "usual_lower",
    "usual_middle",
    "usual_upper",
    "stands_out",
)
PUBLISHED, OUTLOOK = "published", "outlook"
"""A month to come must not be taken for a figure by whoever reads the file without the page."""
NOTHING_USUAL = ("", "", "", "")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def of_exhibit(exhibit: Exhibit, place: Place, definitions: Mapping[str, Definition]) -> str:
    """Exactly the cells of the exhibit, then its months ahead (`value` is the middle), at the precision shown.

    Text that a spreadsheet would run is quoted.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(CSV_HEADINGS)
    for cell in exhibit.cells:
        definition = definitions[cell.measure_key]
        numbers = (cell.value, cell.base, cell.lower, cell.upper)
        value, base, lower, upper = ("" if each is None else formats.rounded(each, definition) for each in numbers)
        texts = (cell.unit_id, place.name(cell.unit_id), definition.label, cell.period_end.isoformat(), cell.breakdown)
        writer.writerow(
            (
                *(inert(text) for text in texts),
                value,
                _symbol(cell.symbol),
                base,
                lower,
                upper,
                definition.unit,
                PUBLISHED,
                *_usual(exhibit, cell, definition),
            )
        )
    writer.writerows(_ahead(exhibit, place, definitions))
    return written.getvalue()


def _ahead(exhibit: Exhibit, place: Place, definitions: Mapping[str, Definition]) -> Iterator[tuple[object, ...]]:
    """The months ahead continue the history of the first cell's measure."""
    for each in exhibit.ahead:
        definition = definitions[exhibit.cells[0].measure_key]
        middle, lower, upper = (formats.rounded(of, definition) for of in (each.middle, each.lower, each.upper))
        texts = (place.unit.unit_id, place.unit.name, definition.label, each.period_end.isoformat(), "")
        yield (*(inert(text) for text in texts), middle, "", "", lower, upper, definition.unit, OUTLOOK, *NOTHING_USUAL)


def _usual(exhibit: Exhibit, cell: Cell, definition: Definition) -> tuple[object, ...]:
    """The usual range and what stands out: of a unit's own past, or among the others it is compared with."""
    if found := exhibit.among.get(cell.unit_id):
        return (*(formats.rounded(each, definition) for each in found[:3]), found[3])
    own = (exhibit.cells[0].unit_id, exhibit.cells[0].measure_key)
    if exhibit.usual is None or not cell.is_shown or (cell.unit_id, cell.measure_key) != own:
        return NOTHING_USUAL
    limit = exhibit.usual.limit(cell.period_end)
    numbers = (limit.lower, limit.centre, limit.upper) if limit else (None, None, None)
    series = tuple(each for each in exhibit.cells if (each.unit_id, each.measure_key) == own)
    written = ("" if each is None else formats.rounded(each, definition) for each in numbers)
    return (*written, usual.stands_out(exhibit.usual, cell, series))


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def of_table(table: Table) -> str:
    """A table of text, as it is shown."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(table.headings)
    writer.writerows([inert(text) for text in row] for row in table.rows)
    return written.getvalue()


def _symbol(symbol: Symbol | None) -> str:
    return "" if symbol is None else symbol.value
