"""The numbers of the shipped policies as a page: what each protects, why it is what it is, and where it comes from.

What lives here: the page. What does not: the numbers (`policies/*.toml`) or their rules (`policy`).
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.disclosure_control.policy import POLICIES, settings_of
from pipelines.disclosure_control.policy_settings import DECLARED, PolicySetting

INTRODUCTION = """# Disclosure policies

By which numbers figures are protected. Each release carries those it was protected with (table `policy_setting`), and
the page *Data and methods* shows them. An authority may [bring a policy of its own](operations.md#a-policy-of-your-own)
that is stricter; none can be weaker than the last table here."""


def as_markdown() -> str:
    """Each shipped policy as a table, then what no policy may undo."""
    parts = [INTRODUCTION]
    for name, policy in POLICIES.items():
        parts.append(f"## {name}\n\n{_table(settings_of(policy))}")
    limits = "\n".join(f"| {each.label} | {each.weakest} | `{each.path}` |" for each in DECLARED)
    parts.append(
        f"## What no policy may undo\n\n| What | The weakest value | In a policy file |\n|---|---|---|\n{limits}"
    )
    return "\n\n".join(parts)


def _table(settings: Iterable[PolicySetting]) -> str:
    rows = "\n".join(f"| {each.label} | {each.value} | {each.reason} | {each.source} |" for each in settings)
    return f"| What | Value | Why | Source |\n|---|---|---|---|\n{rows}"
