"""What protecting sixty teams, twelve case types and 36 months costs: `python tests/benchmarks/disclosure.py`.

The yardstick, measured in the same run, is the plain audit: the same solver asked for both ends of the range of every
sensitive cell, once. CPU seconds are those of each stage in its own process, added up over the months; the months are
shared out to two processes, and the seconds on the clock are those of both together. Least of several runs, of the
yardstick one. Prints figures, judges nothing. Beside them, what is hidden for cover and what the two attacks find,
next to the reference pattern.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders.reference_answers import FOLDER
from builders.reference_cubes import BigCube, read_big_cube, sensitive_cells, shown_cells
from builders.whole_numbers import WholeNumbers

from pipelines.disclosure_control.intruder import Intruder

REFERENCE = FOLDER / "sdc"
PROCESSES = 2
RUNS = 3
TARGET_SECONDS = 30
RANGES = "yardstick: both ends of every range"
LAY_OUT, HIDE = "lay out the tables", "hide small cells and their cover"
LINEAR, WHOLE = "attack: linear programs", "attack: whole numbers"
STAGES = (LAY_OUT, HIDE, LINEAR, WHOLE)


@dataclass
class Month:
    """What one month cost, by stage, and what came of it."""

    seconds: dict[str, float] = field(default_factory=dict)
    sensitive: int = 0
    cover: int = 0
    exposed: int = 0
    narrowest: float = np.inf

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        before = time.process_time()
        yield
        self.seconds[name] = time.process_time() - before


@cache
def big_cube() -> BigCube:
    """Read once in every process."""
    return read_big_cube(REFERENCE)


def protect_and_attack(name: str) -> Month:
    """Everything a release does for a month: hide, then attack twice."""
    rule, month = big_cube().case["rule"], Month()
    with month.stage(LAY_OUT):
        cube = big_cube().month(name)
    sensitive = sensitive_cells(cube, rule)
    targets = np.flatnonzero(sensitive)
    with month.stage(HIDE):
        shown = shown_cells(cube, rule)
    known = shown | (cube.counts == 0)
    with month.stage(LINEAR):
        intruder = Intruder(cube.table)
        intruder.face(cube.counts)
        exposed = set(intruder.too_narrow(known, targets, rule["min_width"]))
    with month.stage(WHOLE):
        attacker = WholeNumbers(cube.table, cube.counts, np.minimum(cube.counts, 1), known)
        exposed |= set(attacker.too_narrow(targets, rule["min_width"]))
    month.sensitive, month.cover = len(targets), int((~shown & ~sensitive).sum())
    month.exposed = len(exposed)
    return month


def narrowest_range(name: str) -> Month:
    """The exact range of every sensitive cell; a release need not know more than that it is wide enough."""
    rule, month = big_cube().case["rule"], Month()
    cube = big_cube().month(name)
    known = shown_cells(cube, rule) | (cube.counts == 0)
    with month.stage(RANGES):
        intruder = Intruder(cube.table)
        intruder.face(cube.counts)
        least, greatest = intruder.ranges(known, np.flatnonzero(sensitive_cells(cube, rule)))
    month.narrowest = float((greatest - least).min())
    return month


def cost(work: Callable[[str], Month], months: list[str], pool: ProcessPoolExecutor) -> tuple[float, list[Month]]:
    """Seconds on the clock, and what every month cost."""
    before = time.perf_counter()
    done = list(pool.map(work, months))
    return time.perf_counter() - before, done


def main() -> None:
    if not REFERENCE.is_dir():
        print("The reference attacks are not beside the project.")
        return
    months = sorted(big_cube().rows_of)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        cost(protect_and_attack, months[:PROCESSES], pool)  # imports and reading are not what is measured
        runs = [cost(protect_and_attack, months, pool) for _ in range(RUNS)]
        _, exact = cost(narrowest_range, months, pool)
    yardstick = sum(month.seconds[RANGES] for month in exact)
    seconds = {stage: min(sum(month.seconds[stage] for month in done) for _, done in runs) for stage in STAGES}
    print(f"{'':44}{'CPU s':>8}{'ratio':>8}")
    for stage, spent in {RANGES: yardstick, **seconds}.items():
        print(f"{stage:44}{spent:8.2f}{spent / yardstick:8.2f}")
    clock = min(on_clock for on_clock, _ in runs)
    everything = f"all but the yardstick, {PROCESSES} processes, clock"
    print(f"{everything:44}{clock:8.2f}{clock / TARGET_SECONDS:8.2f} × target")
    done = runs[0][1]
    reference = big_cube().case["reference"]["prototype_heuristic"]["secondary_all_months"]
    cover = sum(month.cover for month in done)
    print(f"{'cells hidden for cover':44}{cover:8}{cover / reference:8.2f} × reference")
    print(f"{'sensitive cells':44}{sum(month.sensitive for month in done):8}")
    print(f"{'of which an attack narrows down too far':44}{sum(month.exposed for month in done):8}")
    print(f"{'narrowest range of any of them':44}{min(month.narrowest for month in exact):8.0f}")


if __name__ == "__main__":
    main()
