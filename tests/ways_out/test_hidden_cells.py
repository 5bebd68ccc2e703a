"""Where a cell is hidden, what is sent to a browser holds no number: not in chart, table, card, download or scale."""

import json
import re
import struct
from datetime import date

import numpy as np
import pytest
from builders import exchanged, hidden_cells, views, wire
from builders.running import opened
from builders.wire import View
from sqlalchemy import select

from dashboard import formats
from dashboard.views import looks
from pipelines.published import METADATA

KEYS = ["unit_id", "measure_key", "period_end", "breakdown"]
LATEST = date(2026, 10, 31)
SHARE, COVER = "online_share_of_all_cases", "training_cover_online_abuse"
READ_BACK = {"history", "parts", "kinds", "readiness", "scenario", "profile", "beside"}
LAST_DIGITS = 1e-9
DECIMAL = re.compile(rb"\d+\.\d{4,}")


@pytest.fixture(scope="module")
def book(released):
    with opened(released[0].database) as connection:
        return hidden_cells.read(connection)


def asked(view: View) -> dict[str, str]:
    return dict(view.asked)


def latest(book, unit_id: str, key: str) -> date:
    return max(end for unit, measure, end, kind in book.cells if (unit, measure, kind) == (unit_id, key, ""))


def of_view(sent, view_name: str):
    """Addresses that name a measure and this way of looking at it, and that the page had."""
    for view, got in sent.items():
        wanted = asked(view)
        if wanted.get("view") == view_name:
            yield wanted["unit"], wanted["measure"], got


def test_a_chart_over_time_has_a_gap_where_a_cell_is_hidden_and_its_table_says_why(sent, book):
    hidden = 0
    for unit_id, key, got in of_view(sent, "time"):
        if book.measures[key] not in wire.words(got.elements):
            continue
        (spec,) = wire.charts(got.elements)
        hidden += hidden_cells.check_over_time(spec, book, unit_id, key)
        rows = {
            f"{end:%b %Y}": figure.is_hidden
            for (unit, measure, end, kind), figure in book.cells.items()
            if (unit, measure, kind) == (unit_id, key, "")
        }
        rows |= {f"{end:%b %Y}, outlook": False for unit, of, end in book.outlooks if (unit, of) == (unit_id, key)}
        assert hidden_cells.check_table(wire.markup(got.elements), rows) <= hidden
    assert hidden > 500


def test_an_outlook_is_shown_where_the_load_is_and_nowhere_else(sent, book):
    shown = {
        asked(view)["unit"]
        for view, got in sent.items()
        if any('"outlook"' in json.dumps(spec) for spec in wire.charts(got.elements))
    }
    assert {views.AUTHORITY, views.PARTLY_SHOWN} <= shown
    assert shown <= {unit for unit, _, _ in book.outlooks}
    for unit, key, end in book.outlooks:
        latest_shown = book.cells[unit, key, latest(book, unit, key), ""]
        assert not latest_shown.is_hidden
        assert end > latest(book, unit, key)


def test_units_side_by_side_have_no_mark_where_a_cell_is_hidden(sent, book):
    hidden = 0
    for unit_id, key, got in of_view(sent, "parts"):
        headings = wire.words(got.elements)
        if f"{book.measures[key]}, teams of" not in headings:
            continue
        end = latest(book, unit_id, key)
        cells = {
            book.units[unit]: figure
            for (unit, measure, when, kind), figure in book.cells.items()
            if (measure, when, kind) == (key, end, "") and unit in {"T13", "T14", "T15", "T16", "T17", "T18"}
        }
        # A year earlier by month, and whichever survey came before.
        earlier = [
            figure for (_, of, when, kind), figure in book.cells.items() if (of, kind) == (key, "") and when < end
        ]
        own = [book.cells[unit_id, key, end, ""], *earlier]
        (spec,) = wire.charts(got.elements)
        others = [*book.benchmarks, *(number for figure in own for number in figure.numbers)]
        hidden += hidden_cells.check_side_by_side(spec, cells, others, book.scales.get(key))
        rows = {name: figure.is_hidden for name, figure in cells.items()}
        hidden_cells.check_table(wire.markup(got.elements), rows)
    assert hidden > 40


def of_look(sent, look: str):
    """Addresses that ask for one way of looking at a topic, and were given a chart of it."""
    for view, got in sent.items():
        if asked(view).get("look") == look and wire.charts(got.elements):
            yield asked(view)["unit"], wire.charts(got.elements)


