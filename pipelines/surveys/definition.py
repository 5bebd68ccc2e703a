"""Definitions of instruments: read, checked, and scored on their own golden tests before anything else is.

What lives here: where definitions are and what is refused. What does not: what a definition means (`instrument`). A
new instrument is a new file and no code; `instrument.schema.json` says what stands in it.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from pipelines.surveys.instrument import (
    FEWEST_RESPONDENTS,
    Bands,
    Comparison,
    Direction,
    GoldenTest,
    Indicator,
    Instrument,
    Item,
    Method,
    Option,
    Scale,
    Told,
)
from pipelines.surveys.scoring import group_figures, score

AS_GOOD_AS = 5e-5
"""Expected figures are written with four decimals."""
_HERE = files("pipelines.surveys")
Definition = Mapping[str, Any]


class InstrumentUnusable(ValueError):
    """A definition that would score wrongly; `faults` is everything wrong with it, the text all of that."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def shipped() -> tuple[str, ...]:
    """The ids of the instruments that come with the program."""
    return tuple(sorted(file.name.removesuffix(".json") for file in _HERE.joinpath("instruments").iterdir()))


@cache
def load_instrument(instrument_id: str) -> Instrument:
    """The shipped instrument of that id; its shape is checked when the program is built, its scores on every load."""
    text = _HERE.joinpath("instruments", f"{instrument_id}.json").read_text(encoding="utf-8")
    return _checked(json.loads(text))


def read_instrument(text: str) -> Instrument:
    """A definition from its JSON text, which may come from anywhere.

    Raises `InstrumentUnusable` when it does not hold together; nothing of a defective definition is used.
    """
    try:
        definition = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise InstrumentUnusable(f"This is no JSON: line {wrong.lineno}, column {wrong.colno}: {wrong.msg}") from None
    except RecursionError:
        raise InstrumentUnusable("This is no definition: it is nested too deeply") from None
    misshapen = list(_misshapen(definition))
    if misshapen:
        raise InstrumentUnusable(*misshapen)
    return _checked(definition)


def _misshapen(definition: object) -> Iterator[str]:
    """What the schema refuses, each with the place where it stands."""
    # Only definitions from outside need it, and it takes a fifth of a second to import.
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    schema = json.loads(_HERE.joinpath("instrument.schema.json").read_text(encoding="utf-8"))
    for fault in sorted(Draft202012Validator(schema).iter_errors(definition), key=lambda each: each.json_path):
        yield f"{fault.json_path.removeprefix('$.')}: {fault.message}"


def _checked(definition: Definition) -> Instrument:
    wrong = list(_faults(definition))
    if not wrong:
        instrument = _instrument(definition)
        wrong = list(_broken(instrument))
    if wrong:
        raise InstrumentUnusable(*wrong)
    return instrument


def _faults(definition: Definition) -> Iterator[str]:
    """What a schema cannot say: codes that name nothing, answers that no item takes."""
    sets = {
        name: {option["value"]: option["score"] for option in options}
        for name, options in definition["response_sets"].items()
    }
    made = [*definition.get("scales", []), *definition.get("indicators", [])]
    yield from (f"{code} is used twice" for code in _repeated(each["code"] for each in (*definition["items"], *made)))
    if definition["min_group_size"] < FEWEST_RESPONDENTS:
        yield f"groups of fewer than {FEWEST_RESPONDENTS} respondents may not be reported"
    yield from (
        f"{item['code']} takes answers that are not defined"
        for item in definition["items"]
        if item["response_set"] not in sets
    )
    answers = {item["code"]: sets.get(item["response_set"], {}) for item in definition["items"]}
    asked = {indicator["item"] for indicator in definition.get("indicators", [])}
    for scale in definition.get("scales", []):
        yield from _faults_of_scale(scale, answers)
        yield from _faults_of_range(scale, answers)
        if set(scale["items"]) <= asked and scale["min_answered"] < len(scale["items"]):
            yield f"{scale['code']} has an indicator for each of its items and needs every one of them answered"
    yield from _faults_of_answers(definition, answers)
    for indicator in definition.get("indicators", []):
        yield from _faults_of_indicator(indicator, answers)
    codes = {each["code"] for each in made}
    yield from (
        f"a benchmark is of {each['of']}, which is not there"
        for each in definition.get("benchmarks", [])
        if each["of"] not in codes
    )
    yield from _faults_of_bands(definition.get("bands"), codes)
    for golden in definition["golden_tests"]:
        named = {code for respondent in golden["respondents"] for code in respondent} - set(answers)
        yield from (
            f"golden test “{golden['name']}” names {code}, which is not there"
            for code in sorted(named | (set(golden["expected"]) - codes))
        )


