"""An exhibit: words, table and download of exactly the cells that are drawn."""

import csv
import io

import pytest
from builders.dashboard_cells import ahead, cell, hidden, place, reading
from hypothesis import given
from hypothesis import strategies as st

from dashboard import downloads, exhibits
from dashboard.readings import Part
from pipelines.periods import PeriodKind


def rows(exhibit: exhibits.Exhibit, definitions) -> list[dict[str, str]]:
    text = downloads.of_exhibit(exhibit, place(), definitions)
    return list(csv.DictReader(io.StringIO(text)))


def test_the_download_holds_exactly_the_cells_of_the_chart_and_no_number_for_a_hidden_one():
    supervised = reading(50.4, None, 53.0, half=4)
    written = rows(exhibits.history(place(), supervised), {"supervised": supervised.definition})
    assert [(row["period_end"], row["value"], row["symbol"]) for row in written] == [
        ("2026-01-31", "50.0", ""),
        ("2026-02-28", "", "c"),
        ("2026-03-31", "53.0", ""),
    ]
    hidden_row = written[1]
    assert (hidden_row["base"], hidden_row["lower_95"], hidden_row["upper_95"]) == ("", "", "")


def test_table_chart_and_download_show_the_same_number():
    supervised = reading(61.4999)
    exhibit = exhibits.history(place(), supervised)
    assert exhibit.table.rows[0][1] == "61%"
    assert rows(exhibit, {"supervised": supervised.definition})[0]["value"] == "61.0"


def test_a_hidden_cell_stands_in_the_table_with_its_symbol():
    table = exhibits.history(place(), reading(50, None)).table
    assert table.rows[0][:2] == ("Mar 2026", "c (hidden)")


def test_the_words_for_who_cannot_see_the_chart_say_what_it_is_and_what_is_missing():
    alt = exhibits.history(place(), reading(50, None, 53)).alt
    assert alt.startswith(
        "Line chart of Supervised in time in Riverside, January 2026 to March 2026. 53% in March 2026"
    )
    assert "1 of 3 periods have no figure (hidden to protect staff" in alt


def test_every_exhibit_says_definition_base_source_and_date():
    (about,) = exhibits.history(place(), reading(50, caveat="Absences stop the clock")).about
    assert about.definition == "Practitioners supervised in time. Absences stop the clock."
    assert about.base == "20 practitioners"
    assert about.source == "Supervision extract"
    assert about.data_to.isoformat() == "2026-03-31"


def parts(*now):
    units = place("S1").parts
    return [Part(unit, each) for unit, each in zip(units, now, strict=True)]


def test_units_side_by_side_keep_the_order_of_the_organisation():
    compared = parts(cell(value=40.0), cell(value=90.0))
    table = exhibits.side_by_side(place("S1"), reading(50), compared).table
    assert [row[0] for row in table.rows] == [part.unit.name for part in compared]


def test_the_words_beside_units_tell_how_many_are_not_shown():
    said = exhibits.side_by_side(place("S1"), reading(50), parts(cell(value=40.0), hidden())).says
    assert said == "One team can be shown, at 40%; one is not shown."
    everything = exhibits.side_by_side(place("S1"), reading(50), parts(cell(value=40.0), cell(value=90.0))).says
    assert everything == "Two teams range from 40% to 90%."
    nothing = exhibits.side_by_side(place("S1"), reading(50), parts(hidden(), hidden())).says
    assert nothing.startswith("No team has a figure to show: hidden to protect staff")


