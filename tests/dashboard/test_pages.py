"""Every page on every kind of release: what its first line says, and that every chart has words."""

import json
import re
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from builders.dashboard_release import RELEASES, SERVICES, council_release
from builders.pages import one_page, run_page
from streamlit.testing.v1 import AppTest

from dashboard import attention, stylesheet
from dashboard.cells import Signal
from dashboard.store import open_store
from pipelines.published import Severity

PAGES = ("overview", "caseload", "online_abuse", "training", "wellbeing", "support", "workforce", "what_would_help",
         "data_and_methods")  # fmt: skip
TITLES = {
    "sample": {
        "overview": r"^Riverside, Exploitation and missing and Harbour assessment need attention first$",
        "caseload": r"^Northmere holds \d+\.\d cases per FTE, (above|below|level with) 15\.2 \(England, 2025\)$",
        "online_abuse": r"^\d+% of open cases involve online abuse; \d+% of those are held without current training$",
        "training": r"^\d+% of practitioners have current training in online abuse$",
        "wellbeing": r"^\d+% of those who answered are moderately or very stressed$",
        "support": r"^\d+% of practitioners had supervision from their manager in time$",
        "workforce": r"^\d+\.\d% of posts are vacant in Northmere and \d+\.\d% of the workforce is agency staff$",
        "what_would_help": (r"^\w+ teams over the limit need [\d.]+ more full-time practitioners, or \d+ fewer cases$"),
        "data_and_methods": r"^This release holds 20,034 figures up to 31 March 2026; 5% are hidden to protect people$",
    },
    "empty": dict.fromkeys(PAGES, r"^No release has been published yet$"),
    "all_suppressed": dict.fromkeys(PAGES[:-1], r"^The figures of Northmere are hidden to protect people$")
    | {
        "data_and_methods": r"; 100% are hidden to protect people$",
    },
    "no_survey": {"wellbeing": r"^This release holds nothing on wellbeing for Northmere$"},
    "national": {
        "overview": r"^England holds \d+\.\d cases per FTE$",
        "caseload": r"^England holds \d+\.\d cases per FTE$",
        "workforce": r"^\d+\.\d% of posts are vacant in England and \d+\.\d% of the workforce is agency staff$",
        "what_would_help": r"^This release holds nothing on the load of teams for England$",
        "data_and_methods": r"figures up to 30 September 2025",
    }
    | {
        page: rf"^This release holds nothing on {page.replace('_', ' ')} for England$"
        for page in ("online_abuse", "training", "wellbeing", "support")
    },
}
CASES = [(release, page) for release, pages in TITLES.items() for page in pages]


@pytest.fixture(scope="module")
def addresses(tmp_path_factory):
    folder = tmp_path_factory.mktemp("releases")
    made = {}
    for name, build in RELEASES.items():
        made[name] = f"sqlite:///{folder}/{name}.sqlite"
        build(made[name])
    return made


@pytest.fixture
def show(addresses, monkeypatch):
    def run(release: str, page: str, **asked: str) -> AppTest:
        return run_page(addresses[release], page, monkeypatch, **asked)

    return run


