"""The sample authority looks like a real one, and its README says what it looks like."""

import re

import pytest
from builders.sample_figures import FIGURES, Figure, Month

from sample_data import EXTRACTS

README = (EXTRACTS.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.label)
def test_a_figure_lies_where_the_published_ones_do(months: list[Month], figure: Figure) -> None:
    assert figure.least <= figure.measured(months) <= figure.most


def test_the_readme_tells_the_figures_as_they_are(months: list[Month]) -> None:
    measured = [(figure.label, figure.text(figure.measured(months))) for figure in FIGURES]
    table = README.split("| Figure | Sampleshire | Published |")[1]
    told = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", table, flags=re.MULTILINE)
    assert told[1:] == measured


def test_most_teams_have_enough_cases_of_online_abuse_to_publish_a_share(now: Month) -> None:
    online = now.cases[now.cases["online_abuse"] == "yes"].groupby("team_id").size()
    assert (online >= 6).sum() >= 11
