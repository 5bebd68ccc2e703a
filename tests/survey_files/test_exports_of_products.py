"""Exports of survey products, read as they are, give the same answers and scores as the plain file."""

from pathlib import Path

import pytest
from builders import survey_exports as exports
from builders.survey_exports import items, put, returns
from builders.survey_reading import HSE, PRODUCTS, WAVE, answers, findings, same


@pytest.mark.parametrize("product", PRODUCTS)
def test_an_export_in_words_is_read_without_hand_editing(tmp_path: Path, product: str) -> None:
    file, write = PRODUCTS[product]
    given, asked = returns(24), items()
    same(answers(tmp_path, file, write(given, asked)), given, asked)


def test_qualtrics_with_numbers_is_read_where_it_is_said_what_they_are(tmp_path: Path) -> None:
    given, asked = returns(24), items(("csps_proxy_stress",))
    table = exports.qualtrics(given, asked, numeric=True)
    same(answers(tmp_path, "staff.csv", table, wave=WAVE, values_are="position"), given, asked)


@pytest.mark.parametrize("heading", ["Q{}", "{}", "Item {}", "MSIT{:02}"])
@pytest.mark.parametrize("values_are", ["position", "scored"])
@pytest.mark.parametrize("file", ["hse.csv", "hse.xlsx"])
def test_the_layout_of_hse_is_read_with_positions_and_with_scores(
    tmp_path: Path, heading: str, values_are: str, file: str
) -> None:
    given = returns(30, ("hse_msit",))
    table = exports.numbered(given, HSE, heading=heading, already_scored=values_are == "scored")
    frame = answers(tmp_path, file, table, wave=WAVE, values_are=values_are, instrument="hse_msit")
    same(frame, given, HSE.items)


def test_heading_lines_that_somebody_deleted_are_not_missed(tmp_path: Path) -> None:
    given, asked = returns(12), items()
    tags, texts, _, *rows = exports.qualtrics(given, asked)
    without = [[*tags[:17], *texts[17:]], *rows]
    same(answers(tmp_path, f"survey {WAVE}.csv", without), given, asked)


def test_an_export_beside_plain_files_of_earlier_waves_is_read_with_them(tmp_path: Path) -> None:
    given, asked = returns(12), items()
    put(tmp_path, "survey.csv", [["wave", "team_id", "SIS1", "SIS4"], ["2025-03-31", "T1", "very", "no"]])
    frame = answers(tmp_path, f"Staff {WAVE}.csv", exports.google_forms(given, asked))
    assert len(frame) == 13
    same(frame.iloc[1:], given, asked)
    assert frame["SIS1"].iloc[0] == "very"


def test_a_report_says_what_was_recognised_and_dropped(tmp_path: Path) -> None:
    found = findings(tmp_path, f"Staff survey {WAVE}.xlsx", exports.microsoft_forms(returns(24), items()))
    assert [each.message for each in found] == [
        (
            "Read as Microsoft Forms: 24 returns of 31 March 2026 with 5 of 5 questions of Single-item work stress, 8 "
            "of 8 questions of Supervision and peer support and 8 of 8 questions of Proxy Stress Index (Civil Service "
            "People Survey, 8 items)."
        ),
        (
            "7 columns beside the answers were dropped unread: dates and times (B, C, F), numbers of returns (A), "
            "e-mail addresses (D), names (E) and free text (AC). Set the survey to collect anonymous returns, and "
            "delete this copy after the release."
        ),
    ]


@pytest.mark.parametrize("instruments", [("hse_msit", "csps_proxy_stress"), ("csps_proxy_stress", "hse_msit")])
def test_a_wording_of_two_instruments_is_of_the_one_among_whose_questions_it_stands(
    tmp_path: Path, instruments: tuple[str, str]
) -> None:
    given, asked = returns(12, instruments), items(instruments)
    assert len({item.fingerprint for item in asked}) < len(asked)
    same(answers(tmp_path, f"Staff {WAVE}.csv", exports.google_grid(given, asked)), given, asked)


def test_a_table_of_answers_by_team_is_a_survey_whatever_the_file_is_called(tmp_path: Path) -> None:
    given, asked = returns(12), items()
    lines = [[each.team, *(each.answers[item.code] for item in asked)] for each in given]
    table = [["Team", *(item.code for item in asked)], *lines]
    same(answers(tmp_path, "answers.csv", table, wave=WAVE), given, asked)
    found = findings(tmp_path, f"returned {WAVE}.csv", table)
    assert any(each.message.startswith("Read as a table with one column for each question") for each in found)