def test_results_together_draw_no_mark_where_one_is_hidden(sent, book):
    looked, hidden = 0, 0
    profiles = {"standards": [looks.STANDARDS], "confidence": [looks.CONFIDENCE, looks.PREPARED]}
    for look, together in (profiles | {"said": [looks.SUPERVISION]}).items():
        for unit_id, specs in of_look(sent, look):
            for profile, spec in zip(together, specs, strict=True):
                keys = [key for key in profile.measures if (unit_id, key, LATEST, "") in book.cells]
                hidden += hidden_cells.check_profile(spec, book, unit_id, keys, LATEST)
                looked += 1
    assert looked == 3 * 4
    assert hidden > 20


def test_stress_beside_caseload_has_a_gap_where_either_is_hidden(sent, book):
    keys = ("stressed_moderately_or_very", "caseload_per_fte")
    hidden = [hidden_cells.check_panels(spec, book, unit, keys) for unit, (spec,) in of_look(sent, "timeline")]
    assert len(hidden) == 3
    assert sum(hidden) > 12


def test_team_by_team_no_digit_stands_in_a_hidden_cell(sent):
    tables = [wire.markup(got.elements) for view, got in sent.items() if asked(view).get("look") == "teams"]
    withheld = [
        cell for table in tables for cell in re.findall(r'<td role="cell" class="withheld"[^>]*>(.*?)</td>', table)
    ]
    assert len(withheld) > 50
    assert {re.sub(r"<[^>]+>", "", cell) for cell in withheld} <= {"c hidden", "x no figure", "z no figure"}


def test_kinds_have_no_bar_where_a_cell_is_hidden_and_hidden_ones_stand_in_the_order_of_their_names(sent, book):
    hidden = 0
    for unit_id, key, got in of_view(sent, "kind"):
        end = latest(book, unit_id, key)
        kinds = {
            kind: figure
            for (unit, measure, when, kind), figure in book.cells.items()
            if (unit, measure, when) == (unit_id, key, end) and kind
        }
        (spec,) = wire.charts(got.elements)
        cells = {formats.breakdown(kind): figure for kind, figure in kinds.items()}
        hidden += hidden_cells.check_side_by_side(spec, cells, ())
        order = [" ".join(name.split("<br>")) for name in reversed(spec["layout"]["yaxis"]["categoryarray"])]
        withheld = [formats.breakdown(kind) for kind in sorted(kinds) if kinds[kind].is_hidden]
        assert order[len(order) - len(withheld) :] == withheld
        hidden_cells.check_table(wire.markup(got.elements), {name: figure.is_hidden for name, figure in cells.items()})
    assert hidden > 0


def test_cards_and_the_table_of_pressures_show_a_symbol_and_its_reason(sent):
    cards = sum(hidden_cells.check_cards(wire.markup(got.elements)) for got in sent.values())
    pressures = sum(hidden_cells.check_pressures(wire.markup(got.elements)) for got in sent.values())
    assert cards > 100
    assert pressures > 20


def test_every_chart_is_of_a_kind_that_is_looked_into(sent):
    """A chart that no test here reads back, of another page or another make, would be a way out of its own."""
    for view, got in sent.items():
        for element in got.elements:
            if element.HasField("plotly_chart") and "data-and-methods" not in view.path:
                assert element.plotly_chart.id.rsplit("-", 2)[-2] in READ_BACK, view.path


def test_exposure_is_drawn_for_teams_of_which_both_figures_are_shown_and_for_no_other(sent, book):
    left = 0
    for view, got in sent.items():
        if asked(view).get("look") == "readiness":
            teams = [unit for unit in book.units if unit.startswith("T")]
            if asked(view)["unit"] == views.SERVICE:
                teams = [unit for unit in teams if book.units[unit] in wire.markup(got.elements)]
                assert 2 <= len(teams) < len(book.units)
            (spec,) = wire.charts(got.elements)
            left += hidden_cells.check_readiness(spec, book, teams, (SHARE, COVER), LATEST)
            for unit in teams:
                figures = [book.cells[unit, key, LATEST, ""] for key in (SHARE, COVER)]
                row = wire.markup(got.elements).rpartition(f'<th scope="row">{book.units[unit]}</th>')[2]
                row = row.partition("</tr>")[0]
                assert not figures[1].is_hidden or re.findall(r">([^<]*\d[^<]*)</td>", row) == [], unit
                assert figures[1].is_hidden or re.search(r"\d+ of \d+ trained", row), unit
    assert left > 2


