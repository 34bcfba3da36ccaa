"""The viewer of a case file in a real browser: keys alone, words to be selected, no script."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from tests.served import Served, serving
from tests.signed_in import PASSWORD
from tests.viewed_cases import BARE, READY, UNREAD

FILE = f"/cases/{READY}/file"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("viewer") / "data"
    # In a process of its own: the database refuses to be asked beside the browser's event loop.
    command = [sys.executable, "-m", "tests.viewed_cases", str(data)]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2], timeout=120)
    with serving(data, "--no-jobs") as running:
        yield running


def address(served: Served, path: str) -> str:
    return f"http://127.0.0.1:{served.port}{path}"


def signed_in(context: BrowserContext, served: Served) -> Page:
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.complaints = complaints  # type: ignore[attr-defined]
    page.goto(address(served, "/sign-in"))
    page.fill("#login", "rivera")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/work")
    return page


@pytest.fixture(scope="module")
def desk(chromium: Browser, served: Served) -> Iterator[Page]:
    """Somebody at a wide screen, with scripts and the content policy."""
    context = chromium.new_context(viewport={"width": 1280, "height": 860})
    yield signed_in(context, served)
    context.close()


def where(page: Page) -> str:
    return page.inner_text(".casefile-where")


def pressed(page: Page, key: str, then: str) -> None:
    page.keyboard.press(key)
    page.wait_for_selector(f".casefile-where:has-text('{then}')")


def test_keys_turn_pages_and_documents_without_loading_the_page_anew(
    desk: Page, served: Served
) -> None:
    desk.goto(address(served, f"{FILE}/1/1"))
    desk.evaluate("window.stays = true")
    pressed(desk, "j", "Page 2 of 30 of 01")
    pressed(desk, "n", "Page 6 of 30 of 01")
    pressed(desk, "n", "Page 11 of 30 of 01")
    pressed(desk, "k", "Page 10 of 30 of 01")
    pressed(desk, "p", "Page 1 of 30 of 01")
    assert desk.evaluate("window.stays")
    assert desk.url.endswith(f"{FILE}/1/1")
    desk.go_back()
    desk.wait_for_selector(".casefile-where:has-text('Page 10 of')")
    assert desk.evaluate("window.stays")
    assert desk.complaints == []  # type: ignore[attr-defined]


def test_keys_make_the_page_larger_and_smaller(desk: Page, served: Served) -> None:
    desk.goto(address(served, f"{FILE}/1/1"))
    desk.keyboard.press("+")
    desk.wait_for_selector("text=125%")
    desk.evaluate("document.querySelector('.casefile-sheet img').decode()")
    width = desk.evaluate("document.querySelector('.casefile-sheet img').naturalWidth")
    assert desk.evaluate("document.querySelector('.casefile-sheet img').clientWidth") == 1020
    desk.keyboard.press("-")
    desk.wait_for_selector("text=100%")
    assert width >= 1020


def test_keys_are_letters_where_one_types_and_can_be_switched_off(
    desk: Page, served: Served
) -> None:
    desk.goto(address(served, f"{FILE}/1/1"))
    desk.focus("#casefile-words")
    desk.keyboard.type("jjnn")
    assert desk.input_value("#casefile-words") == "jjnn"
    assert "Page 1 of" in where(desk)
    desk.click(".casefile-keys summary")
    desk.uncheck("#casefile-keys-on")
    desk.focus("#casefile-title")
    desk.keyboard.press("j")
    desk.wait_for_timeout(300)
    assert "Page 1 of" in where(desk)
    desk.check("#casefile-keys-on")
    desk.focus("#casefile-title")
    pressed(desk, "j", "Page 2 of")


def test_words_on_the_page_can_be_selected_and_stand_where_they_are_seen(
    desk: Page, served: Served
) -> None:
    desk.goto(address(served, f"{FILE}/1/1"))
    lines = desk.evaluate(
        """() => {
          const [first] = document.querySelectorAll('.words text');
          getSelection().selectAllChildren(first);
          const image = document.querySelector('.casefile-sheet img').getBoundingClientRect();
          const word = first.querySelector('tspan').getBoundingClientRect();
          return [getSelection().toString(), word.left > image.left && word.right < image.right];
        }"""
    )
    desk.click(".casefile-text summary")
    text = desk.inner_text(".casefile-text pre")
    assert lines[0].strip() == text.splitlines()[0].strip()
    assert lines[1]


def test_what_was_found_stays_beside_its_pages(desk: Page, served: Served) -> None:
    desk.goto(address(served, FILE))
    desk.fill("#casefile-words", "cognitive behavioral")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("#casefile-found")
    assert desk.evaluate("document.activeElement.id") == "casefile-found"
    assert "cognitive" not in desk.url
    desk.click(".casefile-hits a >> nth=1")
    desk.wait_for_selector(".mark")
    assert desk.locator(".casefile-hits li").count() > 1
    desk.click("text=Back to the documents")
    desk.wait_for_selector(".casefile-list")


def test_a_passage_opens_from_anywhere_on_the_page(desk: Page, served: Served) -> None:
    desk.goto(address(served, FILE))
    desk.evaluate(
        """path => document.querySelector('footer').insertAdjacentHTML(
             'beforeend', `<a id="open" href="${path}" data-passage="${path}">open passage</a>`)""",
        f"{FILE}/2/12?at=10-40",
    )
    desk.focus("#open")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".mark")
    assert "Page 12 of 30 of 02" in where(desk)


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_everybody_can_read_it(chromium: Browser, served: Served, scheme: str, width: int) -> None:
    size = {"width": width, "height": 800}
    context = chromium.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = signed_in(context, served)
    for path in (
        FILE,
        f"{FILE}/1/12?at=10-40&zoom=200&order=date",
        f"{FILE}/1/6",
        f"/cases/{BARE}/file",
        f"/cases/{UNREAD}/file",
    ):
        page.goto(address(served, path))
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_everything_works_without_a_script(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = signed_in(context, served)
    page.goto(address(served, FILE))
    page.click("text=Next page")
    assert page.url.endswith(f"{FILE}/1/2")
    page.click("text=Larger")
    assert page.url.endswith(f"{FILE}/1/2?zoom=125")
    page.fill("#casefile-number", "12")
    page.click("button:has-text('Go')")
    assert "Page 12 of 30" in page.inner_text(".casefile-where")
    page.select_option("#casefile-type", index=1)
    page.click("button:has-text('Show')")
    assert "type=" in page.url
    page.fill("#casefile-words", "cognitive")
    page.click("button:has-text('Search')")
    page.click(".casefile-hits a >> nth=0")
    assert page.locator(".mark").count() > 0
    context.close()
