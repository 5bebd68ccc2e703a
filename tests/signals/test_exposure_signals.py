"""Exposure: much online abuse held without training, in a team compared with its authority."""

from __future__ import annotations

from builders.protected import Cell, Table, a_measure, an_authority, protected

from pipelines.measures.measure import Direction
from pipelines.published import Severity, Symbol
from pipelines.signals.read_signals import read_signals
from pipelines.signals.signal import Signal

OTHERS = [f"T{number:02}" for number in range(2, 13)]


def _gap(of_first: Cell, base: float = 40) -> Table:
    spread = {team: [30.0 + number % 3] for number, team in enumerate(OTHERS)}
    return Table(a_measure("exposure_gap"), {"T01": [of_first], **spread}, bases=base)


def _share(of_first: Cell) -> Table:
    spread = {team: [20.0 + number % 3] for number, team in enumerate(OTHERS)}
    measure = a_measure("online_share_of_all_cases", direction=Direction.NEITHER)
    return Table(measure, {"T01": [of_first], **spread}, bases=90)


def _cover(of_first: Cell) -> Table:
    spread = {team: [60.0 + number % 3] for number, team in enumerate(OTHERS)}
    measure = a_measure("training_cover_online_abuse", direction=Direction.HIGHER_IS_BETTER)
    return Table(measure, {"T01": [of_first], **spread}, bases=30)


def _signals(*tables: Table) -> list[Signal]:
    return list(read_signals(protected(an_authority(12), *tables)).rows)


def test_a_large_gap_a_large_share_and_little_training_together_are_critical() -> None:
    (signal,) = _signals(_gap(80.0), _share(45.0), _cover(20.0))
    assert (signal.unit_id, signal.measure_key, signal.rule) == ("T01", "exposure_gap", "exposure")
    assert signal.severity is Severity.CRITICAL
    assert signal.sentence == (
        "80 % of 40 children with online abuse were with practitioners without current training in it in October 2026, "
        "against 35 % in the teams of Exshire together; online abuse is part of 45 % (against 23 %) of its cases and "
        "only 20 % (against 58 %) of its practitioners have current training."
    )


def test_the_gap_and_one_other_voice_are_a_warning() -> None:
    (signal,) = _signals(_gap(80.0), _share(45.0), _cover(61.0))
    assert signal.severity is Severity.WARNING
    assert signal.sentence.endswith("together; online abuse is part of 45 % (against 23 %) of its cases.")


def test_the_gap_alone_is_a_notice() -> None:
    (signal,) = _signals(_gap(80.0))
    assert signal.severity is Severity.NOTICE
    assert signal.sentence.endswith("against 35 % in the teams of Exshire together.")


def test_a_gap_below_half_or_within_the_funnel_or_hidden_is_not_told() -> None:
    assert _signals(_gap(49.0, base=400)) == []
    assert _signals(_gap(60.0, base=6)) == []
    assert _signals(_gap(Symbol.CONFIDENTIAL)) == []


def test_little_training_without_a_gap_is_no_exposure() -> None:
    assert _signals(_share(45.0), _cover(20.0)) == []
