"""Every signal and every outlook of a release, from protected results only."""

from __future__ import annotations

from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.published import Severity
from pipelines.signals.catalogue import RULES
from pipelines.signals.exposure import read_exposure
from pipelines.signals.hidden import read_hidden
from pipelines.signals.official import read_official
from pipelines.signals.outlook import look_ahead
from pipelines.signals.overload import read_capacity, read_overload
from pipelines.signals.panel import lay_out
from pipelines.signals.signal import Signal, Signals
from pipelines.signals.unusual import read_unusual
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


def read_signals(protected: ProtectedResults) -> Signals:
    """Signals, the most pressing first, then by place in the organisation, by rule and by measure; and outlooks."""
    panel = lay_out(protected)
    place = {unit.unit_id: number for number, unit in enumerate(panel.units)}
    rule = {each.key: number for number, each in enumerate(RULES)}
    measure = {each.key: number for number, each in enumerate(protected.measures)}
    severity = {each: number for number, each in enumerate(Severity)}

    def order(signal: Signal) -> tuple[int, int, int, int]:
        return (severity[signal.severity], place[signal.unit_id], rule[signal.rule], measure[signal.measure_key])

    found = sorted((signal for read in READERS for signal in read(panel)), key=order)
    return Signals(tuple(found), tuple(look_ahead(panel)))
