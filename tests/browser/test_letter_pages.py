"""From quality review to publication with keys alone in a real browser; every page can be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.browser.looking import entered, go_on_as, readable
from tests.lettered import LOGINS, SETTINGS, Lettered, lettered
from tests.served import Served, serving
from tests.signed_in import Visitor


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
        self.page, self.made = entered(chromium, served), made
        visitor = Visitor(served)
        assert visitor.sign_in(LOGINS[login]).status == 302
        if made.apps[login].secret:
            assert visitor.give_code(made.apps[login].code()).status == 302
        go_on_as(self.page, visitor)

    def go(self, path: str) -> None:
        self.page.goto(path)

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


def test_from_quality_review_to_service_with_keys_alone(
    made: Lettered, served: Served, chromium: Browser
) -> None:
    """The browser begins last: beside its event loop this process asks no database."""
    quality = Person(chromium, served, made, "lindgren")
    quality.go("/quality")
    readable(quality.page)
    quality.press(f"a:text-is('{made.case}')")
    readable(quality.page)
    while quality.page.locator("button:has-text('Record my second opinion')").count():
        radio = quality.page.locator("input[type=radio]").first
        radio.focus()
        quality.page.keyboard.press("Space")
        quality.type("textarea >> nth=0", "No measured gain is on record.")
        quality.press("button:has-text('Record my second opinion') >> nth=0")
    assert quality.reads("Your second opinion: upheld.")
    quality.page.focus("summary:has-text('Return it to the reviewer')")
    quality.page.keyboard.press("Enter")
    readable(quality.page)
    quality.press("button:has-text('Pass quality review')")
    assert quality.reads("Quality review passed")
    quality.case("letter")
    assert quality.reads("You sign as Runa Lindgren, MD, Medical Director")
    readable(quality.page)
    quality.type("#code", made.apps["lindgren"].code())
    quality.press("button:has-text('Sign this letter')")
    assert quality.reads("Signed by Runa Lindgren, MD, Medical Director")
    readable(quality.page)

    manager = Person(chromium, served, made, "ruiz")
    manager.case("letter")
    manager.press("button:has-text('Issue the letter')")
    assert manager.reads("Issued")
    manager.press("a:has-text('Serve it on the parties')")
    readable(manager.page)
    manager.press("button:has-text('Serve the letter on all parties')")
    assert manager.reads("First served")
    readable(manager.page)
    manager.press("a:has-text('Publish it without names')")
    readable(manager.page)
    manager.type("#passage", "hurt at work")
    manager.press("button:has-text('Leave the passage out')")
    assert manager.reads("[left out]")
    readable(manager.page)
    manager.press("button:has-text('Approve and publish')")
    assert manager.reads(f"Published as ca-wc/{made.case}")
    readable(manager.page)
    manager.go("/post")
    readable(manager.page)
    manager.go(f"/cases/{made.appealed}/letter/evidence")
    readable(manager.page)

    worker = Person(chromium, served, made, "worker")
    worker.case("letter")
    assert worker.reads("Independent Medical Review Final Determination")
    readable(worker.page)
    quality.go("/quality/report")
    readable(quality.page)
    for person in (quality, manager, worker):
        person.page.context.close()
