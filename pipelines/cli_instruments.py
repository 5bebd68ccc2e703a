"""`headroom instruments`: which survey instruments there are, one of them as a file, and whether a new one holds.

What lives here: these commands and what they print. What does not: any definition, or what makes it hold (`surveys`).
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import click

from pipelines.errors import UsageError


@click.group()
def instruments() -> None:
    """Survey instruments: those that are known, and definitions of your own."""


@instruments.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def list_of(*, as_json: bool) -> None:
    """List every instrument, in use or off, with its questions and figures."""
    from pipelines.contracts.survey_items import every_instrument  # noqa: PLC0415 - only this command needs it

    known = every_instrument()
    if as_json:
        told = [
            {
                "id": each.id,
                "version": each.version,
                "title": each.title,
                "enabled": each.enabled,
                "questions": len(each.items),
                "measures": list(each.keys.values()),
                "licence": each.licence,
            }
            for each in known
        ]
        click.echo(json.dumps(told, indent=2))
        return
    for each in known:
        click.echo(
            f"{each.id:<24}{'in use' if each.enabled else 'off':<8}{len(each.items):>3} questions, "
            f"{len(each.keys)} figures  {each.title}, version {each.version}"
        )


@instruments.command()
@click.argument("instrument")
def show(*, instrument: str) -> None:
    """Print the definition of a shipped instrument, to be changed and kept in the folder of HEADROOM_INSTRUMENTS."""
    from pipelines.surveys.definition import shipped  # noqa: PLC0415 - only this command needs it

    if instrument not in shipped():
        raise UsageError(f"There is no instrument called that. There are: {', '.join(shipped())}")
    held = files("pipelines.surveys").joinpath("instruments", f"{instrument}.json")
    click.echo(held.read_text(encoding="utf-8"), nl=False)


@instruments.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def check(*, file: Path) -> None:
    """Check a definition and run its golden tests; say which figures it makes."""
    from pipelines.measures.survey_measures import measures_of  # noqa: PLC0415 - only this command needs it
    from pipelines.surveys.definition import InstrumentUnusable  # noqa: PLC0415
    from pipelines.surveys.own import read_definition  # noqa: PLC0415

    try:
        instrument = read_definition(file)
    except InstrumentUnusable as fault:
        raise UsageError(f"{file.name} cannot be used: {fault}") from None
    passed = len(instrument.golden_tests)
    click.echo(f"{instrument.title}, version {instrument.version}: {passed} golden test{'s' * (passed != 1)} passed.")
    for measure in measures_of(instrument):
        click.echo(f"  {measure.key:<32}{measure.label} ({measure.unit.value}, page {measure.topic.value})")
    if not instrument.enabled:
        click.echo('It is off: set "enabled" to true to use it.')
