"""The architecture, as tests."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SOURCES = [path for package in ("pipelines", "dashboard", "sample_data") for path in (ROOT / package).rglob("*.py")]


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports", "--no-cache"],
    ],
    ids=" ".join,
)
def test_the_code_passes(command: list[str]) -> None:
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_import_rules_name_every_module_of_the_pipeline() -> None:
    """`exhaustive` keeps the layers complete; the dashboard's list of forbidden modules has to be kept as well."""
    allowed = {"published", "organisation", "periods", "errors"}
    modules = {
        path.stem for path in (ROOT / "pipelines").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    named = next(
        rule for rule in PYPROJECT["tool"]["importlinter"]["contracts"] if rule["name"].startswith("The dashboard")
    )
    forbidden = {name.removeprefix("pipelines.") for name in named["forbidden_modules"]} - {"sample_data"}
    assert forbidden == modules - allowed - {"__init__", "__main__"}


def test_only_disclosure_control_can_make_protected_results() -> None:
    holders = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and any(name.name == "SEAL" for name in node.names)
    }
    assert holders == {"pipelines/disclosure_control/protect.py"}


def test_no_module_of_the_dashboard_hides_a_standard_or_third_party_module() -> None:
    """`streamlit run dashboard/app.py` puts dashboard/ first on the path."""
    ours = {path.stem for path in (ROOT / "dashboard").iterdir() if path.suffix == ".py" or path.is_dir()}
    installed = {path.name.split(".")[0] for path in Path(pytest.__file__).parents[1].iterdir()}
    assert not (ours - {"__init__", "__pycache__"}) & (set(sys.stdlib_module_names) | installed)


def test_the_clock_is_asked_for_on_the_command_line_only() -> None:
    askers = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}
    }
    assert askers <= {"pipelines/cli.py", "dashboard/app.py", "dashboard/asgi.py"}
