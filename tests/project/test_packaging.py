"""Pins, licences and words that must not be in the repository."""

import re
import subprocess
import tomllib
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def _pins() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_every_installed_package_is_pinned_exactly() -> None:
    pinned = {canonicalize_name(Requirement(pin).name): Requirement(pin) for pin in _pins()}
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", pin) for pin in _pins())
    installed = {canonicalize_name(found.metadata["Name"]): found.version for found in distributions()}
    unpinned = set(installed) - set(pinned) - {"headroom", "pip", "setuptools", "uv", "wheel"}
    assert not unpinned
    assert {name: installed[name] for name in pinned if name in installed} == {
        name: str(pin.specifier).removeprefix("==") for name, pin in pinned.items() if name in installed
    }


def test_uv_run_uses_the_same_pins() -> None:
    assert PYPROJECT["tool"]["uv"]["constraint-dependencies"] == _pins()


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    dependencies = PYPROJECT["project"]["dependencies"] + PYPROJECT["project"]["optional-dependencies"]["dev"]
    silent = [
        dependency
        for dependency in dependencies
        if not re.search(rf'"{re.escape(dependency)}",\s+# \w+', text) and not dependency.startswith("pytest>=")
    ]
    assert not silent


def test_no_file_names_a_download_address_or_a_machine() -> None:
    """A package's address is known by its shape, so that the test itself names no host; this clone by where it is."""
    packages = rb"https?://[^\s\"']+(?:\.whl|\.tar\.gz|\.tgz|/simple)\b"
    machines = rb"/home/\w|/root/|[A-Za-z]:\\Users|" + re.escape(f"{ROOT}/".encode())
    forbidden, here = re.compile(packages + b"|" + machines), Path(__file__)
    offenders = [path.relative_to(ROOT) for path in _tracked() if path != here and forbidden.search(path.read_bytes())]
    assert not offenders


def test_no_lock_file_is_tracked() -> None:
    assert not [path.name for path in _tracked() if path.name in {"uv.lock", "poetry.lock", "Pipfile.lock"}]


def test_nothing_is_left_unfinished() -> None:
    unfinished = re.compile(r"\b(TODO|FIXME|XXX|to be added|raise NotImplementedError)\b")
    here = Path(__file__)
    offenders = [
        path.relative_to(ROOT)
        for path in _tracked()
        if path != here
        and path.suffix in {".py", ".md", ".toml"}
        and unfinished.search(path.read_text(encoding="utf-8"))
    ]
    assert not offenders


def test_the_two_settings_files_of_the_dashboard_are_one() -> None:
    """Streamlit finds one beside the script and the other from the root of the repository."""
    at_root, beside_script = ROOT / ".streamlit" / "config.toml", ROOT / "dashboard" / ".streamlit" / "config.toml"
    assert at_root.read_bytes() == beside_script.read_bytes()