def _faults_of_scale(scale: Definition, answers: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    code = scale["code"]
    missing = [item for item in scale["items"] if item not in answers]
    yield from (f"{code} is made of {item}, which is not there" for item in missing)
    yield from (f"{code} counts {item} twice" for item in _repeated(scale["items"]))
    if scale["min_answered"] > len(scale["items"]):
        yield f"{code} asks for more answers than it has items"
    if scale["method"] == Method.SUM and scale["min_answered"] < len(scale["items"]):
        yield f"{code} is a sum and needs every item answered"
    takes = set().union(*(answers[item] for item in scale["items"] if item in answers))
    if scale["method"] in {Method.PERCENT_POSITIVE, Method.PERCENT_DIFFERENCE} and not scale.get("positive"):
        yield f"{code} does not say which answers are positive"
    if not set(scale.get("positive", [])) <= takes:
        yield f"{code} calls answers positive that its items do not take"
    if scale["method"] == Method.PERCENT_DIFFERENCE and (len(scale["items"]), scale["min_answered"]) != (2, 2):
        yield f"{code} is a difference and needs two items, both answered"


def _faults_of_range(scale: Definition, answers: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    """A range that is not the one of the items' scores: what protects a mean goes by it."""
    scores = [[score for score in answers.get(item, {}).values() if score is not None] for item in scale["items"]]
    code, method = scale["code"], scale["method"]
    if method in {Method.MEAN, Method.SUM} and not all(scores):
        yield f"{code} adds up items of which no answer has a score"
        return
    match method:
        case Method.MEAN:
            ends = (min(map(min, scores)), max(map(max, scores)))
        case Method.SUM:
            ends = (sum(map(min, scores)), sum(map(max, scores)))
        case Method.PERCENT_DIFFERENCE:
            ends = (-100, 100)
        case _:
            ends = (0, 100)
    if tuple(scale["range"]) != ends:
        yield f"{code} has not the range that its items give: {ends[0]:g} to {ends[1]:g}"


def _faults_of_answers(definition: Definition, answers: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    for name, options in definition["response_sets"].items():
        yield from (f"{name} has the answer {value} twice" for value in _repeated(each["value"] for each in options))
    yield from (
        f"{item['code']} is to be turned round and has no answer with a score"
        for item in definition["items"]
        if item.get("reverse") and all(score is None for score in answers[item["code"]].values())
    )


def _faults_of_indicator(indicator: Definition, answers: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    code = indicator["code"]
    if indicator["item"] not in answers:
        yield f"{code} is made of an item that is not there"
        return
    if not set(indicator["denominator"]) <= set(answers[indicator["item"]]):
        yield f"{code} counts answers that its item does not take"
    if not set(indicator["numerator"]) <= set(indicator["denominator"]):
        yield f"{code} has a numerator outside its denominator"


def _faults_of_bands(bands: Definition | None, codes: set[str]) -> Iterator[str]:
    if bands is None:
        return
    for code, cuts in bands["cut_points"].items():
        if code not in codes:
            yield f"bands are given for {code}, which is not there"
        if len(cuts) != len(bands["labels"]) - 1:
            yield f"the bands of {code} need one cut point fewer than there are labels"
        if list(cuts) != sorted(set(cuts)):
            yield f"the cut points of {code} do not rise"


def _broken(instrument: Instrument) -> Iterator[str]:
    for golden in instrument.golden_tests:
        found = group_figures(score(pd.DataFrame(list(golden.respondents)), instrument), instrument)
        for code, expected in golden.expected.items():
            figure = found[code]
            agrees = math.isnan(figure) if expected is None else abs(figure - expected) <= AS_GOOD_AS
            if not agrees:
                yield f"golden test “{golden.name}” fails for {code}"


def _repeated(codes: Iterable[str]) -> list[str]:
    return [code for code, times in Counter(codes).items() if times > 1]


def _instrument(definition: Definition) -> Instrument:
    sets = {
        name: tuple(Option(**option) for option in options) for name, options in definition["response_sets"].items()
    }
    licence = definition["licence"]
    return Instrument(
        id=definition["id"],
        version=definition["version"],
        title=definition["title"],
        short_title=definition.get("short_title", definition["title"]),
        enabled=definition["enabled"],
        licence=licence["status"],
        attribution=licence.get("attribution", ""),
        min_group_size=definition["min_group_size"],
        items=tuple(_item(item, sets[item["response_set"]]) for item in definition["items"]),
        scales=tuple(_scale(each, _told(each, definition)) for each in definition.get("scales", [])),
        indicators=tuple(_indicator(each, _told(each, definition)) for each in definition.get("indicators", [])),
        bands=_bands(definition.get("bands")),
        comparisons=tuple(_comparison(each) for each in definition.get("benchmarks", [])),
        golden_tests=tuple(
            GoldenTest(each["name"], tuple(each["respondents"]), each["expected"])
            for each in definition["golden_tests"]
        ),
    )


def _item(item: Definition, options: Sequence[Option]) -> Item:
    return Item(
        code=item["code"],
        number=item.get("number"),
        label=item["label"],
        answers=item["response_set"],
        options=tuple(options),
        reverse=item.get("reverse", False),
        fingerprint=item.get("wording_sha256"),
    )


def _told(made: Definition, definition: Definition) -> Told:
    """A code of its own stays as it is; otherwise the prefix tells it from the same word in another instrument."""
    prefix, code = definition.get("prefix", f"{definition['id']}_"), made["code"]
    return Told(
        key=code if code.startswith(prefix) else f"{prefix}{code}",
        question=made.get("question", f"What do practitioners say: {made['title']}?"),
        topic=made.get("topic", definition.get("topic", "wellbeing")),
    )


def _scale(scale: Definition, told: Told) -> Scale:
    least, most = scale["range"]
    return Scale(
        code=scale["code"],
        title=scale["title"],
        items=tuple(scale["items"]),
        method=Method(scale["method"]),
        positive=frozenset(scale.get("positive", [])),
        min_answered=scale["min_answered"],
        least=least,
        most=most,
        direction=Direction(scale["direction"]),
        told=told,
    )


def _indicator(indicator: Definition, told: Told) -> Indicator:
    return Indicator(
        code=indicator["code"],
        title=indicator["title"],
        item=indicator["item"],
        numerator=tuple(indicator["numerator"]),
        denominator=tuple(indicator["denominator"]),
        direction=Direction(indicator["direction"]),
        told=told,
    )


def _bands(bands: Definition | None) -> Bands | None:
    if bands is None:
        return None
    cuts = {code: tuple(points) for code, points in bands["cut_points"].items()}
    return Bands(bands["source"], bands.get("note", ""), tuple(bands["labels"]), cuts)


def _comparison(benchmark: Definition) -> Comparison:
    return Comparison(
        of=benchmark["of"],
        value=benchmark["value"],
        lower=benchmark.get("lower"),
        upper=benchmark.get("upper"),
        population=benchmark["population"],
        year=benchmark["year"],
        number=benchmark.get("n"),
        self_selected=benchmark.get("self_selected", False),
        source=benchmark["source"],
        note=benchmark.get("note", ""),
    )
