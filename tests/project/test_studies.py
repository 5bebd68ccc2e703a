"""Every finding of the two studies has a measure, a published figure where there is one, and a page where it stands."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import peer_supervision, readiness, said_and_recorded, starting_points, timelines
from dashboard.views import caseload, looks, online_abuse, support, training, wellbeing, workforce
from pipelines.measures.catalogue import BY_KEY
from pipelines.measures.survey_measures import comparisons
from pipelines.studies import FINDINGS, Finding, Study, published

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "indicators.md"
PAGES = {view.PAGE.key: view.PAGE for view in (caseload, online_abuse, support, training, wellbeing, workforce)}
SHOWN_IN = {
    ("online_abuse", "readiness"): {readiness.SHARE, starting_points.COVER, starting_points.GAP},
    ("online_abuse", "recorded"): {key for said, recorded, _ in said_and_recorded.PAIRS for key in (said, recorded)},
    ("training", "confidence"): {*looks.CONFIDENCE.measures, *looks.PREPARED.measures},
    ("support", "said"): {*looks.SUPERVISION.measures},
    ("support", "peers"): {peer_supervision.REACH, *peer_supervision.ASKED},
    ("wellbeing", "standards"): {*looks.STANDARDS.measures},
    ("wellbeing", "timeline"): {timelines.STRESS, timelines.CASELOAD},
}
"""The measures of each look that a finding may stand in."""
CODE = re.compile(r"\b(?:OAC|CSA|SIS|SUP)\d+\b|\bcsa_[a-z_]+\b|\bonline_share_[a-z]+\b|\bworkers_ge25_online\b")
every_finding = pytest.mark.parametrize("finding", FINDINGS, ids=lambda each: each.text)


@every_finding
def test_every_measure_of_a_finding_is_in_the_catalogue(finding: Finding) -> None:
    assert finding.measures
    assert set(finding.measures) <= set(BY_KEY)


@every_finding
def test_every_page_and_look_of_a_finding_is_there_and_shows_one_of_its_measures(finding: Finding) -> None:
    assert finding.places
    for place in finding.places:
        named = {look.label: look.key for look in PAGES[place.page].looks}
        if place.look:
            assert SHOWN_IN[place.page, named[place.look]] & set(finding.measures)
        else:
            assert place.page in {BY_KEY[key].topic for key in finding.measures}


@every_finding
def test_every_figure_named_is_a_benchmark_of_its_measure_with_population_year_and_source(finding: Finding) -> None:
    for (key, value), benchmark in zip(finding.published, published(finding), strict=True):
        assert (benchmark.measure_key, benchmark.value) == (key, value)
        assert key in finding.measures
        assert benchmark.population
        assert benchmark.source
        assert benchmark.year


def test_a_figure_that_nobody_published_is_not_printed() -> None:
    (finding,) = (each for each in FINDINGS if each.questions == ("OAC4",))
    with pytest.raises(LookupError, match="No published figure of oac4_not_confident is 35"):
        list(published(replace(finding, published=(("oac4_not_confident", 35),))))


def test_every_published_answer_to_a_question_of_the_two_studies_stands_with_its_finding() -> None:
    of_2013 = {
        (key, each.value)
        for key, known in comparisons().items()
        for each in known
        if key.startswith("oac") or "NSPCC and Coventry University 2014" in each.source
    }
    assert of_2013
    assert of_2013 <= {figure for finding in FINDINGS for figure in finding.published}


def test_no_finding_is_told_twice() -> None:
    assert len({finding.text for finding in FINDINGS}) == len(FINDINGS)
    assert {finding.study for finding in FINDINGS} == set(Study)


def _rows_of(section: str) -> Iterator[str]:
    """The rows of every table of a section, without headings."""
    text = REFERENCE.read_text(encoding="utf-8").split(f"### {section} ")[1].split("\n### ")[0].split("\n---\n")[0]
    for table in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
        yield from table.splitlines()[2:]


@pytest.mark.parametrize(("section", "rows"), [("3.1", 11), ("3.2", 8)])
def test_every_row_of_the_reference_has_a_finding(section: str, rows: int) -> None:
    if not REFERENCE.is_file():
        pytest.skip("the reference is not here: ../shared/reference/indicators.md")
    taken_up = {question for finding in FINDINGS for question in finding.questions}
    found = list(_rows_of(section))
    assert len(found) == rows
    for row in found:
        spans = re.sub(
            r"(CSA)(\d+)–(\d+)",
            lambda span: " ".join(f"{span[1]}{number}" for number in range(int(span[2]), int(span[3]) + 1)),
            row,
        )
        codes = set(CODE.findall(spans))
        assert codes, row
        assert codes <= taken_up, row