def markup(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def everything(app: AppTest) -> str:
    said = [
        element.value for kind in (app.title, app.header, app.markdown, app.caption, app.warning) for element in kind
    ]
    return " ".join([*said, markup(app)]).replace("\\", "")


def charts(app: AppTest):
    return [chart.proto for chart in app.get("plotly_chart")]


@pytest.mark.parametrize(("release", "page"), CASES)
def test_the_first_line_is_the_message_and_every_chart_has_words(show, release, page):
    app = show(release, page)
    assert re.search(TITLES[release][page], app.title[0].value.replace("\\", ""))
    assert len(app.title) == 1
    for chart in charts(app):
        assert len(chart.alt.split()) > 8
        assert json.loads(chart.config)["displayModeBar"] is False


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_full_release_shows_a_chart_with_its_table_source_and_download(show, page):
    app = show("sample", page)
    assert len(charts(app)) == 1
    assert "<table>" in markup(app)
    if page != "data_and_methods":
        assert "Source: Invented extracts" in everything(app)
        assert "Data to 31 March 2026" in everything(app).replace("Data to 30 November 2025", "Data to 31 March 2026")
        assert len(app.get("download_button")) == 1


@pytest.mark.parametrize("page", PAGES[:-1])
def test_where_everything_is_hidden_no_number_reaches_the_page(show, page):
    app = show("all_suppressed", page)
    for chart in charts(app):
        for trace in json.loads(chart.spec)["data"]:
            drawn = trace["y"] if trace.get("orientation") != "h" else trace["x"]
            assert trace.get("yaxis") == "y2" or drawn == [None] * len(drawn)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", markup(app))
    assert cells
    assert not [text for text in cells if re.search(r"\d", text)]
    assert not re.findall(r'class="figure[^"]*">\d', markup(app))
    assert "hidden to protect" in everything(app)


def test_silence_about_a_hidden_team_is_not_called_calm(show):
    app = show("sample", "overview", unit="T16")
    assert app.title[0].value == "Most figures of Family group (Specialist) are hidden, to protect people"


def test_where_some_is_hidden_its_reason_stands_beside_it(show):
    app = show("sample", "caseload", unit="T16")
    assert app.title[0].value == "The figures of Family group (Specialist) are hidden to protect people"
    assert "fewer than 5 practitioners" in everything(app)


def test_an_empty_page_points_to_those_that_have_something(show):
    assert 'href="caseload?unit=E92000001' in markup(show("national", "wellbeing"))
    assert 'href="support?unit=northmere' in markup(show("no_survey", "wellbeing"))


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"unit": "<script>"}, "asks for a team or area that this release does not hold"),
        ({"period": "1999-01-31"}, "asks for a period that this release does not hold"),
        ({"period": "2026-03-30' OR 1=1"}, "asks for a period that this release does not hold"),
    ],
)
def test_a_link_that_means_nothing_is_said_and_the_whole_is_shown(show, asked, sentence):
    app = show("sample", "caseload", **asked)
    assert sentence in app.warning[0].value
    assert "<script>" not in everything(app)
    assert app.title[0].value.startswith("Northmere holds")


def test_a_measure_that_the_page_does_not_have_gives_the_leading_one(show):
    app = show("sample", "caseload", measure="turnover_rate", view="nonsense")
    assert app.header[0].value.startswith("Caseload per FTE, Northmere")


def test_a_link_reproduces_unit_period_measure_and_view(show):
    app = show("sample", "caseload", unit="S2", period="2025-03-31", measure="load_ratio", view="parts")
    assert app.header[0].value == "Load ratio, teams of Safeguarding, March 2025"
    assert "March 2025" in markup(app)


def test_choosing_a_unit_writes_its_identifier_into_the_address(show):
    app = show("sample", "caseload")
    app.selectbox(key="unit_chosen").select("T06").run()
    assert app.query_params["unit"] == "T06"
    assert "Millfield" in app.title[0].value


def test_an_earlier_month_shows_nothing_later_and_does_not_claim_that_all_is_well(show):
    app = show("sample", "overview", period="2025-06-30")
    assert "stands out" not in app.title[0].value
    assert "Signals are worked out for March 2026 only" in everything(app)
    assert "no signal" not in markup(app)
    assert all("2025-07" not in chart.spec for chart in charts(app))


@pytest.mark.parametrize("unit", ["northmere", "T05"])
def test_the_load_of_the_whole_and_of_a_team_is_shown_with_its_outlook(show, unit):
    app = show("sample", "caseload", unit=unit, measure="load_ratio")
    assert re.search(r"Outlook: between \d+% and \d+% in June 2026; chance of being over 100%: ", everything(app))
    assert "It follows no trend and knows of no plans" in everything(app)
    assert '<th scope="row">Jun 2026, outlook</th>' in markup(app)
    (chart,) = charts(app)
    assert '"name":"outlook"' in chart.spec.replace(" ", "")
    assert "Outlook: between" in chart.alt


def test_an_earlier_month_has_no_outlook_and_says_where_it_is(show):
    app = show("sample", "caseload", measure="load_ratio", period="2025-06-30")
    assert "The outlook is made from the latest month alone" in everything(app)
    assert "outlook" not in charts(app)[0].spec


def test_a_load_that_is_hidden_has_no_outlook_and_says_why(show):
    app = show("all_suppressed", "caseload", measure="load_ratio")
    assert "There is no outlook, because too few figures are shown" in everything(app)
    assert "outlook" not in charts(app)[0].spec