def test_a_low_response_rate_is_marked_wherever_it_stands_beside_a_figure():
    wave = {"period_kind": PeriodKind.WAVE}
    rate = reading(70, 38, key="response_rate", label="Response", **wave)
    table = exhibits.history(place(), reading(60, 61, **wave), rate).table
    assert [row[-1] for row in table.rows] == ["38%, indicative", "70%"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@cmd", "\tx", "\rx"])
def test_text_that_a_spreadsheet_would_run_is_made_inert(text):
    assert downloads.inert(text) == f"'{text}"


@given(st.text())
def test_no_text_ever_starts_as_a_formula(text):
    assert not downloads.inert(text).startswith(downloads.FORMULA_SIGNS)


def test_a_table_is_downloaded_as_it_is_shown():
    table = exhibits.Table(("Measure", "Hidden"), (("=sum(A1)", "3"), ("Caseload", "c (hidden)")))
    assert downloads.of_table(table) == "Measure,Hidden\n'=sum(A1),3\nCaseload,c (hidden)\n"


def test_an_outlook_is_said_drawn_listed_and_downloaded_with_the_same_numbers():
    supervised = reading(94.0, None, 98.4)
    exhibit = exhibits.history(place(), supervised, ahead=ahead(98.2, 98.2, 98.2))
    assert exhibit.says.endswith(
        "Outlook: between 86% and 110% in June 2026; chance of being over 100%: about one in three. "
        "In the past such intervals, three months ahead, held 20 times in 22."
    )
    assert exhibit.says in exhibit.alt
    assert exhibit.table.headings == ("Period", "Value", "95% interval", "Base")
    assert exhibit.table.rows[0] == ("Jun 2026, outlook", "98%", "86–110%", "–")
    assert exhibit.table.rows[3] == ("Mar 2026", "98%", "–", "20")
    assert exhibit.note.startswith("The outlook takes it that the load goes on varying around its recent level")
    written = rows(exhibit, {"supervised": supervised.definition})
    assert [row["status"] for row in written] == ["published"] * 3 + ["outlook"] * 3
    last = written[-1]
    assert (last["period_end"], last["value"], last["lower_95"], last["upper_95"], last["base"]) == (
        "2026-06-30",
        "98.0",
        "86.0",
        "110.0",
        "",
    )


def test_without_an_outlook_no_word_of_one():
    exhibit = exhibits.history(place(), reading(94.0, 98.4))
    assert "utlook" not in exhibit.says + exhibit.note
    assert exhibit.table.headings == ("Period", "Value", "Base")


@pytest.mark.parametrize(
    ("hits", "tried", "said"),
    [
        (21, 22, "held 21 times in 22."),
        (18, 21, "held 18 times in 21."),
        (13, 18, "held 13 times in 18, less often than they should: take this one as too narrow."),
        (5, 5, "The past is too short to say how often such intervals held."),
    ],
)
def test_an_outlook_says_how_those_before_it_fared(hits, tried, said):
    exhibit = exhibits.history(place(), reading(94.0, 98.4), ahead=ahead(98.2, hits=hits, tried=tried))
    assert exhibit.says.endswith(said)


LONG_TITLE = "Safeguarding children and young people from sexual exploitation and abuse online, level"


def by_course(**attended):
    courses = [cell(value=float(number), base=float(number), breakdown=title) for title, number in attended.items()]
    return exhibits.by_kind(place(), reading(60, unit="practitioners"), courses)


def test_titles_stand_as_they_were_written_the_most_attended_first():
    exhibit = by_course(**{"Court skills for NQSWs": 12, "E-safety; an introduction": 30})
    assert exhibit.table.rows == (("E-safety; an introduction", "30"), ("Court skills for NQSWs", "12"))
    assert exhibit.says == "“E-safety; an introduction” is the most frequent, 30 practitioners."


def test_a_long_title_is_cut_in_the_chart_and_whole_in_the_table():
    exhibit = by_course(**{f"{LONG_TITLE} 3": 12})
    (name,) = exhibit.figure["layout"]["yaxis"]["categoryarray"]
    assert name == "Safeguarding children and<br>young people from sexual …"
    assert exhibit.table.rows[0][0] == f"{LONG_TITLE} 3"


def test_long_titles_that_would_read_alike_stay_whole_in_the_chart():
    exhibit = by_course(**{f"{LONG_TITLE} 3": 12, f"{LONG_TITLE} 2": 9})
    names = [name.replace("<br>", " ") for name in exhibit.figure["layout"]["yaxis"]["categoryarray"]]
    assert names == [f"{LONG_TITLE} 2", f"{LONG_TITLE} 3"]
