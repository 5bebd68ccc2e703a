"""What would help: for one team the levers and what each would do; above a team, what its teams would need."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from dashboard import charts, exhibits, formats, messages, scenario_words, starting_points, theme
from dashboard.cells import Place
from dashboard.components import exhibit, filters, headline, levers, notices, tables
from dashboard.limits import limit
from dashboard.outcomes import Levers, Outcome, outcome
from dashboard.readings import LIMIT, parts, read
from dashboard.scenario_words import Definitions
from dashboard.starting_points import COVER, GAP, LOAD, PER_FTE, Start
from dashboard.store import Store
from pipelines.organisation import Level

TITLE, PATH = "What would help", "what-would-help"


def render(store: Store, place: Place) -> None:
    """A team's levers; the teams to choose from where a larger unit is chosen."""
    teams = starting_points.starts(store, place, starting_points.teams_of_the_authority(store, place))
    own = next((team for team in teams if team.unit == place.unit), None)
    if own is not None:
        _team(store, place, own, starting_points.receivers(teams, place.unit))
    elif place.unit.level is not Level.TEAM and LOAD in store.definitions and teams:
        below = {unit.unit_id for unit in starting_points.teams_below(store, place, place.unit)}
        _teams(store, place, [team for team in teams if team.unit.unit_id in below])
    else:
        headline.show(TITLE, store.release, place, messages.absent("the load of teams", place))
        notices.elsewhere(("caseload", "workforce") if place.unit in store.units_with_results else (), place)


def _team(store: Store, place: Place, start: Start, others: Sequence[Start]) -> None:
    when, allowed, definitions = formats.period(place.period_end, place.kind), limit(store, place), store.definitions
    readings = read(store, place, (LOAD, PER_FTE, COVER, GAP))
    if start.load is None and start.training is None and readings:
        headline.show(TITLE, store.release, place, messages.hidden(next(iter(readings.values())), place))
        levers.listed("What would be needed and is not shown", start.missing)
        return
    headline.show(TITLE, store.release, place, scenario_words.message(start, others, allowed, when, definitions))
    tried = levers.choose(start, others, allowed, place)
    then = outcome(start, tried, allowed)
    said = list(scenario_words.lines(start, tried, then, definitions))
    if said:
        levers.follows(said)
    else:
        st.markdown("Move a slider to see what would change.")
    _figures(place, start, tried, then, definitions)
    levers.listed("What cannot be worked out, because a figure is not shown", start.missing)
    levers.listed("What this takes for granted", scenario_words.assumptions(start, allowed, when, definitions))
    exhibit.rests_on(tuple(exhibits.about(reading, beside=True) for reading in readings.values()))


def _figures(place: Place, start: Start, tried: Levers, then: Outcome, definitions: Definitions) -> None:
    table = scenario_words.table(start, tried, then, definitions)
    st.header(f"Now, and what would be, {headline.plain(place.unit.name)}", anchor=False)
    changes = list(_changes(start, tried, then))
    if changes:
        drawn, beside = st.columns([11, 8], gap="medium")
        said = " ".join(line.text for line in scenario_words.lines(start, tried, then, definitions))
        names = formats.listed([each.name for each in changes])
        with drawn:
            st.plotly_chart(
                charts.before_after(changes, definitions[LOAD], charts.Mark("the limit", LIMIT.value)),
                theme=None,
                config=theme.CONFIG,
                alt=f"Chart of the load of {names} as a share of the limit, now and as it would be. {said}",
                key="scenario-load",
            )
    else:
        beside = st.columns(1)[0]
    with beside:
        tables.figures(table, f"Now and what would be: {place.unit.name}")
    tables.download(table, f"{PATH}-{place.unit.unit_id}-{place.period_end.isoformat()}")


def _changes(start: Start, tried: Levers, then: Outcome) -> Iterator[charts.Change]:
    """The team's load, and that of the team that would take cases."""
    if start.load is not None and then.load is not None:
        yield charts.Change(start.unit.name, start.load.percent, then.load.percent)
    if tried.to is not None and tried.to.load is not None and then.receiver is not None:
        yield charts.Change(tried.to.unit.name, tried.to.load.percent, then.receiver.percent)


def _teams(store: Store, place: Place, teams: Sequence[Start]) -> None:
    allowed, reading = limit(store, place), read(store, place, (LOAD,)).get(LOAD)
    where = place.unit.name
    if reading is not None and reading.value is None and not any(team.load for team in teams):
        headline.show(TITLE, store.release, place, messages.hidden(reading, place))
    else:
        headline.show(TITLE, store.release, place, scenario_words.all_teams(teams, where, allowed))
    _links(teams, place, store)
    if reading is None:
        return
    compared = parts(store, tuple(team.unit for team in teams), reading)
    if compared:
        shown = exhibits.side_by_side(place, reading, compared)
        by_unit = {part.unit: formats.short(part.latest, reading.definition) for part in compared}
        listed = [team for team in teams if team.unit in by_unit]
        needs = scenario_words.needs(listed, [by_unit[team.unit] for team in listed], allowed)
        exhibit.show(replace(shown, table=needs), place, store.definitions)


def _links(teams: Sequence[Start], place: Place, store: Store) -> None:
    """A link for each team under what its load says, in the organisation's order."""
    groups: dict[str, list[Start]] = {"Over the limit": [], "Within the limit": [], "Load not shown": []}
    for team in teams:
        group = "Load not shown" if team.load is None else "Over the limit" if team.load.over else "Within the limit"
        groups[group].append(team)
    said = "".join(
        f"<li><b>{group}:</b> {', '.join(_link(team, place, store.definitions) for team in members)}</li>"
        for group, members in groups.items()
        if members
    )
    st.html(f'<nav class="choices" aria-label="Choose a team"><ul>{said}</ul></nav>')


def _link(team: Start, place: Place, definitions: Definitions) -> str:
    chosen = urlencode({filters.UNIT: team.unit.unit_id, filters.PERIOD: place.period_end.isoformat()})
    stands = f"&nbsp;{formats.number(team.load.percent, definitions[LOAD])}" if team.load else ""
    return f'<a href="{PATH}?{html.escape(chosen)}">{html.escape(team.unit.name)}</a>{stands}'
