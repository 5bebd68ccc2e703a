"""A disclosure policy as a file: TOML in, settings out, or one message that lists everything that is wrong with it.

What lives here: reading and checking what a file says. What does not: whether its numbers may be used (`policy`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipelines.disclosure_control.policy_settings import DECLARED, DeclaredSetting, PolicySetting
from pipelines.errors import UsageError
from pipelines.organisation import Level

SUFFIX: Final = ".toml"
HEAD: Final = ("name", "based_on")
SAID_OF_EACH: Final = ("value", "reason", "source")
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{1,31}")


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """What a file says of a policy: the settings it names, and for the others which policy it is based on."""

    name: str
    based_on: str | None
    settings: tuple[PolicySetting, ...]


def read_policy_file(path: Path) -> PolicyFile:
    """Raises `UsageError` with every setting that cannot be understood, and what to do about it."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise UsageError(
            f"The disclosure policy {path} cannot be read. Check the path, and that you may read it"
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"The disclosure policy {path.name} is not plain text. Save it as text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The disclosure policy {path} is not written in TOML: {error}. Mend that line") from None
    settings: list[PolicySetting] = []
    problems = list(_problems(said))
    for declared in DECLARED:
        table = _table(said, declared)
        if table is not None:
            found = list(_problems_of(declared, table))
            problems += found
            settings += [] if found else [_setting(declared, table)]
    refuse(path, problems)
    return PolicyFile(said["name"], said.get("based_on"), tuple(settings))


def refuse(path: Path, problems: list[str]) -> None:
    """Raises `UsageError` that lists the problems, if there are any."""
    if problems:
        listed = "\n".join(f"  {number}. {problem}" for number, problem in enumerate(problems, 1))
        how_many = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise UsageError(
            f"{path.name} is not a disclosure policy to release by: {how_many}. Nothing has been published.\n{listed}"
        )


def _problems(said: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the file as a whole."""
    name = said.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        yield 'name is needed: lower-case letters, digits and hyphens, such as name = "board-papers".'
    if not isinstance(said.get("based_on", ""), str):
        yield 'based_on names a policy, such as based_on = "public".'
    known = {declared.path for declared in DECLARED} | set(HEAD)
    for path in _paths(said):
        if path not in known:
            yield f"{path} is not a setting. There are: {', '.join(declared.path for declared in DECLARED)}."


def _paths(said: Mapping[str, Any]) -> Iterator[str]:
    """The settings a file names, each as `setting` or `setting.whom`."""
    split = {declared.name.value for declared in DECLARED if declared.applies_to}
    for key, under in said.items():
        if key in split and isinstance(under, Mapping):
            yield from (f"{key}.{whom}" for whom in under)
        else:
            yield key


def _table(said: Mapping[str, Any], declared: DeclaredSetting) -> Any:
    """What the file says of a setting, `None` where nothing."""
    under = said.get(declared.name.value)
    return under.get(declared.applies_to) if declared.applies_to and isinstance(under, Mapping) else under


def _problems_of(declared: DeclaredSetting, table: Any) -> Iterator[str]:
    if not isinstance(table, Mapping):
        yield f"{declared.path} needs a value, a reason and a source, each on its own line under [{declared.path}]."
        return
    for strange in sorted(table.keys() - set(SAID_OF_EACH)):
        yield f"{declared.path}.{strange} says nothing. A setting has a value, a reason and a source."
    for key in ("reason", "source"):
        if not isinstance(table.get(key), str) or not table[key].strip():
            yield f"{declared.path} needs a {key}, so that readers of a release know why the number is what it is."
    if declared.is_level:
        if table.get("value") not in {level.value for level in Level}:
            yield f"{declared.path} is one of: {', '.join(level.value for level in Level)}."
    elif type(table.get("value")) is not int:
        yield f"{declared.path} needs a whole number as its value."


def _setting(declared: DeclaredSetting, table: Mapping[str, Any]) -> PolicySetting:
    return PolicySetting(
        declared.name,
        declared.applies_to,
        declared.label,
        str(table["value"]),
        table["reason"].strip(),
        table["source"].strip(),
    )
