"""What signals cost and what they are worth: `python tests/benchmarks/signals.py`.

Cost: all signals of a release the size of England (150 authorities of 60 teams, 20 measures, 36 months) against the
floor of laying the same cells out as matrices with pandas. Worth: how often stable teams are called, and how soon a
real change is found, in a year of monthly releases of simulated teams; with `--write` the table goes into the docs.
Judges nothing.
"""

import sys
import time
from pathlib import Path

import numpy as np
from builders.protected import a_measure, authorities
from builders.simulated_teams import (
    CHANGES,
    HIGHER,
    MONTHS,
    RELEASES,
    SOON,
    TEAMS,
    a_release,
    chance,
    simulate,
    simulated,
)
from builders.yardsticks import YARDSTICKS, Ahead

from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.published import MONTHS_AHEAD
from pipelines.signals.read_signals import read_signals
from pipelines.signals.smoothing import smooth

AUTHORITIES, TEAMS_OF_EACH, MEASURES = 150, 60, 20
GROUPS = 120
SEED = 2029
DOCUMENT = Path(__file__).parents[2] / "docs" / "signals-performance.md"
HEADINGS = {"none": 0.0, "half": 0.5, "four fifths": 0.8}


def england() -> ProtectedResults:
    """Simulated teams of 150 authorities; measures that no rule knows make up the number."""
    organisation = authorities(AUTHORITIES, TEAMS_OF_EACH)
    figures = simulated(organisation, MONTHS, 0.5, SEED)
    known = list(figures.values())
    for number in range(MEASURES - len(figures)):
        figures[a_measure(f"another_{number}", direction=HIGHER)] = known[2 + number]
    return a_release(organisation, figures)


def cost() -> None:
    release = england()
    started = time.process_time()
    release.cells.pivot_table(index=["measure_key", "unit_id"], columns="period_end", values="value", observed=True)
    floor = time.process_time() - started
    started, clock = time.process_time(), time.perf_counter()
    signals = read_signals(release)
    spent, waited = time.process_time() - started, time.perf_counter() - clock
    print(f"{len(release.cells):,} cells, {len(signals.rows):,} signals")
    print(f"{'floor: the same cells as one matrix (pandas)':50}{floor:8.1f} s CPU")
    print(f"{'all signals':50}{spent:8.1f} s CPU{spent / floor:8.1f} × floor{waited:8.1f} s on the clock")


def worth() -> str:
    """The table of the docs."""
    rates = {heading: simulate(carried=carried, groups=GROUPS, seed=SEED) for heading, carried in HEADINGS.items()}
    rows = {
        "stable teams whose load is called unusual for them in a year": [each.unusual_load for each in rates.values()],
        "stable teams with any warning in a year": [each.warned for each in rates.values()],
    }
    rows |= {
        f"found within {SOON} months: {change.label}": [each.found[change] for each in rates.values()]
        for change in CHANGES
    }
    written = {label: [f"{100 * share:.1f} %" for share in shares] for label, shares in rows.items()}
    written["signals of any kind, for a stable team in a month"] = [f"{each.signals:.2f}" for each in rates.values()]
    return _table(written)


def _table(rows: dict[str, list[str]]) -> str:
    """Markdown, one column for each share of chance carried over."""
    head = [
        f"| {' | '.join(['Chance carried over from the month before', *HEADINGS])} |",
        f"|{'---|' * (len(HEADINGS) + 1)}",
    ]
    return "\n".join([*head, *(f"| {label} | {' | '.join(cells)} |" for label, cells in rows.items())])


def outlooks() -> str:
    """The table of the docs on looking ahead: error and interval of each way, three months ahead."""
    errors: dict[str, list[float]] = {}
    held: dict[str, list[float]] = {}
    for carried in HEADINGS.values():
        rng = np.random.default_rng(SEED)
        teams = GROUPS * TEAMS
        load = 95 + rng.normal(0, 5, (teams, 1)) + 6 * chance(rng, teams, MONTHS + MONTHS_AHEAD, carried)
        known, came = load[:, :MONTHS], load[:, -1]
        smoothed = smooth(known)
        lower, upper = (limit[:, -1] for limit in smoothed.interval(MONTHS_AHEAD))
        ways = {"simple exponential smoothing (the outlook)": Ahead(smoothed.level[:, -1], lower, upper)}
        ways |= {name: way(known, MONTHS_AHEAD) for name, way in YARDSTICKS.items()}
        for name, ahead in ways.items():
            errors.setdefault(name, []).append(float(np.abs(came - ahead.middle).mean()))
            held.setdefault(name, []).append(float(((ahead.lower <= came) & (came <= ahead.upper)).mean()))
    return _table(
        {f"{name}: usual error, points": [f"{each:.1f}" for each in found] for name, found in errors.items()}
        | {f"{name}: intervals that held": [f"{100 * each:.0f} %" for each in found] for name, found in held.items()}
    )


PAGE = """<!-- Written by `python tests/benchmarks/signals.py --write`; edit that. -->

# What a signal is worth

Every rule is wrong at times: it speaks where there is only chance, or stays silent where something has changed. How
often was measured on simulated teams, {groups} authorities of {teams} teams, each with {months} months behind it and a
year of monthly releases ahead. Half of the teams are stable. The others change once, for good, and are counted as found
when a signal about that measure came within {soon} months. Teams are near the limit and small: nine practitioners, 110
cases. A team's month is its own level plus chance; in real figures part of that chance carries over to the next
month, because cases and courses last longer than a month, so the columns show three shares of it. Real teams lie
somewhere between the second and the third.

{table}

Read it like this: a warning is a reason to ask, not a verdict. Of teams in which nothing has changed, at most about one
in eight is given a warning in a year unless nearly everything carries over; of real rises of two cases for each
full-time practitioner about three in four are told within half a year, and the others later or not at all.

The charts themselves, without the conditions that a signal adds (far enough from the average to matter, and for three
months outside what earlier months ranged over), call many more stable teams: see
[decision 14](decisions/0014-signals-three-voices.md).

## Looking ahead

The same teams, all stable: the load three months after the last known month against what was expected of it. An error
is the average distance in points of the load ratio; 95 of 100 intervals should hold what came. A line that is drawn on
does worse than the latest month in every column, which is why no outlook follows a trend. Where little carries over,
the mean of all months does as well or better; but it never learns that a team has changed.

{outlooks}
"""


def main() -> None:
    cost()
    table = worth()
    ahead = outlooks()
    print(table, ahead, sep="\n\n")
    if "--write" in sys.argv:
        page = PAGE.format(
            groups=GROUPS, teams=TEAMS, months=MONTHS, releases=RELEASES, soon=SOON, table=table, outlooks=ahead
        )
        DOCUMENT.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
