import pytest
from builders.extracts import SOUND, an_extract

from pipelines.contracts.recognise import dataset_named, recognise


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("workforce.csv", "workforce"),
        ("Workforce March 2026.xlsx", "workforce"),
        ("TEAMS_2026-03.parquet", "teams"),
        ("the teams.csv", None),
        ("complaints.csv", None),
    ],
)
def test_a_file_is_known_by_the_beginning_of_its_name(name: str, key: str | None):
    assert dataset_named(name) == key


@pytest.mark.parametrize("key", list(SOUND))
def test_each_dataset_is_known_by_its_headings_alone(key: str):
    extract = an_extract("export 7.csv", SOUND[key])
    assert recognise([extract]) == ((extract, key),)


def test_the_name_of_a_file_counts_before_its_headings():
    extract = an_extract("training.csv", SOUND["teams"])
    assert recognise([extract])[0][1] == "training"


def test_a_sheet_is_known_by_its_own_name_then_by_its_headings():
    sheets = [
        an_extract("workforce.xlsx", SOUND["teams"], sheet="Teams of June"),
        an_extract("workforce.xlsx", SOUND["supervision"], sheet="Sheet2"),
        an_extract("workforce.xlsx", [{"Read me": "x"}], sheet="Notes"),
    ]
    assert [key for _, key in recognise(sheets)] == ["teams", "supervision", None]


def test_the_only_sheet_of_a_workbook_may_take_the_name_of_its_file():
    (recognised,) = recognise([an_extract("workforce.xlsx", [{"x": "y"}], sheet="Sheet1")])
    assert recognised[1] == "workforce"


def test_a_table_with_some_of_the_headings_is_not_guessed_at():
    assert recognise([an_extract("export.csv", [{"team_id": "T1", "fte": "1"}])])[0][1] is None