def test_a_scenario_starts_from_shown_figures_and_a_hidden_team_is_offered_none(sent, book):
    teams = 0
    for view, got in sent.items():
        if view.page == "what-would-help" and asked(view)["unit"].startswith("T"):
            unit = asked(view)["unit"]
            hidden = book.cells[unit, "load_ratio", LATEST, ""].is_hidden
            specs = wire.charts(got.elements)
            labels = [element.slider.label for element in got.elements if element.HasField("slider")]
            assert bool(specs) != hidden
            assert ("Add full-time practitioners" in labels) != hidden
            assert ("Train practitioners in online abuse" in labels) <= (
                not book.cells[unit, COVER, LATEST, ""].is_hidden
            )
            for spec in specs:
                teams += hidden_cells.check_scenario(spec, book, LATEST)
            taking = [element.selectbox.options for element in got.elements if element.HasField("selectbox")][2:]
            offered = {option.rpartition(" (")[0] for options in taking for option in options}
            shown = {
                name
                for name, other in book.unit_called.items()
                if other.startswith("T") and not book.cells[other, "load_ratio", LATEST, ""].is_hidden
            }
            assert offered <= shown - {book.units[unit]}
    assert teams >= 2


def test_a_download_holds_the_symbol_and_no_number_of_a_hidden_cell(sent, book):
    hidden = 0
    for got in sent.values():
        for label, body in got.downloads.items():
            if label == "Download these figures (CSV)":
                hidden += hidden_cells.check_download(body, book)
            else:
                assert label == "Download this table (CSV)", "a download that no test reads back"
    assert hidden > 1000


def test_a_team_without_a_figure_is_given_no_number_in_any_sentence(sent):
    """Beside the thresholds themselves, a page of a hidden team has dates, zeros and figures of others only."""
    name = exchanged.AMONG_OTHERS.names[0]
    for view, got in sent.items():
        if asked(view).get("unit") == views.HIDDEN and view.page in {
            "wellbeing",
            "training",
            "workforce",
            "what-would-help",
        }:
            title = next(element.heading.body for element in got.elements if element.HasField("heading"))
            assert re.search(r"\d", title) is None, title
            assert name in title


def test_no_true_number_of_a_hidden_cell_is_sent_or_stored(released, sent, truth, book):
    """Numbers that cannot be there by chance: fractions of hidden cells as they truly are, in digits or in binary."""
    true = truth.assign(period_end=truth["period_end"].dt.date).set_index(KEYS)
    hidden = [key for key, figure in book.cells.items() if figure.symbol == "c"]
    numbers = true.loc[true.index.isin(hidden), ["value", "numerator", "denominator", "base"]].to_numpy().ravel()
    shown = {number for figure in book.cells.values() for number in figure.numbers}
    # An average of whole numbers over three years is a fraction that a hidden cell may well have, too; that charts tell
    # nothing of hidden cells is seen where people change places.
    limit = METADATA.tables["chart_limit"].c
    with opened(released[0].database) as connection:
        shown |= {
            number for row in connection.execute(select(limit.centre, limit.lower, limit.upper)) for number in row
        }
    # A sum of fractions that misses a round number by its last binary digit is that number, and may be anybody's.
    fractions = numbers[np.isfinite(numbers) & (np.abs(numbers - np.round(numbers, 3)) > LAST_DIGITS)]
    secrets = {float(number) for number in fractions} - shown
    assert len(secrets) > 300
    everything = b"".join(got.everything() for got in sent.values())
    stored = b"".join(path.read_bytes() for path in released[0].folder.glob("headroom.sqlite*"))
    windows = {stored[start : start + 8] for start in range(len(stored) - 7)}
    assert not [secret for secret in secrets if {struct.pack("<d", secret), struct.pack(">d", secret)} & windows]
    assert b"bdata" not in everything, "numbers of a chart are sent as text, so that they can be searched"
    written = {found.decode() for found in DECIMAL.findall(everything + stored)}
    places = {len(text.partition(".")[2]) for text in written}
    assert written & {f"{secret:.{place}f}" for secret in secrets for place in places} == set()


def test_no_identifier_and_no_free_text_of_a_person_is_sent_or_stored(released, sent):
    everything = b"".join(got.everything() for got in sent.values())
    stored = b"".join(path.read_bytes() for path in released[0].folder.glob("headroom.sqlite*"))
    words = {*re.findall(rb"[\w-]+", everything + stored)}
    assert not words & {one.encode() for one in exchanged.identifiers(released[0].folder / "inbox")}
    for secret in (exchanged.SECRET_WORD, *exchanged.SECRET_FTE, *exchanged.SECRET_HOURS, released[0].key):
        assert secret.encode() not in everything + stored
