"""Reference answers kept beside the repository; a test that needs them is skipped, saying so, where they are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "conformance"


def cases_of(name: str, named_by: str = "id") -> list[Any]:
    """The cases of one file as parameters named by one of their keys, or one skipped parameter."""
    path = FOLDER / name
    if not path.is_file():
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"reference answers are not here: {name}"), id=name)]
    cases = json.loads(path.read_text(encoding="utf-8"))["cases"]
    return [pytest.param(case, id=str(case[named_by])) for case in cases]
