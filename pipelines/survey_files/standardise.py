"""THE STORY of a survey file: laid out, recognised, dropped, answered, and told, before its contract is checked.

What lives here: the order of these steps, for every survey file of an inbox. What does not: any of them (beside this
file), or the contract (`contracts.survey`). Nothing is written; what comes out is an extract as any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pipelines.contracts.headings import COLUMNS_BY_HEADING, as_compared
from pipelines.contracts.recognise import dataset_named, recognise
from pipelines.contracts.survey import Survey
from pipelines.contracts.waves import Waves
from pipelines.finding import Finding, FindingSeverity
from pipelines.sources.cells import coded_texts
from pipelines.sources.extract import Extract
from pipelines.sources.folding import folded
from pipelines.survey_files import sentences as say
from pipelines.survey_files.answers import Answers, read_answers
from pipelines.survey_files.direction import CERTAIN, LIKELY, rising_together
from pipelines.survey_files.joining import days_of, is_plain, joined_surveys, waves_again
from pipelines.survey_files.layout import Layout, asking_who, layout_of, undeclared
from pipelines.survey_files.long_form import long_columns, turned
from pipelines.survey_files.settings import Setting, date_in_name, settings_of, stem, team_codes
from pipelines.survey_files.wording import Asked, items_of, numbers_alone

ALWAYS_READ = frozenset({Survey.wave, Survey.team_id, Survey.sis1, Survey.sis4})


@dataclass(frozen=True, slots=True)
class Standardised:
    """The extracts of an inbox with its survey files in the form of the contract, and what was found in those.

    A file with an error is not among them: what is wrong with it is among the findings. `asked`: which questionnaires
    are in them, by wave.
    """

    extracts: tuple[Extract, ...]
    findings: tuple[Finding, ...]
    asked: tuple[Questionnaire, ...] = ()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What a wave asked with: an instrument in a version, empty for the first."""

    wave: date
    instrument_id: str
    version: str


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """One survey file: the extract if it can be used, and what was found."""

    extract: Extract | None
    findings: tuple[Finding, ...]
    asked: tuple[Questionnaire, ...] = ()


def standardise(extracts: Sequence[Extract]) -> Standardised:
    """Survey files as exported become one survey extract; every other extract stays as it is.

    So does a survey file that has the form of the contract already and only the two questions that measures rest on.
    """
    recognised = recognise(extracts)
    settings, teams = settings_of(recognised), team_codes(recognised)
    others: list[Extract] = []
    exports: list[tuple[Extract, Setting]] = []
    for extract, key in recognised:
        setting = settings.get(stem(extract.file))
        if key != Waves.key and _is_export(extract, key, setting):
            exports.append((extract, setting or Setting()))
        else:
            others.append(extract)
    read = [_read(extract, setting, teams) for extract, setting in exports]
    findings = tuple(found for one in read for found in one.findings)
    usable = [one.extract for one in read if one.extract is not None]
    if usable and len(usable) == len(read):
        # A plain file of earlier waves lies beside the export of a new one.
        plain = [other for other in others if is_plain(other)]
        others = [other for other in others if not is_plain(other)]
        again = tuple(waves_again([*plain, *usable]))
        findings += again
        usable = [] if again else [joined_surveys([*plain, *usable])]
    return Standardised((*others, *usable), findings, tuple(one for each in read for one in each.asked))


