"""Nothing that the sample release shows, less anything else it shows, leaves a sum that one or two people make up.

The remainders are worked out here from the rows about people, by single persons; disclosure control had only a yes or
no for each unit.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from builders.running import KEY

from pipelines.disclosure_control.policy import INTERNAL
from pipelines.disclosure_control.protect import protect
from pipelines.measures.catalogue import CATALOGUE
from pipelines.measures.compute import MONTHS, compute, counters
from pipelines.measures.counting import rows_where
from pipelines.measures.dominance import contributions, is_alike
from pipelines.measures.measure import Measure, Quantity
from pipelines.measures.scope import scope_of
from pipelines.measures.subject import PERIOD, UNIT, SubjectRows
from pipelines.organisation import Organisation
from pipelines.pseudonymise import Pseudonymised, pseudonymise
from pipelines.release_authority import CheckedInbox, check_inbox
from pipelines.settings import PseudonymKey
from pipelines.sources.inbox import find_inboxes
from sample_data import EXTRACTS

SUMS = [measure for measure in CATALOGUE if measure.numerator.contributor and not measure.numerator.bounds]
MEANS = [measure for measure in CATALOGUE if measure.numerator.bounds]


@pytest.fixture(scope="module")
def given() -> Pseudonymised:
    checked = check_inbox(find_inboxes(EXTRACTS)[0])
    assert isinstance(checked, CheckedInbox)
    assert checked.own is not None
    return pseudonymise(checked.own, PseudonymKey(bytes.fromhex(KEY)))


def _given(subject: SubjectRows, quantity: Quantity) -> np.ndarray:
    return np.where(rows_where(subject.rows, quantity.where), subject.rows[str(quantity.column)], 0.0)


def _told(subject: SubjectRows, measure: Measure) -> Iterator[np.ndarray]:
    """What each row contributes to the sum and, where the sum is a part, to the rest."""
    part = _given(subject, measure.numerator)
    yield part
    if measure.is_part_of_sum and measure.denominator is not None:
        yield _given(subject, measure.denominator) - part


def _remainder(organisation: Organisation, unit_id: str, there: set[str], shown: set[str]) -> set[str]:
    """The units of the lowest published level that are in a unit and in no shown unit below it."""
    below = [unit.unit_id for unit in organisation.children(unit_id) if unit.unit_id in there]
    if not below:
        return {unit_id}
    return {left for part in below if part not in shown for left in _remainder(organisation, part, there, shown)}


def test_every_sum_of_peoples_facts_is_known_as_one() -> None:
    assert {measure.key for measure in SUMS} == {
        "training_hours_per_practitioner", "training_own_time_share", "in_post_fte", "agency_rate", "turnover_rate",
        "absence_rate", "direct_work_share",
    }  # fmt: skip
    assert len(MEANS) == 7 + 1 + 1 + 3 + 1


Left = tuple[str, pd.Timestamp, set[str]]


def _left_over(measure: Measure, organisation: Organisation, published: pd.DataFrame) -> Iterator[Left]:
    """Each shown unit and period, with the teams that are in it and in no shown unit below it."""
    for month, cells in published[published["measure_key"] == measure.key].groupby("period_end"):
        there, shown = set(cells["unit_id"]), set(cells["unit_id"][cells["value"].notna()])
        for unit_id in shown:
            left = _remainder(organisation, unit_id, there, shown)
            yield unit_id, month, {unit.unit_id for part in left for unit in organisation.descendants(part)} | left


def test_no_remainder_is_made_up_by_one_or_two_people(given: Pseudonymised) -> None:
    results = compute(given)
    organisation, looked_at = results.organisation, 0
    subjects = counters(scope_of(given.frames, organisation, None, MONTHS))
    published = protect(results, INTERNAL).cells
    for measure in SUMS:
        subject = subjects[measure.numerator.subject].subject
        months = subject.rows[PERIOD].to_numpy("datetime64[D]")
        who = subject.rows[str(measure.numerator.contributor)].to_numpy()
        told = list(_told(subject, measure))
        for unit_id, month, teams in _left_over(measure, organisation, published):
            in_it = subject.rows[UNIT].isin(teams).to_numpy() & (months == np.datetime64(month, "D"))
            for amounts in told:
                chosen = np.flatnonzero(in_it & (amounts != 0))
                of = contributions(np.zeros(len(chosen), dtype=np.intp), who[chosen], amounts[chosen], 1)
                assert not INTERNAL.sum_rule.is_dominated(of)[0], (measure.key, unit_id, month)
                looked_at += len(chosen) > 0
    assert looked_at > 500


def test_no_remainder_of_scores_is_of_few_or_tells_what_nearly_everyone_scored(given: Pseudonymised) -> None:
    results = compute(given)
    organisation, looked_at = results.organisation, 0
    subjects = counters(scope_of(given.frames, organisation, None, MONTHS))
    published = protect(results, INTERNAL).cells
    for measure in MEANS:
        rows = subjects[measure.numerator.subject].subject.rows
        counted = rows[rows_where(rows, measure.numerator.where)]
        assert measure.numerator.bounds is not None
        for unit_id, month, teams in _left_over(measure, organisation, published):
            left = counted[counted[UNIT].isin(teams) & (counted[PERIOD] == month)]
            score = left[str(measure.numerator.column)].to_numpy()
            if not len(score):
                continue
            alike = is_alike(np.zeros(len(score), dtype=np.intp), score, measure.numerator.bounds, 3, 1)[0]
            assert not alike, (measure.key, unit_id, month)
            assert len(score) >= 10, (measure.key, unit_id, month)
            looked_at += 1
    assert looked_at > 200
