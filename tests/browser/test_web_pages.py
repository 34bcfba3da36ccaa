"""The pages of the web in a real browser: nothing is blocked, all can be read, with keys alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.served import Served, serving, until

PAGES = {"/": 200, "/health": 200, "/nowhere": 404}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("web") / "data") as running:
        until(running.well, "all is well")
        yield running


def shown(chromium: Browser, served: Served, path: str, width: int, **look: object) -> Page:
    page = chromium.new_page(viewport={"width": width, "height": 800}, **look)
    page.complaints = []  # type: ignore[attr-defined]
    page.on("console", lambda told: page.complaints.append(told.text))  # type: ignore[attr-defined]
    answer = page.goto(f"http://127.0.0.1:{served.port}{path}")
    assert answer is not None
    assert answer.status == PAGES[path]
    return page


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_a_page_fits_and_nothing_serious_is_in_anybodys_way(
    chromium: Browser, served: Served, path: str, scheme: str, width: int
) -> None:
    page = shown(chromium, served, path, width, color_scheme=scheme, bypass_csp=True)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["impact"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_lets_everything_through_that_a_page_needs(
    chromium: Browser, served: Served, path: str
) -> None:
    page = shown(chromium, served, path, 1280)
    complaints = [one for one in page.complaints if "404" not in one]  # type: ignore[attr-defined]
    assert complaints == []
    assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") == (
        "rgb(27, 73, 101)"
    ), "the style is there"
    page.close()


def test_the_first_key_leads_past_the_head_to_the_content(
    chromium: Browser, served: Served
) -> None:
    page = shown(chromium, served, "/health", 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()
