"""The pages of the panel and of management in a real browser: readable by everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.browser.looking import page_of, readable
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


@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_read_them(chromium: Browser, served: Served, path: str) -> None:
    page = page_of(chromium, served, "ruiz")
    page.goto(path)
    readable(page)


def test_a_license_is_looked_up_with_keys_alone(chromium: Browser, served: Served) -> None:
    page = page_of(chromium, served, "ruiz")
    page.goto("/panel/reviewer/R-020")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.focus("#source0")
    page.keyboard.press("Control+A")
    page.keyboard.type("the board's own page")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Changed: licenses")
    readable(page)
