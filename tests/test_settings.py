"""Where settings come from, and what is refused."""

from pathlib import Path

import pytest

from pipelines import settings
from pipelines.errors import ExitCode, SettingsMissing

KEY = "0123456789abcdef" * 4


def test_the_option_outranks_the_environment_which_outranks_the_default() -> None:
    environment = {"HEADROOM_DATABASE_URL": "postgresql://db/headroom"}
    assert settings.database_url(environment, "sqlite:///here.sqlite") == "sqlite:///here.sqlite"
    assert settings.database_url(environment) == "postgresql://db/headroom"
    assert settings.database_url({}) == settings.DEFAULT_DATABASE_URL


def test_a_key_is_read_from_the_environment_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(KEY + "\n", encoding="utf-8")
    assert settings.pseudonym_key({"HEADROOM_KEY": KEY}).secret == bytes.fromhex(KEY)
    assert settings.pseudonym_key({"HEADROOM_KEY_FILE": str(file)}).secret == bytes.fromhex(KEY)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"HEADROOM_KEY": ""},
        {"HEADROOM_KEY": "secret"},
        {"HEADROOM_KEY": "0" * 64},
        {"HEADROOM_KEY": "zz" * 32},
        {"HEADROOM_KEY_FILE": "absent-file.key"},
    ],
    ids=["none", "empty", "too short", "not random", "not hexadecimal", "no such file"],
)
def test_a_missing_or_weak_key_is_refused_with_the_command_that_makes_one(environment: dict[str, str]) -> None:
    with pytest.raises(SettingsMissing) as refusal:
        settings.pseudonym_key(environment)
    assert settings.KEY_COMMAND in str(refusal.value)
    assert refusal.value.exit_code is ExitCode.SETTINGS_MISSING
    assert not any(value and value in str(refusal.value) for value in environment.values())


def test_a_key_never_shows_itself() -> None:
    key = settings.pseudonym_key({"HEADROOM_KEY": KEY})
    assert KEY[:8] not in repr(key)
    assert repr(key.secret) not in f"{key}"
