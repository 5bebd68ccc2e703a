"""Teams too small to publish, and authorities that stand out in yearly official statistics."""

from __future__ import annotations

from datetime import date

from builders.protected import Cell, Table, a_measure, a_nation, an_authority, protected

from pipelines.measures.measure import Direction, MeasureUnit
from pipelines.periods import PeriodKind
from pipelines.published import Severity, Symbol
from pipelines.signals.read_signals import read_signals
from pipelines.signals.signal import Signal

HIDDEN = Symbol.CONFIDENTIAL
YEARS = [date(2024, 9, 30), date(2025, 9, 30)]
AUTHORITIES = [f"L{number:02}" for number in range(1, 21)]


def _load(cells: dict[str, list[Cell]]) -> list[Signal]:
    table = Table(a_measure("load_ratio", direction=Direction.NEITHER), cells, bases=8)
    return list(read_signals(protected(an_authority(3), table)).rows)


def test_a_team_hidden_all_year_is_told_with_what_to_do_instead() -> None:
    (signal,) = _load({"T01": [HIDDEN] * 36, "T02": [80.0] * 36})
    assert (signal.unit_id, signal.rule, signal.severity) == ("T01", "too_small_to_publish", Severity.NOTICE)
    assert signal.sentence == (
        "The load of Team 1 was withheld in 12 of the last 12 months, because this team or one beside it is too small "
        "to publish: ask its manager how the team is, and read it with its service."
    )


def test_a_team_hidden_now_and_then_or_shown_again_is_not() -> None:
    now_and_then: list[Cell] = [80.0] * 6 + [HIDDEN, 80.0] * 2 + [HIDDEN, HIDDEN]
    shown_again: list[Cell] = [HIDDEN] * 35 + [80.0]
    assert _load({"T01": now_and_then, "T02": shown_again, "T03": [80.0]}) == []


def test_no_team_is_small_where_none_is_shown_and_a_service_is_never_a_team() -> None:
    assert _load({"T01": [HIDDEN] * 36, "T02": [HIDDEN] * 36}) == []
    assert _load({"S": [HIDDEN] * 36, "T02": [80.0] * 36}) == []


def test_a_team_without_known_load_is_not_hidden() -> None:
    assert _load({"T01": [Symbol.NOT_APPLICABLE] * 36, "T02": [80.0] * 36}) == []


def _yearly(
    key: str,
    cells: dict[str, list[Cell]],
    unit: MeasureUnit = MeasureUnit.PERCENT,
    direction: Direction = Direction.LOWER_IS_BETTER,
    base: float = 200,
) -> list[Signal]:
    measure = a_measure(key, unit=unit, direction=direction, kind=PeriodKind.YEAR, decimals=1)
    return list(read_signals(protected(a_nation(20), Table(measure, cells, base, YEARS))).rows)


def _caseloads(of_first: list[Cell]) -> dict[str, list[Cell]]:
    others = {authority: [15.0, 14.5 + number % 4 / 2] for number, authority in enumerate(AUTHORITIES)}
    return {**others, "E": [15.1, 15.2], "L01": of_first}


def test_an_authority_outside_the_funnel_of_england_is_listed_with_its_sentence() -> None:
    signals = _yearly("caseload_per_fte", _caseloads([23.9, 24.1]), MeasureUnit.CASES_PER_FTE, Direction.NEITHER)
    (signal,) = signals
    assert (signal.unit_id, signal.rule, signal.severity) == ("L01", "apart_in_england", Severity.WARNING)
    assert signal.period_end == date(2025, 9, 30)
    assert signal.sentence == (
        "Caseload in Authority 1 is above what size and usual differences between authorities explain: 24.1 cases per "
        "full-time practitioner in the year to 30 September 2025, against 15.2 for England."
    )


def test_the_side_that_presses_nobody_is_a_notice() -> None:
    low = _caseloads([6.5, 6.0])
    del low["E"]
    (signal,) = _yearly("caseload_per_fte", low, MeasureUnit.CASES_PER_FTE, Direction.NEITHER)
    assert signal.severity is Severity.NOTICE
    assert signal.sentence.endswith("6.0 cases per full-time practitioner in the year to 30 September 2025.")


def _rates(of_first: list[Cell]) -> dict[str, list[Cell]]:
    others = {authority: [15.0, 14.0 + number % 4] for number, authority in enumerate(AUTHORITIES)}
    return {**others, "L01": of_first}


def test_a_change_far_from_every_other_authoritys_is_told() -> None:
    fell, rose = _yearly("agency_rate", _rates([31.0, 15.0])), _yearly("vacancy_rate", _rates([5.0, 17.0]))
    assert [(signal.rule, signal.severity) for signal in (*fell, *rose)] == [
        ("large_change_in_a_year", Severity.IMPROVEMENT),
        ("large_change_in_a_year", Severity.NOTICE),
    ]
    assert fell[0].sentence == (
        "The agency rate in Authority 1 fell from 31.0% to 15.0% in the year to 30 September 2025, more than almost "
        "any authority's."
    )


def test_a_fall_of_something_without_a_better_direction_is_no_improvement() -> None:
    cells = _caseloads([30.0, 15.0])
    (signal,) = _yearly("caseload_per_fte", cells, MeasureUnit.CASES_PER_FTE, Direction.NEITHER)
    assert (signal.rule, signal.severity) == ("large_change_in_a_year", Severity.NOTICE)


def test_small_workforces_and_suppressed_figures_change_without_a_word() -> None:
    assert _yearly("agency_rate", _rates([31.0, 15.0]), base=49) == []
    assert _yearly("agency_rate", _rates([HIDDEN, 15.0])) == []


def test_too_few_authorities_are_not_compared() -> None:
    assert _yearly("agency_rate", {"L01": [5.0, 60.0], "L02": [15.0, 15.0]}) == []


def test_a_councils_own_months_are_not_read_as_official_years() -> None:
    monthly = Table(a_measure("agency_rate"), {authority: [15.0] for authority in AUTHORITIES}, 200)
    assert read_signals(protected(a_nation(20), monthly)).rows == ()