@pytest.mark.parametrize(
    ("measure", "view"), [("caseload_per_fte", "time"), ("load_ratio", "parts"), ("open_cases", "kind")]
)
def test_only_the_load_over_time_is_looked_ahead_at(show, measure, view):
    app = show("sample", "caseload", measure=measure, view=view)
    assert "utlook" not in everything(app) + charts(app)[0].spec


def test_a_measure_with_a_companion_is_never_shown_without_it(show):
    shares = show("sample", "online_abuse", measure="online_share_of_all_cases")
    survey = show("sample", "wellbeing", measure="stressed_moderately_or_very")
    assert "Online not recorded share" in shares.header[0].value + everything(shares)
    assert '<th scope="col">Response rate</th>' in markup(survey)


def test_a_slider_says_what_would_follow_and_leaves_no_trace(show, addresses):
    stored = Path(addresses["sample"].removeprefix("sqlite:///"))
    before = (stored.read_bytes(), sorted(path.name for path in stored.parent.iterdir()))
    app = show("sample", "what_would_help", unit="T05")
    asked = dict(app.query_params)
    assert re.match(r"Riverside needs [\d.]+ more full-time practitioners, or \d+ fewer cases, ", app.title[0].value)
    assert "Move a slider to see what would change." in everything(app)
    (chart,) = charts(app)
    for key, value in (("add", 1.0), ("move", 5), ("train", 1)):
        next(slider for slider in app.slider if slider.key.startswith(key)).set_value(value)
    app.run()
    assert not app.exception
    follows = markup(app).partition('aria-label="What would follow"')[2]
    assert re.search(r"\d+% of the limit would become \d+%; still over\.", follows)
    assert "practitioners with current online abuse training" in follows
    assert charts(app)[0].spec != chart.spec
    assert "would become" in charts(app)[0].alt
    assert dict(app.query_params) == asked == {"unit": "T05"}
    assert (stored.read_bytes(), sorted(path.name for path in stored.parent.iterdir())) == before
    again = show("sample", "what_would_help", unit="T05")
    assert {slider.value for slider in again.slider} == {0}


def test_levers_of_one_team_are_not_carried_to_another(show):
    app = show("sample", "what_would_help", unit="T05")
    app.slider[0].set_value(2.0).run()
    app.selectbox(key="unit_chosen").select("T06").run()
    assert {slider.value for slider in app.slider} == {0}


def test_a_team_whose_figures_are_hidden_has_no_lever_and_says_which_figures(show):
    app = show("sample", "what_would_help", unit="T16")
    assert app.title[0].value.startswith("The figures of Family group")
    assert not app.slider
    assert "What would be needed and is not shown" in everything(app)
    assert "fewer than 5 practitioners" in everything(app)


@pytest.mark.parametrize("unit", ["northmere", "S2"])
def test_exposure_is_put_against_training_with_every_team_named(show, unit):
    app = show("sample", "online_abuse", unit=unit, look="readiness")
    assert "Exposure against training, teams of" in app.header[0].value
    (chart,) = charts(app)
    assert chart.alt.startswith("Scatter chart of the teams of")
    tables = markup(app)
    for number in range(1, 17):
        name = team_name(number)
        assert (f'<th scope="row">{name}</th>' in tables) == (unit == "northmere" or 5 <= number <= 9)
    if unit == "northmere":
        assert "Not shown: Family group (online abuse and training hidden)." in everything(app)
        assert "Exploitation and missing" in everything(app).partition("Train first in ")[2].partition(".")[0]


def team_name(number: int) -> str:
    return [team for teams in SERVICES.values() for team in teams][number - 1]


def test_a_team_alone_is_not_put_against_others(show):
    assert "Exposure against training" not in str(show("sample", "online_abuse", unit="T05", look="readiness").header)


def test_exposure_where_everything_is_hidden_names_every_team_and_draws_none(show):
    app = show("all_suppressed", "online_abuse", look="readiness")
    assert "No team can be placed." in everything(app)
    (chart,) = charts(app)
    assert [trace["x"] for trace in json.loads(chart.spec)["data"]] == [[], []]
    assert "How many to train cannot be said" in everything(app)


