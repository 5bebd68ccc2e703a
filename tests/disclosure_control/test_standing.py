"""A figure is published once: what the release before says stands, and both together tell nothing more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from builders.policies import OUTSIDERS
from builders.results import (
    CASELOAD,
    MARCH_2026,
    ONLINE_SHARE,
    OPEN_CASES,
    STRESSED_SHARE,
    Figures,
    results,
    shown,
)

from pipelines.disclosure_control.attack import exposures
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.protected import Exposure, ProtectedResults
from pipelines.disclosure_control.publication import Publication
from pipelines.measures.measure import Measure
from pipelines.measures.results import Results

SERVICE = {"S1": ["T1", "T2", "T3"]}
APRIL_2026 = date(2026, 4, 30)


def _published(given: Results) -> Publication:
    return Publication.of(protect(given, OUTSIDERS), given, OUTSIDERS)


def _next(given: Results, earlier: Results, restated: Collection[date] = ()) -> ProtectedResults:
    """The release after another, which both together must leave safe."""
    before = _published(earlier)
    protected = protect(given, OUTSIDERS, before, restated)
    assert exposures(Publication.of(protected, given, OUTSIDERS), before) == ()
    return protected


def _march(measure: Measure, figures: Figures, services: Mapping[str, Sequence[str]] = SERVICE) -> Results:
    return results(services, {measure: figures})


def test_a_corrected_count_of_children_is_not_published() -> None:
    """20 and then 21 would tell that one child was recorded late, and everything else recorded of that child."""
    first = _march(OPEN_CASES, {"T1": 20, "T2": 30, "T3": 40})
    second = _next(_march(OPEN_CASES, {"T1": 21, "T2": 30, "T3": 40}), first)
    assert shown(second, "open_cases") == {"A": 90, "S1": 90, "T1": 20, "T2": 30, "T3": 40}
    assert second.corrected == (MARCH_2026,)


def test_the_gate_refuses_a_release_in_which_one_child_was_added() -> None:
    first, second = (_march(OPEN_CASES, {"T1": count, "T2": 30, "T3": 40}) for count in (20, 21))
    found = exposures(_published(second), _published(first))
    assert {one.unit_id for one in found} == {"A", "S1", "T1"}


@pytest.mark.parametrize("now", [26, 14], ids=["six more", "six fewer"])
def test_the_gate_lets_a_correction_by_more_than_a_few_children_pass(now: int) -> None:
    first, second = (_march(OPEN_CASES, {"T1": count, "T2": 30, "T3": 40}) for count in (20, now))
    assert exposures(_published(second), _published(first)) == ()


def test_one_late_answer_to_the_survey_does_not_change_what_was_published() -> None:
    """Seven of fourteen and then eight of fifteen: the late respondent was stressed."""
    first, second = (
        _march(STRESSED_SHARE, {"T1": answers, "T2": (9, 20), "T3": (9, 20)}) for answers in ((7, 14), (8, 15))
    )
    assert Exposure("stressed_share", "T1", MARCH_2026) in exposures(_published(second), _published(first))
    assert shown(_next(second, first), "stressed_share")["T1"] == 50.0


def test_one_corrected_record_in_a_team_of_the_same_size_does_not_change_what_was_published() -> None:
    first, second = (
        _march(CASELOAD, {"T1": (cases, 8.0, 8), "T2": (90, 6.0, 6), "T3": (90, 7.0, 7)}) for cases in (100, 104)
    )
    assert Exposure("caseload", "T1", MARCH_2026) in exposures(_published(second), _published(first))
    assert shown(_next(second, first), "caseload")["T1"] == 12.5


def test_what_was_withheld_stays_withheld_though_it_has_grown() -> None:
    """T2 was cover for the three of T1. Shown now, it would be subtracted from the old total."""
    first = _march(OPEN_CASES, {"T1": 3, "T2": 20, "T3": 40})
    second = _next(_march(OPEN_CASES, {"T1": 12, "T2": 20, "T3": 40}), first)
    assert shown(second, "open_cases") == {"A": 63, "S1": 63, "T1": "c", "T2": "c", "T3": 40}


def test_another_pattern_for_the_same_month_would_tell_what_neither_does() -> None:
    first = _march(OPEN_CASES, {"T1": 3, "T2": 20, "T3": 40})
    published = _published(first)
    cells = published.cells.set_index("unit_id")
    other = cells.assign(
        value=[63, 63, None, 20, None], base=[63, 63, None, 20, None], symbol=[None, None, "c", None, "c"]
    )
    other_pattern = replace(published, cells=other.reset_index().astype({"symbol": "str"}))
    assert exposures(other_pattern) == exposures(published) == ()
    assert Exposure("open_cases", "T1", MARCH_2026) in exposures(other_pattern, published)


def test_a_new_month_is_published_beside_the_standing_ones() -> None:
    march = _march(OPEN_CASES, {"T1": 20, "T2": 30, "T3": 40})
    corrected = _march(OPEN_CASES, {"T1": 21, "T2": 30, "T3": 40})
    april = results(SERVICE, {OPEN_CASES: {"T1": 3, "T2": 31, "T3": 44}}, day=APRIL_2026)
    both = replace(april, cells=pd.concat([corrected.cells, april.cells], ignore_index=True))
    cells = _next(both, march).cells
    of_april = cells[cells["period_end"] == pd.Timestamp(APRIL_2026)].set_index("unit_id")
    assert of_april["symbol"].fillna("").to_dict() == {"A": "", "S1": "", "T1": "c", "T2": "c", "T3": ""}
    of_march = cells[cells["period_end"] == pd.Timestamp(MARCH_2026)].set_index("unit_id")
    assert of_march["value"].to_dict() == {"A": 90, "S1": 90, "T1": 20, "T2": 30, "T3": 40}


def test_a_measure_may_be_added_to_a_month_that_is_out_and_unchanged() -> None:
    figures = {"T1": 30, "T2": 40, "T3": 50}
    share = {"T1": (9, 30), "T2": (10, 40), "T3": (3, 50)}
    first = results(SERVICE, {OPEN_CASES: figures})
    second = _next(results(SERVICE, {OPEN_CASES: figures, ONLINE_SHARE: share}), first)
    assert shown(second, "open_cases") == shown(protect(first, OUTSIDERS), "open_cases")
    assert shown(second, "online_share") == {"A": 18.3, "S1": 18.3, "T1": "c", "T2": 25.0, "T3": "c"}


def test_what_is_added_finds_its_cover_among_what_is_new() -> None:
    """Everybody knows the open cases of each team already, so withholding them again would cover nothing."""
    figures = {"T1": 30, "T2": 40, "T3": 50}
    first = results(SERVICE, {OPEN_CASES: figures})
    added = results(SERVICE, {OPEN_CASES: figures, ONLINE_SHARE: {"T1": (9, 27), "T2": (10, 40), "T3": (9, 50)}})
    second = _next(added, first)
    assert shown(second, "open_cases") == {"A": 120, "S1": 120, "T1": 30, "T2": 40, "T3": 50}


def test_a_measure_is_not_added_where_figures_beside_it_have_been_corrected() -> None:
    share = {"T1": (9, 30), "T2": (10, 40), "T3": (12, 50)}
    first = results(SERVICE, {OPEN_CASES: {"T1": 30, "T2": 40, "T3": 50}})
    now = results(SERVICE, {OPEN_CASES: {"T1": 31, "T2": 40, "T3": 50}, ONLINE_SHARE: share})
    assert set(shown(_next(now, first), "online_share").values()) == {"x"}


def test_a_month_is_restated_on_request_and_what_moved_by_a_few_is_withheld_in_it() -> None:
    first = _march(OPEN_CASES, {"T1": 20, "T2": 30, "T3": 40})
    now = _march(OPEN_CASES, {"T1": 21, "T2": 45, "T3": 25})
    assert shown(_next(now, first, [MARCH_2026]), "open_cases") == {
        "A": "c", "S1": "c", "T1": "c", "T2": 45, "T3": 25,
    }  # fmt: skip


def test_what_was_withheld_stays_so_in_a_month_that_is_restated() -> None:
    first = _march(OPEN_CASES, {"T1": 3, "T2": 20, "T3": 40})
    now = _march(OPEN_CASES, {"T1": 12, "T2": 20, "T3": 50})
    second = shown(_next(now, first, [MARCH_2026]), "open_cases")
    assert (second["T1"], second["T2"]) == ("c", "c")


def test_a_team_that_joined_another_service_takes_its_history_along_and_the_services_begin_anew() -> None:
    counts = {"T1": 20, "T2": 30, "T3": 40, "T4": 50}
    first = _march(OPEN_CASES, counts, {"S1": ["T1", "T2"], "S2": ["T3", "T4"]})
    now = _march(OPEN_CASES, counts, {"S1": ["T1"], "S2": ["T2", "T3", "T4"]})
    assert shown(_next(now, first), "open_cases") == {"A": 140, "S1": "x", "S2": "x", **counts}


def test_figures_of_a_team_that_is_not_known_yet_begin_with_the_next_month() -> None:
    """T3 with one practitioner fewer under another code: side by side the two would tell of that one."""
    first = _march(OPEN_CASES, {"T1": 20, "T2": 30, "T3": 40})
    now = _march(OPEN_CASES, {"T1": 20, "T2": 36, "T9": 34}, {"S1": ["T1", "T2", "T9"]})
    second = shown(_next(now, first), "open_cases")
    assert second["T9"] == "x"
    assert second["T2"] == 30


def test_a_figure_that_is_missing_now_stands() -> None:
    first = _march(ONLINE_SHARE, {"T1": (10, 30), "T2": (12, 40), "T3": (20, 60)})
    cells = first.cells.assign(value=None, symbol="x", numerator=0, denominator=0, base=0)
    gone = replace(first, cells=cells.astype({"value": "float64", "symbol": "str"}))
    assert shown(protect(gone, OUTSIDERS, _published(first)), "online_share") == shown(
        protect(first, OUTSIDERS), "online_share"
    )


def test_a_service_keeps_its_history_when_one_of_its_teams_gets_another_code() -> None:
    counts = {"T1": 20, "T2": 30, "T3": 40}
    first = _march(OPEN_CASES, counts)
    now = _march(OPEN_CASES, {"T1": 21, "T2": 30, "T9": 40}, {"S1": ["T1", "T2", "T9"]})
    assert shown(_next(now, first), "open_cases") == {"A": 90, "S1": 90, "T1": 20, "T2": 30, "T9": "x"}


def test_a_service_that_lost_a_team_begins_anew() -> None:
    first = _march(OPEN_CASES, {"T1": 20, "T2": 30, "T3": 40})
    now = _march(OPEN_CASES, {"T1": 20, "T2": 70}, {"S1": ["T1", "T2"]})
    assert shown(_next(now, first), "open_cases") == {"A": 90, "S1": "x", "T1": 20, "T2": 30}


@pytest.mark.parametrize(
    ("measure", "before", "now"),
    [
        pytest.param(ONLINE_SHARE, (10, 40), (16, 47), id="one of the seven more is not counted"),
        pytest.param(STRESSED_SHARE, (7, 14), (17, 24), id="ten more respondents, all stressed"),
        pytest.param(STRESSED_SHARE, (7, 14), (8, 26), id="twelve more respondents, one stressed"),
    ],
)
def test_what_was_added_is_told_by_what_was_not_counted_too(
    measure: Measure, before: tuple[int, int], now: tuple[int, int]
) -> None:
    others = {"T2": (20, 60), "T3": (30, 90)}
    first, second = (_march(measure, {"T1": answers, **others}) for answers in (before, now))
    assert Exposure(measure.key, "T1", MARCH_2026) in exposures(_published(second), _published(first))
    restated = _next(second, first, [MARCH_2026])
    assert shown(restated, measure.key)["T1"] == "c"


def test_a_withheld_average_stays_withheld_in_a_restated_month() -> None:
    first = _march(CASELOAD, {"T1": (40, 3.0, 3), "T2": (90, 6.0, 6), "T3": (90, 7.0, 7)})
    now = _march(CASELOAD, {"T1": (140, 9.0, 9), "T2": (90, 6.0, 6), "T3": (90, 7.0, 7)})
    assert shown(_next(now, first, [MARCH_2026]), "caseload")["T1"] == "c"
    assert Exposure("caseload", "T1", MARCH_2026) in exposures(_published(now), _published(first))


def test_a_small_count_of_a_new_unit_looks_like_any_other_that_is_not_there_yet() -> None:
    """Were it withheld and the others not available, everybody would know which are small."""
    first = _march(OPEN_CASES, {"T1": 20, "T2": 30, "T3": 40, "T4": 50}, {"S1": ["T1", "T2", "T3", "T4"]})
    now = _march(OPEN_CASES, {"T1": 20, "T2": 37, "T8": 3, "T9": 80}, {"S1": ["T1", "T2", "T8", "T9"]})
    second = shown(_next(now, first), "open_cases")
    assert (second["T8"], second["T9"]) == ("x", "x")


def test_a_survey_that_is_missing_once_is_not_unsaid() -> None:
    first = _march(STRESSED_SHARE, {"T1": (7, 14), "T2": (20, 60), "T3": (30, 90)})
    now = _march(OPEN_CASES, {"T1": 20, "T2": 30, "T3": 40})
    without = replace(now, measures=(*now.measures, *first.measures))
    assert shown(_next(without, first), "stressed_share") == shown(protect(first, OUTSIDERS), "stressed_share")
