"""Profiles: complete, explained, and never weaker than the published schema."""

from dataclasses import fields, replace

import pytest

from pipelines.disclosure_control.policy import INTERNAL, POLICIES, Policy, Setting, load_policy
from pipelines.errors import ExitCode, UsageError
from pipelines.organisation import Level
from pipelines.published import FLOORS, DisclosureRule


def _settings(policy: Policy) -> list[Setting]:
    return [*policy.floors.values(), *policy.uniform_floors.values(), policy.min_width, policy.rounding]


def test_both_profiles_can_be_loaded_by_name() -> None:
    assert {load_policy("internal").lowest_level, load_policy("public").lowest_level} == {Level.TEAM, Level.SERVICE}


def test_an_unknown_profile_is_a_usage_error_that_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="internal, public") as refused:
        load_policy("open")
    assert refused.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_every_number_has_its_reason_and_source(policy: Policy) -> None:
    assert {field.name for field in fields(policy)} == {
        "name", "lowest_level", "floors", "uniform_floors", "min_width", "rounding",
    }  # fmt: skip
    assert all(setting.reason.endswith(".") and setting.source for setting in _settings(policy))


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@pytest.mark.parametrize("rule", FLOORS)
def test_no_profile_is_weaker_than_the_schema(policy: Policy, rule: DisclosureRule) -> None:
    assert policy.floor(rule) >= FLOORS[rule]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"floors": {**INTERNAL.floors, DisclosureRule.STAFF: Setting(4, "", "")}}, "at least 5"),
        ({"floors": {**INTERNAL.floors, DisclosureRule.CHILDREN: Setting(5, "", "")}}, "at least 6"),
        ({"uniform_floors": {**INTERNAL.uniform_floors, DisclosureRule.SURVEY: Setting(9, "", "")}}, "uniform"),
        ({"min_width": Setting(3, "", "")}, "5 possible values"),
        ({"rounding": Setting(5, "", "")}, "rounded to a hidden one"),
    ],
    ids=["staff", "children", "uniform", "width", "rounding"],
)
def test_a_weaker_profile_cannot_be_made(changed: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(INTERNAL, **changed)
