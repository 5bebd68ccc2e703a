"""A survey instrument as data: its items, their answers, and the indicators made of them.

What lives here: reading a definition and refusing one that does not hold together. What does not: the definitions
(`instruments/*.json`) or the scoring (`scoring`). A new instrument is a new file there, and no code.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

FEWEST_RESPONDENTS = 10
"""No instrument may be reported on smaller groups (Civil Service People Survey, HSE Management Standards)."""


class InstrumentUnusable(ValueError):
    """A definition that would score wrongly; the text lists everything wrong with it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question, named in our words, and the answers it takes: code and label in their order."""

    code: str
    label: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Indicator:
    """The share of respondents who gave one of the `numerator` answers, of those who gave one of the `denominator`."""

    code: str
    item: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    benchmark: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldenTest:
    """Answers of one respondent and the indicators that must come of them; `None` where the item is blank."""

    name: str
    answers: Mapping[str, str]
    expected: Mapping[str, bool | None]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A definition that has passed every check."""

    id: str
    version: str
    title: str
    licence: str
    min_group_size: int
    items: tuple[Item, ...]
    indicators: tuple[Indicator, ...]
    golden_tests: tuple[GoldenTest, ...]


def load_instrument(instrument_id: str) -> Instrument:
    """The instrument of the file of that name."""
    text = files("pipelines.surveys").joinpath("instruments", f"{instrument_id}.json").read_text(encoding="utf-8")
    return read_instrument(text)


def read_instrument(text: str) -> Instrument:
    """A definition from its JSON text.

    Raises `InstrumentUnusable` when it does not hold together; nothing of a defective definition is used.
    """
    definition = json.loads(text)
    wrong = list(_faults(definition))
    if wrong:
        raise InstrumentUnusable(f"{definition.get('id')}: {'; '.join(wrong)}")
    return Instrument(
        id=definition["id"],
        version=definition["version"],
        title=definition["title"],
        licence=definition["licence"]["status"],
        min_group_size=definition["min_group_size"],
        items=tuple(
            Item(item["code"], item["label"], definition["response_sets"][item["response_set"]])
            for item in definition["items"]
        ),
        indicators=tuple(
            Indicator(
                indicator["code"],
                indicator["item"],
                tuple(indicator["numerator"]),
                tuple(indicator["denominator"]),
                indicator.get("benchmark", {}),
            )
            for indicator in definition["indicators"]
        ),
        golden_tests=tuple(GoldenTest(**golden) for golden in definition["golden_tests"]),
    )


def _faults(definition: Mapping[str, Any]) -> Iterator[str]:
    items = {item["code"]: item for item in definition["items"]}
    codes = [item["code"] for item in definition["items"]] + [each["code"] for each in definition["indicators"]]
    yield from (f"{code} is used twice" for code in _repeated(codes))
    if definition["min_group_size"] < FEWEST_RESPONDENTS:
        yield f"groups of fewer than {FEWEST_RESPONDENTS} respondents may not be reported"
    for item in items.values():
        if item["response_set"] not in definition["response_sets"]:
            yield f"{item['code']} takes answers that are not defined"
        if not definition["licence"]["item_text_shippable"] and "text" in item:
            yield f"{item['code']} carries a text that may not be given away"
    for indicator in definition["indicators"]:
        yield from _faults_of(indicator, items, definition["response_sets"])
    if not definition["golden_tests"]:
        yield "there is no golden test"
    yield from (fault for golden in definition["golden_tests"] for fault in _broken(golden, definition["indicators"]))


def _faults_of(
    indicator: Mapping[str, Any], items: Mapping[str, Mapping[str, Any]], response_sets: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    code = indicator["code"]
    if indicator["item"] not in items:
        yield f"{code} is made of an item that is not there"
        return
    answers = response_sets.get(items[indicator["item"]]["response_set"], {})
    if not set(indicator["denominator"]) <= set(answers):
        yield f"{code} counts answers that its item does not take"
    if not set(indicator["numerator"]) <= set(indicator["denominator"]):
        yield f"{code} has a numerator outside its denominator"
    benchmark = indicator.get("benchmark")
    if benchmark and not {"year", "source"} <= set(benchmark):
        yield f"the benchmark of {code} lacks its year or source"


def _broken(golden: Mapping[str, Any], indicators: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A definition is scored before it is used, by the rule that `scoring` applies to a whole frame."""
    for indicator in indicators:
        answer = golden["answers"].get(indicator["item"])
        scored = answer in indicator["numerator"] if answer in indicator["denominator"] else None
        if scored is not golden["expected"].get(indicator["code"]):
            yield f"golden test “{golden['name']}” fails for {indicator['code']}"


def _repeated(codes: Iterable[str]) -> list[str]:
    return [code for code, times in Counter(codes).items() if times > 1]
