"""What changed together with a pressing signal: told of the unit, or of its service; never of what is hidden."""

from __future__ import annotations

from datetime import date

import pytest
from builders.protected import Cell, Table, a_measure, an_authority, protected

from pipelines.measures.measure import Direction
from pipelines.periods import PeriodKind
from pipelines.published import Severity, Symbol
from pipelines.signals.companions import NOTHING_ELSE
from pipelines.signals.read_signals import read_signals
from pipelines.signals.signal import Signal

HIDDEN = Symbol.CONFIDENTIAL
OVERLOADED = Table(
    a_measure("load_ratio", direction=Direction.NEITHER),
    {"T01": [*[98.0, 96.0] * 14, 101.0, 106.0, 112.0, 118.0, 123.0, 128.0, 133.0, 138.0]},
    bases=8,
)
"""Over the limit since March 2026: what is asked is what changed since February."""
WAVES = (date(2026, 1, 31), date(2026, 9, 30))


def _share(key: str, cells: dict[str, list[Cell]], base: float = 10) -> Table:
    return Table(a_measure(key), cells, bases=base)


def _of_team(*tables: Table) -> Signal:
    found = read_signals(protected(an_authority(2), OVERLOADED, *tables)).rows
    return next(signal for signal in found if (signal.unit_id, signal.rule) == ("T01", "overload"))


def _since_february(before: float, after: float) -> list[Cell]:
    return [*[before] * 28, *[after] * 8]


def test_what_moved_since_the_month_before_it_began_is_told_with_both_figures() -> None:
    told = _of_team(
        _share("managerial_supervision_in_time", {"T01": _since_february(90, 50)}),
        _share("vacancy_rate", {"T01": _since_february(10, 40)}),
        _share("training_cover_online_abuse", {"T01": _since_february(60, 70)}),
    )
    assert told.since == date(2026, 3, 31)
    assert told.beside == (
        "Between February 2026 and October 2026: supervision in time fell from 90% to 50% and the share of vacant "
        "posts rose from 10% to 40%."
    )


@pytest.mark.parametrize(("base", "is_told"), [(6, False), (40, True)])
def test_one_person_more_or_less_in_a_small_team_is_not_told(base: float, is_told: bool) -> None:
    beside = _of_team(_share("training_cover_online_abuse", {"T01": _since_february(60, 43)}, base)).beside
    assert (beside != NOTHING_ELSE) is is_told


def test_where_nothing_moved_that_is_said_and_where_nothing_is_shown_nothing_is() -> None:
    assert _of_team(_share("vacancy_rate", {"T01": _since_february(10, 12)})).beside == NOTHING_ELSE
    assert not _of_team(_share("vacancy_rate", {"T01": [HIDDEN] * 36, "S": [HIDDEN] * 36})).beside
    assert not _of_team().beside


def test_a_figure_published_for_services_only_is_told_of_the_service_by_name() -> None:
    beside = _of_team(_share("absence_rate", {"S": _since_february(3, 6)}, base=200)).beside
    assert beside == "Between February 2026 and October 2026: sickness absence of Family support rose from 3% to 6%."


def test_a_team_hidden_at_one_end_is_told_of_its_service_and_never_of_the_authority() -> None:
    hidden = [*[90.0] * 27, HIDDEN, *[50.0] * 8]
    of_service = _share("managerial_supervision_in_time", {"T01": [*hidden], "S": _since_february(80, 60)})
    assert "supervision in time of Family support fell from 80% to 60%" in _of_team(of_service).beside
    of_authority = _share("managerial_supervision_in_time", {"T01": [*hidden], "A": _since_february(80, 60)})
    assert not _of_team(of_authority).beside


@pytest.mark.parametrize(("answers", "is_told"), [(29, False), (30, True)])
def test_a_survey_is_told_with_its_wave_and_only_with_enough_answers(answers: float, is_told: bool) -> None:
    measure = a_measure("stressed_moderately_or_very", kind=PeriodKind.WAVE)
    beside = _of_team(Table(measure, {"T01": [40.0, 75.0]}, bases=answers, periods=WAVES)).beside
    told = "moderate or high stress rose from 40% to 75% (survey of September 2026)."
    assert (told in beside) is is_told


def test_a_survey_from_before_the_change_alone_says_nothing() -> None:
    measure = a_measure("stressed_moderately_or_very", kind=PeriodKind.WAVE)
    earlier = (date(2025, 1, 31), date(2026, 1, 31))
    assert not _of_team(Table(measure, {"T01": [40.0, 75.0]}, bases=60, periods=earlier)).beside


def test_only_what_is_pressing_is_told_with_companions() -> None:
    measure = a_measure("managerial_supervision_in_time", direction=Direction.HIGHER_IS_BETTER)
    supervision = Table(measure, {"T01": [*[95.0] * 30, *[70.0] * 6]}, bases=40)
    vacancies = _share("vacancy_rate", {"T01": _since_february(10, 40)})
    (notice,) = (
        signal
        for signal in read_signals(protected(an_authority(2), supervision, vacancies)).rows
        if signal.rule == "supervision_slipping"
    )
    assert (notice.severity, notice.beside) == (Severity.NOTICE, "")
