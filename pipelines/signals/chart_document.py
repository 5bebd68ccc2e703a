"""What charts over time are, in plain words: their kinds, their rules, what months say, and known events.

What lives here: the texts that `headroom explain` and the page on signals show. What does not: any rule itself.
"""

from __future__ import annotations

from pipelines.published import ChartKind
from pipelines.signals.spc import MDC, NHSE_SQL, PLOT_THE_DOTS, Profile

KINDS = {
    ChartKind.XMR: (
        "Usual range from how much neighbouring months differ (XmR): the average, and 2.66 times the average "
        "difference of neighbouring months to either side. For every measure that no other kind fits."
    ),
    ChartKind.P_PRIME: (
        "Shares whose base changes (Laney's p'): a month that rests on few people has a wider range. Used where the "
        "published base of some month lies more than a quarter away from its average."
    ),
    ChartKind.U_PRIME: (
        "Cases for the hours of practitioners, where the number of practitioners changes as much (Laney's u'): as "
        "above."
    ),
    ChartKind.RUN: (
        "A median only, and nothing is judged: fewer than 13 months are shown, or most months shown have none."
    ),
    ChartKind.GAPS: (
        "How many months without any lie between months with some (G chart), for counts that are mostly none. Only "
        "where no month is hidden, because gaps would look longer or shorter than they are without the hidden month."
    ),
}
PROFILES: tuple[tuple[Profile, str], ...] = (
    (MDC, "NHS England, Making Data Count, SPC Charts XmR Testing (Single Chart Tool v5.0). The default."),
    (NHSE_SQL, "NHS England, SPC Charts SQL Query v2.6a."),
    (
        PLOT_THE_DOTS,
        "The R package NHSRplotthedots; wild differences of neighbouring months are left out of the range.",
    ),
)
PATTERNS = """A month is beyond chance where it lies outside the usual range; stands in a run of months on one side of
the average, or of months each higher (or each lower) than the one before; or is one of two in three near the same end
of the range."""
STATES = """* **Improvement** or **concern**: the latest month shown is beyond chance, the good way or the other.
* **Change**: beyond chance, of a measure of which neither more nor less is better in itself.
* **Usual ups and downs**: nothing beyond chance.
* **Not judged**: no usual range, because too few months are shown, or too few since the range was worked out anew.

Of a target is said whether things as they are will meet it: *reliably* where the whole usual range does, *sometimes*
where the range holds the target, *reliably not* otherwise. The load ratio has one, its limit; an authority may set
others."""
EVENTS = """A reorganisation, a new duty or a change of recording, from the extract `events`, is marked on the charts of
its unit and of all below it. Where the extract says so, the month in which it happened is the first of a new average
and a new range; signals compare with the months since then only. With fewer than 13 months since, nothing is judged.
Patterns run across a new beginning as the rules in use say: all with `mdc`, only rises and falls with `nhse-sql-2.6`,
none with `plotthedots`."""


def explain_chart(key: str) -> str | None:
    """One topic as Markdown, or `None` where none has that key."""
    return TOPICS.get(key)


def _kinds() -> str:
    rows = "\n".join(f"* `{kind}`: {text}" for kind, text in KINDS.items())
    return f"### Charts over time (`charts`)\n\n{rows}\n\nOnly shown months and shown bases are used. {PATTERNS}"


def _profiles() -> str:
    rows = "\n".join(
        f"* `{profile.key}`: {source} Runs of {profile.shift}, rises and falls over {profile.trend} months."
        for profile, source in PROFILES
    )
    return (
        "### Rules of charts (`chart-profiles`)\n\nThree published sets of rules disagree, so a release names the one "
        f"it used (`headroom release --chart-profile`), and never mixes them.\n\n{rows}"
    )


TOPICS = {
    "charts": _kinds(),
    "chart-profiles": _profiles(),
    "chart-states": f"### What a chart says (`chart-states`)\n\n{STATES}",
    "events": f"### Known events (`events`)\n\n{EVENTS}",
}
