import json

from pipelines.contracts.report import as_json, report
from pipelines.contracts.rules import Rule, finding
from pipelines.finding import Finding, FindingSeverity

FTE = "fte must be between 0 and 1 (14 lines: 3, 17, 22 …). Were hours entered instead of FTE?"
TEAM = "team_id: 3 codes are not in teams.csv (lines 40, 41, 90). Add them there, or correct the extract."


def found(file: str, message: str, severity: FindingSeverity = FindingSeverity.ERROR, **more: object) -> Finding:
    return Finding("workforce", file, Rule.WITHIN_BOUNDS, severity, message, **more)


def test_a_rejection_says_what_where_and_what_to_do():
    assert report([found("workforce.csv", FTE), found("workforce.csv", TEAM)]) == (
        f"workforce.csv was not accepted: 2 problems. Nothing has been published.\n  1. {FTE}\n  2. {TEAM}"
    )


def test_findings_stand_file_by_file_and_files_with_problems_first():
    findings = [
        found("workforce.csv", "A question.", FindingSeverity.QUERY),
        found("teams.csv", "A problem."),
        found("workforce.csv", "A problem."),
        found("june.xlsx", "A problem.", sheet="survey"),
        found("", "No training extract was supplied.", FindingSeverity.QUERY),
    ]
    assert report(findings, folder="marlow-vale") == (
        "marlow-vale/june.xlsx, sheet survey was not accepted: 1 problem. Nothing has been published.\n"
        "  1. A problem.\n"
        "\n"
        "marlow-vale/teams.csv was not accepted: 1 problem. Nothing has been published.\n"
        "  1. A problem.\n"
        "\n"
        "marlow-vale/workforce.csv was not accepted: 1 problem. Nothing has been published.\n"
        "  1. A problem.\n"
        "marlow-vale/workforce.csv: 1 question, no reason to stop a release.\n"
        "  1. A question.\n"
        "\n"
        "marlow-vale: 1 question, no reason to stop a release.\n"
        "  1. No training extract was supplied."
    )


def test_what_is_missing_altogether_is_reported_of_the_folder():
    assert report([finding(Rule.DATASET_REQUIRED, "teams", None, "No teams extract was found.")]) == (
        "The folder was not accepted: 1 problem. Nothing has been published.\n  1. No teams extract was found."
    )


def test_no_findings_are_no_text():
    assert report([]) == ""


def test_findings_are_ready_for_json():
    (form,) = json.loads(json.dumps(as_json([found("workforce.csv", FTE, column="fte", count=14, lines=(3, 17, 22))])))
    assert form == {
        "file": "workforce.csv",
        "sheet": None,
        "dataset": "workforce",
        "column": "fte",
        "rule": "within_bounds",
        "severity": "error",
        "count": 14,
        "lines": [3, 17, 22],
        "message": FTE,
    }
