"""What would help, in words: the first line, what each lever would do, and what the sums take for granted.

What lives here: sentences and table rows about scenarios. What does not: the sums (`scenarios`, `outcomes`), or how a
figure is written (`formats`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard import formats, scenarios
from dashboard.cells import Definition
from dashboard.exhibits import Table
from dashboard.messages import Message
from dashboard.outcomes import Levers, Outcome
from dashboard.readings import LIMIT
from dashboard.scenarios import Load, Training
from dashboard.starting_points import COVER, GAP, LOAD, PER_FTE, Start
from pipelines.published import Severity

Definitions = Mapping[str, Definition]
NO_SHOW: Final = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what would follow: a label whose colour repeats its words, then a sentence."""

    state: Severity | None
    label: str
    text: str


def more_practitioners(number: float) -> str:
    """`4.5 more full-time practitioners`, `half a full-time practitioner more`."""
    if number == scenarios.STEP:
        return "half a full-time practitioner more"
    return f"{number:g} more full-time practitioner{'' if number == 1 else 's'}"


def cases(number: int, which: str = "") -> str:
    """`one case`, `65 cases`, `65 fewer cases`."""
    return formats.how_many(number, f"{which} case".strip(), f"{which} cases".strip())


def message(start: Start, others: Sequence[Start], limit: float | None, when: str, definitions: Definitions) -> Message:
    """What each lever alone would have to be; then where the team stands, and the room elsewhere."""
    name, load = start.unit.name, start.load
    if load is None:
        return Message(f"What would lighten the load of {name} cannot be worked out", _without_load(start, definitions))
    return Message(
        _title(name, load, limit), f"{_stands(start, load, when, definitions)} {_room(load, others)}".strip()
    )


def _without_load(start: Start, definitions: Definitions) -> str:
    """The load where it is shown all the same; then where to look on."""
    ratio = start.value(LOAD)
    stands = f"It is at {formats.number(ratio, definitions[LOAD])} of the limit. " if ratio is not None else ""
    return f"{stands}Which figures are missing is below{', and what training would do' if start.training else ''}."


def _title(name: str, load: Load, limit: float | None) -> str:
    if load.over:
        fewer = cases(scenarios.cases_to_move(load), "fewer")
        needed = fewer
        if limit is not None:
            needed = f"{more_practitioners(scenarios.practitioners_needed(load, limit))}, or {fewer},"
        return f"{name} needs {needed} to be within the limit"
    if load.room:
        return f"{name} is within the limit, with room for {cases(load.room)}"
    return f"{name} is at the limit"


def _stands(start: Start, load: Load, when: str, definitions: Definitions) -> str:
    ratio = formats.number(load.percent, definitions[LOAD])
    said = f"It holds {cases(round(load.cases))} ({when}): {ratio} of what the limit allows for its hours"
    if start.per_fte is not None:
        said += f", {formats.amount(start.per_fte, definitions[PER_FTE])}"
    return formats.sentence(said)


def _room(load: Load, others: Sequence[Start]) -> str:
    if not others:
        return "No other team of the authority can be shown as one that could take cases."
    room = sum(each.load.room for each in others if each.load)
    those = formats.how_many(len(others), "other team that can be shown has", "other teams that can be shown have")
    return formats.sentence(f"the {those} room for {_enough(room, scenarios.cases_to_move(load))}")


def _enough(room: int, needed: int) -> str:
    """`13 cases in all, fewer than the 65 that would have to move`."""
    said = f"{cases(room)} in all" if room else "no further case"
    return f"{said}, fewer than the {needed} that would have to move" if 0 < room < needed else said


def lines(start: Start, levers: Levers, then: Outcome, definitions: Definitions) -> Iterator[Line]:
    """What the levers would do, one line each; a lever that is not moved says nothing."""
    if start.load and then.load and levers.move_load:
        yield _load_line(start.load, then.load, definitions[LOAD], "")
        if start.per_fte and then.per_fte is not None:
            before, after = (formats.number(each, definitions[PER_FTE]) for each in (start.per_fte, then.per_fte))
            text = f"{before} would become {after} (the Department for Education's count, which knows no limit)"
            yield Line(None, "Cases per full-time practitioner", formats.sentence(text))
    if levers.cases and levers.to and levers.to.load and then.receiver:
        yield _load_line(levers.to.load, then.receiver, definitions[LOAD], levers.to.unit.name)
    if levers.trained and start.training and then.training:
        yield _training_line(start.training, then.training, definitions[COVER])
        yield from _gap_line(start, then, definitions)


def _load_line(before: Load, after: Load, definition: Definition, name: str) -> Line:
    """How `138% of the limit would become 112%; still over` is put."""
    was, now = (formats.rounded(each.percent, definition) for each in (before, after))
    over = now > LIMIT.value
    verdict = ("still over" if was > LIMIT.value else "over the limit") if over else "within the limit"
    numbers = [formats.number(each.percent, definition) for each in (before, after)]
    whose = f"{name}: " if name else ""
    return Line(
        Severity.WARNING if over else Severity.IMPROVEMENT,
        verdict.capitalize(),
        formats.sentence(f"{whose}{numbers[0]} of the limit would become {numbers[1]}; {verdict}"),
    )


def _training_line(before: Training, after: Training, definition: Definition) -> Line:
    was, now = (formats.number(each.cover, definition) for each in (before, after))
    text = (
        f"{before.trained} of {before.practitioners} practitioners with current online abuse training ({was}) "
        f"would become {after.trained} ({now})"
    )
    return Line(None, "Training", formats.sentence(text))


