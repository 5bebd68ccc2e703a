"""Every rule that can raise a signal, and its explanation as Markdown."""

from __future__ import annotations

from pipelines.signals.exposure import EXPOSURE
from pipelines.signals.hidden import TOO_SMALL
from pipelines.signals.load_limits import LOAD_BANDS, limit_on
from pipelines.signals.official import APART_IN_ENGLAND, LARGE_CHANGE
from pipelines.signals.overload import LOAD_EASING, NO_CAPACITY, OVERLOAD
from pipelines.signals.rule import Rule
from pipelines.signals.watched import APART, SUPERVISION, UNUSUAL_CHANGE
from pipelines.signals.wellbeing import LOW_RESPONSE_RULE, SURVEY_CHANGE

RULES: tuple[Rule, ...] = (
    OVERLOAD,
    LOAD_EASING,
    NO_CAPACITY,
    EXPOSURE,
    SUPERVISION,
    UNUSUAL_CHANGE,
    APART,
    SURVEY_CHANGE,
    LOW_RESPONSE_RULE,
    TOO_SMALL,
    APART_IN_ENGLAND,
    LARGE_CHANGE,
)
"""In the order of the definitions page."""


def explain_rule(key: str) -> str | None:
    """One rule as Markdown, or `None` where no rule has that key."""
    return next((_markdown(rule) for rule in RULES if rule.key == key), None)


def explain_rules() -> str:
    """Every rule and the table of bands as Markdown, for the definitions page."""
    return "\n\n".join([*(_markdown(rule) for rule in RULES), _bands()]) + "\n"


def _markdown(rule: Rule) -> str:
    return (
        f"### {rule.label} (`{rule.key}`)\n\n{rule.description}\n\n"
        f"**How pressing.** {rule.severity}\n\n**Source.** {rule.source}"
    )


def _bands() -> str:
    rows = [
        f"| {bands.applies_from.isoformat()} | {limit_on(bands.applies_from):g} | {bands.near:g} to {bands.over:g}% "
        f"| over {bands.over:g}% | over {bands.well_over:g}% | {bands.source} |"
        for bands in LOAD_BANDS
    ]
    heading = "| From | Cases per full-time practitioner | Near | Over | Well over | Bands |\n|---|---|---|---|---|---|"
    return "\n".join(["### Indicative limit on load and its bands", "", heading, *rows])
