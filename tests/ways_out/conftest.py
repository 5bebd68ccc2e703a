"""Two authorities that only hidden figures tell apart, released by the real command and served as people see them."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from builders import views, watched, wire
from builders.exchanged import write_islands, write_sample
from builders.running import opened
from builders.served import served
from builders.watched import Watched
from builders.wire import Sent, View

from pipelines.contracts.check import Rejected
from pipelines.measures.compute import compute
from pipelines.pseudonymise import pseudonymise
from pipelines.release_authority import check_inbox
from pipelines.settings import PseudonymKey
from pipelines.sources.inbox import find_inboxes

KEYS = ("7f3c9a1e5b2d8640" * 4, "19e2d4b6a8f70c35" * 4)


@dataclass(frozen=True)
class Released:
    """One of the two: its folder with `inbox`, `islands` and the database, and how its release ran."""

    folder: Path
    key: str
    release: Watched

    @property
    def database(self) -> Path:
        return self.folder / "headroom.sqlite"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.database}"


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Released, Released]:
    """Both released at once, each with a key of its own."""
    running = []
    for key, exchanged in zip(KEYS, (False, True), strict=True):
        folder = tmp_path_factory.mktemp("people") / "here"
        folder.mkdir()
        write_sample(folder / "inbox", exchanged=exchanged)
        write_islands(folder / "islands", exchanged=exchanged)
        running.append(watched.start(["release", "inbox"], folder, {"HEADROOM_KEY": key}))
    one, other = (Released(each.folder, key, each.ended()) for each, key in zip(running, KEYS, strict=True))
    assert one.release.code == other.release.code == 0, one.release.err + other.release.err
    return one, other


@pytest.fixture(scope="session")
def truth(released: tuple[Released, Released]) -> pd.DataFrame:
    """Every cell of the first authority as it truly is: numerator, denominator, base and value, nothing hidden."""
    checked = check_inbox(find_inboxes(released[0].folder / "inbox")[0])
    assert not isinstance(checked, Rejected)
    assert checked.own is not None
    return compute(pseudonymise(checked.own, PseudonymKey(bytes.fromhex(KEYS[0])))).cells


@dataclass(frozen=True)
class Served:
    """A running dashboard of a release; its log is complete only once it has stopped."""

    url: str
    log: Path


@pytest.fixture(scope="session")
def dashboards(
    released: tuple[Released, Released], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Served, Served]]:
    """Both served at once, telling all they can in their logs."""
    with ExitStack() as running:
        logs = [tmp_path_factory.mktemp("log") / "server.log" for _ in released]
        yield tuple(
            Served(running.enter_context(served(each.url, log=log)), log)
            for each, log in zip(released, logs, strict=True)
        )


@pytest.fixture(scope="session")
def sent(released: tuple[Released, Released], dashboards: tuple[Served, Served]) -> dict[View, Sent]:
    """Everything that the addresses of interest of the first authority bring to a browser, by address."""
    with opened(released[0].database) as connection:
        every = [*views.every_page(), *views.every_measure(connection), *views.forged()]
    return {view: wire.take(dashboards[0].url, view) for view in every}
