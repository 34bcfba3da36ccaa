"""Work on cases in a real browser: every page can be used by everybody, steps by keys alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import page_of, readable
from tests.served import Served, serving
from tests.verbs_on_cases import DEMO
from tests.worked_cases import AWAITING, ELIGIBLE, IN_REVIEW, RECEIVED, SERVED, SETTINGS

NOTICE = DEMO / "04-Ravenscroft-PR2-060915.pdf"
PARTS = ("", "/parties", "/documents", "/deadlines", "/notices", "/record")
OF_STAFF = (
    "/work",
    "/cases",
    "/cases?state=awaiting+records&due=week",
    "/cases?priority=expedited",
    *(f"/cases/{SERVED}{part}" for part in PARTS),
    f"/cases/{ELIGIBLE}/parties/administrator-1",
    f"/cases/{ELIGIBLE}/do/send-notice-of-assignment",
    f"/cases/{ELIGIBLE}/do/correct-application",
    f"/cases/{AWAITING}/do/receive-records",
    f"/cases/{RECEIVED}/do/screen",
    f"/cases/{RECEIVED}/do/withdraw",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("cases") / "data"
    subprocess.run([sys.executable, "-m", "tests.worked_cases", str(data)], check=True)
    with serving(data, "--no-jobs", **SETTINGS) as running:
        yield running


def look(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    readable(page)


@pytest.mark.parametrize("path", OF_STAFF)
def test_pages_of_staff_fit_and_nothing_is_in_anybodys_way(
    chromium: Browser, served: Served, path: str
) -> None:
    look(page_of(chromium, served, "rivera"), path)


@pytest.mark.parametrize(
    ("login", "case"), [("okafor", IN_REVIEW), ("worker", SERVED), ("audit", SERVED)]
)
def test_pages_of_the_others_do_too(
    chromium: Browser, served: Served, login: str, case: str
) -> None:
    page = page_of(chromium, served, login)
    for path in ("/work", "/cases", *(f"/cases/{case}{part}" for part in PARTS)):
        look(page, path)


def test_a_form_that_must_be_mended_says_so_where_it_is(chromium: Browser, served: Served) -> None:
    page = page_of(chromium, served, "rivera")
    page.goto(f"/cases/{AWAITING}/do/receive-records")
    with page.expect_navigation():
        page.get_by_role("button", name="Receive records").click()
    assert page.title().startswith("Error: ")
    readable(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Do they hold more").click()
    assert page.url.endswith("#f-beyond-ur")


def reached(page: Page, name: str, most: int = 120) -> None:
    """Press Tab until something of a name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.labels?.[0]?.textContent || "
            "document.activeElement.textContent || '').trim()"
        )
        if focused.startswith(name):
            return
    raise AssertionError(f"nothing called {name} can be reached by keys")


def test_a_manager_sends_the_notice_takes_records_in_and_closes_them_with_keys_alone(
    chromium: Browser, served: Served
) -> None:
    page = page_of(chromium, served, "rivera")
    page.goto("/work")
    _open_by_keys(page, ELIGIBLE)
    _step_by_keys(page, "Send notice of assignment")
    reached(page, "File")
    page.locator("#f-sha256-file").set_input_files(NOTICE)
    reached(page, "Send notice of assignment")
    page.keyboard.press("Enter")
    page.get_by_text("Recorded:").wait_for()
    assert page.get_by_role("status").inner_text().count("Notice of assignment sent") == 1
    assert "The file holds nothing but" in page.locator("#why-close-records").inner_text()
    _take_records_in(page)
    _step_by_keys(page, "Close records")
    reached(page, "Close records")
    page.keyboard.press("Enter")
    page.get_by_text("Recorded:").wait_for()
    assert "ready to appoint" in page.locator("h1").inner_text()


def _open_by_keys(page: Page, case: str) -> None:
    reached(page, "Cases")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases")
    reached(page, "Case number")
    page.keyboard.type(case)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{case}")


def _step_by_keys(page: Page, name: str) -> None:
    reached(page, name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/do/**")


def _take_records_in(page: Page) -> None:
    page.goto(f"{page.url.partition('?')[0]}/do/receive-records")
    reached(page, "File")
    page.locator("#f-receipt-file").set_input_files(NOTICE)
    reached(page, "Sent by")
    page.keyboard.type("claims")
    reached(page, "Yes")
    page.keyboard.press("Space")
    reached(page, "Receive records")
    page.keyboard.press("Enter")
    page.get_by_text("Recorded:").wait_for()
    assert page.locator("h1").inner_text().endswith("awaiting records")


def test_what_is_grave_is_read_back_before_it_is_done(chromium: Browser, served: Served) -> None:
    page = page_of(chromium, served, "rivera")
    page.goto(f"/cases/{RECEIVED}/do/withdraw")
    page.get_by_label("Reason").fill("The worker asked for it.\nBy letter.")
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()
    readable(page)
    assert "By letter." in page.locator(".facts").inner_text()
    page.get_by_role("button", name="Yes, withdraw").click()
    page.get_by_text("Recorded:").wait_for()
    assert "withdrawn" in page.locator("h1").inner_text()


def test_ticked_cases_are_asked_for_together(chromium: Browser, served: Served) -> None:
    page = page_of(chromium, served, "rivera")
    page.goto("/cases?state=in+review")
    page.get_by_label(f"Tick case {IN_REVIEW}").check()
    page.get_by_label("With the ticked cases:").select_option("close-records")
    for name in ("Go on", "Close records"):
        with page.expect_navigation():
            page.get_by_role("button", name=name).click()
        readable(page)
    assert "not-in-this-state" in page.locator("table").inner_text()
