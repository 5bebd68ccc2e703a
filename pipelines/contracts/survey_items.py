"""The questions of every enabled survey instrument as columns of the survey: by their codes, with their own answers.

What lives here: how an item becomes a column. What does not: the items (`surveys`), or how a column of an exported
file is known to be one (`survey_files`).
"""

from __future__ import annotations

import os
from collections.abc import Collection
from functools import cache

from pipelines.contracts.code_lists import CodeList
from pipelines.contracts.dataset import Column, Kind
from pipelines.settings import instrument_folder
from pipelines.surveys.instrument import Instrument, Item
from pipelines.surveys.own import all_instruments


@cache
def enabled_instruments() -> tuple[Instrument, ...]:
    """The instruments whose answers are taken in, in the order of their ids: shipped, and an authority's own.

    Raises `SettingsMissing` for a definition of its own that cannot be used.
    """
    return tuple(instrument for instrument in every_instrument() if instrument.enabled)


@cache
def every_instrument() -> tuple[Instrument, ...]:
    """Those in use and those that are off."""
    return all_instruments(instrument_folder(os.environ))


def item_columns(besides: Collection[str]) -> tuple[Column, ...]:
    """A column for each item of every enabled instrument, but for those declared already."""
    return tuple(
        _column(item) for instrument in enabled_instruments() for item in instrument.items if item.code not in besides
    )


def _column(item: Item) -> Column:
    answers = CodeList(f"answer_{item.answers}", {option.value: option.label for option in item.options})
    return Column(item.code, Kind.CODE, item.label, optional_column=True, codes=answers)
