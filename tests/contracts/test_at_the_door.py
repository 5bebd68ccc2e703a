"""What becomes of direct identifiers: dropped, refused or asked about, by where they stand."""

import pytest
from builders.extracts import ANSWER, COURSE, INVOLVEMENT, POST, SOUND, TEAM, Row, checked, errors, findings

from pipelines.contracts.check_digits import nhs_check_digit, upn_check_letter
from pipelines.contracts.rules import Rule
from pipelines.finding import FindingSeverity

WITH_STAFF = ("training", "supervision", "time_use")
"""Datasets beside workforce and involvements that name practitioners."""
NHS_NUMBERS = [f"999{n:06d}{digit}" for n in range(9) if len(digit := nhs_check_digit(f"999{n:06d}")) == 1]
UPNS = [f"{upn_check_letter(f'{n:012d}')}{n:012d}" for n in range(9)]


def cases(**columns: tuple[str, str, str]) -> list[Row]:
    """The three involvements of the sound authority with some columns changed or added."""
    return [
        {**row, **{column: cells[number] for column, cells in columns.items()}}
        for number, row in enumerate(SOUND["involvements"])
    ]


def test_an_undeclared_column_that_tells_who_somebody_is_is_dropped_and_named():
    rows = cases(**{"NHS number": ("x", "y", ""), "Forename": ("A", "B", "C"), "Surname": ("A", "B", "C")})
    names, number = findings(involvements=rows)
    assert (names.rule, names.severity, names.column, names.count) == (Rule.COLUMN_IDENTIFIES, "query", "Q, R", 6)
    assert names.message == (
        "Q (forename) and R (surname) look like names of people (6 cells) and were dropped. "
        "Leave them out of the export."
    )
    assert (number.column, number.count) == ("P", 2)
    assert number.message == (
        "P (nhs number) looks like NHS numbers (2 cells) and was dropped. Leave it out of the export."
    )
    assert "Forename" not in checked(involvements=rows).frames["involvements"]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("someone@example.org", "-", "x"), "e-mail addresses"),
        (("ZE1 0AA", "ZE2 9AA", ""), "postcodes"),
        (("01632 960123", "", ""), "phone numbers"),
        ((*NHS_NUMBERS[:2], "none"), "NHS numbers"),
        ((*UPNS[:2], "none"), "unique pupil numbers"),
        (("AB123456C", "AB123457C", "?"), "National Insurance numbers"),
        (("SW123456", "SW123457", "SW123458"), "Social Work England numbers"),
        (("Adam Lovelace", "x", "y"), "names of people"),
        (("Adam", "Sarah", "Mo"), "names of people"),
        (("Seen at home. All is well.", "ok", "ok"), "free text"),
    ],
)
def test_an_undeclared_column_is_known_by_its_cells_under_any_heading(cells: tuple[str, str, str], kind: str):
    (found,) = findings(involvements=cases(**{"Field 12": cells}))
    filled = sum(map(bool, cells))
    assert found.message == (
        f"P looks like {kind} ({filled} cell{'s' * (filled > 1)}) and was dropped. Leave it out of the export."
    )


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Manager", ("M001", "M002", "M003")),
        ("Ethnicity", ("White British", "Black Caribbean", "Mixed other")),
        ("Placement", ("St Thomas Court", "Grace House", "Foster care")),
        ("Legal status", ("C2", "Interim care order", "Section 20")),
        ("Notes", ("", "", "")),
    ],
)
def test_an_undeclared_column_that_tells_nobody_is_dropped_as_any_other(heading: str, cells: tuple[str, str, str]):
    (found,) = findings(involvements=cases(**{heading: cells}))
    assert found.rule == Rule.COLUMN_DECLARED


@pytest.mark.parametrize("cell", ["Ada Lovelace", "LOVELACE, ADA (204)", "ada.lovelace", "Lovelace A"])
def test_a_name_is_no_staff_number(cell: str):
    posts = [{**POST, "practitioner_id": cell}, *SOUND["workforce"][1:]]
    rest = {key: [row for row in SOUND[key] if row["practitioner_id"] != "SW1"] for key in WITH_STAFF}
    held = [{**row, "practitioner_id": row["practitioner_id"].replace("SW1", cell)} for row in SOUND["involvements"]]
    sentence = (
        "practitioner_id holds what looks like names of people (line 2). Export the staff number instead, blank where "
        "there is none, and delete this copy."
    )
    assert errors(workforce=posts, involvements=held, **rest) == [sentence, sentence]


@pytest.mark.parametrize(
    ("column", "cell", "kind", "advice"),
    [
        (
            "child_id",
            "Ada Lovelace",
            "names of people",
            "Export the child's number in the case-management system instead",
        ),
        ("case_id", "ZE1 0AA", "postcodes", "Export the case's number in the case-management system instead"),
        ("status", "Seen at home. All is well.", "free text", "It takes codes alone: take the rest out at its source"),
        ("online_harm", "peer; 01632 960123", "phone numbers", "It takes codes alone: take the rest out at its source"),
        ("ended", "Adam Lovelace", "names of people", "It takes dates alone: take the rest out at its source"),
    ],
)
def test_a_declared_column_may_not_tell_who_anybody_is(column: str, cell: str, kind: str, advice: str):
    assert errors(involvements=[{**INVOLVEMENT, column: cell}]) == [
        f"{column} holds what looks like {kind} (line 2). {advice}, and delete this copy."
    ]


