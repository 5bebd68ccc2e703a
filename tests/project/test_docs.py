"""Docs that could drift are generated, and the README's commands are real."""

import re
import shlex
import sys
from pathlib import Path

import pytest

from pipelines.cli import headroom

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ["commands.md", "data-dictionary.md", "disclosure-policy.md", "measures.md", "signals.md", "studies.md"]


@pytest.fixture(scope="module")
def generated() -> dict[str, str]:
    sys.path.insert(0, str(ROOT))
    try:
        from docs.generate import pages  # noqa: PLC0415 - the folder is no package

        return pages()
    finally:
        sys.path.remove(str(ROOT))


def test_the_list_of_generated_pages_is_complete(generated: dict[str, str]) -> None:
    assert sorted(generated) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_a_generated_page_says_what_the_declarations_say(page: str, generated: dict[str, str]) -> None:
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == generated[page], "run `make docs`"


@pytest.mark.parametrize(
    "page", ["README.md", *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))]
)
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text) if "://" not in link]
    assert not [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]


def test_every_headroom_command_the_docs_name_exists() -> None:
    texts = [README, *(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))]
    named = {found for text in texts for found in re.findall(r"headroom ([a-z]+)\b(?=[^.]*`|\s*$|\s+[A-Z])", text)}
    assert named <= {*headroom.commands}, named - {*headroom.commands}


def test_the_readme_opens_with_what_it_is_a_picture_and_two_commands() -> None:
    picture = README.index("](docs/overview.png)")
    assert README.index("# Headroom") < picture < README.index("make demo") < README.index("make test")
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for line in re.findall(r"^make (\w+)", README, flags=re.MULTILINE):
        assert shlex.split(line)[0] in targets
