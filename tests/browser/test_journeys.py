"""A real Chromium on the served dashboard: pages, choices, links, downloads, and what travels over the wire."""

import csv
import json
import os
import re
from pathlib import Path

import pytest
from builders.browser import CHROMIUM, CHROMIUM_ARGUMENTS, FIRST_CHART
from builders.dashboard_release import council_release, national_release
from builders.served import served

if not CHROMIUM and os.environ.get("CI") != "true":
    pytest.skip("No Chromium on this machine: the journeys in a browser were not made", allow_module_level=True)

from playwright.sync_api import Browser, Page, expect, sync_playwright

PAGES = ("", "caseload", "online-abuse", "training", "wellbeing", "support", "workforce", "what-would-help",
         "data-and-methods")  # fmt: skip
expect.set_options(timeout=20_000)
STREAMLITS_OWN = re.compile(r"404 \(Not Found\)")
"""On a deep link Streamlit looks for its server below the page's address before it looks at the root."""


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    database = f"sqlite:///{tmp_path_factory.mktemp('council')}/release.sqlite"
    council_release(database)
    with served(database) as url:
        yield url


@pytest.fixture(scope="module")
def context(browser: Browser):
    """One context for the journeys: its cache makes every page after the first a quick one."""
    opened = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    yield opened
    opened.close()


@pytest.fixture
def page(context):
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()


def title(page: Page):
    return page.locator("h1")


AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]"
SETTLES_IN = 400
"""Milliseconds."""


def pick(page: Page, label: str, option: str) -> None:
    # What is clicked while the page is still being written may be replaced before the click arrives; a page that has
    # just put its choice into the address is written once more.
    page.wait_for_selector(AT_REST)
    page.wait_for_timeout(SETTLES_IN)
    page.wait_for_selector(AT_REST)
    page.get_by_label(label).first.click()
    page.get_by_role("option", name=option).click()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_shows_chart_and_table_with_no_error_no_call_elsewhere_and_fits_a_phone(page, council, path):
    errors, hosts = [], set()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(f"{council}/{path}")
    page.wait_for_selector(FIRST_CHART)
    expect(title(page)).to_have_count(1)
    assert page.locator("table").count() > 0
    assert page.locator("[data-testid=stException]").count() == 0
    assert [error for error in errors if not STREAMLITS_OWN.search(error)] == []
    assert hosts == {council.split("/")[2]}
    fits_a_phone(page)


def fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    main = page.locator("[data-testid=stMain]")
    page.wait_for_function("document.querySelector('.js-plotly-plot').getBoundingClientRect().right <= 390")
    assert main.evaluate("it => it.scrollWidth - it.clientWidth") == 0


def test_a_chosen_team_is_kept_in_the_address_across_pages_reloads_and_the_back_button(page, council):
    page.goto(council)
    expect(title(page)).to_contain_text("Riverside")
    pick(page, "Team, service or area", "Millfield")
    expect(title(page)).to_contain_text("Millfield")
    expect(page).to_have_url(re.compile(r"unit=T06"))
    pick(page, "Figures up to", "June 2025")
    expect(page.locator(".where")).to_contain_text("June 2025")
    page.get_by_role("link", name="Training").click()
    expect(page.locator(".where")).to_contain_text("Training · Millfield (Safeguarding) · June 2025")
    expect(page).to_have_url(
        re.compile(r"/training\?.*unit=T06.*period=2025-06-30|/training\?.*period=2025-06-30.*unit=T06")
    )
    page.reload()
    expect(page.locator(".where")).to_contain_text("Training · Millfield (Safeguarding) · June 2025")
    page.go_back()
    expect(page.locator(".where")).to_contain_text("Overview · Millfield (Safeguarding) · June 2025")


def test_a_link_opens_the_very_view(page, council):
    page.goto(f"{council}/caseload?unit=S2&measure=load_ratio&view=parts&period=2025-03-31")
    expect(page.get_by_role("heading", name="Load ratio, teams of Safeguarding, March 2025")).to_be_visible()


def test_a_link_that_means_nothing_is_said_in_a_sentence(page, council):
    page.goto(f"{council}/caseload?unit=nobody")
    expect(page.get_by_text("asks for a team or area that this release does not hold")).to_be_visible()
    expect(title(page)).to_contain_text("Northmere")