def _is_export(extract: Extract, key: str | None, setting: Setting | None) -> bool:
    if setting is not None:
        # The name of a file stands for all its sheets, among which may be other datasets.
        return extract.sheet is None or dataset_named(extract.sheet) in {None, Survey.key}
    if key not in {None, Survey.key}:
        return False
    headings = {as_compared(heading) for heading in extract.headings if as_compared(heading)}
    declared = COLUMNS_BY_HEADING[Survey.key]
    if key == Survey.key and headings <= declared.keys():
        supplied = {declared[heading] for heading in headings}
        return not supplied <= ALWAYS_READ or Survey.wave not in supplied
    layout = layout_of(extract)
    if key == Survey.key and any(numbers_alone(layout.questions)):
        return True
    is_known = layout.product is not None or long_columns(extract) is not None
    if key == Survey.key and is_known:
        return True
    items = items_of(layout.questions, ())
    by_wording = [at for at in items if as_compared(extract.headings[at]) not in declared]
    # Nothing else asks a team the questions of an instrument, whatever the file is called.
    is_asked_of_teams = key is None and bool(items and layout.team)
    return bool(by_wording) or is_asked_of_teams or (key is None and is_known and _names_items(extract))


def _names_items(extract: Extract) -> bool:
    """Whether a file of one line for each answer asks a question of a known instrument."""
    columns = long_columns(extract)
    if columns is None:
        return False
    texts = extract.cells.iloc[:, columns[1]].astype("category").cat.categories
    return bool(items_of([(text,) for text in texts], ()))


def _read(extract: Extract, setting: Setting, teams: Mapping[str, str]) -> _Read:
    columns = long_columns(extract)
    if columns is None:
        return _read_wide(say.About(extract), setting, teams)
    wide = turned(extract, columns, setting.left_out)
    faults = say.long_faults(
        say.About(extract), wide.answered_twice, wide.without_respondent, wide.in_two_teams, wide.left_over
    )
    if faults:
        return _Read(None, tuple(faults))
    about = say.About(wide.extract, _question_number)
    return _read_wide(about, replace(setting, left_out=()), teams, "one line for each answer")


def _question_number(position: int) -> str:
    return f"question {position + 1}"


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """One file with what its columns are: `items` by position, enabled or not; `left_out` as `waves` says."""

    about: say.About
    name: str
    layout: Layout
    questions: Sequence[Sequence[str]]
    items: Mapping[int, Asked]
    left_out: Sequence[int]
    setting: Setting


def _asked(about: say.About, setting: Setting, name: str) -> _Asked:
    layout = layout_of(about.extract)
    left_out = [at for at in setting.left_out if at < len(layout.questions)]
    aside = {*layout.beside, *layout.team, *layout.wave, *left_out}
    questions = [() if at in aside else texts for at, texts in enumerate(layout.questions)]
    items = items_of(questions, setting.instruments)
    return _Asked(about, name or layout.name, layout, questions, items, left_out, setting)


def _read_wide(about: say.About, setting: Setting, teams: Mapping[str, str], name: str = "") -> _Read:
    file = _asked(about, setting, name)
    if refused := _refused(file):
        return _Read(None, tuple(refused))
    layout = file.layout
    items = {at: each for at, each in file.items.items() if each.instrument.enabled}
    answers = {at: read_answers(layout.cells.iloc[:, at], each, setting.values_are) for at, each in items.items()}
    wave, faults = _wave(about, layout, setting)
    team, unknown = _team(layout, teams)
    if unknown:
        faults.append(say.unknown_team(about, unknown))
    faults += _faults(about, layout, items, answers, setting)
    told = say.report(about, file.name, list(items.values()), len(layout.cells), days_of(wave))
    cells = {str(Survey.wave): wave, str(Survey.team_id): team} | {
        items[at].item.code: answer.given for at, answer in sorted(answers.items())
    }
    made = pd.DataFrame(cells, index=layout.cells.index, copy=False)
    extract = replace(about.extract, headings=tuple(cells), cells=made)
    is_wrong = any(found.severity is FindingSeverity.ERROR for found in faults)
    used = dict.fromkeys(each.instrument.id for each in items.values())
    asked = tuple(Questionnaire(day, used_id, setting.version) for day in days_of(wave) for used_id in used)
    return _Read(None if is_wrong else extract, (told, *_dropped(file), *faults), asked)


