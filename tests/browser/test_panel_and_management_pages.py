"""The pages of the panel and of management in a real browser: readable by everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.browser.looking import fine, signed_in
from tests.made_demo import made_demo
from tests.served import Served, serving

PAGES = (
    "/panel",
    "/panel/reviewer/R-019",
    "/panel/file",
    "/panel/appoint",
    "/panel/ties",
    "/management",
    "/management?first=2013-01&last=2013-02",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = made_demo(tmp_path_factory, "panel-pages")
    with serving(data, "--no-jobs", OPENIMR_SECOND_FACTOR="optional") as running:
        yield running


@pytest.mark.parametrize(("scheme", "width"), [("dark", 320), ("light", 1280)])
def test_everybody_can_read_them(
    chromium: Browser, served: Served, scheme: str, width: int
) -> None:
    with signed_in(chromium, served, "ruiz", scheme, width) as page:
        for path in PAGES:
            page.goto(f"http://127.0.0.1:{served.port}{path}")
            fine(page, width)


def test_a_license_is_looked_up_with_keys_alone(chromium: Browser, served: Served) -> None:
    with signed_in(chromium, served, "ruiz") as page:
        page.goto(f"http://127.0.0.1:{served.port}/panel/reviewer/R-020")
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.focus("#source0")
        page.keyboard.press("Control+A")
        page.keyboard.type("the board's own page")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Changed: licenses")
        fine(page, 1280)
