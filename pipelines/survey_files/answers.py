"""Answers as an export writes them to the values of an instrument's options, once for each distinct text.

What lives here: words, positions and scores. What does not: lines and sentences (`sentences`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipelines.contracts.waves import POSITION
from pipelines.sources.cells import Codes, coded_texts
from pipelines.survey_files.wording import Asked, plain_words
from pipelines.surveys.instrument import Item

_NUMBER = re.compile(r"\s*([+-]?[0-9]+)(?:\.0+)?\s*")
ZERO_IS_NO_ANSWER = frozenset({"hse_msit"})
"""Instruments whose own files write 0 for a question that was not answered."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Answers:
    """One column of option values, missing where blank; whether any were numbers, and which rows are at fault.

    `unread`: numbers of which nobody said what they are. `unknown`: texts that are no answer to this question.
    """

    given: pd.Categorical
    are_numbers: bool
    unread: np.ndarray[Any, np.dtype[np.bool_]]
    unknown: np.ndarray[Any, np.dtype[np.bool_]]


def read_answers(cells: pd.Series[Any], asked: Asked, values_are: str | None) -> Answers:
    """A column of text as answers to an item; numbers need `values_are` (`position` or `scored`), which is not guessed.

    A number that is itself the label of an answer is a word where `values_are` is not said, or where words stand beside
    it in the column.
    """
    coded = cells.astype("category").cat
    codes: Codes = coded.codes.to_numpy()
    used = set(np.unique(codes).tolist())
    texts: list[str] = [text if place in used else "" for place, text in enumerate(coded.categories)]
    numbers = [number and int(number[1]) for number in map(_NUMBER.fullmatch, texts)]
    words = _words(asked.item)
    beside_words = any(number is None and plain_words(text) for number, text in zip(numbers, texts, strict=True))
    values: list[str | None] = []
    unread, unknown, are_numbers = [], [], False
    for place, (text, number) in enumerate(zip(texts, numbers, strict=True)):
        word = _as_word(text)
        value = words.get(word)
        if number is not None and (value is None or (values_are is not None and not beside_words)):
            are_numbers = True
            value = _of_number(asked, number, values_are)
            if values_are is None:
                unread.append(place)
            elif value is None and not (number == 0 and asked.instrument.id in ZERO_IS_NO_ANSWER):
                unknown.append(place)
        elif value is None and word:
            unknown.append(place)
        values.append(value)
    return Answers(coded_texts(codes, values), are_numbers, _rows(codes, texts, unread), _rows(codes, texts, unknown))


def _words(item: Item) -> dict[str, str]:
    labels = {_as_word(option.label): option.value for option in item.options}
    return {_as_word(option.value): option.value for option in item.options} | labels


def _as_word(text: str) -> str:
    return plain_words(text.replace("_", " "))


def _of_number(asked: Asked, number: int, values_are: str | None) -> str | None:
    item = asked.item
    if values_are is None:
        return None
    if values_are == POSITION:
        return item.options[number - 1].value if 1 <= number <= len(item.options) else None
    return next((value for value, score in item.scores.items() if score == number), None)


def _rows(codes: Codes, texts: Sequence[str], places: Sequence[int]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    marked = np.zeros(len(texts) + 1, dtype=bool)
    marked[list(places)] = True
    return marked[codes]
