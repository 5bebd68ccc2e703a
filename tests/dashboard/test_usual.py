"""The usual range in words, table, download and icons, and what is left out where it would not be true."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest
from builders.dashboard_cells import MARCH_2026, chart, definition, event, limit, place, point, reading, series, usual

from dashboard import downloads, exhibits, icons
from dashboard.components import standing
from dashboard.readings import Reading
from dashboard.usual import ASSURANCES, VARIATIONS, assurance, stands_out, up_to
from pipelines.published import Assurance, ChartKind, Pattern, Variation

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)


def rows(exhibit: exhibits.Exhibit, definitions) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(downloads.of_exhibit(exhibit, place(), definitions))))


def test_words_table_and_description_tell_what_is_usual_and_what_stands_out():
    exhibit = exhibits.history(place(), reading(52, None, 38, half=4), usual=usual(events=(event(),)))
    assert exhibit.says.endswith("March is lower than is usual here.")
    assert exhibit.says in exhibit.alt
    assert exhibit.alt.endswith(
        "One month stands out. 10 February 2026: Two teams became one. The usual range starts anew."
    )
    assert exhibit.table.headings == ("Period", "Value", "Usual range", "What stands out", "95% interval", "Base")
    assert exhibit.table.rows == (
        ("Mar 2026", "38%", "40–60%", "below usual range (worse)", "34–42%", "20"),
        ("Feb 2026", "c (hidden)", "–", "–", "–", "–"),
        ("Jan 2026", "52%", "40–60%", "–", "48–56%", "20"),
    )


def test_the_download_holds_the_same_range_beside_shown_figures_only():
    supervised = reading(52, None, 38)
    written = rows(exhibits.history(place(), supervised, usual=usual()), {"supervised": supervised.definition})
    columns = ("usual_lower", "usual_middle", "usual_upper", "stands_out")
    assert [tuple(row[column] for column in columns) for row in written] == [
        ("40.0", "50.0", "60.0", ""),
        ("", "", "", ""),
        ("40.0", "50.0", "60.0", "below usual range (worse)"),
    ]


def test_a_measure_that_stands_beside_another_has_no_range_of_the_other():
    supervised, rate = reading(52, 38), reading(70, 71, key="rate", label="Rate")
    rate = replace(rate, series=tuple(replace(each, measure_key="rate") for each in rate.series))
    exhibit = exhibits.history(place(), supervised, rate, usual=usual())
    written = rows(exhibit, {"supervised": supervised.definition, "rate": rate.definition})
    told = [(row["measure"], row["usual_middle"], row["stands_out"]) for row in written]
    assert told == [
        ("Supervised in time", "50.0", ""),
        ("Supervised in time", "50.0", "below usual range (worse)"),
        ("Rate", "", ""),
        ("Rate", "", ""),
    ]


@pytest.mark.parametrize(
    ("values", "pattern", "variation", "said"),
    [
        ((50, 50, 62), Pattern.SINGLE, Variation.IMPROVEMENT, "above usual range (better)"),
        ((50, 50, 38), Pattern.SINGLE, Variation.CHANGE, "below usual range"),
        ((50, 50, 62), Pattern.SHIFT, Variation.CONCERN, "above usual range (worse)"),
        ((50, 50, 52), Pattern.SHIFT, Variation.CONCERN, "run above average (worse)"),
        ((47, None, 48), Pattern.TREND, Variation.CHANGE, "steady rise"),
        ((49, None, 48), Pattern.TREND, Variation.CHANGE, "steady fall"),
        ((50, 50, 57), Pattern.TWO_OF_THREE, Variation.CONCERN, "close to upper edge (worse)"),
        ((50, 50, 43), Pattern.TWO_OF_THREE, Variation.CONCERN, "close to lower edge (worse)"),
    ],
)
def test_each_pattern_has_its_words(values, pattern, variation, said):
    cells = series(*values)
    held = usual(points=(point(pattern=pattern, variation=variation),))
    assert stands_out(held, cells[-1], cells) == said
    assert stands_out(held, cells[0], cells) == ""


def test_the_first_month_of_a_trend_is_read_against_the_one_after_it():
    cells = series(40, 41, 42)
    held = usual(points=(point(period_end=JANUARY, pattern=Pattern.TREND, variation=Variation.CHANGE),))
    assert stands_out(held, cells[0], cells) == "steady rise"


def test_an_earlier_month_shows_the_range_up_to_it_and_no_verdict():
    cells = series(52, 51, 38)[:2]
    held = up_to(
        usual(
            limits=(limit(date(2020, 1, 31), JANUARY), limit(FEBRUARY, MARCH_2026)),
            points=(point(period_end=JANUARY), point()),
            events=(event(), event(happened_on=MARCH_2026), event(happened_on=date(2025, 1, 1))),
            is_now=False,
            is_earlier=True,
        ),
        cells,
    )
    assert [each.last_period for each in held.limits] == [JANUARY, FEBRUARY]
    assert [each.period_end for each in held.points] == [JANUARY]
    assert [each.happened_on for each in held.events] == [date(2026, 2, 10)]
    exhibit = exhibits.history(place(), Reading(definition(), cells), usual=held)
    assert "usual here" not in exhibit.says
    assert exhibit.note.startswith("Usual range and marks were worked out with later months too.")


def test_a_point_of_a_hidden_month_is_never_marked():
    held = up_to(usual(points=(point(period_end=FEBRUARY), point())), series(50, None, 38))
    assert [each.period_end for each in held.points] == [MARCH_2026]


def test_a_chart_of_gaps_has_limits_on_another_scale_and_draws_none():
    cells = series(0, 0, 0)
    held = up_to(usual(chart=chart(kind=ChartKind.GAPS), points=(point(variation=Variation.IMPROVEMENT),)), cells)
    assert held.limits == ()
    table = exhibits.history(place(), Reading(definition(), cells), usual=held).table
    assert table.rows[0][:4] == ("Mar 2026", "0%", "–", "long without any (better)")


def test_a_range_does_not_reach_below_nothing():
    held = up_to(usual(limits=(limit(lower=-3.5),)), series(50, 51))
    assert [each.lower for each in held.limits] == [0.0]


def test_with_a_median_alone_there_is_no_range_in_table_or_key():
    median = usual(chart=chart(kind=ChartKind.RUN), limits=(limit(lower=None, upper=None),), points=())
    exhibit = exhibits.history(place(), reading(52, 50), usual=median)
    assert exhibit.table.headings == ("Period", "Value", "Base")


def test_every_state_has_a_word_and_every_icon_another_drawing():
    assert set(VARIATIONS) == set(Variation)
    assert set(ASSURANCES) == set(Assurance) - {Assurance.NO_TARGET}
    drawings = [icons.variation(each) for each in Variation] + [icons.assurance(each) for each in ASSURANCES]
    outlines = {re.sub(r"#\w+", "", unquote(drawing)) for drawing in drawings}
    assert len(outlines) == len(drawings), "without its colour each can still be told"
    assert icons.assurance(Assurance.NO_TARGET) == ""


def test_where_two_measures_are_drawn_the_range_says_whose_it_is():
    assert "usual range of Cases opened, with the average in it" in standing.drawn(usual(), " of Cases opened")
    assert "usual range, with the average in it" in standing.drawn(usual(), "")


def test_an_icon_never_stands_without_its_words():
    told = standing.markup(usual(chart=missed(Variation.CONCERN)), definition())
    assert told.count("<img") == told.count('role="listitem"') == 2
    assert "<b>Worse than usual</b>" in told
    assert told.count('alt=""') == 2


def missed(variation):
    return chart(variation=variation, assurance=Assurance.RELIABLY_MISSED, target=80.0)


def test_what_will_become_of_a_target_holds_only_for_a_month_like_those_before_it():
    now = assurance(usual(chart=missed(Variation.COMMON_CAUSE)), definition())
    assert now == "Target of 80% will be missed as things are"
    gone = assurance(usual(chart=missed(Variation.CONCERN)), definition())
    assert gone == "If it comes back to what is usual, the target of 80% will be missed"
    assert assurance(usual(), definition()) == ""
