from builders.extracts import INVOLVEMENT, POST, SESSION, SOUND, TEAM, an_extract, errors, extracts_of, findings

from pipelines.contracts.check import check
from pipelines.contracts.rules import Rule

ADVICE = "Add them there, or correct the extract."


def test_codes_that_are_not_in_the_other_extract_are_counted_and_both_files_named():
    rows = [
        {**INVOLVEMENT, "case_id": f"C{number}", "team_id": team}
        for number, team in enumerate(["T1", "T7", "T8", "T7", "T9"])
    ]
    found = [found for found in findings(involvements=rows) if found.severity == "error"]
    assert [(finding.file, finding.column, finding.count, finding.lines) for finding in found] == [
        ("involvements.csv", "team_id", 4, (3, 4, 5, 6))
    ]
    assert found[0].message == f"team_id: 3 codes are not in teams.csv (lines 3, 4, 5, 6). {ADVICE}"


def test_identifiers_are_found_however_they_are_spelt_and_blanks_are_nobody():
    rows = [{**INVOLVEMENT, "practitioner_id": "sw1 "}, {**INVOLVEMENT, "case_id": "C2", "practitioner_id": ""}]
    assert findings(involvements=rows) == ()


def test_an_identifier_that_is_not_in_the_workforce_is_an_error():
    assert errors(supervision=[SESSION, {**SESSION, "practitioner_id": "SW99"}]) == [
        "practitioner_id: 1 identifier is not in workforce.csv (line 3). Add it there, or correct the extract."
    ]


def test_a_code_that_differs_in_capitals_alone_is_pointed_out():
    assert errors(involvements=[{**INVOLVEMENT, "team_id": "t1"}]) == [
        (
            "team_id: 1 code is not in teams.csv (line 2). Add it there, or correct the extract. "
            "1 code would be found but for capital letters or signs that cannot be seen."
        )
    ]


def test_a_sheet_is_named_with_its_workbook():
    extracts = [an_extract("june.xlsx", rows, sheet=key) for key, rows in SOUND.items() if key != "survey"]
    extracts.append(an_extract("june.xlsx", [{**SOUND["survey"][0], "team_id": "T7"}], sheet="survey"))
    (found,) = check(extracts, "marlow-vale").findings
    assert (found.file, found.sheet) == ("june.xlsx", "survey")
    assert found.message.startswith("team_id: 1 code is not in june.xlsx, sheet teams (line 2).")


def test_nothing_is_looked_up_in_an_extract_that_is_not_there_or_lacks_the_column():
    nameless = [{name: cell for name, cell in TEAM.items() if name != "team_id"}]
    assert [found.rule for found in findings(teams=None)] == [Rule.DATASET_REQUIRED]
    assert [found.rule for found in findings(teams=nameless)] == [Rule.COLUMN_PRESENT]


def test_the_three_datasets_a_release_needs_are_errors_and_the_others_questions():
    found = findings(**dict.fromkeys(SOUND))
    assert {finding.dataset: (finding.rule, finding.severity) for finding in found} == {
        "teams": (Rule.DATASET_REQUIRED, "error"),
        "workforce": (Rule.DATASET_REQUIRED, "error"),
        "involvements": (Rule.DATASET_REQUIRED, "error"),
        "training": (Rule.DATASET_SUPPLIED, "query"),
        "supervision": (Rule.DATASET_SUPPLIED, "query"),
        "survey": (Rule.DATASET_SUPPLIED, "query"),
        "establishment": (Rule.DATASET_SUPPLIED, "query"),
        "time_use": (Rule.DATASET_SUPPLIED, "query"),
    }
    assert found[0].message == (
        "No teams extract was found; a release needs teams, workforce and involvements. "
        "Call the file or sheet teams, or check its headings."
    )


def test_a_dataset_given_twice_is_an_error_that_names_both_files():
    again = an_extract("workforce of June.csv", [POST])
    (found,) = check([*extracts_of(), again], "marlow-vale").findings
    assert (found.rule, found.file) == (Rule.DATASET_ONCE, "workforce of June.csv")
    assert found.message == ("The workforce extract was given already, by workforce.csv. Keep the one that is meant.")


def test_a_file_that_is_none_of_the_datasets_is_a_question():
    (found,) = check([*extracts_of(), an_extract("complaints.csv", [{"received": "x"}])], "marlow-vale").findings
    assert (found.rule, found.severity, found.file) == (Rule.DATASET_KNOWN, "query", "complaints.csv")
