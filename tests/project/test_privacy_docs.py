"""What the pages on privacy say of the program is what the program does, wherever the two could drift apart."""

import re
from datetime import date
from pathlib import Path

import pytest

from pipelines.audit import Audit, Share
from pipelines.contracts.catalogue import BY_KEY, REQUIRED
from pipelines.contracts.survey import Survey
from pipelines.disclosure_control.attack_counts import CountRange
from pipelines.disclosure_control.policy import INTERNAL
from pipelines.disclosure_control.protected import Exposure
from pipelines.errors import ExitCode
from pipelines.publish.release import KEPT_RELEASES
from pipelines.published import DisclosureRule

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PRIVACY = (DOCS / "privacy.md").read_text(encoding="utf-8")
ASSESSMENT = (DOCS / "data-protection-impact-assessment.md").read_text(encoding="utf-8")
PAGES = {"privacy.md": PRIVACY, "data-protection-impact-assessment.md": ASSESSMENT}
BOX = "**For the authority.**"


@pytest.fixture(scope="module")
def report() -> dict[str, object]:
    """An audit in which every name has something to say."""
    narrowest = CountRange("open_cases", "T1", date(2026, 3, 31), 1, 5)
    exposed = (Exposure("open_cases", "T1", date(2026, 3, 31)),)
    return Audit(2, 1, (Share("caseload", 8, 2),), (Share("children", 8, 2),), narrowest, exposed, 1.5, {}).as_json()


def test_every_name_of_an_audit_is_explained_in_the_order_it_is_given(report: dict[str, object]) -> None:
    explained = re.findall(r"^\| `(\w+)` \| (.*) \|$", PRIVACY, flags=re.MULTILINE)
    assert [name for name, _ in explained] == [*report]
    for name, meaning in explained:
        held = report[name]
        one = held[0] if isinstance(held, list) else held
        if isinstance(one, dict):
            assert [part for part in re.findall(r"`(\w+)`", meaning) if part != "null"] == [*one], name


def test_the_exit_code_of_a_refused_release_is_the_one_the_pages_name() -> None:
    for page, text in PAGES.items():
        assert set(re.findall(r"exit\s+code (\d+)", text)) == {str(int(ExitCode.RELEASE_REFUSED))}, page


def test_the_numbers_repeated_in_passing_are_those_of_the_policy() -> None:
    children, staff, respondents = (
        INTERNAL.floor(rule) for rule in (DisclosureRule.CHILDREN, DisclosureRule.STAFF, DisclosureRule.SURVEY)
    )
    contributors = INTERNAL.sum_rule.least_people
    for said in (
        f"fewer than {children} children",
        f"fewer than {staff} practitioners",
        f"fewer than {respondents} respondents",
        f"fewer than {contributors} people contribute",
        f"at least {INTERNAL.min_width.value + 1} possible numbers",
    ):
        assert said in PRIVACY
    assert "](disclosure-policy.md)" in PRIVACY


def test_as_many_releases_are_kept_as_the_pages_say() -> None:
    assert KEPT_RELEASES == 12
    assert "(twelve)" in PRIVACY
    assert "Twelve are kept" in ASSESSMENT


@pytest.mark.parametrize("page", PAGES)
def test_every_link_into_a_page_leads_to_one_of_its_headings(page: str) -> None:
    for file, anchor in re.findall(r"\]\(([\w/.-]*\.md)?#([^)]+)\)", PAGES[page]):
        text = (DOCS / (file or page)).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
        assert anchor in {_anchor(heading) for heading in headings}, f"{file}#{anchor}"


@pytest.mark.parametrize("page", PAGES)
def test_a_decision_is_linked_under_its_own_number(page: str) -> None:
    for number, file in re.findall(r"\[(?:decisions? )?(\d+)\]\(decisions/(\d{4})-", PAGES[page]):
        assert int(number) == int(file)


def test_an_afternoon_is_the_sum_of_its_parts() -> None:
    minutes = [int(found) for found in re.findall(r"^\| \d\. .+? \| (\d+) \|", ASSESSMENT, flags=re.MULTILINE)]
    assert len(minutes) == 7
    assert f"Together {sum(minutes)} minutes" in ASSESSMENT
    assert sum(minutes) <= 240


def test_each_of_the_seven_steps_has_a_box_for_the_authority() -> None:
    steps = re.split(r"^## Step \d: ", ASSESSMENT, flags=re.MULTILINE)[1:]
    assert len(steps) == 7
    assert all(BOX in step for step in steps)


def test_every_risk_has_a_measure() -> None:
    risks, measures = (
        ASSESSMENT.split(f"## Step {step}:")[1].split("\n## ")[0].split(f"> ✎ {BOX}")[0] for step in (5, 6)
    )
    numbers = re.findall(r"^\| (\d+) \|", risks, flags=re.MULTILINE)
    answered = re.findall(r"^\| ([\d, ]+) \|", measures, flags=re.MULTILINE)
    assert numbers == [number for row in answered for number in row.split(", ")]


def test_each_extract_is_described_with_whether_a_release_needs_it() -> None:
    described = re.findall(r"^\| `(\w+)` \| (yes|no) \|", ASSESSMENT, flags=re.MULTILINE)
    assert described == [(key, "yes" if dataset in REQUIRED else "no") for key, dataset in BY_KEY.items()]


def test_columns_that_serve_no_measure_are_named_so_that_they_can_be_left_out() -> None:
    """Questions of the survey are read by the instrument, which names them itself."""
    beyond_the_door = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "pipelines").rglob("*.py")
        if "contracts" not in path.relative_to(ROOT).parts
    )
    unused = {
        str(column)
        for dataset in BY_KEY.values()
        for column in dataset.columns()
        if dataset is not Survey
        and not column.required
        and not re.search(rf"\b{dataset.__name__}\.{column}\b", beyond_the_door)
    }
    sentence = re.split(r"columns? serves? no measure yet\.", ASSESSMENT)[1].split(";")[0]
    assert unused == set(re.findall(r"`(\w+)`", sentence))
    (number,) = re.findall(r"(\w+) columns? serves? no measure yet", ASSESSMENT)
    assert number == ("No", "One", "Two", "Three")[len(unused)]


def _anchor(heading: str) -> str:
    """As GitHub makes it of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
