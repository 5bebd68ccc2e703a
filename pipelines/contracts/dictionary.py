"""The data dictionary: every dataset, column, rule and code list in Markdown, from the declarations alone.

What lives here: the text of that page. What does not: the declarations, or writing the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.contracts.catalogue import DATASETS, NOT_ASKED_FOR, REQUIRED
from pipelines.contracts.code_lists import CodeList
from pipelines.contracts.dataset import Column, Dataset, Kind, Sensitivity
from pipelines.contracts.schema import CODE_SEPARATOR, FIRST_YEAR, LAST_YEAR
from pipelines.sources.lines import listing

INTRODUCTION = f"""# Data dictionary

What each extract must hold. Written by the program from its own declarations: to change it, change them.

Each dataset is one CSV, XLSX or Parquet file, or one sheet of a workbook, known by its name or by its headings. The
first line holds the headings, in any order; capitals, spaces, underscores and hyphens in them do not count. A column
that is not listed here is dropped before anything else is done, and reported. Dates are written `2026-03-31` or
`31/03/2026` and lie in the years {FIRST_YEAR} to {LAST_YEAR}. A blank cell stays *missing*; it never becomes *no*.

What breaks a rule is reported with its line as a spreadsheet numbers it: the heading line is 1, and a cell with line
breaks in it is still one line. A Parquet file is numbered as if a heading line stood above it.

An identifier is replaced by a keyed token before anything is counted. Every other column is kept as it is.

No column may tell who a person is. A cell that looks like a name, an e-mail address, a postcode, a phone number or free
text is refused, and so is an NHS number, a unique pupil number, a National Insurance number or a Social Work England
number, except as an identifier. A finding says which column, never what it held."""

KINDS = {
    Kind.IDENTIFIER: "identifier",
    Kind.TEXT: "text",
    Kind.CODE: "code",
    Kind.CODES: f"codes, separated by `{CODE_SEPARATOR}`",
    Kind.DATE: "date",
    Kind.NUMBER: "number",
}


def data_dictionary() -> str:
    """The whole page, ending in one line break."""
    sections = [INTRODUCTION, *map(_dataset, DATASETS), "## Code lists", *map(_code_list, _code_lists())]
    return "\n\n".join(sections) + "\n"


def _dataset(dataset: type[Dataset]) -> str:
    needed = "A release needs it." if dataset in REQUIRED else "Without it, measures that rest on it show `x`."
    if dataset in NOT_ASKED_FOR:
        needed = "It can be left out."
    columns = _table(
        ("Column", "What it holds", "Kind", "Blank", "Also headed", "Afterwards"), map(_column, dataset.columns())
    )
    rules = "\n".join(f"* {rule}" for rule in _rules(dataset))
    return "\n\n".join(
        filter(None, (f"## {dataset.key}", f"{dataset.__doc__} One row is {dataset.grain}. {needed}", columns, rules))
    )


def _column(column: Column) -> tuple[str, ...]:
    kind = KINDS[column.kind]
    if column.codes:
        kind += f" of [{column.codes.name}](#{column.codes.name})"
    if column.kind is Kind.TEXT and column.maximum is not None:
        kind += f", at most {column.maximum:g} characters"
    if column.minimum is not None and column.maximum is not None:
        kind += f", {column.minimum:g} to {column.maximum:g}"
    blank = "no" if column.required else "yes, or no such column" if column.optional_column else "yes"
    afterwards = f"token ({column.purpose})" if column.sensitivity is Sensitivity.TOKEN else "kept"
    return f"`{column}`", column.description, kind, blank, ", ".join(column.aliases), afterwards


def _rules(dataset: type[Dataset]) -> Iterator[str]:
    """The rules over several cells, in words."""
    if dataset.unique:
        together = ", taken together" if len(dataset.unique) > 1 else ""
        yield f"Different in every row{together}: {_named(dataset.unique)}."
    yield from _rules_of_a_row(dataset)
    for reference in dataset.references:
        yield f"`{reference.column}` is a `{reference.target}` of [{reference.dataset}](#{reference.dataset})."
    if dataset.apart:
        yield f"No code stands in two of {_named(dataset.apart)}."
    for agreement in dataset.agreements:
        where = f"rows with the same {_named(agreement.by)}" if agreement.by else "every row"
        yield f"The same in {where}: {_named(agreement.columns)}. {agreement.advice}"
    for spells in dataset.spells:
        yield (
            f"Rows with the same {_named(spells.by)} do not overlap; one may begin (`{spells.started}`) on the day "
            f"another ends (`{spells.ended}`)."
        )
    if dataset.unit_names:
        names = _named(dataset.unit_names)
        yield f"Published, so no name of a person: {names}. A common forename in one is asked about."
    if dataset.declared_only:
        yield "Refused unread where it holds any other column: it could say who a row is about."


def _rules_of_a_row(dataset: type[Dataset]) -> Iterator[str]:
    for order in dataset.orders:
        yield f"`{order.later}` is not before `{order.earlier}`."
    for pair in dataset.parts:
        yield f"`{pair.part}` is not more than `{pair.whole}`."
    for column in dataset.month_ends:
        yield f"`{column}` is the last day of a month."


def _named(columns: Sequence[Column]) -> str:
    return listing([f"`{column}`" for column in columns])


def _code_lists() -> list[CodeList]:
    """Each list once, in the order in which the datasets use them."""
    used = (column.codes for dataset in DATASETS for column in dataset.columns() if column.codes)
    return list({codes.name: codes for codes in used}.values())


def _code_list(codes: CodeList) -> str:
    rows = (
        (
            f"`{code}`",
            label,
            ", ".join(spelling for spelling, meant in codes.spellings.items() if meant == code),
        )
        for code, label in codes.labels.items()
    )
    return f"### {codes.name}\n\n{_table(('Code', 'Meaning', 'Also written'), rows)}"


def _table(headings: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
