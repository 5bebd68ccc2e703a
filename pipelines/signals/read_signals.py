"""Everything that is worked out of a release, from protected results only."""

from __future__ import annotations

from dataclasses import replace

from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.published import Severity
from pipelines.signals.catalogue import RULES
from pipelines.signals.change import read_changes
from pipelines.signals.chart_tables import charts_of_release
from pipelines.signals.companions import with_what_changed
from pipelines.signals.exposure import read_exposure
from pipelines.signals.funnels import points_of, read_funnels
from pipelines.signals.hidden import read_hidden
from pipelines.signals.known_events import KnownEvent
from pipelines.signals.new_rules import new_rules, without_new_rules
from pipelines.signals.official import read_official
from pipelines.signals.outlook import look_ahead
from pipelines.signals.overload import read_capacity, read_overload
from pipelines.signals.panel import lay_out
from pipelines.signals.signal import Signal, Signals
from pipelines.signals.spc import MDC, Profile
from pipelines.signals.unusual import read_unusual
from pipelines.signals.weighted_load import weigh_loads
from pipelines.signals.wellbeing import read_response, read_survey

READERS = (
    read_overload,
    read_capacity,
    read_exposure,
    read_unusual,
    read_survey,
    read_response,
    read_hidden,
    read_official,
)


def read_signals(
    protected: ProtectedResults,
    profile: Profile = MDC,
    events: tuple[KnownEvent, ...] = (),
) -> Signals:
    """Signals, outlooks, charts, changes and funnels.

    Signals are in order: the most pressing first, then by place in the organisation, by rule and by measure.
    """
    panel = lay_out(protected, profile, events)
    panel = replace(panel, events=(*events, *new_rules(panel)))
    place = {unit.unit_id: number for number, unit in enumerate(panel.units)}
    rule = {each.key: number for number, each in enumerate(RULES)}
    measure = {each.key: number for number, each in enumerate(protected.measures)}
    severity = {each: number for number, each in enumerate(Severity)}

    def order(signal: Signal) -> tuple[int, int, int, int]:
        return (severity[signal.severity], place[signal.unit_id], rule[signal.rule], measure[signal.measure_key])

    found = sorted((signal for read in READERS for signal in read(panel)), key=order)
    return Signals(
        rows=tuple(with_what_changed(panel, found)),
        outlooks=tuple(look_ahead(panel)),
        charts=charts_of_release(panel),
        events=panel.events,
        profile=profile.key,
        changes=without_new_rules(panel, read_changes(protected, panel.events)),
        funnel_points=points_of(panel, read_funnels(panel)),
        weighted_loads=tuple(weigh_loads(protected)),
    )
