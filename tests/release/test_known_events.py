"""Known events and the rules of charts, from the extract and the command line into the release."""

import shutil
from collections.abc import Iterator
from datetime import date

import pytest
from builders.running import headroom, opened
from sqlalchemy import Connection, select

from pipelines import published
from sample_data import EXTRACTS

EVENTS = """date,kind,label,unit_id,measure,recalculate
2025-03-01,new_duty,Reports on exploitation begin,S4,load_ratio,yes
2024-05-05,other,Offices move to the harbour,,,no
2025-04-01,reorganisation,Only about one team,T01,,yes
2030-01-01,other,Still to come,,,yes
"""


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The sample authority with other events, for the public, by other rules."""
    folder = tmp_path_factory.mktemp("public")
    shutil.copytree(EXTRACTS, folder / "inbox")
    (folder / "inbox" / "events.csv").write_text(EVENTS, encoding="utf-8")
    ran = headroom("release", "inbox", "--policy", "public", "--chart-profile", "plotthedots", folder=folder)
    assert ran.code == 0, ran.err
    with opened(folder / "headroom.sqlite") as connection:
        yield connection


def _events(connection: Connection) -> list[tuple[object, ...]]:
    event = published.known_event.c
    columns = (event.number, event.unit_id, event.measure_key, event.happened_on, event.kind, event.recalculates)
    return [tuple(row) for row in connection.execute(select(*columns).order_by(event.number))]


def test_events_are_published_by_day_and_a_blank_unit_is_the_authority(sample: Connection) -> None:
    assert _events(sample) == [
        (1, "S4", None, date(2024, 3, 4), "reorganisation", False),
        (2, "X99000001", "online_not_recorded_share", date(2025, 1, 6), "recording_change", True),
    ]


def test_events_to_come_and_of_units_that_are_not_shown_are_left_out(public: Connection) -> None:
    assert _events(public) == [
        (1, "X99000001", None, date(2024, 5, 5), "other", False),
        (2, "S4", "load_ratio", date(2025, 3, 1), "new_duty", True),
    ]
    labels = set(public.scalars(select(published.known_event.c.label)))
    assert labels == {"Offices move to the harbour", "Reports on exploitation begin"}


@pytest.mark.parametrize("unit_id", ["X99000001", "S1", "T01"])
def test_a_change_of_recording_gives_every_unit_below_limits_of_their_own_from_its_month_on(
    unit_id: str, sample: Connection
) -> None:
    limit = published.chart_limit.c
    rows = sample.execute(
        select(limit.first_period, limit.last_period)
        .where(limit.unit_id == unit_id, limit.measure_key == "online_not_recorded_share")
        .order_by(limit.first_period)
    ).all()
    assert rows == [(date(2023, 11, 30), date(2024, 12, 31)), (date(2025, 1, 31), date(2026, 10, 31))]


def test_every_chart_says_by_which_rules_it_was_read(sample: Connection, public: Connection) -> None:
    for connection, profile in ((sample, "mdc"), (public, "plotthedots")):
        assert set(connection.scalars(select(published.chart.c.profile))) == {profile}


def test_every_shown_month_lies_in_one_stretch_of_limits_and_no_other_month_is_special(sample: Connection) -> None:
    result, limit, point = published.result.c, published.chart_limit.c, published.chart_point.c
    of = (result.unit_id == limit.unit_id) & (result.measure_key == limit.measure_key)
    within = result.period_end.between(limit.first_period, limit.last_period)
    shown = set(
        sample.execute(
            select(result.unit_id, result.measure_key, result.period_end)
            .join(published.measure, published.measure.c.measure_key == result.measure_key)
            .where(result.value.is_not(None), result.breakdown_topic == "", published.measure.c.period_kind == "month")
        ).all()
    )
    stretches = sample.execute(
        select(result.unit_id, result.measure_key, result.period_end)
        .join_from(published.result, published.chart_limit, of & within)
        .where(result.value.is_not(None), result.breakdown_topic == "")
    ).all()
    assert len(stretches) == len(set(stretches))
    assert set(stretches) == shown
    assert set(sample.execute(select(point.unit_id, point.measure_key, point.period_end)).all()) <= shown
