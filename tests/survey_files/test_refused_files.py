"""Survey files that are refused, and what is said: never a value, always what to do."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from builders import survey_exports as exports
from builders.extracts import SOUND
from builders.survey_exports import Table, items, put, returns
from builders.survey_reading import HSE, WAVE, answers, findings, outcome, same
from openpyxl import Workbook

from pipelines.contracts.check import Rejected
from pipelines.sources.inbox import Inbox, read_inbox
from pipelines.survey_files.standardise import standardise

FORMS = f"Staff {WAVE}.csv"


def errors(folder: Path, file: str, table: Table, **said: str) -> list[tuple[str, str]]:
    """Rule and sentence of each error."""
    read = outcome(folder, file, table, **said)
    assert isinstance(read, Rejected), "It was accepted"
    return [(str(found.rule), found.message) for found in read.findings if found.severity == "error"]


def changed(table: Table, line: int, column: int, cell: str) -> Table:
    rows = [list(row) for row in table]
    rows[line - 1][column] = cell
    return rows


def with_column(table: Table, heading: str, cells: Sequence[str]) -> Table:
    return [[*row, cell] for row, cell in zip(table, [heading, *cells], strict=True)]


def google(number: int = 12) -> Table:
    return exports.google_forms(returns(number), items())


def test_numbers_of_which_nobody_said_what_they_are(tmp_path: Path) -> None:
    table = exports.numbered(returns(12, ("hse_msit",)), HSE)
    ((rule, sentence),) = errors(tmp_path, "hse.csv", table, wave=WAVE, instrument="hse_msit")
    assert rule == "values_are"
    assert sentence.startswith("35 columns (B, C, D, E, F, G, H, I, J, K, …) with numbers in place of answers")
    assert "under values_are write position" in sentence


def test_numbers_above_columns_of_no_known_instrument(tmp_path: Path) -> None:
    table = exports.numbered(returns(12, ("hse_msit",)), HSE)
    assert [rule for rule, _ in errors(tmp_path, "survey hse.csv", table, wave=WAVE)] == ["instrument_known"]


def test_scores_that_are_said_to_be_positions(tmp_path: Path) -> None:
    table = exports.numbered(returns(30, ("hse_msit",)), HSE, already_scored=True)
    ((rule, sentence),) = errors(tmp_path, "hse.csv", table, wave=WAVE, instrument="hse_msit", values_are="position")
    assert rule == "answers_turned"
    assert "They do so where numbers are scored." in sentence


def test_a_wave_in_the_file_that_is_not_that_of_waves(tmp_path: Path) -> None:
    table = exports.plain(returns(12), items())
    assert [rule for rule, _ in errors(tmp_path, "survey.csv", table, wave="2026-04-30")] == ["wave_known"]


def test_two_lines_in_waves_for_one_file(tmp_path: Path) -> None:
    put(tmp_path, "waves.xlsx", [["file", "wave"], [FORMS, WAVE], [FORMS, "2026-04-30"]])
    assert "row_unique" in [rule for rule, _ in errors(tmp_path, FORMS, google())]


def test_no_wave_anywhere(tmp_path: Path) -> None:
    assert [rule for rule, _ in errors(tmp_path, "Staff.csv", google())] == ["wave_known"]


@pytest.mark.parametrize("name", ["Staff 2026-03-31 to 2026-04-30.csv", "Staff 2026-02-30.csv"])
def test_a_name_with_two_days_or_with_none_that_there_is_says_no_wave(tmp_path: Path, name: str) -> None:
    assert [rule for rule, _ in errors(tmp_path, name, google())] == ["wave_known"]


def test_a_team_that_there_is_not(tmp_path: Path) -> None:
    ((rule, sentence),) = errors(tmp_path, FORMS, changed(google(), 4, 2, "Sentinel team"))
    assert (rule, sentence) == (
        "reference_known",
        "team_id: line 4 with a team that the teams extract has neither as code nor as name.",
    )


def test_no_team_at_all(tmp_path: Path) -> None:
    table = [[*row[:2], *row[3:]] for row in google()]
    assert [rule for rule, _ in errors(tmp_path, FORMS, table)] == ["column_present"]


def test_a_return_without_a_team(tmp_path: Path) -> None:
    assert [rule for rule, _ in errors(tmp_path, FORMS, changed(google(), 3, 2, ""))] == ["filled_in"]


def test_an_answer_that_is_none(tmp_path: Path) -> None:
    ((rule, sentence),) = errors(tmp_path, FORMS, changed(google(), 5, 3, "Sentinel feels awful"))
    assert rule == "code_known"
    assert sentence == (
        "SIS1 (column D): 1 answer not understood (line 5). An answer is “Not at all stressed”, “A little stressed”, "
        "“Moderately stressed” or “Very stressed”."
    )


def test_a_position_beyond_the_answers(tmp_path: Path) -> None:
    table = changed(exports.numbered(returns(12, ("hse_msit",)), HSE), 2, 1, "7")
    said = {"wave": WAVE, "instrument": "hse_msit", "values_are": "position"}
    assert [rule for rule, _ in errors(tmp_path, "hse.csv", table, **said)] == ["code_known"]


def test_a_question_twice(tmp_path: Path) -> None:
    table = with_column(google(), items()[0].label, [""] * 12)
    ((rule, sentence),) = errors(tmp_path, FORMS, table)
    assert (rule, sentence) == (
        "column_once",
        "SIS1 stands more than once, in columns D and Z. Keep the one that is meant.",
    )


def test_questions_of_an_instrument_that_was_not_named(tmp_path: Path) -> None:
    ((rule, sentence),) = errors(tmp_path, FORMS, google(), instrument="supervision; single_item_stress")
    assert rule == "instrument_known"
    assert "Name all instruments of the file there" in sentence


def test_no_question_that_is_known(tmp_path: Path) -> None:
    table = [["Timestamp", "Which team are you in?"], ["2026/03/31 9:01:05 am GMT", "North"]]
    assert [rule for rule, _ in errors(tmp_path, f"survey {WAVE}.csv", table)] == ["instrument_known"]


@pytest.mark.parametrize(
    ("heading", "who"), [("What is your grade?", ""), ("What is your full name?", "1 column (Z) asks who somebody is.")]
)
def test_a_question_that_nobody_declared(tmp_path: Path, heading: str, who: str) -> None:
    table = with_column(google(), heading, ["Sentinel"] * 12)
    ((rule, sentence),) = errors(tmp_path, FORMS, table)
    assert rule == "no_person_in_survey"
    assert sentence.startswith("1 column (Z) in what looks like Google Forms: neither")
    assert who in sentence


def test_a_question_that_is_to_be_left_out_is_dropped(tmp_path: Path) -> None:
    given = returns(12)
    table = with_column(google(), "What is your grade?", ["Sentinel"] * 12)
    same(answers(tmp_path, FORMS, table, leave_out="z, AAA"), given, items())
    told = [found.message for found in findings(tmp_path, FORMS, table, leave_out="z")]
    assert "1 column (Z) left out unread, as waves says." in told


def test_questions_of_an_instrument_that_is_off_are_left_out(tmp_path: Path) -> None:
    given = returns(12)
    table = with_column(google(), "CBI01", ["Always"] * 12)
    same(answers(tmp_path, FORMS, table), given, items())
    told = [found.message for found in findings(tmp_path, FORMS, table)]
    assert "1 column with questions of Copenhagen Burnout Inventory left out unread: this is not enabled." in told


def test_one_line_for_each_answer_with_everything_wrong(tmp_path: Path) -> None:
    heading, *rows = exports.long(returns(12), items())
    rows = [list(row) for row in rows]
    rows[1][2:] = rows[0][2:]
    rows[30][0] = ""
    rows[-1][1] = "T1"
    table = with_column([heading, *rows], "grade", ["5"] * len(rows))
    assert [rule for rule, _ in errors(tmp_path, "survey long.csv", table)] == [
        "column_once",
        "filled_in",
        "rows_agree",
        "no_person_in_survey",
    ]


def test_a_table_of_something_else_stays_unknown(tmp_path: Path) -> None:
    table = [["Timestamp", "Which cake?"], ["2026/03/31 9:01:05 am GMT", "Sentinel"]]
    read = outcome(tmp_path, "cakes.csv", table)
    assert "dataset_known" in [found.rule for found in read.findings]
    put(tmp_path, "cakes.csv", [["respondent", "question", "answer"], ["1", "Which cake?", "Sentinel"]])
    assert "dataset_known" in [found.rule for found in outcome(tmp_path, "cakes.csv", table).findings]


def test_a_wave_that_stands_in_two_files(tmp_path: Path) -> None:
    put(tmp_path, "survey.csv", [["wave", "team_id", "SIS1", "SIS4"], ["2026-03-02", "T1", "very", "no"]])
    ((rule, sentence),) = errors(tmp_path, FORMS, google())
    assert rule == "wave_known"
    assert sentence.startswith("The wave of March 2026 is in survey.csv, too, so the same people could be counted")


def test_a_workbook_that_waves_names_may_hold_other_datasets(tmp_path: Path) -> None:
    workbook = Workbook()
    teams = workbook.active
    assert teams is not None
    teams.title = "teams"
    for row in ([*SOUND["teams"][0]], *([*row.values()] for row in SOUND["teams"])):
        teams.append(row)
    answered = workbook.create_sheet("Form1")
    for row in google():
        answered.append(list(row))
    workbook.save(tmp_path / "june.xlsx")
    put(tmp_path, "waves.csv", [["file", "wave"], ["june.xlsx", WAVE]])
    read = read_inbox(Inbox("marlow-vale", (tmp_path / "june.xlsx", tmp_path / "waves.csv")))
    standardised = standardise(read.extracts)
    assert [found.rule for found in standardised.findings] == ["survey_read", "column_identifies"]
    assert [(extract.sheet, len(extract.cells)) for extract in standardised.extracts] == [
        ("teams", 2),
        (None, 1),
        ("Form1", 12),
    ]
