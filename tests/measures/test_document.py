"""The definitions as page, text and data, from the declarations alone."""

import json

import pytest

from pipelines.measures import document
from pipelines.measures.catalogue import BY_KEY, CATALOGUE
from pipelines.measures.measure import Measure, Topic
from pipelines.measures.workload_policy import TABLE


@pytest.mark.parametrize("measure", CATALOGUE, ids=lambda measure: measure.key)
def test_the_page_tells_everything_of_every_measure(measure: Measure) -> None:
    page = document.as_markdown()
    for text in (measure.label, measure.question, measure.definition, measure.source, measure.caveat):
        assert text in page


def test_the_page_has_a_heading_for_each_topic_and_the_policy_numbers_with_their_sources() -> None:
    page = document.as_markdown()
    assert page.count("\n## ") == len(Topic) + 1
    assert all(f"| {row.value:g} | always | {row.source} |" in page for row in TABLE)
    assert "share of a role's hours that is meant for cases: case holder" in page
    assert page.endswith("|\n")


def test_the_list_has_one_line_for_each_measure() -> None:
    lines = document.as_text().splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [measure.key for measure in CATALOGUE]


def test_an_explanation_tells_what_is_counted_and_what_it_rests_on() -> None:
    assert document.explain_measure(BY_KEY["unallocated_cases"]) == (
        "Children whose case nobody holds (unallocated_cases)\n"
        "How many open cases have no practitioner?\n"
        "\n"
        "Open cases whose involvement names no practitioner at the month-end.\n"
        "\n"
        "Unit:           children, lower is better\n"
        "Worked out for: each month-end; every team and what stands above it\n"
        "Rests on:       children\n"
        "Protected as:   a figure about children, at least 6 of them\n"
        "Source:         Local casework and workforce extracts\n"
        "Mind:           A blank holder counts as unallocated; some systems leave duty and team caseloads blank on "
        "purpose."
    )


def test_the_data_can_be_written_as_json_and_has_a_stable_shape() -> None:
    entries = json.loads(json.dumps(document.as_json()))
    assert [entry["key"] for entry in entries] == [measure.key for measure in CATALOGUE]
    open_cases = next(entry for entry in entries if entry["key"] == "open_cases")
    assert open_cases == {
        "key": "open_cases",
        "label": "Children with an open case",
        "question": "How many children are being worked with?",
        "definition": BY_KEY["open_cases"].definition,
        "topic": "caseload",
        "unit": "children",
        "decimals": 0,
        "direction": "neither",
        "period_kind": "month",
        "base": "children",
        "disclosure_rule": "children",
        "lowest_level": "team",
        "breakdowns": ["status"],
        "source": "Local casework and workforce extracts",
        "benchmark": None,
        "caveat": BY_KEY["open_cases"].caveat,
    }
