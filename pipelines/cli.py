"""The `headroom` command: arguments in, exit codes out.

What lives here: options, what is printed, and the only places that ask for the clock, the environment or randomness.
What does not: any logic, and any heavy import before a command needs it.
"""

from __future__ import annotations

import json
import os
import secrets
import webbrowser
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NoReturn

import click

from pipelines import settings
from pipelines.cli_instruments import instruments
from pipelines.errors import ExitCode, HeadroomError, SettingsMissing, in_places
from pipelines.periods import month_end

if TYPE_CHECKING:
    from pipelines.publish import PublishedRelease

DEFAULT_PORT = 8501

database_option = click.option(
    "--database", metavar="URL", help="Database; default HEADROOM_DATABASE_URL, else headroom.sqlite here."
)
port_option = click.option("--port", default=DEFAULT_PORT, show_default=True, help="Port of the dashboard.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


class People(click.Group):
    """A command group that shows a `HeadroomError` as one plain message with its own exit code, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except HeadroomError as error:
            click.echo(str(error), err=True)
            ctx.exit(error.exit_code)


@click.group(cls=People, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("headroom"), prog_name="headroom")
def headroom() -> None:
    """Caseload and practitioner wellbeing for children's social care: extracts in, one protected release out."""


@headroom.command()
@click.option("--no-browser", is_flag=True, envvar="NO_BROWSER", help="Do not open a browser (or set NO_BROWSER=1).")
@port_option
@click.option("--database", metavar="URL", help="Database of the demo; default: one that is gone when it stops.")
def demo(*, no_browser: bool, port: int, database: str | None) -> None:
    """Make a release from the sample extracts and open the dashboard."""
    from sample_data import EXTRACTS  # noqa: PLC0415 - each command loads only what it needs

    # Tokens never leave the pipeline, so a key that nobody keeps is the safest one for a demonstration.
    key = settings.PseudonymKey(secrets.token_bytes(32))
    with TemporaryDirectory(prefix="headroom-") as folder:
        url = database or f"sqlite:///{Path(folder).as_posix()}/demo.sqlite"
        # Rows about people never enter the process that serves the pages.
        with ProcessPoolExecutor(max_workers=1) as apart:
            click.echo(_release(EXTRACTS, url, key=key, executor=apart).sentence())
        _serve(url, "127.0.0.1", port, open_browser=not no_browser)


@headroom.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def check(*, paths: tuple[Path, ...], as_json: bool) -> None:
    """Check extracts (files or inboxes), print what was found and publish nothing."""
    from pipelines.check_extracts import check_paths  # noqa: PLC0415

    inboxes = check_paths(paths)
    if as_json:
        click.echo(json.dumps([inbox.as_json() for inbox in inboxes], indent=2))
    else:
        click.echo("\n\n".join(inbox.as_text() for inbox in inboxes))
    if any(inbox.is_rejected for inbox in inboxes):
        click.get_current_context().exit(ExitCode.EXTRACT_REJECTED)


@headroom.command()
@click.argument("inbox", type=click.Path(path_type=Path))
@database_option
@click.option(
    "--reference-date",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Release up to the last month that has ended by this day; default: the last month the extracts hold.",
)
@click.option(
    "--policy",
    metavar="NAME or PATH.toml",
    default="internal",
    show_default=True,
    help="Disclosure policy: internal (for managers), public (for board papers and the web), or a file of your own "
    "that makes one of these stricter.",
)
@click.option(
    "--restate",
    "restated",
    multiple=True,
    metavar="YYYY-MM",
    type=click.DateTime(formats=["%Y-%m"]),
    help="A month published before whose figures are to be corrected; may be given several times.",
)
@click.option(
    "--chart-profile",
    type=click.Choice(["mdc", "nhse-sql-2.6", "plotthedots"]),
    default="mdc",
    show_default=True,
    help="Published rules by which charts over time are read: Making Data Count, NHS England's SQL or NHSRplotthedots.",
)
def release(
    *,
    inbox: Path,
    database: str | None,
    reference_date: datetime | None,
    policy: str,
    restated: tuple[datetime, ...],
    chart_profile: str,
) -> None:
    """Turn the extracts in INBOX into one disclosure-controlled release.

    INBOX is a folder of one authority's extracts, or a folder of such folders. What the release before says of a month
    stands, unless the month is named in --restate.
    """
    published = _release(
        inbox,
        settings.database_url(os.environ, database),
        key=_key_or_reason(),
        policy=policy,
        reference_date=reference_date.date() if reference_date else None,
        restated=frozenset(month_end(month.date()) for month in restated),
        chart_profile=chart_profile,
    )
    click.echo(published.sentence())


@headroom.command()
@database_option
@json_option
def audit(*, database: str | None, as_json: bool) -> None:
    """Attack the latest release as an intruder would, with the release before it and nothing else."""
    from pipelines.audit import audit as audit_of  # noqa: PLC0415
    from pipelines.publish import connect  # noqa: PLC0415

    found = audit_of(connect(settings.database_url(os.environ, database)), perf_counter)
    click.echo(json.dumps(found.as_json(), indent=2) if as_json else found.as_text())
    if not found.is_safe:
        click.get_current_context().exit(ExitCode.RELEASE_REFUSED)


@headroom.command()
@database_option
@click.option("--address", default="127.0.0.1", show_default=True, help="Address to listen on.")
@port_option
def dashboard(*, database: str | None, address: str, port: int) -> None:
    """Serve the latest release."""
    _serve(settings.database_url(os.environ, database), address, port, open_browser=False)


@headroom.command()
@json_option
def measures(*, as_json: bool) -> None:
    """List every measure with its definition."""
    from pipelines.measures import document  # noqa: PLC0415

    click.echo(json.dumps(document.as_json(), indent=2) if as_json else document.as_text())


@headroom.command()
@click.argument("key")
def explain(*, key: str) -> None:
    """Explain one measure, one signal rule, or `charts`, `chart-profiles`, `chart-states`, `events`."""
    from pipelines.explain import explain as explanation_of  # noqa: PLC0415

    click.echo(explanation_of(key))


@headroom.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write to.")
@click.option("--authorities", default=1, show_default=True, type=click.IntRange(min=1))
@click.option("--months", default=36, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", default=None, type=int, help="Same seed, same bytes.")
def sample(*, out: Path, authorities: int, months: int, seed: int | None) -> None:
    """Write synthetic extracts at any size."""
    from sample_data.generate import SEED, generate  # noqa: PLC0415

    generate(out, authorities=authorities, months=months, seed=SEED if seed is None else seed)
    click.echo(f"Synthetic extracts of {authorities} {'authority' if authorities == 1 else 'authorities'} are in {out}")


@headroom.command()
@database_option
def releases(*, database: str | None) -> None:
    """List the releases held, with dates, inputs and policy."""
    from pipelines.publish import connect, held_releases  # noqa: PLC0415

    held = held_releases(connect(settings.database_url(os.environ, database)))
    click.echo(
        "\n".join(release.sentence() for release in held) or "No release yet. Make one with: headroom release INBOX"
    )


@headroom.group()
def key() -> None:
    """The pseudonym key."""


@key.command()
def new() -> None:
    """Make a pseudonym key and say where to keep it."""
    click.echo(secrets.token_hex(32))
    click.echo(
        "Keep this key where only the person who runs releases can read it, outside the database and this folder,\n"
        "and use the same key every month: set HEADROOM_KEY to it, or save it to a file and set HEADROOM_KEY_FILE\n"
        "to the file's path. With another key the same practitioner gets another token.",
        err=True,
    )


@key.command("id")
def key_id() -> None:
    """Print the id of the key in use, as `headroom releases` lists it; it tells nothing of the key."""
    from pipelines.pseudonymise import key_id as id_of  # noqa: PLC0415

    click.echo(id_of(settings.pseudonym_key(os.environ)))


headroom.add_command(instruments)


def _release(
    inbox: Path,
    database: str,
    *,
    key: settings.PseudonymKey | SettingsMissing,
    policy: str = "internal",
    reference_date: date | None = None,
    restated: frozenset[date] = frozenset(),
    chart_profile: str = "mdc",
    executor: Executor | None = None,
) -> PublishedRelease:
    from pipelines.create_release import Request, create_release  # noqa: PLC0415
    from pipelines.disclosure_control.policy import load_policy  # noqa: PLC0415
    from pipelines.publish import connect  # noqa: PLC0415
    from pipelines.release_authority import Treatment  # noqa: PLC0415
    from pipelines.signals.spc import PROFILES  # noqa: PLC0415
    from pipelines.sources.inbox import find_inboxes  # noqa: PLC0415

    request = Request(
        inboxes=find_inboxes(inbox),
        treatment=Treatment(key, load_policy(policy), reference_date, restated),
        software_version=version("headroom"),
        created_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
        profile=PROFILES[chart_profile],
    )
    if executor is not None:
        return create_release(request, connect(database), executor, _say)
    with _executor(len(request.inboxes)) as own_executor:
        return create_release(request, connect(database), own_executor, _say)


def _key_or_reason() -> settings.PseudonymKey | SettingsMissing:
    """Official statistics need no key, so its absence is an error only once identifiers have been met."""
    try:
        return settings.pseudonym_key(os.environ)
    except SettingsMissing as reason:
        return reason


def _serve(database: str, address: str, port: int, *, open_browser: bool) -> None:
    from dashboard.serve import serve  # noqa: PLC0415

    serve(database, address, port, on_ready=_open_browser if open_browser else _say_address)


def _say_address(url: str) -> None:
    click.echo(f"The dashboard is at {url}  (Ctrl+C stops it)")


def _open_browser(url: str) -> None:
    _say_address(url)
    webbrowser.open(url)


def _say(progress: str) -> None:
    click.echo(progress, err=True)


def _executor(authorities: int) -> Executor:
    """One authority runs here; several share the processors, one process each."""
    if authorities == 1:
        return ThreadPoolExecutor(max_workers=1)
    return ProcessPoolExecutor(max_workers=min(authorities, os.cpu_count() or 1))


def main() -> NoReturn:
    """Run the command and leave with its exit code; a fault is told without its text, which may quote a row."""
    try:
        headroom()
    except Exception as fault:  # noqa: BLE001 - the last place at which a fault can be kept from quoting anybody
        click.echo(in_places(fault), err=True)
        raise SystemExit(ExitCode.BUG) from None
    raise AssertionError
