"""Rules about one cell: what is wrong with it, in a sentence that never repeats it.

What lives here: one sentence for each rule of a cell. What does not: reading the cell (`schema`), or rules about
several cells (`row_rules`, `reference_rules`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from pipelines.contracts.code_lists import CodeList
from pipelines.contracts.dataset import Column, Kind, Purpose
from pipelines.contracts.direct_identifiers import MAY_NOT_HOLD, Place, kinds_in, place_of
from pipelines.contracts.rules import Rule, finding
from pipelines.contracts.schema import FIRST_YEAR, LAST_YEAR
from pipelines.contracts.table import Table
from pipelines.finding import Finding
from pipelines.sources.folding import folded
from pipelines.sources.lines import counted, line_words, listing

MOST_COMPARED = 20
MOST_SUGGESTED = 3
LONGEST_CODE = 60
CLOSE_ENOUGH = 0.75
"""How alike a text and a known code must be to ask *did you mean*: one slip in a word of four letters or more."""


def check_cells(table: Table) -> Iterator[Finding]:
    """Every rule that a single cell can break, column by column."""
    for column, read in table.columns.items():
        at_fault = [broken.rows for broken in read.broken.values()]
        if column.required:
            blank = read.cells.isna().to_numpy()
            for rows in at_fault:
                blank = blank & ~rows
            if blank.any():
                yield _finding(Rule.FILLED_IN, table, column, table.lines(blank), ())
        for rule, broken in sorted(read.broken.items(), key=lambda item: list(Rule).index(item[0])):
            yield _finding(rule, table, column, table.lines(broken.rows), broken.texts)


def _finding(rule: Rule, table: Table, column: Column, lines: Sequence[int], texts: Sequence[str]) -> Finding:
    message = SENTENCES[rule](column, line_words(lines), texts)
    return finding(rule, table.dataset.key, table.extract, message, column=column, lines=lines)


def _no_direct_identifier(column: Column, lines: str, texts: Sequence[str]) -> str:
    place = place_of(column)
    kinds = listing(kinds_in(texts, MAY_NOT_HOLD[place]), "or")
    advice = EXPORT_INSTEAD.get(
        column.purpose or place, f"It takes {column.kind.removesuffix('s')}s alone: take the rest out at its source"
    )
    return f"{column} holds what looks like {kinds} ({lines}). {advice}, and delete this copy."


def _filled_in(column: Column, lines: str, _: Sequence[str]) -> str:
    return f"{column} must be filled in ({lines})."


def _identifier_whole(column: Column, lines: str, _: Sequence[str]) -> str:
    return (
        f"{column} was rounded by a spreadsheet to a number such as 1.2E+11 ({lines}). "
        "Format the column as text at its source and export it again."
    )


def _code_known(column: Column, lines: str, texts: Sequence[str]) -> str:
    if column.codes is None:
        raise AssertionError
    found = counted(len(texts), "code") if column.kind is Kind.CODE else counted(len(texts), "entry", "entries")
    verb = "is" if len(texts) == 1 else "are"
    meant = _suggestions(column.codes, texts)
    question = f" Did you mean {listing(meant, 'or')}?" if meant else ""
    return (
        f"{column}: {found} {verb} not in the code list ({lines}).{question} Use {listing(column.codes.labels, 'or')}."
    )


def _date(column: Column, lines: str, _: Sequence[str]) -> str:
    return f"{column} must be a date such as 2026-03-31 or 31/03/2026, without a time of day ({lines})."


def _date_not_serial(column: Column, lines: str, _: Sequence[str]) -> str:
    return (
        f"{column} holds the serial number of a spreadsheet where a date belongs ({lines}). "
        "Format the column as a date and export it again."
    )


def _date_in_range(column: Column, lines: str, _: Sequence[str]) -> str:
    advice = "Correct it." if column.required else "Leave the cell blank where the date is not known."
    return f"{column} must lie in the years {FIRST_YEAR} to {LAST_YEAR} ({lines}). {advice}"


def _number(column: Column, lines: str, _: Sequence[str]) -> str:
    return f"{column} must be a plain number, without unit, percent sign or separator of thousands ({lines})."


def _within_bounds(column: Column, lines: str, _: Sequence[str]) -> str:
    bounds = {
        (False, False): f"between {column.minimum or 0:g} and {column.maximum or 0:g}",
        (False, True): f"{column.minimum or 0:g} or more",
        (True, False): f"{column.maximum or 0:g} or less",
        (True, True): "a number that a computer can hold",
    }[column.minimum is None, column.maximum is None]
    return f"{column} must be {bounds} ({lines}).{' ' + column.hint if column.hint else ''}"


def _text_short(column: Column, lines: str, _: Sequence[str]) -> str:
    return f"{column} must be at most {column.maximum or 0:g} characters long ({lines})."


EXPORT_INSTEAD: Mapping[Purpose | Place, str] = {
    Purpose.PRACTITIONER: "Export the staff number instead, blank where there is none",
    Purpose.CHILD: "Export the child's number in the case-management system instead",
    Purpose.CASE: "Export the case's number in the case-management system instead",
    Place.UNIT_CODE: "Codes of units are published: export a code that names nobody",
    Place.UNIT_NAME: "Names of units are published: call the unit by what it does or where it is",
    Place.LABEL: "Labels of events are published: say what happened and name nobody",
    Place.REASON: "Reasons are published: give yours without naming anybody",
    Place.WORDS: "Take it out at its source, export again",
}
SENTENCES: Mapping[Rule, Callable[[Column, str, Sequence[str]], str]] = {
    Rule.NO_DIRECT_IDENTIFIER: _no_direct_identifier,
    Rule.FILLED_IN: _filled_in,
    Rule.IDENTIFIER_WHOLE: _identifier_whole,
    Rule.CODE_KNOWN: _code_known,
    Rule.DATE: _date,
    Rule.DATE_NOT_SERIAL: _date_not_serial,
    Rule.DATE_IN_RANGE: _date_in_range,
    Rule.NUMBER: _number,
    Rule.WITHIN_BOUNDS: _within_bounds,
    Rule.TEXT_SHORT: _text_short,
}


def _suggestions(codes: CodeList, texts: Sequence[str]) -> list[str]:
    """Codes that are spelt nearly like what was found; the text itself is never repeated."""
    meant: set[str] = set()
    for text in texts[:MOST_COMPARED]:
        for part in text.split(";"):
            compared = folded(part[:LONGEST_CODE])
            near = (
                () if compared in codes.by_spelling else get_close_matches(compared, codes.by_spelling, 1, CLOSE_ENOUGH)
            )
            meant.update(codes.by_spelling[spelling] for spelling in near)
    return [code for code in codes.labels if code in meant][:MOST_SUGGESTED]
