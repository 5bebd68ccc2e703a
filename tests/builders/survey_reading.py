"""Reading a survey file beside the small sound authority, and comparing what comes of it with what was answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pandas as pd

from builders import survey_exports as exports
from builders.extracts import SOUND
from builders.survey_exports import Return, Table, put
from pipelines.contracts.check import Checked, Rejected, check
from pipelines.contracts.survey import Survey
from pipelines.finding import Finding
from pipelines.sources.inbox import Inbox, read_inbox
from pipelines.survey_files.standardise import standardise
from pipelines.surveys.definition import load_instrument
from pipelines.surveys.instrument import Item
from pipelines.surveys.scoring import score

HSE = load_instrument("hse_msit")
WAVE = "2026-03-31"
Writer = Callable[[Sequence[Return], Sequence[Item]], Table]


def outcome(folder: Path, file: str, table: Table, **said: str) -> Checked | Rejected:
    """The small sound authority with this survey file, and with a line about it in `waves` where something is said."""
    for key, rows in SOUND.items():
        if key != "survey":
            put(folder, f"{key}.csv", [list(rows[0]), *(list(row.values()) for row in rows)])
    put(folder, file, table)
    if said:
        told = {"file": file, "wave": "", **said}
        put(folder, "waves.csv", [list(told), list(told.values())])
    read = read_inbox(Inbox("marlow-vale", tuple(sorted(folder.iterdir()))))
    standardised = standardise(read.extracts)
    return check(standardised.extracts, "marlow-vale", read.findings, standardised.findings)


def answers(folder: Path, file: str, table: Table, **said: str) -> pd.DataFrame:
    read = outcome(folder, file, table, **said)
    assert isinstance(read, Checked), [found.message for found in read.findings]
    return read.frames["survey"]


def findings(folder: Path, file: str, table: Table, **said: str) -> list[Finding]:
    return [found for found in outcome(folder, file, table, **said).findings if found.dataset in {"survey", "waves"}]


def expected(given: Sequence[Return], asked: Sequence[Item]) -> pd.DataFrame:
    return pd.DataFrame([{item.code: each.answers[item.code] or None for item in asked} for each in given])


def same(frame: pd.DataFrame, given: Sequence[Return], asked: Sequence[Item]) -> None:
    """Team, wave and every answer by respondent are those that were given, and so is every score."""
    assert frame[Survey.team_id].tolist() == [each.team for each in given]
    assert set(frame[Survey.wave].dt.strftime("%Y-%m-%d")) == {WAVE}
    told = expected(given, asked)
    for item in asked:
        assert [None if pd.isna(answer) else answer for answer in frame[item.code]] == [
            None if pd.isna(answer) else answer for answer in told[item.code]
        ], item.code
    for key in (*exports.OWN, "hse_msit"):
        instrument = load_instrument(key)
        if instrument.items[0] in asked:
            pd.testing.assert_frame_equal(
                score(frame.reset_index(drop=True), instrument), score(told, instrument), check_dtype=False
            )


PRODUCTS: dict[str, tuple[str, Writer]] = {
    "Microsoft Forms XLSX": (f"Staff survey {WAVE}(1-24).xlsx", exports.microsoft_forms),
    "Microsoft Forms CSV": (f"wellbeing_{WAVE}.csv", exports.microsoft_forms),
    "Google Forms CSV": (f"Staff survey {WAVE}.csv", exports.google_forms),
    "Google Forms grid": (f"responses {WAVE}.csv", exports.google_grid),
    "SurveyMonkey CSV": (f"survey_{WAVE}.csv", exports.survey_monkey),
    "SurveyMonkey XLSX": (f"Sheet {WAVE}.xlsx", exports.survey_monkey),
    "Qualtrics choice text": (f"Wellbeing_{WAVE}.csv", exports.qualtrics),
    "Online Surveys CSV": (f"results-for-staff-{WAVE}.csv", exports.online_surveys),
    "own codes": ("survey.csv", exports.plain),
    "long by item code": ("answers.csv", exports.long),
    "long by question text": ("answers.csv", partial(exports.long, by_text=True)),
}
