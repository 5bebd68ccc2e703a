"""Profiles: complete, explained, and never weaker than the published schema."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from pipelines.disclosure_control.policy import (
    INTERNAL,
    POLICIES,
    PUBLIC,
    Policy,
    Setting,
    load_policy,
    policy_of,
    settings_of,
)
from pipelines.disclosure_control.policy_settings import DECLARED
from pipelines.errors import ExitCode, UsageError
from pipelines.organisation import Level
from pipelines.published import FLOORS, DisclosureRule, SettingName


def test_both_profiles_can_be_loaded_by_name() -> None:
    assert {load_policy("internal").lowest_level, load_policy("public").lowest_level} == {Level.TEAM, Level.SERVICE}


def test_an_unknown_profile_is_a_usage_error_that_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="internal, public") as refused:
        load_policy("open")
    assert refused.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_every_number_has_its_reason_and_source(policy: Policy) -> None:
    assert {field.name for field in fields(policy)} == {"name", *SettingName}
    assert all(each.reason.endswith(".") and each.source and each.label for each in settings_of(policy))


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@pytest.mark.parametrize("rule", FLOORS)
def test_no_profile_is_weaker_than_the_schema(policy: Policy, rule: DisclosureRule) -> None:
    assert policy.floor(rule) >= FLOORS[rule]


def test_the_public_profile_is_nowhere_weaker_than_the_internal_one() -> None:
    for declared, internal, public in zip(DECLARED, settings_of(INTERNAL), settings_of(PUBLIC), strict=True):
        assert declared.strictness(declared.parse(public.value)) >= declared.strictness(declared.parse(internal.value))


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_a_profile_comes_back_from_its_settings_in_any_order(policy: Policy) -> None:
    assert policy_of(policy.name, settings_of(policy)[::-1]) == policy


def test_a_profile_cannot_be_read_back_when_a_setting_is_missing() -> None:
    without_survey = [each for each in settings_of(INTERNAL) if each.applies_to != "survey"]
    with pytest.raises(ValueError, match=r"floors\.survey is missing"):
        policy_of("internal", without_survey)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"floors": {**INTERNAL.floors, DisclosureRule.STAFF: Setting(4, "", "")}}, r"floors\.staff is 4, .* the 5"),
        ({"floors": {**INTERNAL.floors, DisclosureRule.CHILDREN: Setting(5, "", "")}}, "the 6 that no policy may undo"),
        (
            {
                "floors": {**INTERNAL.floors, DisclosureRule.SURVEY: Setting(15, "", "")},
                "uniform_floors": {**INTERNAL.uniform_floors, DisclosureRule.SURVEY: Setting(12, "", "")},
            },
            "set it to 15 or more",
        ),
        ({"min_width": Setting(3, "", "")}, "min_width is 3, weaker than the 4"),
        ({"rounding": Setting(5, "", "")}, "round the smallest shown count, 6, to a hidden one"),
        ({"rounding": Setting(0, "", "")}, "rounding is 0, weaker than the 1"),
    ],
    ids=["staff", "children", "uniform", "width", "rounding", "no rounding"],
)
def test_a_weaker_profile_cannot_be_made(changed: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(INTERNAL, **changed)


HEAD = 'name = "board-papers"\nbased_on = "public"\n'
CHILDREN_10 = '[floors.children]\nvalue = 10\nreason = "Villages are small."\nsource = "The board"\n'


def _policy_file(folder: Path, text: str) -> str:
    path = folder / "board.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_an_authoritys_own_profile_is_its_base_made_stricter(tmp_path: Path) -> None:
    own = load_policy(_policy_file(tmp_path, HEAD + CHILDREN_10))
    floors = {**PUBLIC.floors, DisclosureRule.CHILDREN: Setting(10, "Villages are small.", "The board")}
    assert own == replace(PUBLIC, name="board-papers", floors=floors)
    assert policy_of(own.name, settings_of(own)) == own


def test_the_level_from_which_figures_are_shown_can_be_raised_but_not_lowered(tmp_path: Path) -> None:
    level = '[smallest_unit]\nvalue = "{}"\nreason = "So."\nsource = "The board"\n'
    own = load_policy(_policy_file(tmp_path, HEAD + level.format("authority")))
    assert own.lowest_level is Level.AUTHORITY
    with pytest.raises(UsageError, match="smallest_unit is team, weaker than the service of public"):
        load_policy(_policy_file(tmp_path, HEAD + level.format("team")))


def _setting(path: str, value: object = 99, reason: str = '"So."', source: str = '"The board"') -> str:
    return f"{HEAD}[{path}]\nvalue = {value}\nreason = {reason}\nsource = {source}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "is not written in TOML"),
        (CHILDREN_10, "name is needed"),
        (HEAD.replace("board-papers", "Board papers!"), "name is needed"),
        (HEAD.replace("board-papers", "internal"), "internal is the name of a policy that is shipped"),
        ('name = "board"\n', "based_on must say which policy this one makes stricter: internal or public"),
        (HEAD.replace('"public"', '"open"'), "based_on must say"),
        (HEAD.replace('"public"', "3"), "based_on names a policy"),
        (HEAD + "[flors.children]\nvalue = 10\n", "flors is not a setting. There are: smallest_unit, floors.children"),
        (_setting("floors.official"), "floors.official is not a setting"),
        (HEAD + "min_width = 6\n", "min_width needs a value, a reason and a source"),
        (HEAD + "floors = 12\n", "floors is not a setting"),
        (_setting("min_width", '"6"'), "min_width needs a whole number"),
        (_setting("min_width", "6.5"), "min_width needs a whole number"),
        (_setting("min_width", "true"), "min_width needs a whole number"),
        (_setting("smallest_unit"), "smallest_unit is one of: nation, region, authority, service, team"),
        (_setting("min_width", reason='" "'), "min_width needs a reason"),
        (_setting("min_width", source="3"), "min_width needs a source"),
        (_setting("min_width") + "why = 1\n", "min_width.why says nothing"),
        (_setting("min_width", 3), "min_width is 3, weaker than the 4 of public. A policy may only be stricter: set"),
        (_setting("floors.children", 7), "floors.children is 7, weaker than the 8 of public"),
        (_setting("floors.survey", 21), "uniform_floors.survey is lower than floors.survey"),
        (_setting("rounding", 20), "rounding would round the smallest shown count, 8, to a hidden one"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        load_policy(_policy_file(tmp_path, text))
    assert said in str(refused.value)
    assert "board.toml" in str(refused.value)


def test_everything_that_is_wrong_with_a_file_is_told_at_once(tmp_path: Path) -> None:
    weak = _setting("min_width", 3) + _setting("floors.staff", 4).removeprefix(HEAD)
    with pytest.raises(UsageError) as refused:
        load_policy(_policy_file(tmp_path, weak))
    assert [line[:6] for line in str(refused.value).splitlines()] == ["board.", "  1. f", "  2. m"]


def test_a_file_that_is_not_there_or_no_text_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_policy(str(tmp_path / "absent.toml"))
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="not plain text"):
        load_policy(str(tmp_path / "bytes.toml"))
