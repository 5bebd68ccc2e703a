"""The whole set of signals: order, determinism, what they may rest on, and their explanations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from builders.protected import Cell, Table, a_measure, an_authority, protected

from pipelines.disclosure_control.protected import SEAL, ProtectedResults
from pipelines.measures.measure import Direction
from pipelines.organisation import Level
from pipelines.published import Severity, Symbol
from pipelines.signals.catalogue import RULES, explain_rule, explain_rules
from pipelines.signals.read_signals import read_signals
from pipelines.signals.rule import by_agreement
from pipelines.signals.watched import WATCHED
from pipelines.signals.words import listed, number

DRIFT = [98.0, 96.0] * 14 + [101.0, 106.0, 112.0, 118.0, 123.0, 128.0, 133.0, 138.0]


def _load(cells: dict[str, list[Cell]]) -> Table:
    return Table(a_measure("load_ratio", direction=Direction.NEITHER), cells, bases=8)


def _peer(cells: dict[str, list[Cell]]) -> Table:
    return Table(a_measure("peer_supervision_in_time", direction=Direction.HIGHER_IS_BETTER), cells, bases=20)


def _resealed(given: ProtectedResults, rows: list[int]) -> ProtectedResults:
    return replace(given, cells=given.cells.iloc[rows], seal=SEAL)


def test_the_most_pressing_come_first_then_the_order_of_the_organisation() -> None:
    release = protected(
        an_authority(4),
        _peer({"T01": [*[20.0, 24.0] * 14, *[70.0] * 8]}),
        _load({"T02": [105.0] * 3, "T03": [*DRIFT], "A": [104.0] * 3}),
    )
    assert [(signal.severity, signal.unit_id) for signal in read_signals(release).rows] == [
        (Severity.CRITICAL, "T03"),
        (Severity.NOTICE, "A"),
        (Severity.NOTICE, "T02"),
        (Severity.IMPROVEMENT, "T01"),
    ]


def test_the_order_of_the_cells_changes_nothing() -> None:
    release = protected(an_authority(4), _load({"T02": [105.0] * 3, "T03": [*DRIFT]}), _peer({"T01": [50.0] * 20}))
    shuffled = np.random.default_rng(1).permutation(len(release.cells)).tolist()
    assert read_signals(_resealed(release, shuffled)) == read_signals(release)


def test_signals_are_the_same_whatever_a_hidden_cell_held() -> None:
    """A hidden month is a symbol and nothing else; only shown cells can be read."""
    with_symbols = protected(an_authority(2), _load({"T01": [*DRIFT[:30], Symbol.CONFIDENTIAL, *DRIFT[31:]]}))
    without_the_cell = _resealed(with_symbols, [row for row in range(len(with_symbols.cells)) if row != 5])
    assert with_symbols.cells["symbol"].iloc[5] == "c"
    assert read_signals(with_symbols) == read_signals(without_the_cell)


def test_breakdowns_raise_no_signal() -> None:
    release = protected(an_authority(2), _load({"T01": [*DRIFT]}))
    broken_down = replace(release, cells=release.cells.assign(breakdown_topic="status", breakdown="cp"), seal=SEAL)
    assert read_signals(broken_down).rows == ()


def test_a_release_without_cells_has_no_signals() -> None:
    assert read_signals(protected(an_authority(2), _load({}))).rows == ()


def test_a_unit_a_measure_a_period_and_a_rule_occur_once() -> None:
    rng = np.random.default_rng(3)
    teams = [unit.unit_id for unit in an_authority(16).at(Level.TEAM)]
    tables = [
        Table(
            a_measure(watched.key, direction=Direction.HIGHER_IS_BETTER),
            {team: [*np.clip(50 + rng.normal(0, 6, 36).cumsum(), 0, 100)] for team in teams},
            60,
        )
        for watched in WATCHED
    ]
    rows = read_signals(protected(an_authority(16), *tables)).rows
    keys = [(row.unit_id, row.measure_key, row.period_end, row.rule) for row in rows]
    assert len(keys) > 10
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_every_rule_is_explained_with_its_source_in_plain_words(rule: object) -> None:
    text = explain_rule(getattr(rule, "key"))  # noqa: B009 - parametrised as an object
    assert text is not None
    assert "**Source.**" in text
    assert not any(word in text.lower() for word in ("sigma", "p-value", "kpi", "metric"))
    assert text in explain_rules()


def test_a_rule_nobody_declared_is_not_explained() -> None:
    assert explain_rule("league_table") is None


def test_the_bands_stand_in_the_explanation_with_their_day() -> None:
    for told in ("may hold | 15 | 1990", "is near the limit | 90 | 1990", "is well over the limit | 120 | 1990"):
        assert told in explain_rules()


def test_keys_fit_the_published_table_and_are_declared_once() -> None:
    keys = [rule.key for rule in RULES]
    assert len(set(keys)) == len(keys)
    assert max(len(key) for key in keys) <= 32


@pytest.mark.parametrize(
    ("voices", "severity"),
    [(1, Severity.NOTICE), (2, Severity.WARNING), (3, Severity.CRITICAL), (4, Severity.CRITICAL)],
)
def test_voices_that_agree_outrank_one(voices: int, severity: Severity) -> None:
    assert by_agreement(voices) is severity


def test_small_numbers_are_words_and_lists_read_aloud() -> None:
    assert [number(count) for count in (0, 1, 9, 10, 1204)] == ["no", "one", "nine", "10", "1,204"]
    assert [listed(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
