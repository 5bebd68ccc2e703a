from pipelines.contracts.catalogue import DATASETS
from pipelines.contracts.dictionary import data_dictionary


def test_every_dataset_and_column_stands_in_the_dictionary():
    page = data_dictionary()
    for dataset in DATASETS:
        section = page.split(f"\n## {dataset.key}\n")[1].split("\n## ")[0]
        assert dataset.grain in section
        for column in dataset.columns():
            assert f"\n| `{column}` | {column.description} |" in section


def test_every_code_list_in_use_stands_in_the_dictionary_once():
    page = data_dictionary()
    lists = {column.codes.name for dataset in DATASETS for column in dataset.columns() if column.codes}
    assert {name: page.count(f"\n### {name}\n") for name in lists} == dict.fromkeys(lists, 1)


def test_a_column_is_told_with_its_kind_aliases_and_what_becomes_of_it():
    page = data_dictionary()
    assert (
        "| `fte` | Contracted hours as a share of full time | number, 0 to 1 | no "
        "| full time equivalent, contracted fte | kept |"
    ) in page
    assert "| `team_name` | What people call the team | text, at most 80 characters | no " in page
    assert "| `child_id` | Child's number; replaced by a token | identifier | no " in page
    assert "| token (child) |" in page


def test_rules_over_several_cells_are_told_in_words():
    page = data_dictionary()
    for sentence in (
        "* Different in every row: `team_id`.",
        "* Different in every row, taken together: `team_id` and `month_end`.",
        "* `ended` is not before `started`.",
        "* `month_end` is the last day of a month.",
        "* `team_id` is a `team_id` of [teams](#teams).",
        (
            "* The same in every row: `authority_id`, `authority_name` and `region_name`. "
            "Give each authority a folder of its own."
        ),
        "* No code stands in two of `authority_id`, `service_id` and `team_id`.",
        "* The same in rows with the same `service_id`: `service_name`. A service has one name.",
        (
            "* Rows with the same `practitioner_id` and `team_id` do not overlap; "
            "one may begin (`started`) on the day another ends (`ended`)."
        ),
        "* Refused unread where it holds any other column: it could say who a row is about.",
    ):
        assert f"\n{sentence}" in page


def test_a_code_is_told_with_its_meaning_and_its_other_spellings():
    assert "\n| `cla` | Child looked after | looked after child, looked after, lac |" in data_dictionary()


def test_the_page_ends_in_one_line_break():
    assert data_dictionary().endswith("|\n")
