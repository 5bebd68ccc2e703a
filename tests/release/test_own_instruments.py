"""An authority's own survey instruments, and a questionnaire that was changed: from files into the release."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders.running import Ran, headroom, opened
from sqlalchemy import Connection, select

from pipelines import published
from pipelines.errors import ExitCode
from sample_data import EXTRACTS

Definition = dict[str, Any]
APRIL, JULY, OCTOBER = "2026-04-15", "2026-07-15", "2026-10-15"
VERSION = "board-redraft-7"
OFTEN = ("never", "sometimes", "always")


def lone_working(**changed: Any) -> Definition:
    """Two questions on visits alone, a scale of both and the share who always go alone."""
    scale = {
        "code": "risk", "title": "Risk of lone working", "items": ["LONE1", "LONE2"], "method": "mean",
        "min_answered": 2, "range": [1, 3], "direction": "lower_is_better",
    }  # fmt: skip
    alone = {
        "code": "alone", "title": "Always visit alone", "item": "LONE1", "numerator": ["always"],
        "denominator": list(OFTEN), "direction": "lower_is_better",
    }  # fmt: skip
    golden = {
        "name": "one at each end",
        "respondents": [{"LONE1": "always", "LONE2": "never"}, {"LONE1": "never", "LONE2": "always"}],
        "expected": {"risk": 2, "alone": 50},
    }
    return {
        "id": "lone_working",
        "version": "1",
        "title": "Lone working",
        "enabled": True,
        "licence": {"status": "our own", "item_text_shippable": True},
        "min_group_size": 10,
        "prefix": "lone_",
        "response_sets": {
            "often": [{"value": each, "label": each.title(), "score": place} for place, each in enumerate(OFTEN, 1)]
        },
        "items": [
            {"code": "LONE1", "label": "I visit families alone.", "response_set": "often"},
            {"code": "LONE2", "label": "Somebody knows where I am.", "response_set": "often", "reverse": True},
        ],
        "scales": [scale],
        "indicators": [alone],
        "golden_tests": [golden],
    } | changed


def _kept(folder: Path, *definitions: Definition) -> Path:
    kept = folder / "instruments"
    kept.mkdir()
    for definition in definitions:
        (kept / f"{definition['id']}.json").write_text(json.dumps(definition), encoding="utf-8")
    return kept


def _burnout_switched_on(folder: Path) -> Definition:
    """As a person would: print the shipped definition, and change one word."""
    shipped: Definition = json.loads(headroom("instruments", "show", "cbi", folder=folder).out)
    assert not shipped["enabled"]
    return shipped | {"enabled": True}


def _answers(number: int, burnout: Definition) -> dict[str, str]:
    """Every third always goes alone; answers on burnout differ from person to person."""
    values = {name: [each["value"] for each in options] for name, options in burnout["response_sets"].items()}
    on_burnout = {
        item["code"]: values[item["response_set"]][(number + place) % 5] for place, item in enumerate(burnout["items"])
    }
    return {"LONE1": OFTEN[number % 3], "LONE2": OFTEN[number // 3 % 3]} | on_burnout


def _inbox(folder: Path, burnout: Definition) -> Path:
    """The sample authority, whose last three waves asked more; October's questionnaire had been redrafted."""
    inbox = folder / "inbox"
    shutil.copytree(EXTRACTS, inbox)
    with (inbox / "survey.csv").open(encoding="utf-8") as file:
        forms = list(csv.DictReader(file))
    for number, form in enumerate(forms):
        form.update(_answers(number, burnout) if form["wave"] in {APRIL, JULY, OCTOBER} else {})
    last = [form for form in forms if form["wave"] == OCTOBER]
    for name, rows in (("survey.csv", [form for form in forms if form["wave"] != OCTOBER]), ("survey-2.csv", last)):
        with (inbox / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(last[0]), restval="")
            writer.writeheader()
            writer.writerows(rows)
    (inbox / "waves.csv").write_text(f"file,wave,version\nsurvey-2.csv,,{VERSION}\n", encoding="utf-8")
    return inbox


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with definitions and an inbox, of which a release was made."""
    made = tmp_path_factory.mktemp("own")
    burnout = _burnout_switched_on(made)
    _kept(made, lone_working(), burnout)
    _inbox(made, burnout)
    ran = _run(made, "release", "inbox")
    assert ran.code == 0, ran.err
    return made


def _run(folder: Path, *arguments: str | Path) -> Ran:
    return headroom(*arguments, folder=folder, more={"HEADROOM_INSTRUMENTS": str(folder / "instruments")})


@pytest.fixture
def own(folder: Path) -> Iterator[Connection]:
    with opened(folder / "headroom.sqlite") as connection:
        yield connection


def test_own_instruments_are_listed_checked_and_read(folder: Path) -> None:
    assert {"lone_risk", "lone_alone", "cbi_work"} <= set(_run(folder, "measures").out.split())
    listed = {each["id"]: each for each in json.loads(_run(folder, "instruments", "list", "--json").out)}
    assert (listed["lone_working"]["enabled"], listed["lone_working"]["measures"]) == (
        True,
        ["lone_risk", "lone_alone"],
    )
    assert (listed["cbi"]["enabled"], listed["stss"]["enabled"]) == (True, False)
    checked = _run(folder, "instruments", "check", "instruments/lone_working.json")
    assert checked.out.splitlines() == [
        "Lone working, version 1: 1 golden test passed.",
        "  lone_risk                       Risk of lone working (score, page wellbeing)",
        "  lone_alone                      Always visit alone (%, page wellbeing)",
    ]
    read = _run(folder, "check", "inbox")
    assert read.code == 0, read.err
    assert "2 of 2 questions of Lone working" in read.out
    assert "19 of 19 questions of Copenhagen Burnout Inventory" in read.out


def test_figures_of_own_instruments_are_published_as_worked_out_by_hand(own: Connection, folder: Path) -> None:
    with (folder / "inbox" / "survey-2.csv").open(encoding="utf-8") as file:
        forms = list(csv.DictReader(file))
    alone = [form["LONE1"] == "always" for form in forms]
    risk = [1 + (OFTEN.index(form["LONE1"]) + 2 - OFTEN.index(form["LONE2"])) / 2 for form in forms]
    result = published.result.c
    found = own.execute(
        select(result.measure_key, result.value, result.base).where(
            result.measure_key.startswith("lone_"),
            result.unit_id == "X99000001",
            result.period_end == date(2026, 10, 31),
        )
    ).all()
    assert {(key, value, base) for key, value, base in found} == {
        ("lone_alone", round(100 * sum(alone) / len(forms)), len(forms)),
        ("lone_risk", round(sum(risk) / len(forms), 2), len(forms)),
    }


def test_burnout_is_published_once_it_is_switched_on(own: Connection, sample: Connection) -> None:
    keys = {"cbi_personal", "cbi_work", "cbi_client"}
    measure, result = published.measure.c, published.result.c
    for connection, expected in ((own, keys), (sample, set())):
        of_cbi = measure.measure_key.startswith("cbi_")
        assert set(connection.scalars(select(measure.measure_key).where(of_cbi))) == expected
    shown = own.scalars(select(result.value).where(result.measure_key == "cbi_work", result.unit_id == "X99000001"))
    assert all(0 <= value <= 100 for value in shown)


def _compared(connection: Connection, key: str) -> set[tuple[date, date]]:
    change = published.change.c
    of = (change.measure_key == key) & (change.unit_id == "X99000001")
    return set(map(tuple, connection.execute(select(change.period_end, change.earlier_period).where(of)).all()))


@pytest.mark.parametrize("key", ["lone_risk", "lone_alone"])
def test_two_waves_of_one_version_are_compared_and_two_of_different_versions_are_not(key: str, own: Connection) -> None:
    assert _compared(own, key) == {(date(2026, 7, 31), date(2026, 4, 30))}


def test_what_was_compared_before_a_new_version_is_not_compared_across_it(own: Connection, sample: Connection) -> None:
    new = (date(2026, 10, 31), date(2026, 7, 31))
    before, after = (_compared(each, "stressed_moderately_or_very") for each in (sample, own))
    assert before - after == {new}
    assert after < before
    assert _compared(own, "response_rate") == _compared(sample, "response_rate") >= {new}


def test_a_known_event_says_that_the_questionnaire_changed_and_not_what_it_is_called(
    own: Connection, folder: Path
) -> None:
    event = published.known_event.c
    of = own.execute(
        select(event.unit_id, event.happened_on, event.kind, event.label, event.recalculates).where(
            event.measure_key == "lone_risk"
        )
    ).all()
    assert of == [("X99000001", date(2026, 10, 15), "recording_change", "Another version of the questionnaire", True)]
    assert VERSION.encode() not in (folder / "headroom.sqlite").read_bytes()


def _broken_golden() -> Definition:
    (golden,) = lone_working()["golden_tests"]
    return lone_working(golden_tests=[golden | {"expected": {"risk": 3, "alone": 20}}])


def _of_few() -> Definition:
    return lone_working(min_group_size=3)


def _same_codes() -> Definition:
    return lone_working(id="visits", prefix="visits_")


def _same_key() -> Definition:
    (alone,) = lone_working()["indicators"]
    (golden,) = lone_working()["golden_tests"]
    return lone_working(
        prefix="", indicators=[alone | {"code": "open_cases"}],
        golden_tests=[golden | {"expected": {"risk": 2, "open_cases": 50}}],
    )  # fmt: skip


FOLDER_HOLDS = "The folder of HEADROOM_INSTRUMENTS holds what cannot be used. Nothing has been published."


@pytest.mark.parametrize(
    ("definitions", "said"),
    [
        pytest.param(
            [_broken_golden],
            [
                FOLDER_HOLDS,
                "  1. lone_working.json: golden test “one at each end” fails for risk",
                "  2. lone_working.json: golden test “one at each end” fails for alone",
            ],
            id="figures that do not come out",
        ),
        pytest.param(
            [_of_few],
            [FOLDER_HOLDS, "  1. lone_working.json: min_group_size: 3 is less than the minimum of 10"],
            id="groups of three",
        ),
        pytest.param(
            [lone_working, _same_codes],
            [
                FOLDER_HOLDS,
                "  1. question LONE1 is in two instruments",
                "  2. question LONE2 is in two instruments",
            ],
            id="the same questions twice",
        ),
        pytest.param(
            [_same_key],
            [
                (
                    "An instrument of HEADROOM_INSTRUMENTS calls a figure like another measure. Leave out its `prefix` "
                    "or change it"
                )
            ],
            id="a name of another measure",
        ),
    ],
)
def test_a_definition_that_cannot_be_used_is_refused_with_a_sentence_for_each_fault(
    definitions: list[Callable[[], Definition]], said: list[str], tmp_path: Path
) -> None:
    _kept(tmp_path, *(definition() for definition in definitions))
    for arguments in (["measures"], ["check", EXTRACTS], ["release", EXTRACTS]):
        ran = _run(tmp_path, *arguments)
        assert (ran.code, ran.out) == (ExitCode.SETTINGS_MISSING, "")
        assert ran.err.splitlines() == said
    assert not list(tmp_path.glob("*.sqlite"))


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    ran = _run(tmp_path, "release", EXTRACTS)
    assert (ran.code, ran.out) == (ExitCode.SETTINGS_MISSING, "")
    assert ran.err == (
        "HEADROOM_INSTRUMENTS names no folder. Set it to a folder of instrument definitions, or leave it unset\n"
    )
    assert not list(tmp_path.glob("*.sqlite"))


def test_a_file_outside_the_folder_is_checked_before_it_is_put_there(tmp_path: Path) -> None:
    _kept(tmp_path)
    (tmp_path / "draft.json").write_text(json.dumps(_broken_golden()), encoding="utf-8")
    ran = _run(tmp_path, "instruments", "check", "draft.json")
    assert ran.code == ExitCode.USAGE
    assert ran.err.startswith("draft.json cannot be used: ")
    assert "fails for risk" in ran.err