def test_confidence_stands_beside_exposure_where_the_survey_asked_for_it(show):
    assert "confident: " in charts(show("confidence", "online_abuse", look="readiness"))[0].spec
    assert "confident: " not in charts(show("sample", "online_abuse", look="readiness"))[0].spec


def test_a_column_of_pressures_shows_the_measure_with_more_shown_units(show, addresses, tmp_path, monkeypatch):
    assert "<small>Exposure gap</small>" in markup(show("sample", "overview"))
    path = tmp_path / "release.sqlite"
    path.write_bytes(Path(addresses["sample"].removeprefix("sqlite:///")).read_bytes())
    connection = sqlite3.connect(path)
    connection.execute(
        "UPDATE result SET value = NULL, symbol = 'c', base = NULL, lower = NULL, upper = NULL"
        " WHERE measure_key = 'exposure_gap' AND unit_id = 'T01'"
    )
    connection.commit()
    connection.close()
    monkeypatch.setenv("HEADROOM_DATABASE_URL", f"sqlite:///{path}")
    text = markup(AppTest.from_string(one_page("overview"), default_timeout=30).run())
    assert "<small>Online share of all cases</small>" in text
    row = text.partition('scope="row">Exploitation and missing')[2].partition("</tr>")[0]
    assert "Act now" in row, "signals of the topic stay"


def test_no_table_or_chart_ranks_teams_by_wellbeing(show):
    app = show("sample", "wellbeing", view="parts", unit="S2")
    rows = re.findall(r'<th scope="row">(.*?)</th>', markup(app))
    assert rows == sorted(rows, key=str.casefold)


def test_the_table_of_pressures_puts_words_beside_every_colour(show):
    text = markup(show("sample", "overview"))
    cells = re.findall(
        r'<td role="cell" class="([^"]*)" data-topic="([^"]*)"[^>]*><b>(.*?)</b> <span>(.*?)</span>', text
    )
    assert len(cells) == 16 * 5
    assert {topic for _, topic, _, _ in cells} == {"Load", "Online abuse", "Training", "Wellbeing", "Support"}
    words = {"state-critical": "Act now", "state-warning": "Look into", "state-improvement": "Improving"}
    for state, _, figure, word in cells:
        assert figure
        assert word == words.get(state, word) != ""


def test_a_teams_place_in_the_list_does_not_depend_on_its_survey(show, addresses):
    store = open_store(addresses["sample"])
    units = [unit for unit in store.organisation if unit.unit_id in {"T01", "T02"}]
    stressed = Signal("T02", "stressed_moderately_or_very", date(2025, 11, 30), Severity.CRITICAL, "Stress is high.")
    loaded = Signal("T01", "load_ratio", date(2026, 3, 31), Severity.WARNING, "Load is high.")
    order = attention.pressed(units, attention.by_unit([stressed, loaded]), store.definitions)
    assert [unit.unit_id for unit, _ in order] == ["T01", "T02"]


def test_how_a_measure_stands_is_told_in_words_beside_its_icon_on_card_and_chart(show):
    app = show("sample", "caseload", unit="T05")
    (verdict,) = re.findall(r'<div class="verdict".*?</div></div>', markup(app))
    assert re.findall(r"<b>(.*?)</b>", verdict) == ["Not as usual"]
    assert re.findall(r'<p class="stands"><img[^>]*>(.*?)</p>', markup(app))[0] == "Not as usual"
    assert "The latest month stands out from what is usual here." in everything(app)
    (link,) = re.findall(r'<a href="(data-and-methods\?[^"]*)"', markup(app))
    assert "unit=T05" in link
    assert "section=How+to+read+the+charts" in link


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("managerial_supervision_in_time", "Target of 60% will be met as things are"),
        ("peer_supervision_in_time", "Target of 49% will be met in some months, missed in others"),
    ],
)
def test_what_will_become_of_a_target_is_told_and_its_line_drawn(show, unit, said):
    app = show("sample", "support", measure=unit)
    assert f"<b>{said}</b>" in markup(app)
    (chart,) = charts(app)
    assert "Target" in chart.spec


def test_an_earlier_month_shows_the_range_and_no_verdict(show):
    app = show("sample", "caseload", unit="T05", period="2025-03-31")
    assert 'class="verdict"' not in markup(app)
    assert 'class="stands"' not in markup(app)
    assert "worked out with later months too" in everything(app)
    assert '"usual range"' in charts(app)[0].spec


