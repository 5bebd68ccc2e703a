import pytest
from builders.extracts import ANSWER, COURSE, INVOLVEMENT, POST, TEAM, an_extract, errors, findings

from pipelines.contracts.catalogue import DATASETS
from pipelines.contracts.dataset import Dataset
from pipelines.contracts.headings import COLUMNS_BY_HEADING, as_compared, match_headings
from pipelines.contracts.rules import Rule
from pipelines.contracts.teams import Teams
from pipelines.contracts.training import Training


@pytest.mark.parametrize(
    "heading", ["team_id", "TEAM_ID", " Team  ID ", "team-id", "\ufeffTeam_Id", "Team\xa0ID", "team code", "Team"]
)
def test_a_heading_is_matched_by_its_name_or_an_alias_however_it_is_typed(heading: str):
    headings = [heading, *list(TEAM)[1:]]
    matched = match_headings(Teams, an_extract("teams.csv", [TEAM], headings=headings))
    assert matched.findings == ()
    assert matched.positions[Teams.team_id] == 0


def test_the_order_of_the_columns_does_not_count():
    turned = {name: COURSE[name] for name in reversed(COURSE)}
    matched = match_headings(Training, an_extract("training.csv", [turned]))
    assert matched.positions[Training.practitioner_id] == 7
    assert matched.findings == ()


def test_a_missing_column_is_named_with_the_headings_that_would_do():
    without = {name: cell for name, cell in POST.items() if name != "fte"}
    assert errors(workforce=[without, {**without, "practitioner_id": "SW2"}]) == [
        "fte is missing. Add the column, headed fte, full time equivalent or contracted fte."
    ]


def test_a_column_that_may_be_absent_is_a_question():
    without = {name: cell for name, cell in TEAM.items() if name != "region_name"}
    (found,) = findings(teams=[without, {**without, "team_id": "T2"}])
    assert (found.rule, found.severity, found.column) == (Rule.COLUMN_SUPPLIED, "query", "region_name")
    assert found.message == "region_name was not supplied, so measures that rest on it will show x."


def test_two_headings_of_one_column_are_an_error_and_nobody_guesses():
    twice = {**POST, "Allocated Team": "T2"}
    assert errors(workforce=[twice, {**twice, "practitioner_id": "SW2"}]) == [
        "team_id stands more than once, in columns B and L. Keep the one that is meant."
    ]


def test_an_undeclared_column_is_dropped_and_named_where_it_is_surely_a_heading():
    more = {**INVOLVEMENT, "Legal-Status": "C2", "Ada Lovelace": "x", "": "y"}
    (found,) = findings(involvements=[more])
    assert (found.rule, found.severity) == (Rule.COLUMN_DECLARED, "query")
    assert found.message == "3 columns are not in the contract and were dropped: P (legal status), Q and R."


def test_a_column_without_heading_and_without_cells_is_nothing():
    assert findings(involvements=[{**INVOLVEMENT, "": ""}]) == ()


def test_many_undeclared_columns_are_counted():
    more = {**INVOLVEMENT, **{f"Extra {number}": "x" for number in range(13)}}
    (found,) = findings(involvements=[more])
    assert found.message == (
        "13 columns are not in the contract and were dropped: P, Q, R, S, T, U, V, W, X, Y and 3 more."
    )


def test_a_file_without_a_heading_line_tells_nothing_of_its_first_row():
    first_row = [f"Sentinel{number}" for number in range(len(POST))]
    found = findings(workforce=None) + findings(workforce=[dict(zip(first_row, POST.values(), strict=True))])
    assert not any("Sentinel" in repr(finding) for finding in found)
    assert any(finding.message.startswith("No heading of the workforce dataset stands on line 1.") for finding in found)


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        ("Staff ID", "E (staff id)"),
        ("Worker name", "E (worker name)"),
        ("allocated worker", "E (allocated worker)"),
        ("Completed by", "E"),
        ("Sentinel Surname", "E"),
    ],
)
def test_a_survey_with_any_further_column_is_refused_unread(heading: str, named: str):
    (sentence,) = errors(survey=[{**ANSWER, heading: "Sentinel", "team_id": "nowhere", "SIS1": "perhaps"}])
    assert sentence == (
        "A survey extract must not say who answered, so it may hold wave, team_id, SIS1, SIS4 and questions of known "
        f"instruments by their codes and nothing else; it has 1 further column: {named}. The file was not read any "
        "further: take them out at their source and delete this copy."
    )


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.key)
def test_no_heading_stands_for_two_columns(dataset: type[Dataset]):
    declared = {(as_compared(name), column) for column in dataset.columns() for name in (column, *column.aliases)}
    assert COLUMNS_BY_HEADING[dataset.key] == dict(declared)
    assert len(COLUMNS_BY_HEADING[dataset.key]) == len(declared)
