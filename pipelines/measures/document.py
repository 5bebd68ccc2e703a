"""The definitions in words: the page of all measures, one measure explained, and the same as data.

What lives here: how a declaration is told, in Markdown, plain text and JSON. What does not: the declarations, or who
prints them. Nothing is said here that is not declared, so the page cannot drift.
"""

from __future__ import annotations

from pipelines.measures.catalogue import CATALOGUE
from pipelines.measures.measure import Direction, Measure, Topic
from pipelines.measures.workload_policy import ALWAYS, TABLE
from pipelines.organisation import Level
from pipelines.periods import PeriodKind
from pipelines.published import FLOORS, DisclosureRule

INTRODUCTION = """# Measures

Every figure, as the program declares it. Each is worked out for every team, service and authority at or above the
level named, at every month-end (or survey wave), from the extracts alone. A unit's figure is worked out from all its
rows, never from the figures of its parts.

A cell holds a number or a symbol. `z`: the question does not arise, a share of no cases for example. `x`: it does, and
the extracts do not tell, because the extract is missing, does not reach back far enough, or nobody recorded an answer.
`c`: withheld to protect people. Zero means zero. A blank answer is in no denominator: missing is never no.

Rolling figures (hours of training, turnover, sickness, the median wait) look back over the twelve months that end at
the month-end. They are `x` until the extract reaches back so far."""

TOPICS = {
    Topic.CASELOAD: "Caseload",
    Topic.ONLINE_ABUSE: "Online abuse",
    Topic.TRAINING: "Training",
    Topic.WELLBEING: "Wellbeing",
    Topic.SUPPORT: "Support",
    Topic.WORKFORCE: "Workforce",
}
DIRECTIONS = {
    Direction.HIGHER_IS_BETTER: "higher is better",
    Direction.LOWER_IS_BETTER: "lower is better",
    Direction.NEITHER: "neither way is better in itself",
}
PERIODS = {
    PeriodKind.MONTH: "each month-end",
    PeriodKind.WAVE: "each survey wave",
    PeriodKind.YEAR: "each year",
}
PEOPLE = {
    DisclosureRule.CHILDREN: "children",
    DisclosureRule.STAFF: "members of staff",
    DisclosureRule.SURVEY: "respondents",
    DisclosureRule.OFFICIAL: "as its publisher protected it",
}

Entry = dict[str, str | int | list[str] | None]


def as_markdown() -> str:
    """The whole page, ending in one line break."""
    sections = [INTRODUCTION]
    for topic, title in TOPICS.items():
        sections += [f"## {title}", *(_section(measure) for measure in CATALOGUE if measure.topic is topic)]
    return "\n\n".join([*sections, _policy_numbers()]) + "\n"


def as_text() -> str:
    """One line for each measure, by topic: what `headroom measures` prints."""
    width = max(len(measure.key) for measure in CATALOGUE)
    blocks = [
        "\n".join([title, *(f"  {each.key:<{width}}  {each.label}" for each in CATALOGUE if each.topic is topic)])
        for topic, title in TOPICS.items()
    ]
    return "\n\n".join([*blocks, "`headroom explain KEY` tells how one of them is worked out."])


def as_json() -> list[Entry]:
    """Every definition as plain data, in the order of the catalogue. Fields are only ever added."""
    return [_entry(measure) for measure in CATALOGUE]


def explain_measure(measure: Measure) -> str:
    """One definition in plain text, with everything that stands behind it."""
    width = max(len(name) for name, _ in _facts(measure))
    facts = (f"{name + ':':<{width + 2}}{text}" for name, text in _facts(measure))
    return "\n".join([f"{measure.label} ({measure.key})", measure.question, "", measure.definition, "", *facts])


def _section(measure: Measure) -> str:
    facts = "\n".join(f"* **{name}.** {text}" for name, text in _facts(measure))
    return f"### {measure.label} (`{measure.key}`)\n\n*{measure.question}*\n\n{measure.definition}\n\n{facts}"


def _facts(measure: Measure) -> list[tuple[str, str]]:
    """What is told of every measure, by name; what does not apply is left out."""
    floor = max(FLOORS[measure.disclosure_rule], measure.fewest) if measure.disclosure_rule in FLOORS else None
    people = PEOPLE[measure.disclosure_rule]
    facts = [
        ("Unit", f"{measure.unit.value}, {DIRECTIONS[measure.direction]}"),
        ("Worked out for", f"{PERIODS[measure.period_kind]}; {_levels(measure)}"),
        ("Rests on", measure.base_label),
        ("Protected as", people if floor is None else f"a figure about {people}, at least {floor} of them"),
        ("Source", measure.source),
        ("Beside it", f"published figures called `{measure.benchmark.metric}`" if measure.benchmark else ""),
        ("Mind", measure.caveat),
    ]
    return [(name, text) for name, text in facts if text]


def _levels(measure: Measure) -> str:
    whole = f"every {measure.lowest_level.value} and what stands above it"
    parts = [
        f"by {_in_words(topic)} for every {_highest(measure.breakdowns_from, measure.lowest_level)} and above"
        for topic in measure.breakdowns
    ]
    return "; ".join([whole, *parts])


def _highest(*levels: Level) -> str:
    return min(levels, key=lambda level: level.depth).value


def _in_words(topic: str) -> str:
    return topic.replace("_", " ")


def _entry(measure: Measure) -> Entry:
    return {
        "key": measure.key,
        "label": measure.label,
        "question": measure.question,
        "definition": measure.definition,
        "topic": measure.topic.value,
        "unit": measure.unit.value,
        "decimals": measure.decimals,
        "direction": measure.direction.value,
        "period_kind": measure.period_kind.value,
        "base": measure.base_label,
        "disclosure_rule": measure.disclosure_rule.value,
        "lowest_level": measure.lowest_level.value,
        "breakdowns": list(measure.breakdowns),
        "source": measure.source,
        "benchmark": measure.benchmark.metric if measure.benchmark else None,
        "caveat": measure.caveat,
    }


def _policy_numbers() -> str:
    """The numbers that somebody decided, with the day from which each applies."""
    lines = ["| What | Number | From | Source |", "|---|---|---|---|"]
    for row in TABLE:
        what = f"{row.policy.value}: {_in_words(row.applies_to)}" if row.applies_to else row.policy.value
        since = "always" if row.applies_from == ALWAYS else row.applies_from.isoformat()
        lines.append(f"| {what} | {row.value:g} | {since} | {row.source} |")
    return "## Policy numbers\n\n" + "\n".join(lines)
