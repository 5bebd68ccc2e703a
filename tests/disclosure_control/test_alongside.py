"""A load is withheld with the few cases that it would give away."""

from dataclasses import replace

import pytest
from builders.results import CASELOAD, OPEN_CASES, measure, results, shown

from pipelines.disclosure_control.attack import exposures
from pipelines.disclosure_control.policy import INTERNAL
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.protected import SEAL, Exposure, ProtectedResults
from pipelines.disclosure_control.publication import Publication
from pipelines.measures.catalogue import BY_KEY
from pipelines.measures.measure import Link, Quantity
from pipelines.measures.results import Results

UNALLOCATED = Quantity("unallocated", "cases", ("unallocated",))
ALLOCATED = Quantity("allocated", "cases", ("allocated",))
UNALLOCATED_CASES = measure("unallocated_cases", UNALLOCATED)
LOAD = replace(CASELOAD, hidden_with=UNALLOCATED)


@pytest.fixture
def with_three_unallocated() -> Results:
    """T1 holds 152 of 155 cases on 10.4 FTE: 14.6 cases per FTE would say that three have nobody."""
    return results(
        {"S1": ["T1", "T2", "T3"]},
        {
            OPEN_CASES: {"T1": 155, "T2": 170, "T3": 150},
            UNALLOCATED_CASES: {"T1": 3, "T2": 9, "T3": 0},
            LOAD: {"T1": (152, 10.4, 11), "T2": (161, 11.0, 12), "T3": (150, 10.0, 10)},
        },
        [Link(OPEN_CASES.numerator, (ALLOCATED, UNALLOCATED))],
    )


def test_a_load_is_hidden_wherever_the_cases_that_nobody_holds_are(with_three_unallocated: Results) -> None:
    protected = protect(with_three_unallocated, INTERNAL)
    hidden = {unit for unit, cell in shown(protected, "unallocated_cases").items() if cell == "c"}
    assert "T1" in hidden
    assert {unit for unit, cell in shown(protected, "caseload").items() if cell == "c"} == hidden
    assert shown(protected, "caseload")["T3"] == 15.0
    assert exposures(Publication.of(protected, with_three_unallocated, INTERNAL)) == ()


def test_the_gate_refuses_a_load_beside_a_hidden_count(with_three_unallocated: Results) -> None:
    protected = protect(with_three_unallocated, INTERNAL)
    cells = protected.cells.copy()
    at_fault = (cells["measure_key"] == "caseload") & (cells["unit_id"] == "T1")
    cells.loc[at_fault, "value"], cells.loc[at_fault, "symbol"] = 14.6, None
    careless = ProtectedResults(
        protected.organisation, protected.measures, protected.policy, protected.reference_date, cells, SEAL
    )
    assert exposures(Publication.of(careless, with_three_unallocated, INTERNAL)) == (
        Exposure("caseload", "T1", protected.reference_date),
    )


def test_the_measures_of_load_name_the_count_they_would_give_away() -> None:
    for key in ("caseload_per_fte", "load_ratio"):
        assert BY_KEY[key].hidden_with == BY_KEY["unallocated_cases"].numerator
