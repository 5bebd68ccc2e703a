"""The gate: a release from which something can be worked out is refused, by name and without the number."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from builders.policies import OUTSIDERS
from builders.results import (
    CASELOAD,
    MARCH_2026,
    ONLINE_SHARE,
    OPEN_CASES,
    OVER_LIMIT_SHARE,
    STRESSED_SHARE,
    Figures,
    results,
)

from pipelines.disclosure_control.attack import (
    check_can_be_released,
    exposures,
)
from pipelines.disclosure_control.attack_counts import CountAttack
from pipelines.disclosure_control.intruder import Intruder
from pipelines.disclosure_control.linked_table import TableDraft
from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.protected import Exposure
from pipelines.disclosure_control.publication import Publication
from pipelines.disclosure_control.rounding import figures_of
from pipelines.errors import ExitCode, ReleaseRefused
from pipelines.measures.measure import Measure
from pipelines.measures.results import Results

SERVICE = {"S1": ["T1", "T2", "T3"]}


def _published(given: Results, policy: Policy = OUTSIDERS) -> Publication:
    return Publication.of(protect(given, policy), given, policy)


def _showing(given: Results, unit_id: str, measure: Measure, day: date = MARCH_2026) -> Publication:
    """A publication in which one hidden cell is shown after all."""
    published = _published(given)
    cells, true = published.cells, given.cells
    here = (
        (cells["unit_id"] == unit_id)
        & (cells["measure_key"] == measure.key)
        & (cells["period_end"] == pd.Timestamp(day))
    )
    assert cells.loc[here, "symbol"].tolist() == ["c"]
    figures = figures_of(true, given.measures, OUTSIDERS)
    shown = {column: cells[column].mask(here, figures[column]) for column in figures}
    return replace(published, cells=cells.assign(symbol=cells["symbol"].mask(here), **shown))


@pytest.mark.parametrize(
    ("measure", "figures", "shown", "named"),
    [
        pytest.param(OPEN_CASES, {"T1": 3, "T2": 20, "T3": 40}, "T2", "T1", id="total minus shown"),
        pytest.param(OPEN_CASES, {"T1": 3, "T2": 20, "T3": 40}, "T1", "T1", id="the small count itself"),
        pytest.param(ONLINE_SHARE, {"T1": (3, 30), "T2": (9, 30), "T3": (30, 90)}, "T2", "T1", id="share with base"),
        pytest.param(ONLINE_SHARE, {"T1": (27, 30), "T2": (9, 30), "T3": (30, 90)}, "T2", "T1", id="complement"),
        pytest.param(CASELOAD, {"T1": (9, 2, 4), "T2": (90, 6, 6), "T3": (90, 7, 7)}, "T2", "S1", id="small team"),
        pytest.param(CASELOAD, {"T1": (9, 2, 4), "T2": (90, 6, 6), "T3": (90, 7, 7)}, "T1", "T1", id="its base"),
        pytest.param(OVER_LIMIT_SHARE, {"T1": (6, 6), "T2": (3, 6), "T3": (4, 8)}, "T2", "S1", id="all of a team"),
        pytest.param(OVER_LIMIT_SHARE, {"T1": (0, 6), "T2": (3, 6), "T3": (4, 8)}, "T1", "T1", id="none of a team"),
        pytest.param(CASELOAD, {"T1": (30, 2, 2), "T2": (45, 3, 3)}, "S1", "S1", id="two teams of five in all"),
        pytest.param(STRESSED_SHARE, {"T1": (4, 9), "T2": (9, 15), "T3": (9, 16)}, "T2", "S1", id="respondents"),
    ],
)
def test_one_cell_too_many_is_found(measure: Measure, figures: Figures, shown: str, named: str) -> None:
    given = results(SERVICE, {measure: figures})
    assert exposures(_published(given)) == ()
    broken = _showing(given, shown, measure)
    assert Exposure(measure.key, named, given.reference_date) in exposures(broken)


def test_the_size_of_a_small_team_is_known_from_any_measure_with_the_same_base() -> None:
    """The service of 17 from one measure, its teams of 6 and 7 from the other."""
    figures = {"T1": (9, 2, 4), "T2": (90, 6, 6), "T3": (90, 7, 7)}
    shares = {"T1": (1, 4), "T2": (3, 6), "T3": (4, 7)}
    given = results(SERVICE, {CASELOAD: figures, OVER_LIMIT_SHARE: shares})
    with_team = _showing(given, "T2", OVER_LIMIT_SHARE)
    above = (with_team.cells["measure_key"] == "over_limit_share") & with_team.cells["unit_id"].isin(["A", "S1"])
    cells = with_team.cells.assign(
        value=with_team.cells["value"].mask(above), symbol=with_team.cells["symbol"].mask(above, "c")
    )
    broken = replace(with_team, cells=cells)
    assert exposures(broken) == (Exposure("caseload", "S1", MARCH_2026),)


def test_a_count_that_can_only_be_lower_is_as_open_as_one_that_can_be_higher() -> None:
    """5 + 1 = 6: the 5 can be no more than 5, and as little as 1."""
    given = results(SERVICE, {OPEN_CASES: {"T1": 5, "T2": 1, "T3": 40}})
    assert exposures(_published(given)) == ()


def test_a_refusal_names_measure_and_unit_and_never_the_number() -> None:
    given = results(SERVICE, {OPEN_CASES: {"T1": 3, "T2": 20, "T3": 40}})
    with pytest.raises(ReleaseRefused, match="Open cases, Team T1") as refused:
        check_can_be_released(_showing(given, "T2", OPEN_CASES))
    assert refused.value.exit_code is ExitCode.RELEASE_REFUSED
    text = str(refused.value).replace("T1", "").replace("(1 in all)", "")
    assert not any(character.isdigit() for character in text)


def test_a_safe_release_passes_the_gate() -> None:
    given = results(SERVICE, {OPEN_CASES: {"T1": 3, "T2": 20, "T3": 40}})
    check_can_be_released(_published(given))


def test_each_period_is_attacked_and_named_by_itself() -> None:
    march = results(SERVICE, {OPEN_CASES: {"T1": 30, "T2": 20, "T3": 40}})
    april = results(SERVICE, {OPEN_CASES: {"T1": 3, "T2": 20, "T3": 40}}, day=date(2026, 4, 30))
    both = replace(april, cells=pd.concat([march.cells, april.cells], ignore_index=True))
    broken = _showing(both, "T2", OPEN_CASES, date(2026, 4, 30))
    assert exposures(broken) == (Exposure("open_cases", "T1", date(2026, 4, 30)),)


def test_the_range_of_a_hidden_cell_is_what_the_shown_ones_leave() -> None:
    """3 + 20 = 23, and zeros are shown: each of the two hidden teams has 1 to 22 children."""
    given = results(SERVICE, {OPEN_CASES: {"T1": 3, "T2": 20, "T3": 40}})
    (authority,) = _published(given).by_authority()
    ranges = {(one.unit_id, one.least, one.greatest) for one in CountAttack(authority).withheld()}
    assert ranges == {("T1", 1, 22), ("T2", 1, 22)}


def test_a_hidden_share_leaves_a_range_for_its_numerator() -> None:
    given = results(SERVICE, {ONLINE_SHARE: {"T1": (3, 30), "T2": (9, 30), "T3": (30, 90)}})
    (authority,) = _published(given).by_authority()
    ranges = {(one.unit_id, one.least, one.greatest) for one in CountAttack(authority).withheld()}
    assert ranges >= {("T1", 0, 12), ("T2", 0, 12)}


def test_a_range_without_upper_limit_is_infinite() -> None:
    draft = TableDraft()
    total, part = (draft.add_count(np.array([count]), 0) for count in (20.0, 3.0))
    draft.add_rest(total, [part], 0)
    intruder = Intruder(draft.table(0))
    intruder.face(np.array([20.0, 3.0, 17.0]))
    everything_hidden = np.zeros(3, dtype=np.bool_)
    least, greatest = intruder.ranges(everything_hidden, np.array([total, part]))
    assert least.tolist() == [2, 1]
    assert np.isinf(greatest).all()
