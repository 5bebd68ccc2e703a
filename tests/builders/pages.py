"""Pages run as Streamlit runs them, on releases made once for a whole module of tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from builders.dashboard_release import RELEASES

SEEN_ON = date(2026, 4, 20)


def one_page(page: str, today: date = SEEN_ON) -> str:
    """A script that shows one page, as the navigation would."""
    return (
        f"from datetime import date\nfrom dashboard import shell\nfrom dashboard.views import {page}\n"
        f"shell.page({page}.render, date({today.year}, {today.month}, {today.day}))"
    )


def run_page(address: str, page: str, monkeypatch: pytest.MonkeyPatch, **asked: str) -> AppTest:
    """A page of the release at the address, with the parameters that its own address holds."""
    monkeypatch.setenv("HEADROOM_DATABASE_URL", address)
    app = AppTest.from_string(one_page(page), default_timeout=30)
    for parameter, value in asked.items():
        app.query_params[parameter] = value
    app.run()
    assert not app.exception
    return app


def shown_pages() -> Any:
    """A fixture `show(release, page, **parameters)`; each release is made once, when it is first asked for."""
    made: dict[str, str] = {}

    @pytest.fixture(name="show")
    def show(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
        def run(release: str, page: str, **asked: str) -> AppTest:
            if release not in made:
                made[release] = f"sqlite:///{tmp_path_factory.mktemp('releases')}/{release}.sqlite"
                RELEASES[release](made[release])
            return run_page(made[release], page, monkeypatch, **asked)

        return run

    return show
