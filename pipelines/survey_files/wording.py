"""Which item of an instrument a question is: by its code, its number or the fingerprint of its wording.

What lives here: texts to items. What does not: which texts a column of an export has (`layout`), or `answers`.
Wording of other people's instruments is not shipped: a heading is hashed and compared (`wording_sha256`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from pipelines.contracts.headings import as_compared
from pipelines.contracts.survey_items import every_instrument
from pipelines.surveys.instrument import Instrument, Item

_LEADING_NUMBER = re.compile(r"^\s*q?\d+(?:\.(?:\d+|[a-z])\b)*(?:\s*[.):]+\s*|\s+(?=\D))", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"(?:q|item|question)?\s*0*([1-9][0-9]?)\.?", re.IGNORECASE)
_SIGNS = re.compile(r"[^\w\s]")
_CURLY = str.maketrans("‘’“”", "''\"\"")
_ROW_OF_A_GRID = re.compile(r"\[([^\]]+)\]\s*$")


@dataclass(frozen=True)
class Asked:
    """An item and the instrument it belongs to."""

    instrument: Instrument
    item: Item

    def __hash__(self) -> int:
        return hash((self.instrument.id, self.item.code))


def plain_words(text: str) -> str:
    """Text without capitals, signs and runs of white space.

    >>> plain_words("Don’t know –  at all!")
    'don t know at all'
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_CURLY)
    return " ".join(_SIGNS.sub(" ", folded).split())


def fingerprints(question: str) -> frozenset[str]:
    """SHA-256 of a question in plain words, with and without the number it may begin with, and of its row in a grid.

    A grid writes *question [row]* or *question - row*.
    """
    texts = {question, *_ROW_OF_A_GRID.findall(question), question.rsplit(" - ", 1)[-1]}
    texts |= set(map(without_number, texts))
    return frozenset(_sha256(plain_words(text)) for text in texts)


def without_number(question: str) -> str:
    """A question without the number that some products write before it.

    >>> without_number("12.  Which team?"), without_number("Q3.1.a Which team?")
    ('Which team?', 'Which team?')
    """
    return _LEADING_NUMBER.sub("", question)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _known() -> Mapping[str, tuple[Asked, ...]]:
    """Every item of every instrument, shipped or of one's own, by what it is known by, enabled or not."""
    known: dict[str, dict[Asked, None]] = {}
    for instrument in every_instrument():
        for item in instrument.items:
            # A label that is but a number (Item 1) would claim numbered columns of any file.
            label = () if _NUMBER_ALONE.fullmatch(item.label) else (_sha256(plain_words(item.label)),)
            for key in filter(None, (as_compared(item.code), item.fingerprint, *label)):
                known.setdefault(key, {})[Asked(instrument, item)] = None
    return {key: tuple(items) for key, items in known.items()}


def items_of(questions: Sequence[Sequence[str]], declared: Sequence[Instrument]) -> dict[int, Asked]:
    """The item of each question that is one, by position.

    Some wordings stand in two instruments: then the one that was declared is meant, or the one whose questions stand
    nearest, or of which the file has most.
    Numbers alone count only where one declared instrument numbers its items.
    """
    candidates = {position: found for position, texts in enumerate(questions) if (found := _candidates(texts))}
    certain: dict[str, list[int]] = {}
    for position, found in candidates.items():
        if len(found) == 1:
            certain.setdefault(found[0].instrument.id, []).append(position)
    ids = {instrument.id for instrument in declared}

    def preferred(each: Asked, position: int) -> tuple[bool, int, int]:
        places = certain.get(each.instrument.id, [])
        nearest = min((abs(place - position) for place in places), default=len(questions))
        return each.instrument.id in ids, -nearest, len(places)

    items = {position: max(found, key=partial(preferred, position=position)) for position, found in candidates.items()}
    numbered = [instrument for instrument in declared if instrument.items[0].number is not None]
    if len(numbered) == 1:
        by_number = {item.number: Asked(numbered[0], item) for item in numbered[0].items}
        for position, number in numbers_alone(questions):
            if position not in items and number in by_number:
                items[position] = by_number[number]
    return items


def is_item(texts: Sequence[str]) -> bool:
    """Whether a question with these texts is an item of an instrument, shipped or of one's own."""
    return bool(_candidates(texts))


def numbers_alone(questions: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Position and number of each column that is headed by a number and nothing else."""
    for position, texts in enumerate(questions):
        if len(texts) == 1 and (number := _NUMBER_ALONE.fullmatch(texts[0].strip())):
            yield position, int(number[1])


@cache
def _candidates_of(text: str) -> tuple[Asked, ...]:
    keys = (as_compared(text), *sorted(fingerprints(text)))
    return next((found for key in keys if (found := _known().get(key))), ())


def _candidates(texts: Sequence[str]) -> tuple[Asked, ...]:
    return next((found for text in texts if text and (found := _candidates_of(text))), ())
