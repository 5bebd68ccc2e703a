"""What is said about a survey file: its report, and what is wrong with it. No cell and no unknown heading is repeated.

What lives here: sentences. What does not: what they are about (beside this file).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.contracts.rules import Rule, finding
from pipelines.contracts.survey import Survey
from pipelines.contracts.waves import POSITION, SCORED
from pipelines.finding import Finding
from pipelines.sources.extract import Extract
from pipelines.sources.lines import column_letters, counted, line_words, listing
from pipelines.survey_files.products import NAMES_PEOPLE, Beside
from pipelines.survey_files.wording import Asked
from pipelines.surveys.instrument import Instrument

MOST_NAMED, FEW_WAVES = 10, 3
TELL = "Say so in a file called waves (columns file, wave, values_are, instrument, leave_out)"


@dataclass(frozen=True, slots=True)
class About:
    """The file that is spoken of, and how one of its columns is called by its position."""

    extract: Extract
    call: Callable[[int], str] = column_letters

    def tell(self, rule: Rule, message: str, *, column: str = "", lines: Sequence[int] = (), count: int = 0) -> Finding:
        """A finding about this file."""
        told = finding(rule, Survey.key, self.extract, message, column=column, lines=lines)
        return replace(told, count=count) if count else told

    def columns(self, positions: Sequence[int]) -> str:
        """`2 columns (K, L)`."""
        named = [self.call(position) for position in positions[:MOST_NAMED]]
        more = ["…"] if len(positions) > MOST_NAMED else []
        return f"{counted(len(positions), 'column')} ({', '.join([*named, *more])})"


def report(about: About, layout: str, items: Sequence[Asked], returns: int, waves: Sequence[date]) -> Finding:
    """What was recognised, before anything is scored."""
    number = Counter(asked.instrument.id for asked in items)
    instruments = {asked.instrument.id: asked.instrument for asked in items}
    recognised = [
        f"{number[key]} of {len(instrument.items)} questions of {instrument.title}"
        for key, instrument in instruments.items()
    ]
    of_wave = f" of {_waves(waves)}" if waves else ""
    message = f"Read as {layout}: {counted(returns, 'return')}{of_wave} with {listing(recognised)}."
    return about.tell(Rule.SURVEY_READ, message, count=returns)


def _waves(waves: Sequence[date]) -> str:
    if len(waves) > FEW_WAVES:
        return f"{len(waves)} waves from {waves[0]:%-d %B %Y} to {waves[-1]:%-d %B %Y}"
    return listing([f"{wave:%-d %B %Y}" for wave in waves])


def dropped_unread(about: About, beside: Mapping[int, Beside]) -> Finding:
    """The columns that a product adds, by kind."""
    kinds = [
        f"{kind} ({', '.join(about.call(position) for position in sorted(beside) if beside[position] is kind)})"
        for kind in Beside
        if kind in beside.values()
    ]
    advice = ""
    if not NAMES_PEOPLE.isdisjoint(beside.values()):
        advice = " Set the survey to collect anonymous returns, and delete this copy after the release."
    message = f"{counted(len(beside), 'column')} beside the answers were dropped unread: {listing(kinds)}.{advice}"
    if len(beside) == 1:
        message = message.replace(" were ", " was ", 1)
    return about.tell(Rule.COLUMN_IDENTIFIES, message, count=len(beside))


def left_out(about: About, positions: Sequence[int]) -> Finding:
    """Columns that `waves` says to drop."""
    message = f"{about.columns(positions)} left out unread, as waves says."
    return about.tell(Rule.COLUMN_DECLARED, message, count=len(positions))


def not_enabled(about: About, items: Sequence[Asked]) -> Finding:
    """Questions of instruments that are off."""
    titles = dict.fromkeys(asked.instrument.title for asked in items)
    message = (
        f"{counted(len(items), 'column')} with questions of {listing(list(titles))} left out unread: this is not "
        "enabled."
    )
    return about.tell(Rule.COLUMN_DECLARED, message, count=len(items))


def could_identify(about: About, layout: str, positions: Sequence[int], asking: Sequence[int]) -> Finding:
    """Columns that nobody declared: the file is refused."""
    why = f" {about.columns(asking)} asks who somebody is." if asking else ""
    message = (
        f"{about.columns(positions)} in what looks like {layout}: neither questions of a known instrument nor columns "
        f"that such an export adds by itself, so they could say who answered.{why} The file was not read any further. "
        "Take them out at their source, or list their letters under leave_out in a file called waves: then they are "
        "dropped unread."
    )
    return about.tell(Rule.NO_PERSON_IN_SURVEY, message, count=len(positions))


def numbers_without_instrument(about: About, positions: Sequence[int]) -> Finding:
    """Columns headed by numbers alone, of no instrument that is known."""
    message = (
        f"{about.columns(positions)} headed by numbers alone, and it is not said whose questions these are. {TELL}, "
        "under instrument."
    )
    return about.tell(Rule.INSTRUMENT_KNOWN, message, count=len(positions))


def no_question(about: About, layout: str) -> Finding:
    """A survey file without any question that is known."""
    message = (
        f"No question of a known instrument was found in what looks like {layout}. Head each column with the question "
        "as it was asked, or with the code of its item."
    )
    return about.tell(Rule.INSTRUMENT_KNOWN, message)


def other_instrument(about: About, declared: Sequence[Instrument], positions: Sequence[int]) -> Finding:
    """Questions of an instrument that `waves` does not name for this file."""
    titles = listing([instrument.title for instrument in declared])
    message = (
        f"{about.columns(positions)} holds questions of another instrument than {titles}, which waves names. Name all "
        "instruments of the file there, separated by semicolons."
    )
    return about.tell(Rule.INSTRUMENT_KNOWN, message, count=len(positions))


def headed_twice(about: About, what: str, positions: Sequence[int]) -> Finding:
    """One item, or the team, in several columns."""
    letters = listing([about.call(position) for position in positions])
    message = f"{what} stands more than once, in columns {letters}. Keep the one that is meant."
    return about.tell(Rule.COLUMN_ONCE, message, column=what)


def no_team(about: About) -> Finding:
    """No column says the team."""
    message = "No column says the team. Head it team_id, team, or with the question: Which team do you work in?"
    return about.tell(Rule.COLUMN_PRESENT, message, column=Survey.team_id)


def unknown_team(about: About, lines: Sequence[int]) -> Finding:
    """Teams that are neither code nor name of one."""
    message = f"team_id: {line_words(lines)} with a team that the teams extract has neither as code nor as name."
    return about.tell(Rule.REFERENCE_KNOWN, message, column=Survey.team_id, lines=lines)


def no_wave(about: About) -> Finding:
    """Nothing says when the survey was held."""
    message = (
        "The census day of this wave is not known. Put it into the name of the file (survey 2026-03-31.csv), or into "
        "the column wave of a file called waves."
    )
    return about.tell(Rule.WAVE_KNOWN, message, column=Survey.wave)


def two_waves(about: About) -> Finding:
    """The file and `waves` say different days."""
    message = (
        "The column wave of this file holds other days than waves says for it. Correct one, or leave it blank there."
    )
    return about.tell(Rule.WAVE_KNOWN, message, column=Survey.wave)


def wave_again(about: About, month: str, first: str) -> Finding:
    """One wave in two files."""
    message = (
        f"The wave of {month} is in {first}, too, so the same people could be counted twice. Keep the export that "
        "holds all returns; two questionnaires of one month cannot be told apart by person."
    )
    return about.tell(Rule.WAVE_KNOWN, message, column=Survey.wave)


def say_what_numbers_are(about: About, positions: Sequence[int], cells: int) -> Finding:
    """Numbers in place of answers: nobody guesses."""
    message = (
        f"{about.columns(positions)} with numbers in place of answers, and it is not said what they are. {TELL}: under "
        "values_are write position (the place of the answer as ticked, the first is 1) or scored (questions that are "
        "put the other way were turned round already)."
    )
    return about.tell(Rule.VALUES_ARE, message, count=cells)


def not_understood(about: About, asked: Asked, position: int, lines: Sequence[int]) -> Finding:
    """Cells that are no answer to their question; only the instrument's own labels are said."""
    labels = listing([f"“{option.label}”" for option in asked.item.options], "or")
    message = (
        f"{asked.item.code} (column {about.call(position)}): {counted(len(lines), 'answer')} not understood "
        f"({line_words(lines)}). An answer is {labels}."
    )
    return about.tell(Rule.CODE_KNOWN, message, column=asked.item.code, lines=lines)


