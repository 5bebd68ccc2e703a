"""How long a cold page takes until its first chart, beside a blank Streamlit page with one Plotly chart.

Run: `python tests/benchmarks/page_load.py`. It prints seconds and ratios and asserts nothing, because a busy machine
makes every wall-clock figure wrong; loads of both servers alternate, so the ratios are worth something.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from builders.browser import CHROMIUM, CHROMIUM_ARGUMENTS, FIRST_CHART, free_port  # noqa: E402 -- after the path
from builders.dashboard_release import council_release  # noqa: E402 -- after the path

BLANK = """
import streamlit as st
st.title("Blank")
st.plotly_chart({"data": [{"type": "scatter", "y": [1, 3, 2]}], "layout": {}})
"""
PAGES = ("", "caseload", "online-abuse", "training", "wellbeing", "support", "workforce", "what-would-help",
         "data-and-methods")  # fmt: skip
GOAL = 1.5


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--database", help="address of a release; default: an invented council")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        blank = Path(folder) / "blank.py"
        blank.write_text(BLANK, encoding="utf-8")
        database = options.database or f"sqlite:///{folder}/release.sqlite"
        if not options.database:
            council_release(database)
        ours, theirs = free_port(), free_port()
        servers = [_serve(database, ours), _serve_blank(blank, theirs)]
        try:
            for port in (ours, theirs):
                _wait(port)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
            _compare(browser, f"http://127.0.0.1:{ours}", f"http://127.0.0.1:{theirs}", options.rounds)
            browser.close()
        finally:
            for server in servers:
                server.terminate()
                server.wait()


def _serve(database: str, port: int) -> subprocess.Popen[bytes]:
    command = f"from dashboard.serve import serve; serve({database!r}, '127.0.0.1', {port})"
    return subprocess.Popen([sys.executable, "-c", command], cwd=ROOT)


def _serve_blank(script: Path, port: int) -> subprocess.Popen[bytes]:
    settings = {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false", "STREAMLIT_SERVER_HEADLESS": "true"}
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    return subprocess.Popen(
        [*command, "--server.address=127.0.0.1"],
        cwd=script.parent,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
    )


def _wait(port: int) -> None:
    for _ in range(240):
        try:
            urlopen(f"http://127.0.0.1:{port}/_stcore/health").read()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise SystemExit("A server did not start.")


def _compare(browser: Browser, ours: str, theirs: str, rounds: int) -> None:
    for address in (theirs, ours):
        _seconds(browser, address)  # the first visit of all pays for imports
    blank: list[float] = []
    pages: dict[str, list[float]] = {page: [] for page in PAGES}
    for _ in range(rounds):
        blank.append(_seconds(browser, theirs))
        for page, taken in pages.items():
            taken.append(_seconds(browser, f"{ours}/{page}"))
    print(f"{'blank page, one chart':<24}{median(blank):6.2f} s")
    for page, taken in pages.items():
        ratio = median(taken) / median(blank)
        verdict = "" if ratio <= GOAL else f"  over the goal of {GOAL}"
        print(f"{page or 'overview':<24}{median(taken):6.2f} s  {ratio:5.2f} times{verdict}")


def _seconds(browser: Browser, address: str) -> float:
    """Cold: a fresh context has an empty cache."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(FIRST_CHART, timeout=60_000)
    taken = time.perf_counter() - started
    context.close()
    return taken


if __name__ == "__main__":
    main()