def _gap_line(start: Start, then: Outcome, definitions: Definitions) -> Iterator[Line]:
    if start.exposure is None or then.gap is None or then.gap_at_most is None:
        return
    before, average, first = (
        formats.number(each, definitions[GAP]) for each in (start.exposure.gap, then.gap, then.gap_at_most)
    )
    text = (
        f"{before} of online abuse cases are held without that training; that would become about {average} if people "
        f"are chosen without regard to their cases, {first} or less if those who hold such cases come first"
    )
    yield Line(None, "Online abuse cases", formats.sentence(text))


def table(start: Start, levers: Levers, then: Outcome, definitions: Definitions) -> Table:
    """Every figure before and after; a dash where it may not be shown."""
    rows = []
    if start.load and then.load:
        rows.append(_row(definitions[LOAD], start.load.percent, then.load.percent))
        rows.append(("Cases held", f"{start.load.cases:,.0f}", f"{then.load.cases:,.0f}"))
    if start.per_fte and then.per_fte is not None:
        rows.append(_row(definitions[PER_FTE], start.per_fte, then.per_fte))
    if levers.to and levers.to.load and then.receiver:
        name, before = levers.to.unit.name, levers.to.load
        rows.append(
            (f"{name}: share of the limit", *_row(definitions[LOAD], before.percent, then.receiver.percent)[1:])
        )
        rows.append((f"{name}: cases held", f"{before.cases:,.0f}", f"{then.receiver.cases:,.0f}"))
    if start.training and then.training:
        rows.append(_row(definitions[COVER], start.training.cover, then.training.cover))
    if start.exposure and then.gap is not None:
        rows.append(_row(definitions[GAP], start.exposure.gap, then.gap))
    return Table(("Figure", "Now", "Would be"), tuple(rows))


def _row(definition: Definition, before: float, after: float) -> tuple[str, str, str]:
    return (definition.label, formats.number(before, definition), formats.number(after, definition))


def assumptions(start: Start, limit: float | None, when: str, definitions: Definitions) -> Iterator[str]:
    """What the sums take for granted, one sentence or two each."""
    if start.load is not None:
        if limit is not None:
            yield (
                f"The limit is {limit:g} cases for a full-time practitioner with all hours for cases. "
                "England has no statutory number."
            )
            yield (
                "Somebody who joins has all hours for cases from the first day: no induction, no smaller caseload for "
                "the newly qualified, no absence."
            )
        yield "Cases that move are average ones: no more and no less work than those that stay."
        yield _unallocated(start, start.load, definitions)
    if start.training is not None and start.exposure is not None:
        yield (
            "Online abuse cases held without training are with the team’s untrained practitioners. Who holds how many "
            "is not known here, so two figures are given: people chosen without regard to their cases, on average; and "
            "those who hold most of these cases first, at worst. The table has the first."
        )
    yield (
        f"The figures are those published for {when}. They are rounded, so a result may be out by one percentage point "
        "or one case. Demand, leavers and absence are taken to stay as they are. Nothing that you try here is kept."
    )


def _unallocated(start: Start, load: Load, definitions: Definitions) -> str:
    held = "Cases held are the team’s open cases less those that nobody holds."
    if not start.unallocated:
        return held
    given_out = formats.number(scenarios.with_cases(load, start.unallocated).percent, definitions[LOAD])
    nobodys = formats.how_many(start.unallocated, "case that nobody holds is", "cases that nobody holds are")
    return f"{held} The {nobodys} not in its load; given out within the team they would make it {given_out}."


NEEDS: Final = ("Team", "Of the limit", "Practitioners needed", "Or cases to move")


def needs(starting: Sequence[Start], cells: Sequence[str], limit: float | None) -> Table:
    """For each team what either lever alone would have to be; `cells` are the loads as written, hidden ones too."""
    return Table(NEEDS, tuple(_need(each, cell, limit) for each, cell in zip(starting, cells, strict=True)))


def _need(start: Start, cell: str, limit: float | None) -> tuple[str, str, str, str]:
    load = start.load
    if load is None:
        return (start.unit.name, cell, NO_SHOW, NO_SHOW)
    if not load.over:
        return (start.unit.name, cell, "none", f"room for {load.room}" if load.room else "no room")
    people = NO_SHOW if limit is None else f"{scenarios.practitioners_needed(load, limit):.1f}"
    return (start.unit.name, cell, people, f"{scenarios.cases_to_move(load)}")


def all_teams(starting: Sequence[Start], where: str, limit: float | None) -> Message:
    """For a service or authority: what all its teams over the limit would need, and the room in the others."""
    shown = [each.load for each in starting if each.load]
    over = [load for load in shown if load.over]
    if not shown:
        missing = dict.fromkeys(each for team in starting for each in team.missing)
        why = formats.sentence(f"what is missing: {'; '.join(missing)}") if missing else ""
        return Message(f"What would lighten the load of the teams of {where} cannot be worked out", why)
    if not over:
        return Message(
            f"No team of {where} that can be shown is over the limit",
            "Choose a team to try what would help.",
        )
    fewest, room = sum(map(scenarios.cases_to_move, over)), sum(load.room for load in shown)
    needed = cases(fewest, "fewer")
    if limit is not None:
        people = more_practitioners(sum(scenarios.practitioners_needed(load, limit) for load in over))
        needed = f"{people}, or {needed}"
    teams = formats.how_many(len(over), "team over the limit needs", "teams over the limit need")
    those = formats.how_many(len(shown), "team that can be shown has", "teams that can be shown have")
    said = f"The {those} room for {_enough(room, fewest)}."
    return Message(f"{teams.capitalize()} {needed}", f"{said} Choose a team to try what would help it.")
