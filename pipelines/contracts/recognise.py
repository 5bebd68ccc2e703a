"""Which dataset an extract is: by the name of its sheet or file, otherwise by its headings.

What lives here: recognising. What does not: whether the extract keeps its contract (`check`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import PurePath

from pipelines.contracts.catalogue import DATASETS
from pipelines.contracts.headings import COLUMNS_BY_HEADING, as_compared
from pipelines.contracts.survey import Survey
from pipelines.sources.extract import Extract

Recogniser = Callable[[Extract], str | None]


def dataset_named(name: str) -> str | None:
    """The dataset whose key the name begins with: `workforce_2026-03.csv`, `Workforce March`."""
    compared = as_compared(PurePath(name).name)
    return next((dataset.key for dataset in DATASETS if compared.startswith(as_compared(dataset.key))), None)


def _by_own_name(extract: Extract) -> str | None:
    return dataset_named(extract.file if extract.sheet is None else extract.sheet)


def _by_headings(extract: Extract) -> str | None:
    """The one dataset whose every column that must be there is there."""
    headings = {as_compared(heading) for heading in extract.headings}
    found = []
    for dataset in DATASETS:
        supplied = {column for heading, column in COLUMNS_BY_HEADING[dataset.key].items() if heading in headings}
        if all(column in supplied for column in dataset.columns() if not column.optional_column):
            found.append(dataset.key)
    return found[0] if len(found) == 1 else None


def _in_the_form_of_the_contract(extract: Extract) -> str | None:
    """A survey file that was standardised before: its headings are names of columns, whatever its file is called."""
    columns = list(map(str, Survey.columns()))
    return Survey.key if list(extract.headings[:2]) == columns[:2] and {*extract.headings} <= {*columns} else None


RECOGNISERS: tuple[Recogniser, ...] = (_in_the_form_of_the_contract, _by_own_name, _by_headings)
"""Asked in order, the first answer counts. Another kind of table is added here, with the key it answers to."""


def recognise(extracts: Sequence[Extract]) -> tuple[tuple[Extract, str | None], ...]:
    """Each extract with the key of its dataset; the only sheet of a workbook may take the name of its file."""
    sheets = Counter(extract.file for extract in extracts)
    return tuple(
        (extract, _key(extract) or (dataset_named(extract.file) if sheets[extract.file] == 1 else None))
        for extract in extracts
    )


def _key(extract: Extract) -> str | None:
    return next((key for recogniser in RECOGNISERS if (key := recogniser(extract))), None)