def _refused(file: _Asked) -> list[Finding]:
    """Why no cell of the file is looked at."""
    about, layout, declared = file.about, file.layout, file.setting.instruments
    unknown = undeclared(layout, list(file.items), file.left_out)
    numbered = [at for at, _ in numbers_alone(file.questions) if at in unknown]
    if unknown and numbered == unknown and not declared:
        return [say.numbers_without_instrument(about, numbered)]
    if unknown:
        return [say.could_identify(about, file.name, unknown, asking_who(layout, unknown))]
    if not any(each.instrument.enabled for each in file.items.values()):
        return [say.no_question(about, file.name)]
    other = sorted(at for at, each in file.items.items() if declared and each.instrument not in declared)
    found = [say.other_instrument(about, declared, other)] if other else []
    standing: dict[str, list[int]] = {str(Survey.team_id): [*layout.team], str(Survey.wave): [*layout.wave]}
    for at, each in sorted(file.items.items()):
        standing.setdefault(each.item.code, []).append(at)
    found += [say.headed_twice(about, code, places) for code, places in standing.items() if len(places) > 1]
    return found if layout.team else [*found, say.no_team(about)]


def _dropped(file: _Asked) -> tuple[Finding, ...]:
    beside = {at: kind for at, kind in file.layout.beside.items() if at not in file.left_out}
    off = [each for each in file.items.values() if not each.instrument.enabled]
    return (
        *((say.dropped_unread(file.about, beside),) if beside else ()),
        *((say.left_out(file.about, file.left_out),) if file.left_out else ()),
        *((say.not_enabled(file.about, off),) if off else ()),
    )


def _wave(about: say.About, layout: Layout, setting: Setting) -> tuple[pd.Categorical, list[Finding]]:
    """The census day of each return as text, from the file, from `waves`, or from the file's name."""
    if layout.wave:
        cells = layout.cells.iloc[:, layout.wave[0]].cat
        own = coded_texts(cells.codes.to_numpy(), list(cells.categories))
        days = set(days_of(own))
        contradicts = setting.wave is not None and bool(days - {setting.wave})
        return own, [say.two_waves(about)] if contradicts else []
    day = setting.wave or date_in_name(about.extract.file)
    everywhere = np.zeros(len(layout.cells), dtype=np.intp)
    if day is None:
        return coded_texts(everywhere, [None]), [say.no_wave(about)]
    return coded_texts(everywhere, [day.isoformat()]), []


def _team(layout: Layout, teams: Mapping[str, str]) -> tuple[pd.Categorical, list[int]]:
    """The code of each return's team, and the lines of those that are none; as received where no teams are known."""
    cells: Any = layout.cells.iloc[:, layout.team[0]].cat
    codes, texts = cells.codes.to_numpy(), list(cells.categories)
    if not teams:
        return coded_texts(codes, texts), []
    known = [teams.get(folded(text)) for text in texts]
    nowhere = np.array([*(code is None for code in known), False])[codes]
    return coded_texts(codes, known), [int(line) for line in layout.cells.index[nowhere]]


def _faults(
    about: say.About, layout: Layout, items: Mapping[int, Asked], answers: Mapping[int, Answers], setting: Setting
) -> list[Finding]:
    """What is wrong with the answers."""
    unread = sorted(at for at, answer in answers.items() if answer.unread.any())
    if unread:
        cells = sum(int(answers[at].unread.sum()) for at in unread)
        return [say.say_what_numbers_are(about, unread, cells)]
    lines = layout.cells.index
    found = [
        say.not_understood(about, items[at], at, [int(line) for line in lines[answer.unknown]])
        for at, answer in sorted(answers.items())
        if answer.unknown.any()
    ]
    numbers = {items[at].item.code: answer.given for at, answer in answers.items() if answer.are_numbers}
    for instrument in dict.fromkeys(each.instrument.id for each in items.values()):
        whole = next(each.instrument for each in items.values() if each.instrument.id == instrument)
        surely = rising_together(numbers, whole)
        if setting.values_are and surely is not None and surely > LIKELY:
            found.append(say.turned_round(about, whole, setting.values_are, certain=surely > CERTAIN))
    return found
