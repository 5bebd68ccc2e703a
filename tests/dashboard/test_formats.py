"""How one figure is written."""

from datetime import date

import pytest
from builders.dashboard_cells import cell, definition, hidden

from dashboard import formats
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule, Symbol

SHARE = definition(unit="%", decimals=0)
RATE = definition(unit="cases per FTE", decimals=1)
STAFF = definition(unit="practitioners", decimals=0)
POSTS = definition(unit="FTE", decimals=0)
DAYS = definition(unit="days", decimals=0)
CHILDREN = definition(unit="children", decimals=0, disclosure_rule=DisclosureRule.CHILDREN)


@pytest.mark.parametrize(
    ("value", "measure", "written"),
    [
        (27.6, SHARE, "28%"),
        (17.25, RATE, "17.2 cases per FTE"),
        (1204.0, CHILDREN, "1,204 children"),
        (1.0, CHILDREN, "1 child"),
        (0.0, CHILDREN, "0 children"),
        (1.0, STAFF, "1 practitioner"),
        (-0.04, RATE, "0.0 cases per FTE"),
        (32.4, DAYS, "32 days"),
        (1.0, DAYS, "1 day"),
    ],
)
def test_a_figure_is_written_with_its_unit_at_its_own_decimals(value, measure, written):
    assert formats.amount(value, measure) == written


@pytest.mark.parametrize(
    ("moved", "measure", "written"),
    [
        (3.0, SHARE, "3 percentage points higher"),
        (-1.0, SHARE, "1 percentage point lower"),
        (-1.2, RATE, "1.2 cases per FTE lower"),
        (124.0, CHILDREN, "124 more children"),
        (-1.0, CHILDREN, "1 fewer child"),
        (-3.0, STAFF, "3 fewer practitioners"),
        (-3.0, POSTS, "3 less FTE"),
    ],
)
def test_a_change_says_its_size_and_direction_in_words(moved, measure, written):
    assert formats.difference(moved, measure) == written


def test_a_hidden_cell_is_its_symbol_with_a_word_and_never_a_number():
    assert formats.short(hidden(), SHARE) == "c (hidden)"
    assert formats.interval(hidden(), SHARE) == "–"
    assert formats.plain_base(hidden()) == "–"
    assert formats.base(hidden(), SHARE) == "not shown"


@pytest.mark.parametrize("symbol", list(Symbol))
@pytest.mark.parametrize("rule", list(DisclosureRule))
def test_every_symbol_has_a_reason_in_words_under_every_rule(symbol, rule):
    assert len(formats.reason(symbol, rule).split()) > 3


def test_the_reason_names_whom_it_protects_and_the_fewest():
    assert formats.reason(Symbol.CONFIDENTIAL, DisclosureRule.CHILDREN).startswith(
        "hidden to protect children: fewer than 6 children"
    )
    assert "fewer than 5 practitioners" in formats.reason(Symbol.CONFIDENTIAL, DisclosureRule.STAFF)
    assert "fewer than 10 answers" in formats.reason(Symbol.CONFIDENTIAL, DisclosureRule.SURVEY)
    assert formats.reason(Symbol.CONFIDENTIAL, DisclosureRule.OFFICIAL) == "hidden by its publisher to protect people"


def test_an_interval_says_its_unit_once():
    assert formats.interval(cell(value=28.0, lower=24.0, upper=32.0), SHARE) == "24–32%"


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(0, 10, "none"), (1, 1000, "less than 1%"), (10, 1000, "1%"), (1, 4, "25%")]
)
def test_a_share_is_never_rounded_to_nothing(part, whole, said):
    assert formats.share(part, whole) == said


def test_a_long_sentence_is_cut_at_its_semicolon_where_there_is_little_room():
    assert formats.opening("Load is over the limit: 136%; it is unusual.") == "Load is over the limit: 136%."
    assert formats.opening("Load is over the limit.") == "Load is over the limit."


def test_a_year_is_short_in_a_table_and_a_month_keeps_its_year():
    assert formats.short_period(date(2025, 9, 30), PeriodKind.YEAR) == "2025"
    assert formats.short_period(date(2026, 3, 31), PeriodKind.MONTH) == "Mar 2026"


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0, "less than one in ten"),
        (0.099, "less than one in ten"),
        (0.1, "about one in ten"),
        (0.31, "about one in three"),
        (0.5, "about one in two"),
        (0.68, "about two in three"),
        (0.9, "about nine in ten"),
        (0.93, "more than nine in ten"),
        (1.0, "more than nine in ten"),
    ],
)
def test_a_chance_is_said_as_people_say_it_and_never_as_certain(chance, said):
    assert formats.chance(chance) == said
