"""Writes the pages that derive from declarations. `make docs` runs it; a test says when a page has drifted."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli import headroom
from pipelines.contracts.dictionary import data_dictionary
from pipelines.disclosure_control.policy_document import as_markdown as disclosure_policy
from pipelines.measures.document import as_markdown as measures
from pipelines.signals.catalogue import explain_rules
from pipelines.studies import as_markdown as studies

FOLDER = Path(__file__).parent
GENERATED = "<!-- Written by `make docs` from the declarations; edit those. -->\n\n"


def commands() -> str:
    """The help text of every command, as the command line prints it."""
    return "# Commands\n\n" + "\n\n".join(_help(headroom, "headroom"))


def pages() -> dict[str, str]:
    """File name to text."""
    signals = "# Signals\n\nWhat raises a signal, worked out from protected results only.\n\n" + explain_rules()
    return {
        "commands.md": GENERATED + commands().rstrip() + "\n",
        "data-dictionary.md": GENERATED + data_dictionary().rstrip() + "\n",
        "disclosure-policy.md": GENERATED + disclosure_policy().rstrip() + "\n",
        "measures.md": GENERATED + measures().rstrip() + "\n",
        "signals.md": GENERATED + signals.rstrip() + "\n",
        "studies.md": GENERATED + studies(),
    }


def _help(command: click.Command, name: str) -> list[str]:
    # A width of its own, so that the page does not depend on the terminal it was made in.
    context = click.Context(command, info_name=name, terminal_width=100, max_content_width=100)
    texts = [f"## `{name}`\n\n```\n{command.get_help(context)}\n```"]
    if isinstance(command, click.Group):
        for child, subcommand in sorted(command.commands.items()):
            texts += _help(subcommand, f"{name} {child}")
    return texts


if __name__ == "__main__":
    for file, text in pages().items():
        (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
