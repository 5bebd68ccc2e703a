"""Each command as people run it."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from builders.running import headroom, opened
from sqlalchemy import func, select

from pipelines import published
from pipelines.errors import ExitCode
from pipelines.measures.catalogue import CATALOGUE


def test_the_demonstration_needs_nothing_and_stops_in_peace(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEADROOM_")}
    command = [sys.executable, "-m", "pipelines", "demo", "--port", "0"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment | {"NO_BROWSER": "1"}, stdout=subprocess.PIPE, text=True
    ) as demo:
        assert demo.stdout is not None
        said = ""
        while "http://" not in said:
            line = demo.stdout.readline()
            assert line, said
            said += line
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address
        assert "is published" in said
        with urllib.request.urlopen(f"{address[0]}/health", timeout=20) as health:
            assert json.load(health) == {"status": "ok"}
        demo.send_signal(signal.SIGINT)
        assert demo.wait(timeout=20) == 0
    # The measurement of coverage, where it runs, leaves files of its own.
    assert not [path for path in tmp_path.iterdir() if not path.name.startswith(".coverage")], "nothing is left behind"


def test_definitions_are_printed_as_text_and_as_json(tmp_path: Path) -> None:
    text = headroom("measures", folder=tmp_path).out
    listed = json.loads(headroom("measures", "--json", folder=tmp_path).out)
    assert all(measure.label in text for measure in CATALOGUE)
    assert len(listed) == len(CATALOGUE)
    assert "Setting the Bar" in headroom("explain", "load_ratio", folder=tmp_path).out


def test_releases_are_listed_newest_first(sample_database: Path, tmp_path: Path) -> None:
    listed = headroom("releases", "--database", f"sqlite:///{sample_database}", folder=tmp_path)
    assert re.match(r"Release 1: to 31 October 2026, policy internal, made .* from 9 inputs", listed.out)
    assert headroom("releases", folder=tmp_path).out.startswith("No release yet")
    assert not list(tmp_path.glob("*.sqlite")), "looking leaves nothing behind"


def test_the_id_of_the_key_in_use_is_the_one_its_releases_are_listed_with(
    sample_database: Path, tmp_path: Path
) -> None:
    listed = headroom("releases", "--database", f"sqlite:///{sample_database}", folder=tmp_path).out
    key_id = headroom("key", "id", folder=tmp_path).out.strip()
    assert re.fullmatch(r"[0-9a-f]{16}", key_id)
    assert f"pseudonym key {key_id}" in listed
    without = headroom("key", "id", folder=tmp_path, key=None)
    assert (without.code, without.out) == (ExitCode.SETTINGS_MISSING, "")


def test_several_authorities_are_released_together(tmp_path: Path) -> None:
    made = headroom("sample", "--out", "many", "--authorities", "2", "--months", "14", folder=tmp_path)
    assert made.code == 0, made.err
    ran = headroom("release", "many", folder=tmp_path)
    assert ran.code == 0, ran.err
    assert ran.err.startswith("Reading, checking and protecting 2 inboxes")


def test_an_authoritys_own_policy_is_the_one_its_release_is_made_by(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    (tmp_path / "board-papers.toml").write_text(example, encoding="utf-8")
    made = headroom("sample", "--out", "one", "--months", "14", folder=tmp_path)
    assert made.code == 0, made.err
    ran = headroom("release", "one", "--policy", "board-papers.toml", folder=tmp_path)
    assert ran.code == 0, ran.err
    assert "policy board-papers" in headroom("releases", folder=tmp_path).out
    with opened(tmp_path / "headroom.sqlite") as connection:
        setting, result = published.policy_setting.c, published.result.c
        floors = dict(
            connection.execute(select(setting.applies_to, setting.value).where(setting.setting == "floors")).all()
        )
        least = connection.scalar(
            select(func.min(result.base)).where(result.disclosure_rule == "children", result.base > 0)
        )
    assert floors == {"children": "10", "staff": "5", "survey": "10"}
    assert least >= 10


def test_two_authorities_with_the_same_team_codes_are_not_mixed_up(tmp_path: Path) -> None:
    for name, code in (("east", "X99000001"), ("west", "X99000002")):
        made = headroom("sample", "--out", f"many/{name}", "--months", "14", folder=tmp_path)
        assert made.code == 0, made.err
        teams = tmp_path / "many" / name / "teams.csv"
        teams.write_text(teams.read_text(encoding="utf-8").replace("X99000001", code), encoding="utf-8")
    ran = headroom("release", "many", folder=tmp_path)
    assert ran.code == ExitCode.USAGE
    assert "the same code for different teams" in ran.err


@pytest.mark.parametrize("policy", ["internal", "public"])
def test_each_policy_makes_a_release(policy: str, tmp_path: Path) -> None:
    made = headroom("sample", "--out", "one", "--months", "14", folder=tmp_path)
    assert made.code == 0, made.err
    ran = headroom("release", "one", "--policy", policy, folder=tmp_path)
    assert ran.code == 0, ran.err
    assert f"policy {policy}" in headroom("releases", folder=tmp_path).out
