"""Signing in with keys alone in a real browser, and whether everybody can read the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.served import Served, serving
from tests.signed_in import PASSWORD, user


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("signing-in") / "data"
    assert user(data, "add", "rivera", "case manager").returncode == 0
    with serving(data, "--no-jobs") as running:
        yield running


def fine(page: Page, width: int) -> None:
    """Nothing is in anybody's way, and the page fits."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["impact"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_from_signing_in_to_signing_out_with_keys_alone(
    chromium: Browser, served: Served, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 800}
    context = chromium.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{served.port}/work")
    fine(page, width)
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("rivera")
    page.keyboard.press("Tab")
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.title().startswith("Not signed in")
    fine(page, width)
    page.focus("#login")
    page.keyboard.type("rivera")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Your work >> nth=0")
    assert page.url.endswith("/work")
    fine(page, width)
    page.focus("text=Sign out")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Signed out')")
    fine(page, width)
    context.close()
