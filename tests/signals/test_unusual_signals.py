"""Watched measures: unusual for the unit itself, apart from the authority, and supervision slipping."""

from __future__ import annotations

import pytest
from builders.protected import Cell, Table, a_measure, an_authority, protected

from pipelines.measures.measure import Direction
from pipelines.published import Severity, Symbol
from pipelines.signals.read_signals import read_signals
from pipelines.signals.signal import Signal
from pipelines.signals.watched import WATCHED

HIGHER, LOWER, NEITHER = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER, Direction.NEITHER
OTHERS = [f"T{number:02}" for number in range(2, 13)]
USUAL = [70.0, 74.0] * 14
FALLEN = [52.0, 50.0, 53.0, 51.0, 49.0, 50.0, 51.0, 52.0]


def _table(key: str, direction: Direction, cells: dict[str, list[Cell]], base: float = 40) -> Table:
    return Table(a_measure(key, direction=direction), cells, bases=base)


def _signals(*tables: Table) -> list[Signal]:
    return list(read_signals(protected(an_authority(12), *tables)).rows)


def test_a_fall_below_what_is_usual_is_a_notice_that_says_since_when() -> None:
    (signal,) = _signals(_table("peer_supervision_in_time", HIGHER, {"T01": [*USUAL, *FALLEN]}))
    assert (signal.rule, signal.severity) == ("unusual_change", Severity.NOTICE)
    assert signal.sentence == (
        "The share of practitioners with recent peer supervision has been below its usual level in each of the last "
        "eight months: 52% in October 2026, against an average of 67% over the 36 months shown."
    )


def test_the_same_change_the_good_way_is_an_improvement() -> None:
    (signal,) = _signals(_table("agency_rate", LOWER, {"S": [*USUAL, *FALLEN]}))
    assert (signal.rule, signal.severity) == ("unusual_change", Severity.IMPROVEMENT)


def test_where_neither_way_is_better_a_rise_is_told_and_a_fall_is_not() -> None:
    falling = _table("online_share_of_all_cases", NEITHER, {"A": [*USUAL, *FALLEN]})
    rising = _table("online_share_of_all_cases", NEITHER, {"A": [*FALLEN[:4] * 7, *[71.0, 70.0] * 4]})
    assert _signals(falling) == []
    assert [signal.severity for signal in _signals(rising)] == [Severity.NOTICE]


def test_a_change_too_small_to_matter_is_not_told() -> None:
    assert _signals(_table("peer_supervision_in_time", HIGHER, {"T01": [*[70.0] * 28, *[62.0] * 8]})) == []


def test_a_change_of_one_person_in_a_small_team_is_not_told() -> None:
    one_of_six: list[Cell] = [*[0.0] * 28, *[16.7] * 8]
    assert _signals(_table("vacancy_rate", LOWER, {"T01": one_of_six}, base=6)) == []
    assert len(_signals(_table("vacancy_rate", LOWER, {"S": one_of_six}, base=60))) == 1


def test_supervision_that_falls_below_half_is_a_warning() -> None:
    slipping = [*USUAL, *[value - 8 for value in FALLEN]]
    (signal,) = _signals(_table("managerial_supervision_in_time", HIGHER, {"T01": slipping}))
    assert (signal.rule, signal.severity) == ("supervision_slipping", Severity.WARNING)
    (higher,) = _signals(_table("managerial_supervision_in_time", HIGHER, {"T01": [*USUAL, *FALLEN]}))
    assert higher.severity is Severity.NOTICE


def test_a_team_far_below_its_authority_is_a_notice_without_a_rank() -> None:
    cells: dict[str, list[Cell]] = {"T01": [20.0], **{team: [75.0 + number % 4] for number, team in enumerate(OTHERS)}}
    (signal,) = _signals(_table("training_cover_sexual_abuse", HIGHER, cells, base=30))
    assert (signal.rule, signal.severity) == ("apart_from_authority", Severity.NOTICE)
    assert signal.sentence == (
        "The share of practitioners with sexual abuse training is far below the other teams of Exshire (72% for its "
        "teams together): 20% in October 2026."
    )


def test_a_team_that_is_unusual_and_apart_is_one_warning() -> None:
    cells: dict[str, list[Cell]] = {"T01": [*[78.0, 74.0] * 14, *[20.0] * 8], **{team: [76.0] * 36 for team in OTHERS}}
    (signal,) = _signals(_table("training_cover_sexual_abuse", HIGHER, cells, base=30))
    assert (signal.rule, signal.severity) == ("unusual_change", Severity.WARNING)
    assert signal.sentence.endswith("months shown, and is far below the other teams of Exshire (71% for its teams "
                                    "together).")  # fmt: skip


def test_a_team_that_recovers_but_is_still_apart_gets_both() -> None:
    cells: dict[str, list[Cell]] = {"T01": [*[55.0, 57.0] * 14, *[35.0] * 8], **{team: [12.0] * 36 for team in OTHERS}}
    signals = _signals(_table("vacancy_rate", LOWER, cells, base=60))
    assert [(signal.rule, signal.severity) for signal in signals] == [
        ("apart_from_authority", Severity.NOTICE),
        ("unusual_change", Severity.IMPROVEMENT),
    ]
    assert "is far above the other teams of Exshire" in signals[0].sentence


def test_a_trend_a_far_point_and_a_near_pair_each_have_their_words() -> None:
    usual: list[Cell] = [50.0, 42.0, 58.0, 46.0, 54.0, 50.0] * 5
    for latest, words in (
        ([46.0, 52.0, 58.0, 64.0, 70.0, 76.0], "has risen for at least five months in a row: 76%"),
        ([50.0, 46.0, 58.0, 62.0, 64.0, 95.0], "is above anything its own past would lead one to expect: 95%"),
        ([50.0, 46.0, 46.0, 71.0, 55.0, 72.0], "has been unusually high in two of the last three months: 72%"),
    ):
        (signal,) = _signals(_table("vacancy_rate", LOWER, {"T01": [*usual, *latest]}))
        assert words in signal.sentence


def test_a_hidden_latest_month_says_nothing() -> None:
    hidden = [*USUAL, *FALLEN, Symbol.CONFIDENTIAL]
    assert _signals(_table("peer_supervision_in_time", HIGHER, {"T01": hidden})) == []


def test_a_measure_that_is_not_compared_never_sets_a_team_apart() -> None:
    cells: dict[str, list[Cell]] = {"T01": [95.0], **{team: [10.0] for team in OTHERS}}
    assert _signals(_table("specialist_wait_over_26_weeks", LOWER, cells, base=60)) == []


@pytest.mark.parametrize("watched", WATCHED, ids=lambda watched: watched.key)
def test_answers_of_staff_and_rolling_years_are_not_watched(watched: object) -> None:
    unfit = {"stressed_moderately_or_very", "able_to_tell_manager", "turnover_rate", "absence_rate",
             "training_hours_per_practitioner", "training_own_time_share"}  # fmt: skip
    assert getattr(watched, "key") not in unfit  # noqa: B009 - parametrised as an object
