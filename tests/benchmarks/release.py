"""What a release costs, as ratios measured in one run: `python tests/benchmarks/release.py`.

Floors: a Python that imports pandas, SciPy and SQLAlchemy and reads the same seven files with pandas; and one authority
against several. CPU seconds are user and system time of the whole process tree, so that other work on the machine
counts less. Prints figures; judges nothing.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from sample_data import EXTRACTS

AUTHORITIES = 10
RUNS = 3
FLOOR = (
    "import sys, pathlib, pandas, scipy.optimize, sqlalchemy\n"
    "for file in pathlib.Path(sys.argv[1]).glob('*.csv'): pandas.read_csv(file, dtype=str)\n"
)
KEY = "7f3c9a1e5b2d8640" * 4


def cost(*arguments: str | Path, folder: Path) -> tuple[float, float]:
    """CPU seconds and peak MB of a command and everything it starts; the least of several runs."""
    costs = []
    for _ in range(RUNS):
        for database in folder.glob("*.sqlite*"):
            database.unlink()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=folder,
            env=os.environ | {"HEADROOM_KEY": KEY},
            check=True,
            capture_output=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        costs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(costs), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        floor, floor_peak = cost("-c", FLOOR, EXTRACTS, folder=folder)
        one, one_peak = cost("-m", "pipelines", "release", EXTRACTS, folder=folder)
        many_in = folder / "many"
        subprocess.run(
            [sys.executable, "-m", "pipelines", "sample", "--out", many_in, "--authorities", str(AUTHORITIES)],
            check=True,
            capture_output=True,
        )
        many, many_peak = cost("-m", "pipelines", "release", many_in, folder=folder)
    print(f"{'':44}{'CPU s':>8}{'peak MB':>9}{'ratio':>8}")
    print(f"{'floor: import and read the same files':44}{floor:8.2f}{floor_peak:9.0f}{1:8.2f}")
    print(f"{'headroom release, sample authority':44}{one:8.2f}{one_peak:9.0f}{one / floor:8.2f}")
    print(f"{f'headroom release, {AUTHORITIES} authorities':44}{many:8.2f}{many_peak:9.0f}{many / one:8.2f} × one")


if __name__ == "__main__":
    main()
