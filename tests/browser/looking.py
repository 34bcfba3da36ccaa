"""A signed-in person at a real browser, and whether everybody can use what they see."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.served import Served
from tests.signed_in import PASSWORD


@contextlib.contextmanager
def signed_in(
    chromium: Browser, served: Served, login: str, scheme: str = "light", width: int = 1280
) -> Iterator[Page]:
    """A page of somebody who signed in; the server asks for no second factor."""
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{served.port}/sign-in")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url("**/work")
    yield page
    context.close()


def fine(page: Page, width: int) -> None:
    """Nothing is in anybody's way, and the page fits."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
