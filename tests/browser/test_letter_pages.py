"""From quality review to service with keys alone in a real browser; every page can be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from tests.lettered import LOGINS, SETTINGS, Lettered, lettered
from tests.served import Served, serving
from tests.signed_in import PASSWORD


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Lettered:
    return lettered(tmp_path_factory, "letter-pages")


@pytest.fixture(scope="module")
def served(made: Lettered) -> Iterator[Served]:
    with serving(made.data, "--no-jobs", **SETTINGS) as running:
        yield running


class Person:
    """Somebody at a browser of their own, who has a keyboard and no mouse."""

    def __init__(self, chromium: Browser, served: Served, made: Lettered, login: str) -> None:
        self.context: BrowserContext = chromium.new_context(bypass_csp=True)
        self.page: Page = self.context.new_page()
        self.base, self.made = f"http://127.0.0.1:{served.port}", made
        self.go("/sign-in")
        self.type("#login", LOGINS[login])
        self.type("#password", PASSWORD)
        self.press("main button")
        if made.apps[login].secret:
            self.type("#code", made.apps[login].code())
            self.press("main button >> nth=0")

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)

    def case(self, part: str) -> None:
        self.go(f"/cases/{self.made.case}/{part}")

    def type(self, field: str, words: str) -> None:
        """Come to a field and type."""
        self.page.focus(field)
        self.page.keyboard.type(words)

    def press(self, button: str, key: str = "Enter") -> None:
        """Come to a button and press it."""
        self.page.focus(button)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def reads(self, words: str) -> bool:
        return words in self.page.inner_text("main")

    def fine(self) -> None:
        """Nothing is in anybody's way, light or dark, and the page fits a telephone."""
        for scheme in ("light", "dark"):
            for width in (320, 1280):
                self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                self.page.set_viewport_size({"width": width, "height": 800})
                found = Axe().run(self.page).response["violations"]
                assert [(one["id"], one["nodes"][0]["html"][:90]) for one in found] == []
                assert self.page.evaluate("document.documentElement.scrollWidth") <= width


def test_from_quality_review_to_service_with_keys_alone(
    made: Lettered, served: Served, chromium: Browser
) -> None:
    """The browser begins last: beside its event loop this process asks no database."""
    quality = Person(chromium, served, made, "lindgren")
    quality.go("/quality")
    quality.fine()
    quality.press(f"a:text-is('{made.case}')")
    quality.fine()
    while quality.page.locator("button:has-text('Record my second opinion')").count():
        radio = quality.page.locator("input[type=radio]").first
        radio.focus()
        quality.page.keyboard.press("Space")
        quality.type("textarea >> nth=0", "No measured gain is on record.")
        quality.press("button:has-text('Record my second opinion') >> nth=0")
    assert quality.reads("Your second opinion: upheld.")
    quality.page.focus("summary:has-text('Return it to the reviewer')")
    quality.page.keyboard.press("Enter")
    quality.fine()
    quality.press("button:has-text('Pass quality review')")
    assert quality.reads("Quality review passed")
    quality.case("letter")
    assert quality.reads("You sign as Runa Lindgren, MD, Medical Director")
    quality.fine()
    quality.type("#code", made.apps["lindgren"].code())
    quality.press("button:has-text('Sign this letter')")
    assert quality.reads("Signed by Runa Lindgren, MD, Medical Director")
    quality.fine()

    manager = Person(chromium, served, made, "ruiz")
    manager.case("letter")
    manager.press("button:has-text('Issue the letter')")
    assert manager.reads("Issued")
    manager.press("a:has-text('Serve it on the parties')")
    manager.fine()
    manager.press("button:has-text('Serve the letter on all parties')")
    assert manager.reads("First served")
    manager.fine()
    manager.go("/post")
    manager.fine()
    manager.go(f"/cases/{made.appealed}/letter/evidence")
    manager.fine()

    worker = Person(chromium, served, made, "worker")
    worker.case("letter")
    assert worker.reads("Independent Medical Review Final Determination")
    worker.fine()
    quality.go("/quality/report")
    quality.fine()
    for person in (quality, manager, worker):
        person.context.close()
