"""`headroom explain`: one definition in words."""

import pytest

from pipelines.errors import UsageError
from pipelines.explain import explain
from pipelines.measures.catalogue import CATALOGUE
from pipelines.signals.catalogue import RULES


@pytest.mark.parametrize("measure", CATALOGUE, ids=lambda measure: measure.key)
def test_a_measure_is_explained_with_its_definition_and_source(measure) -> None:
    text = explain(measure.key)
    assert measure.definition in text
    assert measure.source in text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_rule_is_explained_with_its_source(rule) -> None:
    assert rule.source in explain(rule.key)


def test_a_slip_is_answered_with_the_nearest_key() -> None:
    with pytest.raises(UsageError, match="Did you mean caseload_per_fte"):
        explain("caseload_per_ftee")
    with pytest.raises(UsageError, match="`headroom measures` lists"):
        explain("qqqq")
