"""The pages of the web in a real browser: nothing is blocked, all can be read, with keys alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import entered, fine, page_of, readable
from tests.served import Served, serving, until

PAGES = {"/": 200, "/health": 200, "/nowhere": 404}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("web") / "data") as running:
        until(running.well, "all is well")
        yield running


def shown(chromium: Browser, served: Served, path: str) -> Page:
    page = page_of(chromium, served)
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == PAGES[path]
    return page


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_nothing_is_in_anybodys_way_and_its_policy_lets_through_what_it_needs(
    chromium: Browser, served: Served, path: str
) -> None:
    page = shown(chromium, served, path)
    readable(page)
    assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") == (
        "rgb(27, 73, 101)"
    ), "the style is there"


def test_what_the_policy_blocks_is_heard(chromium: Browser, served: Served) -> None:
    page = entered(chromium, served)
    page.goto("/")
    page.evaluate("document.body.setAttribute('style', 'margin: 0')")
    with pytest.raises(AssertionError, match="Content Security Policy"):
        fine(page)
    page.context.close()


def test_the_first_key_leads_past_the_head_to_the_content(
    chromium: Browser, served: Served
) -> None:
    page = shown(chromium, served, "/health")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