@pytest.mark.parametrize("column", ["team_name", "service_name", "authority_name", "region_name"])
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Team Mrs Lovelace", "names of people"),
        ("Lovelace, Adam", "names of people"),
        ("Team Adam Lovelace", "names of people"),
        ("Seen at home. All is well.", "free text"),
        ("someone@example.org", "e-mail addresses"),
        ("Duty ZE1 0AA", "postcodes"),
        ("Duty 01632 960123", "phone numbers"),
        (f"Case {NHS_NUMBERS[0]}", "NHS numbers"),
        (f"Case {UPNS[0]}", "unique pupil numbers"),
    ],
)
def test_what_is_published_may_not_tell_who_anybody_is(column: str, name: str, kind: str):
    lines = "line 2" if column == "team_name" else "lines 2, 3"
    assert errors(teams=[{**TEAM, column: name}, {**SOUND["teams"][1], column: name, "team_name": "South"}])[0] == (
        f"{column} holds what looks like {kind} ({lines}). Names of units are published: call the unit by what it does "
        "or where it is, and delete this copy."
    )


def test_a_code_of_a_unit_may_not_tell_who_anybody_is():
    (found,) = (
        found
        for found in findings(teams=[{**TEAM, "team_id": "someone@example.org"}, *SOUND["teams"]])
        if found.severity is FindingSeverity.ERROR
    )
    assert (found.rule, found.column, found.lines) == (Rule.NO_DIRECT_IDENTIFIER, "team_id", (2,))
    assert found.message.endswith(
        "Codes of units are published: export a code that names nobody, and delete this copy."
    )


def test_a_course_and_its_provider_may_be_called_what_they_are():
    courses = [
        {**COURSE, "course": "Recording matters. Writing for children", "provider": "St John Ambulance"},
        {**COURSE, "course": "Neglect, harm", "provider": "Barnardo's"},
    ]
    assert findings(training=courses) == ()
    assert errors(training=[{**COURSE, "provider": "Dr Ada Lovelace"}])[0].startswith("provider holds what looks like")


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [
        (NHS_NUMBERS[:3], "NHS numbers"),
        (UPNS[:3], "unique pupil numbers"),
        (["AB123456C", "AB123457C", "AB123458C"], "National Insurance numbers"),
        (["SW123456", "SW123457", "SW123458"], "Social Work England numbers"),
    ],
)
def test_a_number_that_others_know_is_accepted_as_an_identifier_and_asked_about(numbers: list[str], kind: str):
    (found,) = checked(involvements=cases(child_id=(numbers[0], numbers[1], numbers[2]))).findings
    assert (found.rule, found.severity, found.column, found.count) == (Rule.IDENTIFIER_LOCAL, "query", "child_id", 3)
    assert found.message == (
        f"child_id looks like {kind}. Tokens replace them before anything is counted. A number that only your own "
        "system knows would be safer in the file: export that if there is one."
    )


def test_a_registration_number_may_be_a_staff_number():
    numbers = {"SW1": "SW123456", "SW2": "SW123457", "SW3": "SW123458"}
    renumbered = {
        key: [{**row, "practitioner_id": numbers.get(row["practitioner_id"], "")} for row in SOUND[key]]
        for key in ("workforce", "involvements", *WITH_STAFF)
    }
    assert checked(**renumbered).findings == ()


def test_a_unit_that_may_be_called_after_a_person_is_asked_about():
    (found,) = checked(teams=[TEAM, {**TEAM, "team_id": "T2", "team_name": "Adam's team"}]).findings
    assert (found.rule, found.severity, found.column, found.lines) == (
        Rule.UNIT_NAME_IMPERSONAL, "query", "team_name", (3,),
    )  # fmt: skip
    assert found.message == (
        "team_name: 1 name may be a person's (line 3), and names of units are published. If so, call the unit by what "
        "it does or where it is."
    )


@pytest.mark.parametrize("column", ["team_id", "SIS1", "SIS4", "wave"])
def test_a_survey_with_a_cell_that_tells_who_somebody_is_is_refused(column: str):
    (sentence,) = errors(survey=[ANSWER, {**ANSWER, column: "someone@example.org"}])
    assert sentence.startswith(f"{column} holds what looks like e-mail addresses (line 3).")


def test_a_cell_that_is_refused_is_in_no_frame_and_told_once():
    found = findings(workforce=[*SOUND["workforce"], {**POST, "team_id": "someone@example.org"}])
    assert [(each.rule, each.column) for each in found] == [(Rule.NO_DIRECT_IDENTIFIER, "team_id")]
