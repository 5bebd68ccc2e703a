"""Exposure: much online abuse held without training, in a team compared with its authority."""

from __future__ import annotations

from builders.protected import Cell, Table, a_measure, an_authority, protected

from pipelines.measures.measure import Direction
from pipelines.published import Severity, Symbol
from pipelines.signals.read_signals import read_signals
from pipelines.signals.signal import Signal


def _latest(key: str, direction: Direction, team: Cell, base: float, authority: Cell) -> Table:
    return Table(a_measure(key, direction=direction), {"T01": [team], "A": [authority]}, {"T01": base, "A": 1000})


def _gap(team: Cell) -> Table:
    return _latest("exposure_gap", Direction.LOWER_IS_BETTER, team, 45, Symbol.CONFIDENTIAL)


def _share(team: Cell, base: float = 154) -> Table:
    return _latest("online_share_of_all_cases", Direction.NEITHER, team, base, 10.0)


def _cover(team: Cell) -> Table:
    return _latest("training_cover_online_abuse", Direction.HIGHER_IS_BETTER, team, 13, 57.0)


def _signals(*tables: Table) -> list[Signal]:
    return list(read_signals(protected(an_authority(2), *tables)).rows)


def test_a_large_share_little_training_and_a_large_gap_together_are_critical() -> None:
    (signal,) = _signals(_gap(76.0), _share(29.0), _cover(23.0))
    assert (signal.unit_id, signal.measure_key, signal.rule) == ("T01", "exposure_gap", "exposure")
    assert signal.severity is Severity.CRITICAL
    assert signal.sentence == (
        "In Team 1 in October 2026, online abuse was part of 29% of its cases (10% in Exshire), current training in "
        "it was held by 23% of its practitioners (57% in Exshire) and 76% of 45 children with online abuse were "
        "with practitioners without that training."
    )


def test_a_hidden_gap_leaves_two_voices_and_a_warning() -> None:
    (signal,) = _signals(_gap(Symbol.CONFIDENTIAL), _share(29.0), _cover(23.0))
    assert signal.severity is Severity.WARNING
    assert signal.sentence.endswith("(10% in Exshire) and current training in it was held by 23% of its "
                                    "practitioners (57% in Exshire).")  # fmt: skip


def test_a_gap_and_little_training_are_a_warning() -> None:
    (signal,) = _signals(_gap(50.0), _share(11.0), _cover(23.0))
    assert signal.severity is Severity.WARNING


def test_one_voice_alone_says_nothing() -> None:
    assert _signals(_gap(90.0)) == []
    assert _signals(_gap(49.0), _share(29.0), _cover(55.0)) == []
    assert _signals(_gap(Symbol.CONFIDENTIAL), _share(11.0), _cover(23.0)) == []


def test_a_share_that_chance_explains_is_no_voice() -> None:
    assert _signals(_gap(Symbol.CONFIDENTIAL), _share(29.0, base=7), _cover(23.0)) == []


def test_a_whole_authority_is_never_compared_with_itself() -> None:
    gap = Table(a_measure("exposure_gap"), {"A": [80.0], "S": [80.0]})
    share = Table(a_measure("online_share_of_all_cases"), {"A": [40.0], "S": [90.0], "E": [90.0]})
    assert _signals(gap, share) == []
