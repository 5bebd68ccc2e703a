"""End to end: the stories of the sample authority are found and nobody else is alarmed; real statistics are read."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pipelines.contracts.check import Rejected
from pipelines.disclosure_control.policy import INTERNAL
from pipelines.errors import SettingsMissing
from pipelines.organisation import Level
from pipelines.published import Severity
from pipelines.release_authority import Treatment, protect_authority
from pipelines.settings import PseudonymKey
from pipelines.signals.read_signals import read_signals
from pipelines.signals.signal import Signal
from pipelines.sources.inbox import find_inboxes
from sample_data import EXTRACTS

DFE = Path(__file__).parents[3] / "shared" / "reference" / "dfe"
PRESSING = (Severity.CRITICAL, Severity.WARNING)

Told = list[tuple[str, Level, Signal]]


def _signals(folder: Path, key: PseudonymKey | SettingsMissing) -> Told:
    (inbox,) = find_inboxes(folder)
    authority = protect_authority(inbox, Treatment(key, INTERNAL, None))
    assert not isinstance(authority, Rejected), authority.findings
    organisation = authority.protected.organisation
    return [
        (organisation[signal.unit_id].name, organisation[signal.unit_id].level, signal)
        for signal in read_signals(authority.protected).rows
    ]


@pytest.fixture(scope="module")
def sample() -> Told:
    return _signals(EXTRACTS, PseudonymKey(bytes(range(32))))


@pytest.fixture(scope="module")
def national() -> Told:
    if not DFE.is_dir():
        pytest.skip("the published statistics are not here: ../shared/reference/dfe")
    return _signals(DFE, SettingsMissing("no key: nothing names a person"))


def _of(told: Told, name: str) -> dict[tuple[str, str], Signal]:
    return {(signal.rule, signal.measure_key): signal for unit, _, signal in told if unit == name}


def test_the_team_that_drifts_into_overload_is_critical_and_its_sentence_says_how_far_and_since_when(
    sample: Told,
) -> None:
    signal = _of(sample, "Safeguarding North")["overload", "load_ratio"]
    assert signal.severity is Severity.CRITICAL
    assert signal.sentence.startswith("Load has been above the indicative limit since March 2026 (")
    assert "of 15 cases per full-time practitioner in October 2026, up from " in signal.sentence
    assert signal.since == date(2026, 3, 31)
    assert signal.beside == (
        "Between February 2026 and October 2026: supervision in time fell from 80% to 31% and the share of "
        "vacant posts rose from 9.2% to 34.5%."
    )


def test_no_other_team_is_critical_and_only_the_exposed_team_is_warned(sample: Told) -> None:
    pressing = {unit for unit, level, signal in sample if level is Level.TEAM and signal.severity in PRESSING}
    critical = {unit for unit, level, signal in sample if level is Level.TEAM and signal.severity is Severity.CRITICAL}
    assert critical <= {"Safeguarding North", "Exploitation and Missing"}
    assert pressing == {"Safeguarding North", "Exploitation and Missing"}


def test_the_exposed_team_is_found_though_its_gap_may_be_hidden(sample: Told) -> None:
    assert _of(sample, "Exploitation and Missing")["exposure", "exposure_gap"].severity in PRESSING


def test_the_team_that_recovers_with_peer_supervision_is_an_improvement(sample: Told) -> None:
    signal = _of(sample, "Safeguarding Central")["unusual_change", "peer_supervision_in_time"]
    assert signal.severity is Severity.IMPROVEMENT


def test_the_team_too_small_to_publish_is_told_as_a_notice(sample: Told) -> None:
    assert _of(sample, "New Arrivals")["too_small_to_publish", "load_ratio"].severity is Severity.NOTICE


def test_a_manager_sees_at_most_three_signals_unless_the_team_is_in_trouble(sample: Told) -> None:
    by_team = Counter(unit for unit, level, _ in sample if level is Level.TEAM)
    assert {unit for unit, signals in by_team.items() if signals > 3} <= {"Safeguarding North"}


def test_authorities_outside_the_funnel_of_2025_are_listed_with_their_sentence(national: Told) -> None:
    apart: dict[str, set[str]] = {}
    for unit, _, signal in national:
        if signal.rule == "apart_in_england":
            apart.setdefault(signal.measure_key, set()).add(unit)
    assert apart == {
        "caseload_per_fte": {"Bolton", "Islington", "Liverpool", "North East Lincolnshire"},
        "turnover_rate": {
            "Bracknell Forest",
            "Dudley",
            "Kingston upon Thames and Richmond upon Thames (joint return)",
            "Reading",
            "Sutton",
        },
        "vacancy_rate": {"Brighton and Hove"},
        "absence_rate": {"Buckinghamshire", "Southwark"},
    }
    bolton = _of(national, "Bolton")["apart_in_england", "caseload_per_fte"]
    assert bolton.severity is Severity.WARNING
    assert bolton.sentence == (
        "Caseload in Bolton is above what size and usual differences between authorities explain: 20.8 cases per "
        "full-time practitioner in the year to 30 September 2025, against 15.2 for England."
    )