def turned_round(about: About, instrument: Instrument, values_are: str, *, certain: bool) -> Finding:
    """The answers fit the other meaning of the numbers, surely or perhaps."""
    said, other = (POSITION, SCORED) if values_are == POSITION else (SCORED, POSITION)
    rise = "rise" if certain else "seem to rise"
    advice = "Look at one paper form, and correct values_are"
    message = (
        f"waves says that numbers are {said}, but in {instrument.title} questions that are put the other way {rise} "
        f"with the others. They do so where numbers are {other}. {advice}{'' if certain else ' if it is wrong'}."
    )
    return about.tell(Rule.ANSWERS_TURNED if certain else Rule.ANSWERS_MAY_BE_TURNED, message)


def long_faults(
    about: About, twice: Sequence[int], nameless: Sequence[int], apart: Sequence[int], left_over: Sequence[int]
) -> list[Finding]:
    """What is wrong with a file of one line for each answer."""
    found = []
    if twice:
        message = (
            f"A question is answered twice by the same respondent ({line_words(twice)}). Keep the one that is meant."
        )
        found.append(about.tell(Rule.COLUMN_ONCE, message, lines=twice))
    if nameless:
        message = f"Every line needs a respondent and a question ({line_words(nameless)})."
        found.append(about.tell(Rule.FILLED_IN, message, lines=nameless))
    if apart:
        message = f"The same respondent has two teams or two waves (first seen in {line_words(apart)})."
        found.append(about.tell(Rule.ROWS_AGREE, message, lines=apart))
    if left_over:
        found.append(could_identify(about, "one line for each answer", left_over, ()))
    return found
