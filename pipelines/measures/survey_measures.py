"""What practitioners say, as measures: each scale and each indicator of every instrument in use.

What lives here: how an instrument's definition becomes measures, and the published figures and bands that belong to
them. What does not: any instrument (`surveys`), or the response rate (`wellbeing`). An instrument more is a measure
more, without code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from pipelines.contracts.survey_items import enabled_instruments
from pipelines.measures.measure import PERCENT_SCALE, Direction, Measure, MeasureUnit, Quantity, Topic
from pipelines.measures.subject import count, scores
from pipelines.measures.subjects.survey_returns import RESPONDENT, Invited, Respondents, answers_to, divisor
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule
from pipelines.surveys.instrument import Comparison, Indicator, Instrument, Item, Method, Scale
from pipelines.surveys.scoring import answered

SURVEY = "Local staff survey"
FOR_DISCUSSION = "A first pass, for discussion with staff; never a ranking of teams."
RETURNED = count("questionnaires_returned", Respondents)
INVITED = count("practitioners_invited", Invited)
FEW_STEPS = 10
"""Up to this span a scale is read as 3.10 of 5, beyond it as so many points."""


@dataclass(frozen=True, slots=True)
class Band:
    """Words for a mean from `begins` up to the next band; the lowest has no beginning."""

    measure_key: str
    number: int
    label: str
    begins: float | None
    source: str
    note: str


def of_topic(topic: Topic) -> tuple[Measure, ...]:
    """The measures of all instruments in use that stand on one page."""
    return tuple(measure for measure in survey_measures() if measure.topic is topic)


@cache
def survey_measures() -> tuple[Measure, ...]:
    """Scales before indicators, instrument by instrument."""
    return tuple(measure for instrument in enabled_instruments() for measure in measures_of(instrument))


def measures_of(instrument: Instrument) -> Iterator[Measure]:
    """A measure for each scale, then for each indicator."""
    yield from (_of_scale(scale, instrument) for scale in instrument.scales)
    yield from (_of_indicator(indicator, instrument) for indicator in instrument.indicators)


def comparisons() -> Mapping[str, tuple[Comparison, ...]]:
    """The published figures that belong to each measure, by its key."""
    return {
        key: tuple(each for each in instrument.comparisons if each.of == code)
        for instrument in enabled_instruments()
        for code, key in instrument.keys.items()
    }


def bands() -> Iterator[Band]:
    """The words for the means of each scale that has any, from the lowest up."""
    for instrument in enabled_instruments():
        for scale in instrument.scales:
            if instrument.bands is None or scale.code not in instrument.bands.cut_points:
                continue
            begin = (None, *instrument.bands.cut_points[scale.code])
            for number, (label, begins) in enumerate(zip(instrument.bands.labels, begin, strict=True), 1):
                yield Band(scale.told.key, number, label, begins, instrument.bands.source, instrument.bands.note)


def _of_scale(scale: Scale, instrument: Instrument) -> Measure:
    key, subject = scale.told.key, answers_to(instrument)
    known = _known(key, instrument)
    bounds = (scale.least / divisor(scale), scale.most / divisor(scale))
    added = scores(f"{key}_sum", subject, getattr(subject, key), getattr(subject, RESPONDENT), bounds, *known.where)
    unit, decimals = _unit(scale)
    words = _Words(_label(scale, instrument), _definition_of_scale(scale, instrument), unit, decimals)
    measure = _measure(scale, instrument, words, added, known)
    return replace(measure, made_of=tuple(_known(each.told.key, instrument) for each in instrument.told_of(scale)))


def _of_indicator(indicator: Indicator, instrument: Instrument) -> Measure:
    key, subject = indicator.told.key, answers_to(instrument)
    known = _known(key, instrument)
    counted = count(f"{key}_counted", subject, *known.where, getattr(subject, key))
    definition = _definition_of_indicator(indicator, _item(instrument, indicator.item))
    words = _Words(indicator.title, definition, MeasureUnit.PERCENT, 0)
    return _measure(indicator, instrument, words, counted, known)


@dataclass(frozen=True, slots=True)
class _Words:
    label: str
    definition: str
    unit: MeasureUnit
    decimals: int


def _measure(
    made: Scale | Indicator, instrument: Instrument, words: _Words, numerator: Quantity, known: Quantity
) -> Measure:
    """What every survey measure has in common."""
    return Measure(
        key=made.told.key,
        label=words.label,
        question=made.told.question,
        definition=words.definition,
        topic=Topic(made.told.topic),
        unit=words.unit,
        decimals=words.decimals,
        direction=Direction(made.direction.value),
        period_kind=PeriodKind.WAVE,
        numerator=numerator,
        denominator=known,
        scale=PERCENT_SCALE if words.unit is MeasureUnit.PERCENT else 1.0,
        base=known,
        base_label="respondents",
        disclosure_rule=DisclosureRule.SURVEY,
        asked_of=RETURNED,
        drawn_from=INVITED,
        fewest=instrument.min_group_size,
        source=_source(instrument),
        caveat=FOR_DISCUSSION,
    )


def _known(key: str, instrument: Instrument) -> Quantity:
    subject = answers_to(instrument)
    return count(answered(key), subject, getattr(subject, answered(key)))


def _unit(scale: Scale) -> tuple[MeasureUnit, int]:
    """How a mean is read, and to how many decimals."""
    match scale.method:
        case Method.PERCENT_POSITIVE:
            return MeasureUnit.PERCENT, 0
        case Method.PERCENT_DIFFERENCE:
            return MeasureUnit.POINTS, 0
        case _ if scale.most - scale.least <= FEW_STEPS:
            return MeasureUnit.SCORE, 2
        case _:
            return MeasureUnit.POINTS, 1


def _label(scale: Scale, instrument: Instrument) -> str:
    """Scales that share an instrument are told by its name, and each by its own."""
    means = [each for each in instrument.scales if each.method in {Method.MEAN, Method.SUM}]
    if len(means) == 1 or scale not in means:
        return scale.title
    return f"{instrument.short_title}: {scale.title[0].lower()}{scale.title[1:]}"


def _source(instrument: Instrument) -> str:
    return " ".join(
        filter(None, [f"{SURVEY}: {instrument.title}, version {instrument.version}.", instrument.attribution])
    )


def _item(instrument: Instrument, code: str) -> Item:
    return next(item for item in instrument.items if item.code == code)


def _definition_of_scale(scale: Scale, instrument: Instrument) -> str:
    number, least = len(scale.items), scale.min_answered
    enough = "all of them" if least == number else f"at least {least} of them"
    items = [_item(instrument, code) for code in scale.items]
    if scale.method is Method.PERCENT_DIFFERENCE:
        more, less = (item.label.rstrip(".") for item in items)
        return (
            f"Respondents who said {_answers(sorted(scale.positive), items[0])} of “{more}” less those who did of "
            f"“{less}”, in percentage points; of those who answered both."
        )
    if scale.method is Method.PERCENT_POSITIVE:
        return (
            f"Of {number} questions the share that a respondent answered with "
            f"{_answers(sorted(scale.positive), items[0])}; the mean of it over all who answered {enough}."
        )
    added = "sum" if scale.method is Method.SUM else "mean"
    turned = " Questions that are put the other way are turned round." if any(item.reverse for item in items) else ""
    good = {Direction.HIGHER_IS_BETTER: "higher is better", Direction.LOWER_IS_BETTER: "lower is better"}
    told = good.get(Direction(scale.direction.value), "neither end is better")
    return (
        f"The {added} of a respondent's scores on {number} questions, from {scale.least:g} to {scale.most:g} ({told}); "
        f"the mean of it over all who answered {enough}.{turned}"
    )


def _definition_of_indicator(indicator: Indicator, item: Item) -> str:
    left_out = [option for option in item.options if option.value not in indicator.denominator]
    without = f" Not counted: {_answers([option.value for option in left_out], item)}." if left_out else ""
    question = item.label.rstrip(".")
    return (
        f"Respondents who said {_answers(indicator.numerator, item)} of “{question}”, as a share of those who answered."
        f"{without}"
    )


def _answers(values: list[str] | tuple[str, ...], item: Item) -> str:
    """Answers by their words, in the order of the questionnaire."""
    words = [f"“{option.label}”" for option in item.options if option.value in values]
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