@pytest.mark.parametrize(("release", "page"), [("sample", "wellbeing"), ("national", "caseload")])
def test_surveys_and_years_stay_without_a_usual_range(show, release, page):
    app = show(release, page)
    assert "usual" not in charts(app)[0].spec + markup(app).replace(stylesheet.rules(), "")


def test_a_release_that_has_grown_old_says_so(addresses, monkeypatch):
    monkeypatch.setenv("HEADROOM_DATABASE_URL", addresses["sample"])
    page = one_page("caseload", today=date(2026, 11, 20))
    assert "234 days ago" in markup(AppTest.from_string(page, default_timeout=30).run())


def test_an_unusable_database_is_said_in_words(monkeypatch):
    monkeypatch.setenv("HEADROOM_DATABASE_URL", "sqlite:////nowhere/at/all.sqlite")
    app = AppTest.from_string(one_page("overview"), default_timeout=30).run()
    assert not app.exception
    assert app.title[0].value == "The figures cannot be reached"


def test_a_name_that_is_markup_is_shown_as_text(tmp_path, monkeypatch):
    path = tmp_path / "release.sqlite"
    council_release(f"sqlite:///{path}")
    connection = sqlite3.connect(path)
    attack = "<img src=x onerror=alert(1)> **bold** $x$"
    connection.execute("UPDATE unit SET name = ? || name", (attack,))
    connection.execute("UPDATE measure SET label = ? || label, definition = ?", (attack, attack))
    connection.execute("UPDATE signal SET sentence = ?", (attack,))
    connection.execute("UPDATE finding SET message = ?", (attack,))
    connection.execute("UPDATE chart SET words = ?", (attack,))
    connection.execute("UPDATE known_event SET label = ?", (attack,))
    connection.commit()
    connection.close()
    monkeypatch.setenv("HEADROOM_DATABASE_URL", f"sqlite:///{path}")
    for page in PAGES:
        app = AppTest.from_string(one_page(page), default_timeout=30).run()
        assert not app.exception
        assert "<img src=x" not in markup(app)
        labels = [element.label for kind in (app.button, app.expander) for element in kind]
        values = [element.value for kind in (app.title, app.header, app.markdown, app.caption) for element in kind]
        for text in [*labels, *values]:
            assert not re.search(r"(?<!\\)(<img|\*\*bold|\$x)", text)


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("How small numbers are protected", "Fewer children could be recognised."),
        ("How to read the charts", "Target will be missed as things are"),
        ("Definitions", "The number of cases says nothing of how complex they are."),
        ("Questions to the extracts", "Some involvements end before they start."),
        ("Inputs", "involvements.csv"),
        ("Symbols", "Rounds to zero but is not zero."),
    ],
)
def test_data_and_methods_opens_at_the_section_that_the_link_names(show, section, said):
    text = markup(show("sample", "data_and_methods", section=section))
    assert said in text
    assert "Figures shown and hidden by measure" not in text


def test_the_entry_file_opens_on_the_overview(addresses, monkeypatch):
    monkeypatch.setenv("HEADROOM_DATABASE_URL", addresses["sample"])
    app = AppTest.from_file("../../dashboard/app.py", default_timeout=30).run()
    assert not app.exception
    assert app.title[0].value.startswith("Riverside")


@pytest.mark.parametrize(
    ("release", "measure", "unit"), [("sample", "load_ratio", "T3"), ("national", "caseload_per_fte", "")]
)
def test_a_unit_is_shown_against_the_others_of_its_kind(show, release, measure, unit):
    app = show(release, "caseload", measure=measure, view="others", **({"unit": unit} if unit else {}))
    assert "no ranking" in " ".join(caption.value for caption in app.caption)
    assert any("outside what size and usual differences explain" in text.value for text in app.markdown)


def test_there_are_no_others_for_an_earlier_month_or_a_measure_that_is_not_compared(show):
    for chosen in ({"measure": "load_ratio", "period": "2025-03-31"}, {"measure": "open_cases"}):
        app = show("sample", "caseload", view="others", **chosen)
        assert "no ranking" not in " ".join(caption.value for caption in app.caption)
