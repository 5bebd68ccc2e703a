"""One release: what it leaves in the database, and what it never touches again."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from builders.postgres import new_database
from builders.releases import (
    cell,
    content,
    content_of_month,
    hidden_cell,
    input_file,
    protected,
)
from sqlalchemy import select

from pipelines.disclosure_control.policy import INTERNAL, PUBLIC, Setting, settings_of
from pipelines.errors import ReleaseRefused
from pipelines.publish import PublishedRelease, connect, held_releases, publish
from pipelines.published import METADATA, SCHEMA_VERSION, EventKind, latest_release_id, release, result
from pipelines.signals.known_events import KnownEvent
from pipelines.signals.signal import ChartTables

A_STRICTER_ONE = replace(INTERNAL, min_width=Setting(6, "So that we are surer.", "The board"))
A_LATER_DAY = datetime(2026, 5, 4, 8, 0)  # noqa: DTZ001 - the database holds universal time without a zone


def everything_in(url: str) -> dict[str, list[tuple[Any, ...]]]:
    with connect(url).connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in METADATA.sorted_tables
        }


def test_the_first_release_makes_the_schema_and_fills_every_table(database_url: str) -> None:
    made = publish(connect(database_url), content(protected=protected([cell(), hidden_cell(unit_id="S1")])))

    assert made == PublishedRelease(release_id=1, unchanged=False, cells=2, hidden=1)
    fingerprint = content().inputs_sha256
    created = datetime(2026, 4, 2, 9, 30)  # noqa: DTZ001
    march = date(2026, 3, 31)
    assert everything_in(database_url) == {
        "schema_version": [(SCHEMA_VERSION,)],
        "change": [(1, "T1", "open_cases", march, date(2025, 3, 31), 4.0, None, None, "higher")],
        "funnel_point": [(1, "A1", "T1", "open_cases", march, 40.0, 96.0, 90.0, 80.0, 100.0, 70.0, 110.0, "inside")],
        "chart": [],
        "chart_limit": [],
        "chart_point": [],
        "known_event": [],
        "workload_setting": [],
        "weighted_load": [],
        "release": [(1, created, march, "internal", "0.1.0", fingerprint, "0123456789abcdef", "published")],
        "policy_setting": [
            (1, number, each.setting, each.applies_to, each.label, each.value, each.reason, each.source)
            for number, each in enumerate(settings_of(INTERNAL), 1)
        ],
        "input_file": [(1, 1, "brackenshire", "teams.csv", None, "teams", "0" * 64, 16)],
        "unit": [
            (1, "A1", "Brackenshire", "authority", None),
            (1, "S1", "Safeguarding", "service", "A1"),
            (1, "T1", "North team", "team", "S1"),
        ],
        "measure": [
            (
                1,
                "open_cases",
                "caseload",
                "Open cases",
                "How many children have an open case?",
                "Children whose case is open at the month-end, each counted once.",
                "children",
                0,
                "neither",
                "month",
                "children",
                "children",
                "Involvements",
                "",
                None,
                None,
            )
        ],
        "band": [],
        "result": [
            (1, "S1", "open_cases", march, "", "", None, "c", None, None, None, None, "children"),
            (1, "T1", "open_cases", march, "", "", 20.0, None, 20.0, None, None, None, "children"),
        ],
        "signal": [(1, "T1", "open_cases", march, "shift", "warning", "Rising for eight months.", None, "")],
        "outlook": [(1, "T1", "open_cases", date(2026, 4, 30), 90.0, 96.5, 103.0, 100.0, 0.25, 20, 22)],
        "benchmark": [
            (1, 1, "open_cases", "England", 2025, 402400.0, None, None, None, False, "Department for Education", "")
        ],
        "finding": [(1, 1, "survey", "survey.xlsx (sheet Wave 3)", "blank", "wave", "query", 2, "4, 9", "Ask for it.")],
    }


def test_charts_and_known_events_are_published_as_they_are(database_url: str) -> None:
    first, last = pd.Timestamp("2025-01-31"), pd.Timestamp("2026-03-31")
    key = {"unit_id": ["T1", "S1"], "measure_key": "open_cases"}
    chart = {"kind": "xmr", "profile": "mdc", "points": 15, "variation": "change", "assurance": "no_target"}
    tables = ChartTables(
        charts=pd.DataFrame({**key, **chart, "target": [100.0, np.nan], "words": "Rising."}),
        limits=pd.DataFrame(
            {**key, "first_period": first, "last_period": last, "centre": 20.5, "lower": [9.0, np.nan], "upper": 30.0}
        ),
        points=pd.DataFrame({**key, "period_end": last, "pattern": "trend", "variation": "change"}),
    )
    event = KnownEvent("S1", None, date(2026, 2, 3), EventKind.NEW_DUTY, "A new duty", recalculates=True)
    publish(connect(database_url), content(signals=replace(content().signals, charts=tables, events=(event,))))
    held = everything_in(database_url)
    ends = (first.date(), last.date())
    assert held["chart"] == [
        (1, "S1", "open_cases", *chart.values(), None, "Rising."),
        (1, "T1", "open_cases", *chart.values(), 100.0, "Rising."),
    ]
    assert held["chart_limit"] == [
        (1, "S1", "open_cases", *ends, 20.5, None, 30.0),
        (1, "T1", "open_cases", *ends, 20.5, 9.0, 30.0),
    ]
    assert held["chart_point"] == [(1, unit, "open_cases", ends[1], "trend", "change") for unit in ("S1", "T1")]
    assert held["known_event"] == [(1, 1, "S1", None, date(2026, 2, 3), "new_duty", "A new duty", True)]


def test_other_rules_of_charts_make_another_release() -> None:
    signals = content().signals
    assert content(signals=replace(signals, profile="plotthedots")).inputs_sha256 != content().inputs_sha256


def test_a_release_without_signals_benchmarks_or_findings_is_published_too(database_url: str) -> None:
    bare = content(benchmarks=(), findings=(), signals=type(content().signals)(()))
    assert publish(connect(database_url), bare).release_id == 1
    assert everything_in(database_url)["benchmark"] == []


def test_the_same_inputs_again_write_nothing_and_say_so(database_url: str) -> None:
    publish(connect(database_url), content())
    before = everything_in(database_url)

    again = publish(connect(database_url), content(created_at=A_LATER_DAY))

    assert again == PublishedRelease(release_id=1, unchanged=True, cells=1, hidden=0)
    assert again.sentence() == "These inputs are release 1 already. Nothing was written."
    assert everything_in(database_url) == before


def test_inputs_of_an_older_release_make_a_new_release_because_the_newest_differs(database_url: str) -> None:
    for number in (1, 2, 1):
        made = publish(connect(database_url), content_of_month(number))
    assert made == PublishedRelease(release_id=3, unchanged=False, cells=3, hidden=0)


def test_the_same_inputs_in_two_databases_of_either_kind_give_the_same_rows_but_for_the_time(tmp_path: Path) -> None:
    held = []
    urls = {f"sqlite:///{tmp_path / 'releases.sqlite'}": content().created_at, new_database(): A_LATER_DAY}
    for url, created_at in urls.items():
        publish(connect(url), content(created_at=created_at))
        rows = everything_in(url)
        rows["release"] = [(row[0], *row[2:]) for row in rows["release"]]
        held.append(rows)
    assert held[0] == held[1]


@pytest.mark.parametrize(
    ("change", "is_new"),
    [
        ({"created_at": A_LATER_DAY}, False),
        ({"findings": ()}, False),
        ({"inputs": (input_file(file="Teams of March.csv"),)}, False),
        ({"inputs": (input_file(fingerprint="1" * 64),)}, True),
        ({"inputs": (input_file(dataset="workforce"),)}, True),
        ({"inputs": (input_file(authority="another"),)}, True),
        ({"inputs": (input_file(sheet="Teams"),)}, True),
        ({"inputs": ()}, True),
        ({"software_version": "0.2.0"}, True),
        ({"protected": protected(policy="public"), "policy": PUBLIC}, True),
        ({"policy": A_STRICTER_ONE}, True),
        ({"pseudonym_key_id": None}, False),
    ],
    ids=lambda change: "-".join(change) if isinstance(change, dict) else None,
)
def test_the_fingerprint_follows_what_decides_the_figures(change: dict[str, Any], is_new: bool) -> None:
    assert (content(**change).inputs_sha256 != content().inputs_sha256) is is_new


def test_results_are_not_published_under_a_policy_that_did_not_protect_them() -> None:
    with pytest.raises(ValueError, match="protected by internal"):
        content(policy=PUBLIC)


def test_the_order_in_which_files_were_found_is_not_part_of_the_fingerprint() -> None:
    files = (input_file(), input_file(dataset="survey", sheet="Wave 3"), input_file(dataset="survey"))
    assert content(inputs=files).inputs_sha256 == content(inputs=files[::-1]).inputs_sha256


def test_a_later_release_leaves_every_row_of_the_earlier_ones_as_it_was(database_url: str) -> None:
    publish(connect(database_url), content())
    before = everything_in(database_url)
    publish(connect(database_url), content_of_month(2))
    after = everything_in(database_url)
    assert {name: rows[: len(before[name])] for name, rows in after.items()} == before
    assert [row[0] for row in after["release"]] == [1, 2]


def test_twelve_releases_are_kept_and_nothing_of_an_older_one(database_url: str) -> None:
    engine = connect(database_url)
    for number in range(1, 15):
        publish(engine, content_of_month(number, cells=2))
    rows = everything_in(database_url)
    kept = list(range(3, 15))
    for table in ("release", "input_file", "signal", "outlook", "benchmark", "finding", "measure"):
        assert [row[0] for row in rows[table]] == kept, table
    assert [row[0] for row in rows["result"]] == [number for number in kept for _ in range(2)]
    assert [row[0] for row in rows["unit"]] == [number for number in kept for _ in range(3)]


def test_how_many_releases_are_kept_can_be_chosen(database_url: str) -> None:
    for number in (1, 2, 3):
        publish(connect(database_url), content_of_month(number), keep=1)
    assert [held.release_id for held in held_releases(connect(database_url))] == [3]


@pytest.mark.parametrize(
    ("unpublishable", "rule"),
    [
        (cell(base=4.0), "base_at_or_over_floor"),
        (cell(base=None), "base_at_or_over_floor"),
        (cell(symbol="c", base=None), "value_or_symbol"),
        (cell(value=None), "value_or_symbol"),
        (hidden_cell(base=20.0), "symbol_stands_alone"),
        (hidden_cell(symbol="?"), "symbol_known"),
    ],
)
def test_the_database_refuses_a_cell_that_breaks_a_rule_and_nothing_of_the_release_stays(
    database_url: str, unpublishable: dict[str, Any], rule: str
) -> None:
    publish(connect(database_url), content())
    before = everything_in(database_url)
    broken = content(protected=protected([cell(unit_id="S1"), unpublishable]), inputs=())

    with pytest.raises(ReleaseRefused) as refusal:
        publish(connect(database_url), broken)

    assert rule in str(refusal.value)
    assert "20" not in str(refusal.value)
    assert everything_in(database_url) == before


def test_a_broken_rule_of_a_small_table_is_told_without_the_row(database_url: str) -> None:
    twice = content(signals=type(content().signals)(content().signals.rows * 2))
    with pytest.raises(ReleaseRefused) as refusal:
        publish(connect(database_url), twice)
    assert "Rising" not in str(refusal.value)
    assert "T1" not in str(refusal.value)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"lower": 97.0}, "outlook_in_its_interval"),
        ({"upper": 96.0}, "outlook_in_its_interval"),
        ({"chance_over": 1.5}, "chance_is_a_share"),
        ({"hits": 23}, "hits_were_tried"),
    ],
)
def test_the_database_refuses_an_outlook_that_cannot_be(database_url: str, changed: dict[str, Any], rule: str) -> None:
    signals = content().signals
    broken = replace(signals, outlooks=tuple(replace(each, **changed) for each in signals.outlooks))
    with pytest.raises(ReleaseRefused) as refusal:
        publish(connect(database_url), content(signals=broken))
    assert rule in str(refusal.value)
    assert "96" not in str(refusal.value)


def test_before_the_first_release_there_is_none_to_list_or_to_read(database_url: str) -> None:
    engine = connect(database_url)
    assert held_releases(engine) == ()
    publish(engine, content())
    with engine.begin() as connection:
        assert latest_release_id(connection) == 1
        connection.execute(release.delete())
        assert latest_release_id(connection) is None


def test_a_release_that_is_still_loading_is_not_the_latest(database_url: str) -> None:
    engine = connect(database_url)
    publish(engine, content())
    with engine.begin() as connection:
        connection.execute(
            release.insert().values(
                release_id=2,
                created_at=A_LATER_DAY,
                reference_date=date(2026, 4, 30),
                policy="internal",
                software_version="0.1.0",
                inputs_sha256="",
                status="loading",
            )
        )
        assert latest_release_id(connection) == 1
    assert [held.release_id for held in held_releases(engine)] == [1]


def test_releases_are_listed_newest_first_with_dates_inputs_and_policy(database_url: str) -> None:
    engine = connect(database_url)
    publish(engine, content(pseudonym_key_id=None))
    publish(engine, content(inputs=(), created_at=A_LATER_DAY))
    newer, older = content(inputs=()).inputs_sha256[:12], content().inputs_sha256[:12]
    listed = "\n".join(held.sentence() for held in held_releases(engine))
    assert listed == (
        "Release 2: to 31 March 2026, policy internal, made 2026-05-04 08:00 from 0 inputs "
        f"(fingerprint {newer}; pseudonym key 0123456789abcdef) by Headroom 0.1.0\n"
        "Release 1: to 31 March 2026, policy internal, made 2026-04-02 09:30 from 1 input "
        f"(fingerprint {older}; pseudonym key not needed) by Headroom 0.1.0"
    )


@pytest.mark.parametrize(
    ("published", "sentence"),
    [
        (
            PublishedRelease(4, unchanged=False, cells=8892, hidden=12),
            "8,892 cells, 12 of them withheld to protect people.",
        ),
        (PublishedRelease(4, unchanged=False, cells=10, hidden=0), "10 cells, none of them withheld."),
    ],
)
def test_the_outcome_is_one_sentence(published: PublishedRelease, sentence: str) -> None:
    assert published.sentence() == f"Release 4 is published: {sentence}"


def test_a_value_comes_back_to_the_last_digit(database_url: str) -> None:
    awkward = [0.1 + 0.2, 1 / 3, 1e-17, 123456789.123456789]
    engine = connect(database_url)
    publish(engine, content(protected=protected(cell(unit_id=f"T{n}", value=v) for n, v in enumerate(awkward))))
    with engine.connect() as connection:
        read = connection.scalars(select(result.c.value).order_by(result.c.unit_id)).all()
    assert read == awkward


def test_results_held_as_categories_and_extension_types_are_the_same_rows(database_url: str) -> None:
    plain = protected([cell(), hidden_cell(unit_id="S1", breakdown_topic="status", breakdown="cp")])
    texts = ["unit_id", "measure_key", "breakdown_topic", "breakdown", "symbol", "disclosure_rule"]
    coded = protected()
    object.__setattr__(coded, "cells", plain.cells.astype(dict.fromkeys(texts, "category")))
    publish(connect(database_url), content(protected=plain))
    publish(connect(database_url), content(protected=coded, inputs=()))
    rows = everything_in(database_url)["result"]
    assert [row[1:] for row in rows[:2]] == [row[1:] for row in rows[2:]]
