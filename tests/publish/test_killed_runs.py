"""A run may be killed at any moment: the old release stays whole and readable, and the next run succeeds.

Real processes, real files, a real server.
"""

import signal
import threading
import time

import pytest
from builders.publishing_process import start
from builders.releases import content_of_month
from sqlalchemy import Engine, func, select

from pipelines.publish import PublishedRelease, connect, publish
from pipelines.published import latest_release_id, release, result

CELLS = 40
KILLED = -signal.SIGKILL


def what_readers_see(engine: Engine) -> tuple[int | None, int, float | None, float | None]:
    """The latest release, how many cells it has, and their least and greatest value: both are its number."""
    value = result.c.value
    with engine.connect() as connection:
        newest = latest_release_id(connection)
        cells = select(func.count(value), func.min(value), func.max(value)).where(result.c.release_id == newest)
        return (newest, *connection.execute(cells).one())


def whole(number: int, cells: int) -> tuple[int, int, float, float]:
    """What readers see of a release that is all there."""
    return number, cells, float(number), float(number)


def releases_in_any_state(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(release)).scalar_one()


def steps_of_a_whole_run(url: str, number: int) -> int:
    run = start(url, number, cells=CELLS)
    run.wait_until_publishing()
    assert run.exit_code() == 0
    steps: int = run.tells.recv()
    return steps


def test_a_run_killed_before_any_of_its_steps_leaves_the_old_release_and_no_lock(database_url: str) -> None:
    engine = connect(database_url)
    publish(engine, content_of_month(1, CELLS))
    steps = steps_of_a_whole_run(database_url, 2)
    assert steps > 10

    # Every other step, and each of the last six: cells, status, old releases, commit.
    for last_step in sorted({*range(1, steps, 2), *range(steps - 5, steps + 1)}):
        assert start(database_url, 3, cells=CELLS, last_step=last_step).exit_code() == KILLED
        assert what_readers_see(engine) == whole(2, CELLS)
        assert releases_in_any_state(engine) == 2

    began = time.monotonic()
    assert publish(engine, content_of_month(3, CELLS)) == PublishedRelease(3, unchanged=False, cells=CELLS, hidden=0)
    assert time.monotonic() - began < 10
    assert what_readers_see(engine) == whole(3, CELLS)


@pytest.mark.parametrize("last_step", [3, 10, 18])
def test_a_first_run_killed_before_it_is_done_leaves_a_database_that_the_next_can_use(
    database_url: str, last_step: int
) -> None:
    assert start(database_url, 1, cells=CELLS, last_step=last_step).exit_code() == KILLED
    engine = connect(database_url)
    assert publish(engine, content_of_month(1, CELLS)).release_id == 1
    assert what_readers_see(engine) == whole(1, CELLS)


@pytest.mark.parametrize("moment", [0.01, 0.05, 0.1])
def test_a_run_killed_in_the_middle_of_its_cells_leaves_the_old_release(database_url: str, moment: float) -> None:
    engine = connect(database_url)
    publish(engine, content_of_month(1, CELLS))
    run = start(database_url, 2, cells=150_000)
    run.wait_until_publishing()
    time.sleep(moment)
    run.kill()
    assert run.exit_code() == KILLED
    assert what_readers_see(engine) == whole(1, CELLS)
    assert publish(engine, content_of_month(2, CELLS)).release_id == 2
    assert what_readers_see(engine) == whole(2, CELLS)


def test_who_reads_while_releases_are_written_sees_whole_releases_only(database_url: str) -> None:
    sizes = {1: CELLS, 2: 4_000, 3: 3_000, 4: 2_000, 5: 1_000}
    publish(connect(database_url), content_of_month(1, CELLS))
    seen = []
    done = threading.Event()

    def read_on_and_on() -> None:
        readers = connect(database_url)
        while not done.wait(0.002):
            seen.append(what_readers_see(readers))

    reader = threading.Thread(target=read_on_and_on)
    reader.start()
    try:
        for number in (2, 3, 4, 5):
            assert start(database_url, number, cells=sizes[number]).exit_code() == 0
    finally:
        done.set()
        reader.join()

    assert set(seen) <= {whole(number, cells) for number, cells in sizes.items()}
    numbers = [number for number, *_ in seen]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) > 2


def test_runs_at_the_same_time_wait_for_each_other_and_all_are_published(database_url: str) -> None:
    runs = [start(database_url, number, cells=1_000) for number in (1, 2, 3)]
    assert [run.exit_code() for run in runs] == [0, 0, 0]
    engine = connect(database_url)
    assert releases_in_any_state(engine) == 3
    newest, cells, least, greatest = what_readers_see(engine)
    assert (newest, cells) == (3, 1_000)
    assert least == greatest
