"""What the page on data and methods says: the release, its files, questions and definitions, and how much is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard import charts, formats, theme
from dashboard.cells import Definition, Finding, InputFile, PolicySetting, Release, SymbolCount
from dashboard.exhibits import Table
from dashboard.messages import Message
from pipelines.organisation import Level
from pipelines.published import DisclosureRule, SettingName, Symbol

HOW_PROTECTED: Final = (
    "These are the numbers by which this release was protected. They were applied to every figure before it was "
    "published; nobody can switch them off, and a policy can only make them stricter. Official statistics stand as "
    "their publisher protected them."
)


@dataclass(frozen=True, slots=True)
class HiddenShare:
    """Of one measure, how many figures are withheld."""

    label: str
    hidden: int
    cells: int

    @property
    def percent(self) -> float:
        return 100.0 * self.hidden / self.cells


def why_hidden(settings: Sequence[PolicySetting]) -> str:
    """When a figure of this release is hidden, in one paragraph."""
    floors = {each.applies_to: each.value for each in settings if each.setting is SettingName.FLOORS}
    return (
        f"A figure is hidden when it rests on fewer than {floors[DisclosureRule.CHILDREN]} children, "
        f"{floors[DisclosureRule.STAFF]} practitioners or {floors[DisclosureRule.SURVEY]} answers, when all of a small "
        "group are alike, when one or two people make up a sum, or when it would let somebody work such a figure out "
        "from the others. All look the same on purpose. Hidden is not zero: a zero is shown as zero. Larger units, "
        "such as a service instead of a team, show more."
    )


def protection(settings: Sequence[PolicySetting]) -> Table:
    """How small numbers are protected: every number of the policy with its reason and source."""
    rows = tuple((each.label, each.value, each.reason, each.source) for each in settings)
    return Table(("What is decided", "Value", "Why", "Source"), rows)


def message(release: Release, counts: Sequence[SymbolCount], findings: Sequence[Finding]) -> Message:
    """How much the release holds, how much of it is hidden, and what was asked of the extracts."""
    cells = sum(count.cells for count in counts)
    hidden = sum(count.cells for count in counts if count.symbol is Symbol.CONFIDENTIAL)
    title = f"This release holds {cells:,} figures up to {formats.day(release.reference_date)}; "
    title += f"{formats.share(hidden, cells)} are hidden to protect people" if hidden else "none had to be hidden"
    asked = (
        f"{formats.how_many(len(findings), 'remark', 'remarks')} below"
        if findings
        else "nothing was found wrong with the extracts"
    )
    return Message(title, formats.sentence(asked))


def hidden_shares(counts: Sequence[SymbolCount], definitions: Mapping[str, Definition]) -> tuple[HiddenShare, ...]:
    """The measures of which anything is hidden, the most hidden first."""
    found = []
    for key, definition in definitions.items():
        own = [count for count in counts if count.measure_key == key]
        hidden = sum(count.cells for count in own if count.symbol is Symbol.CONFIDENTIAL)
        if hidden:
            found.append(HiddenShare(definition.label, hidden, sum(count.cells for count in own)))
    return tuple(sorted(found, key=lambda each: (-each.percent, each.label)))


def chart(shares: Sequence[HiddenShare]) -> charts.Figure:
    """The share of each measure's figures that is hidden, as bars from zero."""
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": [charts.row_name(each.label) for each in shares],
                "x": [round(each.percent, 1) for each in shares],
                "text": [formats.share(each.hidden, each.cells) for each in shares],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": theme.MAIN},
                "hovertemplate": "%{y}: %{text} hidden<extra></extra>",
            }
        ],
        "layout": {
            "template": theme.TEMPLATE,
            "height": len(shares) * charts.row_height(charts.row_name(each.label) for each in shares) + 50,
            "margin": {"r": 48},
            "bargap": 0.35,
            "xaxis": {"ticksuffix": "%", "range": [0, 100], "showgrid": True, "gridcolor": theme.GRID},
            "yaxis": {"autorange": "reversed", "showgrid": False},
        },
    }


def alt(shares: Sequence[HiddenShare]) -> str:
    """The chart in words."""
    most = shares[0]
    return (
        f"Bar chart of the share of figures hidden, by measure. {most.label} is hidden most often, "
        f"{formats.share(most.hidden, most.cells)} of its figures."
    )


def hidden_table(counts: Sequence[SymbolCount], definitions: Mapping[str, Definition]) -> Table:
    """For each measure and level: figures shown, and every symbol of this release that stands in place of one."""
    met = [symbol for symbol in Symbol if any(count.symbol is symbol for count in counts)]
    rows = []
    for key, definition in definitions.items():
        for level in Level:
            own = {count.symbol: count.cells for count in counts if count.measure_key == key and count.level == level}
            if own:
                numbers = (own.get(None, 0), *(own.get(symbol, 0) for symbol in met))
                rows.append((definition.label, formats.level(level).capitalize(), *(f"{each:,}" for each in numbers)))
    return Table(("Measure", "Level", "Shown", *(symbol.value for symbol in met)), tuple(rows))


def definitions(of: Iterable[Definition]) -> Table:
    """Every measure in full."""
    rows = tuple(
        (
            each.label,
            each.question,
            " ".join(formats.sentence(text) for text in (each.definition, each.caveat) if text),
            each.base_label,
            each.source,
        )
        for each in of
    )
    return Table(("Measure", "Question it answers", "Definition", "Base", "Source"), rows)


def findings(of: Sequence[Finding]) -> Table:
    """What was asked of the extracts."""
    rows = tuple(
        (each.file, each.column or "–", f"{each.count:,}" if each.count else "–", each.lines or "–", each.message)
        for each in of
    )
    return Table(("File", "Column", "Lines found", "First lines", "What was found and what to do"), rows)


def inputs(of: Sequence[InputFile]) -> Table:
    """The files, with the hash by which each can be told again."""
    rows = tuple((each.file, each.sheet or "–", each.dataset, f"{each.rows:,}", each.fingerprint) for each in of)
    return Table(("File", "Sheet", "Read as", "Rows", "Fingerprint"), rows)


def release(of: Release) -> Table:
    """The release itself."""
    return Table(
        ("About the release", "Value"),
        (
            ("Number", str(of.release_id)),
            ("Figures up to", formats.day(of.reference_date)),
            ("Made on", f"{formats.day(of.created_at.date())}, {of.created_at:%H:%M} UTC"),
            ("Disclosure control policy", of.policy),
            ("Made by Headroom version", of.software_version),
            ("Fingerprint of all inputs", of.inputs_sha256),
            ("Id of the key that replaced identifiers", of.pseudonym_key_id or "none was needed"),
        ),
    )


def symbols() -> Table:
    """What stands where a number may not."""
    rows = tuple((symbol.value, formats.sentence(words)) for symbol, words in formats.SYMBOLS.items())
    return Table(("Symbol", "What it means"), rows)
