"""Every rule has a small bad extract of its own, and the page that lists them says what the program says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders.extracts import check_folder

from pipelines.contracts.check import Checked, Rejected
from pipelines.contracts.rules import QUERIES, Rule
from pipelines.finding import Finding
from pipelines.sources.extract import ReadingRule

DEFECTIVE = Path(__file__).parents[2] / "sample_data" / "defective"
RULES = sorted((*Rule, *ReadingRule))
ONLY_ASKED = {*QUERIES, ReadingRule.KNOWN_FORMAT}


def broken(rule: str) -> list[Finding]:
    """What breaks the rule in its folder."""
    return [found for found in check_folder(DEFECTIVE / rule).findings if found.rule == rule]


def test_there_is_one_folder_for_each_rule_and_none_besides():
    assert sorted(folder.name for folder in DEFECTIVE.iterdir() if folder.is_dir()) == [str(rule) for rule in RULES]


@pytest.mark.parametrize("rule", RULES)
def test_the_extract_of_a_rule_breaks_it_and_no_other(rule: Rule | ReadingRule):
    outcome = check_folder(DEFECTIVE / rule)
    rules = {found.rule for found in outcome.findings}
    also_told = {Rule.DATASET_SUPPLIED, Rule.SURVEY_READ}
    assert rules - also_told == {rule} - also_told
    assert rule in rules
    assert isinstance(outcome, Checked if rule in ONLY_ASKED else Rejected)


def page() -> Iterator[str]:
    """The page of the folder, as the findings have it."""
    yield "# Defective extracts\n"
    yield "One small authority for each rule an extract can break, and what is said of it. All are fictional.\n"
    yield "    headroom check sample_data/defective/within_bounds\n"
    yield "| Folder | File | Stops a release | Finding |"
    yield "| --- | --- | --- | --- |"
    for rule in RULES:
        for found in broken(rule):
            stops = "no" if found.severity == "query" else "yes"
            yield f"| `{rule}` | {found.file} | {stops} | {found.message} |"


def test_the_page_of_the_folder_says_what_the_program_says():
    assert (DEFECTIVE / "README.md").read_text(encoding="utf-8") == "\n".join(page()) + "\n"
