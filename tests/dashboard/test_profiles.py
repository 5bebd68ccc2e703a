"""Survey results together: how each stands against what was published, in words, chart and table alike."""

import pytest
from builders.dashboard_cells import cell, definition, hidden, place

from dashboard import charts, profiles
from dashboard.cells import Band, Benchmark
from dashboard.profiles import Profile, Row
from dashboard.readings import Reading
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

STANDARDS = Profile("standards", "The standards", ("demands", "role"), "Each is a mean.", "Standards: ")
SURVEY = {
    "unit": "score",
    "decimals": 2,
    "base_label": "respondents",
    "period_kind": PeriodKind.WAVE,
    "disclosure_rule": DisclosureRule.SURVEY,
    "least": 1.0,
    "most": 5.0,
}


def published(value=3.1, **changed):
    made = {"lower": 2.2, "upper": 3.6, "source": "A report", "note": "Not a sample.", "respondents": 26261} | changed
    return Benchmark("demands", "Public sector", 2023, value, **made)


def row(value, half=0.1, *, label="Standards: demands", beside=None, band=None, **changed):
    defined = definition(key="demands", label=label, **SURVEY | changed)
    now = hidden() if value is None else cell(value=value, lower=value - half, upper=value + half, base=93.0)
    return Row(Reading(defined, (now,)), now, beside, profiles.against(now, beside, defined), band)


@pytest.mark.parametrize(
    ("value", "direction", "said"),
    [
        (3.25, "higher_is_better", "clearly above (better)"),
        (2.95, "higher_is_better", "clearly below (worse)"),
        (2.95, "lower_is_better", "clearly below (better)"),
        (3.25, "lower_is_better", "clearly above (worse)"),
        (3.25, "neither", "clearly above"),
        (3.2, "higher_is_better", "no clear difference"),
        (3.0, "higher_is_better", "no clear difference"),
    ],
)
def test_a_result_is_clearly_apart_only_where_its_interval_leaves_out_the_published_figure(value, direction, said):
    assert row(value, beside=published(), direction=direction).against == said


def test_without_an_interval_or_a_published_figure_nothing_is_compared():
    assert row(3.2).against == "–"
    assert row(None, beside=published()).against == "–"


def test_the_first_sentence_names_what_is_clearly_worse_and_better_and_how_many_are_hidden():
    found = [
        row(2.8, beside=published()),
        row(3.4, label="Standards: role", beside=published()),
        row(None, label="Standards: change", beside=published()),
    ]
    assert profiles.says(STANDARDS, found) == (
        "Clearly worse than Public sector, 2023 (26,261 respondents): demands (2.80). Clearly better: role (3.40). "
        "One is hidden."
    )


def test_where_nothing_is_apart_or_nothing_is_shown_that_is_said():
    assert profiles.says(STANDARDS, [row(3.1, beside=published())]).startswith(
        "Nothing is clearly better or worse than"
    )
    assert profiles.says(STANDARDS, [row(None)]).startswith("None of these results may be shown here")
    assert profiles.says(STANDARDS, [row(3.1), row(2.0, label="Standards: role")]) == (
        "From role (2.00) to demands (3.10)."
    )


def test_chart_table_and_words_of_a_result_agree_and_a_hidden_one_has_no_number():
    low = Band("demands", "Urgent", None, "A manual", "Of organisations.")
    found = [row(2.8, beside=published(), band=low), row(None, label="Standards: role", beside=published())]
    exhibit = profiles.exhibit(STANDARDS, found, place("A1"))
    assert exhibit.table.headings == ("Result", "Here (95% interval)", "Answers", "Published", "Against it", "In words")
    assert exhibit.table.rows == (
        ("Demands", "2.80 (2.70–2.90)", "93", "3.10", "clearly below (worse)", "Urgent"),
        ("Role", "c (hidden)", "–", "3.10", "–", "–"),
    )
    drawn = exhibit.figure["data"][-1]
    assert drawn["x"] == [2.8]
    assert drawn["y"] == ["Demands<br><i>Urgent</i>"]
    assert exhibit.figure["layout"]["xaxis"]["range"] == pytest.approx([0.96, 5.04])
    assert [each.value for each in exhibit.cells] == [2.8, None]
    assert "26,261 respondents" in exhibit.about[0].compared_with[0]
    assert exhibit.is_wide


def test_the_range_of_organisations_is_drawn_only_where_it_was_published():
    with_range = charts.profile([charts.Result("Demands", cell(value=3.0), definition(), published())], (1, 5))
    without = charts.profile(
        [charts.Result("Demands", cell(value=3.0), definition(), published(lower=None, upper=None))], (1, 5)
    )
    assert [trace["mode"] for trace in with_range["data"]] == ["lines", "markers", "markers"]
    assert [trace["mode"] for trace in without["data"]] == ["markers", "markers"]
    assert "pale bar" in with_range["layout"]["annotations"][0]["text"].replace("<br>", " ")


def test_a_profile_of_hidden_results_draws_no_mark_of_the_unit():
    figure = charts.profile([charts.Result("Demands", hidden(), definition(**SURVEY))], (1, 5))
    assert figure["data"][-1]["x"] == []
    assert any("hidden" in note["text"] for note in figure["layout"]["annotations"])