def test_the_reader_gets_from_the_overview_into_a_team(page, council):
    page.goto(council)
    page.get_by_role("button", name="Open Riverside").click()
    expect(title(page)).to_have_text("Riverside needs attention")


def test_the_words_beside_an_icon_are_seen_and_the_keyboard_opens_what_they_mean(page, council):
    page.goto(f"{council}/caseload?unit=T05&measure=load_ratio")
    page.wait_for_selector(FIRST_CHART)
    verdict = page.get_by_role("list", name="How it stands")
    expect(verdict.get_by_text("Not as usual")).to_be_visible()
    icon = verdict.locator("img")
    assert icon.evaluate("it => it.complete && it.naturalWidth > 0"), "the page's own rules let the picture through"
    link = page.get_by_role("link", name="How to read the charts")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="How to read the charts")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("list", name="What the icons mean")).to_contain_text("neither good nor bad by itself")
    expect(page).to_have_url(re.compile(r"unit=T05"))


def test_a_download_holds_the_cells_of_the_table(page, council):
    page.goto(f"{council}/caseload?unit=T16")
    page.wait_for_selector(FIRST_CHART)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download these figures").click()
    rows = list(csv.DictReader(Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 36 == page.locator(".figures tbody tr").count()
    assert {row["symbol"] for row in rows} == {"c"}
    assert {(row["value"], row["base"]) for row in rows} == {("", "")}


def test_no_number_of_a_hidden_team_travels_to_the_browser(page, council):
    received: list[bytes] = []
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived", lambda frame: received.append(frame if isinstance(frame, bytes) else frame.encode())
        ),
    )
    page.goto(f"{council}/caseload?unit=T16")
    page.wait_for_selector(FIRST_CHART)
    sent = b"".join(received).decode("utf-8", "ignore")
    specs = [json.JSONDecoder().raw_decode(sent, found.start())[0] for found in re.finditer(r'\{"data":\[', sent)]
    assert specs
    lines = [trace for spec in specs for trace in spec["data"] if trace["type"] == "scatter"]
    own = [trace for trace in lines if trace["hovertemplate"].startswith("Family group")]
    assert own
    assert all(value is None for trace in own for value in trace["y"])
    cards = re.findall(r'<p class="figure[^"]*">(.*?)<', sent)
    assert cards
    assert {card.strip() for card in cards} == {"c"}


def test_a_manager_tries_what_would_help_and_nothing_of_it_stands_in_the_address(page, council):
    page.goto(f"{council}/what-would-help")
    page.get_by_role("link", name="Riverside", exact=True).click()
    expect(title(page)).to_contain_text("Riverside needs")
    address = page.url
    slider = page.get_by_role("slider", name="Add full-time practitioners")
    slider.focus()
    slider.press("ArrowRight")
    expect(page.locator(".follows")).to_contain_text(re.compile(r"\d+% of the limit would become \d+%; still over\."))
    slider = page.get_by_role("slider", name="Move cases to another team")
    slider.focus()
    slider.press("ArrowRight")
    expect(page.locator(".follows > div")).to_have_count(3)
    assert page.url == address
    fits_a_phone(page)
    page.reload()
    expect(page.get_by_text("Move a slider to see what would change.")).to_be_visible()


def test_a_director_sees_where_to_train_first(page, council):
    page.goto(f"{council}/online-abuse")
    page.wait_for_selector(FIRST_CHART)
    page.get_by_role("radio", name="Exposure against training").click()
    expect(page.get_by_text(re.compile("^Train first in .*Exploitation and missing"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"look=readiness"))
    expect(page.get_by_role("heading", name="How many to train, and where first")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download this table").click()
    rows = list(csv.DictReader(Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 16
    fits_a_phone(page)


def test_the_national_release_is_read_by_region_and_authority(browser, tmp_path):
    database = f"sqlite:///{tmp_path}/national.sqlite"
    national_release(database)
    with served(database) as url:
        page = browser.new_page()
        page.goto(f"{url}/caseload?view=parts")
        expect(page.get_by_role("heading", name="regions of England")).to_be_visible()
        pick(page, "Team, service or area", "South West council 2")
        expect(title(page)).to_contain_text("South West council 2 holds")
        page.goto(f"{url}/wellbeing")
        expect(title(page)).to_have_text("This release holds nothing on wellbeing for England")
        page.get_by_role("link", name="Caseload").last.click()
        expect(title(page)).to_contain_text("England holds")
        page.close()
