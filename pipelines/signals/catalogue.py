"""Every rule that can raise a signal, and its explanation and that of charts as Markdown."""

from __future__ import annotations

from pipelines.measures.workload_policy import SHIPPED, Policy
from pipelines.signals.chart_document import TOPICS
from pipelines.signals.exposure import EXPOSURE
from pipelines.signals.hidden import TOO_SMALL
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
    """Every rule, the table of bands and what charts are as Markdown, for the definitions page."""
    return "\n\n".join([*(_markdown(rule) for rule in RULES), _bands(), *TOPICS.values()]) + "\n"


def _markdown(rule: Rule) -> str:
    return (
        f"### {rule.label} (`{rule.key}`)\n\n{rule.description}\n\n"
        f"**How pressing.** {rule.severity}\n\n**Source.** {rule.source}"
    )


def _bands() -> str:
    """Those of the program; an authority may set its own."""
    bands = (Policy.CASE_LIMIT, Policy.NEAR_LIMIT_PERCENT, Policy.WELL_OVER_LIMIT_PERCENT)
    rows = [
        f"| {row.policy.value} | {row.value:g} | {row.applies_from.isoformat()} | {row.source} |"
        for row in SHIPPED.in_turn()
        if row.policy in bands
    ]
    told = (
        "These apply in an authority that sets none of its own ([how](workload-settings.md)). Where a limit changes, "
        "earlier loads are compared as shares of the new one: a new limit is no change of load."
    )
    heading = "| What | Number | From | Source |\n|---|---|---|---|"
    return "\n".join(["### Indicative limit on load and its bands", "", told, "", heading, *rows])
